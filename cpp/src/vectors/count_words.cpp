#include "wirecopy/vectors/count_words.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "wirecopy/text/fold.hpp"

namespace wirecopy::vectors {
namespace {

using tokens::TokenKey;
using Columns = std::unordered_map<TokenKey, std::int32_t>;

struct Counted {
    TokenKey key;
    std::uint32_t first;  ///< where the word stands for the first time, a token of the document
    std::uint32_t count;
};

/// The distinct words of a document in the order of their keys.
std::vector<Counted> counted(const tokens::TokenView& document) {
    std::vector<Counted> words;
    for (std::size_t token = 0; token < document.size(); ++token) {
        if (document.is_word(token)) words.push_back({document.key(token), static_cast<std::uint32_t>(token), 1});
    }
    std::sort(words.begin(), words.end(),
              [](const Counted& a, const Counted& b) { return a.key != b.key ? a.key < b.key : a.first < b.first; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (kept > 0 && words[kept - 1].key == words[i].key) {
            ++words[kept - 1].count;
        } else {
            words[kept++] = words[i];
        }
    }
    words.resize(kept);
    return words;
}

std::vector<std::vector<Counted>> counted(const tokens::Tokens& tokens, const parallel::Control& control) {
    std::vector<std::vector<Counted>> documents(tokens.size());
    parallel::for_each(tokens.size(), control,
                       [&](std::size_t document) { documents[document] = counted(tokens[document]); });
    return documents;
}

Csr rows(const std::vector<std::vector<Counted>>& documents, const Columns& columns, const parallel::Control& control) {
    std::vector<std::vector<std::pair<std::int32_t, double>>> found(documents.size());
    parallel::for_each(documents.size(), control, [&](std::size_t document) {
        for (const Counted& word : documents[document]) {
            const auto column = columns.find(word.key);
            if (column != columns.end()) found[document].emplace_back(column->second, word.count);
        }
        std::sort(found[document].begin(), found[document].end());
    });
    Csr result;
    result.columns = columns.size();
    for (const auto& row : found) {
        for (const auto& [column, count] : row) {
            result.column.push_back(column);
            result.value.push_back(count);
        }
        result.row_begin.push_back(static_cast<std::int64_t>(result.column.size()));
    }
    return result;
}

Columns columns_of(std::span<const TokenKey> keys) {
    if (keys.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        throw std::invalid_argument("a matrix holds at most 2,147,483,647 columns");
    }
    Columns columns(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!columns.emplace(keys[i], static_cast<std::int32_t>(i)).second) {
            throw std::invalid_argument("the key of column " + std::to_string(i) + " comes twice");
        }
    }
    return columns;
}

}  // namespace

WordCounts count_words(const tokens::Tokens& tokens, const parallel::Control& control) {
    struct Word {
        TokenKey key;
        std::size_t document;
        std::uint32_t token;
        std::string name;
    };
    const auto documents = counted(tokens, control);
    std::vector<Word> words;
    std::unordered_set<TokenKey> seen;
    for (std::size_t document = 0; document < documents.size(); ++document) {
        for (const Counted& word : documents[document]) {
            if (seen.insert(word.key).second) words.push_back({word.key, document, word.first, {}});
        }
    }
    parallel::for_each(words.size(), control, [&](std::size_t i) {
        const auto [begin, end] = tokens[words[i].document].span(words[i].token);
        words[i].name = text::fold(tokens.corpus().text(words[i].document).substr(begin, end - begin));
    });
    std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.name < b.name; });

    WordCounts result;
    for (Word& word : words) {
        result.names.push_back(std::move(word.name));
        result.keys.push_back(word.key);
    }
    result.counts = rows(documents, columns_of(result.keys), control);
    return result;
}

Csr count_words(const tokens::Tokens& tokens, std::span<const TokenKey> keys, const parallel::Control& control) {
    return rows(counted(tokens, control), columns_of(keys), control);
}

}  // namespace wirecopy::vectors
