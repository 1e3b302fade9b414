#include "wirecopy/reuse/document_words.hpp"

#define XXH_INLINE_ALL
#include <algorithm>

#include <xxhash.h>

#include "wirecopy/reuse/quotations.hpp"

namespace wirecopy::reuse {

WordSpan DocumentWords::in_bytes(tokens::ByteSpan bytes) const {
    const auto first_from = [this](std::uint32_t byte) {
        const auto before = [](tokens::ByteSpan one, std::uint32_t at) { return one.begin < at; };
        return static_cast<std::uint32_t>(std::lower_bound(span.begin(), span.end(), byte, before) - span.begin());
    };
    return {first_from(bytes.begin), first_from(bytes.end)};
}

std::uint32_t DocumentWords::paragraph_of(std::uint32_t word) const {
    const auto before = [](std::uint32_t at, WordSpan one) { return at < one.end; };
    return static_cast<std::uint32_t>(std::upper_bound(paragraph.begin(), paragraph.end(), word, before) -
                                      paragraph.begin());
}

void document_words(const tokens::TokenView& view, std::string_view text, DocumentWords& words) {
    words.key.resize(view.size());
    words.span.resize(view.size());
    words.quotation.resize(view.size());
    words.paragraph.clear();
    words.paragraph_span.clear();
    std::uint32_t size = 0;
    std::uint32_t next_quotation = 1;
    thread_local std::vector<std::uint32_t> numbers;
    std::vector<std::uint32_t>& quotation = numbers;
    const auto paragraphs = view.paragraph_begin();
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
        const std::size_t begin = paragraphs[p] - view.offset();
        const std::size_t end = p + 1 < paragraphs.size() ? paragraphs[p + 1] - view.offset() : view.size();
        next_quotation = quotations(view, text, begin, end, next_quotation, quotation);
        const std::uint32_t first = size;
        for (std::size_t token = begin; token < end; ++token) {
            // What is no word is written over by the next one.
            words.key[size] = view.key(token);
            words.span[size] = view.span(token);
            words.quotation[size] = quotation[token - begin];
            size += view.is_word(token) ? 1 : 0;
        }
        if (first == size) continue;
        words.paragraph.push_back({first, size});
        words.paragraph_span.push_back({view.span(begin).begin, view.span(end - 1).end});
    }
    words.key.resize(size);
    words.span.resize(size);
    words.quotation.resize(size);
}

DocumentWords document_words(const tokens::TokenView& view, std::string_view text) {
    DocumentWords words;
    document_words(view, text, words);
    return words;
}

std::uint64_t content_hash(std::span<const tokens::TokenKey> keys) {
    return XXH3_128bits(keys.data(), keys.size_bytes()).low64;
}

}  // namespace wirecopy::reuse
