#include "wirecopy/entities/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "gazetteer_builder.hpp"
#include "gazetteer_file.hpp"

namespace wirecopy::entities {
namespace {

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
    EntityColumns columns(entities, kinds);
    std::vector<std::int64_t> name_offsets(names.offsets.begin(), names.offsets.end());
    if (name_offsets.empty()) name_offsets.push_back(0);

    GazetteerFile file;
    file.put(Section::first_bits, builder.first_nodes().bits());
    file.put(Section::longer_bits, builder.longer_nodes().bits());
    file.put(Section::first_nodes, std::move(builder.first_nodes().nodes()));
    file.put(Section::longer_nodes, std::move(builder.longer_nodes().nodes()));
    file.put(Section::endings, std::move(builder.endings()));
    file.put(Section::first_bytes, builder.first_bytes());
    file.put(Section::alone_bits, builder.alone_bits());
    file.put(Section::small_bits, builder.small_bits());
    file.put(Section::marked_bits, builder.marked_bits());
    file.put(Section::name_bytes, names.data);
    file.put(Section::name_offsets, std::move(name_offsets));
    file.put(Section::name_entity, std::move(columns.name_entity));
    file.put(Section::name_case, std::move(name_case));
    file.put(Section::id_bytes, columns.ids.data);
    file.put(Section::id_offsets, std::move(columns.ids.offsets));
    file.put(Section::entity_kind, std::move(columns.kind));
    file.put(Section::entity_name, std::move(columns.first_name));
    file.put(Section::kind_bytes, columns.kinds.data);
    file.put(Section::kind_offsets, std::move(columns.kinds.offsets));
    const auto [blocks, size] = file.made();
    return open(std::as_bytes(std::span(blocks.get(), size / GazetteerFile::kAlign)), blocks);
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
