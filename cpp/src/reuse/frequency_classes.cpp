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
    std::size_t entries = 0;
    for (TrigramEntries* one : texts) entries += one->partitions().size(partition);
    const unsigned bits = std::min(kMostBits, static_cast<unsigned>(std::bit_width(entries * kCellsPerEntry)));
    count_.assign(std::size_t{1} << bits, 0);
    for (TrigramEntries* one : texts) {
        TrigramEntries::Lists& lists = one->partitions();
        for (std::size_t piece = 0; piece < lists.pieces(partition); ++piece) {
            for (const TrigramEntry entry : lists.piece(partition, piece)) {
                std::uint8_t& count = count_[entry.key(bits)];  // a skip counts somewhere too
                count = static_cast<std::uint8_t>(count + (count < 255 ? 1 : 0));
            }
        }
    }
    for (TrigramEntries* one : texts) {
        TrigramEntries::Lists& lists = one->partitions();
        std::uint32_t text = 0;
        own_.clear();
        for (std::size_t piece = 0; piece < lists.pieces(partition); ++piece) {
            for (TrigramEntry& entry : lists.piece(partition, piece)) {
                const std::uint32_t texts_on = entry.texts_on();
                if (texts_on != 0) own_.clear();
                text += texts_on;
                if (entry.is_skip()) continue;
                std::uint32_t value = kClassOfCount[count_[entry.key(bits)]];
                if (own_.size() < kMany || one->text_size(text).most <= TrigramEntries::kLong) {
                    const bool repeated = std::find(own_.begin(), own_.end(), entry.hash()) != own_.end();
                    if (repeated)
                        value = kRepeated;
                    else
                        own_.push_back(entry.hash());
                }
                entry.set_frequency_class(value);
            }
        }
    }
}

}  // namespace wirecopy::reuse
