#include "wirecopy/reuse/common_phrases.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>

#include "wirecopy/reuse/meetings.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
/// So many documents must write a phrase, of so many that are looked at.
constexpr std::size_t kWriters = 2;
constexpr std::size_t kMostWriters = 16;
constexpr std::size_t kFilterBits = std::size_t{1} << 20U;

/// Calls `visit(hash, first word)` for every six words in a row.
template <typename Visit>
void for_each_phrase(const FlatDocument& words, WordSpan span, Visit visit) {
    const std::span<const Word> all = words.words(span);
    std::uint64_t oldest = 1;
    for (std::uint32_t i = 0; i < kQuotedWords; ++i) oldest *= kFactor;
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        sum = sum * kFactor + all[i];
        if (i >= kQuotedWords) sum -= oldest * all[i - kQuotedWords];
        if (i + 1 >= kQuotedWords) visit(sum, span.begin + i + 1 - kQuotedWords);
    }
}

class Phrases {
    using Pair = std::pair<std::uint32_t, std::uint32_t>;

  public:
    explicit Phrases(const FlatWords& documents) : documents_(documents), filter_(kFilterBits, false) {}

    bool is_short_quotation(const Passage& passage) const {
        return passage.context == Context::quotation && std::max(passage.a.size(), passage.b.size()) < kRunWords &&
               !is_in_long_run(passage);
    }

    void ask_for(const Passage& passage) {
        for_each_phrase(documents_[passage.document_a], passage.a, [&](std::uint64_t hash, std::uint32_t) {
            writers_.try_emplace(hash);
            filter_[hash % kFilterBits] = true;
        });
    }

    /// Finds who writes the phrases that were asked for outside of quotation marks.
    void find_writers(const parallel::Control& control) {
        std::sort(linked_.begin(), linked_.end());
        std::vector<std::vector<std::uint64_t>> written(documents_.documents());
        parallel::for_each(documents_.documents(), control, [&](std::size_t d) {
            const FlatDocument words = documents_[d];
            for_each_phrase(words, {0, words.size()}, [&](std::uint64_t hash, std::uint32_t first) {
                if (filter_[hash % kFilterBits] && writers_.contains(hash) && words.quotation(first) == 0) {
                    written[d].push_back(hash);
                }
            });
        });
        for (std::uint32_t d = 0; d < written.size(); ++d) {
            for (const std::uint64_t hash : written[d]) {
                std::vector<std::uint32_t>& writers = writers_[hash];
                if (writers.size() < kMostWriters && (writers.empty() || writers.back() != d)) writers.push_back(d);
            }
        }
    }

    /// Remembers what other documents share, so that who reports on one matter is not asked about another.
    void link(const Passage& passage) {
        if (!is_short_quotation(passage)) linked_.emplace_back(passage.document_a, passage.document_b);
    }

    bool is_common(const Passage& passage) const {
        bool common = true;
        for_each_phrase(documents_[passage.document_a], passage.a, [&](std::uint64_t hash, std::uint32_t) {
            const auto& writers = writers_.at(hash);
            const auto independent = std::count_if(writers.begin(), writers.end(), [&](std::uint32_t writer) {
                return !are_linked(writer, passage.document_a) && !are_linked(writer, passage.document_b);
            });
            common = common && static_cast<std::size_t>(independent) >= kWriters;
        });
        return common;
    }

  private:
    /// Whether the words at an end of a passage and those beside it are equal for as long as prose must be.
    bool is_in_long_run(const Passage& passage) const {
        const FlatDocument a = documents_[passage.document_a];
        const FlatDocument b = documents_[passage.document_b];
        const auto equal_before = [&](std::uint32_t in_a, std::uint32_t in_b) {
            std::uint32_t words = 0;
            while (words < kRunWords && words < std::min(in_a, in_b) &&
                   a.word(in_a - words - 1) == b.word(in_b - words - 1)) {
                ++words;
            }
            return words;
        };
        const auto equal_from = [&](std::uint32_t in_a, std::uint32_t in_b) {
            std::uint32_t words = 0;
            while (words < kRunWords && in_a + words < a.size() && in_b + words < b.size() &&
                   a.word(in_a + words) == b.word(in_b + words)) {
                ++words;
            }
            return words;
        };
        const auto around = [&](std::uint32_t in_a, std::uint32_t in_b) {
            return equal_before(in_a, in_b) + equal_from(in_a, in_b) >= kRunWords;
        };
        return around(passage.a.begin, passage.b.begin) || around(passage.a.end, passage.b.end);
    }

    bool are_linked(std::uint32_t x, std::uint32_t y) const {
        return x == y || std::binary_search(linked_.begin(), linked_.end(), Pair(std::min(x, y), std::max(x, y)));
    }

    const FlatWords& documents_;
    std::vector<bool> filter_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> writers_;
    std::vector<Pair> linked_;
};

}  // namespace

void drop_common_phrases(const FlatWords& words, std::vector<Passage>& passages, const parallel::Control& control) {
    Phrases phrases(words);
    bool any = false;
    for (const Passage& passage : passages) {
        if (!phrases.is_short_quotation(passage)) continue;
        phrases.ask_for(passage);
        any = true;
    }
    if (!any) return;
    for (const Passage& passage : passages) phrases.link(passage);
    phrases.find_writers(control);
    std::erase_if(passages, [&](const Passage& passage) {
        return phrases.is_short_quotation(passage) && phrases.is_common(passage);
    });
}

}  // namespace wirecopy::reuse
