#include "gazetteer_file.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "wirecopy/entities/gazetteer.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::array<char, 8> kMagic{'w', 'c', 'n', 'a', 'm', 'e', 's', '\n'};
constexpr std::uint32_t kVersion = 4;  ///< of the layout, of spellings and of their keys
constexpr auto kSections = static_cast<std::size_t>(Section::count);

struct Place {
    std::uint64_t offset;
    std::uint64_t size;  ///< in bytes
};

struct Header {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t sections;
    std::uint64_t size;                   ///< of the whole, in bytes
    std::array<Place, kSections> places;  ///< of each section
    std::uint64_t checksum;               ///< of all that stands before and behind it
};

std::uint64_t checksum_of(std::span<const std::byte> bytes) {
    constexpr std::size_t kOwn = offsetof(Header, checksum);
    const auto behind = bytes.subspan(sizeof(Header));
    return XXH3_64bits_withSeed(behind.data(), behind.size(), XXH3_64bits(bytes.data(), kOwn));
}

[[noreturn]] void fail(const std::string& what) {
    throw std::invalid_argument("the gazetteer's file is damaged (" + what +
                                "): make it from its names and save it again");
}

std::uint64_t padded(std::uint64_t size) {
    constexpr std::uint64_t align = GazetteerFile::kAlign;
    return (size + align - 1) / align * align;
}

Header checked_header(std::span<const std::byte> bytes) {
    Header header{};
    std::memcpy(&header, bytes.data(), std::min(bytes.size(), sizeof(Header)));
    if (header.magic != kMagic) throw std::invalid_argument("this is no gazetteer that save() wrote");
    if (bytes.size() < sizeof(Header)) fail("it has only " + std::to_string(bytes.size()) + " bytes");
    if (header.version != kVersion || header.sections != kSections) {
        throw std::invalid_argument("this gazetteer has version " + std::to_string(header.version) +
                                    " of the layout, and this wirecopy reads version " + std::to_string(kVersion) +
                                    ": make it from its names again");
    }
    if (header.size != bytes.size()) {
        fail("it has " + std::to_string(bytes.size()) + " bytes of " + std::to_string(header.size));
    }
#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION  // fuzzers are to see what stands behind it
    if (header.checksum != checksum_of(bytes)) fail("its checksum is not that of its bytes");
#endif
    return header;
}

/// Reads the sections of a file whose checksum is right. That they fit each other is checked nevertheless: whatever the
/// bytes, nothing outside them is read.
class Sections {
  public:
    explicit Sections(std::span<const std::byte> bytes) : bytes_(bytes), header_(checked_header(bytes)) {}

    template <typename T>
    std::span<const T> column(Section which) const {
        const auto [offset, size] = header_.places[static_cast<std::size_t>(which)];
        if (offset % GazetteerFile::kAlign != 0 || offset > bytes_.size() || size > bytes_.size() - offset ||
            size % sizeof(T) != 0) {
            fail("a column lies outside it");
        }
        return {reinterpret_cast<const T*>(bytes_.data() + offset), size / sizeof(T)};
    }

    /// A column of so many numbers, each below `limit`.
    template <typename T>
    std::span<const T> numbers(Section which, std::size_t count, std::size_t limit) const {
        const auto values = column<T>(which);
        if (values.size() != count) fail("its columns differ in length");
        T greatest = 0;
        T least = 0;
        for (const T value : values) {
            greatest = std::max(greatest, value);
            least = std::min(least, value);
        }
        if (least < 0 || (count > 0 && static_cast<std::size_t>(greatest) >= limit)) fail("a number is out of range");
        return values;
    }

    documents::StringColumn strings(Section data, Section offsets) const {
        const auto characters = column<char>(data);
        const auto ends = column<std::int64_t>(offsets);
        if (ends.empty() || ends.front() != 0 || ends.back() != static_cast<std::int64_t>(characters.size()) ||
            !std::is_sorted(ends.begin(), ends.end())) {
            fail("the ends of its strings do not ascend");
        }
        return {{characters.data(), characters.size()}, ends};
    }

    /// A table that is looked up by hash.
    template <typename T>
    std::span<const T> table(Section which) const {
        const auto values = column<T>(which);
        if (!std::has_single_bit(values.size())) fail("a table has no power of two of places");
        return values;
    }

  private:
    std::span<const std::byte> bytes_;
    Header header_;
};

}  // namespace

GazetteerFile::Made GazetteerFile::made() {
    Header header{kMagic, kVersion, kSections, 0, {}, 0};
    std::uint64_t size = padded(sizeof(Header));
    for (std::size_t i = 0; i < kSections; ++i) {
        header.places[i] = {size, parts_[i].bytes.size()};
        size = padded(size + parts_[i].bytes.size());
    }
    header.size = size;
    // Memory that is not written to is not taken yet: it is while the parts, one after the other, are given back.
    const Made made{std::make_shared_for_overwrite<Block[]>(size / kAlign), size};
    const std::span bytes(reinterpret_cast<std::byte*>(made.blocks.get()), size);
    auto* end = std::fill_n(bytes.data(), padded(sizeof(Header)), std::byte{0});
    for (Part& part : parts_) {
        std::byte* const copied = std::copy(part.bytes.begin(), part.bytes.end(), end);
        end += padded(part.bytes.size());
        std::fill(copied, end, std::byte{0});
        part = {};
    }
    std::memcpy(bytes.data(), &header, sizeof(Header));
    header.checksum = checksum_of(bytes);
    std::memcpy(bytes.data(), &header, sizeof(Header));
    return made;
}

Gazetteer Gazetteer::open(std::span<const std::byte> bytes, std::shared_ptr<const void> owner) {
    const Sections sections(bytes);
    Gazetteer made;
    made.owner_ = std::move(owner);
    made.bytes_ = bytes;
    made.first_nodes_ = sections.table<Node>(Section::first_nodes);
    made.longer_nodes_ = sections.table<Node>(Section::longer_nodes);
    made.endings_ = sections.column<Ending>(Section::endings);
    made.first_bytes_ = sections.numbers<std::uint8_t>(Section::first_bytes, 256, 2);
    made.first_bits_ = sections.table<std::uint64_t>(Section::first_bits);
    made.longer_bits_ = sections.table<std::uint64_t>(Section::longer_bits);
    made.alone_bits_ = sections.table<std::uint64_t>(Section::alone_bits);
    made.small_bits_ = sections.table<std::uint64_t>(Section::small_bits);
    made.marked_bits_ = sections.table<std::uint64_t>(Section::marked_bits);
    made.names_ = sections.strings(Section::name_bytes, Section::name_offsets);
    made.ids_ = sections.strings(Section::id_bytes, Section::id_offsets);
    made.kinds_ = sections.strings(Section::kind_bytes, Section::kind_offsets);
    const std::size_t names = made.names_.size();
    const std::size_t entities = made.ids_.size();
    constexpr auto cases = static_cast<std::size_t>(NameCase::acronym) + 1;
    made.name_entity_ = sections.numbers<std::int32_t>(Section::name_entity, names, entities);
    made.name_case_ = sections.numbers<std::uint8_t>(Section::name_case, names, cases);
    made.entity_kind_ = sections.numbers<std::uint32_t>(Section::entity_kind, entities, made.kinds_.size());
    made.entity_name_ = sections.numbers<std::uint32_t>(Section::entity_name, entities, names);
    return made;
}

}  // namespace wirecopy::entities
