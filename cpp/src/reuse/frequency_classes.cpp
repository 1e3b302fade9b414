#include "frequency_classes.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace wirecopy::reuse {
namespace {

constexpr unsigned kMostBits = 20;
constexpr std::size_t kCellsPerEntry = 16;
/// From this many on it is worth asking whether repeats were taken out when the text was added.
constexpr std::size_t kMany = 32;

constexpr std::array<std::uint8_t, 256> classes() {
    std::array<std::uint8_t, 256> of_count{};
    for (std::size_t count = 0; count < of_count.size(); ++count) {
        of_count[count] = count <= 1 ? 0 : count == 2 ? 1 : count <= 4 ? 2 : count <= 12 ? 3 : count <= 50 ? 4 : 5;
    }
    return of_count;
}
constexpr std::array<std::uint8_t, 256> kClassOfCount = classes();

}  // namespace

void FrequencyClassifier::classify(std::size_t partition, std::span<TrigramEntries* const> texts) {
    count(partition, texts);
    for (TrigramEntries* one : texts) mark(partition, *one);
}

void FrequencyClassifier::count(std::size_t partition, std::span<TrigramEntries* const> texts) {
    std::size_t entries = 0;
    for (TrigramEntries* one : texts) entries += one->entries(partition);
    bits_ = std::min(kMostBits, static_cast<unsigned>(std::bit_width(entries * kCellsPerEntry)));
    count_.assign(std::size_t{1} << bits_, 0);
    for (TrigramEntries* one : texts) {
        for (std::size_t piece = 0; piece < one->pieces(partition); ++piece) {
            for (const TrigramEntry entry : one->piece(partition, piece)) {
                std::uint8_t& count = count_[entry.key(bits_)];  // a skip counts somewhere too
                count = static_cast<std::uint8_t>(count + (count < 255 ? 1 : 0));
            }
        }
    }
}

void FrequencyClassifier::mark(std::size_t partition, TrigramEntries& texts) {
    EntryWriter writer(texts, partition);
    std::uint32_t text = 0;
    std::uint32_t text_of_own = 0;
    own_.clear();
    for (std::size_t piece = 0, pieces = texts.pieces(partition); piece < pieces; ++piece) {
        const std::span<const TrigramEntry> entries = texts.piece(partition, piece);
        shared_.resize(entries.size() + 1);
        std::size_t shared = 0;
        for (const TrigramEntry entry : entries) {
            // What is seen once is written over by the next one.
            text += entry.texts_on();
            shared_[shared] = {entry, text};
            shared +=
                static_cast<std::size_t>(!entry.is_skip()) & static_cast<std::size_t>(count_[entry.key(bits_)] > 1);
        }
        for (PlacedEntry& one : std::span(shared_).first(shared)) {
            if (one.text != text_of_own) own_.clear();
            text_of_own = one.text;
            std::uint32_t value = kClassOfCount[count_[one.entry.key(bits_)]];
            if (own_.size() < kMany || texts.text_size(one.text).most <= TrigramEntries::kLong) {
                const bool repeated = std::find(own_.begin(), own_.end(), one.entry.hash()) != own_.end();
                if (repeated)
                    value = kRepeated;
                else
                    own_.push_back(one.entry.hash());
            }
            one.entry.set_frequency_class(value);
            writer.write(one);
        }
    }
    writer.finish();
}

}  // namespace wirecopy::reuse
