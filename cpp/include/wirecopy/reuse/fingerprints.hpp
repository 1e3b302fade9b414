#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/reuse/workspace.hpp"

namespace wirecopy::reuse {

/// A run of words kept as a fingerprint: what it hashes to, and where it begins.
struct Fingerprint {
    std::uint64_t hash;
    FlatWords::Place place;
};

/// Which runs of words are kept: of every `window` runs of `words` words that follow each other, one.
struct Winnowing {
    std::uint32_t words;
    std::uint32_t window;
};

/// Appends the fingerprints of `words`, whose first stands at `place` (winnowing: Schleimer, Wilkerson & Aiken, SIGMOD
/// 2003): of every window the run with the smallest hash, the last of equals.
///
/// Two texts that share `words + window - 1` words in a row share a fingerprint there. Keeps about 2 / (window + 1) of
/// all runs. O(1) a word.
void winnow(std::span<const Word> words, FlatWords::Place place, Winnowing winnowing, std::vector<Fingerprint>& kept);

/// Calls `visit(first)` for each window of which the fingerprint at `least` is kept, with the first word of its
/// `words + window - 1` words; both count in `words`. Of each window of a text one fingerprint is kept: who asks all of
/// them visits each window once. O(words + window).
void for_each_window(std::span<const Word> words, std::size_t least, Winnowing winnowing,
                     const std::function<void(std::size_t first)>& visit);

/// What for_each_meeting_place visits comes in so many parts: more where there are more words, so that each fits the
/// cache.
std::size_t parts_of(const FlatWords& words);
/// A text that says the same a thousand times says nothing more, and must not take a million steps.
constexpr std::size_t kPlacesPerDocument = 16;

/// Calls `visit(part, places)` for the places, in order, of each hash that comes more than once; places of several
/// hashes are taken for one where they agree in 40 bits. Of a hash's places in one document the first
/// `kPlacesPerDocument` count. Calls with the same part come in the same order, on one thread.
///
/// `add(document, kept)` appends the fingerprints of a document, which `winnowing` keeps or fewer: asked several times
/// where there are more of them than `workspace` holds at once.
/// Sorted in parts that fit the cache; what comes once is dropped by a sketch before. O(n log n).
void for_each_meeting_place(const FlatWords& words, Winnowing winnowing,
                            const std::function<void(std::size_t document, std::vector<Fingerprint>& kept)>& add,
                            const std::function<void(std::size_t part, std::span<const FlatWords::Place>)>& visit,
                            const parallel::Control& control, Workspace workspace = {});

}  // namespace wirecopy::reuse
