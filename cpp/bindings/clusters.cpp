#include <optional>

#include "wirecopy/clusters/average_linkage.hpp"

#include "module.hpp"

namespace wirecopy::bindings {
namespace {

Array<std::uint32_t> average_linkage(std::size_t items, const Array<std::uint32_t>& a, const Array<std::uint32_t>& b,
                                     const Array<double>& similarities, double threshold,
                                     const std::optional<Array<std::uint32_t>>& sizes) {
    const auto first = to_span(a);
    const auto second = to_span(b);
    const auto values = to_span(similarities);
    const auto each = sizes ? to_span(*sizes) : std::span<const std::uint32_t>();
    if (first.size() != second.size() || first.size() != values.size()) {
        throw py::value_error("a, b and similarity differ in length");
    }
    std::vector<std::uint32_t> labels;
    {
        const py::gil_scoped_release release;
        const similarity::Pairs pairs{
            {first.begin(), first.end()}, {second.begin(), second.end()}, {values.begin(), values.end()}};
        labels = clusters::average_linkage(items, pairs, threshold, {each.begin(), each.end()}, interruptible(1));
    }
    return to_array(std::move(labels));
}

}  // namespace

void register_clusters(py::module_& m) {
    m.def("average_linkage", &average_linkage, py::arg("items"), py::arg("a").noconvert(), py::arg("b").noconvert(),
          py::arg("similarity").noconvert(), py::arg("threshold"), py::arg("sizes").noconvert() = py::none());
}

}  // namespace wirecopy::bindings
