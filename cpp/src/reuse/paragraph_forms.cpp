#include "wirecopy/reuse/paragraph_forms.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace wirecopy::reuse {
namespace {

/// So many words must remain when names and numbers are left out, or a paragraph is compared whole.
constexpr std::size_t kRemaining = 6;

/// Where the digits of ASCII in a text stand, then a place behind all.
void find_digits(std::string_view text, std::vector<std::uint32_t>& places) {
    constexpr std::size_t kBlock = 64;
    const auto is_digit = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at] - '0') < 10; };
    places.clear();
    for (std::size_t begin = 0; begin < text.size(); begin += kBlock) {
        const std::size_t end = std::min(begin + kBlock, text.size());
        bool any = false;
        for (std::size_t at = begin; at < end; ++at) any |= is_digit(at);
        if (!any) continue;
        for (std::size_t at = begin; at < end; ++at) {
            if (is_digit(at)) places.push_back(static_cast<std::uint32_t>(at));
        }
    }
    places.push_back(std::numeric_limits<std::uint32_t>::max());
}

/// Whether a word begins with a letter beyond ASCII that is a capital, or a digit.
bool begins_with_capital(std::string_view word) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
    const auto size = static_cast<std::int64_t>(word.size());
    std::int64_t at = 0;
    UChar32 first = 0;
    U8_NEXT(bytes, at, size, first);
    return u_isupper(first) != 0 || u_isdigit(first) != 0;
}

/// Tells which words of a text have a digit or begin with a capital; asked in their order.
class Varying {
  public:
    explicit Varying(std::string_view text) : text_(text) {
        thread_local std::vector<std::uint32_t> memory;
        find_digits(text, memory);
        next_digit_ = memory.data();
    }

    bool varies(tokens::ByteSpan span) {
        while (*next_digit_ < span.begin) ++next_digit_;
        const auto first = static_cast<std::uint8_t>(text_[span.begin]);
        if (first >= 0x80 && begins_with_capital(text_.substr(span.begin, span.end - span.begin))) return true;
        return static_cast<int>(*next_digit_ < span.end) |
               static_cast<int>(static_cast<std::uint8_t>(first - 'A') < 26);
    }

  private:
    std::string_view text_;
    const std::uint32_t* next_digit_;
};

Form form_of(const DocumentWords& words, WordSpan paragraph, Varying& varying) {
    thread_local std::vector<tokens::TokenKey> memory;
    std::vector<tokens::TokenKey>& kept = memory;
    kept.resize(paragraph.size() + 1);
    std::size_t size = 0;
    for (std::uint32_t word = paragraph.begin; word < paragraph.end; ++word) {
        // What varies is written over by the next one.
        kept[size] = words.key[word];
        size += varying.varies(words.span[word]) ? 0 : 1;
    }
    if (size < kRemaining || 2 * size < paragraph.size()) return content_hash(words.keys(paragraph));
    kept[size] = 0;  // not the form of a paragraph that is just these words
    return content_hash(std::span(kept).first(size + 1));
}

}  // namespace

std::vector<Form> paragraph_forms(const DocumentWords& words, std::string_view text) {
    std::vector<Form> forms;
    forms.reserve(words.paragraph.size());
    Varying varying(text);
    for (const WordSpan paragraph : words.paragraph) forms.push_back(form_of(words, paragraph, varying));
    return forms;
}

}  // namespace wirecopy::reuse
