#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../../../cpp/src/vectors/character_pairs.hpp"
#include "../../../cpp/src/vectors/merges.hpp"
#include "../../../cpp/src/vectors/piece_memory.hpp"

using namespace wirecopy::vectors;
using Numbers = std::vector<std::uint32_t>;

namespace {

/// The same slowly: looks at all neighbours before every merge.
Numbers joined(Numbers pieces, const std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>& ranks) {
    for (;;) {
        std::size_t best = pieces.size();
        for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
            const auto found = ranks.find({pieces[i], pieces[i + 1]});
            if (found == ranks.end()) continue;
            if (best == pieces.size() || found->second < ranks.at({pieces[best], pieces[best + 1]})) best = i;
        }
        if (best == pieces.size()) return pieces;
        pieces[best] = 1000 + ranks.at({pieces[best], pieces[best + 1]});
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(best) + 1);
    }
}

std::string random_text(std::mt19937& generator) {
    const std::vector<std::string> letters{"a", "b", "c", " ", "é", "漢", "\xFF"};
    std::string text;
    for (std::size_t left = generator() % 70; left > 0; --left) text += letters[generator() % letters.size()];
    return text;
}

}  // namespace

TEST_CASE("few pieces and many are joined as if all neighbours were looked at before every merge") {
    std::mt19937 generator(1);
    for (int round = 0; round < 200; ++round) {
        Merges merges;
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> ranks;
        for (std::uint32_t rank = 0; rank < 60; ++rank) {
            const auto any = [&] {
                return static_cast<std::uint32_t>(rank > 5 && generator() % 2 == 0 ? 1000 + generator() % rank
                                                                                   : generator() % 4);
            };
            const std::uint32_t left = any();
            const std::uint32_t right = any();
            merges.set(left, right, rank, 1000 + rank);
            ranks[{left, right}] = rank;
        }
        Numbers pieces(1 + generator() % 70);
        for (auto& piece : pieces) piece = static_cast<std::uint32_t>(generator() % 4);
        PieceMemory memory;
        for (std::size_t i = 0; i < pieces.size(); ++i)
            memory.symbols.push_back({pieces[i], i == 0 ? 0 : i - 1, i + 1});
        merges.join(memory);
        Numbers found;
        for (const auto& symbol : memory.symbols) {
            if (symbol.piece != Merges::kTaken) found.push_back(symbol.piece);
        }
        CHECK(found == joined(pieces, ranks));
    }
}

TEST_CASE("a text is cut wherever two characters are no pair, and nowhere else") {
    std::mt19937 generator(2);
    CharacterPairs pairs;
    std::set<std::pair<std::uint32_t, std::uint32_t>> all;
    for (const auto& [a, b] : {std::pair<std::uint32_t, std::uint32_t>{'a', 'b'},
                               {'b', 'b'},
                               {' ', 'a'},
                               {0xE9, 'a'},
                               {'c', 0x6F22},
                               {0x6F22, 0xE9}}) {
        pairs.add(a, b);
        all.insert({a, b});
    }
    for (int round = 0; round < 2000; ++round) {
        const std::string text = random_text(generator);
        std::vector<std::size_t> expected;
        std::uint32_t before = 0;
        for (std::size_t at = 0; at < text.size();) {
            const auto [code_point, size] = wirecopy::text::character_at(text, at);
            if (at != 0 && !all.contains({before, code_point})) expected.push_back(at);
            before = code_point;
            at += size;
        }
        std::vector<std::size_t> found;
        pairs.cut(text, [&](std::size_t at) { found.push_back(at); });
        CHECK(found == expected);
    }
}

TEST_CASE("a memory gives back what it was given, short or long, few pieces or many, and forgets when it is full") {
    PieceMemory memory;
    std::map<std::string, Numbers> given;
    std::mt19937 generator(3);
    for (std::uint32_t i = 0; i < 300'000; ++i) {
        std::string run = std::to_string(i);
        run.append(generator() % (PieceMemory::kLongest - run.size()), static_cast<char>('a' + i % 26));
        const Numbers pieces(generator() % 6, i);
        const std::string padded = run + std::string(kTermPiece, 'x');
        const auto key = RunKey::of(std::string_view(padded).substr(0, run.size()));
        REQUIRE_FALSE(memory.find(run, key));
        memory.add(run, key, pieces);
        given[run] = pieces;
    }
    std::size_t kept = 0;
    for (const auto& [run, pieces] : given) {
        const std::string padded = run + std::string(kTermPiece, 'y');
        const auto found = memory.find(run, RunKey::of(std::string_view(padded).substr(0, run.size())));
        if (!found) continue;
        ++kept;
        CHECK(Numbers(found->begin(), found->end()) == pieces);
    }
    CHECK(kept == 300'000 - (1U << 18U));
}
