#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/crowded_texts.hpp"
#include "wirecopy/reuse/find_reuse.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Family;
using wirecopy::reuse::find_boilerplate;
using wirecopy::reuse::find_reuse;
using wirecopy::reuse::kCrowd;
using wirecopy::reuse::kRunWords;
using wirecopy::reuse::Member;
using wirecopy::reuse::MemberKind;
using wirecopy::reuse::Reuse;
using wirecopy::reuse::WordSpan;
using wirecopy::testing::Article;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

constexpr std::uint32_t kEdge = 2;

struct Place {
    std::uint32_t document;
    std::uint32_t word;
};

/// The naive answer: every place of every run of 12 words.
std::vector<std::vector<Place>> shared_runs(const Tokenized& corpus) {
    std::map<std::vector<wirecopy::tokens::TokenKey>, std::vector<Place>> places;
    for (std::uint32_t d = 0; d < corpus.words().size(); ++d) {
        const auto& words = corpus.words()[d];
        for (std::uint32_t word = 0; word + kRunWords <= words.size(); ++word) {
            const auto keys = words.keys({word, word + kRunWords});
            places[{keys.begin(), keys.end()}].push_back({d, word});
        }
    }
    std::vector<std::vector<Place>> shared;
    for (auto& [keys, of_run] : places) {
        if (of_run.size() > 1) shared.push_back(std::move(of_run));
    }
    return shared;
}

/// Whether passages hold all words of a run. Runs with boilerplate in them are left to it, and at the ends a word or
/// two of another paragraph or of another side of a mark of quotation may be left out.
bool in_passages(const Tokenized& corpus, const Reuse& reuse, const std::vector<std::vector<bool>>& is_boilerplate,
                 Place a, Place b) {
    const auto& of_a = corpus.words()[a.document];
    const auto& of_b = corpus.words()[b.document];
    std::array<bool, kRunWords> held{};
    for (std::uint32_t i = 0; i < kRunWords; ++i) {
        if (is_boilerplate[a.document][of_a.paragraph_of(a.word + i)]) return true;
        if (is_boilerplate[b.document][of_b.paragraph_of(b.word + i)]) return true;
    }
    for (const auto& one : reuse.passages) {
        if (one.document_a != a.document || one.document_b != b.document) continue;
        for (std::uint32_t i = 0; i < kRunWords; ++i) {
            held[i] |= a.word + i >= one.a.begin && a.word + i < one.a.end && b.word + i >= one.b.begin &&
                       b.word + i < one.b.end;
        }
    }
    const auto stands = [&](std::uint32_t word) {
        return std::tuple(of_a.paragraph_of(a.word + word), of_b.paragraph_of(b.word + word),
                          of_a.quotation[a.word + word], of_b.quotation[b.word + word]);
    };
    const auto first = static_cast<std::uint32_t>(std::find(held.begin(), held.end(), true) - held.begin());
    const auto last = static_cast<std::uint32_t>(held.rend() - std::find(held.rbegin(), held.rend(), true));
    if (first >= last || std::count(held.begin() + first, held.begin() + last, false) > 0) return false;
    const bool before = first == 0 || (first <= 2 && stands(first - 1) != stands(first));
    const bool after = last == kRunWords || (kRunWords - last <= 2 && stands(last - 1) != stands(last));
    return before && after;
}

/// Whether members of one family hold all words of each place, but for two at either end.
bool in_one_family(const Reuse& reuse, const std::vector<Place>& places) {
    return std::any_of(reuse.families.begin(), reuse.families.end(), [&](const Family& family) {
        return std::all_of(places.begin(), places.end(), [&](Place place) {
            std::uint32_t held = place.word + kEdge;
            for (bool more = true; more;) {
                more = false;
                for (const Member& member : family.members) {
                    if (member.document != place.document || member.words.begin > held) continue;
                    more = more || member.words.end > held;
                    held = std::max(held, member.words.end);
                }
            }
            return held >= place.word + kRunWords - kEdge;
        });
    });
}

