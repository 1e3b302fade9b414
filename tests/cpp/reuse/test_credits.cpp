#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/credits.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Agencies;
using wirecopy::reuse::Credits;
using wirecopy::reuse::CreditWords;
using wirecopy::reuse::DocumentCredits;
using wirecopy::reuse::find_credits;
using wirecopy::reuse::kNoAgency;
using wirecopy::testing::Article;
using wirecopy::testing::Tokenized;

namespace {

const CreditWords kWords = {
    .agencies = {{"AP", "Associated Press"},
                 {"AFP", "Agence France-Presse"},
                 {"Reuters", "Reuters"},
                 {"EFE", "EFE"},
                 {"PA", "PA"},
                 {"Yonhap", "연합뉴스"},
                 {"Kyodo", "共同"},
                 {"agencies", "Agenturen"}},
    .joining = {"with", "and", "the", "by", "staff", "writer", "copyright", "c", "mit"},
    .bylines = {"by", "von"},
    .pictures = {"photo", "image"},
    .openings = {"reporting by", "contributing", "copyright", "©", "(c)"},
    .phrases = {"contributed to this"},
    .others = {"Pa."},
};

/// For each document, its last `last` paragraphs as boilerplate.
std::vector<std::vector<bool>> boilerplate(const Tokenized& corpus, std::size_t last = 0) {
    std::vector<std::vector<bool>> result;
    for (const auto& words : corpus.words()) {
        std::vector<bool>& of = result.emplace_back(words.paragraph.size());
        std::fill_n(of.rbegin(), std::min(last, of.size()), true);
    }
    return result;
}

Credits credits_of(const std::vector<std::string>& texts, std::size_t boilerplate_paragraphs = 0) {
    const Tokenized corpus = Tokenized::of(texts);
    return find_credits(corpus.corpus(), &corpus.tokens(), kWords, boilerplate(corpus, boilerplate_paragraphs),
                        {.n_jobs = 1});
}

std::string agency(const std::string& text) {
    const Credits credits = credits_of({text});
    return credits.name(credits.of[0].agency);
}

}  // namespace

TEST_CASE("a document is credited by its dateline, byline, lines and sentences of credit") {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"MILLTOWN (AP) - The river rose.", "AP"},
        {"MILLTOWN (AP) — The river rose.", "AP"},
        {"MILLTOWN (AP) _ The river rose.", "AP"},
        {"MILLTOWN (AP) The river rose.", "AP"},
        {"MILLTOWN, March 3 (Reuters) – The river rose.", "Reuters"},
        {"Milltown, 3 mar (EFE).- El río creció.", "EFE"},
        {"(Reuters) - The river rose.", "Reuters"},
        {"Reuters – The river rose.", "Reuters"},
        {"PARIS (Agence France-Presse) - The river rose.", "AFP"},
        {"(서울=연합뉴스) 강이 불었다.", "Yonhap"},
        {"【ソウル共同】川が増水した。", "Kyodo"},
        {"MILLTOWN (Northwire) - The river rose.", "Northwire"},
        {"MILLTOWN (North Wire News) - The river rose.", "North Wire News"},
        {"By A. Writer, Associated Press\nThe river rose.", "AP"},
        {"By A. Writer Associated Press\nThe river rose.", "AP"},
        {"BY A WRITER, AFP", "AFP"},
        {"Von Anna Ander, AFP", "AFP"},
        {"By Associated Press\nThe river rose.", "AP"},
        {"By A. Writer / AP\nThe river rose.", "AP"},
        {"By A. Writer, Associated Press Writer", "AP"},
        {"The river rose.\n(Yonhap)", "Yonhap"},
        {"The river rose.\n[YONHAP]", "Yonhap"},
        {"(AP)\nThe river rose.", "AP"},
        {"Associated Press\nThe river rose.", "AP"},
        {"강이 불었다.\n[연합뉴스]", "Yonhap"},
        {"The river rose.\n- AP, with staff", "AP"},
        {"The river rose.\n(Mit Agenturen)", "agencies"},
        {"The river rose.\nIt fell, he said. (AFP)", "AFP"},
        {"The river rose.\nIt fell, he said. — AFP", "AFP"},
        {"The river rose.\n“It fell.” / AFP", "AFP"},
        {"The river rose.\nThe Associated Press contributed to this report.", "AP"},
        {"The river rose. (Reporting by A. Writer; editing by B. Editor, Reuters)", "Reuters"},
        {"The river rose.\nContributing: B. Helper; Associated Press", "AP"},
        {"The river rose.\nCopyright 2020 The Associated Press. All rights reserved.", "AP"},
        {"The river rose.\n© 2020 Reuters", "Reuters"},
        {"The river rose.\n(c) AFP", "AFP"},
    };
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(agency(text) == expected);
    }
}

