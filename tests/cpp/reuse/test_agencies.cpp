#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/agencies.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::credited_agencies;
using wirecopy::reuse::Credits;
using wirecopy::testing::Tokenized;

namespace {

Credits credits(const std::string& text) {
    const Tokenized corpus = Tokenized::of({text});
    return credited_agencies(corpus.tokens()[0], corpus.corpus().text(0));
}

}  // namespace

TEST_CASE("a document is credited by its dateline, its byline or a line of its own") {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"MILLTOWN (AP) - The river rose.", "AP"},
        {"MILLTOWN (AP) — The river rose.", "AP"},
        {"MILLTOWN, March 3 (Reuters) – The river rose.", "Reuters"},
        {"MILLTOWN (Northwire) - The river rose.", "Northwire"},
        {"MILLTOWN (North Wire News) - The river rose.", "North Wire News"},
        {"By A. Writer, Associated Press\nThe river rose.", "AP"},
        {"BY A WRITER, AFP", "AFP"},
        {"The river rose.\n(Yonhap)", "Yonhap"},
        {"The river rose.\n[YONHAP]", "Yonhap"},
        {"(AP)\nThe river rose.", "AP"},
        {"강이 불었다.\n[연합뉴스]", "Yonhap"},
        {"МОСКВА (ТАСС) — Река поднялась.", "TASS"},
        {"PARIS (Agence France-Presse) - The river rose.", "AFP"},
    };
    for (const auto& [text, agency] : cases) {
        CAPTURE(text);
        CHECK(credits(text).document == agency);
    }
}

TEST_CASE("an agency that is only written about is not credited") {
    for (const char* text :
         {"The river rose, AP reported.", "The AP (founded 1846) is an agency.", "He works for Reuters in Milltown.",
          "The river (Mill) rose - it fell later, after a long and wet week of rain.", "By the river they met", "",
          "The river rose. (More soon)", "They took a map (ap)plication.", "() - nothing"}) {
        CAPTURE(text);
        CHECK(credits(text).document.empty());
    }
}

TEST_CASE("brackets at the end of a paragraph credit the paragraph and not the document") {
    const Credits of_picture = credits("The river in spring. (Photo via AP)\nThe river rose.\nBoats left. [Reuters]");
    CHECK(of_picture.document.empty());
    CHECK(of_picture.paragraph == std::vector<std::string>{"AP", "", "Reuters"});
}

TEST_CASE("there is one entry for each paragraph with a word") {
    CHECK(credits("One.\n***\nTwo. (AFP)").paragraph == std::vector<std::string>{"", "AFP"});
    CHECK(credits("").paragraph.empty());
}

TEST_CASE("the first line that credits the document wins") {
    CHECK(credits("By A. Writer, AFP\nMILLTOWN (AP) - The river rose.").document == "AFP");
}

TEST_CASE("random texts have one entry for each paragraph of their words") {
    wirecopy::testing::Random random(1);
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (std::size_t i = wirecopy::testing::below(random, 30); i-- > 0;) {
            static const std::vector<std::string> kPieces = {"(",  ")",   "[", "]",       " ", "\n", "AP",
                                                             "By", "one", "-", "Reuters", ",", ".",  "(AP)"};
            text += kPieces[wirecopy::testing::below(random, kPieces.size())];
        }
        CAPTURE(text);
        const Tokenized corpus = Tokenized::of({text});
        REQUIRE(credits(text).paragraph.size() == corpus.words()[0].paragraph.size());
    }
}
