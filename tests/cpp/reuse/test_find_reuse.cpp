#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/find_reuse.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::find_reuse;
using wirecopy::reuse::Reuse;
using wirecopy::testing::Article;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

const wirecopy::reuse::CreditWords kCredits = {.agencies = {{"AP", "AP"}}};

std::string described(const Tokenized& corpus, const Reuse& reuse, bool with_ids) {
    const auto id = [&](std::uint32_t document) { return std::string(corpus.corpus().id(document)) + " "; };
    const auto number = [](auto value) { return std::to_string(value) + " "; };
    std::string result;
    for (const auto& passage : reuse.passages) {
        if (with_ids) result += number(passage.id);
        result += id(passage.document_a) + number(passage.a.begin) + number(passage.a.end) + id(passage.document_b) +
                  number(passage.b.begin) + number(passage.b.end) + number(passage.identity.equal) +
                  number(passage.identity.aligned) + number(static_cast<int>(passage.context)) + "\n";
    }
    for (const auto& family : reuse.families) {
        if (with_ids) result += number(family.id);
        result += number(static_cast<int>(family.context));
        for (const auto& member : family.members) {
            result += id(member.document) + number(member.paragraph) + number(member.identity.equal);
        }
        result += "\n";
    }
    for (std::size_t d = 0; d < reuse.shares.size(); ++d) {
        result += reuse.credits.name(reuse.credits.of[d].agency) + " ";
        for (const std::uint32_t words : reuse.shares[d].of_class) result += number(words);
        result += reuse.shares[d].shared_first ? number(*reuse.shares[d].shared_first) : "unknown ";
    }
    return result;
}

std::string described(const std::vector<Article>& articles, std::size_t batch_size = 1000, int n_jobs = 1,
                      bool with_ids = true) {
    const Tokenized corpus(articles, batch_size);
    return described(corpus, find_reuse(corpus.corpus(), nullptr, {.credits = kCredits}, {.n_jobs = n_jobs}), with_ids);
}

/// Articles of three houses that share sentences, some quoted, credited or on every page.
std::vector<Article> articles_that_share(Random& random, std::size_t count) {
    std::vector<std::string> sentences;
    for (int i = 0; i < 12; ++i) sentences.push_back(random_words(random, 5 + below(random, 20), 500));
    std::vector<Article> articles;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text = below(random, 4) == 0 ? "MILLTOWN (AP) – " : "";
        for (std::size_t p = 1 + below(random, 4); p-- > 0;) {
            for (std::size_t s = 1 + below(random, 4); s-- > 0;) {
                const std::string& sentence = sentences[below(random, sentences.size())];
                const std::size_t style = below(random, 4);
                if (style == 0) text += "It’s “" + sentence + ",” he said. ";
                if (style == 1) text += sentence + ". ";
                if (style == 2) text += sentence + " " + random_words(random, 3, 500) + ". ";
                if (style == 3) text += random_words(random, 12, 500) + ". ";
            }
            text += "\n";
        }
        const auto house = static_cast<std::int32_t>(below(random, 4)) - 1;
        text += house == 0 ? "Sign up for the newsletter of house zero" : "";
        articles.push_back({"id" + std::to_string(1000 + i), text, house, house, {}});
        const auto day = static_cast<std::int64_t>(below(random, 6)) * 1000;
        if (below(random, 6) != 0) articles.back().published = {day, day + 999};
    }
    return articles;
}

}  // namespace

TEST_CASE("the result is the same for any number of threads, any batches and any order of documents") {
    Random random(1);
    std::vector<Article> articles = articles_that_share(random, 60);
    const std::string alone = described(articles);
    CHECK(alone.size() > 10000);
    CHECK(described(articles, 1000, 2) == alone);
    CHECK(described(articles, 7, 7) == alone);
    std::shuffle(articles.begin(), articles.end(), random);
    CHECK(described(articles, 11, -1) == alone);
}

TEST_CASE("curly quotes turned straight, and back, change nothing") {
    Random random(2);
    const std::vector<Article> curly = articles_that_share(random, 60);
    std::vector<Article> straight = curly;
    const std::array<std::pair<std::string, std::string>, 4> marks = {
        {{"“", "\""}, {"”", "\""}, {"’", "'"}, {"–", "-"}}};
    for (Article& article : straight) {
        for (const auto& [from, to] : marks) {
            for (std::size_t at = article.text.find(from); at != std::string::npos; at = article.text.find(from)) {
                article.text.replace(at, from.size(), to);
            }
        }
        REQUIRE(article.text.find("“") == std::string::npos);
    }
    CHECK(described(straight) == described(curly));
    std::vector<Article> mixed = curly;
    for (std::size_t i = 0; i < mixed.size(); i += 2) mixed[i].text = straight[i].text;
    CHECK(described(mixed) == described(curly));
}

