#include "wirecopy/reuse/fingerprints.hpp"

#include <algorithm>
#include <bit>
#include <memory>

#include "piece_lists.hpp"
#include "spares.hpp"
#include "winnow_kernels.hpp"

namespace wirecopy::reuse {
namespace {

/// Fingerprints are made of so many words at a time, on one thread.
constexpr std::size_t kWordsPerTask = std::size_t{1} << 18U;
/// Places whose words are fetched ahead.
constexpr std::size_t kAhead = 12;
/// As the fingerprints of so many words are found in the cache. A part holds 32 bits of a hash from the eighth on:
/// fewer parts would lose some, more than 2^11 lists at a time are dear to write to.
constexpr std::size_t kWordsPerPart = std::size_t{1} << 18U;
constexpr std::size_t kLeastParts = std::size_t{1} << 8U;
constexpr std::size_t kMostParts = std::size_t{1} << 11U;

const WinnowKernel& quickest() {
    static const WinnowKernel& kernel = winnow_kernels().back();
    return kernel;
}

/// What is left of a fingerprint in its part: 32 bits of its hash, and its place. Sorts by hash, then by place.
std::uint64_t entry(const Fingerprint& fingerprint) {
    return fingerprint.hash << 24U >> 32U << 32U | fingerprint.place;
}
std::size_t part_of(const Fingerprint& fingerprint, std::size_t parts) {
    return fingerprint.hash & (parts - 1);  // a power of two
}
std::uint32_t hash_of(std::uint64_t one) {
    return static_cast<std::uint32_t>(one >> 32U);
}

/// The entries of what one thread read, part by part.
using Entries = PieceLists<std::uint64_t, 2048>;

/// One thread's memory to read fingerprints in.
struct Reader {
    Reader(std::size_t parts, tokens::Storage storage) : entries(std::make_unique<Entries>(parts, storage)) {}

    std::unique_ptr<Entries> entries;
    std::vector<Fingerprint> kept;
};

/// Documents, half-open.
struct Documents {
    std::size_t first;
    std::size_t last;
};

std::vector<Documents> tasks_of(const FlatWords& words) {
    std::vector<Documents> tasks;
    for (std::size_t first = 0; first < words.documents();) {
        std::size_t last = first + 1;
        while (last < words.documents() && words.begin(last + 1) - words.begin(first) <= kWordsPerTask) ++last;
        tasks.push_back({first, last});
        first = last;
    }
    return tasks;
}

/// Memory to find meeting places in.
struct Workbench {
    std::vector<std::uint8_t> sketch = {};
    tokens::Column<std::uint64_t> kept = {};
    std::vector<std::size_t> end = {};
    tokens::Column<std::uint64_t> sorted = {};
    std::vector<FlatWords::Place> places = {};
};

/// Leaves in `sorted` the entries of one part whose hash is likely to come more than once.
void gather(const std::vector<std::unique_ptr<Entries>>& entries, std::size_t part, Workbench& bench) {
    const auto for_each = [&](const auto& visit) {
        for (const auto& own : entries) {
            for (std::size_t piece = 0; piece < own->pieces(part); ++piece) {
                for (const std::uint64_t one : own->piece(part, piece)) visit(one);
            }
        }
    };
    std::size_t size = 0;
    for (const auto& own : entries) size += own->size(part);
    const auto bits = static_cast<unsigned>(std::bit_width(8 * size));
    bench.sketch.assign(std::size_t{1} << bits, 0);
    std::uint8_t* const sketch = bench.sketch.data();
    const auto cell = [bits](std::uint64_t one) { return one >> (64 - bits); };
    for_each([&](std::uint64_t one) {
        std::uint8_t& count = sketch[cell(one)];
        count = static_cast<std::uint8_t>(std::min(2, count + 1));
    });
    tokens::Column<std::uint64_t>& kept = bench.kept;
    kept.resize(size);
    std::size_t several = 0;
    for_each([&](std::uint64_t one) {
        kept[several] = one;
        several += sketch[cell(one)] > 1 ? 1U : 0U;
    });
    kept.resize(several);
    // One pass of radix sort leaves piles that fit the nearest cache.
    constexpr unsigned kPileBits = 11;
    std::vector<std::size_t>& end = bench.end;
    end.assign((std::size_t{1} << kPileBits) + 1, 0);
    const auto pile = [](std::uint64_t one) { return one >> (64 - kPileBits); };
    for (const std::uint64_t one : kept) ++end[pile(one) + 1];
    for (std::size_t i = 1; i < end.size(); ++i) end[i] += end[i - 1];
    tokens::Column<std::uint64_t>& sorted = bench.sorted;
    sorted.resize(kept.size());
    for (const std::uint64_t one : kept) sorted[end[pile(one)]++] = one;
    for (std::size_t i = 0, begin = 0; i + 1 < end.size(); begin = end[i++]) {
        std::sort(sorted.data() + begin, sorted.data() + end[i]);
    }
}

/// Who is the smallest of several windows is kept once. `least`: of each window, counted from its first.
void keep_each_once(std::span<const std::uint64_t> hash, std::span<const std::uint64_t> least, FlatWords::Place place,
                    std::vector<Fingerprint>& kept) {
    std::size_t size = kept.size();
    kept.resize(size + least.size());
    for (std::size_t first = 0, before = hash.size(); first < least.size(); ++first) {
        const std::size_t one = first + least[first];
        kept[size] = {hash[one], place + static_cast<FlatWords::Place>(one)};
        size += one != before ? 1U : 0U;
        before = one;
    }
    kept.resize(size);
}

/// Of each window of hashes the smallest, the last of equals.
void keep_least(std::span<const std::uint64_t> hash, std::size_t window, FlatWords::Place place,
                std::vector<Fingerprint>& kept) {
    std::size_t least = 0;
    for (std::size_t last = 0; last < hash.size(); ++last) {
        bool is_new = false;
        if (last >= window && least == last - window) {
            // The least has left the window: the last of the least that are left.
            for (std::size_t i = ++least; i <= last; ++i) least = hash[i] <= hash[least] ? i : least;
            is_new = true;
        } else if (hash[last] <= hash[least]) {
            least = last;
            is_new = true;
        }
        if (last + 1 < window) continue;
        if (is_new || last + 1 == window) kept.push_back({hash[least], place + static_cast<FlatWords::Place>(least)});
    }
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
            if (end + kAhead < sorted.size()) words.prefetch(static_cast<FlatWords::Place>(sorted[end + kAhead]));
            bench.places.push_back(static_cast<FlatWords::Place>(sorted[end]));
        }
        drop_repetitions(words, bench.places);
        if (bench.places.size() > 1) visit(bench.places);
    }
}

}  // namespace

