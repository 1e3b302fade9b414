#include "wirecopy/text/fold.hpp"

#include "module.hpp"

namespace wirecopy::bindings {

void register_text(py::module_& m) {
    m.def("fold", &text::fold, py::arg("text"), py::call_guard<py::gil_scoped_release>());
}

}  // namespace wirecopy::bindings
