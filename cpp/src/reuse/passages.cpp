#include "wirecopy/reuse/passages.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace wirecopy::reuse {
namespace {

/// An alignment that falls this far below its best has ended; 16 different words in a row do it.
constexpr double kDrop = 10;
/// Long runs are met again after at most half as many words.
constexpr std::uint32_t kLookAhead = 1024;
/// So few words of another paragraph at the end of a passage are chance.
constexpr std::size_t kStray = 2;
/// In a passage with few words outside of quotations, these must agree as well as this for it to be prose.
constexpr double kProseIdentity = 0.75;

/// One side of a comparison.
struct Side {
    FlatDocument words;
    const std::vector<bool>& is_boilerplate;  ///< by paragraph

    /// Numbers the pieces of a page that passages must not cross: each paragraph of boilerplate is one, all else is 0.
    std::uint32_t piece(std::uint32_t word) const {
        const std::uint32_t paragraph = words.paragraph_of(word);
        return is_boilerplate[paragraph] ? paragraph + 1 : 0;
    }
};

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

/// Cuts an alignment wherever `number` changes from one match to the next.
template <typename Number>
std::vector<std::span<const Match>> cut(std::span<const Match> alignment, Number number) {
    std::vector<std::span<const Match>> parts;
    for (std::size_t first = 0; first < alignment.size();) {
        std::size_t last = first + 1;
        while (last < alignment.size() && number(alignment[last]) == number(alignment[first])) ++last;
        parts.push_back(alignment.subspan(first, last - first));
        first = last;
    }
    return parts;
}

/// What is shared must outweigh what differs by as much as an exact run of `min_words` would.
bool long_enough(const Identity& identity, std::uint32_t min_words) {
    return identity.score() >= min_words;
}

/// The passages of one pair of documents.
class PairPassages {
  public:
    PairPassages(Side a, Side b, bool same_document, std::uint32_t min_words)
        : a_(a), b_(b), same_document_(same_document), min_words_(min_words) {}

    /// The passages around these pairs of equal words.
    std::vector<Passage> find(std::span<const Meeting> meetings) {
        for (const Meeting& meeting : meetings) {
            const Match through{meeting.a, meeting.b};
            if (known(through)) continue;
            add(aligned(a_.words, b_.words, through, same_document_));
        }
        drop_contained();
        return std::move(found_);
    }

  private:
    void add(const Alignment& alignment) {
        const auto piece = [this](Match match) { return std::pair(a_.piece(match.a), b_.piece(match.b)); };
        for (const auto part : cut(alignment, piece)) {
            for (const auto segment : segments(part, kDrop)) {
                // Without them, what was held together by them may be two.
                for (const auto rest : segments(without_stray_ends(segment), kDrop)) add_segment(rest);
            }
        }
    }

    /// Leaves out a word or two of the paragraphs before and after: many begin alike.
    std::span<const Match> without_stray_ends(std::span<const Match> segment) const {
        const auto paragraphs = [this](Match match) {
            return std::pair(a_.words.paragraph_of(match.a), b_.words.paragraph_of(match.b));
        };
        const auto parts = cut(segment, paragraphs);
        if (parts.size() > 1 && parts.back().size() <= kStray)
            segment = segment.first(segment.size() - parts.back().size());
        if (parts.size() > 1 && parts.front().size() <= kStray) segment = segment.subspan(parts.front().size());
        return segment;
    }

    void add_segment(std::span<const Match> segment) {
        const bool enough = long_enough(identity_of(segment), min_words_);
        if (enough) {
            if (a_.piece(segment.front().a) != 0 || b_.piece(segment.front().b) != 0) {
                add_passage(segment, Context::boilerplate);
                return;
            }
            if (is_prose(segment)) {
                add_passage(segment, Context::prose);
                return;
            }
        }
        // Where no part is long enough to stand alone, what quotations and the words between them share still stands.
        const bool parts = add_parts(segment);
        if (!parts && enough) add_passage(segment, Context::prose);
    }

