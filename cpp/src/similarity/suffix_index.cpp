#include "suffix_index.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace wirecopy::similarity {

SuffixIndex::SuffixIndex(const Suffixes& suffixes, std::size_t first, std::size_t last)
    : suffixes_(&suffixes), first_(first), last_(last), column_begin_(suffixes.columns() + 1) {
    const std::size_t begin = suffixes.begin(first);
    const std::size_t end = suffixes.begin(last);
    if (end - begin > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error(std::to_string(end - begin) + " values in " + std::to_string(last - first) +
                                " rows; at most 4,294,967,295 are compared at a time");
    }
    for (std::size_t at = begin; at < end; ++at) ++column_begin_[static_cast<std::size_t>(suffixes.column(at)) + 1];
    std::partial_sum(column_begin_.begin(), column_begin_.end(), column_begin_.begin());
    postings_.resize(end - begin);
    after_.resize(end - begin);
    std::vector<std::uint32_t> next(column_begin_.begin(), column_begin_.end() - 1);
    for (std::size_t place = first; place < last; ++place) {
        for (std::size_t at = suffixes.begin(place); at < suffixes.end(place); ++at) {
            std::uint32_t& to = next[static_cast<std::size_t>(suffixes.column(at))];
            postings_[to] = {static_cast<std::uint16_t>(place - first), suffixes.value(at)};
            after_[at - begin] = ++to;
        }
    }
}

void SuffixIndex::add_products(std::size_t place, std::span<std::int32_t> sums) const {
    const std::uint32_t* after =
        place >= first_ ? after_.data() + (suffixes_->begin(place) - suffixes_->begin(first_)) : nullptr;
    for (std::size_t at = suffixes_->begin(place); at < suffixes_->end(place); ++at) {
        const auto column = static_cast<std::size_t>(suffixes_->column(at));
        const std::int32_t value = suffixes_->value(at);
        const Posting* const end = postings_.data() + column_begin_[column + 1];
        const Posting* posting = postings_.data() + (after == nullptr ? column_begin_[column] : *after++);
        for (; posting != end; ++posting) sums[posting->place] += value * posting->value;
    }
}

void SparseScores::Lane::fill(std::size_t place, std::size_t) {
    block_->add_products(place, sums_);
    const std::size_t first = place >= block_->first() ? place + 1 - block_->first() : 0;
    const float unit = suffixes_->units()[place];
    const float* const units = suffixes_->units().data() + block_->first();
    for (std::size_t i = first; i < sums_.size(); ++i) {
        scores_[i] = static_cast<float>(sums_[i]) * (unit * units[i]);
        sums_[i] = 0;
    }
}

}  // namespace wirecopy::similarity
