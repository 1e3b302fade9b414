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

void document_words(const tokens::TokenView& view, std::string_view text, DocumentWords& words) {
    words.key.clear();
    words.span.clear();
    words.quotation.clear();
    words.paragraph_of.clear();
    words.paragraph.clear();
    words.paragraph_span.clear();
    std::uint32_t quotations_before = 0;
    const auto paragraphs = view.paragraph_begin();
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
        const std::size_t begin = paragraphs[p] - view.offset();
        const std::size_t end = p + 1 < paragraphs.size() ? paragraphs[p + 1] - view.offset() : view.size();
        const auto quotation = quotations(view, text, begin, end, quotations_before + 1);
        const auto first = static_cast<std::uint32_t>(words.size());
        for (std::size_t token = begin; token < end; ++token) {
            quotations_before = std::max(quotations_before, quotation[token - begin]);
            if (!view.is_word(token)) continue;
            words.key.push_back(view.key(token));
            words.span.push_back(view.span(token));
            words.quotation.push_back(quotation[token - begin]);
            words.paragraph_of.push_back(static_cast<std::uint32_t>(words.paragraph.size()));
        }
        const auto last = static_cast<std::uint32_t>(words.size());
        if (first == last) continue;
        words.paragraph.push_back({first, last});
        words.paragraph_span.push_back({view.span(begin).begin, view.span(end - 1).end});
    }
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
