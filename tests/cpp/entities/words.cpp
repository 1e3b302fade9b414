#include "wirecopy/entities/words.hpp"

#include <doctest/doctest.h>

#include "wirecopy/entities/kept_words.hpp"
#include "wirecopy/entities/languages.hpp"

#include "texts.hpp"

namespace wirecopy::entities {
namespace {

std::vector<Word> words_in(const Texts& texts) {
    std::vector<Word> words;
    read_words(texts.text(0), texts.tokens()[0], language_of(texts.tokens()[0]), words);
    return words;
}

std::string surface(const Texts& texts, const Word& word) {
    return std::string(texts.text(0).substr(word.span.begin, word.span.end - word.span.begin));
}

TEST_CASE("a possessive 's is no part of a word, straight or curly, and the word knows it had one") {
    for (const char* text : {"Putin's men", "Putin’s men", "PUTIN’S men"}) {
        const Texts texts({text});
        const std::vector<Word> words = words_in(texts);
        REQUIRE(words.size() == 2);
        CHECK(surface(texts, words[0]).size() == 5);
        CHECK(words[0].possessive);
        CHECK(words[0].key == tokens::token_key("putin"));
    }
}

TEST_CASE("U.S. is one word with its last full stop and the key of US") {
    const Texts texts({"the U.S. said"});
    const std::vector<Word> words = words_in(texts);
    REQUIRE(words.size() == 3);
    CHECK(surface(texts, words[1]) == "U.S.");
    CHECK(words[1].key == tokens::token_key("US"));
    CHECK(words[1].shape == Shape::upper);
    CHECK(words[2].gap == Gap::space);
}

TEST_CASE("a word opens after a full stop, a colon, a quotation mark, but not after a title") {
    const Texts texts({"He met Mr. Lee. Then: \"We talk,\" Ann said - No (Yes) on"});
    std::string opening;
    for (const Word& word : words_in(texts)) {
        if (word.opens) opening += surface(texts, word) + " ";
    }
    CHECK(opening == "He Then We No ");
}

TEST_CASE("the key of a name does not depend on case, hyphens, quotes or line breaks") {
    for (const char* text : {"Kim Jong-un", "KIM JONG UN", "Kim  Jong‐Un", "Kim\nJong Un"}) {
        const Texts texts({text});
        CHECK(name_key(text, words_in(texts), 0, 2) == "kim jong un");
    }
    CHECK(name_key("O’Brien", words_in(Texts({"O’Brien"})), 0, 0) == "o'brien");
}

TEST_CASE("kept words are read back as they were") {
    for (const char* text : {
             "",
             "\n\n ... \n",
             "Ann's men met the U.S. envoy in St. Louis & left.\n\n***\n\n\"R&D,\" he said.\n",
             "Le ministre de l’Intérieur a dit que la Côte d'Ivoire et O'Neill sont là.\nL'Allemagne est là.",
             "Die Kosten der Regierungspartei hat Merkels Rat nicht genannt und wird sie auch nicht nennen.",
             "See https://example.com/Some-Page at 8:00 PM ET.\n- 김정은 ß_A 42 10:30AM",
         }) {
        const Texts texts({text});
        std::vector<Word> words = words_in(texts);
        for (std::size_t i = 0; i < words.size(); ++i) words[i].number = static_cast<std::uint32_t>(7 * i);
        std::vector<Word> again(3);
        KeptWords(texts.tokens()[0], words).read(texts.tokens()[0], again);
        CHECK(again == words);
    }
}

TEST_CASE("letters without case are never taken for capitals") {
    const Texts texts({"김정은 peace مطاحن 北京 ß 42"});
    for (const Word& word : words_in(texts)) CHECK_FALSE(word.cased_up());
}

TEST_CASE("a word that lost its vowel before another is a word of its own") {
    const Texts texts({"Le ministre de l’Intérieur a dit que la Côte d'Ivoire et O'Neill sont là."});
    std::string all;
    for (const Word& word : words_in(texts)) all += surface(texts, word) + "|";
    CHECK(all == "Le|ministre|de|l’|Intérieur|a|dit|que|la|Côte|d'|Ivoire|et|O'Neill|sont|là|");
}

TEST_CASE("the language of a text is told by its small words") {
    const auto is_german = [](const char* text) {
        return languages()[language_of(Texts({text}).tokens()[0])].nouns_have_capitals();
    };
    CHECK(is_german("Der Rat hat die Kosten nicht genannt und wird sie auch nicht nennen."));
    CHECK(!is_german("The council has not named the costs and will not do so."));
    CHECK(!is_german("Kosten"));
}

TEST_CASE("compounds are nouns by their last part, unless it ends names as well") {
    const auto german = [](const char* word) {
        for (const Language& language : languages()) {
            if (language.nouns_have_capitals()) return language.is_noun(word);
        }
        return false;
    };
    CHECK(german("regierungspartei"));
    CHECK(german("verwaltung"));
    CHECK(!german("griechenland"));
    CHECK(!german("obama"));
}

}  // namespace
}  // namespace wirecopy::entities