TEST_CASE("an agency that is only written about is not credited") {
    for (const std::string text : {"The river rose, AP reported.",
                                   "The AP (founded 1846) is an agency.",
                                   "He works for Reuters in Milltown.",
                                   "The river rose, a spokesman told Reuters.",
                                   "The Associated Press (AP) - which he founded - grew.",
                                   "“It rose,” he told AFP. “It fell.”",
                                   "Reuters reported on Monday - and so did others - that it rose.",
                                   "By A. Reuters\nThe river rose.",
                                   "By the river, the AP said, they met",
                                   "Reporting by night is hard.",
                                   "He contributed to this, said A. Writer.",
                                   "The river (Mill) rose - it fell later, after a week of rain.",
                                   "The agency (AP) grew - it said.",
                                   "(Photo by AP) The river.",
                                   "The river rose. (More soon)",
                                   "The river in spring. (Photo via AP)\nThe river rose.",
                                   "The river in spring (A. Writer/AP)\nIt rose.",
                                   "They took a map (ap)plication.",
                                   "() - nothing",
                                   "By the river they met",
                                   ""}) {
        CAPTURE(text);
        CHECK(agency(text).empty());
    }
}

TEST_CASE("the end of a paragraph credits the paragraph") {
    const Credits credits =
        credits_of({"The river in spring. (Photo via AP)\nThe river rose.\nA. Writer/Reuters\n"
                    "***\nImage copyright AFP\nBoats left."});
    const DocumentCredits& of = credits.of[0];
    CHECK(of.agency == kNoAgency);
    std::vector<std::string> names;
    for (std::uint32_t p = 0; p < 5; ++p) names.push_back(credits.name(of.of(p)));
    CHECK(names == std::vector<std::string>{"AP", "", "Reuters", "AFP", ""});
}

TEST_CASE("a paragraph that credits nobody has the agency of its document") {
    const Credits credits = credits_of({"MILLTOWN (AP) - It rose.\nThe river. (Photo via AFP)"});
    CHECK(credits.name(credits.of[0].of(0)) == "AP");
    CHECK(credits.name(credits.of[0].of(1)) == "AFP");
}

TEST_CASE("the first line that credits the document wins") {
    CHECK(agency("By A. Writer, AFP\nMILLTOWN (AP) - The river rose.") == "AFP");
}

TEST_CASE("sentences of credit stand near the end, datelines near the beginning") {
    std::string text;
    for (int line = 0; line < 30; ++line) text += "The river rose.\n";
    CHECK(agency("The Associated Press contributed to this report.\n" + text).empty());
    CHECK(agency(text + "MILLTOWN (AP) - The river rose.\n" + text).empty());
}

TEST_CASE("a credit in brackets after the story counts before boilerplate, and not before other text") {
    const std::vector<std::string> page = {"The river rose.\nIt fell again. (AFP)\nRead more in our Sunday pages."};
    CHECK(credits_of(page).of[0].agency == kNoAgency);
    const Credits credits = credits_of(page, 1);
    CHECK(credits.name(credits.of[0].agency) == "AFP");
}

TEST_CASE("brackets inside a sentence are no credit") {
    CHECK(credits_of({"They moved to a town in Pennsylvania (AP)."}).of[0].of(0) == kNoAgency);
    CHECK(credits_of({"Boats in the harbour (AP)"}).of[0].of(0) != kNoAgency);
}

