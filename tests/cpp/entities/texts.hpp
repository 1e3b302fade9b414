#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {

/// Strings in columns; keeps what the column points to.
class Strings {
  public:
    explicit Strings(const std::vector<std::string>& strings) : offsets_{0} {
        for (const std::string& string : strings) {
            data_ += string;
            offsets_.push_back(static_cast<std::int64_t>(data_.size()));
        }
    }
    documents::StringColumn column() const { return {data_, offsets_}; }

  private:
    std::string data_;
    std::vector<std::int64_t> offsets_;
};

/// A corpus of plain texts with its tokens; ids are "0", "1", ...
class Texts {
  public:
    explicit Texts(const std::vector<std::string>& texts)
        : texts_(texts),
          ids_(numbers(texts.size())),
          corpus_({texts_.column()}, columns(texts.size()), nullptr),
          tables_(tokens::tokenize(corpus_, {1, {}})),
          tokens_(corpus_, {&tables_.front()}) {}

    const documents::Corpus& corpus() const { return corpus_; }
    const tokens::Tokens& tokens() const { return tokens_; }
    std::string_view text(std::size_t document) const { return corpus_.text(document); }

  private:
    static std::vector<std::string> numbers(std::size_t count) {
        std::vector<std::string> result;
        for (std::size_t i = 0; i < count; ++i) result.push_back(std::to_string(i));
        return result;
    }
    documents::Columns columns(std::size_t count) const {
        return {ids_.column(), std::vector<std::int32_t>(count, -1), std::vector<std::int32_t>(count, -1),
                std::vector<documents::Interval>(count)};
    }

    Strings texts_;
    Strings ids_;
    documents::Corpus corpus_;
    std::vector<tokens::TokenTable> tables_;
    tokens::Tokens tokens_;
};

}  // namespace wirecopy::entities
