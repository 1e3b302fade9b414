#include "similarity_join.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "frequency_classes.hpp"
#include "prefix_postings.hpp"

namespace wirecopy::reuse {
namespace {

/// As many 3-grams are counted well in a sketch that fits the cache.
constexpr std::size_t kWordsPerPartition = std::size_t{1} << 16U;
constexpr unsigned kLeastBits = 4;
constexpr unsigned kMostBits = 11;

/// Of candidates texts are gone through in blocks: each looks through all lists, and they are for all threads.
constexpr std::size_t kTextsPerBlock = std::size_t{1} << 17U;
constexpr std::size_t kMostBlocks = 32;

/// The checkpoint, for the thread that calls this.
auto on_caller(const parallel::Control& control) {
    return [&control, caller = std::this_thread::get_id()](std::size_t done, std::size_t total) {
        if (control.checkpoint && std::this_thread::get_id() == caller) control.checkpoint(done, total);
    };
}

double checked(double jaccard) {
    if (jaccard > 0 && jaccard <= 1) return jaccard;
    throw std::invalid_argument("jaccard is " + std::to_string(jaccard) + "; it must be above 0 and at most 1");
}

}  // namespace

SimilarityJoin::SimilarityJoin(std::size_t words, double jaccard, std::size_t crowd, tokens::Storage storage)
    : partition_bits_(
          std::clamp(static_cast<unsigned>(std::bit_width(words / kWordsPerPartition)), kLeastBits + 1, kMostBits + 1) -
          1),
      jaccard_(checked(jaccard)),
      crowd_(crowd),
      storage_(storage),
      range_{0, partitions()} {}

void SimilarityJoin::add(const std::function<void(TrigramEntries&)>& add) {
    entries_.with([&] { return std::make_unique<TrigramEntries>(partition_bits_, range_, storage_); }, add);
}

Verification SimilarityJoin::candidates(std::size_t texts, const parallel::Control& control) {
    classify(control);
    const TextBounds bounds = bounds_of(texts);
    AllPostings postings =
        this->postings([&](TrigramEntries& entries, Postings& to,
                           const auto& between) { add_prefixes(entries, bounds.size, jaccard_, to, between); },
                       control);
    entries_.all().clear();
    DistinctPairs candidates;
    find(std::move(postings), bounds, candidates, control);
    return {candidates.take(), bounds, storage_, control};
}

Verification SimilarityJoin::candidates(std::size_t texts, std::size_t rounds, const std::function<void()>& add_all,
                                        const parallel::Control& control) {
    if (rounds == 1) {
        add_all();
        return candidates(texts, control);
    }
    rounds = std::min(rounds, partitions());
    std::vector<ClassCounts> counts(texts);
    TextBounds bounds;
    std::vector<std::vector<std::unique_ptr<TrigramEntries>>> shared;  // by round: what is seen more than once
    const auto range_of = [&](std::size_t round) {
        return PartitionRange{round * partitions() / rounds, (round + 1) * partitions() / rounds};
    };
    for (std::size_t round = 0; round < rounds; ++round) {
        range_ = range_of(round);
        add_all();
        classify(control);
        auto& entries = entries_.all();
        if (round == 0) bounds = bounds_of(texts);
        parallel::for_each(entries.size(), control, [&](std::size_t i) {
            add_counts(*entries[i], counts);
            entries[i]->keep_shared();
        });
        shared.push_back(std::exchange(entries, {}));
    }
    DistinctPairs candidates;
    for (std::size_t round = 0; round < rounds; ++round) {
        range_ = range_of(round);
        entries_.all() = std::exchange(shared[round], {});
        AllPostings postings = this->postings(
            [&](TrigramEntries& entries, Postings& to, const auto& between) {
                add_prefixes(entries, bounds.size, jaccard_, counts, to, between);
            },
            control);
        entries_.all().clear();
        find(std::move(postings), bounds, candidates, control);
    }
    return {candidates.take(), bounds, storage_, control};
}

void SimilarityJoin::find(AllPostings postings, const TextBounds& bounds, DistinctPairs& candidates,
                          const parallel::Control& control) {
    Spares<SharedTrigrams> shared;
    std::vector<TextLists> lists(range_.size());
    parallel::for_each(range_.size(), control, [&](std::size_t partition) {
        shared.with([&] { return std::make_unique<SharedTrigrams>(crowd_); },
                    [&](SharedTrigrams& trigrams) { lists[partition] = trigrams.find(partition, postings); });
    });
    postings.clear();
    const std::size_t texts = bounds.size.size();
    const std::size_t block = std::max(kTextsPerBlock, texts / kMostBlocks + 1);
    std::vector<std::vector<Pair>> found((texts + block - 1) / block);
    Spares<CandidateFinder> finders;
    const auto between = on_caller(control);
    parallel::for_each(found.size(), control, [&](std::size_t i) {
        const TextRange range{static_cast<std::uint32_t>(i * block),
                              static_cast<std::uint32_t>(std::min(texts, (i + 1) * block))};
        finders.with(
            [&] { return std::make_unique<CandidateFinder>(bounds, jaccard_); },
            [&](CandidateFinder& finder) { finder.find(lists, range, found[i], [&] { between(i, found.size()); }); });
    });
    for (std::vector<Pair>& own : found) candidates.add(std::exchange(own, {}));
}

void SimilarityJoin::classify(const parallel::Control& control) {
    std::vector<TrigramEntries*> entries;
    for (const auto& one : entries_.all()) entries.push_back(one.get());
    Spares<FrequencyClassifier> classifiers;
    parallel::for_each(range_.size(), control, [&](std::size_t partition) {
        classifiers.with([] { return std::make_unique<FrequencyClassifier>(); },
                         [&](FrequencyClassifier& classifier) { classifier.classify(partition, entries); });
    });
}

SimilarityJoin::AllPostings SimilarityJoin::postings(const AddPrefixes& add_prefixes,
                                                     const parallel::Control& control) {
    AllPostings postings(entries_.all().size());
    const auto between = on_caller(control);
    parallel::for_each(postings.size(), control, [&](std::size_t i) {
        postings[i] = std::make_unique<Postings>(range_.size(), storage_);
        add_prefixes(*entries_.all()[i], *postings[i], between);
    });
    return postings;
}

TextBounds SimilarityJoin::bounds_of(std::size_t texts) {
    TextBounds bounds{std::vector<TextSize>(texts), std::vector<Signature>(texts)};
    for (const auto& one : entries_.all()) {
        for (std::size_t text = 0; text < one->size(); ++text) {
            bounds.size[one->number(text)] = one->text_size(text);
            bounds.signature[one->number(text)] = one->signature(text);
        }
    }
    return bounds;
}

}  // namespace wirecopy::reuse
