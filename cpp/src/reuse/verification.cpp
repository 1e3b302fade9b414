#include "verification.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "wirecopy/parallel/sort.hpp"
#include "wirecopy/reuse/set_bits.hpp"
#include "wirecopy/reuse/trigrams.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kTask = 4096;        ///< pairs
constexpr std::uint32_t kLeastWords = 8;   ///< of a signature
constexpr std::uint32_t kPerWord = 8;      ///< 3-grams
constexpr std::size_t kBetweenChecks = 8;  ///< steps of a merge

}  // namespace

Verification::Verification(std::vector<Pair> candidates, const TextBounds& bounds, tokens::Storage storage,
                           const parallel::Control& control)
    : candidates_(std::move(candidates)), place_(bounds.size.size(), kNone), trigrams_(storage), signatures_(storage) {
    parallel::sort(candidates_, control);
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
    for (const Pair& pair : candidates_) place_[pair.a] = place_[pair.b] = 0;
    std::size_t trigrams = 0;
    std::size_t signature_words = 0;
    for (std::uint32_t text = 0; text < place_.size(); ++text) {
        if (place_[text] == kNone) continue;
        place_[text] = static_cast<std::uint32_t>(sets_.size());
        texts_.push_back(text);
        const std::uint32_t most = bounds.size[text].most;
        const std::uint32_t words = std::max(kLeastWords, std::bit_ceil((most + kPerWord - 1) / kPerWord));
        sets_.push_back({trigrams, signature_words, 0, words});
        trigrams += most;
        signature_words += words;
    }
    trigrams_.resize(trigrams);
    signatures_.resize(signature_words);
}

void Verification::read(std::uint32_t text, std::span<const tokens::TokenKey> words) {
    Set& set = sets_[place_[text]];
    // A long text came to the join without its repeats, so that there is room for its set and not for all its 3-grams.
    thread_local std::vector<std::uint64_t> all;
    all.resize(words.size() - 2);
    write_trigrams(words, all.data());
    set.size = static_cast<std::uint32_t>(sort_to_set(all));
    std::copy_n(all.begin(), set.size, trigrams_.data() + set.trigrams);
    std::uint64_t* const bits = signatures_.data() + set.signature;
    std::fill_n(bits, set.signature_words, 0);
    for (const std::uint64_t hash : trigrams(set)) {
        bits[hash >> 6U & (set.signature_words - 1)] |= std::uint64_t{1} << (hash & 63U);
    }
}

std::vector<Link> Verification::links(double jaccard, const parallel::Control& control) const {
    std::vector<std::vector<Link>> found((candidates_.size() + kTask - 1) / kTask);
    parallel::for_each(found.size(), control, [&](std::size_t task) {
        const std::size_t end = std::min(candidates_.size(), (task + 1) * kTask);
        for (std::size_t i = task * kTask; i < end; ++i) {
            const Set& a = sets_[place_[candidates_[i].a]];
            const Set& b = sets_[place_[candidates_[i].b]];
            const auto sizes = static_cast<double>(a.size + b.size);
            const auto needed = static_cast<std::size_t>(std::ceil(jaccard / (1 + jaccard) * sizes - kRounding));
            if (most_shared(a, b) < needed) continue;
            const auto both = static_cast<double>(shared(a, b, needed));
            const double similarity = both / (sizes - both);
            if (both > 0 && similarity >= jaccard)
                found[task].push_back({candidates_[i].a, candidates_[i].b, similarity});
        }
    });
    std::vector<Link> links;
    for (const auto& own : found) links.insert(links.end(), own.begin(), own.end());
    return links;
}

std::span<const std::uint64_t> Verification::trigrams(const Set& set) const {
    return {trigrams_.data() + set.trigrams, set.size};
}

std::span<const std::uint64_t> Verification::signature(const Set& set) const {
    return {signatures_.data() + set.signature, set.signature_words};
}

std::size_t Verification::most_shared(const Set& a, const Set& b) const {
    const bool a_is_narrow = a.signature_words <= b.signature_words;
    const Set& narrow_set = a_is_narrow ? a : b;
    const Set& wide_set = a_is_narrow ? b : a;
    const auto narrow = signature(narrow_set);
    const auto wide = signature(wide_set);
    std::uint32_t only_narrow = 0;
    std::uint32_t only_wide = 0;
    for (std::size_t word = 0; word < narrow.size(); ++word) {
        std::uint64_t folded = 0;
        for (std::size_t place = word; place < wide.size(); place += narrow.size()) {
            folded |= wide[place];
            only_wide += set_bits(wide[place] & ~narrow[word]);
        }
        only_narrow += set_bits(narrow[word] & ~folded);
    }
    return std::min(narrow_set.size - only_narrow, wide_set.size - only_wide);
}

std::size_t Verification::shared(const Set& set_a, const Set& set_b, std::size_t needed) const {
    const auto a = trigrams(set_a);
    const auto b = trigrams(set_b);
    std::size_t both = 0;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size() && both + std::min(a.size() - i, b.size() - j) >= needed) {
        for (std::size_t step = 0; step < kBetweenChecks && i < a.size() && j < b.size(); ++step) {
            const std::uint64_t in_a = a[i];
            const std::uint64_t in_b = b[j];
            both += in_a == in_b;
            i += in_a <= in_b;
            j += in_b <= in_a;
        }
    }
    return both;
}

}  // namespace wirecopy::reuse
