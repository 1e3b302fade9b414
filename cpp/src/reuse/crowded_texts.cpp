#include "wirecopy/reuse/crowded_texts.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "wirecopy/parallel/sort.hpp"
#include "wirecopy/parallel/steps.hpp"
#include "wirecopy/reuse/chains.hpp"
#include "wirecopy/reuse/continuations.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::uint32_t kNobody = kNoFamily;
/// Edits part the runs of one text by so many words at most, and move them by so many, and a share of the gap, against
/// each other.
constexpr std::uint32_t kMaxGap = 100;
constexpr std::uint32_t kDrift = 4;
constexpr double kDriftShare = 0.3;
constexpr std::size_t kStepsPerRun = 8;
constexpr std::size_t kStepsPerMember = 256;  ///< which is aligned

/// The run that stands at a place.
struct Standing {
    std::uint32_t document;
    std::uint32_t word;
    std::uint32_t run;
    friend auto operator<=>(const Standing&, const Standing&) = default;
};

/// Where a run stands in its text.
struct InText {
    std::uint32_t text = kNobody;
    std::uint32_t position = 0;
};

/// Tells which family holds a place.
class Holders {
  public:
    Holders(const FlatWords& documents, const std::vector<Family>& families, std::uint32_t run_words)
        : documents_(documents), run_words_(run_words), family_of_(documents.documents()) {
        for (std::uint32_t f = 0; f < families.size(); ++f) {
            for (const Member& member : families[f].members) {
                std::vector<std::uint32_t>& of = family_of_[member.document];
                of.resize(documents[member.document].paragraphs(), kNobody);
                of[member.paragraph] = f;
            }
        }
    }

    /// The family of the paragraph that most words of a run stand in.
    std::uint32_t at(std::uint32_t document, std::uint32_t word) const {
        if (family_of_[document].empty()) return kNobody;
        return family_of_[document][documents_[document].paragraph_of(word + run_words_ / 2)];
    }

  private:
    const FlatWords& documents_;
    std::uint32_t run_words_;
    std::vector<std::vector<std::uint32_t>> family_of_;  ///< by document and paragraph; empty where none has one
};

class CrowdedTexts {
  public:
    CrowdedTexts(const FlatWords& documents, std::span<const CrowdedRun> runs, std::uint32_t run_words,
                 const std::vector<Family>& families, const parallel::Control& control)
        : documents_(documents), run_words_(run_words), holders_(documents, families, run_words) {
        parallel::Steps steps(control, kStepsPerRun * runs.size());
        for (std::size_t begin = 0, end = 0; begin < runs.size(); begin = end) {
            while (end < runs.size() && runs[end].run == runs[begin].run) ++end;
            add_run(runs.subspan(begin, end - begin));
            steps.add(kStepsPerRun * (end - begin));
        }
        parallel::sort(standing_, control);
    }

