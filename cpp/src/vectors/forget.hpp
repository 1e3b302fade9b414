#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#ifdef __linux__
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace wirecopy::vectors {

/// Tells the system that nobody reads these values any more: pages that hold nothing else take no room until they are
/// written again. Who frees memory keeps such pages for the next to ask.
template <typename Value>
void forget(std::span<Value> values) {
#ifdef __linux__
    static const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(values.data());
    const std::uintptr_t first = (begin + page - 1) / page * page;
    const std::uintptr_t last = (begin + values.size_bytes()) / page * page;
    if (first < last) madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
#endif
}

}  // namespace wirecopy::vectors