TEST_CASE("a state behind a party or a place is no agency") {
    for (const std::string text :
         {"It rose, said A. Senator (R-PA)", "It rose, said A. Senator (D-Pa.)", "It rose, said A. Senator (Pa.)",
          "Photo: boats in Milltown, Pa.", "By A. Writer, Milltown, Pa.\nIt rose.", "Photo of A. Senator, R-PA"}) {
        CAPTURE(text);
        CHECK(agency(text).empty());
        CHECK(credits_of({text}).of[0].of(0) == kNoAgency);
    }
    for (const std::string text :
         {"Boats in the harbour (A. Writer/PA)", "Photo: boats in Milltown, PA.", "Boats in the harbour (AP-PA)"}) {
        CAPTURE(text);
        CHECK(credits_of({text}).of[0].of(0) != kNoAgency);
    }
}

TEST_CASE("a name that three datelines of two publishers have is learnt, and then found in every credit") {
    const auto articles = [](std::int32_t other) {
        return std::vector<Article>{{"a", "Milltown (Nordwire) - The river rose.", 0, 0},
                                    {"b", "Oakham (Nordwire) - The river fell.", 0, 0},
                                    {"c", "Elmstead (Nordwire) - The river froze.", 0, other},
                                    {"d", "The river thawed.\nNordwire contributed to this report.", 0, 2},
                                    {"e", "The river, told Nordwire to nobody.", 0, 2}};
    };
    const auto names = [](const std::vector<Article>& given) {
        const Tokenized corpus(given);
        const Credits credits =
            find_credits(corpus.corpus(), &corpus.tokens(), kWords, boilerplate(corpus), {.n_jobs = 2});
        std::vector<std::string> result;
        for (const DocumentCredits& one : credits.of) result.push_back(credits.name(one.agency));
        return result;
    };
    CHECK(names(articles(1)) == std::vector<std::string>{"Nordwire", "Nordwire", "Nordwire", "Nordwire", ""});
    CHECK(names(articles(0)) == std::vector<std::string>(5));
}

TEST_CASE("a house that signs its own datelines credits no agency, others that print it do") {
    const auto credited = [](std::size_t own) {
        std::vector<Article> articles;
        for (std::size_t i = 0; i < own; ++i) {
            articles.push_back({std::to_string(100 + i), "MILLTOWN (Daily Oak) - The river rose.", 0, 0});
        }
        articles.push_back({"999", "MILLTOWN (Daily Oak) - The river rose.", 1, 1});
        const Tokenized corpus(articles);
        const Credits credits =
            find_credits(corpus.corpus(), &corpus.tokens(), kWords, boilerplate(corpus), {.n_jobs = 1});
        std::pair<std::size_t, std::string> result{0, credits.name(credits.of.back().agency)};
        for (std::size_t i = 0; i < own; ++i) result.first += credits.of[i].agency != kNoAgency;
        return result;
    };
    CHECK(credited(12) == std::pair<std::size_t, std::string>{0, "Daily Oak"});
    CHECK(credited(5) == std::pair<std::size_t, std::string>{5, "Daily Oak"});
}

TEST_CASE("random texts are read to their ends, with paragraphs that exist, and as their tokens are") {
    wirecopy::testing::Random random(1);
    static const std::vector<std::string> kPieces = {"(",           ")",
                                                     "[",           "]",
                                                     " ",           "\n",
                                                     "AP",          "By",
                                                     "one",         "-",
                                                     "/",           "©",
                                                     "=",           "photo",
                                                     "【",          "】",
                                                     "copyright",   "AFP",
                                                     "Reuters",     ",",
                                                     ".",           "—",
                                                     "(AP)",        "“",
                                                     "”",           " contributed to this ",
                                                     ". Copyright "};
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t i = wirecopy::testing::below(random, 30); i-- > 0;) {
            text += kPieces[wirecopy::testing::below(random, kPieces.size())];
        }
        CAPTURE(text);
        const Tokenized corpus = Tokenized::of({text});
        const Credits credits =
            find_credits(corpus.corpus(), &corpus.tokens(), kWords, boilerplate(corpus), {.n_jobs = 1});
        const Credits of_text = find_credits(corpus.corpus(), nullptr, kWords, boilerplate(corpus), {.n_jobs = 1});
        REQUIRE(of_text.of[0].agency == credits.of[0].agency);
        REQUIRE(of_text.of[0].paragraphs.size() == credits.of[0].paragraphs.size());
        for (const auto& one : credits.of[0].paragraphs) {
            REQUIRE(one.paragraph < corpus.words()[0].paragraph.size());
            REQUIRE(one.agency >= 0);
        }
    }
}
