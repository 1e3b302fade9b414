#include "wirecopy/reuse/find_reuse.hpp"

#include <utility>

namespace wirecopy::reuse {

Reuse find_reuse(const tokens::Tokens& tokens, const ReuseOptions& options, const parallel::Control& control) {
    const documents::Corpus& corpus = tokens.corpus();
    Reuse reuse;
    reuse.words = document_words(tokens, control);
    reuse.credits = find_credits(tokens, options.credits, control);
    Boilerplate boilerplate = find_boilerplate(corpus, reuse.words, control);
    const auto& is_boilerplate = boilerplate.paragraphs;
    reuse.passages = find_passages(corpus, reuse.words, is_boilerplate, options.min_words, control);
    std::erase_if(reuse.passages, [&](const Passage& one) { return !options.passages.wants(corpus, one); });
    const Variants variants = collapse(reuse.words, options.min_words);
    const std::vector<Link> links = similar_variants(reuse.words, variants, options.jaccard, control);
    reuse.families = find_families(corpus, reuse.words, is_boilerplate, variants, links, options.jaccard);
    reuse.shares = find_shares(corpus, reuse.words, is_boilerplate, reuse.passages, reuse.credits.of);
    reuse.furniture = std::move(boilerplate.furniture);
    return reuse;
}

}  // namespace wirecopy::reuse
