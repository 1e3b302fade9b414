#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/coverage.hpp"
#include "wirecopy/reuse/families.hpp"
#include "wirecopy/reuse/find_reuse.hpp"

#include "reference/reuse/alignment.hpp"
#include "reference/reuse/shared_text.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::content_hash;
using wirecopy::reuse::Context;
using wirecopy::reuse::Family;
using wirecopy::reuse::find_families;
using wirecopy::reuse::Member;
using wirecopy::reuse::similar_variants;
using wirecopy::reuse::Variants;
using wirecopy::testing::Article;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;
using wirecopy::testing::word;

namespace {

constexpr double kJaccard = 0.5;

std::vector<Family> families(const Tokenized& corpus, const std::vector<std::vector<bool>>& is_boilerplate) {
    const auto variants = Variants(corpus.flat(), 3);
    const auto links = similar_variants(variants, kJaccard, {.n_jobs = 1});
    return find_families(corpus.corpus(), is_boilerplate, variants, links, kJaccard, {});
}

std::vector<Family> families(const Tokenized& corpus) {
    return families(corpus, corpus.no_boilerplate());
}

std::span<const wirecopy::tokens::TokenKey> keys(const Tokenized& corpus, const Member& member) {
    const auto& words = corpus.words()[member.document];
    return words.keys(words.paragraph[member.paragraph]);
}

std::vector<wirecopy::reuse::Word> words_of(std::span<const wirecopy::tokens::TokenKey> keys) {
    std::vector<wirecopy::reuse::Word> words(keys.size());
    std::transform(keys.begin(), keys.end(), words.begin(), wirecopy::reuse::word_of);
    return words;
}

/// Every family as its members' ids and paragraphs, the representative first.
std::string described(const std::vector<Article>& articles, std::size_t batch_size = 1000) {
    const Tokenized corpus(articles, batch_size);
    std::string result;
    for (const Family& family : families(corpus)) {
        result += std::to_string(family.id) + ":";
        for (const Member& member : family.members) {
            result += " " + std::string(corpus.corpus().id(member.document)) + "/" + std::to_string(member.paragraph) +
                      "=" + std::to_string(member.identity.equal) + "/" + std::to_string(member.identity.aligned);
        }
        result += "\n";
    }
    return result;
}

/// Articles whose paragraphs are earlier ones with some words changed, on a few days or none.
std::vector<Article> related_articles(Random& random, std::size_t count) {
    std::vector<Article> articles;
    std::vector<std::string> paragraphs;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        for (std::size_t p = 1 + below(random, 3); p-- > 0;) {
            std::string paragraph = random_words(random, 5 + below(random, 20), 1000);
            if (!paragraphs.empty() && below(random, 3) != 0) {
                paragraph = paragraphs[below(random, paragraphs.size())];
                for (std::size_t edits = below(random, 4); edits-- > 0;) {
                    paragraph.insert(paragraph.find(' ', below(random, paragraph.size() / 2)),
                                     " " + random_words(random, 1, 1000));
                }
            }
            paragraphs.push_back(paragraph);
            text += paragraph + "\n";
        }
        const auto day = static_cast<std::int64_t>(below(random, 5)) * 1000;
        const bool dated = below(random, 5) != 0;
        articles.push_back({"id" + std::to_string(1000 + i), text, -1, -1, {}});
        if (dated) articles.back().published = {day, day + 999};
    }
    return articles;
}

}  // namespace

TEST_CASE("verbatim copies are a family of identity 1, and a paragraph alone is none") {
    const Tokenized corpus =
        Tokenized::of({"one two three four\nfive six seven", "eight nine ten\nOne, two: THREE four"});
    const auto found = families(corpus);
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].members.size() == 2);
    CHECK(found[0].id == content_hash(corpus.words()[0].keys({0, 4})));
    CHECK(found[0].members[0].document == 0);
    CHECK(found[0].members[0].paragraph == 0);
    CHECK(found[0].members[1].document == 1);
    CHECK(found[0].members[1].paragraph == 1);
    CHECK(found[0].members[1].identity.value() == 1);
    CHECK(found[0].context == Context::prose);
}

TEST_CASE("the representative is the earliest, of the same time the longest, of the same length the first by id") {
    const std::string text = "one two three four five six seven";
    const auto representative = [](const std::vector<Article>& articles) {
        const Tokenized corpus(articles);
        const auto found = families(corpus);
        REQUIRE(found.size() == 1);
        REQUIRE(found[0].members.size() == articles.size());
        return std::string(corpus.corpus().id(found[0].members[0].document));
    };
    CHECK(representative({{"a", text + " eight", -1, -1, {20, 30}}, {"b", text, -1, -1, {10, 40}}, {"c", text}}) ==
          "b");
    CHECK(representative({{"a", text, -1, -1, {-20, -20}}, {"b", text, -1, -1, {10, 10}}}) == "a");
    CHECK(representative({{"a", text, -1, -1, {10, 10}}, {"b", text, -1, -1, {-20, -20}}}) == "b");
    CHECK(representative({{"a", text}, {"b", text + " eight"}, {"c", text + " eight"}}) == "b");
    CHECK(representative({{"b", text}, {"a", text}}) == "a");
}

