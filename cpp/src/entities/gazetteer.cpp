#include "wirecopy/entities/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "gazetteer_builder.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kAlign = 64;
constexpr std::array<char, 8> kMagic{'w', 'c', 'n', 'a', 'm', 'e', 's', '\n'};
constexpr std::uint32_t kVersion = 1;  ///< of the layout, of spellings and of their keys

/// The columns of a gazetteer in its bytes, in this order.
enum Section : std::size_t {
    kFirstNodes,
    kLongerNodes,
    kEndings,
    kFirstBits,
    kLongerBits,
    kAloneBits,
    kSmallBits,
    kNameBytes,
    kNameOffsets,
    kNameEntity,
    kNameCase,
    kIdBytes,
    kIdOffsets,
    kEntityKind,
    kEntityName,
    kKindBytes,
    kKindOffsets,
    kSections
};

struct Place {
    std::uint64_t offset;
    std::uint64_t size;  ///< in bytes
};

struct Header {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t sections;
    std::uint64_t size;                   ///< of the whole, in bytes
    std::array<Place, kSections> places;  ///< of each section: offset, bytes
};

/// Lays sections behind one another.
class Layout {
  public:
    void put(Section section, std::span<const std::byte> bytes) { parts_[section] = bytes; }
    template <typename T>
    void put(Section section, const std::vector<T>& values) {
        put(section, std::as_bytes(std::span(values)));
    }

    std::size_t size() {
        Header& header = header_;
        header = {kMagic, kVersion, kSections, 0, {}};
        std::uint64_t at = padded(sizeof(Header));
        for (std::size_t i = 0; i < kSections; ++i) {
            header.places[i] = {at, parts_[i].size()};
            at = padded(at + parts_[i].size());
        }
        header.size = at;
        return at;
    }

    void write(std::byte* to) const {
        std::memcpy(to, &header_, sizeof(Header));
        for (std::size_t i = 0; i < kSections; ++i) {
            if (!parts_[i].empty()) std::memcpy(to + header_.places[i].offset, parts_[i].data(), parts_[i].size());
        }
    }

  private:
    static std::uint64_t padded(std::uint64_t size) { return (size + kAlign - 1) / kAlign * kAlign; }

    Header header_{};
    std::array<std::span<const std::byte>, kSections> parts_;
};

template <typename T>
std::span<const T> section(std::span<const std::byte> bytes, const Header& header, Section which) {
    const auto [offset, size] = header.places[which];
    if (offset % kAlign != 0 || offset > bytes.size() || size > bytes.size() - offset || size % sizeof(T) != 0) {
        throw std::invalid_argument("a column of the gazetteer lies outside its file");
    }
    return {reinterpret_cast<const T*>(bytes.data() + offset), size / sizeof(T)};
}

documents::StringColumn strings(std::span<const std::byte> bytes, const Header& header, Section data, Section offsets) {
    const auto characters = section<char>(bytes, header, data);
    const auto ends = section<std::int64_t>(bytes, header, offsets);
    if (ends.empty()) throw std::invalid_argument("the gazetteer lacks a column");
    return {{characters.data(), characters.size()}, ends};
}

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

/// The rows of a column by their strings, equal ones in their order.
std::vector<std::uint32_t> sorted_rows(const documents::StringColumn& strings) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> heads(strings.size());
    for (std::size_t row = 0; row < strings.size(); ++row) {
        std::array<char, 8> head{};
        const std::string_view string = strings[row];
        std::copy_n(string.data(), std::min(string.size(), head.size()), head.begin());
        std::reverse(head.begin(), head.end());
        heads[row] = {std::bit_cast<std::uint64_t>(head), static_cast<std::uint32_t>(row)};
    }
    const auto less = [&](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        const int order = strings[a.second].compare(strings[b.second]);
        return order != 0 ? order < 0 : a.second < b.second;
    };
    if (!std::is_sorted(heads.begin(), heads.end(), less)) std::sort(heads.begin(), heads.end(), less);
    std::vector<std::uint32_t> rows(heads.size());
    std::transform(heads.begin(), heads.end(), rows.begin(), [](const auto& each) { return each.second; });
    return rows;
}

