#include "wirecopy/text/fold.hpp"

#include <cstdint>
#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::text {
namespace {

/// More marks on one letter than any language sets, and than Unicode's stream-safe text has (UAX #15, D4: 30).
/// To sort them by their classes may take the square of their number.
constexpr std::size_t kMostMarks = 30;

/// What typography writes in many ways and readers take for one.
UChar32 unified(UChar32 code_point) {
    switch (code_point) {
        case 0x0060:
        case 0x00B4:
        case 0x02B9:
        case 0x02BB:
        case 0x02BC:
        case 0x02C8:
        case 0x1FFD:  // a canonical equivalent of U+00B4
        case 0x2018:
        case 0x2019:
        case 0x201A:
        case 0x201B:
        case 0x2032:
        case 0x2035:
        case 0x2039:
        case 0x203A:
        case 0xA78C:
        case 0xFF07:
            return '\'';
        case 0x00AB:
        case 0x00BB:
        case 0x02BA:
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x2033:
        case 0x2036:
        case 0x300C:
        case 0x300D:
        case 0x300E:
        case 0x300F:
        case 0x301D:
        case 0x301E:
        case 0x301F:
        case 0xFF02:
        case 0xFF62:
        case 0xFF63:
            return '"';
        case 0x058A:
        case 0x05BE:
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
        case 0xFE58:
        case 0xFE63:
        case 0xFF0D:
            return '-';
        default:
            return code_point;
    }
}

std::string unify(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        const std::int64_t start = at;
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        const UChar32 one = unified(code_point);
        if (one == code_point) {
            result.append(text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
        } else {
            result.push_back(static_cast<char>(one));
        }
    }
    return result;
}

void check(UErrorCode status) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot fold: ") + u_errorName(status));
}

const icu::Normalizer2& nfkc_casefold() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    check(status);
    return *normalizer;
}

std::string fold_all(std::string_view text) {
    // Quotes go first: NFKC takes an acute accent used as an apostrophe apart. What it makes is unified once more.
    const std::string quotes_unified = unify(text);
    UErrorCode status = U_ZERO_ERROR;
    std::string result;
    icu::StringByteSink<std::string> sink(&result, static_cast<std::int32_t>(quotes_unified.size()));
    nfkc_casefold().normalizeUTF8(0, quotes_unified, sink, nullptr, status);
    check(status);
    return unify(result);
}

/// Folds what stands between runs of more than `kMostMarks`, and leaves those as they are.
std::string fold_between_runs_of_marks(std::string_view text) {
    const icu::Normalizer2& normalizer = nfkc_casefold();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    std::string result;
    std::size_t folded_to = 0;
    std::size_t run_begin = 0;
    std::size_t marks = 0;
    const auto end_run = [&](std::size_t end) {
        if (marks > kMostMarks) {
            result += fold_all(text.substr(folded_to, run_begin - folded_to));
            result += text.substr(run_begin, end - run_begin);
            folded_to = end;
        }
        marks = 0;
    };
    for (std::int64_t at = 0; at < size;) {
        const auto begin = static_cast<std::size_t>(at);
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        if (normalizer.hasBoundaryBefore(code_point)) {
            end_run(begin);
            run_begin = static_cast<std::size_t>(at);
        } else {
            ++marks;
        }
    }
    end_run(text.size());
    return result + fold_all(text.substr(folded_to));
}

std::string fold_ascii(std::string_view text) {
    std::string result(text);
    for (char& byte : result) {
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + ('a' - 'A'));
        if (byte == '`') byte = '\'';
    }
    return result;
}

}  // namespace

std::string fold(std::string_view text) {
    if (is_ascii(text)) return fold_ascii(text);
    return text.size() <= kMostMarks ? fold_all(text) : fold_between_runs_of_marks(text);
}

}  // namespace wirecopy::text
