#include "wirecopy/reuse/find_reuse.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "wirecopy/reuse/common_phrases.hpp"
#include "wirecopy/reuse/contexts.hpp"
#include "wirecopy/reuse/coverage.hpp"
#include "wirecopy/reuse/crowded_texts.hpp"
#include "wirecopy/reuse/damaged_words.hpp"
#include "wirecopy/reuse/introductions.hpp"
#include "wirecopy/reuse/meetings.hpp"
#include "wirecopy/reuse/read_words.hpp"

#include "reuse_spans.hpp"

namespace wirecopy::reuse {

Reuse find_reuse(const documents::Corpus& corpus, const tokens::Tokens* tokens, const ReuseOptions& options,
                 const parallel::Control& control, const parallel::Stages& stages) {
    const auto begin = [&](std::string_view stage) {
        tokens::give_back();
        if (stages) stages(stage);
    };
    std::vector<std::vector<Form>> forms(corpus.size());
    CreditFinder credit_finder(corpus, options.credits);
    const auto visit = [&](std::size_t d, const DocumentWords& words, const tokens::TokenView& view) {
        forms[d] = paragraph_forms(words, corpus.text(d));
        credit_finder.read(d, view, tokens != nullptr);
    };
    begin("reading words");
    const Readings readings = options.noise == Noise::ocr ? read_damaged_words(corpus, tokens, control) : Readings{};
    const FlatWords words = read_words(corpus, tokens, visit, control, readings, options.workspace.storage);
    Boilerplate boilerplate = find_boilerplate(corpus, words, std::exchange(forms, {}), control);
    const auto& is_boilerplate = boilerplate.paragraphs;
    Reuse reuse;
    begin("reading credits");
    reuse.credits = credit_finder.found(is_boilerplate, readings.empty() ? &words : nullptr, tokens, control);
    begin("finding shared text");
    const Variants variants(words, options.min_words, control);
    std::vector<bool> credits;
    for (const DocumentCredits& one : reuse.credits.of) credits.push_back(one.agency != kNoAgency);
    const Crowds crowds(corpus, credits);
    Meetings meetings = find_meetings(words, crowds, variants, options.min_words, control, options.workspace);
    introduce(corpus, words, is_boilerplate, credits, meetings.places);
    begin("aligning passages");
    reuse.passages =
        find_passages(corpus, words, is_boilerplate, std::exchange(meetings.places, {}), options.min_words, control);
    drop_common_phrases(words, reuse.passages, control);
    begin("comparing paragraphs");
    std::vector<Link> links =
        with_shortened(variants, reuse.passages,
                       linked_variants(variants, crowds.ranks(), options.jaccard, options.workspace, control),
                       options.jaccard, control);
    std::erase_if(reuse.passages, [&](const Passage& one) { return !options.passages.wants(corpus, one); });
    begin("growing families");
    reuse.families =
        find_families(corpus, is_boilerplate, variants, std::exchange(links, {}), options.jaccard, control);
    settle_contexts(reuse.passages);
    add_crowded_texts(corpus, words, is_boilerplate, std::move(meetings.crowded), meetings.run_words, reuse.families,
                      control);
    begin("counting shares");
    reuse.shares = find_shares(corpus, words, is_boilerplate, reuse.passages, reuse.credits.of, control);
    reuse.furniture = std::move(boilerplate.furniture);
    begin("finding places");
    reuse.spans = spans_of(reuse, corpus, tokens, words, control);
    reuse.is_boilerplate = std::move(boilerplate.paragraphs);
    return reuse;
}

std::vector<Shares> shares_of(const documents::Corpus& corpus, const tokens::Tokens* tokens,
                              std::span<const PassageSpans> passages, std::span<const std::uint8_t> is_boilerplate,
                              const std::vector<DocumentCredits>& credits, const parallel::Control& control) {
    std::vector<Passage> counted(passages.size());
    std::vector<std::vector<std::uint32_t>> passages_of(corpus.size());
    for (std::uint32_t i = 0; i < passages.size(); ++i) {
        counted[i].document_a = passages[i].document_a;
        counted[i].document_b = passages[i].document_b;
        counted[i].context = passages[i].context;
        passages_of[passages[i].document_a].push_back(i);
        if (passages[i].document_b != passages[i].document_a) passages_of[passages[i].document_b].push_back(i);
    }
    const auto visit = [&](std::size_t d, const DocumentWords& words, const tokens::TokenView&) {
        for (const std::uint32_t i : passages_of[d]) {
            if (passages[i].document_a == d) counted[i].a = words.in_bytes(passages[i].a);
            if (passages[i].document_b == d) counted[i].b = words.in_bytes(passages[i].b);
        }
    };
    const FlatWords words = read_words(corpus, tokens, visit, control);
    if (is_boilerplate.size() != words.first_paragraph(words.documents())) {
        throw std::invalid_argument("is_boilerplate has " + std::to_string(is_boilerplate.size()) +
                                    " paragraphs, the documents " +
                                    std::to_string(words.first_paragraph(words.documents())));
    }
    std::vector<std::vector<bool>> of_documents;
    for (std::size_t d = 0; d < words.documents(); ++d) {
        const auto own = is_boilerplate.subspan(words.first_paragraph(d), words[d].paragraphs());
        of_documents.emplace_back(own.begin(), own.end());
    }
    return find_shares(corpus, words, of_documents, counted, credits, control);
}

}  // namespace wirecopy::reuse
