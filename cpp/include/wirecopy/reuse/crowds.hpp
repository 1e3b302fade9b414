#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"

namespace wirecopy::reuse {

/// Text that more places than this carry is linked to a few of them and not pair by pair.
constexpr std::size_t kCrowd = 16;

/// One of the places that carry the same text.
struct Carrier {
    std::uint32_t document;
    std::uint32_t place;
};

/// A place that carries a run of words which too many carry for all of them to be compared.
struct CrowdedRun {
    std::uint64_t run;  ///< hash of its words
    std::uint32_t document;
    std::uint32_t word;  ///< its first
    friend auto operator<=>(const CrowdedRun&, const CrowdedRun&) = default;
};

/// Decides which of the places that carry the same text are compared with which.
class Crowds {
  public:
    /// `credits[d]`: whether document d credits an agency.
    Crowds(const documents::Corpus& corpus, std::vector<bool> credits);

    /// Calls `compare(x, y)` for each pair of up to `kCrowd` places, and of more than that for each place with
    ///
    /// - the earliest copy, and the earliest of its own house,
    /// - if it is of the earliest copy's house, the earliest of another,
    /// - if neither it nor the earliest credits an agency, the earliest that does,
    /// - if one was certainly printed before it, the one that was over soonest; else the latest, if that certainly came
    ///   after it.
    ///
    /// So links tell of each place what all pairs would: whether other houses carry its words, whether they are wire,
    /// whether it was first. At most five comparisons a place. Leaves `carriers` in the order of publication.
    void link(std::vector<Carrier>& carriers, const std::function<void(std::uint32_t, std::uint32_t)>& compare) const;

    /// Of two documents the one to name first: published earlier, unknown dates last, then by id.
    std::uint32_t rank(std::uint32_t document) const { return rank_[document]; }
    /// The same of every document.
    std::span<const std::uint32_t> ranks() const { return rank_; }

  private:
    bool same_house(std::uint32_t x, std::uint32_t y) const;

    const documents::Corpus& corpus_;
    std::vector<bool> credits_;
    std::vector<std::uint32_t> rank_;
};

}  // namespace wirecopy::reuse