TEST_CASE("families of random articles keep what they promise") {
    Random random(1);
    std::size_t edited = 0;
    for (int round = 0; round < 40; ++round) {
        const Tokenized corpus(related_articles(random, 25));
        std::set<std::pair<std::uint32_t, std::uint32_t>> places;
        std::pair<std::uint32_t, std::uint32_t> last{0, 0};
        for (const Family& family : families(corpus)) {
            REQUIRE(family.members.size() >= 2);
            const Member& chosen = family.members[0];
            const auto of_chosen = keys(corpus, chosen);
            REQUIRE(family.id == content_hash(of_chosen));
            REQUIRE(chosen.identity.value() == 1);
            REQUIRE(std::pair(chosen.document, chosen.paragraph) >= last);
            last = {chosen.document, chosen.paragraph};
            const auto published = corpus.corpus().published(chosen.document);
            bool linked = false;
            for (const Member& member : family.members) {
                REQUIRE(places.insert({member.document, member.paragraph}).second);
                const auto others = corpus.corpus().published(member.document);
                if (others.known()) {
                    REQUIRE(published.known());
                    REQUIRE(published.earliest <= others.earliest);
                }
                const auto own = keys(corpus, member);
                REQUIRE(wirecopy::reference::jaccard(of_chosen, own) >= kJaccard / 2);
                REQUIRE(member.identity.score() ==
                        doctest::Approx(wirecopy::reference::best_global_score(words_of(of_chosen), words_of(own))));
                linked = linked || (&member != &chosen && wirecopy::reference::jaccard(of_chosen, own) >= kJaccard);
                edited += member.identity.value() < 1;
            }
            REQUIRE(linked);
            REQUIRE(
                std::is_sorted(family.members.begin() + 1, family.members.end(), [](const Member& x, const Member& y) {
                    return std::pair(x.document, x.paragraph) < std::pair(y.document, y.paragraph);
                }));
        }
        // Whatever has a verbatim copy or a near one stands in a family, or is linked to one that does.
        const auto variants = Variants(corpus.flat(), 3);
        for (std::size_t variant = 0; variant < variants.size(); ++variant) {
            if (variants.copies(variant).size() < 2) continue;
            for (const std::uint32_t copy : variants.copies(variant)) {
                REQUIRE(places.contains({variants.paragraph(copy).document, variants.paragraph(copy).number}));
            }
        }
        for (const auto& link : similar_variants(variants, kJaccard, {.n_jobs = 1})) {
            const auto in_family = [&](std::uint32_t variant) {
                const auto first = variants.first_copy(variant);
                return places.contains({first.document, first.number});
            };
            REQUIRE((in_family(link.variant_a) || in_family(link.variant_b)));
        }
    }
    CHECK(edited > 100);
}

TEST_CASE("a chain of small changes does not join what shares nothing") {
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 12; ++i) {
        std::string text;
        for (std::size_t w = 0; w < 20; ++w) text += word(4 * i + w) + " ";
        articles.push_back({"id" + std::to_string(10 + i), text});
    }
    const Tokenized corpus(articles);
    const auto found = families(corpus);
    REQUIRE(found.size() > 1);
    // Twelve steps of four words: the second shares 14 3-grams of 22, the third 10 of 26, the fourth 6 of 30.
    REQUIRE(found[0].members.size() == 3);
    CHECK(found[0].members[2].document == 2);
}

TEST_CASE("families do not depend on the order of documents nor on batches") {
    Random random(2);
    std::vector<Article> articles = related_articles(random, 60);
    const std::string first = described(articles);
    CHECK(std::count(first.begin(), first.end(), '\n') > 5);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(articles.begin(), articles.end(), random);
        CHECK(described(articles, 1 + below(random, 20)) == first);
    }
}

TEST_CASE("a family is boilerplate when a member is, and a quotation when its representative is") {
    const Tokenized corpus = Tokenized::of({"one two three four\n“five six seven eight”\n“nine ten” eleven twelve",
                                            "one two three four\nfive six seven eight\nnine ten eleven twelve"});
    const auto found = families(corpus, {{false, false, false}, {true, false, false}});
    REQUIRE(found.size() == 3);
    CHECK(found[0].context == Context::boilerplate);
    CHECK(found[1].context == Context::quotation);
    CHECK(found[2].context == Context::prose);
}

TEST_CASE("a paragraph cut to a third, or that goes on, is of the family; what shares a line with it is not") {
    Random random(11);
    const std::string head = random_words(random, 25, 10000);
    const std::string tail = random_words(random, 50, 10000);
    const auto in_family = [&](const std::string& first, const std::string& second) {
        const Tokenized corpus({{"a", first, -1, -1, {1, 1}}, {"b", second, -1, -1, {2, 2}}});
        const auto found = wirecopy::reuse::find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1}).families;
        REQUIRE(found.size() <= 1);
        return !found.empty();
    };
    CHECK(in_family(head + " " + tail, head));
    CHECK(in_family(head, head + " " + tail));
    CHECK(in_family(tail, head + " " + tail));
    CHECK_FALSE(in_family(head + " " + random_words(random, 50, 10000), head + " " + tail));
    CHECK_FALSE(in_family(head, head + " " + random_words(random, 200, 10000)));
    CHECK_FALSE(in_family(random_words(random, 8, 10000), random_words(random, 30, 10000)));
}

TEST_CASE("two paragraphs that each go on from a common one are told apart where a third joins neither") {
    Random random(12);
    const std::string core = random_words(random, 30, 10000);
    const std::string whole = core + " " + random_words(random, 60, 10000);
    const std::string other = random_words(random, 60, 10000) + " " + core;
    // The earliest is the longest: the core is a form of it, and what else goes on from the core is not.
    const Tokenized corpus({{"a", whole, -1, -1, {1, 1}}, {"b", core, -1, -1, {2, 2}}, {"c", other, -1, -1, {3, 3}}});
    const auto found = wirecopy::reuse::find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1}).families;
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].members.size() == 2);
    CHECK(found[0].members[1].document == 1);
}
