#include "wirecopy/entities/names.hpp"

#include <algorithm>
#include <utility>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "overlaps.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kLongestName = 8;     ///< words looked up in headlines
constexpr std::size_t kLongestByline = 14;  ///< words

/// A short line with "by" among its first words that ends without a full stop.
bool is_byline(std::string_view text, const std::vector<Word>& words, Line line) {
    static const tokens::TokenKey by = tokens::token_key("by");
    const std::size_t end = words[line.end - 1].whole_end;
    if (line.end - line.begin > kLongestByline || (end < text.size() && text[end] == '.')) return false;
    for (std::size_t i = line.begin; i < std::min(line.begin + 3, line.end); ++i) {
        if (words[i].key == by) return true;
    }
    return false;
}

/// Settles the candidates of one document.
class NameReader {
  public:
    NameReader(std::string_view text, const std::vector<Word>& words, const NameSources& sources, KeyReader& keys)
        : text_(text), words_(words), evidence_(sources.evidence), known_(sources.known), keys_(keys) {}

    void read_runs(const std::vector<Candidate>& runs) {
        found_.reserve(runs.size() + runs.size() / 8);
        for (const Candidate& candidate : runs) settle(candidate);
    }

    /// Capitals say nothing in these lines, so the longest known names are looked up.
    void read_headlines(const std::vector<Line>& headlines) {
        for (const Line& line : headlines) {
            for (std::size_t first = line.begin; first < line.end;) {
                const std::size_t last = longest_known(first, line.end);
                if (last < line.end) add(first, last, {.titled = false, .doubtful = false}, first);
                first = last < line.end ? last + 1 : first + 1;
            }
        }
    }

    /// The names of a list, and longer than these its forms.
    void read_list(const List& list) {
        thread_local SpellingReader reader;
        reader.read(text_);
        GazetteerMatcher matcher(list.names);
        std::size_t first = 0;
        std::vector<std::int32_t> entities;
        for (const GazetteerMatcher::Match& match : matcher.read(reader, false)) {
            entities.clear();
            for (const std::uint32_t row : matcher.names(match)) entities.push_back(list.names.name_entity()[row]);
            add_listed(list.names, match.span, entities, Rule::gazetteer, first);
        }
        if (list.forms.forms() == nullptr) return;
        GazetteerMatcher forms(*list.forms.forms());
        first = 0;
        for (const GazetteerMatcher::Match& match : forms.read(reader, false)) {
            entities.clear();
            for (const std::uint32_t row : forms.names(match)) entities.push_back(list.forms.entity(row));
            add_listed(list.names, match.span, entities, list.forms.rule(forms.names(match).front()), first);
        }
    }

    void read_given(const Given& given, std::size_t row) {
        for (std::size_t finder = 0; finder < given.finders.size(); ++finder) {
            const GivenMentions& mentions = given.finders[finder];
            std::size_t first = 0;
            for (std::size_t i = mentions.document_begin[row]; i < mentions.document_begin[row + 1]; ++i) {
                if (!add_span({mentions.begin[i], mentions.end[i]}, first)) continue;
                Name& name = found_.back().name;
                name.rule = static_cast<Rule>(kFirstFinder + finder);
                name.given_kind = static_cast<std::int32_t>(mentions.kind[i]);
                name.votes.add_kind(kind_from(given.kinds[mentions.kind[i]]));
            }
        }
    }

    std::vector<Name> finish() && {
        const CountNames counted = [&](std::size_t first, std::size_t last) { return count(first, last); };
        for (const auto& [first, last] : take_runs_apart(found_, words_, counted)) {
            add(first, last, {.titled = false, .doubtful = false}, first);
        }
        std::vector<Name> names = without_overlaps(std::move(found_), words_.size());
        mark_bylines(names);
        return names;
    }

  private:
    struct How {
        bool titled;
        bool doubtful;
    };

    /// Adds the words in a span that somebody else found, if there are any; `first` is where to look for them.
    bool add_span(tokens::ByteSpan span, std::size_t& first) {
        while (first < words_.size() && words_[first].whole_end <= span.begin) ++first;
        if (first == words_.size() || words_[first].span.begin >= span.end) return false;
        std::size_t last = first;
        while (last + 1 < words_.size() && words_[last + 1].span.begin < span.end) ++last;
        add(first, last, {.titled = false, .doubtful = false}, first);
        found_.back().name.span = span;
        return true;
    }

