#include "wirecopy/similarity/pair_filter.hpp"

#include <algorithm>

namespace wirecopy::similarity {

bool PairFilter::passes(std::size_t a, std::size_t b) const {
    if (documents == nullptr) return true;
    if (different_source && documents->source(a) >= 0 && documents->source(a) == documents->source(b)) return false;
    if (!max_lag) return true;
    const documents::Interval first = documents->published(a);
    const documents::Interval second = documents->published(b);
    if (!first.known() || !second.known()) return true;
    return std::max(first.earliest - second.latest, second.earliest - first.latest) <= *max_lag;
}

}  // namespace wirecopy::similarity
