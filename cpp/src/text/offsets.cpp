#include "wirecopy/text/offsets.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <string>

#include "wirecopy/text/target.hpp"
#include "wirecopy/text/utf8.hpp"

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace wirecopy::text {
namespace {

using Block = OffsetMap::Block;

constexpr std::size_t kBlock = 64;
constexpr std::uint64_t kHigh = 0x8080808080808080U;

static_assert(std::endian::native == std::endian::little, "bits of a block run in the order of memory");

/// Bits of 64 bytes.
struct Marks {
    std::uint64_t characters;  ///< a character begins
    std::uint64_t pairs;       ///< and is a surrogate pair in UTF-16
};

/// Bits below `bit`, which is less than 64.
constexpr std::uint64_t below(std::size_t bit) {
    return (std::uint64_t{1} << bit) - 1;
}

/// What the loops below are made of, on any machine.
struct Portable {
    static std::uint64_t high_bits(std::uint64_t bytes) { return ((bytes & kHigh) >> 7U) * 0x0102040810204080U >> 56U; }

    static Marks marks(const char* bytes) {
        Marks marks{};
        for (unsigned i = 0; i < kBlock / 8; ++i) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, bytes + std::size_t{8} * i, sizeof(eight));
            marks.characters |= high_bits(~eight | eight << 1U) << 8U * i;
            marks.pairs |= high_bits(eight & eight << 1U & eight << 2U & eight << 3U) << 8U * i;
        }
        return marks;
    }

    /// The position of the bit before which `rank` bits are set; there must be one.
    static unsigned select(std::uint64_t bits, std::size_t rank) {
        for (; rank > 0; --rank) bits &= bits - 1;
        return static_cast<unsigned>(std::countr_zero(bits));
    }
};

template <typename Way>
[[gnu::always_inline]] inline std::size_t mark_blocks(std::string_view text, OffsetUnit unit, std::span<Block> blocks) {
    std::size_t size = 0;
    std::uint64_t pair_before = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::size_t begin = i * kBlock;
        Marks marks{};
        if (begin + kBlock <= text.size()) {
            marks = Way::marks(text.data() + begin);
        } else {
            char last[kBlock] = {};
            std::memcpy(last, text.data() + begin, text.size() - begin);
            marks = Way::marks(last);
            marks.characters &= below(text.size() - begin);
        }
        if (unit == OffsetUnit::utf16) {
            marks.characters |= marks.pairs << 1U | pair_before;
            pair_before = marks.pairs >> 63U;
        }
        blocks[i] = {marks.characters, size};
        size += static_cast<std::size_t>(std::popcount(marks.characters));
    }
    return size;
}

template <typename Unit>
[[gnu::always_inline]] inline void count_units(std::span<const Block> blocks, std::span<const std::uint32_t> bytes,
                                               Unit* units) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const Block& block = blocks[bytes[i] / kBlock];
        units[i] =
            static_cast<Unit>(block.before) + static_cast<Unit>(std::popcount(block.begins & below(bytes[i] % kBlock)));
    }
}

/// The byte at which unit `offset` begins, which is in block `number`.
template <typename Way, bool has_pairs>
[[gnu::always_inline]] inline std::size_t find_byte(std::string_view text, const Block& block, std::size_t number,
                                                    std::size_t offset) {
    const std::size_t byte = number * kBlock + Way::select(block.begins, offset - block.before);
    if (!has_pairs) return byte;
    const bool is_second_of_pair = (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U;
    return is_second_of_pair ? byte - 1 : byte;
}

template <typename Way, bool has_pairs>
[[gnu::always_inline]] inline std::size_t find_bytes(std::string_view text, std::span<const Block> blocks,
                                                     std::size_t size, std::span<const std::int64_t> offsets,
                                                     std::uint32_t* bytes) {
    std::size_t i = 0;
    for (std::size_t number = 0; number < blocks.size() && i < offsets.size(); ++number) {
        const Block block = blocks[number];
        const std::size_t end = number + 1 < blocks.size() ? blocks[number + 1].before : size;
        for (; i < offsets.size() && static_cast<std::size_t>(offsets[i]) < end; ++i) {
            bytes[i] = static_cast<std::uint32_t>(
                find_byte<Way, has_pairs>(text, block, number, static_cast<std::size_t>(offsets[i])));
        }
    }
    return i;
}

/// Of ascending offsets those that lie inside the text; returns how many they are.
template <typename Way>
[[gnu::always_inline]] inline std::size_t find_bytes(std::string_view text, OffsetUnit unit,
                                                     std::span<const Block> blocks, std::size_t size,
                                                     std::span<const std::int64_t> offsets, std::uint32_t* bytes) {
    return unit == OffsetUnit::utf16 ? find_bytes<Way, true>(text, blocks, size, offsets, bytes)
                                     : find_bytes<Way, false>(text, blocks, size, offsets, bytes);
}

/// The loops for one kind of machine.
struct Loops {
    std::size_t (*mark)(std::string_view, OffsetUnit, std::span<Block>);
    void (*count_64)(std::span<const Block>, std::span<const std::uint32_t>, std::int64_t*);
    void (*count_32)(std::span<const Block>, std::span<const std::uint32_t>, std::uint32_t*);
    std::size_t (*find)(std::string_view, OffsetUnit, std::span<const Block>, std::size_t,
                        std::span<const std::int64_t>, std::uint32_t*);
};

constexpr Loops kPortable = {&mark_blocks<Portable>, &count_units<std::int64_t>, &count_units<std::uint32_t>,
                             &find_bytes<Portable>};

#ifdef __x86_64__

WIRECOPY_BEGIN_TARGET("avx2,bmi,bmi2,popcnt")

struct Avx2 {
    static Marks marks(const char* bytes) {
        const auto* from = reinterpret_cast<const __m256i*>(bytes);
        const __m256i low = _mm256_loadu_si256(from);
        const __m256i high = _mm256_loadu_si256(from + 1);
        const auto bits = [](__m256i of_low, __m256i of_high) {
            return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(of_high))) << 32U |
                   static_cast<std::uint32_t>(_mm256_movemask_epi8(of_low));
        };
        // As signed numbers, bytes that continue a character are the least.
        const __m256i last = _mm256_set1_epi8(static_cast<char>(0xBF));
        const __m256i pair = _mm256_set1_epi8(static_cast<char>(0xEF));
        const __m256i zero = _mm256_setzero_si256();
        const auto leads_pair = [&](__m256i of) {
            return _mm256_and_si256(_mm256_cmpgt_epi8(of, pair), _mm256_cmpgt_epi8(zero, of));
        };
        return {bits(_mm256_cmpgt_epi8(low, last), _mm256_cmpgt_epi8(high, last)),
                bits(leads_pair(low), leads_pair(high))};
    }

    static unsigned select(std::uint64_t bits, std::size_t rank) {
        return static_cast<unsigned>(_tzcnt_u64(_pdep_u64(std::uint64_t{1} << rank, bits)));
    }
};