TEST_CASE("shares of each document sum to its words") {
    Random random(3);
    const Tokenized corpus(articles_that_share(random, 80));
    const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {.credits = kCredits}, {.n_jobs = 1});
    std::array<std::size_t, wirecopy::reuse::kWordClasses> seen{};
    for (std::size_t d = 0; d < 80; ++d) {
        const auto& shares = reuse.shares[d];
        CHECK(shares.words == corpus.words()[d].size());
        CHECK(std::accumulate(shares.of_class.begin(), shares.of_class.end(), 0U) == shares.words);
        CHECK(shares.shared_first.has_value() == corpus.corpus().published(d).known());
        for (std::size_t i = 0; i < seen.size(); ++i) seen[i] += shares.of_class[i];
    }
    for (const std::size_t words : seen) CHECK(words > 0);
}

TEST_CASE("no documents, an empty one and one alone give an empty result") {
    for (const std::vector<std::string>& texts :
         {std::vector<std::string>{}, std::vector<std::string>{""}, std::vector<std::string>{"One two three."}}) {
        const Tokenized corpus = Tokenized::of(texts);
        const Reuse reuse = find_reuse(corpus.corpus(), &corpus.tokens(), {.credits = kCredits}, {.n_jobs = 2});
        CHECK(reuse.passages.empty());
        CHECK(reuse.families.empty());
        CHECK(reuse.shares.size() == texts.size());
        CHECK(reuse.credits.of.size() == texts.size());
    }
}

TEST_CASE("options out of range are an error that tells the number") {
    const Tokenized corpus = Tokenized::of({"one two three"});
    CHECK_THROWS_WITH_AS(find_reuse(corpus.corpus(), &corpus.tokens(), {.min_words = 5}, {.n_jobs = 1}),
                         "min_words is 5; it must be at least 6", std::invalid_argument);
    CHECK_THROWS_AS(find_reuse(corpus.corpus(), &corpus.tokens(), {.jaccard = 0}, {.n_jobs = 1}),
                    std::invalid_argument);
    CHECK_THROWS_AS(find_reuse(corpus.corpus(), &corpus.tokens(), {.jaccard = 1.5}, {.n_jobs = 1}),
                    std::invalid_argument);
    CHECK_THROWS_AS(find_reuse(corpus.corpus(), &corpus.tokens(), {.credits = kCredits}, {.n_jobs = 0}),
                    std::invalid_argument);
}

TEST_CASE("what is found is the same from tokens and from texts, and its spans are where it stands") {
    Random random(9);
    for (int round = 0; round < 20; ++round) {
        const Tokenized corpus(articles_that_share(random, 60));
        const Reuse read = find_reuse(corpus.corpus(), nullptr, {.credits = kCredits}, {.n_jobs = 2});
        const Reuse made = find_reuse(corpus.corpus(), &corpus.tokens(), {.credits = kCredits}, {.n_jobs = 2});
        REQUIRE(described(corpus, read, true) == described(corpus, made, true));
        const auto& spans = (round % 2 == 0 ? read : made).spans;
        const auto& words = corpus.words();
        for (std::size_t i = 0; i < read.passages.size(); ++i) {
            REQUIRE(spans.passages[i].a == words[read.passages[i].document_a].bytes(read.passages[i].a));
            REQUIRE(spans.passages[i].b == words[read.passages[i].document_b].bytes(read.passages[i].b));
        }
        for (std::size_t f = 0; f < read.families.size(); ++f) {
            for (std::size_t m = 0; m < read.families[f].members.size(); ++m) {
                const auto& member = read.families[f].members[m];
                const bool is_paragraph = member.kind == wirecopy::reuse::MemberKind::paragraph;
                REQUIRE(spans.families[f][m] == (is_paragraph ? words[member.document].paragraph_span[member.paragraph]
                                                              : words[member.document].bytes(member.words)));
            }
        }
        for (std::size_t i = 0; i < read.furniture.size(); ++i) {
            const auto& one = read.furniture[i];
            REQUIRE(spans.furniture[i] == words[one.document].paragraph_span[one.paragraph]);
        }
    }
}
