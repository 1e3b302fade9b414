#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/boilerplate.hpp"
#include "wirecopy/reuse/standing_paragraphs.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Boilerplate;
using wirecopy::reuse::find_boilerplate;
using wirecopy::reuse::Form;
using wirecopy::testing::Article;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

const std::string kLine = "Sign up for our newsletter";

/// Articles of one house each with words of its own, `kLine` and more words.
std::vector<Article> pages(Random& random, std::size_t count, std::int32_t publisher, const std::string& name) {
    std::vector<Article> result;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string text =
            random_words(random, 30, 100000) + "\n" + kLine + "\n" + random_words(random, 20, 100000);
        result.push_back({name + std::to_string(i), text, publisher, publisher});
    }
    return result;
}

Boilerplate found_in(const Tokenized& corpus) {
    std::vector<std::vector<Form>> forms;
    for (std::size_t d = 0; d < corpus.words().size(); ++d) {
        forms.push_back(paragraph_forms(corpus.words()[d], corpus.corpus().text(d)));
    }
    return find_boilerplate(corpus.corpus(), corpus.flat(), forms, {});
}

/// By id of the document, a letter a paragraph: "b" for boilerplate.
std::map<std::string, std::string> marks(const std::vector<Article>& articles) {
    const Tokenized corpus(articles);
    const auto is_boilerplate = found_in(corpus).paragraphs;
    REQUIRE(is_boilerplate.size() == articles.size());
    std::map<std::string, std::string> result;
    for (std::size_t d = 0; d < articles.size(); ++d) {
        REQUIRE(is_boilerplate[d].size() == corpus.words()[d].paragraph.size());
        for (const bool mark : is_boilerplate[d]) result[std::string(corpus.corpus().id(d))] += mark ? "b" : ".";
    }
    return result;
}

}  // namespace

TEST_CASE("a paragraph on three articles of one publisher is boilerplate, on two it is not") {
    Random random(1);
    for (const auto& [id, mark] : marks(pages(random, 3, 0, "a"))) CHECK(mark == ".b.");
    for (const auto& [id, mark] : marks(pages(random, 2, 0, "a"))) CHECK(mark == "...");
}

TEST_CASE("pages of three publishers, or of no known one, have no boilerplate") {
    Random random(2);
    std::vector<Article> articles;
    for (std::int32_t publisher = 0; publisher < 4; ++publisher) {
        const auto one = pages(random, 1, publisher, "p" + std::to_string(publisher));
        articles.insert(articles.end(), one.begin(), one.end());
    }
    for (const auto& [id, mark] : marks(articles)) CHECK(mark == "...");
    for (const auto& [id, mark] : marks(pages(random, 5, -1, "a"))) CHECK(mark == "...");
}

TEST_CASE("what one publisher prints on every page is boilerplate there and not elsewhere") {
    Random random(3);
    std::vector<Article> articles = pages(random, 4, 0, "a");
    const auto others = pages(random, 2, 1, "b");
    articles.insert(articles.end(), others.begin(), others.end());
    for (const auto& [id, mark] : marks(articles)) CHECK(mark == (id[0] == 'a' ? ".b." : "..."));
}

TEST_CASE("pages of one article do not make its paragraphs boilerplate") {
    Random random(4);
    std::vector<Article> articles = pages(random, 1, 0, "a");
    for (const char* id : {"again", "once more", "and again"}) {
        articles.push_back({id, articles[0].text + "\nUpdated on " + std::string(id), 0, 0});
    }
    for (const auto& [id, mark] : marks(articles)) CHECK(mark == (id == "a0" ? "..." : "...."));
}

TEST_CASE("pages are of one article when verbatim paragraphs make half of the shorter one, and not with less") {
    // Three pages share `common` of 10 words; what is their own has 10 words or 11.
    Random random(5);
    const std::string common = random_words(random, 10, 100000);
    for (const std::size_t own : {10U, 11U}) {
        CAPTURE(own);
        std::vector<Article> articles;
        for (const char* id : {"a", "b", "c"}) {
            articles.push_back({id, common + "\n" + random_words(random, own, 1U << 30U), 0, 0});
        }
        for (const auto& [id, mark] : marks(articles)) CHECK(mark == (own == 10 ? ".." : "b."));
    }
}

TEST_CASE("a line of a thousand pages is boilerplate on all of them") {
    Random random(6);
    for (const auto& [id, mark] : marks(pages(random, 1000, 0, "a"))) REQUIRE(mark == ".b.");
}

TEST_CASE("boilerplate does not depend on the order in which documents are given") {
    Random random(7);
    std::vector<Article> articles = pages(random, 40, 0, "a");
    const auto others = pages(random, 3, 1, "b");
    articles.insert(articles.end(), others.begin(), others.end());
    articles.push_back({"copy", articles[0].text, 0, 0});
    const auto first = marks(articles);
    std::shuffle(articles.begin(), articles.end(), random);
    CHECK(marks(articles) == first);
}

