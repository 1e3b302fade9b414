#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "wirecopy/entities/discover.hpp"
#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/entities/similar_names.hpp"

#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using entities::Gazetteer;
using entities::Mention;
using entities::NameIndex;
using Strings = std::pair<py::buffer, Array<std::int64_t>>;
using Tables = std::vector<const tokens::TokenTable*>;

documents::StringColumn column(const Strings& strings) {
    const py::buffer_info bytes = strings.first.request();
    return {{static_cast<const char*>(bytes.ptr), static_cast<std::size_t>(bytes.size * bytes.itemsize)},
            to_span(strings.second)};
}

/// Mentions by column: filled without the GIL, wrapped with it.
struct Columns {
    std::vector<std::uint32_t> document;
    std::vector<std::uint32_t> begin;  ///< bytes
    std::vector<std::uint32_t> end;
    std::vector<std::int32_t> entity;
    std::vector<std::uint8_t> rule;

    Columns() = default;
    explicit Columns(const std::vector<Mention>& mentions) {
        document.reserve(mentions.size());
        begin.reserve(mentions.size());
        end.reserve(mentions.size());
        entity.reserve(mentions.size());
        rule.reserve(mentions.size());
        for (const Mention& mention : mentions) {
            document.push_back(mention.document);
            begin.push_back(mention.span.begin);
            end.push_back(mention.span.end);
            entity.push_back(mention.entity);
            rule.push_back(static_cast<std::uint8_t>(mention.rule));
        }
    }

    py::tuple wrapped() && {
        return py::make_tuple(to_array(std::move(document)), to_array(std::move(begin)), to_array(std::move(end)),
                              to_array(std::move(entity)), to_array(std::move(rule)));
    }
};

/// Candidates by column: filled without the GIL, wrapped with it.
struct CandidateColumns {
    std::vector<std::uint32_t> mention;
    std::vector<std::int32_t> entity;
    std::vector<float> score;

    CandidateColumns() = default;
    explicit CandidateColumns(const std::vector<entities::EntityCandidate>& candidates) {
        for (const entities::EntityCandidate& candidate : candidates) {
            mention.push_back(candidate.mention);
            entity.push_back(candidate.entity);
            score.push_back(candidate.score);
        }
    }

    py::tuple wrapped() && {
        return py::make_tuple(to_array(std::move(mention)), to_array(std::move(entity)), to_array(std::move(score)));
    }
};

/// Strings as Arrow keeps them: bytes and offsets.
struct StringRows {
    std::vector<std::uint8_t> data;
    std::vector<std::int64_t> offsets{0};

    void add(const std::string& string) {
        data.insert(data.end(), string.begin(), string.end());
        offsets.push_back(static_cast<std::int64_t>(data.size()));
    }
    py::tuple wrapped() && { return py::make_tuple(to_array(std::move(data)), to_array(std::move(offsets))); }
};

/// Entities by column: filled without the GIL, wrapped with it.
struct EntityRows {
    StringRows id;
    StringRows name;
    StringRows kind;
    StringRows alias;
    std::vector<std::int64_t> alias_begin{0};  ///< first alias of each entity, then their number
    std::vector<std::int64_t> documents;
    std::vector<std::int64_t> mentions;

    EntityRows() = default;
    explicit EntityRows(const std::vector<entities::Entity>& entities) {
        for (const entities::Entity& entity : entities) {
            id.add(entity.id);
            name.add(entity.name);
            kind.add(entity.kind);
            for (const std::string& each : entity.aliases) alias.add(each);
            alias_begin.push_back(static_cast<std::int64_t>(alias.offsets.size()) - 1);
            documents.push_back(entity.documents);
            mentions.push_back(entity.mentions);
        }
    }

    py::tuple wrapped() && {
        return py::make_tuple(std::move(id).wrapped(), std::move(name).wrapped(), std::move(kind).wrapped(),
                              std::move(alias).wrapped(), to_array(std::move(alias_begin)),
                              to_array(std::move(documents)), to_array(std::move(mentions)));
    }
};

Gazetteer make_gazetteer(const Strings& entities, const Strings& names, const Strings& kinds,
                         const Array<std::uint8_t>& cases) {
    const auto entity = column(entities);
    const auto name = column(names);
    const auto kind = column(kinds);
    const auto name_case = to_span(cases);
    const py::gil_scoped_release release;
    return Gazetteer::build(entity, name, kind, name_case);
}

/// A gazetteer on the bytes of `file`, which it keeps.
Gazetteer open_gazetteer(const py::buffer& file) {
    const auto info = std::make_shared<py::buffer_info>(file.request());
    const auto* bytes = static_cast<const std::byte*>(info->ptr);
    return Gazetteer::open({bytes, static_cast<std::size_t>(info->size * info->itemsize)}, nullptr);
}

/// Bytes and offsets in the gazetteer's own memory.
py::tuple view(const documents::StringColumn& strings, const py::object& owner) {
    return py::make_tuple(
        to_view(reinterpret_cast<const std::uint8_t*>(strings.data.data()), strings.data.size(), owner),
        to_view(strings.offsets.data(), strings.offsets.size(), owner));
}

template <typename T>
py::object view(std::span<const T> values, const py::object& owner) {
    return to_view(values.data(), values.size(), owner);
}

