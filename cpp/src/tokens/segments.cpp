#include "wirecopy/tokens/segments.hpp"

#include "byte_search.hpp"

namespace wirecopy::tokens {
namespace {

/// A full stop that UAX #29 may take for a part of a word: what stands behind it is no space and no other mark.
std::size_t find_full_stop_inside(std::string_view text, std::size_t begin, std::size_t end) {
    const auto is_inside = [text](std::size_t at) {
        const auto behind = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : ' ');
        const auto letter = static_cast<unsigned char>((behind | 0x20U) - 'a');
        return text[at] == '.' && (behind >= 0x80 || letter < 26 || (behind >= '0' && behind <= '9') || behind == '_');
    };
#ifdef __SSE2__
    const auto candidates = [](__m128i block) { return _mm_cmpeq_epi8(block, _mm_set1_epi8('.')); };
    return find_byte(text, begin, end, candidates, is_inside);
#else
    while (begin < end && !is_inside(begin)) ++begin;
    return begin;
#endif
}

/// Whether the text may hold another mark that ends sentences and that UAX #29 may take for a part of a word: U+0589,
/// U+2024, U+FE52 and U+FF0E.
bool may_hold_other_full_stop(std::string_view text) {
    if (text.find('\xD6') != text.npos || text.find('\xEF') != text.npos) return true;
    for (std::size_t at = 0; (at = text.find('\xA4', at)) != text.npos; ++at) {
        if (at >= 2 && text.substr(at - 2, 3) == "\u2024") return true;
    }
    return false;
}

}  // namespace

void Segmenter::read(std::string_view text) {
    paragraphs_.clear();
    sentences_.clear();
    append_paragraphs(text, rules_.paragraphs, paragraphs_);
    for (const ByteSpan& paragraph : paragraphs_) {
        append_sentence_begins(text, paragraph, rules_.sentences, sentences_);
    }
}

void Segmenter::read_paragraphs(std::string_view text) {
    paragraphs_.clear();
    sentences_.clear();
    append_paragraphs(text, rules_.paragraphs, paragraphs_);
    const bool always = may_hold_other_full_stop(text);
    std::size_t full_stop = find_full_stop_inside(text, 0, text.size());  // the next
    for (const ByteSpan& paragraph : paragraphs_) {
        if (full_stop < paragraph.begin) full_stop = find_full_stop_inside(text, paragraph.begin, text.size());
        if (always || full_stop < paragraph.end) {
            append_sentence_begins(text, paragraph, rules_.sentences, sentences_);
        } else {
            sentences_.push_back(paragraph.begin);
        }
    }
}

void Segmenter::read(std::string_view text, const parallel::Control& control) {
    constexpr std::size_t kBytes = 256 << 10;  // that a thread reads at a time
    paragraphs_.clear();
    sentences_.clear();
    append_paragraphs(text, rules_.paragraphs, paragraphs_);
    std::vector<std::size_t> first;  // paragraph of each run
    for (std::size_t paragraph = 0; paragraph < paragraphs_.size(); ++paragraph) {
        if (first.empty() || paragraphs_[paragraph].begin - paragraphs_[first.back()].begin >= kBytes)
            first.push_back(paragraph);
    }
    first.push_back(paragraphs_.size());
    std::vector<std::vector<std::uint32_t>> runs(first.size() - 1);
    parallel::for_each(runs.size(), control, [&](std::size_t run) {
        for (std::size_t paragraph = first[run]; paragraph < first[run + 1]; ++paragraph) {
            append_sentence_begins(text, paragraphs_[paragraph], rules_.sentences, runs[run]);
        }
    });
    for (const std::vector<std::uint32_t>& run : runs) sentences_.insert(sentences_.end(), run.begin(), run.end());
}

void Segmenter::mark(std::span<const std::uint32_t> begin, std::span<const std::uint32_t> end, std::uint64_t first,
                     Column<std::uint64_t>& paragraph_begin, Column<std::uint64_t>& sentence_begin) const {
    const auto is_before = [begin](std::size_t token, std::uint32_t at) {
        return token < begin.size() && begin[token] < at;
    };
    std::size_t token = 0;
    std::size_t sentence = 0;
    for (const ByteSpan& paragraph : paragraphs_) {
        const std::size_t paragraph_token = token;
        token = find_at_least(end, token, paragraph.begin + 1);
        const bool is_empty = !is_before(token, paragraph.end);
        if (!is_empty) {
            paragraph_begin.push_back(first + paragraph_token);
            sentence_begin.push_back(first + paragraph_token);
        }
        for (++sentence; sentence < sentences_.size() && sentences_[sentence] < paragraph.end; ++sentence) {
            token = find_at_least(begin, token, sentences_[sentence]);
            if (!is_before(token, paragraph.end)) continue;
            const bool is_inside = token > 0 && end[token - 1] > sentences_[sentence];
            if (!is_inside && sentence_begin.back() != first + token) sentence_begin.push_back(first + token);
        }
        token = is_empty ? paragraph_token : find_at_least(begin, token, paragraph.end);
    }
    if (!begin.empty() && (paragraph_begin.empty() || paragraph_begin.back() < first)) {
        paragraph_begin.push_back(first);
        sentence_begin.push_back(first);
    }
}

std::size_t find_at_least(std::span<const std::uint32_t> ascending, std::size_t from, std::uint32_t value) {
    constexpr std::size_t kStride = 16;
    while (from + kStride <= ascending.size() && ascending[from + kStride - 1] < value) from += kStride;
    if (from + kStride > ascending.size()) {
        while (from < ascending.size() && ascending[from] < value) ++from;
        return from;
    }
    // Counted rather than searched: what no branch depends on is not mispredicted.
    std::uint32_t below = 0;
    for (std::size_t i = 0; i < kStride; ++i) below += ascending[from + i] < value ? 1U : 0U;
    return from + below;
}

}  // namespace wirecopy::tokens
