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

/// Rows id, name, kind, aliases, documents, mentions: Python's own strings, which need the GIL.
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
    Columns columns;
    {
        const py::gil_scoped_release release;
        columns = Columns(gazetteer.find(tokens::Tokens(corpus, tables), interruptible(n_jobs)));
    }
    return std::move(columns).wrapped();
}

py::tuple find_entities(const Corpus& corpus, const Tables& tables, const Gazetteer* gazetteer, int n_jobs) {
    Columns columns;
    std::vector<entities::Entity> named;
    {
        const py::gil_scoped_release release;
        entities::Found found =
            entities::find_entities(tokens::Tokens(corpus, tables), gazetteer, interruptible(n_jobs));
        columns = Columns(found.mentions);
        named = std::move(found.entities);
    }
    return py::make_tuple(std::move(columns).wrapped(), rows(named));
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
