#include "wirecopy/entities/discover.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <utility>

#include <doctest/doctest.h>

#include "wirecopy/entities/join.hpp"

#include "texts.hpp"

namespace wirecopy::entities {
namespace {

Found found_in(const Texts& texts) {
    return find_entities(texts.tokens(), nullptr, {}, {2, {}});
}

/// "surface=entity" of each mention in order, joined by '|'; '?' where ambiguous.
std::string mentions_in(const std::vector<std::string>& documents) {
    const Texts texts(documents);
    const Found found = found_in(texts);
    std::string result;
    for (const Mention& mention : found.mentions) {
        const std::string_view surface =
            texts.text(mention.document).substr(mention.span.begin, mention.span.end - mention.span.begin);
        const std::string id = mention.entity < 0 ? "?" : found.entities[static_cast<std::size_t>(mention.entity)].id;
        result += (result.empty() ? "" : "|") + std::string(surface) + "=" + id;
    }
    return result;
}

TEST_CASE("a word that opens a sentence is a name only with evidence from elsewhere") {
    CHECK(mentions_in({"Barley rose. Marrow fell.", "We saw the barley near Marrow."}) ==
          "Marrow=marrow|Marrow=marrow");
}

TEST_CASE("short forms belong to the person named in full") {
    CHECK(mentions_in({"We met Anna Petrova. Petrova spoke. Later Ms Petrova left with Anna."}) ==
          "Anna Petrova=anna-petrova|Petrova=anna-petrova|Ms Petrova=anna-petrova|Anna=anna-petrova");
}

TEST_CASE("a given name behind somebody's relative is nobody's surname") {
    const std::string senator = "We met Tom Cole. Then Mr Cole left and Cole spoke.";
    CHECK(mentions_in({senator, "Then Cole spoke."}).ends_with("|Cole=tom-cole"));
    CHECK(mentions_in({senator, "Her son Cole was born here."}).ends_with("|Cole=cole"));
    CHECK(mentions_in({senator, "We saw her sons Jonathan and Cole here."}).ends_with("|Jonathan=jonathan|Cole=cole"));
    CHECK(mentions_in({senator, "After the arrest of his son Hunter, Cole spoke."}).ends_with("|Cole=tom-cole"));
    CHECK(mentions_in({senator, "His son and Cole met."}).ends_with("Cole=tom-cole"));
    CHECK(mentions_in({senator, "We saw her brother Boris and Cole here."}).ends_with("|Cole=tom-cole"));
}

TEST_CASE("a party of a case in court, a handle and a name behind an initial are nobody's surname") {
    const std::string senator = "We met Tom Cole. Then Mr Cole left and Cole spoke.";
    CHECK(mentions_in({senator, "The court said so in Wesberry v. Cole last year."}).ends_with("|Cole=cole"));
    CHECK(mentions_in({senator, "It was said by @Cole on the day."}).ends_with("|Cole=cole"));
    const std::string union_of_workers = "The Marsh Workers Union (MWU) met. The MWU struck.";
    CHECK(mentions_in({union_of_workers, "It was decided in MWU v. Orm last year."})
              .ends_with("|MWU=marsh-workers-union|Orm=orm"));
    CHECK(mentions_in({senator, "A statue of Robert E Cole was there."}).find("|Robert E Cole=robert") !=
          std::string::npos);
}

TEST_CASE("an 's that a name is hardly ever without is part of it, but not behind a person's given name") {
    const std::string rated = "It was Moody's that said so. ";
    const std::string often = rated + rated + rated + rated + rated;
    CHECK(mentions_in({often}).starts_with("Moody's=moody's|Moody's=moody's"));
    CHECK(mentions_in({often + "We met David Moody's aide."}).ends_with("|David Moody=david-moody"));
    CHECK(mentions_in({often + "We saw Moody, and Moody left."}).starts_with("Moody=moody|"));
    CHECK(mentions_in({rated}) == "Moody=moody");
    const std::string profit = "The report said Tesla's profit rose. Tesla declined to speak. ";
    CHECK(mentions_in({profit + profit + profit + profit + profit}).starts_with("Tesla=tesla|Tesla=tesla"));
}

TEST_CASE("of two who share a surname the one named in the same paragraph is meant, else nobody") {
    CHECK(mentions_in(
              {"He saw Anna Petrova.\nHe saw Ivan Petrova. Then Mr Petrova left.\nBoth called Petrova stayed."}) ==
          "Anna Petrova=anna-petrova|Ivan Petrova=ivan-petrova|Mr Petrova=ivan-petrova|Petrova=?");
}

TEST_CASE("a family name that comes first is a short form, and full names never join through it") {
    CHECK(mentions_in(
              {"He met leader Kim Jong Un and again Kim Jong-un beneath a portrait of Kim Il Sung.\nThen Kim left."}) ==
          "Kim Jong Un=kim-jong-un|Kim Jong-un=kim-jong-un|Kim Il Sung=kim-il-sung|Kim=kim-jong-un");
}

TEST_CASE("initials in brackets define an acronym, here and in other documents") {
    CHECK(mentions_in({"It said the Grain Safety Bureau (GSB) knew.", "He told the GSB so."}) ==
          "Grain Safety Bureau=grain-safety-bureau|GSB=grain-safety-bureau|GSB=grain-safety-bureau");
}

TEST_CASE("initials are letters, not bytes") {
    CHECK(mentions_in({"Министерство Иностранных Дел (МИД) знало.", "Мы видели МИД."}) ==
          "Министерство Иностранных Дел=министерство-иностранных-дел|МИД=министерство-иностранных-дел|"
          "МИД=министерство-иностранных-дел");
    // The first bytes of these letters are the same.
    CHECK(mentions_in({"We saw the Örtel Ämter (ÜÄ) here."}) == "Örtel Ämter=örtel-ämter|ÜÄ=üä");
    CHECK(mentions_in({"We saw the Örtel Ämter (ÖÄ) here."}) == "Örtel Ämter=örtel-ämter|ÖÄ=örtel-ämter");
}

TEST_CASE("an acronym that opens a sentence is a name in every script with case") {
    CHECK(mentions_in({"Мы потом ушли. МИД знал."}) == "МИД=мид");
}

TEST_CASE("many names in one document are each somebody's, in time that grows with the names") {
    // Every name looked at for every name would be 10^9 looks.
    std::string text;
    const auto word = [](std::size_t i) {
        std::string result = "Q";
        for (; i > 0; i /= 26) result += static_cast<char>('a' + i % 26);
        return result + "ov";
    };
    constexpr std::size_t kPersons = 30'000;
    for (std::size_t i = 1; i <= kPersons; ++i) text += "We met Anna " + word(i) + " when Ms " + word(i) + " left.\n";
    const Texts texts({text});
    const auto begin = std::chrono::steady_clock::now();
    const Found found = found_in(texts);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    CHECK(found.entities.size() == kPersons);
    CHECK(found.mentions.size() == 2 * kPersons);
    CHECK(seconds.count() < 10);
}

TEST_CASE("thousands of namesakes and of their surname alone take time that grows with the names") {
    // Each mention of the surname looked at for each namesake would be 4 * 10^8 looks.
    std::string text;
    const auto word = [](std::size_t i) {
        std::string result = "Q";
        for (; i > 0; i /= 26) result += static_cast<char>('a' + i % 26);
        return result + "ia";
    };
    constexpr std::size_t kPersons = 20'000;
    for (std::size_t i = 1; i <= kPersons; ++i) {
        text += "We met leader " + word(i) + " Petrova. " + (i % 100 == 0 ? "\n" : "");
    }
    for (std::size_t i = 0; i < kPersons; ++i) text += "Then Ms Petrova left.\n";
    const Texts texts({text});
    const auto begin = std::chrono::steady_clock::now();
    const Found found = found_in(texts);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    CHECK(found.entities.size() == kPersons);
    CHECK(found.mentions.size() == 2 * kPersons);
    CHECK(found.mentions.back().rule == Rule::ambiguous);
    CHECK(found.candidates.size() == kPersons * Owner::kMostCandidates);
    CHECK(seconds.count() < 10);
}

TEST_CASE("of a crowd of namesakes the one named in the same paragraph is meant") {
    std::string text;
    std::string expected;
    for (const char* first :
         {"Anna",  "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Hanna", "Igor",  "Julia",
          "Karin", "Laura", "Maria", "Nina",  "Olga",  "Paula", "Rosa",  "Sofia", "Tanja", "Vera"}) {
        text += std::string("He saw ") + first + " Petrova. Then Ms Petrova left.\n";
        std::string id = std::string(first) + "-petrova";
        id.front() = static_cast<char>(id.front() + ('a' - 'A'));
        expected += (expected.empty() ? "" : "|") + std::string(first) + " Petrova=" + id + "|Ms Petrova=" + id;
    }
    CHECK(mentions_in({text}) == expected);
}

TEST_CASE("a checkpoint that throws stops the joining of names") {
    std::vector<NamedDocument> documents(40'000);
    NameKeys keys;
    const KeyId key = keys.add("anna petrova");
    for (NamedDocument& document : documents) {
        document.names.emplace_back();
        document.names.back().key = key;
        document.owners.emplace_back();
    }
    const Lexicon lexicon(keys, nullptr);
    const parallel::Control control{1, [](std::size_t, std::size_t) { throw std::runtime_error("stop"); }};
    CHECK_THROWS_AS(join(std::move(documents), lexicon, {}, control), std::runtime_error);
}

TEST_CASE("offices are no part of a name and no name by themselves") {
    CHECK(
        mentions_in(
            {"He met Transport Minister Ines Orlan. The Transport Minister of transport left with President Orlan."}) ==
        "Ines Orlan=ines-orlan|Orlan=ines-orlan");
}

TEST_CASE("headlines in title case give only names known from running text") {
    CHECK(mentions_in(
              {"Minister Meets Anna Petrova Over Barley Prices\nA minister meets Anna Petrova over barley prices."}) ==
          "Anna Petrova=anna-petrova|Anna Petrova=anna-petrova");
}

TEST_CASE("middle initials do not count unless they tell two apart") {
    CHECK(mentions_in({"He saw John P. Alder and John Alder."}) == "John P. Alder=john-alder|John Alder=john-alder");
    CHECK(mentions_in({"He saw John P. Alder and John T. Alder."}) ==
          "John P. Alder=john-p-alder|John T. Alder=john-t-alder");
}

TEST_CASE("a name in a byline grows no short forms") {
    CHECK(mentions_in({"By Anna Petrova, in town\nHe saw Ivan Petrova. Then Petrova left."}) ==
          "Anna Petrova=anna-petrova|Ivan Petrova=ivan-petrova|Petrova=ivan-petrova");
}

TEST_CASE("places do not become short forms of what is named after them") {
    CHECK(mentions_in({"The Marrow Rovers won in Marrow. It was said that Marrow wept and Rovers sang."}) ==
          "Marrow Rovers=marrow-rovers|Marrow=marrow|Marrow=marrow|Rovers=marrow-rovers");
}

TEST_CASE("names of a list take part with their own ids, and short forms grow from them") {
    const Texts texts({"He saw Anna Petrova. Petrova left."});
    const Gazetteer gazetteer =
        Gazetteer::build(Strings({"Q1"}).column(), Strings({"Anna Petrova"}).column(), Strings({"person"}).column(),
                         std::vector<std::uint8_t>(1, Gazetteer::kAutomatic));
    const Found found = find_entities(texts.tokens(), &gazetteer, {}, {1, {}});
    REQUIRE(found.entities.size() == 1);
    CHECK(found.entities[0].id == "Q1");
    CHECK(found.entities[0].mentions == 2);
    CHECK(found.mentions[0].rule == Rule::gazetteer);
    CHECK(found.mentions[1].rule == Rule::surname);
}

TEST_CASE("a found name that looks like the id of a list's entity is not that entity") {
    const Texts texts({"He saw Marrow Hollow and Old Town."});
    const Gazetteer gazetteer =
        Gazetteer::build(Strings({"marrow-hollow"}).column(), Strings({"Old Town"}).column(),
                         Strings({"place"}).column(), std::vector<std::uint8_t>(1, Gazetteer::kAutomatic));
    const Found found = find_entities(texts.tokens(), &gazetteer, {}, {1, {}});
    REQUIRE(found.entities.size() == 2);
    CHECK(found.entities[0].id == "marrow-hollow");
    CHECK(found.entities[0].name == "Old Town");
    CHECK(found.entities[1].id == "marrow-hollow~");
}

TEST_CASE("no documents, empty texts and texts without case give nothing") {
    CHECK(found_in(Texts({})).entities.empty());
    CHECK(mentions_in({"", "  \n ", "김정은 위원장이 평양에서", "وقالت ليلى الصابوني"}).empty());
}

}  // namespace
}  // namespace wirecopy::entities