    /// What carries each text, by text and place.
    std::vector<Stretch> stretches() {
        number_texts();
        std::vector<Stretch> found;
        std::vector<std::uint32_t> last_of_text(texts_, kNobody);  // the last stretch of each
        std::vector<InText> end_of_text(texts_);                   // where it ends in the text
        for (const Standing& one : standing_) {
            const InText at = in_text_[one.run];
            std::uint32_t& last = last_of_text[at.text];
            if (last != kNobody && goes_on(found[last], end_of_text[at.text].position, one, at.position)) {
                found[last].words.end = std::max(found[last].words.end, one.word + run_words_);
            } else {
                last = static_cast<std::uint32_t>(found.size());
                found.push_back({at.text, one.document, {one.word, one.word + run_words_}});
            }
            end_of_text[at.text] = at;
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const Stretch& x, const Stretch& y) { return x.text < y.text; });
        const std::vector<std::pair<std::uint32_t, std::uint32_t>> holders = holders_of(found);
        continue_texts(found, family_of_text_, [&](std::uint32_t family, std::uint32_t text) {
            return std::binary_search(holders.begin(), holders.end(), std::pair(family, text));
        });
        return found;
    }

    /// The family that a text belongs to, if one holds most of it.
    std::uint32_t family_of_text(std::uint32_t text) const { return family_of_text_[text]; }

  private:
    /// Every family that holds a place of a text, and the text; sorted.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> holders_of(std::span<const Stretch> stretches) const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
        for (const Stretch& one : stretches) {
            const std::uint32_t holder = holders_.at(one.document, one.words.begin);
            if (holder != kNobody) found.emplace_back(holder, one.text);
        }
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

    void add_run(std::span<const CrowdedRun> places) {
        std::vector<std::uint32_t> holders;
        for (const CrowdedRun& place : places) holders.push_back(holders_.at(place.document, place.word));
        std::vector<std::uint32_t> sorted = holders;
        std::sort(sorted.begin(), sorted.end());
        // Who holds more than half stands in the middle.
        std::uint32_t holder = sorted[sorted.size() / 2];
        const auto held = static_cast<std::size_t>(std::count(sorted.begin(), sorted.end(), holder));
        if (holder != kNobody && held == places.size()) return;
        if (2 * held <= places.size()) holder = kNobody;
        const auto run = static_cast<std::uint32_t>(holder_.size());
        holder_.push_back(holder);
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (holder != kNobody && holders[i] == holder) continue;
            standing_.push_back({places[i].document, places[i].word, run});
        }
    }

    /// For each run the one that follows it in most places of both; kNobody where there is none.
    std::vector<std::uint32_t> followers() const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (std::size_t i = 1; i < standing_.size(); ++i) {
            const Standing& before = standing_[i - 1];
            const Standing& after = standing_[i];
            if (before.document != after.document || before.word + 1 != after.word) continue;
            if (before.run != after.run && holder_[before.run] == holder_[after.run]) {
                pairs.emplace_back(before.run, after.run);
            }
        }
        std::sort(pairs.begin(), pairs.end());
        std::vector<std::uint32_t> standing(holder_.size(), 0);
        for (const Standing& one : standing_) ++standing[one.run];
        std::vector<std::uint32_t> follower(holder_.size(), kNobody);
        for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
            while (end < pairs.size() && pairs[end] == pairs[begin]) ++end;
            const auto [run, next] = pairs[begin];
            if (2 * (end - begin) > std::max(standing[run], standing[next])) follower[run] = next;
        }
        return follower;
    }

    void number_texts() {
        const std::vector<std::uint32_t> follower = followers();
        std::vector<bool> follows(follower.size(), false);
        for (const std::uint32_t run : follower) {
            if (run != kNobody) follows[run] = true;
        }
        in_text_.assign(follower.size(), {});
        const auto walk = [&](std::uint32_t first) {
            std::uint32_t position = 0;
            for (std::uint32_t run = first; run != kNobody && in_text_[run].text == kNobody; run = follower[run]) {
                in_text_[run] = {texts_, position++};
            }
            family_of_text_.push_back(holder_[first]);
            ++texts_;
        };
        for (std::uint32_t run = 0; run < follower.size(); ++run) {
            if (!follows[run]) walk(run);
        }
        // What is left goes round in a circle.
        for (std::uint32_t run = 0; run < follower.size(); ++run) {
            if (in_text_[run].text == kNobody) walk(run);
        }
    }

    /// Whether a run goes on with what a stretch carries, perhaps after an edit.
    bool goes_on(const Stretch& stretch, std::uint32_t position, const Standing& next, std::uint32_t at) const {
        if (stretch.document != next.document || at <= position) return false;
        const std::uint32_t words = next.word + run_words_ - stretch.words.end;
        const std::uint32_t runs = at - position;
        if (words == runs) return words <= kMaxGap;
        const FlatDocument document = documents_[next.document];
        if (document.paragraph_of(stretch.words.end - 1) != document.paragraph_of(next.word)) return false;
        const std::uint32_t gap = std::max(words, runs);
        return gap <= kMaxGap && gap - std::min(words, runs) <= kDrift + kDriftShare * gap;
    }

    const FlatWords& documents_;
    std::uint32_t run_words_;
    Holders holders_;
    std::vector<std::uint32_t> holder_;  ///< of each run, the family that holds most of its places
    std::vector<Standing> standing_;     ///< where runs stand that their holder does not hold, in order
    std::vector<InText> in_text_;        ///< of each run
    std::vector<std::uint32_t> family_of_text_;
    std::uint32_t texts_ = 0;
};

/// Makes members of stretches.
class Members {
  public:
    Members(const documents::Corpus& corpus, const FlatWords& documents,
            const std::vector<std::vector<bool>>& is_boilerplate)
        : corpus_(corpus), documents_(documents), is_boilerplate_(is_boilerplate) {}