TEST_CASE("long pages with all in common are compared once, not once a paragraph") {
    // Compared with each of their paragraphs, these would take minutes.
    Random random(9);
    std::string text;
    for (int line = 0; line < 20000; ++line) text += random_words(random, 3, 1U << 30U) + "\n";
    for (const auto& [id, mark] : marks({{"a", text, 0, 0}, {"b", text, 0, 0}, {"c", text, 0, 0}})) {
        CHECK(mark.find('b') == std::string::npos);
    }
}

TEST_CASE("a line that comes twice on two pages is not on three") {
    Random random(8);
    std::vector<Article> articles = pages(random, 2, 0, "a");
    for (Article& article : articles) article.text += "\n" + kLine;
    for (const auto& [id, mark] : marks(articles)) CHECK(mark == "....");
}

TEST_CASE("names and numbers may change from page to page where six other words remain") {
    const auto of_lines = [](const std::array<std::string, 3>& lines) {
        Random random(10);
        std::vector<Article> articles;
        for (const std::string& line : lines) {
            const std::string id(1, static_cast<char>('a' + articles.size()));
            articles.push_back({id, random_words(random, 40, 1U << 30U) + "\n" + line, 0, 0});
        }
        std::string result;
        for (const auto& [id, mark] : marks(articles)) result += mark.substr(1);
        return result;
    };
    CHECK(of_lines({"On 3 May Anna Berg sent this story to all of our readers.",
                    "On 24 June Ole Ro sent this story to all of our readers.",
                    "On 7 July Dr. Ida Carlotta May-Lund sent this story to all of our readers."}) == "bbb");
    CHECK(of_lines({"Anna sent us this story on Monday.", "Ole sent us this story on Monday.",
                    "Ida sent us this story on Sunday."}) == "...");  // five words
    CHECK(of_lines({"Anna sent this story to all of our readers.", "Ole sent this story to all of our readers.",
                    "Ida sent that story to all of our readers."}) == "...");
    CHECK(of_lines({"sent this story to all of our readers.", "Ole sent this story to all of our readers.",
                    "sent this story to all of our readers. 4"}) == "bbb");
}

TEST_CASE("the evidence is the first page that carries it and how many of the publisher's do") {
    Random random(11);
    std::vector<Article> articles = pages(random, 4, 0, "b");
    const auto others = pages(random, 3, 1, "a");
    articles.insert(articles.end(), others.begin(), others.end());
    const Tokenized corpus(articles);
    const Boilerplate found = found_in(corpus);
    REQUIRE(found.furniture.size() == 2);
    CHECK(found.furniture[0].publisher == 1);
    CHECK(found.furniture[0].document == 0);
    CHECK(found.furniture[0].paragraph == 1);
    CHECK(found.furniture[0].pages == 3);
    CHECK(found.furniture[1].publisher == 0);
    CHECK(found.furniture[1].document == 3);
    CHECK(found.furniture[1].pages == 4);
}

TEST_CASE("a page with little but furniture does not make one article of the others") {
    Random random(12);
    const std::string notice = random_words(random, 40, 100000);
    std::vector<Article> articles;
    articles.push_back({"a", random_words(random, 10, 100000) + "\n" + notice + "\n" + kLine, 0, 0});
    for (const char* const id : {"b", "c", "d"}) {
        articles.push_back({id, random_words(random, 60, 100000) + "\n" + notice, 0, 0});
    }
    for (const char* const id : {"e", "f"}) {
        articles.push_back({id, random_words(random, 8, 100000) + "\n" + notice + "\n" + kLine, 0, 0});
    }
    const auto found = marks(articles);
    CHECK(found.at("a") == ".bb");  // its line is found once the notice is known
    CHECK(found.at("b") == ".b");
    CHECK(found.at("e") == ".bb");
}

TEST_CASE("what three edited copies of a text on pages of one house leave as it was is no boilerplate") {
    Random random(13);
    std::vector<std::string> words;
    for (int i = 0; i < 200; ++i) words.push_back(random_words(random, 1, 100000));
    const std::string kept = random_words(random, 20, 100000);
    std::vector<Article> articles;
    for (int copy = 0; copy < 3; ++copy) {
        std::string text;
        for (std::size_t i = 0; i < words.size(); ++i) {
            text += below(random, 8) == 0 ? random_words(random, 1, 100000) : words[i];
            text += i % 20 == 19 ? "\n" : " ";
        }
        articles.push_back({"id" + std::to_string(copy), text + kept, 0, 0});
    }
    for (const auto& [id, mark] : marks(articles)) CHECK(mark == "...........");
}

TEST_CASE("standing paragraphs are those of the boilerplate, with the bytes they stand in") {
    Random random(11);
    const Tokenized corpus(pages(random, 4, 0, "a"));
    for (const auto* tokens : {&corpus.tokens(), static_cast<const wirecopy::tokens::Tokens*>(nullptr)}) {
        const auto standing = wirecopy::reuse::standing_paragraphs(corpus.corpus(), tokens, {.n_jobs = 2});
        REQUIRE(standing.size() == 4);
        for (std::uint32_t d = 0; d < standing.size(); ++d) {
            CHECK(standing[d].document == d);
            const auto [begin, end] = standing[d].span;
            CHECK(corpus.corpus().text(d).substr(begin, end - begin) == kLine);
        }
    }
}
