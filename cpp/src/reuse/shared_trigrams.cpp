#include "shared_trigrams.hpp"

#include <algorithm>
#include <bit>

namespace wirecopy::reuse {
namespace {

constexpr unsigned kKeyBits = TrigramEntry::kKeyBits;
constexpr unsigned kSeenBits = 18;  ///< of a key, for a map that fits the cache
constexpr unsigned kBucketBits = 12;
constexpr std::size_t kInsertion = 24;  ///< as many values are sorted by insertion
/// Each of a crowd is listed with so many first ones, and with those right before it.
constexpr std::size_t kCentres = 8;

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

const TextLists& SharedTrigrams::find(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings) {
    read_met(partition, postings);
    sort_met();
    lists_.clear();
    for (std::size_t first = 0, last = 0; first < sorted_.size(); first = last) {
        while (last < sorted_.size() && sorted_[last].key == sorted_[first].key) ++last;
        if (last - first > 1) add(std::span(sorted_).subspan(first, last - first));
    }
    return lists_;
}

void SharedTrigrams::read_met(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings) {
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

void SharedTrigrams::sort_met() {
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

void SharedTrigrams::add(std::span<const Posting> same_key) {
    if (same_key.size() <= crowd_) {
        for (const Posting& posting : same_key) lists_.push_back(posting.text);
        lists_.push_back(kEndOfList);
        return;
    }
    for (std::size_t i = 0; i < same_key.size(); ++i) {
        const std::size_t end = i < kCentres ? same_key.size() : std::min(same_key.size(), i + kCentres);
        for (std::size_t j = i + 1; j < end; ++j) {
            lists_.insert(lists_.end(), {same_key[i].text, same_key[j].text, kEndOfList});
        }
    }
}

}  // namespace wirecopy::reuse
