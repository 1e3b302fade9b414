#include "wirecopy/tokens/token_table.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace wirecopy::tokens {

void TokenTable::append(const TokenTable& other) {
    const std::uint64_t shift = size();
    const auto append_shifted = [shift](std::span<const std::uint64_t> from, Column<std::uint64_t>& to) {
        for (const std::uint64_t token : from) to.push_back(shift + token);
    };
    WordColumns::append(other, 0);
    key.append(other.key);
    append_shifted(std::span<const std::uint64_t>(other.document_begin).subspan(1), document_begin);
    append_shifted(other.sentence_begin, sentence_begin);
    append_shifted(other.paragraph_begin, paragraph_begin);
}

void TokenTable::clear() {
    WordColumns::clear();
    key.clear();
    document_begin.clear();
    document_begin.push_back(0);
    sentence_begin.clear();
    paragraph_begin.clear();
}

TokenView::TokenView(const TokenTable& table, std::size_t row)
    : table_(&table), first_(table.document_begin[row]), last_(table.document_begin[row + 1]) {}

std::span<const std::uint64_t> TokenView::inside(std::span<const std::uint64_t> begins) const {
    const auto first = std::lower_bound(begins.begin(), begins.end(), first_);
    const auto last = std::lower_bound(first, begins.end(), last_);
    return {first, last};
}

Tokens::Tokens(const documents::Corpus& corpus, std::vector<const TokenTable*> tables)
    : corpus_(&corpus), tables_(std::move(tables)) {
    const auto batches = corpus.batches();
    if (tables_.size() != batches.size()) {
        throw std::invalid_argument(std::to_string(tables_.size()) + " token tables for " +
                                    std::to_string(batches.size()) + " batches");
    }
    for (std::size_t batch = 0; batch < batches.size(); ++batch) {
        if (tables_[batch]->documents() == batches[batch].size()) continue;
        throw std::invalid_argument("token table " + std::to_string(batch) + " is of " +
                                    std::to_string(tables_[batch]->documents()) + " documents, its batch of " +
                                    std::to_string(batches[batch].size()));
    }
}

TokenView Tokens::operator[](std::size_t document) const {
    const documents::Corpus::Place place = corpus_->locate(document);
    return {*tables_[place.batch], place.row};
}

}  // namespace wirecopy::tokens
