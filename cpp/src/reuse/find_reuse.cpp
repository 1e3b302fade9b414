#include "wirecopy/reuse/find_reuse.hpp"

#include <utility>

#include "wirecopy/reuse/meetings.hpp"

namespace wirecopy::reuse {

Reuse find_reuse(const tokens::Tokens& tokens, const ReuseOptions& options, const parallel::Control& control) {
    const documents::Corpus& corpus = tokens.corpus();
    Reuse reuse;
    reuse.words = document_words(tokens, control);
    Boilerplate boilerplate = find_boilerplate(corpus, reuse.words, control);
    const auto& is_boilerplate = boilerplate.paragraphs;
    reuse.credits = find_credits(tokens, options.credits, is_boilerplate, control);
    const Variants variants = collapse(reuse.words, options.min_words);
    std::vector<bool> credits;
    for (const DocumentCredits& one : reuse.credits.of) credits.push_back(one.agency != kNoAgency);
    const std::vector<Meeting> meetings =
        find_meetings(FlatWords(reuse.words), Crowds(corpus, std::move(credits)), variants, options.min_words, control);
    reuse.passages = find_passages(corpus, reuse.words, is_boilerplate, meetings, options.min_words, control);
    std::erase_if(reuse.passages, [&](const Passage& one) { return !options.passages.wants(corpus, one); });
    const std::vector<Link> links = similar_variants(reuse.words, variants, options.jaccard, control);
    reuse.families = find_families(corpus, reuse.words, is_boilerplate, variants, links, options.jaccard);
    reuse.shares = find_shares(corpus, reuse.words, is_boilerplate, reuse.passages, reuse.credits.of);
    reuse.furniture = std::move(boilerplate.furniture);
    return reuse;
}

}  // namespace wirecopy::reuse
