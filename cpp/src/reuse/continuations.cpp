#include "wirecopy/reuse/continuations.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kMostTexts = 64;
/// So many stretches that end inside of one are looked at.
constexpr std::size_t kLookAhead = 64;
constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

enum class Side : std::uint8_t { before, after };

/// For each stretch the nearest that touches it on one side and reaches beyond it; kNothing where there is none.
std::vector<std::size_t> beside(std::span<const Stretch> stretches, Side side) {
    // Read from the other end, what comes before comes after.
    const auto span = [&](std::size_t i) {
        const auto [begin, end] = stretches[i].words;
        return side == Side::after ? std::pair<std::int64_t, std::int64_t>(begin, end)
                                   : std::pair<std::int64_t, std::int64_t>(-std::int64_t{end}, -std::int64_t{begin});
    };
    std::vector<std::size_t> order(stretches.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
        return std::tuple(stretches[x].document, span(x), stretches[x].text) <
               std::tuple(stretches[y].document, span(y), stretches[y].text);
    });
    std::vector<std::size_t> found(stretches.size(), kNothing);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t last = std::min(order.size(), i + 1 + kLookAhead);
        for (std::size_t j = i + 1; j < last; ++j) {
            if (stretches[order[j]].document != stretches[order[i]].document) break;
            if (span(order[j]).first > span(order[i]).second) break;
            if (span(order[j]).second <= span(order[i]).second) continue;
            found[order[i]] = order[j];
            break;
        }
    }
    return found;
}

class Continuations {
  public:
    Continuations(std::vector<Stretch>& stretches, std::span<const std::uint32_t> family_of_text,
                  const std::function<bool(std::uint32_t, std::uint32_t)>& has)
        : stretches_(stretches),
          family_of_text_(family_of_text),
          has_(has),
          before_(beside(stretches, Side::before)),
          after_(beside(stretches, Side::after)),
          longer_(stretches) {}

    void run() {
        const auto texts = static_cast<std::uint32_t>(family_of_text_.size());
        std::vector<std::uint32_t> same(texts);
        // Of texts of a family the family, of others the texts that they go on over.
        std::map<std::pair<std::uint32_t, std::vector<std::uint32_t>>, std::uint32_t> first;
        for (std::size_t begin = 0, end = 0; begin < stretches_.size(); begin = end) {
            const std::uint32_t text = stretches_[begin].text;
            while (end < stretches_.size() && stretches_[end].text == text) ++end;
            std::vector<std::uint32_t> row = walk(begin, end, before_, Side::before);
            std::reverse(row.begin(), row.end());
            row.push_back(text);
            const std::vector<std::uint32_t> after = walk(begin, end, after_, Side::after);
            row.insert(row.end(), after.begin(), after.end());
            const std::uint32_t family = family_of_text_[text];
            if (family != kNoFamily) row.clear();
            same[text] = first.try_emplace({family, std::move(row)}, text).first->second;
        }
        for (Stretch& one : longer_) one.text = same[one.text];
        stretches_ = std::move(longer_);
        drop_held();
    }

  private:
    /// The texts that the stretches from `begin` to `end`, which are of one text, go on over; makes them longer.
    std::vector<std::uint32_t> walk(std::size_t begin, std::size_t end, const std::vector<std::size_t>& beside,
                                    Side side) {
        const std::uint32_t text = stretches_[begin].text;
        std::vector<std::pair<std::size_t, std::size_t>> at;  // of each stretch that goes on, the one it has come to
        for (std::size_t i = begin; i < end; ++i) at.emplace_back(i, i);
        std::vector<std::uint32_t> over;
        while (over.size() < kMostTexts) {
            for (auto& [own, last] : at) last = beside[last];
            std::erase_if(at, [](const auto& one) { return one.second == kNothing; });
            const std::uint32_t next = of_most(at);
            const auto goes_on = [&](const auto& one) { return stretches_[one.second].text == next; };
            const auto count = static_cast<std::size_t>(std::count_if(at.begin(), at.end(), goes_on));
            if (2 * count <= end - begin || !may(text, next)) break;
            std::erase_if(at, [&](const auto& one) { return !goes_on(one); });
            over.push_back(next);
            for (const auto& [own, last] : at) {
                WordSpan& words = longer_[own].words;
                if (side == Side::after) words.end = std::max(words.end, stretches_[last].words.end);
                if (side == Side::before) words.begin = std::min(words.begin, stretches_[last].words.begin);
            }
        }
        return over;
    }

    /// The text that more than half of these have come to, if there is one.
    std::uint32_t of_most(std::span<const std::pair<std::size_t, std::size_t>> at) const {
        std::uint32_t text = 0;
        std::size_t votes = 0;
        for (const auto& [own, last] : at) {
            const std::uint32_t other = stretches_[last].text;
            if (votes == 0) text = other;
            votes += other == text ? 1 : static_cast<std::size_t>(-1);
        }
        return text;
    }

    bool may(std::uint32_t text, std::uint32_t beside) const {
        const std::uint32_t family = family_of_text_[text];
        return family == kNoFamily || family == family_of_text_[beside] || has_(family, beside);
    }

    void drop_held() {
        std::sort(stretches_.begin(), stretches_.end(), [](const Stretch& x, const Stretch& y) {
            return std::tuple(x.text, x.document, x.words.begin, ~x.words.end) <
                   std::tuple(y.text, y.document, y.words.begin, ~y.words.end);
        });
        std::size_t kept = 0;
        for (const Stretch& one : stretches_) {
            const bool held = kept > 0 && stretches_[kept - 1].text == one.text &&
                              stretches_[kept - 1].document == one.document &&
                              stretches_[kept - 1].words.end >= one.words.end;
            if (!held) stretches_[kept++] = one;
        }
        stretches_.resize(kept);
    }

    std::vector<Stretch>& stretches_;
    std::span<const std::uint32_t> family_of_text_;
    const std::function<bool(std::uint32_t, std::uint32_t)>& has_;
    std::vector<std::size_t> before_;
    std::vector<std::size_t> after_;
    std::vector<Stretch> longer_;
};

}  // namespace

void continue_texts(std::vector<Stretch>& stretches, std::span<const std::uint32_t> family_of_text,
                    const std::function<bool(std::uint32_t, std::uint32_t)>& has) {
    Continuations(stretches, family_of_text, has).run();
}

}  // namespace wirecopy::reuse
