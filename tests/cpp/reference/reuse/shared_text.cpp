#include "reference/reuse/shared_text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace wirecopy::reference {
namespace {

using Trigram = std::array<tokens::TokenKey, 3>;

std::set<Trigram> trigrams(std::span<const tokens::TokenKey> keys) {
    std::set<Trigram> result;
    for (std::size_t i = 0; i + 3 <= keys.size(); ++i) result.insert({keys[i], keys[i + 1], keys[i + 2]});
    return result;
}

}  // namespace

std::vector<reuse::Run> shared_runs(std::span<const reuse::Word> a, std::span<const reuse::Word> b,
                                    std::uint32_t min_words) {
    std::vector<reuse::Run> runs;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        for (std::uint32_t j = 0; j < b.size(); ++j) {
            if (i > 0 && j > 0 && a[i - 1] == b[j - 1]) continue;
            std::uint32_t size = 0;
            while (i + size < a.size() && j + size < b.size() && a[i + size] == b[j + size]) ++size;
            if (size >= min_words) runs.push_back({i, j, size});
        }
    }
    return runs;
}

std::vector<reuse::Match> shared_trigrams(std::span<const reuse::Word> a, std::span<const reuse::Word> b) {
    std::vector<reuse::Match> places;
    for (std::uint32_t i = 0; i + 3 <= a.size(); ++i) {
        for (std::uint32_t j = 0; j + 3 <= b.size(); ++j) {
            if (std::ranges::equal(a.subspan(i, 3), b.subspan(j, 3))) places.push_back({i, j});
        }
    }
    return places;
}

double jaccard(std::span<const tokens::TokenKey> a, std::span<const tokens::TokenKey> b) {
    const std::set<Trigram> in_a = trigrams(a);
    std::set<Trigram> in_either = trigrams(b);
    std::size_t shared = 0;
    for (const Trigram& trigram : in_a) shared += in_either.contains(trigram) ? 1 : 0;
    in_either.insert(in_a.begin(), in_a.end());
    return in_either.empty() ? 0 : static_cast<double>(shared) / static_cast<double>(in_either.size());
}

std::vector<reuse::Link> similar_texts(const std::vector<std::vector<tokens::TokenKey>>& texts, double min_jaccard) {
    std::vector<reuse::Link> links;
    for (std::uint32_t a = 0; a < texts.size(); ++a) {
        for (std::uint32_t b = a + 1; b < texts.size(); ++b) {
            const double similarity = reference::jaccard(texts[a], texts[b]);
            if (similarity >= min_jaccard) links.push_back({a, b, similarity});
        }
    }
    return links;
}

}  // namespace wirecopy::reference
