#include "term_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/text/utf8.hpp"

#include "murmur_hash.hpp"
#include "normalise.hpp"
#include "term_hash.hpp"

namespace wirecopy::vectors {
namespace {

RunsOf runs_of(Units units) {
    return units == Units::word_characters ? RunsOf::word_characters : RunsOf::all_but_spaces;
}

/// Makes the last bytes of a text as readable as `padded_term_hash` asks.
void pad(tokens::Column<char>& text) {
    const std::size_t size = text.size();
    text.resize(size + kTermPiece);
    std::fill_n(text.data() + size, kTermPiece, '\0');
    text.resize(size);
}

/// True when a piece of well-formed UTF-8 that is not empty is more than one character.
bool several_characters(std::string_view piece) {
    return text::character_at(piece, 0).size < piece.size();
}

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};

}  // namespace

std::size_t size_of(const Documents& documents) {
    return std::visit(Overloaded{[](const WordLists& lists) { return lists.document_begin.size() - 1; },
                                 [](const auto& others) { return others.size(); }},
                      documents);
}

TermReader::TermReader(const Analysis& analysis, TermKeys keys)
    : analysis_(analysis),
      keys_(keys),
      by_token_key_(keys == TermKeys::distinct && analysis.units == Units::words && analysis.longest == 1 &&
                    analysis.lowercase && analysis.accents == Accents::keep),
      runs_(runs_of(analysis.units)) {
    for (const std::string& word : analysis_.stop_words) {
        // Words of our own are folded before they are looked up.
        const bool folded = analysis.units == Units::words && analysis.lowercase;
        stop_words_.number(by_token_key_ ? tokens::token_key(word) : term_hash(folded ? text::fold(word) : word));
    }
    if (analysis.units == Units::words) tokenizer_ = std::make_unique<tokens::Tokenizer>();
}

std::uint64_t TermReader::padded_key(std::string_view form) const {
    return keys_ == TermKeys::murmur ? murmur_hash(form) : padded_term_hash(form);
}

std::optional<std::uint64_t> TermReader::key_of(std::string_view name) const {
    if (!by_token_key_) return term_hash(name);
    // Keys are of folded forms: a name that is none stands for no term.
    return text::fold(name) == name ? std::optional(tokens::token_key(name)) : std::nullopt;
}

void TermReader::append_name(const Term& term, tokens::Column<char>& to) const {
    if (by_token_key_) {
        to.append(text::fold(source_.substr(term.begin, term.end - term.begin)));
    } else {
        to.append({text_.data() + term.begin, term.end - term.begin});
    }
}

std::span<const Term> TermReader::read(const Documents& documents, std::size_t document) {
    terms_.clear();
    units_.clear();
    text_.clear();
    std::visit(Overloaded{[&](const documents::Corpus& corpus) { read_text(corpus.text(document)); },
                          [&](const tokens::Tokens& tokens) {
                              const std::string_view text = tokens.corpus().text(document);
                              if (analysis_.units != Units::words) return read_text(text);
                              read_tokens(text, tokens[document]);
                          },
                          [&](const WordLists& lists) {
                              const auto first = static_cast<std::size_t>(lists.document_begin[document]);
                              const auto last = static_cast<std::size_t>(lists.document_begin[document + 1]);
                              for (std::size_t word = first; word < last; ++word) add_word(lists.words[word]);
                              add_terms(units_, false);
                          }},
               documents);
    return terms_;
}

void TermReader::read_text(std::string_view text) {
    if (analysis_.units == Units::words) return read_tokens(text, tokenizer_->read(text));
    if (analysis_.lowercase) {
        lower(text, normalised_);
    } else {
        normalised_.clear();
        normalised_.append(text);
    }
    strip_accents(analysis_.accents, normalised_);
    if (analysis_.units == Units::word_characters) return read_word_characters();
    if (analysis_.units == Units::characters) return read_characters();
    read_padded_words();
}

