#include <optional>

#include "wirecopy/clusters/average_linkage.hpp"
#include "wirecopy/clusters/story_links.hpp"

#include "csr.hpp"
#include "module.hpp"

namespace wirecopy::bindings {
namespace {

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
    const vectors::CsrView view = to_csr(rows);
    vectors::check(view);
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
}

}  // namespace wirecopy::bindings
