#include "merged_terms.hpp"

#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

#include "for_each_term.hpp"
#include "key_numbers.hpp"

namespace wirecopy::vectors {
namespace {

constexpr unsigned kShareBits = 7;
constexpr std::size_t kShares = std::size_t{1} << kShareBits;

std::size_t share_of(std::uint64_t key) {
    return static_cast<std::size_t>(key >> (64 - kShareBits));  // slots are chosen by the other end
}

}  // namespace

MergedTerms::MergedTerms(LaneList lanes, double low, double high, const parallel::Control& control) : lanes_(lanes) {
    std::size_t size = 0;
    for (const auto& lane : lanes) {
        first_.push_back(size);
        size += lane->list.size();
    }
    if (size >= std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error(std::to_string(size) + " terms are too many for one matrix");
    }
    same_.resize(size);
    documents_.resize(size);
    std::iota(same_.begin(), same_.end(), 0U);
    std::size_t at = 0;
    for (const auto& lane : lanes) {
        for (std::size_t term = 0; term < lane->list.size(); ++term) {
            documents_[at++] = lane->counter.document_frequency(term);
        }
    }
    if (lanes.size() > 1) {
        std::vector<Offers> offers(lanes.size());
        parallel::for_each(lanes.size(), control, [&](std::size_t lane) { offers[lane] = share_out(lane); });
        parallel::for_each(kShares, control, [&](std::size_t share) { merge(offers, share); });
    }
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) {
        for (std::uint32_t term = 0; term < lanes[lane]->list.size(); ++term) {
            const std::size_t which = first_[lane] + term;
            if (same_[which] != which) continue;
            ++distinct_;
            const double documents = documents_[which];
            if (low <= documents && documents <= high) terms_.push_back({lane, term});
        }
    }
}

MergedTerms::Offers MergedTerms::share_out(std::size_t lane) const {
    const TermList& list = lanes_[lane]->list;
    Offers offers;
    offers.begin.assign(kShares + 1, 0);
    for (std::size_t i = 0; i < list.size(); ++i) ++offers.begin[share_of(list.key(i)) + 1];
    for (std::size_t share = 0; share < kShares; ++share) offers.begin[share + 1] += offers.begin[share];
    offers.terms.resize(list.size());
    std::vector<std::size_t> next = offers.begin;
    for (std::uint32_t i = 0; i < list.size(); ++i) {
        offers.terms[next[share_of(list.key(i))]++] = {list.key(i), i, documents_[first_[lane] + i]};
    }
    return offers;
}

void MergedTerms::merge(std::span<const Offers> offers, std::size_t share) {
    KeyNumbers numbers;
    std::vector<std::uint32_t> first;  // of each number, which of all terms has it first
    for (std::size_t lane = 0; lane < offers.size(); ++lane) {
        const auto& [terms, begin] = offers[lane];
        for (std::size_t i = begin[share]; i < begin[share + 1]; ++i) {
            const Offer& offer = terms[i];
            const auto which = static_cast<std::uint32_t>(first_[lane] + offer.term);
            const std::uint32_t number = numbers.number(offer.key);
            if (number == first.size()) {
                first.push_back(which);
            } else {
                same_[which] = first[number];
                documents_[first[number]] += offer.documents;
            }
        }
    }
}

void MergedTerms::set_columns(std::span<const std::uint32_t> column, const parallel::Control& control) const {
    std::vector<std::uint32_t> column_of(same_.size(), kNoColumn);
    for_each_term(terms_.size(), control, [&](std::size_t i) { column_of[at(terms_[i])] = column[i]; });
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
        std::vector<std::uint32_t>& to = lanes_[lane]->column;
        to.resize(lanes_[lane]->list.size());
        for_each_term(to.size(), control, [&](std::size_t i) { to[i] = column_of[same_[first_[lane] + i]]; });
    }
}

}  // namespace wirecopy::vectors
