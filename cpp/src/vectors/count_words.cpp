#include "wirecopy/vectors/count_words.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include "wirecopy/text/fold.hpp"

#include "key_numbers.hpp"

namespace wirecopy::vectors {
namespace {

using tokens::TokenKey;

constexpr std::size_t kDocumentsPerTask = 256;

/// A word where it stands for the first time.
struct Word {
    TokenKey key;
    std::size_t document;
    std::size_t token;
};

struct Count {
    std::uint32_t word;  ///< its number, later its column
    std::uint32_t count;
};

/// The counts of some documents that follow each other.
struct Part {
    std::vector<Word> words;           ///< by number
    std::vector<Count> counts;         ///< document by document
    std::vector<std::size_t> row_end;  ///< of each document in `counts`
};

/// Counts the words of documents; `number(word)` is the number of a word, or nothing for those to leave out.
template <typename Number>
Part count(const tokens::Tokens& tokens, std::size_t first, std::size_t last, Number number) {
    constexpr std::uint32_t kNotYet = 0xFFFFFFFF;
    Part part;
    std::vector<std::uint32_t> place;  // in the counts of this document, by word
    for (std::size_t document = first; document < last; ++document) {
        const tokens::TokenView view = tokens[document];
        const std::size_t row_begin = part.counts.size();
        for (std::size_t token = 0; token < view.size(); ++token) {
            if (!view.is_word(token)) continue;
            const std::optional<std::uint32_t> word = number(Word{view.key(token), document, token});
            if (!word) continue;
            if (*word >= place.size()) {
                place.resize(std::max<std::size_t>(*word + 1, 2 * place.size()), kNotYet);
            }
            if (place[*word] == kNotYet) {
                place[*word] = static_cast<std::uint32_t>(part.counts.size() - row_begin);
                part.counts.push_back({*word, 0});
            }
            ++part.counts[row_begin + place[*word]].count;
        }
        for (std::size_t at = row_begin; at < part.counts.size(); ++at) place[part.counts[at].word] = kNotYet;
        part.row_end.push_back(part.counts.size());
    }
    return part;
}

/// Calls `work(part, first, last)` for each run of documents that makes a part.
void for_each_part(std::size_t documents, const parallel::Control& control,
                   const std::function<void(std::size_t, std::size_t, std::size_t)>& work) {
    const std::size_t parts = (documents + kDocumentsPerTask - 1) / kDocumentsPerTask;
    parallel::for_each(parts, control, [&](std::size_t part) {
        work(part, part * kDocumentsPerTask, std::min(documents, (part + 1) * kDocumentsPerTask));
    });
}

/// The rows of all parts; `column(part, word)` is the column of a word of a part. Parts are given back on the way.
template <typename ColumnOf>
Csr rows_of(std::vector<Part>& parts, std::size_t columns, const parallel::Control& control, ColumnOf column_of) {
    Csr result;
    result.columns = columns;
    std::vector<std::size_t> part_begin;
    for (const Part& part : parts) {
        const auto begin = static_cast<std::size_t>(result.row_begin.back());
        part_begin.push_back(begin);
        for (const std::size_t end : part.row_end) result.row_begin.push_back(static_cast<std::int64_t>(begin + end));
    }
    result.column.resize(static_cast<std::size_t>(result.row_begin.back()));
    result.value.resize(result.column.size());
    parallel::for_each(parts.size(), control, [&](std::size_t p) {
        Part part = std::exchange(parts[p], {});
        for (Count& count : part.counts) count.word = column_of(p, count.word);
        std::size_t begin = 0;
        for (const std::size_t end : part.row_end) {
            const auto row = std::span(part.counts).subspan(begin, end - begin);
            std::sort(row.begin(), row.end(), [](const Count& a, const Count& b) { return a.word < b.word; });
            for (std::size_t i = 0; i < row.size(); ++i) {
                result.column[part_begin[p] + begin + i] = static_cast<std::int32_t>(row[i].word);
                result.value[part_begin[p] + begin + i] = row[i].count;
            }
            begin = end;
        }
    });
    return result;
}

/// The distinct words of all parts with their names, in the order of these, and the column of each word of each part.
struct Vocabulary {
    std::vector<std::string> names;
    std::vector<TokenKey> keys;
    std::vector<std::vector<std::uint32_t>> column;  ///< by part and number
};

Vocabulary vocabulary_of(const tokens::Tokens& tokens, const std::vector<Part>& parts,
                         const parallel::Control& control) {
    Vocabulary result;
    KeyNumbers numbers;
    std::vector<Word> words;
    for (const Part& part : parts) {
        std::vector<std::uint32_t>& column = result.column.emplace_back();
        for (const Word& word : part.words) {
            column.push_back(numbers.number(word.key));
            if (column.back() == words.size()) words.push_back(word);
        }
    }
    std::vector<std::string> names(words.size());
    parallel::for_each(words.size(), control, [&](std::size_t i) {
        const auto [begin, end] = tokens[words[i].document].span(words[i].token);
        names[i] = text::fold(tokens.corpus().text(words[i].document).substr(begin, end - begin));
    });
    std::vector<std::uint32_t> order(words.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(names[a], words[a].key) < std::tie(names[b], words[b].key);
    });

    std::vector<std::uint32_t> column_of(words.size());
    for (const std::uint32_t word : order) {
        column_of[word] = static_cast<std::uint32_t>(result.names.size());
        result.names.push_back(std::move(names[word]));
        result.keys.push_back(words[word].key);
    }
    for (std::vector<std::uint32_t>& column : result.column) {
        for (std::uint32_t& word : column) word = column_of[word];
    }
    return result;
}

std::vector<Part> parts_for(const tokens::Tokens& tokens) {
    return std::vector<Part>((tokens.size() + kDocumentsPerTask - 1) / kDocumentsPerTask);
}

}  // namespace

WordCounts count_words(const tokens::Tokens& tokens, const parallel::Control& control) {
    std::vector<Part> parts = parts_for(tokens);
    for_each_part(tokens.size(), control, [&](std::size_t part, std::size_t first, std::size_t last) {
        KeyNumbers numbers;
        std::vector<Word> words;
        parts[part] = count(tokens, first, last, [&](const Word& word) {
            const std::uint32_t number = numbers.number(word.key);
            if (number == words.size()) words.push_back(word);
            return std::optional(number);
        });
        parts[part].words = std::move(words);
    });
    Vocabulary vocabulary = vocabulary_of(tokens, parts, control);
    Csr counts = rows_of(parts, vocabulary.names.size(), control,
                         [&](std::size_t part, std::uint32_t word) { return vocabulary.column[part][word]; });
    return {std::move(counts), std::move(vocabulary.names), std::move(vocabulary.keys)};
}

Csr count_words(const tokens::Tokens& tokens, std::span<const TokenKey> keys, const parallel::Control& control) {
    KeyNumbers columns;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (columns.number(keys[i]) != i) {
            throw std::invalid_argument("the key of column " + std::to_string(i) + " comes twice");
        }
    }
    std::vector<Part> parts = parts_for(tokens);
    for_each_part(tokens.size(), control, [&](std::size_t part, std::size_t first, std::size_t last) {
        parts[part] = count(tokens, first, last, [&](const Word& word) { return columns.find(word.key); });
    });
    return rows_of(parts, keys.size(), control, [](std::size_t, std::uint32_t word) { return word; });
}

}  // namespace wirecopy::vectors
