#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace wirecopy::entities {

/// The columns of a gazetteer in its bytes, in this order.
enum class Section : std::size_t {
    first_nodes,
    longer_nodes,
    endings,
    first_bits,
    longer_bits,
    alone_bits,
    small_bits,
    marked_bits,
    name_bytes,
    name_offsets,
    name_entity,
    name_case,
    id_bytes,
    id_offsets,
    entity_kind,
    entity_name,
    kind_bytes,
    kind_offsets,
    count
};

/// Lays sections behind one another, a header before them, as `Gazetteer::open` reads them.
class GazetteerFile {
  public:
    static constexpr std::size_t kAlign = 64;
    struct alignas(kAlign) Block {
        std::array<std::byte, kAlign> bytes;
    };

    /// What is put must stay until the file is made.
    template <typename Values>
    void put(Section section, const Values& values) {
        parts_[static_cast<std::size_t>(section)] = std::as_bytes(std::span(values));
    }
    std::shared_ptr<std::vector<Block>> made() const;

  private:
    std::array<std::span<const std::byte>, static_cast<std::size_t>(Section::count)> parts_;
};

}  // namespace wirecopy::entities