/// Articles made of a few sentences, some of which most of them carry, some quoted, on pages that end alike.
std::vector<Article> crowded_articles(Random& random, std::size_t count) {
    std::vector<std::string> sentences;
    for (int i = 0; i < 10; ++i) sentences.push_back(random_words(random, 8 + below(random, 25), 2000));
    std::vector<Article> articles;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        for (std::size_t p = 1 + below(random, 3); p-- > 0;) {
            for (std::size_t s = 1 + below(random, 4); s-- > 0;) {
                const std::string& sentence = sentences[below(random, below(random, 2) == 0 ? 2 : sentences.size())];
                const bool quoted = below(random, 4) == 0;
                text += quoted ? "\"" + sentence + "\" " : sentence + " ";
                if (below(random, 3) == 0) text += random_words(random, 1 + below(random, 20), 2000) + " ";
            }
            text += "\n";
        }
        const auto house = static_cast<std::int32_t>(below(random, 4)) - 1;
        if (house == 0) text += "Sign up for the daily newsletter\nAll pages of this house end in the very same words";
        articles.push_back({"id" + std::to_string(1000 + i), text, house, house, {}});
        const auto day = static_cast<std::int64_t>(below(random, 6)) * 1000;
        if (below(random, 6) != 0) articles.back().published = {day, day + 999};
    }
    return articles;
}

}  // namespace

TEST_CASE("every 12 words in a row that two documents share are in a passage between them, or all places in a family") {
    Random random(1);
    std::size_t crowds = 0;
    for (int round = 0; round < 30; ++round) {
        const Tokenized corpus(crowded_articles(random, 2 + below(random, 40)));
        const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1});
        std::vector<std::vector<wirecopy::reuse::Form>> forms;
        for (std::size_t d = 0; d < corpus.words().size(); ++d) {
            forms.push_back(wirecopy::reuse::paragraph_forms(corpus.words()[d], corpus.corpus().text(d)));
        }
        const auto is_boilerplate = find_boilerplate(corpus.corpus(), corpus.flat(), forms, {}).paragraphs;
        for (const std::vector<Place>& places : shared_runs(corpus)) {
            if (places.size() > kCrowd) {
                ++crowds;
                REQUIRE(in_one_family(reuse, places));
                continue;
            }
            for (std::size_t y = 1; y < places.size(); ++y) {
                for (std::size_t x = 0; x < y; ++x) {
                    if (places[x].document == places[y].document) continue;
                    CAPTURE(places[x].word);
                    CAPTURE(places[y].word);
                    CAPTURE(wirecopy::testing::read(corpus, places[x].document,
                                                    {places[x].word, places[x].word + kRunWords}));
                    REQUIRE((in_passages(corpus, reuse, is_boilerplate, places[x], places[y]) ||
                             in_one_family(reuse, places)));
                }
            }
        }
    }
    CHECK(crowds > 300);
}

TEST_CASE("a sentence that many put into paragraphs of their own is one family of the sentence") {
    Random random(2);
    const std::string sentence = random_words(random, 15, 2000);
    std::vector<std::string> texts;
    for (int i = 0; i < 40; ++i) {
        texts.push_back(random_words(random, 30, 2000) + " " + sentence + " " + random_words(random, 30, 2000));
    }
    const Tokenized corpus = Tokenized::of(texts);
    const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1});
    REQUIRE(reuse.families.size() == 1);
    REQUIRE(reuse.families[0].members.size() == 40);
    for (const Member& member : reuse.families[0].members) {
        CHECK(member.kind == MemberKind::crowded);
        CHECK(member.words.begin == 30);
        CHECK(member.words.end == 45);
        CHECK(member.identity.value() == 1);
    }
}

TEST_CASE("who carries a part of a paragraph of a family carries a part of the family") {
    Random random(3);
    const std::string paragraph = random_words(random, 90, 2000);
    const std::string part = paragraph.substr(0, paragraph.find(' ', paragraph.size() / 5));
    std::vector<std::string> texts(30, paragraph);
    texts.push_back(random_words(random, 30, 2000) + " " + part + " " + random_words(random, 30, 2000));
    const Tokenized corpus = Tokenized::of(texts);
    const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1});
    REQUIRE(reuse.families.size() == 1);
    REQUIRE(reuse.families[0].members.size() == 31);
    CHECK(reuse.families[0].members.back().kind == MemberKind::part);
    CHECK(reuse.families[0].members.back().words.begin == 30);
    CHECK(reuse.families[0].members.back().identity.value() == 1);
}

