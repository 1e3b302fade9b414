#include "wirecopy/reuse/passages.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "passage_parts.hpp"
#include "readings.hpp"

namespace wirecopy::reuse {
namespace {

/// Long runs are met again after at most half as many words.
constexpr std::uint32_t kLookAhead = 1024;
/// Meetings whose words are fetched ahead.
constexpr std::size_t kAhead = 6;

/// The best alignment through one pair of equal words. Inside one document neither side runs into the other.
Alignment aligned(const FlatDocument& a, const FlatDocument& b, Match through, bool same_document) {
    const std::uint32_t least_b = same_document ? through.a + 1 : 0;
    Alignment path = extend_backward(a.words({0, through.a}), b.words({least_b, through.b}), kDrop);
    for (Match& match : path) match.b += least_b;
    const std::uint32_t begin_b = path.empty() ? through.b : path.front().b;
    const auto size_a = static_cast<std::uint32_t>(same_document ? begin_b : a.size());
    const auto size_b = static_cast<std::uint32_t>(b.size());
    for (const Match match : extend(a.words({through.a, size_a}), b.words({through.b, size_b}), kDrop)) {
        path.push_back({through.a + match.a, through.b + match.b});
    }
    return path;
}

/// The passages of a document and one other after the other.
class PairPassages {
  public:
    PairPassages(Side a, std::uint32_t min_words)
        : a_(a), b_(a), min_words_(min_words), parts_(a, a, min_words), readings_(min_words) {}

    /// The passages around these pairs of equal words, which come in order. They are there until this is called again.
    std::span<Passage> find(Side b, bool same_document, std::span<const Meeting> meetings) {
        b_ = b;
        same_document_ = same_document;
        parts_.turn_to(b);
        readings_.clear();
        ahead_ = {};
        open_.clear();
        for (const Meeting& meeting : meetings) {
            const Match through{meeting.a, meeting.b};
            if (known(through)) continue;
            for (const PassagePart& part : parts_.of(aligned(a_.words, b_.words, through, same_document_)))
                add_passage(part);
        }
        return readings_.best();
    }

  private:
    void add_passage(const PassagePart& part) {
        const WordSpan a{part.matches.front().a, part.matches.back().a + 1};
        const WordSpan b{part.matches.front().b, part.matches.back().b + 1};
        if (same_document_ && (b.begin < a.end || is_litany(a))) return;
        ahead_.emplace(a.begin, readings_.size());
        readings_.add(part);
    }

    /// True when these words are a few, said over and over: that is no text that the document repeats.
    bool is_litany(WordSpan words) const {
        const auto all = a_.words.words(words);
        for (std::size_t period = 1; period < min_words_ && period < all.size(); ++period) {
            if (std::equal(all.begin() + static_cast<std::ptrdiff_t>(period), all.end(), all.begin())) return true;
        }
        return false;
    }

    /// True when a passage holds the words that are equal from here on, on both sides.
    bool known(Match through) {
        for (; !ahead_.empty() && ahead_.top().first <= through.a; ahead_.pop()) open_.push_back(ahead_.top().second);
        std::erase_if(open_, [&](std::size_t i) { return readings_[i].a.end <= through.a; });
        const auto holds_begin = [&](std::size_t i) {
            return through.b >= readings_[i].b.begin && through.b < readings_[i].b.end;
        };
        if (std::none_of(open_.begin(), open_.end(), holds_begin)) return false;
        const std::uint32_t words = equal_from(through);
        const auto holder = std::find_if(open_.begin(), open_.end(), [&](std::size_t i) {
            return (words < min_words_ || readings_.is_strong(i)) &&
                   readings_.holds(i, {through.a, through.a + words}, {through.b, through.b + words});
        });
        if (holder == open_.end()) return false;
        if (words >= min_words_) readings_.hold(*holder, through);
        return true;
    }

    std::uint32_t equal_from(Match through) const {
        std::uint32_t words = 1;
        const auto size_a = static_cast<std::uint32_t>(a_.words.size());
        const auto size_b = static_cast<std::uint32_t>(b_.words.size());
        while (words < kLookAhead && through.a + words < size_a && through.b + words < size_b &&
               a_.words.word(through.a + words) == b_.words.word(through.b + words)) {
            ++words;
        }
        return words;
    }

