#include "token_finder.hpp"

#include "dictionary_words.hpp"
#include "spaceless_words.hpp"

namespace wirecopy::tokens {

void TokenFinder::find(std::string_view text, const SegmentRules& rules, std::span<const std::uint32_t> sentences,
                       std::optional<bool> is_korean, TokenTable& to) {
    const std::size_t first = to.size();
    find_words(text, rules.words, to);
    if (rules.words == WordRules::unicode) {
        leave_alone(to, first);
    } else {
        news_.refine(text, first, to);
        if (has_spaceless_letters(to, first)) {
            if (is_korean ? *is_korean : tokens::is_korean(text)) join_han(text, to, first);
            join_by_dictionary(text, to, first);
        }
    }
    if (rules.sentences == SentenceRules::news) cutter_.cut_at_sentences(text, sentences, first, to);
    add_keys(text, first, to);
}

void TokenFinder::add_keys(std::string_view text, std::size_t first, TokenTable& to) {
    to.key.resize(to.size());
    const auto begin = std::span<const std::uint32_t>(to.begin).subspan(first);
    const auto end = std::span<const std::uint32_t>(to.end).subspan(first);
    keys_.make_keys(text, begin, end, to.key.data() + first);
}

}  // namespace wirecopy::tokens
