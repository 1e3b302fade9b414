#include "candidates.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace wirecopy::reuse {
namespace {

constexpr unsigned kKeyBits = TrigramEntry::kKeyBits;
constexpr unsigned kSeenBits = 18;  ///< of a key, for a map that fits the cache
constexpr unsigned kBucketBits = 12;
constexpr std::size_t kInsertion = 24;  ///< as many values are sorted by insertion
/// Pairs that are remembered: about one a text.
constexpr unsigned kLeastRecentBits = 17;
constexpr unsigned kMostRecentBits = 24;
constexpr std::size_t kMeetings = std::size_t{1} << 15U;  ///< judged at a time
/// Each of a crowd is compared with so many first ones, and with those right before it.
constexpr std::size_t kCentres = 8;
constexpr std::size_t kAhead = 12;  ///< meetings whose signatures are fetched ahead

void sort_few(std::span<Posting> postings) {
    if (postings.size() > kInsertion) {
        std::sort(postings.begin(), postings.end());
        return;
    }
    for (std::size_t i = 1; i < postings.size(); ++i) {
        const Posting value = postings[i];
        std::size_t to = i;
        for (; to > 0 && value < postings[to - 1]; --to) postings[to] = postings[to - 1];
        postings[to] = value;
    }
}

}  // namespace

void DistinctPairs::add(std::span<const Pair> pairs) {
    pairs_.insert(pairs_.end(), pairs.begin(), pairs.end());
    if (pairs_.size() > most_) make_distinct();
}

void DistinctPairs::make_distinct() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    most_ = std::max(most_, 2 * pairs_.size());
}

std::vector<Pair> DistinctPairs::take() {
    most_ = std::size_t{1} << 20U;
    return std::exchange(pairs_, {});
}

CandidateFinder::CandidateFinder(const TextBounds& bounds, double jaccard, std::size_t crowd)
    : bounds_(bounds),
      jaccard_(jaccard),
      crowd_(crowd),
      recent_bits_(
          std::clamp(static_cast<unsigned>(std::bit_width(bounds.size.size())), kLeastRecentBits, kMostRecentBits)),
      recent_(std::size_t{1} << recent_bits_, Pair{0, 0}) {}

void CandidateFinder::find(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings,
                           DistinctPairs& candidates) {
    read_met(partition, postings);
    sort_met();
    for (std::size_t first = 0, last = 0; first < sorted_.size(); first = last) {
        while (last < sorted_.size() && sorted_[last].key == sorted_[first].key) ++last;
        meet(std::span(sorted_).subspan(first, last - first), candidates);
    }
    judge_meetings(candidates);
}

void CandidateFinder::read_met(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings) {
    const auto for_each = [&](const auto& visit) {
        for (const auto& one : postings) {
            for (std::size_t piece = 0; piece < one->pieces(partition); ++piece) {
                for (const Posting& posting : one->piece(partition, piece)) visit(posting);
            }
        }
    };
    std::size_t size = 0;
    for (const auto& one : postings) size += one->size(partition);
    const unsigned bits = std::min(kSeenBits, static_cast<unsigned>(std::bit_width(size * 32)));
    seen_.assign(std::size_t{1} << bits, 0);
    for_each([&](const Posting& posting) {
        std::uint8_t& seen = seen_[posting.key >> (kKeyBits - bits)];
        seen = static_cast<std::uint8_t>(seen + (seen < 2 ? 1 : 0));
    });
    met_.resize(size + 1);
    std::size_t met = 0;
    for_each([&](const Posting& posting) {
        met_[met] = posting;
        met += seen_[posting.key >> (kKeyBits - bits)] >> 1U;
    });
    met_.resize(met);
}

void CandidateFinder::sort_met() {
    constexpr unsigned shift = kKeyBits - kBucketBits;
    bucket_.assign((std::size_t{1} << kBucketBits) + 1, 0);
    for (const Posting& posting : met_) ++bucket_[(posting.key >> shift) + 1];
    for (std::size_t i = 1; i < bucket_.size(); ++i) bucket_[i] += bucket_[i - 1];
    sorted_.resize(met_.size());
    for (const Posting& posting : met_) sorted_[bucket_[posting.key >> shift]++] = posting;
    std::size_t begin = 0;  // each bucket's begin has become its end
    for (std::size_t i = 0; i + 1 < bucket_.size(); ++i) {
        sort_few(std::span(sorted_).subspan(begin, bucket_[i] - begin));
        begin = bucket_[i];
    }
}

void CandidateFinder::meet(std::span<const Posting> same_key, DistinctPairs& candidates) {
    const bool is_crowd = same_key.size() > crowd_;
    for (std::size_t i = 0; i + 1 < same_key.size(); ++i) {
        const std::uint32_t a = same_key[i].text;
        const TextSize size = bounds_.size[a];
        const double least = jaccard_ * size.least - kRounding;
        const double most = size.most + kRounding;
        const std::size_t end = is_crowd && i >= kCentres ? std::min(same_key.size(), i + kCentres) : same_key.size();
        for (std::size_t j = i + 1; j < end; ++j) {
            const std::uint32_t b = same_key[j].text;
            const TextSize other = bounds_.size[b];
            if (other.most >= least && most >= jaccard_ * other.least) meetings_.push_back({a, b});
        }
        if (meetings_.size() > kMeetings) judge_meetings(candidates);
    }
}

/// Signatures lie far apart: they are fetched some meetings ahead.
void CandidateFinder::judge_meetings(DistinctPairs& candidates) {
    for (std::size_t i = 0; i < meetings_.size(); ++i) {
        if (i + kAhead < meetings_.size()) {
            __builtin_prefetch(&bounds_.signature[meetings_[i + kAhead].a]);
            __builtin_prefetch(&bounds_.signature[meetings_[i + kAhead].b]);
        }
        const Pair pair = meetings_[i];
        const std::uint64_t hash = (std::uint64_t{pair.a} << 32U | pair.b) * 0x9E3779B97F4A7C15U;
        Pair& recent = recent_[hash >> (64U - recent_bits_)];
        if (recent == pair || pair.a == pair.b) continue;
        const std::uint32_t shared = (bounds_.signature[pair.a] & bounds_.signature[pair.b]).count();
        if (!signatures_allow(bounds_.size[pair.a], bounds_.size[pair.b], shared, jaccard_)) continue;
        recent = pair;
        candidates.add(pair);
    }
    meetings_.clear();
}

}  // namespace wirecopy::reuse