    void add_listed(const Gazetteer& list, tokens::ByteSpan span, std::vector<std::int32_t>& entities, Rule rule,
                    std::size_t& first) {
        if (!add_span(span, first)) return;
        std::sort(entities.begin(), entities.end());
        entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
        const bool one = entities.size() == 1;
        const Kind kind =
            one ? listed_kind(list, entities.front(), text_.substr(span.begin, span.end - span.begin)) : Kind::other;
        if (one && kind != Kind::person && kind != Kind::place) add_legal_form(first);
        Name& name = found_.back().name;
        name.person = kind == Kind::person;
        name.listed = one ? entities.front() : Gazetteer::kSeveral;
        name.rule = rule;
        if (!one) name.several = std::make_unique<const std::vector<std::int32_t>>(entities);
    }

    /// "Avnet" goes on to the end of "Avnet Co Inc", "Dillon" of "Dillon and Co".
    void add_legal_form(std::size_t first) {
        static const tokens::TokenKey and_ = tokens::token_key("and");
        const std::size_t before = found_.back().last;
        std::size_t last = before;
        const auto is_form = [&](std::size_t i) {
            return i < words_.size() && words_[i].cased_up() && !words_[i - 1].possessive &&
                   (words_[i].gap == Gap::space || (words_[i].gap == Gap::comma && words_[i].is(Cue::legal_form))) &&
                   (words_[i].is(Cue::legal_form) || words_[i].is(Cue::company));
        };
        for (bool more = true; more;) {
            const bool joined = last + 2 < words_.size() && last == before && words_[last + 1].gap == Gap::space &&
                                (words_[last + 1].key == and_ || words_[last + 1].shape == Shape::ampersand) &&
                                words_[last + 2].is(Cue::legal_form);
            more = is_form(last + 1) || (joined && is_form(last + 2));
            if (more) last += is_form(last + 1) ? 1 : 2;
        }
        if (last == before) return;
        found_.pop_back();
        add(first, last, {.titled = false, .doubtful = false}, first);
    }

    KeyId key(std::size_t first, std::size_t last) const { return keys_.read(text_, words_, first, last); }
    /// "Donald J. Trump" is "donald trump"; kNoKey without a middle initial.
    KeyId without_middle_initials(std::size_t first, std::size_t last) const {
        const auto is_initial = [&](std::size_t i) { return words_[i].shape == Shape::initial; };
        std::size_t initial = first + 1;
        while (initial < last && !is_initial(initial)) ++initial;
        if (initial >= last) return kNoKey;
        std::string result = name_key(text_, words_, first, first);
        for (std::size_t i = first + 1; i <= last; ++i) {
            if (i == last || !is_initial(i)) result += ' ' + name_key(text_, words_, i, i);
        }
        return keys_.add(result);
    }

    std::uint32_t count(std::size_t first, std::size_t last) const {
        const auto it = known_.find(key_hash(words_, first, last));
        return it == known_.end() ? 0 : it->second;
    }

    void settle(const Candidate& candidate) {
        auto [first, last, address, support, titled] = candidate;
        if (words_[first].shape == Shape::ampersand) return;
        if (support == Support::maybe_first && count(first, last) == 0 && !evidence_.is_common(words_[first + 1])) {
            ++first;
            if (first < last && words_[first].shape == Shape::ampersand) ++first;
            address = first;
            if (first == last && !evidence_.is_name(words_[first])) support = Support::known_only;
        }
        const bool doubtful = support == Support::known_only && count(first, last) == 0;
        if (const std::uint32_t split = after_demonym(first, last); split > first && !doubtful) {
            add(first, split - 1, {.titled = false, .doubtful = false}, first);
            first = address = split;
        }
        add(first, last, {titled, doubtful}, address);
    }

    /// "Russian Tass" is two names when "Tass" is at least as much a name as "Russian Tass"; "Russian Embassy" is one.
    std::uint32_t after_demonym(std::uint32_t first, std::uint32_t last) const {
        std::uint32_t demonym = first;
        if (demonym < last && !words_[demonym].is(Cue::demonym)) ++demonym;
        if (demonym >= last || !words_[demonym].is(Cue::demonym)) return first;
        if (demonym > first && !words_[first].is(Cue::compass)) return first;
        const std::uint32_t rest = count(demonym + 1, last);
        return rest > 0 && rest >= count(first, last) ? demonym + 1 : first;
    }

