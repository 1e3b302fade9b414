#include "wirecopy/tokens/column.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

#include "wirecopy/tokens/columns_on_disk.hpp"

#ifdef __linux__
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace wirecopy::tokens {
namespace {

/// How many `ColumnsOnDisk` there are.
std::atomic<int> on_disk = 0;

#ifdef __linux__

constexpr std::size_t kHugePage = 2U << 20U;
/// From here on memory is asked of the system itself.
constexpr std::size_t kLarge = kHugePage;
constexpr std::size_t kMostKept = 192U << 20U;

/// What stands before the memory of a column, so that its first page is huge too.
struct alignas(64) Head {
    std::size_t bytes;  ///< of the mapping, of which this is the first part
    bool is_file = false;
};

void unmap(Head* block) {
    munmap(block, block->bytes);
}

Head* mapped(std::size_t bytes) {
    const std::size_t asked = bytes + kHugePage;
    void* const place = mmap(nullptr, asked, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) throw std::bad_alloc();
    auto* const from = static_cast<char*>(place);
    auto* const begin =
        reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(from) + kHugePage - 1) / kHugePage * kHugePage);
    if (begin != from) munmap(from, static_cast<std::size_t>(begin - from));
    if (from + asked != begin + bytes) munmap(begin + bytes, static_cast<std::size_t>(from + asked - (begin + bytes)));
    madvise(begin, bytes, MADV_HUGEPAGE);  // only advice: where it is not taken, all goes on as before
    return new (begin) Head{bytes};
}

/// A file without a name that is gone when nobody uses it any more.
class TemporaryFile {
  public:
    explicit TemporaryFile(std::size_t bytes) {
        std::string path = (std::filesystem::temp_directory_path() / "wirecopy-XXXXXX").string();
        file_ = mkostemp(path.data(), O_CLOEXEC);
        if (file_ < 0) throw std::system_error(errno, std::generic_category(), "no temporary file " + path);
        unlink(path.c_str());
        // What is not there when it is written to would end the process.
        int error = EINTR;
        while (error == EINTR) error = posix_fallocate(file_, 0, static_cast<off_t>(bytes));
        if (error != 0) {
            close(file_);
            throw std::system_error(error, std::generic_category(),
                                    "no room for " + std::to_string(bytes) + " bytes in " +
                                        std::filesystem::path(path).parent_path().string());
        }
    }
    ~TemporaryFile() { close(file_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    Head* mapped(std::size_t bytes) const {
        void* const place = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file_, 0);
        if (place == MAP_FAILED) throw std::bad_alloc();
        return new (place) Head{bytes, true};
    }

  private:
    int file_;
};

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
        if (block->is_file || block->bytes > kMostKept) return unmap(block);
        const std::lock_guard lock(mutex_);
        while (bytes_ + block->bytes > kMostKept) {
            bytes_ -= blocks_.front()->bytes;
            unmap(blocks_.front());
            blocks_.erase(blocks_.begin());
        }
        bytes_ += block->bytes;
        blocks_.push_back(block);
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

void* large(std::size_t bytes) {
    const std::size_t whole = (sizeof(Head) + bytes + kHugePage - 1) / kHugePage * kHugePage;
    if (on_disk > 0) return TemporaryFile(whole).mapped(whole) + 1;
    Head* block = kept().take(whole);
    if (block == nullptr) block = mapped(whole);
    return block + 1;
}

#else

constexpr std::size_t kLarge = ~std::size_t{0};

#endif

void* allocated(std::size_t bytes) {
#ifdef __linux__
    if (bytes >= kLarge) return large(bytes);
#endif
    void* const memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

ColumnsOnDisk::ColumnsOnDisk() {
    ++on_disk;
}
ColumnsOnDisk::~ColumnsOnDisk() {
    --on_disk;
}

void* reallocated(void* memory, std::size_t before, std::size_t bytes) {
    if (before < kLarge && bytes < kLarge) {
        void* const moved = std::realloc(memory, bytes == 0 ? 1 : bytes);
        if (moved == nullptr) throw std::bad_alloc();
        return moved;
    }
    if (before >= bytes && bytes >= kLarge) return memory;  // what was never touched takes no memory
    void* const moved = allocated(bytes);
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

}  // namespace wirecopy::tokens
