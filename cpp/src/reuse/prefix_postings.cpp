#include "prefix_postings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace wirecopy::reuse {
namespace {

constexpr std::uint32_t kBlock = 4096;  ///< texts
constexpr std::uint32_t kLastClass = kFrequencyClasses - 1;

/// How many 3-grams of each class but the last a text has: five numbers of 12 bits. One that overflows adds 1 to the
/// next where it loses 4,096: sums come out too small, and prefixes too long, which loses nothing.
class ClassCounts {
  public:
    void add(std::uint32_t frequency_class) { counts_ += kOne[frequency_class]; }
    std::uint32_t of(std::uint32_t frequency_class) const {
        return static_cast<std::uint32_t>(counts_ >> (12U * frequency_class)) & 0xFFFU;
    }

  private:
    static constexpr std::uint64_t kUnit = 1;
    static constexpr std::array<std::uint64_t, 8> kOne = {
        kUnit, kUnit << 12U, kUnit << 24U, kUnit << 36U, kUnit << 48U, 0, 0, 0};
    std::uint64_t counts_ = 0;
};

/// How long a prefix must be. Grows with `trigrams`, so that repeats among them do no harm.
std::uint32_t prefix_length(std::uint32_t trigrams, double jaccard) {
    const auto least_shared = static_cast<std::uint32_t>(std::ceil(jaccard * trigrams - kRounding));
    return trigrams - std::max(1U, least_shared) + 1;
}

/// Writes postings of a range of texts.
class Block {
  public:
    Block(TrigramEntries& texts, double jaccard, Postings& postings)
        : texts_(texts), jaccard_(jaccard), postings_(postings) {
        for (std::size_t partition = 0; partition < texts.partitions().lists(); ++partition) {
            cursors_.emplace_back(partition);
        }
    }

    void write(std::uint32_t begin, std::uint32_t end) {
        find_last_classes(begin, end);
        for (std::size_t partition = 0; partition < cursors_.size(); ++partition) {
            cursors_[partition].visit_below(texts_.partitions(), end, [&](TrigramEntry entry, std::uint32_t text) {
                // Neither class 0 nor kRepeated lies between 1 and a last class.
                if (entry.frequency_class() - 1U < std::uint32_t{last_class_[text - begin]}) {
                    postings_.push(partition, {entry.key(TrigramEntry::kKeyBits), texts_.number(text)});
                }
            });
        }
    }

  private:
    void find_last_classes(std::uint32_t begin, std::uint32_t end) {
        std::vector<ClassCounts> counts(end - begin);
        for (EntryCursor cursor : cursors_) {
            cursor.visit_below(texts_.partitions(), end, [&](TrigramEntry entry, std::uint32_t text) {
                counts[text - begin].add(entry.frequency_class());
            });
        }
        last_class_.resize(end - begin);
        for (std::uint32_t text = begin; text < end; ++text) {
            const ClassCounts& own = counts[text - begin];
            const std::uint32_t needed = prefix_length(texts_.text_size(text).most, jaccard_);
            std::uint32_t last = 0;
            for (std::uint32_t held = own.of(0); held < needed && last < kLastClass; held += own.of(last)) ++last;
            last_class_[text - begin] = static_cast<std::uint8_t>(last);
        }
    }

    TrigramEntries& texts_;
    double jaccard_;
    Postings& postings_;
    std::vector<EntryCursor> cursors_;  ///< one a partition
    std::vector<std::uint8_t> last_class_;
};

}  // namespace

void add_prefixes(TrigramEntries& texts, double jaccard, Postings& postings) {
    Block block(texts, jaccard, postings);
    const auto size = static_cast<std::uint32_t>(texts.size());
    for (std::uint32_t begin = 0; begin < size; begin += kBlock) block.write(begin, std::min(size, begin + kBlock));
}

}  // namespace wirecopy::reuse
