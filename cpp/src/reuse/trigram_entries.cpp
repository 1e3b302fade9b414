#include "trigram_entries.hpp"

#include <algorithm>

#include "wirecopy/reuse/trigrams.hpp"

namespace wirecopy::reuse {

TrigramEntries::TrigramEntries(unsigned partition_bits, PartitionRange range)
    : partition_bits_(partition_bits), range_(range), partitions_(range.size()), last_(range.size()) {}

void TrigramEntries::add(std::uint32_t number, std::span<const tokens::TokenKey> words) {
    trigrams_.resize(words.size() - 2);
    write_trigrams(words, trigrams_.data());
    if (trigrams_.size() > kLong) {
        trigrams_.resize(sort_to_set(trigrams_));
    }
    const auto text = static_cast<std::uint32_t>(number_.size());
    Signature signature;
    // On its own: what is written to the partitions would stand in the way of reading the signature back.
    for (const std::uint64_t hash : trigrams_) signature.add(hash);
    for (const std::uint64_t hash : trigrams_) {
        // Those before the range come out as large numbers.
        const std::size_t partition = (hash >> (64U - partition_bits_)) - range_.first;
        if (partition >= range_.size()) continue;
        std::uint32_t texts_on = text - last_[partition];
        last_[partition] = text;
        while (texts_on > TrigramEntry::kFarthest) {
            const std::uint32_t skipped = std::min(texts_on, TrigramEntry::kLongestSkip);
            partitions_.push(partition, TrigramEntry::skip(skipped));
            texts_on -= skipped;
        }
        partitions_.push(partition, TrigramEntry(hash, partition_bits_, texts_on));
    }
    number_.push_back(number);
    signature_.push_back(signature);
    size_.push_back({signature.count(), static_cast<std::uint32_t>(trigrams_.size())});
}

}  // namespace wirecopy::reuse
