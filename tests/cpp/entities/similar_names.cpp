#include "wirecopy/entities/similar_names.hpp"

#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <utility>

#include <doctest/doctest.h>

#include "wirecopy/entities/signature_scan.hpp"

#include "reference/entities/indel.hpp"
#include "texts.hpp"

namespace wirecopy::entities {
namespace {

std::vector<std::string> random_names(std::mt19937& random, std::size_t count, std::size_t longest) {
    std::vector<std::string> names(count);
    for (std::string& name : names) {
        name.resize(1 + random() % longest);
        for (char& c : name) c = static_cast<char>('a' + random() % 4);
    }
    return names;
}

double ratio(const std::string& a, const std::string& b) {
    const auto distance = reference::indel_distance({a.begin(), a.end()}, {b.begin(), b.end()});
    return 100 * (1 - static_cast<double>(distance) / static_cast<double>(a.size() + b.size()));
}

TEST_CASE("every name that reaches the score is found, and no other") {
    std::mt19937 random(1);
    for (const double score : {100.0, 90.0, 80.0, 60.0, 30.0}) {
        const auto names = random_names(random, 300, 80);
        const auto asked = random_names(random, 100, 80);
        std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
        for (std::uint32_t i = 0; i < asked.size(); ++i) {
            for (std::uint32_t k = 0; k < names.size(); ++k) {
                if (ratio(asked[i], names[k]) >= score) expected.emplace(i, k);
            }
        }
        const Strings list(names);
        std::set<std::pair<std::uint32_t, std::uint32_t>> found;
        for (const SimilarName& each : NameIndex(list.column()).find(Strings(asked).column(), score, {2, {}})) {
            CHECK(each.score == doctest::Approx(ratio(asked[each.asked], names[each.name])));
            found.emplace(each.asked, each.name);
        }
        CHECK(found == expected);
    }
}

TEST_CASE("every scan keeps what the plain one keeps") {
    std::mt19937_64 random(2);
    std::vector<std::uint64_t> coarse(1003);
    std::vector<NameIndex::FineSignature> fine(coarse.size());
    for (std::size_t i = 0; i < coarse.size(); ++i) {
        coarse[i] = random() & random() & random();
        for (std::uint64_t& part : fine[i]) part = random() & random() & random() & random();
    }
    const NameIndex::Signature own{coarse[5], fine[7]};
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{16}, coarse.size()}) {
        for (std::uint32_t most = 0; most < 70; most += 3) {
            const SignatureTile tile{coarse.data(), fine.data(), count, 40, most};
            std::vector<std::uint32_t> plain(count);
            plain.resize(signature_scans().front()(tile, own, plain.data()));
            for (const SignatureScan scan : signature_scans()) {
                std::vector<std::uint32_t> kept(count);
                kept.resize(scan(tile, own, kept.data()));
                CHECK(kept == plain);
            }
        }
    }
}

TEST_CASE("a score that is none is an error that quotes it") {
    const Strings names({"Kim"});
    const NameIndex index(names.column());
    CHECK_THROWS_WITH_AS(index.find(names.column(), 0, {1, {}}), doctest::Contains("score is 0"),
                         std::invalid_argument);
    CHECK_THROWS_AS(index.find(names.column(), std::numeric_limits<double>::quiet_NaN(), {1, {}}),
                    std::invalid_argument);
}

}  // namespace
}  // namespace wirecopy::entities
