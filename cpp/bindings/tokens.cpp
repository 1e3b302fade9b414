#include <string>

#include "wirecopy/text/encode.hpp"
#include "wirecopy/text/offsets.hpp"
#include "wirecopy/tokens/boundaries.hpp"
#include "wirecopy/tokens/subwords.hpp"
#include "wirecopy/tokens/token_columns.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using tokens::Column;
using tokens::TokenTable;

template <typename Table, typename Values>
auto column(Values Table::* member) {
    return [member](const py::object& self) {
        const Values& values = self.cast<const TokenTable&>().*member;
        return to_view(values.data(), values.size(), self);
    };
}

Array<std::uint8_t> kinds(const py::object& self) {
    const auto& kind = self.cast<const TokenTable&>().kind;
    return to_view(reinterpret_cast<const std::uint8_t*>(kind.data()), kind.size(), self);
}

template <typename T>
Array<T> to_array(Column<T> column) {
    return bindings::to_array(std::make_unique<Column<T>>(std::move(column)));
}

/// A column made without the GIL.
template <typename Make>
auto made(Make make) {
    const auto column = [&] {
        const py::gil_scoped_release release;
        return std::make_unique<decltype(make())>(make());
    };
    return bindings::to_array(column());
}

/// Where the tokens of a batch begin and end, in code points.
py::tuple in_code_points(const TokenTable& table, const Corpus& corpus, std::size_t batch) {
    if (batch >= corpus.batches().size()) throw py::value_error("no batch " + std::to_string(batch));
    tokens::SpanColumns spans;
    {
        const py::gil_scoped_release release;
        spans = tokens::to_code_points(table, corpus.batches()[batch]);
    }
    return py::make_tuple(to_array(std::move(spans.begin)), to_array(std::move(spans.end)));
}

/// A string as CPython keeps it, which stays as long as the string.
text::WideText wide_text(py::handle string, std::size_t number) {
    PyObject* const object = string.ptr();
    if (PyUnicode_Check(object) == 0) {
        throw py::type_error("text " + std::to_string(number) + " is of type " + Py_TYPE(object)->tp_name +
                             ", not a string");
    }
    if (PyUnicode_READY(object) != 0) throw py::error_already_set();
    return {PyUnicode_DATA(object), static_cast<std::size_t>(PyUnicode_GET_LENGTH(object)),
            static_cast<std::uint8_t>(PyUnicode_KIND(object))};
}

tokens::SegmentRules rules_of(bool unicode) {
    return unicode ? tokens::kUnicodeRules : tokens::SegmentRules{};
}

/// `texts` is a tuple, so that nobody takes a string out of it meanwhile.
std::vector<text::WideText> wide_texts(const py::tuple& texts) {
    std::vector<text::WideText> wide(texts.size());
    for (std::size_t number = 0; number < wide.size(); ++number) wide[number] = wide_text(texts[number], number);
    return wide;
}

py::tuple encode_strings(const py::tuple& texts) {
    const std::vector<text::WideText> wide = wide_texts(texts);
    tokens::Utf8Texts encoded;
    {
        const py::gil_scoped_release release;
        encoded = tokens::to_utf8(wide);
    }
    return py::make_tuple(to_array(std::move(encoded.bytes)), to_array(std::move(encoded.offsets)));
}

Array<std::uint8_t> to_array(Column<tokens::TokenKind> kinds) {
    auto owned = std::make_unique<Column<tokens::TokenKind>>(std::move(kinds));
    const auto* const data = reinterpret_cast<const std::uint8_t*>(owned->data());
    const auto size = static_cast<py::ssize_t>(owned->size());
    const py::capsule owner(owned.release(), [](void* all) { delete static_cast<Column<tokens::TokenKind>*>(all); });
    return Array<std::uint8_t>(size, data, owner);
}

/// The columns by their names, made without the GIL.
template <typename Make>
py::dict columns(Make make) {
    tokens::TokenColumns made = [&] {
        const py::gil_scoped_release release;
        return make();
    }();
    py::dict result;
    result["document"] = to_array(std::move(made.document));
    result["begin"] = to_array(std::move(made.begin));
    result["end"] = to_array(std::move(made.end));
    result["kind"] = to_array(std::move(made.kind));
    result["key"] = to_array(std::move(made.key));
    result["sentence"] = to_array(std::move(made.sentence));
    result["paragraph"] = to_array(std::move(made.paragraph));
    return result;
}

py::dict tokenize_strings(const py::tuple& texts, int n_jobs, bool unicode) {
    const std::vector<text::WideText> wide = wide_texts(texts);
    return columns([&] { return tokens::tokenize_to_columns(wide, interruptible(n_jobs), rules_of(unicode)); });
}

py::dict tokenize_arrow(const py::buffer& data, const Array<std::int64_t>& offsets, int n_jobs, bool unicode) {
    const py::buffer_info info = data.request();
    const documents::StringColumn texts{
        {static_cast<const char*>(info.ptr), static_cast<std::size_t>(info.size * info.itemsize)}, to_span(offsets)};
    return columns([&] { return tokens::tokenize_to_columns(texts, interruptible(n_jobs), rules_of(unicode)); });
}