TEST_CASE("members of a family come in the order of their places, whatever part of it they carry") {
    Random random(3);
    const std::string paragraph = random_words(random, 90, 2000);
    const std::string part = paragraph.substr(0, paragraph.find(' ', paragraph.size() / 5));
    std::vector<std::string> texts(30, paragraph);
    texts.insert(texts.begin() + 10,
                 random_words(random, 30, 2000) + " " + part + " " + random_words(random, 30, 2000));
    const Tokenized corpus = Tokenized::of(texts);
    const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1});
    REQUIRE(reuse.families.size() == 1);
    REQUIRE(reuse.families[0].members.size() == 31);
    for (std::uint32_t d = 0; d < 31; ++d) CHECK(reuse.families[0].members[d].document == d);
    CHECK(reuse.families[0].members[10].kind == MemberKind::part);
}

TEST_CASE("a text of which others carry a part is whole in one family") {
    Random random(6);
    const auto some = [&] { return random_words(random, 20, 2000); };
    const std::string first = some();
    const std::string part = some();
    const std::string last = some();
    std::vector<std::string> texts;
    for (int i = 0; i < 25; ++i) texts.push_back(some() + " " + first + " " + part + " " + last + " " + some());
    for (int i = 0; i < 60; ++i) texts.push_back(some() + " " + part + " " + some());
    const Tokenized corpus = Tokenized::of(texts);
    const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1});
    REQUIRE(reuse.families.size() == 2);
    CHECK(reuse.families[0].members.size() == 25);
    CHECK(reuse.families[1].members.size() == 85);
    for (const Member& member : reuse.families[0].members) {
        CHECK(member.words.begin == 20);
        CHECK(member.words.end == 80);
    }
    for (const Member& member : reuse.families[1].members) CHECK(member.words.size() == 20);
}

TEST_CASE("what carries a part of a family's paragraphs is whole, though others carry less of it") {
    Random random(7);
    const auto some = [&](std::size_t words) { return random_words(random, words, 2000); };
    const std::string part = some(20);
    const std::string paragraph = some(20) + " " + part + " " + some(20);
    std::vector<std::string> texts(40, paragraph);
    for (int i = 0; i < 20; ++i) texts.push_back(some(100) + " " + paragraph + " " + some(100));
    for (int i = 0; i < 90; ++i) texts.push_back(some(20) + " " + part + " " + some(20));
    const Tokenized corpus = Tokenized::of(texts);
    const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1});
    REQUIRE(reuse.families.size() == 2);
    REQUIRE(reuse.families[0].members.size() == 60);
    for (const Member& member : reuse.families[0].members) CHECK(member.words.size() == 60);
    CHECK(reuse.families[0].members.back().kind == MemberKind::part);
    CHECK(reuse.families[1].members.size() == 150);
}

TEST_CASE("text that goes on differently in two crowds is told as three") {
    Random random(4);
    const auto some = [&] { return random_words(random, 20, 2000); };
    const std::string common = some();
    const std::string left = some();
    const std::string right = some();
    std::vector<std::string> texts;
    for (int i = 0; i < 60; ++i) texts.push_back(some() + " " + common + " " + (i < 30 ? left : right) + " " + some());
    const Tokenized corpus = Tokenized::of(texts);
    const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1});
    std::multiset<std::size_t> sizes;
    for (const Family& family : reuse.families) sizes.insert(family.members.size());
    CHECK(sizes == std::multiset<std::size_t>{30, 30, 60});
    for (const Family& family : reuse.families) {
        const std::uint32_t words = family.members.size() == 60 ? 20 : 40;
        for (const Member& member : family.members) CHECK(member.words.size() == words);
    }
}
