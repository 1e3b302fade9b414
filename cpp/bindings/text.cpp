#include "wirecopy/text/fold.hpp"

#include "module.hpp"

namespace wirecopy::bindings {

void register_text(py::module_& m) {
    m.def("fold", &text::fold, py::arg("text"));
    m.def("unicode_version", &text::unicode_version);
}

}  // namespace wirecopy::bindings