std::size_t mark_avx2(std::string_view text, OffsetUnit unit, std::span<Block> blocks) {
    return mark_blocks<Avx2>(text, unit, blocks);
}

template <typename Unit>
void count_avx2(std::span<const Block> blocks, std::span<const std::uint32_t> bytes, Unit* units) {
    count_units(blocks, bytes, units);
}

std::size_t find_avx2(std::string_view text, OffsetUnit unit, std::span<const Block> blocks, std::size_t size,
                      std::span<const std::int64_t> offsets, std::uint32_t* bytes) {
    return find_bytes<Avx2>(text, unit, blocks, size, offsets, bytes);
}

WIRECOPY_END_TARGET

#endif

const Loops& loops() {
#ifdef __x86_64__
    static constexpr Loops kAvx2 = {&mark_avx2, &count_avx2<std::int64_t>, &count_avx2<std::uint32_t>, &find_avx2};
    static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                                 __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("popcnt") != 0;
    if (has_avx2) return kAvx2;
#endif
    return kPortable;
}

}  // namespace

OffsetMap::OffsetMap(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit), size_(text.size()) {
    if (is_ascii(text)) return;
    blocks_.resize(text.size() / kBlock + 1);
    size_ = loops().mark(text, unit, blocks_);
}

std::size_t OffsetMap::from_byte(std::size_t byte) const {
    if (blocks_.empty()) return byte;
    const Block& block = blocks_[byte / kBlock];
    return block.before + static_cast<std::size_t>(std::popcount(block.begins & below(byte % kBlock)));
}

void OffsetMap::from_bytes(std::span<const std::uint32_t> bytes, std::int64_t* units) const {
    if (blocks_.empty()) {
        std::copy(bytes.begin(), bytes.end(), units);
    } else {
        loops().count_64(blocks_, bytes, units);
    }
}

void OffsetMap::from_bytes(std::span<const std::uint32_t> bytes, std::uint32_t* units) const {
    if (blocks_.empty()) {
        if (bytes.data() != units) std::copy(bytes.begin(), bytes.end(), units);
    } else {
        loops().count_32(blocks_, bytes, units);
    }
}

std::size_t OffsetMap::to_byte(std::size_t offset) const {
    if (offset > size_) {
        throw std::out_of_range("offset " + std::to_string(offset) + " lies past the text, which has " +
                                std::to_string(size_) + " units");
    }
    if (blocks_.empty()) return offset;
    if (offset == size_) return text_.size();
    const auto next = std::upper_bound(blocks_.begin(), blocks_.end(), offset,
                                       [](std::size_t at, const Block& block) { return at < block.before; });
    const auto number = static_cast<std::size_t>(next - blocks_.begin()) - 1;
    return find_byte<Portable, true>(text_, blocks_[number], number, offset);
}

void OffsetMap::to_bytes(std::span<const std::int64_t> offsets, std::uint32_t* bytes) const {
    std::size_t done = 0;
    if (!blocks_.empty()) done = loops().find(text_, unit_, blocks_, size_, offsets, bytes);
    for (; done < offsets.size(); ++done) {
        bytes[done] = static_cast<std::uint32_t>(to_byte(static_cast<std::size_t>(offsets[done])));
    }
}

}  // namespace wirecopy::text
