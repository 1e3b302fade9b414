#include "wirecopy/vectors/count_words.hpp"
#include "wirecopy/vectors/truncated_svd.hpp"
#include "wirecopy/vectors/weigh.hpp"

#include "csr.hpp"
#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using vectors::Csr;
using vectors::CsrView;

using Tables = std::vector<const tokens::TokenTable*>;

/// (row_begin, column, value)
py::tuple to_arrays(Csr matrix) {
    return py::make_tuple(to_array(std::move(matrix.row_begin)), to_array(std::move(matrix.column)),
                          to_array(std::move(matrix.value)));
}

py::tuple count_words(const Corpus& corpus, const Tables& tables, int n_jobs) {
    vectors::WordCounts words;
    {
        const py::gil_scoped_release release;
        words = vectors::count_words(tokens::Tokens(corpus, tables), interruptible(n_jobs));
    }
    return py::make_tuple(to_arrays(std::move(words.counts)), words.names, to_array(std::move(words.keys)));
}

py::tuple count_known_words(const Corpus& corpus, const Tables& tables, const Array<tokens::TokenKey>& keys,
                            int n_jobs) {
    const auto known = to_span(keys);
    Csr counts;
    {
        const py::gil_scoped_release release;
        counts = vectors::count_words(tokens::Tokens(corpus, tables), known, interruptible(n_jobs));
    }
    return to_arrays(std::move(counts));
}

/// Matrices are copied here: weights take the place of counts.
Csr copied(const CsrView& view) {
    return {{view.row_begin.begin(), view.row_begin.end()},
            {view.column.begin(), view.column.end()},
            {view.value.begin(), view.value.end()},
            view.columns};
}

Array<double> weigh(const CsrArrays& counts, const Array<double>& idf, bool sublinear, vectors::Norm norm) {
    const CsrView view = to_csr(counts);
    const auto factors = to_span(idf);
    Csr weights;
    {
        const py::gil_scoped_release release;
        vectors::check(view);
        weights = copied(view);
        vectors::weigh(weights, factors, sublinear, norm);
    }
    return to_array(std::move(weights.value));
}

py::tuple truncated_svd(const CsrArrays& rows, std::size_t rank, int n_jobs) {
    const CsrView view = to_csr(rows);
    vectors::TruncatedSvd svd;
    {
        const py::gil_scoped_release release;
        vectors::check(view);
        svd = vectors::truncated_svd(view, rank, interruptible(n_jobs));
    }
    return py::make_tuple(to_array(std::move(svd.singular_values)), to_array(std::move(svd.components)));
}

}  // namespace

void register_vectors(py::module_& m) {
    m.def("count_words", &count_words, py::arg("corpus"), py::arg("tables"), py::arg("n_jobs"));
    m.def("count_known_words", &count_known_words, py::arg("corpus"), py::arg("tables"), py::arg("keys").noconvert(),
          py::arg("n_jobs"));
    py::enum_<vectors::Norm>(m, "Norm")
        .value("none", vectors::Norm::none)
        .value("l1", vectors::Norm::l1)
        .value("l2", vectors::Norm::l2);
    m.def("weigh", &weigh, py::arg("counts"), py::arg("idf").noconvert(), py::arg("sublinear"), py::arg("norm"));
    m.def("truncated_svd", &truncated_svd, py::arg("rows"), py::arg("rank"), py::arg("n_jobs"));
}

}  // namespace wirecopy::bindings
