#include "wirecopy/reuse/fingerprints.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>

#include "spares.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
constexpr std::uint64_t kMix = 0xD6E8FEB86659FD93;
/// Fingerprints are made of so many words at a time, on one thread.
constexpr std::size_t kWordsPerBlock = std::size_t{1} << 18U;
/// Places whose words are fetched ahead.
constexpr std::size_t kAhead = 12;

std::uint64_t mixed(std::uint64_t sum) {
    sum ^= sum >> 32U;
    sum *= kMix;
    return sum ^ sum >> 32U;
}

/// What is left of a fingerprint in its part: 32 bits of its hash, and its place. Sorts by hash, then by place.
std::uint64_t entry(const Fingerprint& fingerprint) {
    return fingerprint.hash << 24U >> 32U << 32U | fingerprint.place;
}
std::size_t part_of(const Fingerprint& fingerprint) {
    return fingerprint.hash % kParts;
}
std::uint32_t hash_of(std::uint64_t one) {
    return static_cast<std::uint32_t>(one >> 32U);
}

/// The entries of a run of documents, part by part.
struct Block {
    std::size_t first_document;
    std::size_t last_document;
    std::vector<std::uint64_t> entries = {};
    std::array<std::size_t, kParts + 1> begin = {};

    std::span<const std::uint64_t> part(std::size_t number) const {
        return std::span(entries).subspan(begin[number], begin[number + 1] - begin[number]);
    }
};

std::vector<Block> blocks_of(const FlatWords& words) {
    std::vector<Block> blocks;
    for (std::size_t first = 0; first < words.documents();) {
        std::size_t last = first + 1;
        while (last < words.documents() && words.begin(last + 1) - words.begin(first) <= kWordsPerBlock) ++last;
        blocks.push_back({first, last});
        first = last;
    }
    return blocks;
}

/// Fills `block` with what falls into the parts from `first` to `last`.
void fill(Block& block, std::size_t first, std::size_t last,
          const std::function<void(std::size_t, std::vector<Fingerprint>&)>& add, std::vector<Fingerprint>& kept) {
    kept.clear();
    for (std::size_t document = block.first_document; document < block.last_document; ++document) add(document, kept);
    block.begin.fill(0);
    const auto wanted = [&](const Fingerprint& one) { return part_of(one) >= first && part_of(one) < last; };
    for (const Fingerprint& one : kept) {
        if (wanted(one)) ++block.begin[part_of(one) + 1];
    }
    for (std::size_t part = 0; part < kParts; ++part) block.begin[part + 1] += block.begin[part];
    block.entries.resize(block.begin[kParts]);
    std::array<std::size_t, kParts> next;
    std::copy_n(block.begin.begin(), kParts, next.begin());
    for (const Fingerprint& one : kept) {
        if (wanted(one)) block.entries[next[part_of(one)]++] = entry(one);
    }
}

/// Memory to find meeting places in.
struct Workbench {
    std::vector<std::uint8_t> sketch = {};
    std::vector<std::uint64_t> kept = {};
    std::vector<std::size_t> end = {};
    std::vector<std::uint64_t> sorted = {};
    std::vector<FlatWords::Place> places = {};
};

/// Leaves in `sorted` the entries of one part whose hash is likely to come more than once.
void gather(const std::vector<Block>& blocks, std::size_t part, Workbench& bench) {
    std::size_t size = 0;
    for (const Block& block : blocks) size += block.part(part).size();
    const auto bits = static_cast<unsigned>(std::bit_width(8 * size));
    bench.sketch.assign(std::size_t{1} << bits, 0);
    std::uint8_t* const sketch = bench.sketch.data();
    const auto cell = [bits](std::uint64_t one) { return one >> (64 - bits); };
    for (const Block& block : blocks) {
        for (const std::uint64_t one : block.part(part)) {
            std::uint8_t& count = sketch[cell(one)];
            count = static_cast<std::uint8_t>(std::min(2, count + 1));
        }
    }
    std::vector<std::uint64_t>& kept = bench.kept;
    kept.clear();
    for (const Block& block : blocks) {
        for (const std::uint64_t one : block.part(part)) {
            if (sketch[cell(one)] > 1) kept.push_back(one);
        }
    }
    // One pass of radix sort leaves piles that fit the nearest cache.
    constexpr unsigned kPileBits = 11;
    std::vector<std::size_t>& end = bench.end;
    end.assign((std::size_t{1} << kPileBits) + 1, 0);
    const auto pile = [](std::uint64_t one) { return one >> (64 - kPileBits); };
    for (const std::uint64_t one : kept) ++end[pile(one) + 1];
    for (std::size_t i = 1; i < end.size(); ++i) end[i] += end[i - 1];
    std::vector<std::uint64_t>& sorted = bench.sorted;
    sorted.resize(kept.size());
    for (const std::uint64_t one : kept) sorted[end[pile(one)]++] = one;
    for (std::size_t i = 0, begin = 0; i + 1 < end.size(); begin = end[i++]) {
        std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(begin),
                  sorted.begin() + static_cast<std::ptrdiff_t>(end[i]));
    }
}

