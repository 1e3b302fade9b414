#include <algorithm>
#include <numeric>
#include <vector>

#include "wirecopy/reuse/find_reuse.hpp"

#include "token_reader.hpp"

namespace wirecopy::reuse {
namespace {

/// A place to be looked up: words of a document, or one of its paragraphs, and where the answer goes.
struct Asked {
    std::uint32_t document;
    WordSpan words;  ///< or the number of a paragraph, twice
    bool is_paragraph;
    tokens::ByteSpan* answer;
};

tokens::ByteSpan looked_up(const DocumentWords& words, const Asked& one) {
    return one.is_paragraph ? words.paragraph_span[one.words.begin] : words.bytes(one.words);
}

/// Everything to look up, by document.
std::vector<Asked> all_asked(const Reuse& reuse, ReuseSpans& spans) {
    std::vector<Asked> asked;
    for (std::size_t i = 0; i < reuse.passages.size(); ++i) {
        asked.push_back({reuse.passages[i].document_a, reuse.passages[i].a, false, &spans.passages[i].a});
        asked.push_back({reuse.passages[i].document_b, reuse.passages[i].b, false, &spans.passages[i].b});
    }
    const auto ask_member = [&](const Member& member, tokens::ByteSpan& answer) {
        const bool is_paragraph = member.kind == MemberKind::paragraph;
        const WordSpan words = is_paragraph ? WordSpan{member.paragraph, member.paragraph} : member.words;
        asked.push_back({member.document, words, is_paragraph, &answer});
    };
    const auto ask = [&](std::uint32_t document, std::uint32_t paragraph, tokens::ByteSpan& answer) {
        asked.push_back({document, {paragraph, paragraph}, true, &answer});
    };
    for (std::size_t f = 0; f < reuse.families.size(); ++f) {
        const std::vector<Member>& members = reuse.families[f].members;
        for (std::size_t m = 0; m < members.size(); ++m) {
            ask_member(members[m], spans.families[f][m]);
        }
    }
    for (std::size_t i = 0; i < reuse.furniture.size(); ++i) {
        ask(reuse.furniture[i].document, reuse.furniture[i].paragraph, spans.furniture[i]);
    }
    std::sort(asked.begin(), asked.end(), [](const Asked& x, const Asked& y) { return x.document < y.document; });
    return asked;
}

}  // namespace

ReuseSpans spans_of(const Reuse& reuse, const documents::Corpus& corpus, const tokens::Tokens* tokens,
                    const parallel::Control& control) {
    ReuseSpans spans;
    spans.passages.resize(reuse.passages.size());
    for (const Family& family : reuse.families) spans.families.emplace_back(family.members.size());
    spans.furniture.resize(reuse.furniture.size());
    const std::vector<Asked> asked = all_asked(reuse, spans);
    std::vector<std::size_t> first(corpus.size() + 1, 0);
    for (const Asked& one : asked) ++first[one.document + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    const auto wanted = [&](std::size_t d) { return first[d] < first[d + 1]; };
    for_each_read(corpus, tokens, Reading::paragraphs, control, wanted,
                  [&](std::size_t d, const tokens::TokenView& view) {
                      thread_local DocumentWords words;
                      document_words(view, corpus.text(d), words);
                      for (std::size_t i = first[d]; i < first[d + 1]; ++i)
                          *asked[i].answer = looked_up(words, asked[i]);
                  });
    return spans;
}

}  // namespace wirecopy::reuse
