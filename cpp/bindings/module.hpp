#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::bindings {

namespace py = pybind11;

// One for each room with a face in Python, lowest first.
void register_text(py::module_& m);
void register_documents(py::module_& m);
void register_tokens(py::module_& m);
void register_vectors(py::module_& m);
void register_embeddings(py::module_& m);  // of the room vectors
void register_entities(py::module_& m);
void register_similarity(py::module_& m);
void register_reuse(py::module_& m);
void register_clusters(py::module_& m);

template <typename T>
using Array = py::array_t<T, py::array::c_style>;

/// An array that takes over the memory of a container with `data` and `size`.
template <typename Values>
auto to_array(std::unique_ptr<Values> owned) {
    const Values& view = *owned;
    const py::capsule owner(owned.release(), [](void* pointer) { delete static_cast<Values*>(pointer); });
    return Array<std::decay_t<decltype(view.data()[0])>>(static_cast<py::ssize_t>(view.size()), view.data(), owner);
}

/// The same with a vector.
template <typename T>
Array<T> to_array(std::vector<T> values) {
    return to_array(std::make_unique<std::vector<T>>(std::move(values)));
}

/// A read-only array on memory that `owner` keeps alive.
template <typename T>
Array<T> to_view(const T* data, std::size_t size, const py::object& owner) {
    Array<T> view(static_cast<py::ssize_t>(size), data, owner);
    view.attr("setflags")(py::arg("write") = false);
    return view;
}

template <typename T>
std::span<const T> to_span(const Array<T>& array) {
    if (array.ndim() != 1) throw py::value_error("arrays must have one dimension");
    return {array.data(), static_cast<std::size_t>(array.size())};
}

/// The name of a file or folder as Python has it, whatever its bytes.
inline py::str file_name(const std::filesystem::path& path) {
    const std::string name = path.string();
    auto decoded = PyUnicode_DecodeFSDefaultAndSize(name.data(), static_cast<py::ssize_t>(name.size()));
    if (decoded == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::str>(decoded);
}

/// Runs on `n_jobs` threads and stops on Ctrl-C.
inline parallel::Control interruptible(int n_jobs) {
    return {n_jobs, [](std::size_t, std::size_t) {
                const py::gil_scoped_acquire gil;
                if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            }};
}

}  // namespace wirecopy::bindings