    void add(std::size_t first, std::size_t last, How how, std::size_t address) {
        Name name;
        name.span = {words_[first].span.begin, words_[last].span.end};
        name.key = key(first, last);
        name.bare = without_middle_initials(first, last);
        name.demonym = words_[last].is(Cue::demonym);
        name.paragraph = words_[first].paragraph;
        name.language = words_[first].language;
        name.titled = how.titled;
        name.doubtful = how.doubtful;
        name.given = first == last && is_relative(first);
        name.no_surname = first == last && (is_handle(first) || is_party(first));
        name.acronym = first == last && words_[first].shape == Shape::upper;
        name.votes = votes_of(words_, first, last, how.titled, evidence_);
        if (first < last && keys_.is_known_place(name.key)) ++name.votes.known_place;
        name.addressed = address < first && is_bare_surname(first, last);
        if (name.addressed) name.span.begin = words_[address].span.begin;
        if (last + 1 < words_.size() && words_[last + 1].gap == Gap::open && words_[last + 1].shape == Shape::upper) {
            name.defined = key(last + 1, last + 1);
        }
        found_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), std::move(name)});
    }

    /// "@WhiteHouse".
    bool is_handle(std::size_t first) const {
        const std::size_t begin = words_[first].span.begin;
        return begin > 0 && text_[begin - 1] == '@';
    }

    /// A party of a case in court: "Wesberry v. Sanders".
    bool is_party(std::size_t first) const {
        static const tokens::TokenKey versus = tokens::token_key("v");
        const auto parts = [&](std::size_t i) {
            return i > 0 && i + 1 < words_.size() && words_[i].key == versus && words_[i].shape == Shape::lower &&
                   words_[i].gap == Gap::space && words_[i + 1].gap == Gap::stop && words_[i + 1].cased_up() &&
                   words_[i - 1].cased_up();
        };
        return (first > 0 && parts(first - 1)) || parts(first + 1);
    }

    /// "her son Cole", "sons Jonathan and Omar", but not "his son Hunter, Biden said" or "her brother and Trump".
    bool is_relative(std::size_t first) const {
        static const tokens::TokenKey and_ = tokens::token_key("and");
        const auto follows_relative = [&](std::size_t i) {
            return i > 0 && words_[i].gap == Gap::space && words_[i - 1].shape == Shape::lower &&
                   (words_[i - 1].is(Cue::relative) || words_[i - 1].is(Cue::relatives));
        };
        if (follows_relative(first)) return true;
        const bool follows_name = first > 2 && words_[first].gap == Gap::space && words_[first - 1].key == and_ &&
                                  words_[first - 1].gap == Gap::space && words_[first - 2].cased_up();
        return follows_name && follows_relative(first - 2) && words_[first - 3].is(Cue::relatives);
    }

    /// "Shoigu", "van Straten".
    bool is_bare_surname(std::size_t first, std::size_t last) const {
        while (first < last && (words_[first].shape == Shape::lower || words_[first + 1].gap == Gap::hyphen)) ++first;
        return first == last;
    }

    std::size_t longest_known(std::size_t first, std::size_t end) const {
        if (!words_[first].cased_up() || words_[first].is(Cue::function_word)) return end;
        std::size_t best = end;
        for (std::size_t last = first; last < std::min(end, first + kLongestName); ++last) {
            const Gap gap = words_[last].gap;
            if (last > first && gap != Gap::space && gap != Gap::hyphen && gap != Gap::apostrophe && gap != Gap::stop)
                break;
            if (count(first, last) > 0) best = last;
        }
        return best;
    }

    void mark_bylines(std::vector<Name>& names) const {
        std::vector<std::uint32_t> bylines;
        for (const Line& line : lines_of(words_)) {
            if (is_byline(text_, words_, line)) bylines.push_back(words_[line.begin].paragraph);
        }
        for (Name& name : names) name.byline = std::binary_search(bylines.begin(), bylines.end(), name.paragraph);
    }

    std::string_view text_;
    const std::vector<Word>& words_;
    const Evidence& evidence_;
    const Census& known_;
    KeyReader& keys_;
    std::vector<FoundName> found_;
};

}  // namespace

void add_certain_names(const std::vector<Word>& words, const std::vector<Candidate>& runs, Census& census) {
    for (const Candidate& candidate : runs) {
        if (candidate.support != Support::certain) continue;
        ++census[key_hash(words, candidate.first, candidate.last)];
    }
}

std::vector<Name> names_of(std::string_view text, const std::vector<Word>& words, const Candidates& candidates,
                           const NameSources& sources, std::size_t row, KeyReader& keys) {
    NameReader reader(text, words, sources, keys);
    reader.read_runs(candidates.runs);
    reader.read_headlines(candidates.headlines);
    if (sources.list != nullptr) reader.read_list(*sources.list);
    reader.read_given(sources.given, row);
    return std::move(reader).finish();
}

}  // namespace wirecopy::entities
