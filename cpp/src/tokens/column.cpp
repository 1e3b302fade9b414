#include "wirecopy/tokens/column.hpp"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <vector>

#include "wirecopy/tokens/disk.hpp"

#ifdef __linux__
#include <sys/mman.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace wirecopy::tokens {
namespace {

#ifdef __linux__

constexpr std::size_t kHugePage = 2U << 20U;
/// From here on memory is asked of the system itself.
constexpr std::size_t kLarge = kHugePage;
constexpr std::size_t kMostKept = 192U << 20U;

/// What stands before the memory of a column, so that its first page is huge too.
struct alignas(64) Head {
    std::size_t bytes;  ///< of the mapping, of which this is the first part
    Storage storage = Storage::memory;
    DiskFile file{kNoFile};

    static constexpr int kNoFile = -1;
    bool has_file() const { return file.descriptor() != kNoFile; }
};

void close_file(Head* block) {
    if (block->has_file()) block->file.close();
    block->file = DiskFile(Head::kNoFile);
}

void unmap(Head* block) {
    close_file(block);
    munmap(block, block->bytes);
}

/// Addresses that begin with a huge page, with nothing there yet.
void* aligned(std::size_t bytes) {
    const std::size_t asked = bytes + kHugePage;
    void* const place = mmap(nullptr, asked, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) throw std::bad_alloc();
    auto* const from = static_cast<char*>(place);
    auto* const begin =
        reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(from) + kHugePage - 1) / kHugePage * kHugePage);
    if (begin != from) munmap(from, static_cast<std::size_t>(begin - from));
    if (from + asked != begin + bytes) munmap(begin + bytes, static_cast<std::size_t>(from + asked - (begin + bytes)));
    madvise(begin, bytes, MADV_HUGEPAGE);  // only advice: where it is not taken, all goes on as before
    return begin;
}

Head* mapped(std::size_t bytes) {
    return new (aligned(bytes)) Head{bytes};
}

/// Its pages move to other addresses: no byte is copied, none is held twice.
Head* grown(Head* block, std::size_t bytes) {
    void* const to = aligned(bytes);
    // Where it fails the addresses may be somebody else's already: they are not given back.
    if (mremap(block, block->bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to) == MAP_FAILED) return nullptr;
    auto* const moved = static_cast<Head*>(to);
    moved->bytes = bytes;
    return moved;
}

Head* mapped_file(std::size_t bytes) {
    const DiskFile file = DiskFile::make();
    try {
        file.reserve(bytes);
        void* const place = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor(), 0);
        if (place == MAP_FAILED) throw std::bad_alloc();
        return new (place) Head{bytes, Storage::disk, file};
    } catch (...) {
        file.close();
        throw;
    }
}

/// Where nothing is copied, however much there is.
Head* resized_file(Head* block, std::size_t bytes) {
    if (bytes > block->bytes) block->file.reserve(bytes);
    void* const place = mremap(block, block->bytes, bytes, MREMAP_MAYMOVE);
    if (place == MAP_FAILED) throw std::bad_alloc();
    auto* const resized = static_cast<Head*>(place);
    if (bytes < resized->bytes) resized->file.cut(bytes);
    resized->bytes = bytes;
    return resized;
}

/// Blocks that are free, to be used again: the system clears each page that it gives out, which costs more than to
/// tokenise what fills it.
class Kept {
  public:
    /// The smallest that has room for `bytes` and is not much larger, or null.
    Head* take(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        auto best = blocks_.end();
        for (auto block = blocks_.begin(); block != blocks_.end(); ++block) {
            if ((*block)->bytes < bytes || (*block)->bytes / 2 > bytes) continue;
            if (best == blocks_.end() || (*block)->bytes < (*best)->bytes) best = block;
        }
        if (best == blocks_.end()) return nullptr;
        Head* const block = *best;
        blocks_.erase(best);
        bytes_ -= block->bytes;
        return block;
    }

    /// Makes room by giving back what was kept longest.
    void keep(Head* block) {
        if (block->storage == Storage::disk || block->bytes > kMostKept) return unmap(block);
        const std::lock_guard lock(mutex_);
        while (bytes_ + block->bytes > kMostKept) {
            bytes_ -= blocks_.front()->bytes;
            unmap(blocks_.front());
            blocks_.erase(blocks_.begin());
        }
        bytes_ += block->bytes;
        blocks_.push_back(block);
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        for (Head* block : blocks_) unmap(block);
        blocks_.clear();
        bytes_ = 0;
    }

  private:
    std::mutex mutex_;
    std::vector<Head*> blocks_;
    std::size_t bytes_ = 0;
};

Kept& kept() {
    static Kept& all = *new Kept;  // outlives columns that are freed when the program ends
    return all;
}

std::size_t with_head(std::size_t bytes) {
    return (sizeof(Head) + bytes + kHugePage - 1) / kHugePage * kHugePage;
}

void* large(std::size_t bytes, Storage storage) {
    const std::size_t whole = with_head(bytes);
    if (storage == Storage::disk) return mapped_file(whole) + 1;
    Head* block = kept().take(whole);
    if (block == nullptr) block = mapped(whole);
    return block + 1;
}

#else

constexpr std::size_t kLarge = ~std::size_t{0};

#endif

void* allocated(std::size_t bytes, [[maybe_unused]] Storage storage) {
#ifdef __linux__
    if (bytes >= kLarge) return large(bytes, storage);
#endif
    void* const memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

void* reallocated(void* memory, std::size_t before, std::size_t bytes, Storage storage) {
    if (before < kLarge && bytes < kLarge) {
        void* const moved = std::realloc(memory, bytes == 0 ? 1 : bytes);
        if (moved == nullptr) throw std::bad_alloc();
        return moved;
    }
#ifdef __linux__
    if (before >= kLarge && bytes >= kLarge) {
        Head* const block = static_cast<Head*>(memory) - 1;
        if (block->has_file()) return resized_file(block, with_head(bytes)) + 1;
        if (block->bytes >= with_head(bytes)) return memory;  // what was never touched takes no memory
        if (block->storage == Storage::memory) {
            if (Head* const larger = grown(block, with_head(bytes))) return larger + 1;
        }
    }
#endif
    void* const moved = allocated(bytes, storage);
    if (memory != nullptr) std::memcpy(moved, memory, std::min(before, bytes));
    release(memory, before);
    return moved;
}

void release(void* memory, std::size_t bytes) {
#ifdef __linux__
    if (bytes >= kLarge) return kept().keep(static_cast<Head*>(memory) - 1);
#endif
    std::free(memory);
}

void settle([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
    if (bytes >= kLarge) close_file(static_cast<Head*>(memory) - 1);
#endif
}

void give_back() {
#ifdef __linux__
    kept().clear();
#endif
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

}  // namespace wirecopy::tokens
