#include "wirecopy/entities/gazetteer.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::uint64_t kSeed = 0x9e3779b97f4a7c15;

std::uint64_t extended(std::uint64_t hash, tokens::TokenKey key) {
    hash = (hash ^ key) * 0xff51afd7ed558ccd;
    return hash ^ (hash >> 32);
}

/// Gaps over which a name goes on although the gazetteer writes it differently.
bool is_loose(const Word& word) {
    return word.gap == Gap::space || word.gap == Gap::hyphen || word.gap == Gap::nothing ||
           word.gap == Gap::apostrophe || (word.gap == Gap::stop && !word.opens);
}

bool case_fits(const Word& alias, const Word& word, bool alone) {
    if (alone && alias.shape == Shape::upper) return word.shape == Shape::upper;
    return !alias.cased_up() || word.cased_up();
}

/// Tokens of texts that belong to no corpus.
std::vector<tokens::TokenTable> tokenized(const documents::StringColumn& texts, const documents::Corpus& corpus) {
    return texts.size() == 0 ? std::vector<tokens::TokenTable>(1) : tokens::tokenize(corpus, {1, {}});
}

/// A corpus whose ids are the numbers of its texts.
class Numbered {
  public:
    explicit Numbered(const documents::StringColumn& texts) {
        offsets_.push_back(0);
        for (std::size_t row = 0; row < texts.size(); ++row) {
            ids_ += std::to_string(row);
            offsets_.push_back(static_cast<std::int64_t>(ids_.size()));
        }
    }

    documents::Corpus corpus(const documents::StringColumn& texts) const {
        documents::Columns columns{{ids_, offsets_},
                                   std::vector<std::int32_t>(texts.size(), -1),
                                   std::vector<std::int32_t>(texts.size(), -1),
                                   std::vector<documents::Interval>(texts.size())};
        return {{texts}, std::move(columns), nullptr};
    }

  private:
    std::string ids_;
    std::vector<std::int64_t> offsets_;
};

}  // namespace

Gazetteer::Gazetteer(const documents::StringColumn& entities, const documents::StringColumn& names,
                     const documents::StringColumn& kinds) {
    if (entities.size() != names.size() || kinds.size() != names.size()) {
        throw std::invalid_argument("entity, name and kind differ in length");
    }
    std::map<std::string_view, std::size_t> first_row;
    for (std::size_t row = 0; row < names.size(); ++row) {
        if (entities[row].empty()) throw std::invalid_argument("row " + std::to_string(row) + ": entity is empty");
        first_row.try_emplace(entities[row], row);
    }
    std::map<std::string_view, std::int32_t> codes;
    for (const auto& [entity, row] : first_row) {
        codes[entity] = static_cast<std::int32_t>(entities_.size());
        entities_.push_back({std::string(entity), std::string(names[row]), std::string(kinds[row])});
    }
    const Numbered numbered(names);
    const documents::Corpus corpus = numbered.corpus(names);
    const std::vector<tokens::TokenTable> tables = tokenized(names, corpus);
    for (std::size_t row = 0; row < names.size(); ++row) {
        std::vector<Word> words = words_of(names[row], tokens::TokenView(tables.front(), row));
        if (words.empty()) {
            throw std::invalid_argument("row " + std::to_string(row) + ": the name '" + std::string(names[row]) +
                                        "' of entity '" + std::string(entities[row]) + "' holds no word");
        }
        add(std::move(words), codes[entities[row]]);
    }
}

void Gazetteer::add(std::vector<Word> words, std::int32_t entity) {
    std::uint64_t hash = kSeed;
    for (const Word& word : words) hash = extended(hash, word.whole);
    std::size_t& longest = longest_[words.front().whole];
    longest = std::max(longest, words.size());
    by_hash_.emplace(hash, static_cast<std::uint32_t>(aliases_.size()));
    aliases_.push_back({std::move(words), entity});
}

const Gazetteer::Alias* Gazetteer::at(std::uint64_t hash, const std::vector<Word>& words, std::size_t first,
                                      std::size_t last) const {
    static const Alias several{{}, kSeveral};
    const Alias* found = nullptr;
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
        const Alias& alias = aliases_[it->second];
        bool fits = alias.words.size() == last - first + 1;
        for (std::size_t i = 0; fits && i < alias.words.size(); ++i) {
            const Word& word = words[first + i];
            const bool same =
                alias.words[i].whole == word.whole || (first + i == last && alias.words[i].whole == word.key);
            const bool gap = i == 0 || is_loose(word) || (word.gap == alias.words[i].gap && word.gap != Gap::line);
            fits = same && gap && case_fits(alias.words[i], word, alias.words.size() == 1);
        }
        if (!fits) continue;
        if (found != nullptr && found->entity != alias.entity) return &several;
        found = &alias;
    }
    return found;
}

std::vector<Gazetteer::Match> Gazetteer::match(const std::vector<Word>& words) const {
    std::vector<Match> matches;
    for (std::size_t first = 0; first < words.size();) {
        std::size_t longest = 0;
        for (const tokens::TokenKey start : {words[first].whole, words[first].key}) {
            const auto it = longest_.find(start);
            if (it != longest_.end()) longest = std::max(longest, it->second);
        }
        Match best{first, first, false, kSeveral};
        bool found = false;
        std::uint64_t prefix = kSeed;
        for (std::size_t last = first; last < words.size() && last < first + longest; ++last) {
            for (const bool whole : {false, true}) {
                if (whole && !words[last].possessive) continue;
                const std::uint64_t hash = extended(prefix, whole ? words[last].whole : words[last].key);
                const Alias* alias = at(hash, words, first, last);
                if (alias == nullptr) continue;
                best = {first, last, whole, alias->entity};
                found = true;
            }
            prefix = extended(prefix, words[last].whole);
        }
        if (found) matches.push_back(best);
        first = found ? best.last + 1 : first + 1;
    }
    return matches;
}

tokens::ByteSpan span_of(const std::vector<Word>& words, const Gazetteer::Match& match) {
    return {words[match.first].span.begin, match.whole ? words[match.last].whole_end : words[match.last].span.end};
}

std::vector<Mention> Gazetteer::find(const tokens::Tokens& tokens, const parallel::Control& control) const {
    std::vector<std::vector<Mention>> found(tokens.size());
    parallel::for_each(tokens.size(), control, [&](std::size_t document) {
        const std::vector<Word> words = words_of(tokens.corpus().text(document), tokens[document]);
        for (const Match& each : match(words)) {
            const Rule rule = each.entity == kSeveral ? Rule::ambiguous : Rule::gazetteer;
            found[document].push_back({static_cast<std::uint32_t>(document), span_of(words, each), each.entity, rule});
        }
    });
    std::vector<Mention> mentions;
    for (const auto& part : found) mentions.insert(mentions.end(), part.begin(), part.end());
    return mentions;
}

}  // namespace wirecopy::entities
