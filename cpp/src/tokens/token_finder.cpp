#include "token_finder.hpp"

#include "dictionary_words.hpp"
#include "spaceless_words.hpp"

namespace wirecopy::tokens {

const ScanNotes& TokenFinder::scan(std::string_view text, WordRules rules, TokenTable& to) {
    find_words(text, rules, to, notes_);
    return notes_;
}

void TokenFinder::finish(std::string_view text, const SegmentRules& rules, std::span<const std::uint32_t> sentences,
                         std::optional<bool> is_korean, std::size_t first, TokenTable& to) {
    if (rules.words == WordRules::unicode) {
        if (!notes_.is_common) leave_alone(to, first);
    } else {
        news_.refine(text, notes_, first, to);
        if (!notes_.is_common && has_spaceless_letters(to, first)) {
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
