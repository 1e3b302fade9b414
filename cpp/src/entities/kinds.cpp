#include "wirecopy/entities/kinds.hpp"

#include <algorithm>
#include <string>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

// A title or the last word of a name tells more than a verb or a preposition beside it.
constexpr std::uint8_t kStrong = 3;
/// Of this many mentions of a place one stands after a preposition of places, or more.
constexpr std::uint32_t kSeldom = 6;

void add_strong(std::uint8_t& votes) {
    votes = static_cast<std::uint8_t>(votes + kStrong);
}

/// Reads the words around a name.
class Surroundings {
  public:
    Surroundings(const std::vector<Word>& words, std::size_t first, std::size_t last)
        : words_(words), first_(first), last_(last) {}

    /// The word `distance` before (1: right before) in the same sentence with nothing but spaces between, or null.
    const Word* before(std::size_t distance) const {
        if (first_ < distance) return nullptr;
        for (std::size_t i = first_ + 1 - distance; i <= first_; ++i) {
            if (words_[i].gap != Gap::space) return nullptr;
        }
        return &words_[first_ - distance];
    }

    const Word* after(Gap gap) const {
        const bool there = last_ + 1 < words_.size() && words_[last_ + 1].gap == gap && !words_[last_].possessive;
        return there ? &words_[last_ + 1] : nullptr;
    }

  private:
    const std::vector<Word>& words_;
    std::size_t first_;
    std::size_t last_;
};

bool is_lower(const Word* word, Cue cue) {
    return word != nullptr && word->shape == Shape::lower && word->is(cue);
}

bool is_the(const Word* word) {
    static const tokens::TokenKey the = tokens::token_key("the");
    return word != nullptr && word->key == the;
}

bool is_place(const Surroundings& around) {
    static const tokens::TokenKey of = tokens::token_key("of");
    const std::size_t before = is_the(around.before(1)) ? 2 : 1;
    if (before == 1 && is_lower(around.before(1), Cue::place_preposition)) return true;
    const Word* first = around.before(before);
    return first != nullptr && first->key == of && is_lower(around.before(before + 1), Cue::place);
}

/// "BERLIN, Aug 30", "PARIS (Reuters) -": where the news comes from.
bool is_dateline(const std::vector<Word>& words, std::size_t first, std::size_t last) {
    if (words[first].gap != Gap::line || words[last].shape != Shape::upper || last + 1 == words.size()) return false;
    const Word& next = words[last + 1];
    if (next.gap == Gap::space) return next.shape == Shape::number;
    return next.gap == Gap::open || next.gap == Gap::other || (next.gap == Gap::comma && next.is(Cue::month));
}

bool is_plain_name(const std::vector<Word>& words, std::size_t first, std::size_t last, const Evidence& evidence) {
    if (first == last || last - first > 3) return false;
    if (words[first].is(Cue::demonym)) return false;
    for (std::size_t i = first; i <= last; ++i) {
        const Word& word = words[i];
        if (word.cased_up() && evidence.is_common(word)) return false;
        const bool small = word.gap == Gap::hyphen || word.is(Cue::particle);
        if (word.shape == Shape::lower ? !small : word.shape != Shape::capitalised && word.shape != Shape::initial)
            return false;
    }
    return true;
}

}  // namespace

std::string_view to_string(Kind kind) {
    switch (kind) {
        case Kind::person:
            return "person";
        case Kind::organisation:
            return "organisation";
        case Kind::place:
            return "place";
        default:
            return "other";
    }
}

Kind kind_from(std::string_view name) {
    const std::string folded = text::fold(name);
    const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), folded) != names.end();
    };
    if (is_one_of({"person", "per", "people", "politician"})) return Kind::person;
    if (is_one_of({"organisation", "organization", "org", "company", "agency", "party"})) return Kind::organisation;
    if (is_one_of({"place", "location", "loc", "gpe", "fac", "country", "city", "region"})) return Kind::place;
    return Kind::other;
}

void Votes::add(const MentionVotes& other) {
    person += other.person;
    organisation += other.organisation;
    place += other.place;
    speaks += other.speaks;
    acronym += other.acronym;
    looks_like_person += other.looks_like_person;
    definite += other.definite;
    given_name += other.given_name;
    known_place += other.known_place;
    mentions += other.mentions;
}

void MentionVotes::add_kind(Kind kind) {
    if (kind == Kind::person) add_strong(person);
    if (kind == Kind::organisation) add_strong(organisation);
    if (kind == Kind::place) add_strong(place);
}

Kind Votes::kind() const {
    if (known_place * 2 >= mentions && person <= known_place) return Kind::place;
    if (organisation > 0 && organisation >= std::max(person, place)) return Kind::organisation;
    if (given_name * 2 >= mentions && place < kStrong * mentions) return Kind::person;
    // "in Congress" is said now and then, "in Paris" more often.
    if (place > person + speaks && place * kSeldom >= mentions) return Kind::place;
    if (looks_like_person * 2 >= mentions && definite * 4 <= mentions) return Kind::person;
    // A few titles before an acronym or a product are chance.
    if (person * 3 >= mentions && definite * 2 <= mentions) return Kind::person;
    return acronym * 2 >= mentions ? Kind::organisation : Kind::other;
}

MentionVotes votes_of(const std::vector<Word>& words, std::size_t first, std::size_t last, bool titled,
                      const Evidence& evidence) {
    static const tokens::TokenKey of = tokens::token_key("of");
    const Surroundings around(words, first, last);
    MentionVotes votes;
    votes.mentions = 1;
    std::size_t head = last;  // "Bank of England" is a bank
    for (std::size_t i = first + 1; i < last; ++i) {
        if (words[i].key == of) head = std::min(head, i - 1);
    }
    if (last > first && words[head].is(Cue::organisation)) add_strong(votes.organisation);
    if (last > first && words[head].is(Cue::place)) add_strong(votes.place);
    if (first == last && words[first].shape == Shape::upper) ++votes.acronym;
    const bool demonym = words[last].is(Cue::demonym);
    if (titled) add_strong(votes.person);
    if (is_the(around.before(1))) ++votes.definite;
    if (!demonym && is_place(around)) ++votes.place;
    if (is_dateline(words, first, last)) ++votes.place;
    if (last > first && words[first].is(Cue::given_name)) ++votes.given_name;
    if (first == last && words[first].is(Cue::known_place)) ++votes.known_place;
    if (is_lower(around.before(1), Cue::speech) || is_lower(around.after(Gap::space), Cue::speech)) {
        ++votes.speaks;
    }
    const Word* age = around.after(Gap::comma);
    if (age != nullptr && age->shape == Shape::number && age->span.end - age->span.begin == 2) ++votes.person;
    if (is_plain_name(words, first, last, evidence)) ++votes.looks_like_person;
    return votes;
}

}  // namespace wirecopy::entities
