#include "wirecopy/tokens/segments.hpp"

#include <algorithm>

#include "scan_notes.hpp"

namespace wirecopy::tokens {
namespace {

/// Whether the mark at `at` may be a part of a word by UAX #29, so that a sentence may begin inside one: a full stop
/// that no space and no other mark of ASCII follows, or any mark beyond ASCII.
bool may_be_inside_word(std::string_view text, std::size_t at) {
    const auto behind = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : ' ');
    const auto letter = static_cast<unsigned char>((behind | 0x20U) - 'a');
    const bool attached = behind >= 0x80 || letter < 26 || (behind >= '0' && behind <= '9') || behind == '_';
    return static_cast<unsigned char>(text[at]) >= 0x80 || (text[at] == '.' && attached);
}

}  // namespace

template <typename Needs>
void Segmenter::read(std::string_view text, const ScanNotes& notes, Needs needs_sentences) {
    paragraphs_.clear();
    sentences_.clear();
    append_paragraphs(text, rules_.paragraphs, notes.line_ends, paragraphs_);
    const std::uint32_t* mark = notes.sentence_ends.begin();
    for (const ByteSpan& paragraph : paragraphs_) {
        while (mark != notes.sentence_ends.end() && *mark < paragraph.begin) ++mark;
        const std::uint32_t* const first = mark;
        while (mark != notes.sentence_ends.end() && *mark < paragraph.end) ++mark;
        const std::span<const std::uint32_t> marks(first, mark);
        if (!needs_sentences(marks)) {
            sentences_.push_back(paragraph.begin);
        } else if (rules_.sentences == SentenceRules::news) {
            append_sentence_begins(text, paragraph, marks, sentences_);
        } else {
            append_sentence_begins(text, paragraph, rules_.sentences, sentences_);
        }
    }
}

void Segmenter::read(std::string_view text, const ScanNotes& notes) {
    read(text, notes, [](auto) { return true; });
}

void Segmenter::read_paragraphs(std::string_view text, const ScanNotes& notes) {
    read(text, notes, [text](std::span<const std::uint32_t> marks) {
        return std::any_of(marks.begin(), marks.end(), [text](auto at) { return may_be_inside_word(text, at); });
    });
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
    if (from < ascending.size() && ascending[from] >= value) return from;
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
