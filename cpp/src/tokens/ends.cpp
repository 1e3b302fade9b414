#include "ends.hpp"

#include "wirecopy/tokens/words.hpp"

#include "lines.hpp"
#include "sentence_break.hpp"

namespace wirecopy::tokens {
namespace {

std::size_t find_line_end(std::string_view text, std::size_t at, std::size_t end) {
    const auto ends = [text](std::size_t place) { return line_end_size(text, place) != 0; };
#ifdef __SSE2__
    const auto candidates = [](__m128i block) {
        return _mm_or_si128(marks(block, '\n', '\r'), _mm_or_si128(marks(block, '\xC2'), marks(block, '\xE2')));
    };
    return find_byte(text, at, end, candidates, ends);
#else
    while (at < end && !ends(at)) ++at;
    return at;
#endif
}

}  // namespace

void append_ends(std::string_view text, std::size_t begin, std::size_t end, Ends ends, Column<std::uint32_t>& places) {
#ifdef __x86_64__
    if (taken_path() == Path::avx512) return append_ends_avx512(text, begin, end, ends, places);
#endif
    const auto find = ends == Ends::lines ? &find_line_end : &find_sentence_end;
    for (std::size_t at = find(text, begin, end); at < end; at = find(text, at + 1, end)) {
        places.push_back(static_cast<std::uint32_t>(at));
    }
}

}  // namespace wirecopy::tokens
