#include "wirecopy/entities/gazetteer.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

#include "texts.hpp"

namespace wirecopy::entities {
namespace {

Gazetteer gazetteer_of(const std::vector<std::string>& names) {
    std::vector<std::string> ids;
    for (const std::string& name : names) ids.push_back("id of " + name);
    return {Strings(ids).column(), Strings(names).column(), Strings(std::vector<std::string>(names.size())).column()};
}

/// The spans found in `text`, joined by '|'.
std::string found(const std::vector<std::string>& names, const std::string& text) {
    const Texts texts({text});
    std::string result;
    for (const Mention& mention : gazetteer_of(names).find(texts.tokens(), {1, {}})) {
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
    const Gazetteer gazetteer(Strings({"a", "b"}).column(), Strings({"Kim", "Kim"}).column(),
                              Strings({"person", "person"}).column());
    const std::vector<Mention> mentions = gazetteer.find(texts.tokens(), {1, {}});
    REQUIRE(mentions.size() == 1);
    CHECK(mentions[0].entity == Gazetteer::kSeveral);
    CHECK(mentions[0].rule == Rule::ambiguous);
}

TEST_CASE("a name without a word is an error that names the row") {
    CHECK_THROWS_WITH_AS(gazetteer_of({"Kim", "?!"}), doctest::Contains("row 1"), std::invalid_argument);
}

}  // namespace
}  // namespace wirecopy::entities
