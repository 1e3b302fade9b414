#include "wirecopy/reuse/passage_filter.hpp"

#include <algorithm>

namespace wirecopy::reuse {

bool PassageFilter::wants(const documents::Corpus& corpus, std::uint32_t a, std::uint32_t b) const {
    if (across != Across::all && a == b) return false;
    if (across == Across::sources && corpus.source(a) >= 0 && corpus.source(a) == corpus.source(b)) return false;
    if (across == Across::publishers && corpus.publisher(a) >= 0 && corpus.publisher(a) == corpus.publisher(b)) {
        return false;
    }
    if (!max_lag) return true;
    const documents::Interval of_a = corpus.published(a);
    const documents::Interval of_b = corpus.published(b);
    if (!of_a.known() || !of_b.known()) return true;
    return std::max(of_a.earliest - of_b.latest, of_b.earliest - of_a.latest) <= *max_lag;
}

bool PassageFilter::wants(const documents::Corpus& corpus, const Passage& passage) const {
    return passage.identity.value() >= min_identity && wants(corpus, passage.document_a, passage.document_b);
}

}  // namespace wirecopy::reuse
