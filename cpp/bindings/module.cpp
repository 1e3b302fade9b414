#include "module.hpp"

PYBIND11_MODULE(_core, m) {
    using namespace wirecopy::bindings;
    m.doc() = "The C++ core of wirecopy. Use the wirecopy package, which gives its arrays names and units.";
    m.attr("__version__") = WIRECOPY_VERSION;
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
