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

/// Words of a document that are looked up, and where the answer goes.
struct Asked {
    std::uint32_t document;
    WordSpan words;
    tokens::ByteSpan* answer;
};

/// What is asked of each document.
class Questions {
  public:
    Questions(std::vector<Asked> asked, std::size_t documents) : asked_(std::move(asked)), first_(documents + 1, 0) {
        for (const Asked& one : asked_) ++first_[one.document + 1];
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        order_.resize(asked_.size());
        std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
        for (std::size_t i = 0; i < asked_.size(); ++i) order_[next[asked_[i].document]++] = &asked_[i];
    }

    std::span<const Asked* const> of(std::size_t document) const {
        return std::span(order_).subspan(first_[document], first_[document + 1] - first_[document]);
    }

  private:
    std::vector<Asked> asked_;
    std::vector<std::size_t> first_;
    std::vector<const Asked*> order_;
};

/// Reads again where words stand.
class WordPlaces {
  public:
    WordPlaces(const documents::Corpus& corpus, const tokens::Tokens* tokens, const FlatWords& words)
        : corpus_(corpus), tokens_(tokens), words_(words) {}

    void answer(std::uint32_t document, std::span<const Asked* const> asked) {
        if (tokens_ != nullptr) return answer_from((*tokens_)[document], asked);
        edges_.clear();
        for (const Asked* one : asked) {
            edges_.push_back({one->words.begin, false, one->answer});
            edges_.push_back({one->words.end - 1, true, one->answer});
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

    void answer_from(const tokens::TokenView& view, std::span<const Asked* const> asked) {
        find_words(view);
        for (const Asked* one : asked) *one->answer = {span_[one->words.begin].begin, span_[one->words.end - 1].end};
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

std::vector<Asked> all_asked(const Reuse& reuse, const FlatWords& words, ReuseSpans& spans) {
    std::vector<Asked> asked;
    asked.reserve(2 * reuse.passages.size());
    for (std::size_t i = 0; i < reuse.passages.size(); ++i) {
        asked.push_back({reuse.passages[i].document_a, reuse.passages[i].a, &spans.passages[i].a});
        asked.push_back({reuse.passages[i].document_b, reuse.passages[i].b, &spans.passages[i].b});
    }
    const auto bytes = [&](std::uint32_t document, std::uint32_t paragraph) {
        return words.paragraph_bytes(words.first_paragraph(document) + paragraph);
    };
    for (std::size_t f = 0; f < reuse.families.size(); ++f) {
        const std::vector<Member>& members = reuse.families[f].members;
        for (std::size_t m = 0; m < members.size(); ++m) {
            if (members[m].kind == MemberKind::paragraph) {
                spans.families[f][m] = bytes(members[m].document, members[m].paragraph);
            } else {
                asked.push_back({members[m].document, members[m].words, &spans.families[f][m]});
            }
        }
    }
    for (std::size_t i = 0; i < reuse.furniture.size(); ++i) {
        spans.furniture[i] = bytes(reuse.furniture[i].document, reuse.furniture[i].paragraph);
    }
    return asked;
}

}  // namespace

ReuseSpans spans_of(const Reuse& reuse, const documents::Corpus& corpus, const tokens::Tokens* tokens,
                    const FlatWords& words, const parallel::Control& control) {
    ReuseSpans spans;
    spans.passages.resize(reuse.passages.size());
    for (const Family& family : reuse.families) spans.families.emplace_back(family.members.size());
    spans.furniture.resize(reuse.furniture.size());
    const Questions questions(all_asked(reuse, words, spans), corpus.size());
    const std::vector<DocumentRange> ranges = ranges_of(corpus, kTaskBytes);
    Spares<WordPlaces> places;
    parallel::for_each(ranges.size(), control, [&](std::size_t range) {
        places.with([&] { return std::make_unique<WordPlaces>(corpus, tokens, words); },
                    [&](WordPlaces& of) {
                        for (std::uint32_t d = ranges[range].first; d < ranges[range].last; ++d) {
                            if (!questions.of(d).empty()) of.answer(d, questions.of(d));
                        }
                    });
    });
    return spans;
}

}  // namespace wirecopy::reuse
