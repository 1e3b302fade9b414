#include "wirecopy/reuse/variants.hpp"

#include <unordered_map>

namespace wirecopy::reuse {

Variants collapse(const std::vector<DocumentWords>& documents, std::size_t min_words) {
    Variants result;
    std::unordered_map<std::uint64_t, std::uint32_t> known;
    for (std::size_t document = 0; document < documents.size(); ++document) {
        for (std::size_t number = 0; number < documents[document].paragraph.size(); ++number) {
            const WordSpan words = documents[document].paragraph[number];
            if (words.size() < min_words) continue;
            const auto paragraph = static_cast<std::uint32_t>(result.paragraphs.size());
            result.paragraphs.push_back(
                {static_cast<std::uint32_t>(document), static_cast<std::uint32_t>(number), words});
            const std::uint64_t id = content_hash(documents[document].keys(words));
            const auto [entry, is_new] = known.try_emplace(id, static_cast<std::uint32_t>(result.variants.size()));
            if (is_new) result.variants.push_back({id, {}});
            result.variants[entry->second].copies.push_back(paragraph);
            result.variant_of.push_back(entry->second);
        }
    }
    return result;
}

}  // namespace wirecopy::reuse
