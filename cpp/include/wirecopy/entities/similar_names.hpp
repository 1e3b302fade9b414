#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::entities {

/// A name of a list that is spelt much like one that was asked for.
struct SimilarName {
    std::uint32_t asked;  ///< its number among those asked for
    std::uint32_t name;   ///< its number in the list
    double score;         ///< 0 to 100
};

/// A list of names, for those that are spelt much like others.
///
/// The score is RapidFuzz's `ratio`: 100 (1 - d / (m + n)), where m and n are the lengths in code points and d is the
/// least number of insertions and deletions that make one name of the other. Nothing is folded: "kim" is not "Kim".
///
/// Exact. d is at least m - n, and at least the number of letters that one name has more of than the other, however
/// they stand. The last is bounded in turn by the bits in which two signatures differ: each letter of a name, with its
/// how-manieth it is, flips one bit, and what both names have flips the same. Of 10^9 pairs of news names 1 in 10^4 is
/// left; those are compared bit-parallel (Hyyrö, "Bit-parallel LCS-length computation revisited", AWOCA 2004).
///
/// 52 bytes a name; the names themselves are read again, so `names` must stay.
class NameIndex {
  public:
    /// O(names).
    explicit NameIndex(const documents::StringColumn& names);

    /// Every name whose score is at least `score` for each of those `asked`: in the order of these, the most similar
    /// first, equal ones in their order in the list.
    ///
    /// O(names) for each asked, some .1 ns a name. Throws std::invalid_argument when `score` is not in (0, 100], and
    /// std::length_error when there are more than kMostFound.
    std::vector<SimilarName> find(const documents::StringColumn& asked, double score,
                                  const parallel::Control& control) const;
    static constexpr std::size_t kMostFound = std::size_t{1} << 28U;

    /// What is compared before letters are.
    using FineSignature = std::array<std::uint64_t, 4>;
    struct Signature {
        std::uint64_t coarse = 0;
        FineSignature fine{};
    };

  private:
    /// Names of one length.
    struct Group {
        std::uint32_t length;  ///< code points
        std::uint32_t first;   ///< place
        std::uint32_t last;    ///< place behind the last one
    };
    class Search;

    documents::StringColumn names_;
    std::vector<Group> groups_;          ///< ascending
    std::vector<std::uint32_t> rows_;    ///< of the names, by place: by length, then as in the list
    std::vector<std::uint64_t> coarse_;  ///< signatures, by place
    std::vector<FineSignature> fine_;
};

}  // namespace wirecopy::entities
