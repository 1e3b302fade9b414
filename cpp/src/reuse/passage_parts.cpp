#include "passage_parts.hpp"

#include <algorithm>
#include <iterator>

namespace wirecopy::reuse {
namespace {

/// So few words of another paragraph at the end of a passage are chance.
constexpr std::size_t kStray = 2;
/// In a passage with few words outside of quotations, these must agree as well as this for it to be prose.
constexpr double kProseIdentity = 0.75;
/// Surroundings that are remembered: what stands in no order must not take long to put in one.
constexpr std::size_t kMostKnown = 256;
constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
constexpr std::pair<std::uint32_t, std::uint32_t> kNoPieces{0, 0};

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

}  // namespace

void Surroundings::find(std::uint32_t word) {
    const auto is_before = [](std::uint32_t one, const Around& other) { return one < other.words.begin; };
    const auto behind = std::upper_bound(known_.begin(), known_.end(), word, is_before);
    if (behind != known_.begin() && word < std::prev(behind)->words.end) {
        around_ = *std::prev(behind);
        return;
    }
    around_ = look(word);
    if (known_.size() == kMostKnown) {
        known_.assign(1, around_);
    } else {
        known_.insert(behind, around_);
    }
}

Surroundings::Around Surroundings::look(std::uint32_t word) const {
    const std::uint32_t paragraph = side_.words.paragraph_of(word);
    return {side_.words.same_surroundings(word, paragraph), paragraph, side_.words.quotation(word),
            (*side_.is_boilerplate)[paragraph] ? paragraph + 1 : 0};
}

std::vector<PassagePart> PassageParts::of(Alignment alignment) {
    whole_ = std::move(alignment);
    parts_.clear();
    if (is_too_short()) return {};
    number_runs();
    const auto piece = [this](Match match) { return pieces(match); };
    for (const auto part : cut(whole_, piece)) {
        for (const auto segment : segments(part, kDrop)) {
            // Without them, what was held together by them may be two.
            for (const auto rest : segments(without_stray_ends(segment), kDrop)) add_segment(rest);
        }
    }
    hold_runs();
    std::vector<PassagePart> found;
    for (const Part& part : parts_) {
        const std::size_t size = part.end - part.begin;
        found.push_back({std::span(whole_).subspan(part.begin, size), part.context,
                         std::span(run_words_).subspan(part.begin, size)});
    }
    return found;
}

/// True only where no part of it can be a passage: so few words are one inside quotation marks at most, and
/// `kQuotedWords` of less than twice as many in a row have the one in the middle among them.
bool PassageParts::is_too_short() {
    if (whole_.size() >= std::min(min_words_, 2 * kQuotedWords)) return false;
    return whole_.size() < kQuotedWords || !quoted(whole_[kQuotedWords - 1]);
}

std::pair<std::uint32_t, std::uint32_t> PassageParts::pieces(Match match) {
    return {a_.of(match.a).piece, b_.of(match.b).piece};
}

void PassageParts::number_runs() {
    run_words_.resize(whole_.size());
    for (std::size_t begin = 0, end = 0; begin < whole_.size(); begin = end) {
        for (end = begin + 1; end < whole_.size() && difference(whole_[end - 1], whole_[end]) == 0;) ++end;
        std::fill(run_words_.begin() + static_cast<std::ptrdiff_t>(begin),
                  run_words_.begin() + static_cast<std::ptrdiff_t>(end), static_cast<std::uint32_t>(end - begin));
    }
}

/// Whatever was cut: `min_words` equal words in a row stay in passages. What is left of them goes with the passage
/// beside it; where there is none, they are one. Boilerplate, and the few words before or behind it, stay out.
void PassageParts::hold_runs() {
    owner_.assign(whole_.size(), kNobody);
    for (std::size_t part = 0; part < parts_.size(); ++part) {
        std::fill(owner_.begin() + static_cast<std::ptrdiff_t>(parts_[part].begin),
                  owner_.begin() + static_cast<std::ptrdiff_t>(parts_[part].end), part);
    }
    for (std::size_t begin = 0, end = 0; begin < whole_.size(); begin = end) {
        end = begin + run_words_[begin];
        if (end - begin < min_words_) continue;
        for (std::size_t left = begin, right = begin; left < end; left = right) {
            for (right = left + 1; right < end && owner_[right] == owner_[left];) ++right;
            if (owner_[left] != kNobody) continue;
            const Context context = context_of(left, right);
            if (context == Context::boilerplate) continue;
            const bool at_end = left == begin || right == end;
            const auto goes_with = [&](std::size_t beside) {
                return parts_[owner_[beside]].context != Context::boilerplate &&
                       !(at_end && is_stray(left, right, beside));
            };
            if (left > begin && goes_with(left - 1)) {
                parts_[owner_[left - 1]].end = right;
            } else if (right < end && goes_with(right)) {
                parts_[owner_[right]].begin = left;
            } else if (left == begin && right == end) {
                parts_.push_back({left, right, context});
            }
        }
    }
}

/// True when matches are a word or two of another paragraph, or of another side of a mark of quotation, than the
/// match `beside` them.
bool PassageParts::is_stray(std::size_t begin, std::size_t end, std::size_t beside) {
    return end - begin <= kStray && (paragraphs(whole_[begin]) != paragraphs(whole_[beside]) ||
                                     quotation(whole_[begin]) != quotation(whole_[beside]));
}

/// What most of these matches are.
Context PassageParts::context_of(std::size_t begin, std::size_t end) {
    std::size_t boilerplate = 0;
    std::size_t in_quotation = 0;
    for (std::size_t i = begin; i < end; ++i) {
        if (pieces(whole_[i]) != kNoPieces) ++boilerplate;
        if (quoted(whole_[i])) ++in_quotation;
    }
    if (2 * boilerplate > end - begin) return Context::boilerplate;
    return 2 * in_quotation > end - begin ? Context::quotation : Context::prose;
}

std::pair<std::uint32_t, std::uint32_t> PassageParts::paragraphs(Match match) {
    return {a_.of(match.a).paragraph, b_.of(match.b).paragraph};
}

/// Leaves out a word or two of the paragraphs before and after: many begin alike.
std::span<const Match> PassageParts::without_stray_ends(std::span<const Match> segment) {
    const auto parts = cut(segment, [this](Match match) { return paragraphs(match); });
    if (parts.size() > 1 && parts.back().size() <= kStray)
        segment = segment.first(segment.size() - parts.back().size());
    if (parts.size() > 1 && parts.front().size() <= kStray) segment = segment.subspan(parts.front().size());
    return segment;
}

void PassageParts::add_segment(std::span<const Match> segment) {
    const bool enough = long_enough(identity_of(segment), min_words_);
    if (enough) {
        if (pieces(segment.front()) != kNoPieces) {
            add_part(segment, Context::boilerplate);
            return;
        }
        if (is_prose(segment)) {
            add_part(segment, Context::prose);
            return;
        }
    }
    // Where no part is long enough to stand alone, what quotations and the words between them share still stands.
    const bool parts = add_parts(segment);
    if (!parts && enough) add_part(segment, Context::prose);
}

std::pair<std::uint32_t, std::uint32_t> PassageParts::quotation(Match match) {
    return {a_.of(match.a).quotation, b_.of(match.b).quotation};
}
bool PassageParts::quoted(Match match) {
    return quotation(match).first != 0 && quotation(match).second != 0;
}

/// True when what is shared outside of quotations is a passage itself, or frames the quotations alike. Of several that
/// follow each other on both sides, fewer words tell: who quotes one matter independently hardly goes on with the same.
bool PassageParts::is_prose(std::span<const Match> segment) {
    Identity outside;
    std::uint32_t quotations = 0;
    std::pair<std::uint32_t, std::uint32_t> last{0, 0};
    for (std::size_t i = 0; i < segment.size(); ++i) {
        if (quoted(segment[i])) {
            const auto now = quotation(segment[i]);
            if (now.first != last.first && now.second != last.second) {
                last = now;
                ++quotations;
            }
        } else {
            ++outside.equal;
            ++outside.aligned;
        }
        if (i > 0 && !(quoted(segment[i - 1]) && quoted(segment[i]))) {
            outside.aligned += difference(segment[i - 1], segment[i]);
        }
    }
    const std::uint32_t telling = std::max(1U, kQuotedWords / std::max(1U, quotations));
    return long_enough(outside, min_words_) || (outside.equal >= telling && outside.value() >= kProseIdentity);
}

/// The quotations of a segment and the prose between them, each by itself. False when none is long enough.
bool PassageParts::add_parts(std::span<const Match> segment) {
    bool any = false;
    for (const auto part : cut(segment, [this](Match match) { return quotation(match); })) {
        const bool in_quotation = quoted(part.front());
        for (const auto inside : segments(part, kDrop)) {
            const Identity identity = identity_of(inside);
            const bool enough = long_enough(identity, min_words_);
            if (!enough && !(in_quotation && long_enough(identity, kQuotedWords) && is_whole(inside))) continue;
            add_part(inside, in_quotation ? Context::quotation : Context::prose);
            any = true;
        }
    }
    return any;
}

/// True when at either end one of the two quotations ends, too: few words out of the middle of both are how people
/// speak, and not what somebody said.
bool PassageParts::is_whole(std::span<const Match> quoted) {
    const auto begins = [](const FlatDocument& words, std::uint32_t word) {
        return word == 0 || words.quotation(word - 1) != words.quotation(word);
    };
    const auto ends = [](const FlatDocument& words, std::uint32_t word) {
        return word + 1 == words.size() || words.quotation(word + 1) != words.quotation(word);
    };
    return (begins(a_.words(), quoted.front().a) || begins(b_.words(), quoted.front().b)) &&
           (ends(a_.words(), quoted.back().a) || ends(b_.words(), quoted.back().b));
}

void PassageParts::add_part(std::span<const Match> segment, Context context) {
    const auto begin = static_cast<std::size_t>(segment.data() - whole_.data());
    parts_.push_back({begin, begin + segment.size(), context});
}

}  // namespace wirecopy::reuse
