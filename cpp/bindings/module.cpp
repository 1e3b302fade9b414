#include "module.hpp"

#include <exception>

#include "wirecopy/tokens/disk.hpp"

namespace {

/// What finds no place on disk is an OSError with its number and the folder.
void translate_disk_errors(std::exception_ptr thrown) {
    try {
        if (thrown) std::rethrow_exception(thrown);
    } catch (const wirecopy::tokens::DiskError& error) {
        const pybind11::tuple about =
            pybind11::make_tuple(error.error(), error.what(), wirecopy::bindings::file_name(error.folder()));
        PyErr_SetObject(PyExc_OSError, about.ptr());
    }
}

}  // namespace

PYBIND11_MODULE(_core, m) {
    using namespace wirecopy::bindings;
    m.doc() = "The C++ core of wirecopy. Use the wirecopy package, which gives its arrays names and units.";
    m.attr("__version__") = WIRECOPY_VERSION;
    py::register_exception_translator(translate_disk_errors);
    register_text(m);
    register_documents(m);
    register_tokens(m);
    register_vectors(m);
    register_embeddings(m);
    register_entities(m);
    register_similarity(m);
    register_reuse(m);
    register_clusters(m);
}
