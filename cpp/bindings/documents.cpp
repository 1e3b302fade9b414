#include <string>

#include "wirecopy/documents/check_spans.hpp"
#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/documents/to_code_points.hpp"

#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using Strings = std::pair<py::buffer, Array<std::int64_t>>;

std::string_view bytes_of(const py::buffer& buffer) {
    const py::buffer_info info = buffer.request();
    return {static_cast<const char*>(info.ptr), static_cast<std::size_t>(info.size * info.itemsize)};
}

documents::StringColumn column(const Strings& strings) {
    return {bytes_of(strings.first), to_span(strings.second)};
}

std::vector<documents::Interval> intervals(const Array<std::int64_t>& earliest, const Array<std::int64_t>& latest) {
    const auto from = to_span(earliest);
    const auto to = to_span(latest);
    if (from.size() != to.size()) throw py::value_error("earliest and latest differ in length");
    std::vector<documents::Interval> result(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) result[i] = {from[i], to[i]};
    return result;
}

std::vector<std::int32_t> copied(const Array<std::int32_t>& codes) {
    const auto view = to_span(codes);
    return {view.begin(), view.end()};
}

/// What a corpus points into; let go of under the GIL, whichever thread lets go last.
std::shared_ptr<const void> keep(py::object object) {
    return {new py::object(std::move(object)), [](const void* held) {
                const py::gil_scoped_acquire gil;
                delete static_cast<const py::object*>(held);
            }};
}

Corpus make_corpus(const std::vector<Strings>& batches, const Strings& ids, const Array<std::int32_t>& source,
                   const Array<std::int32_t>& publisher, const Array<std::int64_t>& earliest,
                   const Array<std::int64_t>& latest) {
    std::vector<documents::Batch> texts;
    for (const Strings& batch : batches) texts.push_back(column(batch));
    documents::Columns columns{column(ids), copied(source), copied(publisher), intervals(earliest, latest)};
    auto owner = keep(py::make_tuple(batches, ids));
    const py::gil_scoped_release release;
    return {std::move(texts), std::move(columns), std::move(owner)};
}

Array<std::int64_t> checked_column(const std::string& component, std::size_t batch, const py::dict& columns,
                                   const char* name) {
    const std::string where = "component '" + component + "', batch " + std::to_string(batch);
    if (!columns.contains(name)) throw py::value_error(where + ": column '" + name + "' is missing");
    const py::array array = columns[name];
    if (!py::isinstance<py::array_t<std::int64_t>>(array)) {
        throw py::value_error(where + ": column '" + name + "' is " + py::str(array.dtype()).cast<std::string>() +
                              "; it must be int64");
    }
    return py::array_t < std::int64_t, py::array::c_style | py::array::forcecast > (array);
}

py::tuple check_spans(const Corpus& corpus, std::size_t batch, const py::dict& columns, const std::string& component,
                      bool disjoint) {
    const auto document = checked_column(component, batch, columns, "document");
    const auto begin = checked_column(component, batch, columns, "begin");
    const auto end = checked_column(component, batch, columns, "end");
    documents::CheckedSpans checked;
    {
        const documents::SpanColumns spans{to_span(document), to_span(begin), to_span(end)};
        const py::gil_scoped_release release;
        checked = documents::check_spans(corpus, batch, spans, component, disjoint);
    }
    return py::make_tuple(to_array(std::move(checked.document_begin)), to_array(std::move(checked.begin)),
                          to_array(std::move(checked.end)));
}

Array<std::int64_t> to_code_points(const Corpus& corpus, const Array<std::uint32_t>& document,
                                   const Array<std::uint32_t>& byte) {
    const auto in = to_span(document);
    const auto at = to_span(byte);
    std::vector<std::int64_t> result;
    {
        const py::gil_scoped_release release;
        result = documents::to_code_points(corpus, in, at);
    }
    return to_array(std::move(result));
}

}  // namespace

void register_documents(py::module_& m) {
    py::class_<Corpus>(m, "Corpus")
        .def(py::init(&make_corpus), py::arg("batches"), py::arg("ids"), py::arg("source"), py::arg("publisher"),
             py::arg("earliest"), py::arg("latest"))
        .def("__len__", &Corpus::size)
        .def("by_id", &Corpus::by_id)
        .def_property_readonly("order",
                               [](const py::object& self) {
                                   const auto order = self.cast<const Corpus&>().order();
                                   return to_view(order.data(), order.size(), self);
                               })
        .def_property_readonly("batches", [](const Corpus& corpus) {
            std::vector<std::size_t> rows;
            for (const documents::Batch& batch : corpus.batches()) rows.push_back(batch.size());
            return rows;
        });
    m.def("check_spans", &check_spans, py::arg("corpus"), py::arg("batch"), py::arg("columns"), py::arg("component"),
          py::arg("disjoint"));
    m.def("to_code_points", &to_code_points, py::arg("corpus"), py::arg("document").noconvert(),
          py::arg("byte").noconvert());
}

}  // namespace wirecopy::bindings