TokenTable table_from_spans(const Corpus& corpus, std::size_t batch, const Array<std::uint64_t>& document_begin,
                            const Array<std::uint32_t>& begin, const Array<std::uint32_t>& end) {
    const auto first = to_span(document_begin);
    const auto from = to_span(begin);
    const auto to = to_span(end);
    const py::gil_scoped_release release;
    std::vector<tokens::ByteSpan> spans(from.size());
    for (std::size_t i = 0; i < spans.size(); ++i) spans[i] = {from[i], to[i]};
    return tokens::token_table(corpus.batches()[batch], first, spans);
}

Array<std::int64_t> boundaries(const std::string& text, tokens::BoundaryUnit unit) {
    std::vector<std::int64_t> result;
    {
        const py::gil_scoped_release release;
        const text::OffsetMap map(text, text::OffsetUnit::code_point);
        for (const std::uint32_t byte : tokens::boundaries(text, unit)) {
            result.push_back(static_cast<std::int64_t>(map.from_byte(byte)));
        }
    }
    return bindings::to_array(std::move(result));
}

/// The document, the span and the id of each piece, for each run of documents.
py::list encode(const tokens::Subwords& subwords, const Corpus& corpus, int n_jobs) {
    std::vector<tokens::SubwordTable> tables;
    std::vector<Column<std::uint32_t>> documents;
    {
        const py::gil_scoped_release release;
        tables = subwords.encode(corpus, interruptible(n_jobs));
        std::size_t first = 0;
        for (const tokens::SubwordTable& table : tables) {
            documents.push_back(tokens::document_column(table.document_begin, static_cast<std::uint32_t>(first)));
            first += table.document_begin.size() - 1;
        }
    }
    py::list result;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        result.append(py::make_tuple(to_array(std::move(documents[i])), to_array(std::move(tables[i].begin)),
                                     to_array(std::move(tables[i].end)), to_array(std::move(tables[i].id))));
    }
    return result;
}

}  // namespace

void register_tokens(py::module_& m) {
    py::class_<TokenTable>(m, "TokenTable")
        .def("__len__", &TokenTable::size)
        .def_property_readonly("begin", column(&TokenTable::begin))
        .def_property_readonly("end", column(&TokenTable::end))
        .def_property_readonly("kind", &kinds)
        .def_property_readonly("key", column(&TokenTable::key))
        .def_property_readonly("document_begin", column(&TokenTable::document_begin))
        .def_property_readonly("sentence_begin", column(&TokenTable::sentence_begin))
        .def_property_readonly("paragraph_begin", column(&TokenTable::paragraph_begin))
        .def("code_points", &in_code_points, py::arg("corpus"), py::arg("batch"))
        .def(
            "document",
            [](const TokenTable& table, std::uint32_t first) {
                return made([&] { return tokens::document_column(table.document_begin, first); });
            },
            py::arg("first"))
        .def("sentence",
             [](const TokenTable& table) {
                 return made([&] { return tokens::ordinal_column(table, table.sentence_begin); });
             })
        .def("paragraph", [](const TokenTable& table) {
            return made([&] { return tokens::ordinal_column(table, table.paragraph_begin); });
        });
    m.def("encode_strings", &encode_strings, py::arg("texts"));
    m.def("tokenize_strings", &tokenize_strings, py::arg("texts"), py::arg("n_jobs"), py::arg("unicode") = false);
    m.def("tokenize_arrow", &tokenize_arrow, py::arg("data"), py::arg("offsets").noconvert(), py::arg("n_jobs"),
          py::arg("unicode") = false);
    m.def(
        "tokenize",
        [](const Corpus& corpus, int n_jobs, bool unicode) {
            const py::gil_scoped_release release;
            return tokens::tokenize(corpus, interruptible(n_jobs), rules_of(unicode));
        },
        py::arg("corpus"), py::arg("n_jobs"), py::arg("unicode") = false);
    m.def("token_table", &table_from_spans, py::arg("corpus"), py::arg("batch"), py::arg("document_begin").noconvert(),
          py::arg("begin").noconvert(), py::arg("end").noconvert());
    m.def("token_key", &tokens::token_key, py::arg("token"));

    m.def("unicode_version", &tokens::unicode_version);

    py::enum_<tokens::BoundaryUnit>(m, "BoundaryUnit")
        .value("words", tokens::BoundaryUnit::words)
        .value("sentences", tokens::BoundaryUnit::sentences)
        .value("graphemes", tokens::BoundaryUnit::graphemes);
    m.def("boundaries", &boundaries, py::arg("text"), py::arg("unit"));

    py::class_<tokens::Subwords>(m, "Subwords")
        .def(py::init([](const py::bytes& model) {
                 const std::string_view bytes(model);
                 const py::gil_scoped_release release;
                 return tokens::Subwords(bytes);
             }),
             py::arg("model"))
        .def("__len__", &tokens::Subwords::size)
        .def_property_readonly("remembers_words", &tokens::Subwords::remembers_words)
        .def(
            "piece", [](const tokens::Subwords& self, std::int32_t id) { return py::bytes(self.piece(id)); },
            py::arg("id"))
        .def("encode", &encode, py::arg("corpus"), py::arg("n_jobs"));
}

}  // namespace wirecopy::bindings