    Side a_;
    Side b_;
    bool same_document_ = false;
    std::uint32_t min_words_;
    PassageParts parts_;
    Readings readings_;
    /// Passages that begin behind the words that are looked at, by where; and those that hold some of them, maybe.
    std::priority_queue<std::pair<std::uint32_t, std::size_t>, std::vector<std::pair<std::uint32_t, std::size_t>>,
                        std::greater<>>
        ahead_;
    std::vector<std::size_t> open_;
};

std::uint64_t passage_id(const documents::Corpus& corpus, const FlatWords& words, const Passage& passage) {
    const auto side = [&](std::uint32_t document, WordSpan span) {
        const std::string_view id = corpus.id(document);
        const auto all = words[document].words(span);
        const std::uint64_t place[] = {XXH3_64bits(id.data(), id.size()), span.begin, span.end,
                                       XXH3_64bits(all.data(), all.size_bytes())};
        return XXH3_64bits(place, sizeof(place));
    };
    const std::uint64_t both[] = {side(passage.document_a, passage.a), side(passage.document_b, passage.b)};
    return XXH3_64bits(both, sizeof(both));
}

/// Asks for the words of the second document around a meeting.
void fetch(const FlatWords& words, const Meeting& meeting) {
    const FlatWords::Place place = words.begin(meeting.document_b) + meeting.b;
    words.prefetch(place);
    words.prefetch_surroundings(place);
}

/// The first meeting of each document, then their number.
std::vector<std::size_t> first_of_documents(std::span<const Meeting> meetings, std::size_t documents) {
    std::vector<std::size_t> first(documents + 1, 0);
    for (const Meeting& meeting : meetings) ++first[meeting.document_a + 1];
    for (std::size_t d = 0; d < documents; ++d) first[d + 1] += first[d];
    return first;
}

}  // namespace

std::vector<Passage> find_passages(const documents::Corpus& corpus, const FlatWords& words,
                                   const std::vector<std::vector<bool>>& is_boilerplate,
                                   std::span<const Meeting> meetings, std::uint32_t min_words,
                                   const parallel::Control& control) {
    if (min_words < kQuotedWords) {
        throw std::invalid_argument("min_words is " + std::to_string(min_words) + "; it must be at least " +
                                    std::to_string(kQuotedWords));
    }
    const std::vector<std::size_t> first = first_of_documents(meetings, words.documents());
    std::vector<std::vector<Passage>> found(words.documents());
    parallel::for_each(words.documents(), control, [&](std::size_t d) {
        if (first[d] == first[d + 1]) return;
        const auto a = static_cast<std::uint32_t>(d);
        PairPassages pairs({words[a], &is_boilerplate[a]}, min_words);
        for (std::size_t begin = first[d], end = begin; begin < first[d + 1]; begin = end) {
            const std::uint32_t b = meetings[begin].document_b;
            while (end < first[d + 1] && meetings[end].document_b == b) ++end;
            if (begin + kAhead < first[d + 1]) fetch(words, meetings[begin + kAhead]);
            const Side other{words[b], &is_boilerplate[b]};
            for (Passage& passage : pairs.find(other, a == b, meetings.subspan(begin, end - begin))) {
                passage.document_a = a;
                passage.document_b = b;
                passage.id = passage_id(corpus, words, passage);
                found[a].push_back(passage);
            }
        }
        std::sort(found[a].begin(), found[a].end(), [](const Passage& x, const Passage& y) {
            return std::tie(x.a.begin, x.document_b, x.b.begin, x.a.end, x.b.end) <
                   std::tie(y.a.begin, y.document_b, y.b.begin, y.a.end, y.b.end);
        });
    });
    std::size_t size = 0;
    for (const auto& own : found) size += own.size();
    std::vector<Passage> passages;
    passages.reserve(size);
    for (auto& own : found) {
        passages.insert(passages.end(), own.begin(), own.end());
        std::exchange(own, {});
    }
    return passages;
}

}  // namespace wirecopy::reuse
