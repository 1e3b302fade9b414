#include <optional>

#include "wirecopy/clusters/average_linkage.hpp"
#include "wirecopy/clusters/story_links.hpp"
#include "wirecopy/clusters/story_rows.hpp"
#include "wirecopy/clusters/story_terms.hpp"

#include "csr.hpp"
#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using vectors::CsrView;

using Numbers = std::optional<Array<std::uint32_t>>;

std::vector<std::uint32_t> copied(const Numbers& numbers) {
    if (!numbers) return {};
    const auto view = to_span(*numbers);
    return {view.begin(), view.end()};
}

Array<std::uint32_t> average_linkage(std::size_t items, const Array<std::uint32_t>& a, const Array<std::uint32_t>& b,
                                     const Array<double>& similarities, double threshold, const Numbers& sizes,
                                     const Numbers& groups) {
    const auto first = to_span(a);
    const auto second = to_span(b);
    const auto values = to_span(similarities);
    if (first.size() != second.size() || first.size() != values.size()) {
        throw py::value_error("a, b and similarity differ in length");
    }
    const clusters::Items known{items, copied(sizes), copied(groups)};
    std::vector<std::uint32_t> labels;
    {
        const py::gil_scoped_release release;
        const similarity::Pairs pairs{
            {first.begin(), first.end()}, {second.begin(), second.end()}, {values.begin(), values.end()}};
        labels = clusters::average_linkage(known, pairs, threshold, interruptible(1));
    }
    return to_array(std::move(labels));
}

/// (a, b, similarity, background)
py::tuple story_links(const CsrArrays& rows, const Array<double>& times, const Array<std::uint32_t>& rank,
                      const clusters::LinkOptions& options, int n_jobs) {
    const CsrView view = to_checked_csr(rows);
    const auto order = to_span(rank);
    clusters::StoryLinks links;
    {
        const py::gil_scoped_release release;
        links =
            clusters::story_links(view, to_span(times), {order.begin(), order.end()}, options, interruptible(n_jobs));
    }
    return py::make_tuple(to_array(std::move(links.pairs.a)), to_array(std::move(links.pairs.b)),
                          to_array(std::move(links.pairs.similarity)), to_array(std::move(links.background)));
}

/// (row_begin, column, value)
py::tuple to_arrays(vectors::Csr rows) {
    return py::make_tuple(to_array(std::move(rows.row_begin)), to_array(std::move(rows.column)),
                          to_array(std::move(rows.value)));
}

py::tuple story_rows(const CsrArrays& words, const Array<double>& idf, const CsrArrays& emphasis, int n_jobs) {
    vectors::Csr rows;
    {
        const py::gil_scoped_release release;
        rows =
            clusters::story_rows(to_checked_csr(words), to_span(idf), to_checked_csr(emphasis), interruptible(n_jobs));
    }
    return to_arrays(std::move(rows));
}

py::tuple story_terms(const Array<std::int64_t>& story_begin, const Array<std::uint32_t>& documents,
                      const CsrArrays& words, const Array<double>& idf, const CsrArrays& heads) {
    vectors::Csr terms;
    {
        const py::gil_scoped_release release;
        terms = clusters::story_terms({to_span(story_begin), to_span(documents)}, to_checked_csr(words), to_span(idf),
                                      to_checked_csr(heads));
    }
    return to_arrays(std::move(terms));
}

}  // namespace

void register_clusters(py::module_& m) {
    m.attr("FREE") = clusters::kFree;
    m.def("average_linkage", &average_linkage, py::arg("items"), py::arg("a").noconvert(), py::arg("b").noconvert(),
          py::arg("similarity").noconvert(), py::arg("threshold"), py::arg("sizes").noconvert() = py::none(),
          py::arg("groups").noconvert() = py::none());
    m.def(
        "story_links",
        [](const CsrArrays& rows, const Array<double>& times, const Array<std::uint32_t>& rank, double least,
           double decay, std::size_t most, int n_jobs) {
            clusters::LinkOptions options;
            options.least = least;
            options.decay = decay;
            options.most = most;
            return story_links(rows, times, rank, options, n_jobs);
        },
        py::arg("rows"), py::arg("times").noconvert(), py::arg("rank").noconvert(), py::arg("least"), py::arg("decay"),
        py::arg("most"), py::arg("n_jobs"));
    m.def("story_rows", &story_rows, py::arg("words"), py::arg("idf").noconvert(), py::arg("emphasis"),
          py::arg("n_jobs"));
    m.def("story_terms", &story_terms, py::arg("story_begin").noconvert(), py::arg("documents").noconvert(),
          py::arg("words"), py::arg("idf").noconvert(), py::arg("heads"));
}

}  // namespace wirecopy::bindings
