#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>

#include "wirecopy/vectors/csr.hpp"

#include "module.hpp"

namespace wirecopy::bindings {

/// A sparse matrix on its way in: (row_begin, column, value, columns).
using CsrArrays = std::tuple<Array<std::int64_t>, Array<std::int32_t>, Array<double>, std::size_t>;

/// A view of arrays that Python holds; not checked.
inline vectors::CsrView to_csr(const CsrArrays& arrays) {
    const auto& [row_begin, column, value, columns] = arrays;
    return {to_span(row_begin), to_span(column), to_span(value), columns};
}

/// The same, checked. Throws std::invalid_argument where reading through it would not be safe.
inline vectors::CsrView to_checked_csr(const CsrArrays& arrays) {
    const vectors::CsrView view = to_csr(arrays);
    vectors::check(view);
    return view;
}

}  // namespace wirecopy::bindings
