#include <string>

#include "wirecopy/entities/discover.hpp"
#include "wirecopy/entities/gazetteer.hpp"

#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using entities::Gazetteer;
using entities::Mention;
using Strings = std::pair<py::buffer, Array<std::int64_t>>;
using Tables = std::vector<const tokens::TokenTable*>;

documents::StringColumn column(const Strings& strings) {
    const py::buffer_info bytes = strings.first.request();
    return {{static_cast<const char*>(bytes.ptr), static_cast<std::size_t>(bytes.size * bytes.itemsize)},
            to_span(strings.second)};
}

template <typename T, typename Member>
Array<T> column(const std::vector<Mention>& mentions, const Member& member) {
    std::vector<T> values;
    values.reserve(mentions.size());
    for (const Mention& mention : mentions) values.push_back(static_cast<T>(member(mention)));
    return to_array(std::move(values));
}

/// Columns document, begin, end (bytes), entity, rule.
py::tuple columns(const std::vector<Mention>& mentions) {
    return py::make_tuple(column<std::uint32_t>(mentions, [](const Mention& m) { return m.document; }),
                          column<std::uint32_t>(mentions, [](const Mention& m) { return m.span.begin; }),
                          column<std::uint32_t>(mentions, [](const Mention& m) { return m.span.end; }),
                          column<std::int32_t>(mentions, [](const Mention& m) { return m.entity; }),
                          column<std::uint8_t>(mentions, [](const Mention& m) { return m.rule; }));
}

/// Rows id, name, kind, aliases, documents, mentions.
py::list rows(const std::vector<entities::Entity>& entities) {
    py::list result;
    for (const entities::Entity& entity : entities) {
        result.append(
            py::make_tuple(entity.id, entity.name, entity.kind, entity.aliases, entity.documents, entity.mentions));
    }
    return result;
}

Gazetteer make_gazetteer(const Strings& entities, const Strings& names, const Strings& kinds) {
    const auto entity = column(entities);
    const auto name = column(names);
    const auto kind = column(kinds);
    const py::gil_scoped_release release;
    return {entity, name, kind};
}

py::tuple find(const Gazetteer& gazetteer, const Corpus& corpus, const Tables& tables, int n_jobs) {
    std::vector<Mention> mentions;
    {
        const py::gil_scoped_release release;
        mentions = gazetteer.find(tokens::Tokens(corpus, tables), interruptible(n_jobs));
    }
    return columns(mentions);
}

py::tuple find_entities(const Corpus& corpus, const Tables& tables, const Gazetteer* gazetteer, int n_jobs) {
    entities::Found found;
    {
        const py::gil_scoped_release release;
        found = entities::find_entities(tokens::Tokens(corpus, tables), gazetteer, interruptible(n_jobs));
    }
    return py::make_tuple(columns(found.mentions), rows(found.entities));
}

}  // namespace

void register_entities(py::module_& m) {
    py::class_<Gazetteer>(m, "Gazetteer")
        .def(py::init(&make_gazetteer), py::arg("entities"), py::arg("names"), py::arg("kinds"))
        .def("__len__", &Gazetteer::names)
        .def_property_readonly("entities", [](const Gazetteer& self) { return rows(self.entities()); })
        .def("find", &find, py::arg("corpus"), py::arg("tables"), py::arg("n_jobs"));
    m.def("find_entities", &find_entities, py::arg("corpus"), py::arg("tables"), py::arg("gazetteer").none(true),
          py::arg("n_jobs"));
}

}  // namespace wirecopy::bindings