/// Strings that are gathered one by one.
struct Gathered {
    std::string data;
    std::vector<std::int64_t> offsets{0};

    void add(std::string_view string) {
        data += string;
        offsets.push_back(static_cast<std::int64_t>(data.size()));
    }
};

/// The entities of a list, in order of their ids.
struct EntityColumns {
    std::vector<std::int32_t> name_entity;
    std::vector<std::uint32_t> first_name;
    std::vector<std::uint32_t> kind;
    Gathered ids;
    Gathered kinds;

    EntityColumns(const documents::StringColumn& entities, const documents::StringColumn& kind_names)
        : name_entity(entities.size()) {
        std::map<std::string_view, std::uint32_t> kind_codes;
        for (const std::uint32_t row : sorted_rows(entities)) {
            if (first_name.empty() || entities[row] != entities[first_name.back()]) {
                const auto [code, is_new] =
                    kind_codes.try_emplace(kind_names[row], static_cast<std::uint32_t>(kind_codes.size()));
                if (is_new) kinds.add(kind_names[row]);
                first_name.push_back(row);
                kind.push_back(code->second);
                ids.add(entities[row]);
            }
            name_entity[row] = static_cast<std::int32_t>(first_name.size()) - 1;
        }
    }
};

}  // namespace

Gazetteer Gazetteer::build(const documents::StringColumn& entities, const documents::StringColumn& names,
                           const documents::StringColumn& kinds, std::span<const std::uint8_t> cases) {
    if (entities.size() != names.size() || kinds.size() != names.size() || cases.size() != names.size()) {
        throw std::invalid_argument("entity, name, kind and case differ in length");
    }
    GazetteerBuilder builder;
    std::vector<std::uint8_t> name_case(names.size());
    for (std::size_t row = 0; row < names.size(); ++row) {
        const auto fail = [&](const std::string& why) {
            throw std::invalid_argument("row " + std::to_string(row) + ": " + why);
        };
        if (entities[row].empty()) fail("entity is empty");
        if (cases[row] > static_cast<std::uint8_t>(NameCase::acronym) && cases[row] != kAutomatic) fail("no such case");
        try {
            const NameCase own = builder.add(static_cast<std::uint32_t>(row), names[row], cases[row]);
            name_case[row] = static_cast<std::uint8_t>(own);
        } catch (const std::invalid_argument& error) {
            fail(std::string(error.what()) + " (entity '" + std::string(entities[row]) + "')");
        }
    }
    builder.finish();
    const EntityColumns columns(entities, kinds);
    std::vector<std::int64_t> name_offsets(names.offsets.begin(), names.offsets.end());
    if (name_offsets.empty()) name_offsets.push_back(0);

    Layout layout;
    const auto first_bits = builder.first_nodes().bits();
    const auto longer_bits = builder.longer_nodes().bits();
    const auto alone_bits = builder.alone_bits();
    const auto small_bits = builder.small_bits();
    layout.put(kFirstNodes, builder.first_nodes().nodes());
    layout.put(kLongerNodes, builder.longer_nodes().nodes());
    layout.put(kEndings, builder.endings());
    layout.put(kFirstBits, first_bits);
    layout.put(kLongerBits, longer_bits);
    layout.put(kAloneBits, alone_bits);
    layout.put(kSmallBits, small_bits);
    layout.put(kNameBytes, bytes_of(names.data));
    layout.put(kNameOffsets, name_offsets);
    layout.put(kNameEntity, columns.name_entity);
    layout.put(kNameCase, name_case);
    layout.put(kIdBytes, bytes_of(columns.ids.data));
    layout.put(kIdOffsets, columns.ids.offsets);
    layout.put(kEntityKind, columns.kind);
    layout.put(kEntityName, columns.first_name);
    layout.put(kKindBytes, bytes_of(columns.kinds.data));
    layout.put(kKindOffsets, columns.kinds.offsets);

    struct alignas(kAlign) Block {
        std::array<std::byte, kAlign> bytes;
    };
    const auto memory = std::make_shared<std::vector<Block>>(layout.size() / kAlign);
    const auto bytes = std::as_writable_bytes(std::span(*memory));
    layout.write(bytes.data());
    return open(bytes, memory);
}

