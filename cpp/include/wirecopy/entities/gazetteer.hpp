#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/entities/mention.hpp"
#include "wirecopy/entities/spelling.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// How a name must be cased in the text.
enum class NameCase : std::uint8_t {
    any,       ///< as it likes
    capitals,  ///< a word that the name writes with a capital has one, but after a hyphen
    acronym,   ///< no small letter
};

/// What a gazetteer finds, in order of the documents and of the text.
struct Located {
    std::vector<Mention> mentions;  ///< `entity` counts in the gazetteer's entities, Gazetteer::kSeveral for several
    std::vector<EntityCandidate> candidates;  ///< of the mentions that name several
};

/// Known names, looked up in texts word by word: one block of memory, made from columns or mapped from a file.
///
/// Whole words match, and words are equal when their spelling is (`spelling`). Between words a space, a hyphen, an
/// apostrophe, the full stop of an abbreviation or nothing are one: "Jong-un", "Jong un", "Jongun"; two words with a
/// space between are joined only where a third stands apart, so that "Sun Day" is no "Sunday". Other marks must be the
/// name's. A possessive 's may follow, a Korean particle, in German texts a genitive s. A name goes over no end of a
/// line unless the text is wrapped there. An acronym that is a common word ("WHO", "US") does not count in lines that
/// have no small letter.
///
/// Prefixes of names are looked up by 64-bit hashes: two names of a million share one by chance once in 10^7 lists.
class Gazetteer {
  public:
    static constexpr std::int32_t kSeveral = -1;

    /// Makes a gazetteer of rows, a row a name; the first row of an entity gives its display name and kind.
    ///
    /// `cases`: NameCase, or kAutomatic for an acronym where a name is one word of two or more capitals, else capitals.
    /// O(names); throws std::invalid_argument, with the row, for a name without a word and for an empty entity.
    static Gazetteer build(const documents::StringColumn& entities, const documents::StringColumn& names,
                           const documents::StringColumn& kinds, std::span<const std::uint8_t> cases);
    static constexpr std::uint8_t kAutomatic = 255;

    /// The gazetteer whose `bytes()` these are, aligned to 64 bytes; `owner` keeps them alive. O(1): only what is
    /// looked up is read. Throws std::invalid_argument when they are not such bytes.
    static Gazetteer open(std::span<const std::byte> bytes, std::shared_ptr<const void> owner);

    std::span<const std::byte> bytes() const { return bytes_; }

    documents::StringColumn names() const { return names_; }
    std::span<const std::int32_t> name_entity() const { return name_entity_; }
    std::span<const std::uint8_t> name_case() const { return name_case_; }
    /// Ids of entities, ascending; and the kind and first name of each.
    documents::StringColumn ids() const { return ids_; }
    documents::StringColumn kinds() const { return kinds_; }
    std::span<const std::uint32_t> entity_kind() const { return entity_kind_; }
    Entity entity(std::int32_t number) const;
    bool has(std::string_view id) const;

    /// All mentions in a corpus, in its order: at each place the longest name, no word twice; with `overlapping` every
    /// name at every place. `made`: tokens that somebody else found; null: by `tokens::find_words`.
    ///
    /// A mention of several entities weighs each by 1 + its other mentions in the document, twice where its name is
    /// written exactly so; the scores are these weights over their sum. O(words).
    Located find(const documents::Corpus& corpus, const tokens::Tokens* made, bool overlapping,
                 const parallel::Control& control) const;

  private:
    friend class GazetteerMatcher;
    friend class GazetteerBuilder;
    friend class NodeTable;

    enum Flag : std::uint8_t {
        kEnds = 1,      ///< of a node: a name ends here
        kGoesOn = 2,    ///< of a node: a longer name goes on
        kManyEnd = 4,   ///< of a node: `name` counts in the endings, where those of this node begin
        kLastEnds = 8,  ///< of an ending: the last of its node
        kCommon = 16,   ///< an acronym that is a common word
    };
    /// A name, and how it must be cased.
    struct Ending {
        std::uint32_t name;
        std::uint16_t capitals;  ///< a bit for each word, from the first on, that must have a capital
        NameCase name_case;
        std::uint8_t flags;
    };
    /// A prefix of names, with the name that ends there.
    struct Node {
        SpellingKey hash;  ///< 0: no node
        Ending ending;
    };

    Gazetteer() = default;