/// The hashes of all runs of `run` words; there is at least one.
void hash_runs(std::span<const Word> words, std::uint32_t run, std::vector<std::uint64_t>& hash) {
    std::uint64_t oldest = 1;  // the factor of the word that leaves the run
    for (std::uint32_t i = 0; i < run; ++i) oldest *= kFactor;
    hash.clear();
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        sum = sum * kFactor + words[i] + 1;
        if (i >= run) sum -= oldest * (words[i - run] + std::uint64_t{1});
        if (i + 1 >= run) hash.push_back(mixed(sum));
    }
}

/// Asks for the words around a place, which lie anywhere.
void fetch(const FlatWords& words, FlatWords::Place place) {
    const Word* const at = words.at(place);
    __builtin_prefetch(at - 16);
    __builtin_prefetch(at);
    __builtin_prefetch(at + 16);
}

/// Leaves the first `kPlacesPerDocument` places of each document; `places` are in order.
void drop_repetitions(const FlatWords& words, std::vector<FlatWords::Place>& places) {
    if (places.size() <= kPlacesPerDocument) return;
    std::size_t kept = 0;
    std::size_t of_document = 0;
    for (std::size_t i = 0, document = words.documents(); i < places.size(); ++i) {
        const std::size_t own = words.document_of(places[i]);
        of_document = own == document ? of_document + 1 : 0;
        document = own;
        if (of_document < kPlacesPerDocument) places[kept++] = places[i];
    }
    places.resize(kept);
}

/// Calls `visit(places)` for the places of each hash in `sorted` that has several.
template <typename Visit>
void visit_all(const FlatWords& words, Workbench& bench, Visit visit) {
    const std::span<const std::uint64_t> sorted = bench.sorted;
    for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
        bench.places.clear();
        for (end = begin; end < sorted.size() && hash_of(sorted[end]) == hash_of(sorted[begin]); ++end) {
            if (end + kAhead < sorted.size()) fetch(words, static_cast<FlatWords::Place>(sorted[end + kAhead]));
            bench.places.push_back(static_cast<FlatWords::Place>(sorted[end]));
        }
        drop_repetitions(words, bench.places);
        if (bench.places.size() > 1) visit(bench.places);
    }
}

}  // namespace

void winnow(std::span<const Word> words, FlatWords::Place place, Winnowing winnowing, std::vector<Fingerprint>& kept) {
    if (words.size() < winnowing.words + winnowing.window - 1) return;
    thread_local std::vector<std::uint64_t> hash;
    hash_runs(words, winnowing.words, hash);
    std::size_t least = 0;
    for (std::size_t last = 0; last < hash.size(); ++last) {
        bool is_new = false;
        if (last >= winnowing.window && least == last - winnowing.window) {
            // The least has left the window: the last of the least that are left.
            for (std::size_t i = ++least; i <= last; ++i) least = hash[i] <= hash[least] ? i : least;
            is_new = true;
        } else if (hash[last] <= hash[least]) {
            least = last;
            is_new = true;
        }
        if (last + 1 < winnowing.window) continue;
        if (is_new || last + 1 == winnowing.window) {
            kept.push_back({hash[least], place + static_cast<FlatWords::Place>(least)});
        }
    }
}

void for_each_window(std::span<const Word> words, std::size_t least, Winnowing winnowing,
                     const std::function<void(std::size_t first)>& visit) {
    const std::size_t others = winnowing.window - 1;
    const std::size_t begin = least - std::min(least, others);
    const std::size_t end = std::min(words.size(), least + winnowing.words + others);
    thread_local std::vector<std::uint64_t> hash;
    hash_runs(words.subspan(begin, end - begin), winnowing.words, hash);
    const std::size_t at = least - begin;
    // The first window begins behind the last run that is smaller, the last ends before the next that is no larger.
    std::size_t first = at;
    while (first > 0 && hash[first - 1] >= hash[at]) --first;
    std::size_t last = at + 1;
    while (last < hash.size() && hash[last] > hash[at]) ++last;
    for (; first <= at && first + winnowing.window <= last; ++first) visit(begin + first);
}

void for_each_meeting_place(const FlatWords& words,
                            const std::function<void(std::size_t document, std::vector<Fingerprint>& kept)>& add,
                            const std::function<void(std::size_t part, std::span<const FlatWords::Place>)>& visit,
                            const parallel::Control& control, std::size_t words_at_once) {
    if (words.documents() == 0) return;
    std::vector<Block> blocks = blocks_of(words);
    Spares<std::vector<Fingerprint>> lists;
    Spares<Workbench> benches;
    const std::size_t rounds = std::min(kParts, 1 + words.size() / words_at_once);
    for (std::size_t round = 0; round < rounds; ++round) {
        const std::size_t first = round * kParts / rounds;
        const std::size_t last = (round + 1) * kParts / rounds;
        parallel::for_each(blocks.size(), control, [&](std::size_t i) {
            lists.with([] { return std::make_unique<std::vector<Fingerprint>>(); },
                       [&](std::vector<Fingerprint>& kept) { fill(blocks[i], first, last, add, kept); });
        });
        parallel::for_each(last - first, control, [&](std::size_t i) {
            benches.with([] { return std::make_unique<Workbench>(); },
                         [&](Workbench& bench) {
                             gather(blocks, first + i, bench);
                             visit_all(words, bench,
                                       [&](std::span<const FlatWords::Place> places) { visit(first + i, places); });
                         });
        });
    }
}

}  // namespace wirecopy::reuse