    /// Parts of a family that is there.
    void add_to(Family& family, std::span<const Stretch> stretches) const {
        const Member& first = family.members.front();
        const auto representative = documents_[first.document].words(first.words);
        const auto compare = [&](std::span<const Word> words) {
            return Identity{static_cast<std::uint32_t>(anchored_align(representative, words).size()),
                            static_cast<std::uint32_t>(words.size())};
        };
        add(family, stretches, MemberKind::part, compare);
    }

    Family family_of(std::span<const Stretch> stretches) const {
        const Stretch& first =
            *std::min_element(stretches.begin(), stretches.end(),
                              [this](const Stretch& x, const Stretch& y) { return rank(x) < rank(y); });
        const auto representative = documents_[first.document].words(first.words);
        Family family{hash_of(representative), context_of(first, stretches), {}};
        const auto compare = [&](std::span<const Word> words) {
            return identity_of(anchored_align(representative, words), representative.size(), words.size());
        };
        add(family, stretches, MemberKind::crowded, compare);
        const auto place = [&](const Member& member) {
            const bool other = member.document != first.document || member.words.begin != first.words.begin;
            return std::tuple(other, member.document, member.words.begin);
        };
        std::sort(family.members.begin(), family.members.end(),
                  [&](const Member& x, const Member& y) { return place(x) < place(y); });
        return family;
    }

  private:
    template <typename Compare>
    void add(Family& family, std::span<const Stretch> stretches, MemberKind kind, Compare compare) const {
        std::unordered_map<std::uint64_t, Identity> known;
        for (const Stretch& one : stretches) {
            const auto words = documents_[one.document].words(one.words);
            const auto [entry, is_new] = known.try_emplace(hash_of(words));
            if (is_new) entry->second = compare(words);
            const std::uint32_t paragraph = documents_[one.document].paragraph_of(one.words.begin);
            family.members.push_back({one.document, paragraph, one.words, entry->second, kind});
        }
    }

    static std::uint64_t hash_of(std::span<const Word> words) { return XXH3_64bits(words.data(), words.size_bytes()); }

    Context context_of(const Stretch& first, std::span<const Stretch> stretches) const {
        const auto on_many_pages = [this](const Stretch& one) {
            const std::uint32_t middle = one.words.begin + one.words.size() / 2;
            return is_boilerplate_[one.document][documents_[one.document].paragraph_of(middle)];
        };
        const auto boilerplate = std::count_if(stretches.begin(), stretches.end(), on_many_pages);
        if (2 * static_cast<std::size_t>(boilerplate) > stretches.size()) return Context::boilerplate;
        return is_quotation(documents_[first.document], first.words) ? Context::quotation : Context::prose;
    }

    std::tuple<bool, std::int64_t, std::uint32_t, std::uint32_t, std::uint32_t> rank(const Stretch& one) const {
        const documents::Interval published = corpus_.published(one.document);
        return {!published.known(), published.known() ? published.earliest : 0, ~one.words.size(), one.document,
                one.words.begin};
    }

    const documents::Corpus& corpus_;
    const FlatWords& documents_;
    const std::vector<std::vector<bool>>& is_boilerplate_;
};

void sort_members(Family& family) {
    const auto place = [](const Member& member) {
        return std::tuple(member.document, member.words.begin, member.words.end, member.kind);
    };
    std::sort(family.members.begin() + 1, family.members.end(),
              [&](const Member& x, const Member& y) { return place(x) < place(y); });
}

}  // namespace

void add_crowded_texts(const documents::Corpus& corpus, const FlatWords& words,
                       const std::vector<std::vector<bool>>& is_boilerplate, tokens::Column<CrowdedRun> runs,
                       std::uint32_t run_words, std::vector<Family>& families, const parallel::Control& control) {
    CrowdedTexts texts(words, std::exchange(runs, {}), run_words, families, control);
    const std::vector<Stretch> stretches = texts.stretches();
    const Members members(corpus, words, is_boilerplate);
    parallel::Steps steps(control, kStepsPerMember * stretches.size());
    for (std::size_t begin = 0, end = 0; begin < stretches.size(); begin = end) {
        while (end < stretches.size() && stretches[end].text == stretches[begin].text) ++end;
        const auto of_text = std::span(stretches).subspan(begin, end - begin);
        if (const std::uint32_t family = texts.family_of_text(stretches[begin].text); family != kNobody) {
            members.add_to(families[family], of_text);
        } else {
            families.push_back(members.family_of(of_text));
        }
        steps.add(kStepsPerMember * (end - begin));
    }
    for (Family& family : families) sort_members(family);
    sort_by_place(families);
}

}  // namespace wirecopy::reuse
