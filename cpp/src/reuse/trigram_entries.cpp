#include "trigram_entries.hpp"

#include <algorithm>
#include <utility>

#include "wirecopy/reuse/trigrams.hpp"

#include "frequency_classes.hpp"

namespace wirecopy::reuse {

TrigramEntries::TrigramEntries(unsigned partition_bits, PartitionRange range, tokens::Storage storage)
    : partition_bits_(partition_bits),
      range_(range),
      partitions_(range.size(), storage),
      size_of_(range.size()),
      last_(range.size()) {}

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
        put_behind(TrigramEntry(hash, partition_bits_, 0), text - last_[partition],
                   [&](TrigramEntry entry) { partitions_.push(partition, entry); });
        last_[partition] = text;
    }
    number_.push_back(number);
    signature_.push_back(signature);
    size_.push_back({signature.count(), static_cast<std::uint32_t>(trigrams_.size())});
}

void TrigramEntries::keep_shared() {
    Lists kept(partitions_.lists(), partitions_.storage());
    for (std::size_t partition = 0; partition < partitions_.lists(); ++partition) {
        std::uint32_t last = 0;
        EntryCursor(partition).visit_below(
            *this, static_cast<std::uint32_t>(size()), [&](TrigramEntry entry, std::uint32_t text) {
                if (entry.frequency_class() == kRepeated) return;
                put_behind(entry, text - last, [&](TrigramEntry one) { kept.push(partition, one); });
                last = text;
            });
    }
    partitions_ = std::move(kept);
    size_of_.assign(partitions_.lists(), std::nullopt);
    std::exchange(signature_, {});  // assigning {} would keep the memory
    std::exchange(size_, {});
}

}  // namespace wirecopy::reuse
