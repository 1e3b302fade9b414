#include "wirecopy/tokens/column.hpp"

#include <cstdint>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace wirecopy::tokens {

void* reallocated(void* memory, std::size_t bytes) {
    void* const fresh = std::realloc(memory, bytes == 0 ? 1 : bytes);
    if (fresh == nullptr) throw std::bad_alloc();
#ifdef __linux__
    constexpr std::uintptr_t huge = 2U << 20U;
    if (bytes >= 2 * huge) {
        const std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(fresh) + huge - 1) / huge * huge;
        const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(fresh) + bytes;
        // Only advice: where it is not taken, all goes on as before.
        madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
    }
#endif
    return fresh;
}

}  // namespace wirecopy::tokens
