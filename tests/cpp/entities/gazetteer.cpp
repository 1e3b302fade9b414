#include "wirecopy/entities/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>

#include <doctest/doctest.h>

#include "texts.hpp"

namespace wirecopy::entities {
namespace {

Gazetteer gazetteer_of(const std::vector<std::string>& names) {
    std::vector<std::string> ids;
    for (const std::string& name : names) ids.push_back("id of " + name);
    const Strings kinds(std::vector<std::string>(names.size()));
    return Gazetteer::build(Strings(ids).column(), Strings(names).column(), kinds.column(),
                            std::vector<std::uint8_t>(names.size(), Gazetteer::kAutomatic));
}

/// The spans found in `text`, joined by '|'.
std::string found(const std::vector<std::string>& names, const std::string& text) {
    const Texts texts({text});
    std::string result;
    for (const Mention& mention : gazetteer_of(names).find(texts.corpus(), nullptr, false, {1, {}}).mentions) {
        result += (result.empty() ? "" : "|") + text.substr(mention.span.begin, mention.span.end - mention.span.begin);
    }
    return result;
}

TEST_CASE("the longest name wins and no word is used twice") {
    CHECK(found({"New York", "York", "New York Times"}, "The New York Times of New York, York.") ==
          "New York Times|New York|York");
}

TEST_CASE("names match whole words only") {
    CHECK(found({"Osk", "Kim"}, "Kiosk Oskar Kimono Osk-bank").find("Osk") == 0);
    CHECK(found({"Kim"}, "Kimono, Joakim") == "");
}

TEST_CASE("a possessive is not part of the mention unless the name has it") {
    CHECK(found({"Putin", "McDonald's"}, "Putin’s, Putin's, McDonald’s and McDonald") == "Putin|Putin|McDonald’s");
}

TEST_CASE("hyphens, dashes, spaces and full stops between words are one") {
    CHECK(found({"Kim Jong-un", "U.S."}, "Kim Jong Un, Kim Jong‐un, the US, the U.S.") ==
          "Kim Jong Un|Kim Jong‐un|US|U.S.");
}

TEST_CASE("a name goes over no line and no sentence") {
    CHECK(found({"New York"}, "It is New\nYork is far. Something new. York wins.") == "");
}

TEST_CASE("capitals of a name must be capitals in the text, and an acronym must be all capitals") {
    CHECK(found({"US", "WHO", "Turkey"}, "us Us US who Who WHO turkey Turkey TURKEY") == "US|WHO|Turkey|TURKEY");
    CHECK(found({"barley"}, "Barley and barley") == "Barley|barley");
}

TEST_CASE("a name of two entities is found as nobody's") {
    const Texts texts({"Kim said"});
    const Gazetteer gazetteer = Gazetteer::build(Strings({"a", "b"}).column(), Strings({"Kim", "KIM"}).column(),
                                                 Strings({"person", "person"}).column(), std::vector<std::uint8_t>(2));
    const Located found = gazetteer.find(texts.corpus(), nullptr, false, {1, {}});
    const std::vector<Mention>& mentions = found.mentions;
    REQUIRE(mentions.size() == 1);
    CHECK(mentions[0].entity == Gazetteer::kSeveral);
    CHECK(mentions[0].rule == Rule::ambiguous);
    REQUIRE(found.candidates.size() == 2);
    CHECK(found.candidates[0].score == doctest::Approx(2.0 / 3));  // written exactly so
    CHECK(found.candidates[1].score == doctest::Approx(1.0 / 3));
}

TEST_CASE("a name without a word is an error that names the row") {
    CHECK_THROWS_WITH_AS(gazetteer_of({"Kim", "?!"}), doctest::Contains("row 1"), std::invalid_argument);
}

TEST_CASE("the words of a name may be joined, but two words with a space make no third word") {
    CHECK(found({"Kim Jong-un", "Wal-Mart", "Walgreens", "Sun Day", "New York Times"},
                "Kim Jongun; Walmart; Wal-Mart; Wal-Greens; Sunday; Sun-Day; NewYork Times") ==
          "Kim Jongun|Walmart|Wal-Mart|Wal-Greens|Sun-Day|NewYork Times");
}

TEST_CASE("marks of Latin and Greek letters do not count, those of other scripts do") {
    CHECK(found({"Müller", "Lech Wałęsa", "Erdogan", "Άννα"}, "Muller, Lech Walesa, Erdoğan, Αννα") ==
          "Muller|Lech Walesa|Erdoğan|Αννα");
    CHECK(found({"край"}, "краи край") == "край");
}

TEST_CASE("apostrophes and the full stops of initials do not count") {
    CHECK(found({"O'Neill", "J.K. Rowling", "U.N."},
                "O’Neill ONeill; J. K. Rowling, JK Rowling, J.K. Rowling. UN, U.N.") ==
          "O’Neill|ONeill|J. K. Rowling|JK Rowling|J.K. Rowling|UN|U.N.");
}

TEST_CASE("an acronym that is a common word is not found in a line of capitals") {
    CHECK(found({"WHO", "NATO"}, "WHO said NATO\nWHO IS IN CHARGE OF NATO NOW\n") == "WHO|NATO|NATO");
}

TEST_CASE("other marks between words must be those of the name") {
    CHECK(found({"Washington, DC", "Yahoo! News"}, "Washington, DC; Washington DC; Yahoo News; Yahoo! News") ==
          "Washington, DC|Yahoo! News");
}

TEST_CASE("overlapping names are all found when they are asked for") {
    const Texts texts({"The New York Times Square"});
    const Gazetteer gazetteer = gazetteer_of({"New York", "York", "New York Times", "Times Square"});
    std::string result;
    for (const Mention& mention : gazetteer.find(texts.corpus(), nullptr, true, {1, {}}).mentions) {
        result += std::string(texts.text(0).substr(mention.span.begin, mention.span.end - mention.span.begin)) + "|";
    }
    CHECK(result == "New York|New York Times|York|Times Square|");
}

TEST_CASE("Korean particles behind a name are no part of it, and a syllable of the name is none") {
    const std::vector<std::string> names{"평양", "김정은", "한국중앙통신"};
    CHECK(found(names, "김정은은 평양에서는 한국중앙통신으로부터") == "김정은|평양|한국중앙통신");
    CHECK(found(names, "김정은 위원장이 평양을 떠났다, 김정은이라고") == "김정은|평양|김정은");
    CHECK(found({"김정"}, "김정은") == "김정");
    CHECK(found({"평양"}, "평양가 평양는 평양냉면") == "");  // behind a consonant stand 이 and 은
    CHECK(found({"SK", "나토"}, "SK는 나토의") == "SK|나토");
}

TEST_CASE("a German genitive names what the name does, and other languages have none") {
    const std::vector<std::string> names{"Angela Merkel", "Berlin", "Deutschland", "Bundestag", "Peter"};
    CHECK(found(names,
                "Das ist der Besuch Angela Merkels, und die Zukunft Deutschlands wird nicht nur in Berlins "
                "Mitte, sondern auch im Gebäude des Bundestages entschieden.") ==
          "Angela Merkels|Deutschlands|Berlins|Bundestages");
    CHECK(found(names, "The visit of Angela Merkels and the Deutschlands and Berlins was of the Peters family.") == "");
}

TEST_CASE("a Turkish ending behind an apostrophe is no part of the name, and other languages have none") {
    const std::vector<std::string> names{"Ankara", "Recep Tayyip Erdoğan", "Türkiye", "Osk"};
    CHECK(found(names,
                "Bu konuda Recep Tayyip Erdoğan'ın Ankara’da yaptığı ve çok önemli olan konuşma Türkiye'deki "
                "bir karar için de yeni oldu.") == "Recep Tayyip Erdoğan|Ankara|Türkiye");
    CHECK(found(names, "Erdoğan'dan Türkiye'ye çağrı: Ankara'da yeni bir kapı") == "Türkiye|Ankara");
    CHECK(found(names, "Başkan Ankara'ya ulaştı") == "Ankara");
    CHECK(found(names, "They said that Osk'da and Ankara’dan are no words of this language.") == "");
}

TEST_CASE("an elided word before a name is no part of it, and a name that begins like one is whole") {
    const std::vector<std::string> names{"Otan", "Emmanuel Macron", "Eni", "L'Oréal", "Banque de l'Union", "Angelo"};
    CHECK(found(names,
                "la visite d'Emmanuel Macron à l’Otan, l'attaque d'une ville. L'Otan s'étonne, L’Oréal et la "
                "Banque de l’Union") == "Emmanuel Macron|Otan|Otan|L’Oréal|Banque de l’Union");
    CHECK(found(names, "i conti dell'Eni e all’Eni") == "Eni|Eni");
    CHECK(found(names, "D'Angelo and D’Angelo said, O'Otan, 'Otan' and rock’n’Otan") == "Otan");
}

TEST_CASE("bytes that were cut or changed anywhere are refused") {
    const Gazetteer gazetteer = gazetteer_of({"Kim", "New York"});
    const auto bytes = gazetteer.bytes();
    CHECK(Gazetteer::open(bytes, nullptr).names().size() == 2);
    for (std::size_t size = 0; size < bytes.size(); size += 40) {
        CHECK_THROWS_AS(Gazetteer::open(bytes.first(size), nullptr), std::invalid_argument);
    }
    struct alignas(64) Block {
        std::array<std::byte, 64> bytes;
    };
    std::vector<Block> blocks(bytes.size() / 64);
    const auto changed = std::as_writable_bytes(std::span(blocks));
    std::copy(bytes.begin(), bytes.end(), changed.begin());
    for (std::byte& each : changed) {
        each ^= std::byte{4};
        CHECK_THROWS_AS(Gazetteer::open(changed, nullptr), std::invalid_argument);
        each ^= std::byte{4};
    }
    CHECK(Gazetteer::open(changed, nullptr).names().size() == 2);
}

}  // namespace
}  // namespace wirecopy::entities
