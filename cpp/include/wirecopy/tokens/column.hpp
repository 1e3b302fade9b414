#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace wirecopy::tokens {

/// Where large columns lie: in memory, or in files without a name that the system holds in memory as far as there is
/// room (see `disk.hpp`; where it cannot do so, in memory, too).
enum class Storage : std::uint8_t { memory, disk };

/// std::realloc of `before` bytes for columns. Much memory is of huge pages where the system has them. Throws
/// std::bad_alloc where there is no room, and DiskError where there is none on disk.
void* reallocated(void* memory, std::size_t before, std::size_t bytes, Storage storage);

/// Gives memory of `bytes` back, or keeps it for the next column: at most 192 MB in all.
void release(void* memory, std::size_t bytes);

/// Closes the file of memory of `bytes` that lies in one: what needs more room later is copied.
void settle(void* memory, std::size_t bytes);

/// Gives back to the system what is kept for later: by columns, and by the allocator where it is glibc's.
void give_back();

/// A growing array of plain values that never touches memory it was not asked to: a fresh page costs more than
/// tokenising what would fill it, and std::vector clears every element first.
///
/// Room that is reserved and not used costs addresses, not memory; on disk it is taken at once, and more is added
/// without a copy.
template <typename T>
class Column {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    Column() = default;
    explicit Column(Storage storage) : storage_(storage) {}
    Column(Column&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)),
          size_(std::exchange(other.size_, 0)),
          capacity_(std::exchange(other.capacity_, 0)),
          storage_(other.storage_) {}
    Column& operator=(Column&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        std::swap(storage_, other.storage_);
        return *this;
    }
    Column(const Column&) = delete;
    Column& operator=(const Column&) = delete;
    ~Column() { release(data_, capacity_ * sizeof(T)); }

    T* data() { return data_; }
    const T* data() const { return data_; }
    std::size_t size() const { return size_; }
    std::size_t capacity() const { return capacity_; }
    Storage storage() const { return storage_; }
    bool empty() const { return size_ == 0; }
    T& operator[](std::size_t i) { return data_[i]; }
    const T& operator[](std::size_t i) const { return data_[i]; }
    T& back() { return data_[size_ - 1]; }
    const T* begin() const { return data_; }
    const T* end() const { return data_ + size_; }
    operator std::span<const T>() const { return {data_, size_}; }
    friend bool operator==(const Column& a, const Column& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

    void clear() { size_ = 0; }

    /// Room for at least `capacity` values.
    void reserve(std::size_t capacity) {
        if (capacity > capacity_) reallocate(std::max(capacity, capacity_ + capacity_ / 2));
    }

    /// New values are whatever the memory holds: the caller writes them.
    void resize(std::size_t size) {
        reserve(size);
        size_ = size;
    }

    void push_back(T value) {
        if (size_ == capacity_) reserve(size_ + 16);
        data_[size_++] = value;
    }

    void append(std::span<const T> values) {
        const std::size_t first = size_;
        resize(first + values.size());
        if (!values.empty()) std::memcpy(data_ + first, values.data(), values.size_bytes());
    }

    /// Gives unused room back.
    void shrink_to_fit() {
        if (size_ != capacity_) reallocate(size_);
    }

    /// To be called when there is room for all that will come: where many columns lie on disk, few files are open.
    void settle() { tokens::settle(data_, capacity_ * sizeof(T)); }

  private:
    void reallocate(std::size_t capacity) {
        data_ = static_cast<T*>(reallocated(data_, capacity_ * sizeof(T), capacity * sizeof(T), storage_));
        capacity_ = capacity;
    }

    T* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    Storage storage_ = Storage::memory;
};

}  // namespace wirecopy::tokens
