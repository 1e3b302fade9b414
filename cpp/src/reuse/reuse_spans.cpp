#include "reuse_spans.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

#include "wirecopy/tokens/tokenize.hpp"

#include "spares.hpp"
#include "token_reader.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kTaskBytes = std::size_t{256} << 10U;

/// Words that are looked up, and where the answer goes.
struct Asked {
    WordSpan words;
    tokens::ByteSpan* answer;
};

/// What is asked of each document: both sides of passages, and those members of families that are no paragraphs.
class Questions {
  public:
    Questions(const Reuse& reuse, ReuseSpans& spans, std::size_t documents)
        : reuse_(reuse), spans_(spans), first_(documents + 1, 0) {
        for (std::uint32_t f = 0; f < reuse.families.size(); ++f) {
            const std::vector<Member>& members = reuse.families[f].members;
            for (std::uint32_t m = 0; m < members.size(); ++m) {
                if (members[m].kind != MemberKind::paragraph) members_.push_back({f, m});
            }
        }
        for_each([&](std::uint32_t document, std::size_t) { ++first_[document + 1]; });
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        number_.resize(first_.back());
        std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
        for_each([&](std::uint32_t document, std::size_t number) { number_[next[document]++] = number; });
    }

    /// Leaves them in `asked`.
    void of(std::size_t document, std::vector<Asked>& asked) const {
        asked.clear();
        for (std::size_t i = first_[document]; i < first_[document + 1]; ++i) asked.push_back(question(number_[i]));
    }

  private:
    struct OfFamily {
        std::uint32_t family;
        std::uint32_t member;
    };

    /// Questions count through passages, both sides of each, and then through members.
    template <typename Visit>
    void for_each(const Visit& visit) const {
        std::size_t number = 0;
        for (const Passage& passage : reuse_.passages) {
            visit(passage.document_a, number++);
            visit(passage.document_b, number++);
        }
        for (const auto [family, member] : members_) visit(reuse_.families[family].members[member].document, number++);
    }

    Asked question(std::size_t number) const {
        if (const std::size_t passage = number / 2; passage < reuse_.passages.size()) {
            if (number % 2 == 0) return {reuse_.passages[passage].a, &spans_.passages[passage].a};
            return {reuse_.passages[passage].b, &spans_.passages[passage].b};
        }
        const auto [family, member] = members_[number - 2 * reuse_.passages.size()];
        return {reuse_.families[family].members[member].words, &spans_.families[family][member]};
    }

    const Reuse& reuse_;
    ReuseSpans& spans_;
    std::vector<OfFamily> members_;
    std::vector<std::size_t> first_;
    std::vector<std::size_t> number_;
};

/// Reads again where words stand.
class WordPlaces {
  public:
    WordPlaces(const documents::Corpus& corpus, const tokens::Tokens* tokens, const FlatWords& words)
        : corpus_(corpus), tokens_(tokens), words_(words) {}

    void answer(std::uint32_t document, std::span<const Asked> asked) {
        if (tokens_ != nullptr) return answer_from((*tokens_)[document], asked);
        edges_.clear();
        for (const Asked& one : asked) {
            edges_.push_back({one.words.begin, false, one.answer});
            edges_.push_back({one.words.end - 1, true, one.answer});
        }
        std::sort(edges_.begin(), edges_.end(), [](const Edge& x, const Edge& y) { return x.word < y.word; });
        const FlatDocument of(words_, document);
        for (std::size_t i = 0; i < edges_.size();) {
            const std::uint32_t paragraph = of.paragraph_of(edges_[i].word);
            const WordSpan inside = of.paragraph(paragraph);
            const std::uint32_t begin = read_paragraph(document, words_.first_paragraph(document) + paragraph);
            if (span_.size() != inside.size()) return answer_from(tokenizer_.read_paragraphs(text(document)), asked);
            for (; i < edges_.size() && edges_[i].word < inside.end; ++i) {
                const tokens::ByteSpan span = span_[edges_[i].word - inside.begin];
                if (edges_[i].is_end) {
                    edges_[i].answer->end = begin + span.end;
                } else {
                    edges_[i].answer->begin = begin + span.begin;
                }
            }
        }
    }

  private:
    /// A word with which a span begins or ends.
    struct Edge {
        std::uint32_t word;
        bool is_end;
        tokens::ByteSpan* answer;
    };

    std::string_view text(std::uint32_t document) const { return corpus_.text(document); }

    void answer_from(const tokens::TokenView& view, std::span<const Asked> asked) {
        find_words(view);
        for (const Asked& one : asked) *one.answer = {span_[one.words.begin].begin, span_[one.words.end - 1].end};
    }

    void find_words(const tokens::TokenView& view) {
        span_.clear();
        key_.clear();
        for (std::size_t token = 0; token < view.size(); ++token) {
            if (!view.is_word(token)) continue;
            span_.push_back(view.span(token));
            key_.push_back(view.key(token));
        }
    }

    /// Leaves the spans of its words, counted from the byte that is returned; none where it reads otherwise by itself.
    std::uint32_t read_paragraph(std::uint32_t document, std::size_t paragraph) {
        const auto [begin, end] = words_.paragraph_bytes(paragraph);
        find_words(tokenizer_.read_paragraphs(text(document).substr(begin, end - begin)));
        if (content_hash(key_) != words_.content_hash(paragraph)) span_.clear();
        return begin;
    }

    const documents::Corpus& corpus_;
    const tokens::Tokens* tokens_;
    const FlatWords& words_;
    tokens::Tokenizer tokenizer_;
    std::vector<Edge> edges_;
    std::vector<tokens::ByteSpan> span_;
    std::vector<tokens::TokenKey> key_;
};

/// The places of what is a paragraph, which are known; the others have room.
ReuseSpans paragraph_spans(const Reuse& reuse, const FlatWords& words) {
    ReuseSpans spans;
    const auto bytes = [&](std::uint32_t document, std::uint32_t paragraph) {
        return words.paragraph_bytes(words.first_paragraph(document) + paragraph);
    };
    spans.passages.resize(reuse.passages.size());
    spans.families.reserve(reuse.families.size());
    for (const Family& family : reuse.families) {
        std::vector<tokens::ByteSpan>& of_members = spans.families.emplace_back();
        of_members.reserve(family.members.size());
        for (const Member& member : family.members) of_members.push_back(bytes(member.document, member.paragraph));
    }
    for (const Furniture& one : reuse.furniture) spans.furniture.push_back(bytes(one.document, one.paragraph));
    return spans;
}

}  // namespace

ReuseSpans spans_of(const Reuse& reuse, const documents::Corpus& corpus, const tokens::Tokens* tokens,
                    const FlatWords& words, const parallel::Control& control) {
    ReuseSpans spans = paragraph_spans(reuse, words);
    const Questions questions(reuse, spans, corpus.size());
    const std::vector<DocumentRange> ranges = ranges_of(corpus, kTaskBytes);
    Spares<WordPlaces> places;
    parallel::for_each(ranges.size(), control, [&](std::size_t range) {
        places.with([&] { return std::make_unique<WordPlaces>(corpus, tokens, words); },
                    [&](WordPlaces& of) {
                        std::vector<Asked> asked;
                        for (std::uint32_t d = ranges[range].first; d < ranges[range].last; ++d) {
                            questions.of(d, asked);
                            if (!asked.empty()) of.answer(d, asked);
                        }
                    });
    });
    return spans;
}

}  // namespace wirecopy::reuse