    std::pair<std::uint32_t, std::uint32_t> quotation(Match match) const {
        return {a_.words.quotation(match.a), b_.words.quotation(match.b)};
    }
    bool quoted(Match match) const { return quotation(match).first != 0 && quotation(match).second != 0; }

    /// True when what is shared outside of quotations is a passage itself, or frames the quotations alike.
    bool is_prose(std::span<const Match> segment) const {
        Identity outside;
        for (std::size_t i = 0; i < segment.size(); ++i) {
            if (!quoted(segment[i])) {
                ++outside.equal;
                ++outside.aligned;
            }
            if (i > 0 && !(quoted(segment[i - 1]) && quoted(segment[i]))) {
                outside.aligned += difference(segment[i - 1], segment[i]);
            }
        }
        return long_enough(outside, min_words_) || (outside.equal >= kQuotedWords && outside.value() >= kProseIdentity);
    }

    /// The quotations of a segment and the prose between them, each by itself. False when none is long enough.
    bool add_parts(std::span<const Match> segment) {
        bool any = false;
        for (const auto part : cut(segment, [this](Match match) { return quotation(match); })) {
            const bool in_quotation = quoted(part.front());
            for (const auto inside : segments(part, kDrop)) {
                if (!long_enough(identity_of(inside), in_quotation ? kQuotedWords : min_words_)) continue;
                add_passage(inside, in_quotation ? Context::quotation : Context::prose);
                any = true;
            }
        }
        return any;
    }

    void add_passage(std::span<const Match> segment, Context context) {
        const WordSpan a{segment.front().a, segment.back().a + 1};
        const WordSpan b{segment.front().b, segment.back().b + 1};
        if (same_document_ && (b.begin < a.end || is_litany(a))) return;
        found_.push_back({0, 0, 0, a, b, identity_of(segment), context});
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
    bool known(Match through) const {
        std::uint32_t words = 1;
        const auto size_a = static_cast<std::uint32_t>(a_.words.size());
        const auto size_b = static_cast<std::uint32_t>(b_.words.size());
        while (words < kLookAhead && through.a + words < size_a && through.b + words < size_b &&
               a_.words.word(through.a + words) == b_.words.word(through.b + words)) {
            ++words;
        }
        return std::any_of(found_.begin(), found_.end(), [&](const Passage& one) {
            return inside({through.a, through.a + words}, one.a) && inside({through.b, through.b + words}, one.b);
        });
    }

    static bool inside(WordSpan x, WordSpan y) { return x.begin >= y.begin && x.end <= y.end; }

    /// Leaves out what another passage holds on both sides.
    void drop_contained() {
        std::vector<Passage> kept;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            bool held = false;
            for (std::size_t j = 0; j < found_.size() && !held; ++j) {
                if (i == j || !inside(found_[i].a, found_[j].a) || !inside(found_[i].b, found_[j].b)) continue;
                const bool same = inside(found_[j].a, found_[i].a) && inside(found_[j].b, found_[i].b);
                held = !same || j < i;
            }
            if (!held) kept.push_back(found_[i]);
        }
        found_ = std::move(kept);
    }

    Side a_;
    Side b_;
    bool same_document_;
    std::uint32_t min_words_;
    std::vector<Passage> found_;
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
        const auto a = static_cast<std::uint32_t>(d);
        for (std::size_t begin = first[d], end = begin; begin < first[d + 1]; begin = end) {
            const std::uint32_t b = meetings[begin].document_b;
            while (end < first[d + 1] && meetings[end].document_b == b) ++end;
            PairPassages pair({words[a], is_boilerplate[a]}, {words[b], is_boilerplate[b]}, a == b, min_words);
            for (Passage passage : pair.find(meetings.subspan(begin, end - begin))) {
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
    std::vector<Passage> passages;
    for (const auto& own : found) passages.insert(passages.end(), own.begin(), own.end());
    return passages;
}

}  // namespace wirecopy::reuse
