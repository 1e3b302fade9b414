#include "wirecopy/vectors/count_terms.hpp"
#include "wirecopy/vectors/sparse_product.hpp"
#include "wirecopy/vectors/truncated_svd.hpp"

#include "csr.hpp"
#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using vectors::CsrView;

using vectors::TermCounts;

using Tables = std::vector<const tokens::TokenTable*>;
using Strings = std::pair<py::buffer, Array<std::int64_t>>;

documents::StringColumn column(const Strings& strings) {
    const py::buffer_info info = strings.first.request();
    return {{static_cast<const char*>(info.ptr), static_cast<std::size_t>(info.size * info.itemsize)},
            to_span(strings.second)};
}

/// Documents to count, and the Python objects that they point into.
struct HeldDocuments {
    vectors::Documents documents;
    py::object owner;
};

/// An array that takes over a column.
template <typename T>
Array<T> to_array(tokens::Column<T> values) {
    return bindings::to_array(std::make_unique<tokens::Column<T>>(std::move(values)));
}

/// Runs a count without the GIL.
template <typename... Arguments>
std::unique_ptr<TermCounts> counted(const HeldDocuments& documents, const vectors::Analysis& analysis,
                                    const Arguments&... arguments) {
    const py::gil_scoped_release release;
    return std::make_unique<TermCounts>(documents.documents, analysis, arguments...);
}

template <typename Value>
py::tuple rows(TermCounts& counts, bool binary, bool sublinear, const Array<double>& idf, vectors::Norm norm,
               int n_jobs) {
    const vectors::Weights weights{binary, sublinear, to_span(idf), norm};
    vectors::SparseRows<Value> made;
    {
        const py::gil_scoped_release release;
        made = counts.rows<Value>(weights, interruptible(n_jobs));
    }
    return py::make_tuple(to_array(std::move(made.row_begin)), to_array(std::move(made.column)),
                          to_array(std::move(made.value)));
}

void register_term_counts(py::module_& m) {
    py::class_<TermCounts> counts(m, "TermCounts");
    counts
        .def_static(
            "learn",
            [](const HeldDocuments& documents, const vectors::Analysis& analysis, int n_jobs) {
                return counted(documents, analysis, interruptible(n_jobs));
            },
            py::arg("documents"), py::arg("analysis"), py::arg("n_jobs"))
        .def_static(
            "known",
            [](const HeldDocuments& documents, const vectors::Analysis& analysis, const vectors::Vocabulary& vocabulary,
               int n_jobs) { return counted(documents, analysis, vocabulary, interruptible(n_jobs)); },
            py::arg("documents"), py::arg("analysis"), py::arg("vocabulary"), py::arg("n_jobs"))
        .def_static(
            "hashed",
            [](const HeldDocuments& documents, const vectors::Analysis& analysis, std::uint32_t columns,
               bool alternate_sign, int n_jobs) {
                return counted(documents, analysis, vectors::Hashing{columns, alternate_sign}, interruptible(n_jobs));
            },
            py::arg("documents"), py::arg("analysis"), py::arg("columns"), py::arg("alternate_sign"), py::arg("n_jobs"))
        .def(
            "limit",
            [](TermCounts& self, double low, double high, int n_jobs) {
                const py::gil_scoped_release release;
                self.limit(low, high, interruptible(n_jobs));
            },
            py::arg("low"), py::arg("high"), py::arg("n_jobs"))
        .def(
            "keep", [](TermCounts& self, const Array<std::uint8_t>& kept) { self.keep(to_span(kept)); },
            py::arg("kept"))
        .def_property_readonly("documents", &TermCounts::documents)
        .def_property_readonly("distinct_terms", &TermCounts::distinct_terms)
        .def_property_readonly("columns", &TermCounts::columns)
        .def("document_frequency", [](const TermCounts& self) { return bindings::to_array(self.document_frequency()); })
        .def("frequency", [](const TermCounts& self) { return bindings::to_array(self.frequency()); })
        .def(
            "names",
            [](const TermCounts& self, int n_jobs) {
                vectors::Names names;
                {
                    const py::gil_scoped_release release;
                    names = self.names(interruptible(n_jobs));
                }
                return py::make_tuple(to_array(std::move(names.data)), to_array(std::move(names.offsets)));
            },
            py::arg("n_jobs"));
    const auto def_rows = [&](const char* name, auto function) {
        counts.def(name, function, py::arg("binary"), py::arg("sublinear"), py::arg("idf").noconvert(), py::arg("norm"),
                   py::arg("n_jobs"));
    };
    def_rows("rows_float64", &rows<double>);
    def_rows("rows_float32", &rows<float>);
    def_rows("rows_int64", &rows<std::int64_t>);
}