void winnow(std::span<const Word> words, FlatWords::Place place, Winnowing winnowing, std::vector<Fingerprint>& kept) {
    if (words.size() < winnowing.words + winnowing.window - 1) return;
    thread_local std::vector<std::uint64_t> hash_memory;
    thread_local std::vector<std::uint64_t> least_memory;
    std::vector<std::uint64_t>& hash = hash_memory;
    std::vector<std::uint64_t>& least = least_memory;
    const WinnowKernel& kernel = quickest();
    kernel.hash_runs(words, winnowing.words, hash);
    // All of a small window are looked at each time: that is quicker than to ask what has changed.
    if (winnowing.window != 2 && winnowing.window != 5) return keep_least(hash, winnowing.window, place, kept);
    least.resize(hash.size() - winnowing.window + 1);
    (winnowing.window == 2 ? kernel.least_of_two : kernel.least_of_five)(hash, least);
    keep_each_once(hash, least, place, kept);
}

void for_each_window(std::span<const Word> words, std::size_t least, Winnowing winnowing,
                     const std::function<void(std::size_t first)>& visit) {
    const std::size_t others = winnowing.window - 1;
    const std::size_t begin = least - std::min(least, others);
    const std::size_t end = std::min(words.size(), least + winnowing.words + others);
    thread_local std::vector<std::uint64_t> hash;
    quickest().hash_runs(words.subspan(begin, end - begin), winnowing.words, hash);
    const std::size_t at = least - begin;
    // The first window begins behind the last run that is smaller, the last ends before the next that is no larger.
    std::size_t first = at;
    while (first > 0 && hash[first - 1] >= hash[at]) --first;
    std::size_t last = at + 1;
    while (last < hash.size() && hash[last] > hash[at]) ++last;
    for (; first <= at && first + winnowing.window <= last; ++first) visit(begin + first);
}

std::size_t parts_of(const FlatWords& words) {
    return std::clamp(std::bit_ceil(words.size() / kWordsPerPart), kLeastParts, kMostParts);
}

void for_each_meeting_place(const FlatWords& words, Winnowing winnowing,
                            const std::function<void(std::size_t document, std::vector<Fingerprint>& kept)>& add,
                            const std::function<void(std::size_t part, std::span<const FlatWords::Place>)>& visit,
                            const parallel::Control& control, Workspace workspace) {
    const std::vector<Documents> tasks = tasks_of(words);
    Spares<Workbench> benches;
    const std::size_t all_parts = parts_of(words);
    const std::size_t fingerprints = words.size() * 2 / (winnowing.window + 1);
    const std::size_t rounds = std::min(all_parts, 1 + fingerprints / workspace.words_at_once);
    for (std::size_t round = 0; round < rounds; ++round) {
        const std::size_t first = round * all_parts / rounds;
        const std::size_t parts = (round + 1) * all_parts / rounds - first;
        Spares<Reader> readers;
        parallel::for_each(tasks.size(), control, [&](std::size_t task) {
            readers.with([&] { return std::make_unique<Reader>(parts, workspace.storage); },
                         [&](Reader& reader) {
                             for (std::size_t d = tasks[task].first; d < tasks[task].last; ++d) {
                                 reader.kept.clear();
                                 add(d, reader.kept);
                                 for (const Fingerprint& one : reader.kept) {
                                     // Those before the first part come out as large numbers.
                                     const std::size_t part = part_of(one, all_parts) - first;
                                     if (part < parts) reader.entries->push(part, entry(one));
                                 }
                             }
                         });
        });
        std::vector<std::unique_ptr<Entries>> entries;
        for (const auto& reader : readers.all()) entries.push_back(std::move(reader->entries));
        parallel::for_each(parts, control, [&](std::size_t part) {
            benches.with([] { return std::make_unique<Workbench>(); },
                         [&](Workbench& bench) {
                             gather(entries, part, bench);
                             visit_all(words, bench,
                                       [&](std::span<const FlatWords::Place> places) { visit(first + part, places); });
                         });
        });
    }
}

}  // namespace wirecopy::reuse
