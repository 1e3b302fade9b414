#include "similarity_join.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

#include "frequency_classes.hpp"
#include "prefix_postings.hpp"

namespace wirecopy::reuse {
namespace {

/// As many 3-grams are counted well in a sketch that fits the cache.
constexpr std::size_t kWordsPerPartition = std::size_t{1} << 16U;
constexpr unsigned kLeastBits = 4;
constexpr unsigned kMostBits = 11;

double checked(double jaccard) {
    if (jaccard > 0 && jaccard <= 1) return jaccard;
    throw std::invalid_argument("jaccard is " + std::to_string(jaccard) + "; it must be above 0 and at most 1");
}

}  // namespace

SimilarityJoin::SimilarityJoin(std::size_t words, double jaccard)
    : partition_bits_(
          std::clamp(static_cast<unsigned>(std::bit_width(words / kWordsPerPartition)), kLeastBits + 1, kMostBits + 1) -
          1),
      jaccard_(checked(jaccard)) {}

void SimilarityJoin::add(const std::function<void(TrigramEntries&)>& add) {
    entries_.with([&] { return std::make_unique<TrigramEntries>(partition_bits_); }, add);
}

Verification SimilarityJoin::candidates(std::size_t texts, const parallel::Control& control) {
    classify(control);
    const auto postings = this->postings(control);
    const TextBounds bounds = take_bounds(texts);
    const std::size_t partitions = std::size_t{1} << partition_bits_;
    Spares<CandidateFinder> finders;
    std::vector<DistinctPairs> found(partitions);
    parallel::for_each(partitions, control, [&](std::size_t partition) {
        finders.with([&] { return std::make_unique<CandidateFinder>(bounds, jaccard_); },
                     [&](CandidateFinder& finder) { finder.find(partition, postings, found[partition]); });
    });
    DistinctPairs candidates;
    for (DistinctPairs& own : found) candidates.add(own.take());
    return {candidates.take(), bounds};
}

void SimilarityJoin::classify(const parallel::Control& control) {
    std::vector<TrigramEntries*> entries;
    for (const auto& one : entries_.all()) entries.push_back(one.get());
    Spares<FrequencyClassifier> classifiers;
    parallel::for_each(std::size_t{1} << partition_bits_, control, [&](std::size_t partition) {
        classifiers.with([] { return std::make_unique<FrequencyClassifier>(); },
                         [&](FrequencyClassifier& classifier) { classifier.classify(partition, entries); });
    });
}

std::vector<std::unique_ptr<Postings>> SimilarityJoin::postings(const parallel::Control& control) {
    std::vector<std::unique_ptr<Postings>> postings(entries_.all().size());
    parallel::for_each(postings.size(), control, [&](std::size_t i) {
        postings[i] = std::make_unique<Postings>(std::size_t{1} << partition_bits_);
        add_prefixes(*entries_.all()[i], jaccard_, *postings[i]);
    });
    return postings;
}

TextBounds SimilarityJoin::take_bounds(std::size_t texts) {
    TextBounds bounds{std::vector<TextSize>(texts), std::vector<Signature>(texts)};
    for (auto& one : entries_.all()) {
        for (std::size_t text = 0; text < one->size(); ++text) {
            bounds.size[one->number(text)] = one->text_size(text);
            bounds.signature[one->number(text)] = one->signature(text);
        }
        one.reset();
    }
    entries_.all().clear();
    return bounds;
}

}  // namespace wirecopy::reuse
