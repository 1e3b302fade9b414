#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace wirecopy::entities {

/// The columns of a gazetteer in its bytes, in this order.
enum class Section : std::size_t {
    first_nodes,
    longer_nodes,
    endings,
    first_bytes,
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
    struct Made {
        std::shared_ptr<Block[]> blocks;
        std::size_t size;  ///< bytes
    };

    /// What is put must stay until the file is made; what is moved in is given back as soon as it is copied.
    template <typename Values>
    void put(Section section, const Values& values) {
        parts_[static_cast<std::size_t>(section)] = {std::as_bytes(std::span(values)), nullptr};
    }
    template <typename T>
    void put(Section section, std::vector<T>&& values) {
        auto own = std::make_shared<const std::vector<T>>(std::move(values));
        parts_[static_cast<std::size_t>(section)] = {std::as_bytes(std::span(*own)), own};
    }
    /// The file; the sections are gone.
    Made made();

  private:
    struct Part {
        std::span<const std::byte> bytes;
        std::shared_ptr<const void> owner;
    };
    std::array<Part, static_cast<std::size_t>(Section::count)> parts_;
};

}  // namespace wirecopy::entities