py::tuple find(const Gazetteer& gazetteer, const Corpus& corpus, const std::optional<Tables>& tables, bool overlapping,
               int n_jobs) {
    Columns columns;
    CandidateColumns candidates;
    {
        const py::gil_scoped_release release;
        std::optional<tokens::Tokens> made;
        if (tables) made.emplace(corpus, *tables);
        const entities::Located found =
            gazetteer.find(corpus, made ? &*made : nullptr, overlapping, interruptible(n_jobs));
        columns = Columns(found.mentions);
        candidates = CandidateColumns(found.candidates);
    }
    return py::make_tuple(std::move(columns).wrapped(), std::move(candidates).wrapped());
}

/// What a finder returned: the first mention of each document, begins and ends in bytes, numbers of kinds.
using GivenColumns = std::tuple<Array<std::uint64_t>, Array<std::uint32_t>, Array<std::uint32_t>, Array<std::uint32_t>>;

entities::Given given_mentions(const Corpus& corpus, const std::vector<GivenColumns>& finders,
                               const std::vector<std::string>& kinds) {
    entities::Given given{{}, kinds};
    for (const auto& [document_begin, begin, end, kind] : finders) {
        given.finders.push_back({to_span(document_begin), to_span(begin), to_span(end), to_span(kind)});
        const entities::GivenMentions& mentions = given.finders.back();
        const bool fits = mentions.document_begin.size() == corpus.size() + 1 &&
                          mentions.document_begin.back() == mentions.begin.size() &&
                          mentions.begin.size() == mentions.end.size() && mentions.end.size() == mentions.kind.size();
        const auto known = [&](std::uint32_t number) { return number < kinds.size(); };
        if (!fits || !std::all_of(mentions.kind.begin(), mentions.kind.end(), known)) {
            throw py::value_error("the columns of given mentions do not fit the corpus");
        }
    }
    return given;
}

py::tuple find_entities(const Corpus& corpus, const Tables& tables, const Gazetteer* gazetteer,
                        const std::vector<GivenColumns>& finders, const std::vector<std::string>& kinds, int n_jobs) {
    Columns columns;
    EntityRows rows;
    CandidateColumns candidates;
    const entities::Given given = given_mentions(corpus, finders, kinds);
    {
        const py::gil_scoped_release release;
        const entities::Found found =
            entities::find_entities(tokens::Tokens(corpus, tables), gazetteer, given, interruptible(n_jobs));
        columns = Columns(found.mentions);
        rows = EntityRows(found.entities);
        candidates = CandidateColumns(found.candidates);
    }
    return py::make_tuple(std::move(columns).wrapped(), std::move(rows).wrapped(), std::move(candidates).wrapped());
}

NameIndex make_name_index(const Strings& names) {
    const auto name = column(names);
    const py::gil_scoped_release release;
    return NameIndex(name);
}

py::tuple find_similar(const NameIndex& index, const Strings& asked, double score, int n_jobs) {
    std::vector<std::uint32_t> number;
    std::vector<std::uint32_t> name;
    std::vector<double> scores;
    const auto names = column(asked);
    {
        const py::gil_scoped_release release;
        const auto found = index.find(names, score, interruptible(n_jobs));
        number.reserve(found.size());
        name.reserve(found.size());
        scores.reserve(found.size());
        for (const entities::SimilarName& each : found) {
            number.push_back(each.asked);
            name.push_back(each.name);
            scores.push_back(each.score);
        }
    }
    return py::make_tuple(to_array(std::move(number)), to_array(std::move(name)), to_array(std::move(scores)));
}

/// A property that shows a column of the gazetteer without a copy.
template <auto column_of>
py::object shown(const py::object& self) {
    return view((self.cast<const Gazetteer&>().*column_of)(), self);
}

}  // namespace

void register_entities(py::module_& m) {
    py::class_<Gazetteer>(m, "Gazetteer")
        .def(py::init(&make_gazetteer), py::arg("entities"), py::arg("names"), py::arg("kinds"), py::arg("cases"))
        .def_static("open", &open_gazetteer, py::arg("file"), py::keep_alive<0, 1>())
        .def_property_readonly("bytes",
                               [](const py::object& self) {
                                   const auto bytes = self.cast<const Gazetteer&>().bytes();
                                   return to_view(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
                                                  self);
                               })
        .def("__len__", [](const Gazetteer& self) { return self.names().size(); })
        .def_property_readonly("names", &shown<&Gazetteer::names>)
        .def_property_readonly("name_entity", &shown<&Gazetteer::name_entity>)
        .def_property_readonly("name_case", &shown<&Gazetteer::name_case>)
        .def_property_readonly("ids", &shown<&Gazetteer::ids>)
        .def_property_readonly("kinds", &shown<&Gazetteer::kinds>)
        .def_property_readonly("entity_kind", &shown<&Gazetteer::entity_kind>)
        .def("find", &find, py::arg("corpus"), py::arg("tables").none(true), py::arg("overlapping"), py::arg("n_jobs"));
    py::class_<NameIndex>(m, "NameIndex")
        .def(py::init(&make_name_index), py::arg("names"), py::keep_alive<1, 2>())
        .def("find", &find_similar, py::arg("asked"), py::arg("score"), py::arg("n_jobs"));
    m.def("find_entities", &find_entities, py::arg("corpus"), py::arg("tables"), py::arg("gazetteer").none(true),
          py::arg("finders"), py::arg("kinds"), py::arg("n_jobs"));
}

}  // namespace wirecopy::bindings
