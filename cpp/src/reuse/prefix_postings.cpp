#include "prefix_postings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace wirecopy::reuse {
namespace {

constexpr std::uint32_t kBlock = 4096;  ///< texts
constexpr std::uint32_t kLastClass = kFrequencyClasses - 1;

/// How long a prefix must be. Grows with `trigrams`, so that repeats among them do no harm.
std::uint32_t prefix_length(std::uint32_t trigrams, double jaccard) {
    const auto least_shared = static_cast<std::uint32_t>(std::ceil(jaccard * trigrams - kRounding));
    return trigrams - std::max(1U, least_shared) + 1;
}

/// One for each partition of some texts.
std::vector<EntryCursor> cursors_of(TrigramEntries& texts) {
    std::vector<EntryCursor> cursors;
    for (std::size_t partition = 0; partition < texts.partitions(); ++partition) {
        cursors.emplace_back(partition);
    }
    return cursors;
}

/// Writes postings of a range of texts.
class Block {
  public:
    Block(TrigramEntries& texts, std::span<const TextSize> sizes, double jaccard, Postings& postings)
        : texts_(texts), sizes_(sizes), jaccard_(jaccard), postings_(postings), cursors_(cursors_of(texts)) {}

    /// By the counts of these texts.
    void write(std::uint32_t begin, std::uint32_t end) {
        std::vector<ClassCounts> counts(end - begin);
        for (EntryCursor cursor : cursors_) {
            cursor.visit_below(texts_, end, [&](TrigramEntry entry, std::uint32_t text) {
                counts[text - begin].add(entry.frequency_class());
            });
        }
        write(begin, end, [&](std::uint32_t text) { return counts[text - begin]; });
    }

    template <typename CountsOf>
    void write(std::uint32_t begin, std::uint32_t end, const CountsOf& counts_of) {
        find_last_classes(begin, end, counts_of);
        for (std::size_t partition = 0; partition < cursors_.size(); ++partition) {
            cursors_[partition].visit_below(texts_, end, [&](TrigramEntry entry, std::uint32_t text) {
                // kRepeated lies beyond any last class.
                if (entry.frequency_class() <= std::uint32_t{last_class_[text - begin]}) {
                    postings_.push(partition, {entry.key(TrigramEntry::kKeyBits), texts_.number(text)});
                }
            });
        }
    }

  private:
    template <typename CountsOf>
    void find_last_classes(std::uint32_t begin, std::uint32_t end, const CountsOf& counts_of) {
        last_class_.resize(end - begin);
        for (std::uint32_t text = begin; text < end; ++text) {
            const ClassCounts own = counts_of(text);
            const std::uint32_t trigrams = sizes_[texts_.number(text)].most;
            const std::uint32_t needed = prefix_length(trigrams, jaccard_);
            std::uint32_t last = 0;
            for (std::uint32_t held = own.seen_once(trigrams); held < needed && last < kLastClass; held += own.of(last))
                ++last;
            last_class_[text - begin] = static_cast<std::uint8_t>(last);
        }
    }

    TrigramEntries& texts_;
    std::span<const TextSize> sizes_;  ///< by the texts' numbers
    double jaccard_;
    Postings& postings_;
    std::vector<EntryCursor> cursors_;
    std::vector<std::uint8_t> last_class_;
};

}  // namespace

void add_prefixes(TrigramEntries& texts, std::span<const TextSize> sizes, double jaccard, Postings& postings,
                  const std::function<void(std::size_t, std::size_t)>& between) {
    Block block(texts, sizes, jaccard, postings);
    const auto size = static_cast<std::uint32_t>(texts.size());
    for (std::uint32_t begin = 0; begin < size; begin += kBlock) {
        block.write(begin, std::min(size, begin + kBlock));
        between(begin, size);
    }
}

void add_counts(TrigramEntries& texts, std::span<ClassCounts> counts) {
    const auto size = static_cast<std::uint32_t>(texts.size());
    std::vector<EntryCursor> cursors = cursors_of(texts);
    for (std::uint32_t begin = 0; begin < size; begin += kBlock) {
        const std::uint32_t end = std::min(size, begin + kBlock);
        for (EntryCursor& cursor : cursors) {
            cursor.visit_below(texts, end, [&](TrigramEntry entry, std::uint32_t text) {
                counts[texts.number(text)].add(entry.frequency_class());
            });
        }
    }
}

void add_prefixes(TrigramEntries& texts, std::span<const TextSize> sizes, double jaccard,
                  std::span<const ClassCounts> counts, Postings& postings,
                  const std::function<void(std::size_t, std::size_t)>& between) {
    Block block(texts, sizes, jaccard, postings);
    const auto size = static_cast<std::uint32_t>(texts.size());
    for (std::uint32_t begin = 0; begin < size; begin += kBlock) {
        block.write(begin, std::min(size, begin + kBlock),
                    [&](std::uint32_t text) { return counts[texts.number(text)]; });
        between(begin, size);
    }
}

}  // namespace wirecopy::reuse
