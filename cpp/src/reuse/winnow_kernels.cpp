#include "winnow_kernels.hpp"

#include "wirecopy/text/target.hpp"

namespace wirecopy::reuse {
namespace {

using Hashes = std::vector<std::uint64_t>;

constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
constexpr std::uint64_t kMix = 0xD6E8FEB86659FD93;

[[gnu::always_inline]] inline std::uint64_t mixed(std::uint64_t sum) {
    sum ^= sum >> 32U;
    sum *= kMix;
    return sum ^ sum >> 32U;
}

/// A run of 2 n words hashes to what its halves do, the first times a power: so runs grow by doubling, and then word
/// by word.
[[gnu::always_inline]] inline void hash_runs(std::span<const Word> words, std::uint32_t run, Hashes& hash) {
    hash.resize(words.size());
    std::uint64_t* const sum = hash.data();
    const Word* const word = words.data();
    std::size_t size = words.size();
    for (std::size_t i = 0; i < size; ++i) sum[i] = word[i] + std::uint64_t{1};
    std::uint64_t factor = kFactor;  // to the power of the words in a run
    std::uint32_t length = 1;
    for (; 2 * length <= run; length *= 2, factor *= factor) {
        size -= length;
        for (std::size_t i = 0; i < size; ++i) sum[i] = sum[i] * factor + sum[i + length];
    }
    for (; length < run; ++length) {
        --size;
        for (std::size_t i = 0; i < size; ++i) sum[i] = sum[i] * kFactor + word[i + length] + 1;
    }
    for (std::size_t i = 0; i < size; ++i) sum[i] = mixed(sum[i]);
    hash.resize(size);
}

template <std::size_t kWindow>
[[gnu::always_inline]] inline void least_of(std::span<const std::uint64_t> hash, std::span<std::uint64_t> least) {
    const std::uint64_t* const from = hash.data();
    std::uint64_t* const to = least.data();
    const std::size_t windows = least.size();
    for (std::size_t first = 0; first < windows; ++first) {
        std::uint64_t smallest = from[first];
        std::uint64_t at = 0;
        for (std::size_t i = 1; i < kWindow; ++i) {
            const std::uint64_t other = from[first + i];
            at = other <= smallest ? i : at;
            smallest = other <= smallest ? other : smallest;
        }
        to[first] = at;
    }
}

void hash_runs_anywhere(std::span<const Word> words, std::uint32_t run, Hashes& hash) {
    hash_runs(words, run, hash);
}
template <std::size_t kWindow>
void least_anywhere(std::span<const std::uint64_t> hash, std::span<std::uint64_t> least) {
    least_of<kWindow>(hash, least);
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
void hash_runs_avx2(std::span<const Word> words, std::uint32_t run, Hashes& hash) {
    hash_runs(words, run, hash);
}
template <std::size_t kWindow>
void least_avx2(std::span<const std::uint64_t> hash, std::span<std::uint64_t> least) {
    least_of<kWindow>(hash, least);
}
WIRECOPY_END_TARGET

WIRECOPY_BEGIN_TARGET("avx2,avx512f,avx512dq,avx512vl")
void hash_runs_avx512(std::span<const Word> words, std::uint32_t run, Hashes& hash) {
    hash_runs(words, run, hash);
}
template <std::size_t kWindow>
void least_avx512(std::span<const std::uint64_t> hash, std::span<std::uint64_t> least) {
    least_of<kWindow>(hash, least);
}
WIRECOPY_END_TARGET
#endif

std::vector<WinnowKernel> found() {
    std::vector<WinnowKernel> kernels = {{hash_runs_anywhere, least_anywhere<2>, least_anywhere<5>}};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) {
        kernels.push_back({hash_runs_avx2, least_avx2<2>, least_avx2<5>});
        if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
            __builtin_cpu_supports("avx512vl") != 0) {
            kernels.push_back({hash_runs_avx512, least_avx512<2>, least_avx512<5>});
        }
    }
#endif
    return kernels;
}

}  // namespace

std::span<const WinnowKernel> winnow_kernels() {
    static const std::vector<WinnowKernel> kernels = found();
    return kernels;
}

}  // namespace wirecopy::reuse