void register_counting(py::module_& m) {
    py::enum_<vectors::Norm>(m, "Norm")
        .value("none", vectors::Norm::none)
        .value("l1", vectors::Norm::l1)
        .value("l2", vectors::Norm::l2);
    py::enum_<vectors::Units>(m, "Units")
        .value("words", vectors::Units::words)
        .value("word_characters", vectors::Units::word_characters)
        .value("characters", vectors::Units::characters)
        .value("padded_words", vectors::Units::padded_words);
    py::enum_<vectors::Accents>(m, "Accents")
        .value("keep", vectors::Accents::keep)
        .value("strip", vectors::Accents::strip)
        .value("ascii", vectors::Accents::ascii);
    py::class_<vectors::Analysis>(m, "Analysis")
        .def(py::init([](vectors::Units units, std::uint32_t shortest, std::uint32_t longest, bool lowercase,
                         vectors::Accents accents, std::vector<std::string> stop_words) {
                 return vectors::Analysis{units, shortest, longest, lowercase, accents, std::move(stop_words)};
             }),
             py::arg("units"), py::arg("shortest"), py::arg("longest"), py::arg("lowercase"), py::arg("accents"),
             py::arg("stop_words"));
    py::class_<HeldDocuments>(m, "Documents")
        .def_static(
            "texts", [](const Corpus& corpus) { return HeldDocuments{corpus, py::none()}; }, py::arg("corpus"))
        .def_static(
            "tokens",
            [](const Corpus& corpus, const Tables& tables) {
                return HeldDocuments{tokens::Tokens(corpus, tables), py::none()};
            },
            py::arg("corpus"), py::arg("tables"), py::keep_alive<0, 1>(), py::keep_alive<0, 2>())
        .def_static(
            "word_lists",
            [](const Strings& words, const Array<std::int64_t>& document_begin) {
                const vectors::WordLists lists{column(words), to_span(document_begin)};
                vectors::check(lists);
                return HeldDocuments{lists, py::make_tuple(words, document_begin)};
            },
            py::arg("words"), py::arg("document_begin").noconvert());
    py::class_<vectors::Vocabulary>(m, "Vocabulary")
        .def(py::init([](const Strings& names, const vectors::Analysis& analysis) {
                 const documents::StringColumn terms = column(names);
                 const py::gil_scoped_release release;
                 return std::make_unique<vectors::Vocabulary>(terms, analysis);
             }),
             py::arg("names"), py::arg("analysis"));
}

py::tuple truncated_svd(const CsrArrays& rows, std::size_t rank, int n_jobs) {
    const CsrView view = to_csr(rows);
    vectors::TruncatedSvd svd;
    {
        const py::gil_scoped_release release;
        vectors::check(view);
        svd = vectors::truncated_svd(view, rank, interruptible(n_jobs));
    }
    return py::make_tuple(bindings::to_array(std::move(svd.singular_values)),
                          bindings::to_array(std::move(svd.components)));
}

/// Dense rows that a sparse matrix makes of `right`, which is C-ordered.
py::array_t<double> product(const CsrArrays& left, const Array<double>& right, int n_jobs) {
    const CsrView view = to_csr(left);
    if (right.ndim() != 2 || static_cast<std::size_t>(right.shape(0)) != view.columns) {
        throw py::value_error("the right side must have a row for each of " + std::to_string(view.columns) +
                              " columns");
    }
    const vectors::DenseView factor{{right.data(), static_cast<std::size_t>(right.size())},
                                    static_cast<std::size_t>(right.shape(1))};
    std::vector<double> made;
    {
        const py::gil_scoped_release release;
        vectors::check(view);
        made = vectors::product(view, factor, interruptible(n_jobs));
    }
    return bindings::to_array(std::move(made)).reshape({static_cast<py::ssize_t>(view.rows()), right.shape(1)});
}

}  // namespace

void register_vectors(py::module_& m) {
    register_counting(m);
    register_term_counts(m);
    m.def("product", &product, py::arg("left"), py::arg("right").noconvert(), py::arg("n_jobs"));
    m.def("truncated_svd", &truncated_svd, py::arg("rows"), py::arg("rank"), py::arg("n_jobs"));
}

}  // namespace wirecopy::bindings