void TermReader::read_tokens(std::string_view text, const tokens::TokenView& tokens) {
    source_ = text;
    if (by_token_key_) {
        terms_.resize(tokens.size());
        std::size_t written = 0;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto [begin, end] = tokens.span(i);
            terms_[written] = {tokens.key(i), begin, end};
            written += tokens.is_word(i) && !is_stop_word(tokens.key(i)) ? 1 : 0;
        }
        return terms_.resize(written);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens.is_word(i)) continue;
        const auto [begin, end] = tokens.span(i);
        const std::string_view word = text.substr(begin, end - begin);
        normalised_.clear();
        normalised_.append(analysis_.lowercase ? std::string_view(text::fold(word)) : word);
        strip_accents(analysis_.accents, normalised_);
        if (normalised_.size() != 0) add_word(view(normalised_));
    }
    add_terms(units_, false);
}

void TermReader::read_word_characters() {
    pad(normalised_);
    const std::string_view text = view(normalised_);
    const bool alone = analysis_.longest == 1 && stop_words_.size() == 0;
    runs_.find(text);
    if (!alone) {
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            const std::string_view word = text.substr(runs_.begin(i), runs_.end(i) - runs_.begin(i));
            if (several_characters(word)) add_word(word);
        }
        return add_terms(units_, false);
    }
    const auto write = [&](auto key) {
        terms_.resize(runs_.size());
        std::size_t written = 0;
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            const std::string_view word = text.substr(runs_.begin(i), runs_.end(i) - runs_.begin(i));
            terms_[written] = {key(word), runs_.begin(i), runs_.end(i)};
            written += several_characters(word) ? 1 : 0;
        }
        terms_.resize(written);
    };
    if (keys_ == TermKeys::murmur) {
        write([](std::string_view word) { return std::uint64_t{murmur_hash(word)}; });
    } else {
        write([](std::string_view word) { return padded_term_hash(word); });
    }
    std::swap(text_, normalised_);  // words that are not joined are pieces of the text as it is
}

void TermReader::read_characters() {
    const std::string_view text = view(normalised_);
    for (std::size_t at = 0; at < text.size();) {
        auto [code_point, size] = text::character_at(text, at);
        std::size_t end = at + size;
        const auto begin = static_cast<std::uint32_t>(text_.size());
        if (is_space(code_point) && end < text.size() && is_space(text::character_at(text, end).code_point)) {
            while (end < text.size() && is_space(text::character_at(text, end).code_point)) {
                end += text::character_at(text, end).size;
            }
            text_.push_back(' ');
        } else {
            text_.append(text.substr(at, size));
        }
        add_character(begin, static_cast<std::uint32_t>(text_.size()));
        at = end;
    }
    add_terms(units_, false);
}

void TermReader::read_padded_words() {
    const std::string_view text = view(normalised_);
    runs_.find(text);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const std::uint32_t begin = runs_.begin(i);
        const std::uint32_t end = runs_.end(i);
        units_.clear();
        const auto space = [&] {
            const auto at = static_cast<std::uint32_t>(text_.size());
            text_.push_back(' ');
            add_character(at, at + 1);
        };
        space();
        const auto first = static_cast<std::uint32_t>(text_.size());
        text_.append(text.substr(begin, end - begin));
        for (std::uint32_t at = begin; at < end;) {
            const std::uint32_t size = text::character_at(text, at).size;
            add_character(first + at - begin, first + at - begin + size);
            at += size;
        }
        space();
        add_terms(units_, true);
    }
}

void TermReader::add_word(std::string_view word) {
    if (is_stop_word(term_hash(word))) return;
    if (!units_.empty()) text_.push_back(' ');
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_.append(word);
    units_.push_back({begin, static_cast<std::uint32_t>(text_.size())});
}

void TermReader::add_terms(std::span<const ByteRun> run, bool whole_if_short) {
    pad(text_);
    const auto add = [&](std::uint32_t begin, std::uint32_t end) {
        terms_.push_back({padded_key({text_.data() + begin, end - begin}), begin, end});
    };
    for (std::size_t n = analysis_.shortest; n <= analysis_.longest; ++n) {
        if (whole_if_short && n >= run.size()) return add(run.front().begin, run.back().end);
        if (n > run.size()) return;
        for (std::size_t i = 0; i + n <= run.size(); ++i) add(run[i].begin, run[i + n - 1].end);
    }
}

}  // namespace wirecopy::vectors
