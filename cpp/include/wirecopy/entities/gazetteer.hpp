#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/entities/mention.hpp"
#include "wirecopy/entities/words.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// Known names, looked up in texts word by word.
///
/// Only whole words match, the longest name first, and the same word never twice. Quotes, dashes, hyphens or spaces
/// between words, full stops of abbreviations and a possessive 's behind the name do not count. Case: a word that a
/// name writes with a capital must have one in the text; a name of one word in all capitals ("US", "WHO") must be all
/// capitals. A name that several entities carry is found as nobody's.
class Gazetteer {
  public:
    static constexpr std::int32_t kSeveral = -1;

    struct Match {
        std::size_t first;  ///< words, both included
        std::size_t last;
        bool whole;           ///< the last word's 's belongs to the name ("McDonald's")
        std::int32_t entity;  ///< kSeveral when the name belongs to several
    };

    /// A row a name. The first row of an entity gives its display name and kind.
    /// Throws std::invalid_argument, with the row, for a name without a word and for an empty entity.
    Gazetteer(const documents::StringColumn& entities, const documents::StringColumn& names,
              const documents::StringColumn& kinds);

    std::size_t names() const { return aliases_.size(); }
    /// Entities in order of their ids.
    const std::vector<Entity>& entities() const { return entities_; }

    /// The names in one document, left to right. O(words x words of the longest name).
    std::vector<Match> match(const std::vector<Word>& words) const;

    /// All mentions in a corpus, in its order; `entity` counts in `entities()`.
    std::vector<Mention> find(const tokens::Tokens& tokens, const parallel::Control& control) const;

  private:
    struct Alias {
        std::vector<Word> words;
        std::int32_t entity;
    };

    void add(std::vector<Word> words, std::int32_t entity);
    const Alias* at(std::uint64_t hash, const std::vector<Word>& words, std::size_t first, std::size_t last) const;

    std::vector<Entity> entities_;
    std::vector<Alias> aliases_;
    std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
    std::unordered_map<tokens::TokenKey, std::size_t> longest_;  ///< words of the longest name that starts so
};

/// Where a match stands in the text.
tokens::ByteSpan span_of(const std::vector<Word>& words, const Gazetteer::Match& match);

}  // namespace wirecopy::entities
