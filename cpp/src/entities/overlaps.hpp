#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "wirecopy/entities/names.hpp"

namespace wirecopy::entities {

/// A name, and its words, both included.
struct FoundName {
    std::uint32_t first;
    std::uint32_t last;
    Name name;
};

/// How often the words from the first to the last, both included, are certainly a name.
using CountNames = std::function<std::uint32_t(std::size_t, std::size_t)>;

/// Words from the first to the last, both included.
using WordRange = std::pair<std::size_t, std::size_t>;

/// Takes runs of capitals apart in which a listed name stands ("Star Tiger Woods"), unless the run is a name of its
/// own: it stands elsewhere too, or has the head of an organisation or a place ("New York Times"), for persons behind
/// them
/// ("George Bush Airport"). Returns what is left of them beside the listed names and is certainly a name. O(n log n).
std::vector<WordRange> take_runs_apart(std::vector<FoundName>& found, const std::vector<Word>& words,
                                       const CountNames& count);

/// Of names that overlap one stays: the sure before the doubtful, the longer before the shorter, then the list's. By
/// where they begin; O(n log n).
std::vector<Name> without_overlaps(std::vector<FoundName> found, std::size_t words);

}  // namespace wirecopy::entities
