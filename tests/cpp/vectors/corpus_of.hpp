#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "wirecopy/documents/corpus.hpp"

namespace wirecopy::testing {

/// A corpus of these texts in one batch, with ids "0", "1" and so on, and nothing else known.
inline documents::Corpus corpus_of(const std::vector<std::string>& texts) {
    struct Owned {
        std::string data;
        std::vector<std::int64_t> offsets{0};
        void add(const std::string& text) {
            data += text;
            offsets.push_back(static_cast<std::int64_t>(data.size()));
        }
    };
    auto owned = std::make_shared<std::pair<Owned, Owned>>();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        owned->first.add(texts[i]);
        owned->second.add(std::to_string(i));
    }
    documents::Columns columns{{owned->second.data, owned->second.offsets},
                               std::vector<std::int32_t>(texts.size(), -1),
                               std::vector<std::int32_t>(texts.size(), -1),
                               std::vector<documents::Interval>(texts.size())};
    return {{documents::Batch{owned->first.data, owned->first.offsets}}, std::move(columns), owned};
}

}  // namespace wirecopy::testing
