#include <limits>
#include <optional>

#include "wirecopy/similarity/pairs.hpp"

#include "csr.hpp"
#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using similarity::Pairs;
using vectors::CsrView;
using vectors::DenseView;

DenseView to_dense(const Array<double>& rows) {
    if (rows.ndim() != 2) throw py::value_error("rows must have two dimensions");
    const DenseView view{{rows.data(), static_cast<std::size_t>(rows.size())}, static_cast<std::size_t>(rows.shape(1))};
    vectors::check(view);
    return view;
}

/// (a, b, similarity)
py::tuple to_arrays(Pairs pairs) {
    return py::make_tuple(to_array(std::move(pairs.a)), to_array(std::move(pairs.b)),
                          to_array(std::move(pairs.similarity)));
}

using MaxLag = std::optional<std::int64_t>;

template <typename View>
similarity::PairFilter filter_of(const View& rows, const Corpus* documents, bool different_source, MaxLag max_lag) {
    if (documents != nullptr && documents->size() != rows.rows()) {
        throw py::value_error(std::to_string(rows.rows()) + " rows for " + std::to_string(documents->size()) +
                              " documents");
    }
    return {documents, different_source, max_lag};
}

template <typename View>
py::tuple pairs_of(const View& rows, double threshold, const similarity::PairFilter& filter, int n_jobs,
                   std::optional<std::size_t> most = {}) {
    Pairs pairs;
    {
        const py::gil_scoped_release release;
        pairs = similarity::similar_pairs(rows, threshold, filter, interruptible(n_jobs),
                                          most.value_or(std::numeric_limits<std::size_t>::max()));
    }
    return to_arrays(std::move(pairs));
}

template <typename View>
py::tuple nearest_of(const View& rows, std::size_t count, const Array<std::uint32_t>& rank,
                     const similarity::PairFilter& filter, int n_jobs) {
    const auto order = to_span(rank);
    Pairs pairs;
    {
        const py::gil_scoped_release release;
        pairs = similarity::nearest(rows, count, {order.begin(), order.end()}, filter, interruptible(n_jobs));
    }
    return to_arrays(std::move(pairs));
}

}  // namespace

void register_similarity(py::module_& m) {
    m.def(
        "similar_pairs",
        [](const CsrArrays& rows, double threshold, const Corpus* documents, bool different_source, MaxLag max_lag,
           int n_jobs, std::optional<std::size_t> most) {
            const CsrView view = to_checked_csr(rows);
            return pairs_of(view, threshold, filter_of(view, documents, different_source, max_lag), n_jobs, most);
        },
        py::arg("rows"), py::arg("threshold"), py::arg("documents").none(true), py::arg("different_source"),
        py::arg("max_lag").none(true), py::arg("n_jobs"), py::arg("most") = py::none());
    m.def(
        "similar_pairs_dense",
        [](const Array<double>& rows, double threshold, const Corpus* documents, bool different_source, MaxLag max_lag,
           int n_jobs) {
            const DenseView view = to_dense(rows);
            return pairs_of(view, threshold, filter_of(view, documents, different_source, max_lag), n_jobs);
        },
        py::arg("rows"), py::arg("threshold"), py::arg("documents").none(true), py::arg("different_source"),
        py::arg("max_lag").none(true), py::arg("n_jobs"));
    const auto filters = [&](const char* name, auto function) {
        m.def(name, function, py::arg("rows"), py::arg("count"), py::arg("rank").noconvert(), py::arg("n_jobs"),
              py::arg("documents").none(true) = py::none(), py::arg("different_source") = false,
              py::arg("max_lag").none(true) = py::none());
    };
    filters("nearest", [](const CsrArrays& rows, std::size_t count, const Array<std::uint32_t>& rank, int n_jobs,
                          const Corpus* documents, bool different_source, MaxLag max_lag) {
        const CsrView view = to_checked_csr(rows);
        return nearest_of(view, count, rank, filter_of(view, documents, different_source, max_lag), n_jobs);
    });
    filters("nearest_dense", [](const Array<double>& rows, std::size_t count, const Array<std::uint32_t>& rank,
                                int n_jobs, const Corpus* documents, bool different_source, MaxLag max_lag) {
        const DenseView view = to_dense(rows);
        return nearest_of(view, count, rank, filter_of(view, documents, different_source, max_lag), n_jobs);
    });
}

}  // namespace wirecopy::bindings
