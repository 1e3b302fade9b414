#include "wirecopy/text/encode.hpp"

#include <algorithm>

#include "encode_avx512.hpp"

namespace wirecopy::text {
namespace {

constexpr std::size_t kBlock = 32;

template <typename Unit>
Encoded encode_units(const Unit* units, std::size_t size, char* bytes) {
    char* to = bytes;
    const auto put = [&to](std::uint32_t byte) { *to++ = static_cast<char>(static_cast<unsigned char>(byte)); };
    for (std::size_t at = 0; at < size;) {
        while (at + kBlock <= size) {
            std::uint32_t any = 0;
            for (std::size_t i = 0; i < kBlock; ++i) any |= units[at + i];
            if (any >= 0x80) break;
            for (std::size_t i = 0; i < kBlock; ++i) to[i] = static_cast<char>(units[at + i]);
            to += kBlock;
            at += kBlock;
        }
        for (const std::size_t end = std::min(size, at + kBlock); at < end; ++at) {
            const std::uint32_t unit = units[at];
            if ((unit & 0xFFFFF800U) == 0xD800 || unit > 0x10FFFF) return {static_cast<std::size_t>(to - bytes), at};
            if (unit < 0x80) {
                put(unit);
                continue;
            }
            if (unit < 0x800) {
                put(0xC0U | unit >> 6U);
            } else {
                if (unit < 0x10000) {
                    put(0xE0U | unit >> 12U);
                } else {
                    put(0xF0U | unit >> 18U);
                    put(0x80U | (unit >> 12U & 0x3FU));
                }
                put(0x80U | (unit >> 6U & 0x3FU));
            }
            put(0x80U | (unit & 0x3FU));
        }
    }
    return {static_cast<std::size_t>(to - bytes), size};
}

Encoded encode_anywhere(const WideText& text, char* bytes) {
    if (text.width == 1) return encode_units(static_cast<const std::uint8_t*>(text.units), text.size, bytes);
    if (text.width == 2) return encode_units(static_cast<const std::uint16_t*>(text.units), text.size, bytes);
    return encode_units(static_cast<const std::uint32_t*>(text.units), text.size, bytes);
}

}  // namespace

std::size_t most_bytes(const WideText& text) {
    return text.size * (text.width == 1 ? 2U : text.width == 2 ? 3U : 4U);
}

Encoded encode(const WideText& text, char* bytes) {
    static const Encoder quickest = encoders().back();
    return quickest(text, bytes);
}

std::vector<Encoder> encoders() {
    std::vector<Encoder> all = {&encode_anywhere};
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
        __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vbmi") != 0 &&
        __builtin_cpu_supports("avx512vbmi2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
        __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("popcnt") != 0) {
        all.push_back(&encode_avx512);
    }
#endif
    return all;
}

}  // namespace wirecopy::text