Gazetteer Gazetteer::open(std::span<const std::byte> bytes, std::shared_ptr<const void> owner) {
    Header header{};
    if (bytes.size() >= sizeof(Header)) std::memcpy(&header, bytes.data(), sizeof(Header));
    if (header.magic != kMagic) throw std::invalid_argument("this is no gazetteer that save() wrote");
    if (header.version != kVersion || header.sections != kSections) {
        throw std::invalid_argument("this gazetteer was written by another version: make it from its names again");
    }
    if (header.size != bytes.size()) {
        throw std::invalid_argument("the gazetteer has " + std::to_string(bytes.size()) + " bytes of " +
                                    std::to_string(header.size));
    }
    Gazetteer made;
    made.owner_ = std::move(owner);
    made.bytes_ = bytes;
    made.first_nodes_ = section<Node>(bytes, header, kFirstNodes);
    made.longer_nodes_ = section<Node>(bytes, header, kLongerNodes);
    made.endings_ = section<Ending>(bytes, header, kEndings);
    made.first_bits_ = section<std::uint64_t>(bytes, header, kFirstBits);
    made.longer_bits_ = section<std::uint64_t>(bytes, header, kLongerBits);
    made.alone_bits_ = section<std::uint64_t>(bytes, header, kAloneBits);
    made.small_bits_ = section<std::uint64_t>(bytes, header, kSmallBits);
    made.names_ = strings(bytes, header, kNameBytes, kNameOffsets);
    made.name_entity_ = section<std::int32_t>(bytes, header, kNameEntity);
    made.name_case_ = section<std::uint8_t>(bytes, header, kNameCase);
    made.ids_ = strings(bytes, header, kIdBytes, kIdOffsets);
    made.entity_kind_ = section<std::uint32_t>(bytes, header, kEntityKind);
    made.entity_name_ = section<std::uint32_t>(bytes, header, kEntityName);
    made.kinds_ = strings(bytes, header, kKindBytes, kKindOffsets);
    const std::size_t names = made.names_.size();
    const std::size_t entities = made.ids_.size();
    const bool tables = std::has_single_bit(made.first_nodes_.size()) &&
                        std::has_single_bit(made.longer_nodes_.size()) &&
                        std::has_single_bit(made.first_bits_.size()) && std::has_single_bit(made.longer_bits_.size()) &&
                        std::has_single_bit(made.alone_bits_.size()) && std::has_single_bit(made.small_bits_.size());
    const bool fits = tables && made.name_entity_.size() == names && made.name_case_.size() == names &&
                      made.entity_kind_.size() == entities && made.entity_name_.size() == entities;
    if (!fits) throw std::invalid_argument("the columns of the gazetteer differ in length");
    return made;
}

Entity Gazetteer::entity(std::int32_t number) const {
    const auto i = static_cast<std::size_t>(number);
    return {std::string(ids_[i]), std::string(names_[entity_name_[i]]), std::string(kinds_[entity_kind_[i]])};
}

bool Gazetteer::has(std::string_view id) const {
    std::size_t first = 0;
    for (std::size_t count = ids_.size(); count > 0;) {
        const std::size_t half = count / 2;
        if (ids_[first + half] < id) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first < ids_.size() && ids_[first] == id;
}

}  // namespace wirecopy::entities
