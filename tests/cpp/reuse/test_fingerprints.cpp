#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/fingerprints.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Fingerprint;
using wirecopy::reuse::FlatWords;
using wirecopy::reuse::for_each_meeting_place;
using wirecopy::reuse::for_each_window;
using wirecopy::reuse::parts_of;
using wirecopy::reuse::winnow;
using wirecopy::reuse::Winnowing;
using wirecopy::reuse::Word;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

namespace {

using Words = std::vector<Word>;
using Places = std::vector<FlatWords::Place>;

Words random_flat_words(Random& random, std::size_t size, std::size_t vocabulary) {
    Words words(size);
    for (auto& word : words) word = static_cast<Word>(below(random, vocabulary) * 2654435761U);
    return words;
}

}  // namespace

TEST_CASE("every window holds a fingerprint, and runs that are equal have equal hashes, others not") {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        const Winnowing winnowing{1 + static_cast<std::uint32_t>(below(random, 8)),
                                  1 + static_cast<std::uint32_t>(below(random, 5))};
        const Words words = random_flat_words(random, below(random, 60), 1 + below(random, 20));
        std::vector<Fingerprint> kept;
        winnow(words, 100, winnowing, kept);
        std::set<std::size_t> places;
        std::map<Words, std::uint64_t> hashes;
        std::set<std::uint64_t> distinct;
        for (const Fingerprint& one : kept) {
            REQUIRE(one.place >= 100);
            REQUIRE(one.place - 100 + winnowing.words <= words.size());
            REQUIRE(places.insert(one.place - 100).second);
            const auto begin = words.begin() + (one.place - 100);
            const auto known = hashes.try_emplace({begin, begin + winnowing.words}, one.hash).first;
            REQUIRE(known->second == one.hash);
            distinct.insert(one.hash);
        }
        REQUIRE(distinct.size() == hashes.size());
        for (std::size_t window = 0; window + winnowing.words + winnowing.window <= words.size() + 1; ++window) {
            const auto next = places.lower_bound(window);
            REQUIRE(next != places.end());
            REQUIRE(*next < window + winnowing.window);
        }
        if (words.size() + 1 < winnowing.words + winnowing.window) REQUIRE(kept.empty());
    }
}

TEST_CASE("the fingerprints of a text are those of every window of it, of each window one") {
    Random random(11);
    for (int round = 0; round < 300; ++round) {
        const Winnowing winnowing{1 + static_cast<std::uint32_t>(below(random, 8)),
                                  1 + static_cast<std::uint32_t>(below(random, 5))};
        const Words words = random_flat_words(random, below(random, 60), 1 + below(random, 20));
        std::vector<Fingerprint> kept;
        winnow(words, 0, winnowing, kept);
        std::vector<std::size_t> visited;
        for (const Fingerprint& one : kept) {
            for_each_window(words, one.place, winnowing, [&](std::size_t first) {
                REQUIRE(first <= one.place);
                REQUIRE(one.place < first + winnowing.window);
                visited.push_back(first);
            });
        }
        const std::size_t run = winnowing.words + winnowing.window - 1;
        REQUIRE(visited.size() == (words.size() < run ? 0 : words.size() - run + 1));
        for (std::size_t window = 0; window < visited.size(); ++window) REQUIRE(visited[window] == window);
    }
}

TEST_CASE("two texts that share words + window - 1 words keep a fingerprint at the same one of them") {
    Random random(2);
    const Winnowing winnowing{8, 5};
    for (int round = 0; round < 500; ++round) {
        const Words shared = random_flat_words(random, 12, 1000000);
        std::vector<std::set<std::uint64_t>> offsets;
        for (int text = 0; text < 2; ++text) {
            Words words = random_flat_words(random, below(random, 30), 1000000);
            const std::size_t at = words.size();
            words.insert(words.end(), shared.begin(), shared.end());
            const Words rest = random_flat_words(random, below(random, 30), 1000000);
            words.insert(words.end(), rest.begin(), rest.end());
            std::vector<Fingerprint> kept;
            winnow(words, 0, winnowing, kept);
            offsets.emplace_back();
            for (const Fingerprint& one : kept) {
                if (one.place >= at && one.place <= at + 4) offsets.back().insert(one.place - at);
            }
        }
        std::vector<std::uint64_t> both;
        std::set_intersection(offsets[0].begin(), offsets[0].end(), offsets[1].begin(), offsets[1].end(),
                              std::back_inserter(both));
        REQUIRE(!both.empty());
    }
}

TEST_CASE("about 2 / (window + 1) of the runs are kept") {
    Random random(3);
    std::vector<Fingerprint> kept;
    winnow(random_flat_words(random, 100000, 1000000), 0, {8, 5}, kept);
    CHECK(kept.size() > 32000);
    CHECK(kept.size() < 35000);
}

TEST_CASE("of a hash's places in one document the first 16 count") {
    std::string litany;
    for (int i = 0; i < 100; ++i)
        litany += "to be continued " + wirecopy::testing::word(static_cast<std::size_t>(i)) + " ";
    const Tokenized corpus = Tokenized::of({litany, "here to be continued there", litany});
    const FlatWords& flat = corpus.flat();
    std::size_t largest = 0;
    for_each_meeting_place(
        flat, {3, 1},
        [&](std::size_t document, std::vector<Fingerprint>& kept) {
            winnow(flat.words(document), flat.begin(document), {3, 1}, kept);
        },
        [&](std::size_t, std::span<const FlatWords::Place> places) { largest = std::max(largest, places.size()); },
        {.n_jobs = 1});
    CHECK(largest == 16 + 1 + 16);
}

TEST_CASE("every hash that comes more than once is visited with all its places in order, for any number of threads") {
    Random random(4);
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) texts.push_back(wirecopy::testing::random_words(random, below(random, 100), 15));
    const Tokenized corpus = Tokenized::of(texts);
    const FlatWords& flat = corpus.flat();
    const auto add = [&](std::size_t document, std::vector<Fingerprint>& kept) {
        winnow(flat.words(document), flat.begin(document), {3, 2}, kept);
    };
    std::map<std::uint64_t, Places> expected;
    for (std::size_t d = 0; d < texts.size(); ++d) {
        std::vector<Fingerprint> kept;
        add(d, kept);
        for (const Fingerprint& one : kept) expected[one.hash].push_back(one.place);
    }
    std::set<Places> groups;
    for (const auto& [hash, places] : expected) {
        if (places.size() > 1) groups.insert(places);
    }
    REQUIRE(groups.size() > 500);
    for (const int n_jobs : {1, 2, 7}) {
        std::vector<std::vector<Places>> visited(parts_of(flat));
        for_each_meeting_place(flat, {3, 2}, add,
                               [&](std::size_t part, std::span<const FlatWords::Place> places) {
                                   visited[part].emplace_back(places.begin(), places.end());
                               },
                               {.n_jobs = n_jobs});
        std::set<Places> found;
        for (const auto& part : visited) {
            for (const Places& places : part) REQUIRE(found.insert(places).second);
        }
        CHECK(found == groups);
    }
    for_each_meeting_place(FlatWords(std::vector<wirecopy::reuse::DocumentWords>{}), {3, 2}, add,
                           [](std::size_t, std::span<const FlatWords::Place>) { FAIL("nothing meets"); },
                           {.n_jobs = 1});
}
