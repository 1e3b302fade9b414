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
    words.quotation.assign(view.size(), 0);
    words.paragraph.clear();
    words.paragraph_span.clear();
    thread_local std::vector<PlacedMark> placed;
    std::vector<PlacedMark>& marks = placed;
    marks.resize(view.size() + 1);
    const QuotationKeys quotation_keys = QuotationKeys::all();
    std::uint32_t size = 0;
    std::uint32_t next_quotation = 1;
    const auto paragraphs = view.paragraph_begin();
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
        const std::size_t begin = paragraphs[p] - view.offset();
        const std::size_t end = p + 1 < paragraphs.size() ? paragraphs[p + 1] - view.offset() : view.size();
        const std::uint32_t first = size;
        std::size_t marked = 0;
        for (std::size_t token = begin; token < end; ++token) {
            // What is no word, and what is no mark, is written over by the next one.
            const tokens::TokenKey key = view.key(token);
            const bool is_word = view.is_word(token);
            words.key[size] = key;
            words.span[size] = view.span(token);
            marks[marked] = {static_cast<std::uint32_t>(token), size};
            size += is_word ? 1 : 0;
            marked += static_cast<std::size_t>(!is_word) & static_cast<std::size_t>(quotation_keys.has(key));
        }
        next_quotation = quotations(view, text, std::span(marks).first(marked), next_quotation,
                                    std::span(words.quotation).first(size));
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
