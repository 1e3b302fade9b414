#include <string>

#include "wirecopy/text/offsets.hpp"
#include "wirecopy/tokens/boundaries.hpp"
#include "wirecopy/tokens/subwords.hpp"
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

/// For each token how many of `begins` lie at or before it, counted from the first in its document.
std::unique_ptr<Column<std::int32_t>> ordinals(const TokenTable& table, std::span<const std::uint64_t> begins) {
    auto result = std::make_unique<Column<std::int32_t>>();
    result->resize(table.size());
    std::size_t next = 0;
    for (std::size_t document = 0; document < table.documents(); ++document) {
        std::int32_t ordinal = -1;
        for (std::uint64_t token = table.document_begin[document]; token < table.document_begin[document + 1];
             ++token) {
            if (next < begins.size() && begins[next] == token) {
                ++ordinal;
                ++next;
            }
            (*result)[token] = ordinal;
        }
    }
    return result;
}

/// Where the tokens of a batch begin or end, in code points.
Array<std::int64_t> in_code_points(const TokenTable& table, const Corpus& corpus, std::size_t batch,
                                   Column<std::uint32_t> tokens::WordColumns::* column) {
    const documents::Batch& texts = corpus.batches()[batch];
    if (texts.size() != table.documents()) throw py::value_error("the table is of another batch");
    auto result = std::make_unique<Column<std::int64_t>>();
    {
        const py::gil_scoped_release release;
        result->resize(table.size());
        const std::span<const std::uint32_t> bytes = table.*column;
        for (std::size_t row = 0; row < texts.size(); ++row) {
            const auto first = static_cast<std::size_t>(table.document_begin[row]);
            const auto count = static_cast<std::size_t>(table.document_begin[row + 1]) - first;
            text::from_bytes(texts[row], text::OffsetUnit::code_point, bytes.subspan(first, count),
                             result->data() + first);
        }
    }
    return to_array(std::move(result));
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
    return to_array(std::move(result));
}

py::list encode(const tokens::Subwords& subwords, const Corpus& corpus, int n_jobs) {
    std::vector<tokens::SubwordTable> tables;
    {
        const py::gil_scoped_release release;
        tables = subwords.encode(corpus, interruptible(n_jobs));
    }
    py::list result;
    for (tokens::SubwordTable& table : tables) {
        const auto array = [](Column<std::int32_t>& column) {
            return to_array(std::make_unique<Column<std::int32_t>>(std::move(column)));
        };
        result.append(py::make_tuple(array(table.id), array(table.begin), array(table.end),
                                     to_array(std::move(table.document_begin))));
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
        .def(
            "code_points",
            [](const TokenTable& table, const Corpus& corpus, std::size_t batch) {
                return py::make_tuple(in_code_points(table, corpus, batch, &TokenTable::begin),
                                      in_code_points(table, corpus, batch, &TokenTable::end));
            },
            py::arg("corpus"), py::arg("batch"))
        .def("sentence", [](const TokenTable& table) { return to_array(ordinals(table, table.sentence_begin)); })
        .def("paragraph", [](const TokenTable& table) { return to_array(ordinals(table, table.paragraph_begin)); });
    m.def(
        "tokenize",
        [](const Corpus& corpus, int n_jobs, bool unicode) {
            const py::gil_scoped_release release;
            return tokens::tokenize(corpus, interruptible(n_jobs),
                                    unicode ? tokens::kUnicodeRules : tokens::SegmentRules{});
        },
        py::arg("corpus"), py::arg("n_jobs"), py::arg("unicode") = false);
    m.def("token_table", &table_from_spans, py::arg("corpus"), py::arg("batch"), py::arg("document_begin").noconvert(),
          py::arg("begin").noconvert(), py::arg("end").noconvert());
    m.def("token_key", &tokens::token_key, py::arg("token"));

    py::enum_<tokens::BoundaryUnit>(m, "BoundaryUnit")
        .value("words", tokens::BoundaryUnit::words)
        .value("sentences", tokens::BoundaryUnit::sentences)
        .value("graphemes", tokens::BoundaryUnit::graphemes);
    m.def("boundaries", &boundaries, py::arg("text"), py::arg("unit"));

    py::class_<tokens::Subwords>(m, "Subwords")
        .def(py::init([](const py::bytes& model) { return tokens::Subwords(std::string_view(model)); }),
             py::arg("model"))
        .def("__len__", &tokens::Subwords::size)
        .def_property_readonly("remembers_words", &tokens::Subwords::remembers_words)
        .def(
            "piece", [](const tokens::Subwords& self, std::int32_t id) { return py::bytes(self.piece(id)); },
            py::arg("id"))
        .def("encode", &encode, py::arg("corpus"), py::arg("n_jobs"));
}

}  // namespace wirecopy::bindings