    std::shared_ptr<const void> owner_;
    std::span<const std::byte> bytes_;
    std::span<const Node> first_nodes_;  ///< prefixes of one word: few, so that they stay in the cache
    std::span<const Node> longer_nodes_;
    std::span<const Ending> endings_;
    std::span<const std::uint8_t> first_bytes_;   ///< for each byte: 1 where names begin so
    std::span<const std::uint64_t> first_bits_;   ///< a bit for each of the first nodes, by hash
    std::span<const std::uint64_t> longer_bits_;  ///< the same of the longer ones
    std::span<const std::uint64_t> alone_bits_;   ///< the same of names of one word
    std::span<const std::uint64_t> small_bits_;   ///< the same of first words that need no capital
    std::span<const std::uint64_t> marked_bits_;  ///< the same of first words behind which marks follow
    documents::StringColumn names_;
    std::span<const std::int32_t> name_entity_;
    std::span<const std::uint8_t> name_case_;
    documents::StringColumn ids_;
    std::span<const std::uint32_t> entity_kind_;
    std::span<const std::uint32_t> entity_name_;  ///< row of its first name
    documents::StringColumn kinds_;
};

/// Finds a gazetteer's names in one text after another; keeps its memory. Not for several threads at once.
class GazetteerMatcher {
  public:
    struct Match {
        tokens::ByteSpan span;
        std::uint32_t first;  ///< of its names
        std::uint32_t count;
        std::int32_t entity;  ///< Gazetteer::kSeveral when the names belong to several
    };

    explicit GazetteerMatcher(const Gazetteer& gazetteer) : gazetteer_(&gazetteer) {}
    GazetteerMatcher(GazetteerMatcher&&) = default;
    /// Looks for the names of another gazetteer from now on.
    void look_for(const Gazetteer& gazetteer) { gazetteer_ = &gazetteer; }

    /// The names in the text that `reader` read, until the next call; see `Gazetteer::find`.
    const std::vector<Match>& read(SpellingReader& reader, bool overlapping);

    /// The rows of the names that a match stands for, ascending.
    std::span<const std::uint32_t> names(const Match& match) const {
        return std::span(names_).subspan(match.first, match.count);
    }

  private:
    struct Hit {
        std::uint32_t end;
        std::uint32_t last;   ///< word
        std::uint32_t first;  ///< in hit_names_
        std::uint32_t count;
    };
    struct Prefix {
        SpellingKey hash = 0;
        std::uint32_t words = 0;
        std::uint32_t capitals = 0;
    };

    /// A word that may begin a name, by its key.
    struct Start {
        std::uint32_t token;
        std::uint32_t end;
        SpellingKey key;
        SpellingKey second;  ///< the hash of it with the next word, a space between
        bool odd;            ///< a name may go on otherwise
    };

    void gather_starts();
    bool may_go_on(std::uint32_t token);
    void name_entities();
    void walk(std::uint32_t token, const SpelledWord& word, const Prefix& prefix, std::uint64_t marks,
              bool after_hyphen);
    /// A word in one of its forms, or two in one.
    struct Step {
        std::uint32_t token;  ///< the last
        const SpelledWord& last;
        SpellingKey key;
        std::uint32_t end;  ///< of a name that ends here
        bool goes_on;       ///< a name may go on
    };
    void step(const Step& step, const Prefix& prefix, std::uint64_t marks, bool capital);
    void hit(const Gazetteer::Node& node, std::uint32_t last, std::uint32_t end, std::uint32_t capitals);
    bool fits(const Gazetteer::Ending& ending, std::uint32_t capitals, std::string_view surface) const;
    bool in_capitals(std::uint32_t begin) const;
    bool same_paragraph(const SpelledWord& before, const SpelledWord& after);
    void take(std::uint32_t begin, std::uint32_t end);
    SpellingKey joined_key(const SpelledWord& first, const SpelledWord& second) const;

    const Gazetteer* gazetteer_;
    SpellingReader* reader_ = nullptr;
    std::string_view text_;
    std::uint32_t begin_ = 0;            ///< where the names at hand begin
    std::vector<std::uint32_t> tokens_;  ///< words that may begin a name
    std::vector<Start> starts_;
    std::vector<Hit> hits_;
    std::vector<std::uint32_t> hit_names_;
    std::vector<Match> matches_;
    std::vector<std::uint32_t> names_;
    std::vector<tokens::ByteSpan> paragraphs_;
    bool has_paragraphs_ = false;
};

}  // namespace wirecopy::entities
