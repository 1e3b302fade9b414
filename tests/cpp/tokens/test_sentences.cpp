#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include "wirecopy/tokens/sentences.hpp"

#include "reference/tokens/sentences.hpp"
#include "support/random_text.hpp"

using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::tokens::append_sentence_begins;
using wirecopy::tokens::append_unicode_sentence_ends;
using wirecopy::tokens::SentenceRules;

namespace {

using Offsets = std::vector<std::uint32_t>;

Offsets unicode_ends(std::string_view text) {
    Offsets ends;
    append_unicode_sentence_ends(text, ends);
    return ends;
}

Offsets begins_of(std::string_view text, SentenceRules rules = SentenceRules::news) {
    Offsets begins;
    append_sentence_begins(text, {0, static_cast<std::uint32_t>(text.size())}, rules, begins);
    return begins;
}

/// A text of characters that the rules speak of, each kind as likely as the others.
std::string random_marks(Random& random, std::size_t characters) {
    static constexpr std::array<std::string_view, 44> kCharacters = {
        ".",      "․",      "…", "!", "?",   "。", "！", "؟", "।",      " ",      "\u00A0", "\t", "\n", "\r", "\u0085",
        "\u2028", "\u2029", "a", "é", "и",   "A",  "É",  "И", "한",     "字",     "ب",      "0",  "٣",  "\"", "”",
        "“",      "»",      "(", ")", "[1]", ",",  "-",  "—", "\u0301", "\u200D", "\u00AD", "$",  "Mr", "U.S"};
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) text += kCharacters[below(random, kCharacters.size())];
    return text;
}

/// Takes `|` out of `marked`, where it says that a sentence begins; the spaces around it stay.
void check(std::string_view marked) {
    std::string text;
    Offsets expected = {0};
    for (const char c : marked) {
        if (c == '|') {
            expected.push_back(static_cast<std::uint32_t>(text.size()));
        } else {
            text += c;
        }
    }
    std::string found;
    const Offsets begins = begins_of(text);
    for (std::size_t i = 0; i < begins.size(); ++i) {
        found += text.substr(begins[i], (i + 1 < begins.size() ? begins[i + 1] : text.size()) - begins[i]);
        if (i + 1 < begins.size()) found += '|';
    }
    CHECK(found == marked);
}

}  // namespace

TEST_CASE("sentences of random texts end where the rules of UAX #29, read one by one, say") {
    Random random(4);
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = round % 2 == 0 ? random_marks(random, below(random, 16))
                                                : wirecopy::testing::random_unicode(random, below(random, 16));
        CAPTURE(text);
        REQUIRE(unicode_ends(text) == wirecopy::reference::sentence_ends(text));
    }
}

TEST_CASE("every code point has ICU's sentence break") {
    // Each stands where its own property decides: after a capital and a full stop, before and behind a small letter.
    for (UChar32 c = 1; c < 0x110000; c += c < 0x30000 ? 1 : 97) {
        if (U_IS_SURROGATE(c)) continue;
        const std::string character = wirecopy::testing::utf8(static_cast<char32_t>(c));
        const std::string text = "A. " + character + " B" + character + "C." + character + "D";
        if (unicode_ends(text) == wirecopy::reference::sentence_ends(text)) continue;
        CAPTURE(c);
        REQUIRE(unicode_ends(text) == wirecopy::reference::sentence_ends(text));
    }
}

TEST_CASE("a text cut where a sentence ends has the same sentences in its parts") {
    Random random(5);
    for (int round = 0; round < 2'000; ++round) {
        const std::string text = random_marks(random, below(random, 40));
        const Offsets ends = unicode_ends(text);
        for (const std::uint32_t cut : ends) {
            Offsets joined = unicode_ends(std::string_view(text).substr(0, cut));
            for (const std::uint32_t end : unicode_ends(std::string_view(text).substr(cut)))
                joined.push_back(cut + end);
            CAPTURE(text);
            REQUIRE(joined == ends);
        }
    }
}

TEST_CASE("sentences of a paragraph begin inside it, in order, at something that is seen, wherever it stands") {
    Random random(6);
    for (int round = 0; round < 10'000; ++round) {
        const std::string before = random_marks(random, below(random, 6));
        const std::string text = random_marks(random, 1 + below(random, 40));
        const std::string whole = before + text + random_marks(random, below(random, 6));
        for (const SentenceRules rules : {SentenceRules::news, SentenceRules::unicode}) {
            const Offsets alone = begins_of(text, rules);
            Offsets inside;
            const auto shift = static_cast<std::uint32_t>(before.size());
            append_sentence_begins(whole, {shift, shift + static_cast<std::uint32_t>(text.size())}, rules, inside);
            CAPTURE(text);
            REQUIRE(inside.size() == alone.size());
            for (std::size_t i = 0; i < alone.size(); ++i) REQUIRE(inside[i] == alone[i] + shift);
            REQUIRE(alone.front() == 0);
            for (std::size_t i = 1; i < alone.size(); ++i) {
                REQUIRE(alone[i] > alone[i - 1]);
                REQUIRE(alone[i] < text.size());
                if (rules == SentenceRules::news)
                    REQUIRE(std::string_view(" \t\n\r").find(text[alone[i]]) == text.npos);
            }
        }
    }
}

TEST_CASE("bytes that are no UTF-8 are survived") {
    Random random(7);
    for (int round = 0; round < 10'000; ++round) {
        std::string text;
        for (std::size_t i = below(random, 24); i-- > 0;) text += static_cast<char>(below(random, 256));
        text += ". A";
        CHECK(begins_of(text).back() <= text.size());
        CHECK(unicode_ends(text).back() == text.size());
    }
}

TEST_CASE("without the rules for news a paragraph has the sentences of UAX #29, ends of lines included") {
    CHECK(begins_of("Mr. Oda left.\nHe did.", SentenceRules::unicode) == Offsets{0, 4, 14});
    CHECK(begins_of("Mr. Oda left.\nHe did.") == Offsets{0, 14});
    CHECK(begins_of("Mr. Oda\nleft.").size() == 1);
    CHECK(begins_of("").empty());
}

TEST_CASE("a title, a rank or an initial is followed by a name") {
    check("Mr. Oda met Gen. T. R. Vell and Sen. Ann B. Moor in St. Orm. |They left.");
    check("SEN. MOOR ASKS GEN. VELL");
    check("Home side: W. Park 9, V. Moor 4; I. Vell 2. |He fought in World War I. |Vell did not.");
    check("The case is Ode v. Orm. |It was argued by J.-P. Lenn.");
    check("Herr Prof. Dr. Kanz kam. |Die Frage bzw. Antwort blieb offen.");
    check("El Sr. Paz y la Dra. Luna viajaron. |Volvieron ayer.");
    check("M. Roux et Mgr. Blanc sont là. |Ils partent.");
    check("Об этом сказал ген. Орлов и А. С. Зимин. |Он уехал.");
    check("وصل د. سامي و م. نور إلى المدينة. |ثم غادرا.");
    check("В пгт. Лесной его ждал Дж. Винн. |Он приехал.");
    check("قالت أ.ف.ب. إن الوزير غادر. |ثم عاد.");
    check("यह यू.के. सरकार ने कहा। |वह गया।");
    check("डॉ. ओडा आए। |वह गए।");
    check("TS. Oda đến. |Ông về.");
    check("Hij kwam. |Mevr. De Orm bleef.");
    check("Il visto dell'avv. Conti manca. |L’avv. Conti tace.");
    check("Nobody was under 12's. |Ann was.");
}

TEST_CASE("an abbreviation ends a sentence when the next word opens one") {
    check("She came to the U.S. in May. |She left the U.S. |The trip was long.");
    check("The U.S. Senate met at 5 p.m. Monday. |It rose at 9 p.m. |Guards stayed.");
    check("Oda Steel Inc. said so. |He runs Oda Steel Inc. |He owns it.");
    check("Er liest Bücher, Hefte usw. |Das freut ihn.");
    check("Viajó a EE.UU. |El viaje fue largo.");
    check("Это было в 1990 г. |Он вернулся в г. Орск.");
    check("He lived in the “U.S.” |Ann did not.");
}

TEST_CASE("a number goes with what counts by it") {
    check("It cost 3.5 million. |No. 7 paid on Jan. 3, see p. 12 and vol. IV. |He said no. |I agreed.");
    check("1. Open the door. |2. Go in.");
    check("In 2012. |The year after.");
    check("Am 3. Mai begann der 2. Weltkongress. |Im 19. Jahrhundert nicht. |Er kam 2019. |Berlin wartete.");
    check("Selon l'art. 49 rien ne change. |Art. 50 non plus.");
    check("Es sind 20 km. |Orm liegt am Fluss.");
    check("Hacía 12.5°C. |Ana salió.");
    check("Ende war am 1. 5. 2020. |Danach nicht.");
    check("2019. 3. 1. 행사가 열렸다. |그는 갔다.");
    check("We waited. |50 people came.");
}

TEST_CASE("what closes goes with the sentence before, what opens with the one after") {
    check("“We won.” |“They lost.” |(It was late.) |Then all left.");
    check("He wrote it.[12] |She read it.[a][3] |(Later.)");
    check("« Vous venez ? » |Elle rit. |« Oui ! »");
    check("„Kommst du?“ |„Nein.“ |Er ging.");
    check("»Kommst du?« |»Nein.« |Er ging.");
    check("¿Vienes? |¡No! |Se fue.");
    check("他说：“来吧。” |后来他走了。|“好。”");
    check("他看了《走吧！妈妈》和《好吗？》。|你呢？|《来。》是书。");
}

TEST_CASE("a quotation that ends with its own mark may be followed by who said it") {
    check("“Why?” he asked. |“Why not?” Ms. Ann Moor said.");
    check("“Stop!” |The train stood still.");
    check("Yahoo! said so (!) and went on. |What now? |nothing.");
    check("「行こう。」と言った。|「うん。」");
    check("“走吧！”他说。|“好。”");
    check("\"가자.\"고 말했다. |그는 \"왜?\"라고 물었다.");
}

TEST_CASE("an ellipsis ends a sentence before a capital only") {
    check("He waited ... and waited. |Then… |Nothing. |“... no reason to go”");
    check("Il attend… puis part. |Il attend… |Elle part.");
    check("[...] Nothing came.");
}

TEST_CASE("a dateline is part of its sentence") {
    check("ORM, Calif. (NW) — Guards left. |They rested.");
    check("TARN, W.Va., Jan. 3 (NW) -- Guards left.");
    check("ORM, D.C. – Guards left.");
}

TEST_CASE("a dash begins the next speaker's sentence or a signature") {
    check("— Ты идёшь? |— Нет. |— Жаль.");
    check("We all left. |— Ann Moor");
    check("We left - all of us.");
}

TEST_CASE("two sentences whose space was lost are two, names and addresses with a stop are one") {
    check("We are in danger.|It is late.|Senator Moor spoke.");
    check("See orm.example.com/Index.Html or Orm.Com now.");
    check("See https://orm.example/?q=a.B or write to a.Moor@orm.example today.");
    check("그는 갔다.|그리고 왔다.");
}

TEST_CASE("a writer without capitals writes sentences too, but an unknown abbreviation ends none") {
    check("i went home. |they stayed. |nobody called.");
    check("Der Verwaltungsbez. und das Land einigten sich.");
    check("Das Amt (geogr. betrachtet) liegt hier.");
}

TEST_CASE("scripts with their own full stops end sentences with them") {
    check("今日は晴れ。|明日は雨？|そうか！");
    check("他来了。|我走了！|好吗？");
    check("هل جاء؟ |نعم. |غادر!");
    check("वह आया। |मैं गया।");
    check("오늘은 맑다. |내일은 비가 온다.");
}

TEST_CASE("how many spaces stand behind a full stop does not matter") {
    // One and a capital behind them is told at a glance, two are looked at from all sides.
    static constexpr std::array<std::string_view, 36> kParts = {
        "Mr",  "Mrs", "Inc", "oda", "Oda", "it", "Bd",  "vgl", "steel", "Senate", "I",  "V",
        "U.S", "p.m", "No",  "3",   "12",  "é",  "É",   "-",   "’",     "\"",     "”",  "“",
        "(",   ")",   ",",   "?",   "\n",  "A",  "The", "May", "he",    ".",      ". ", ". "};
    Random random(11);
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (std::size_t parts = below(random, 24); parts > 0; --parts) {
            text += kParts[below(random, kParts.size())];
            if (below(random, 2) == 0) text += ' ';
        }
        std::string wide;
        for (std::size_t at = 0; at < text.size(); ++at) {
            wide += text[at];
            if (text[at] == ' ') wide += ' ';
        }
        CAPTURE(text);
        REQUIRE(begins_of(text).size() == begins_of(wide).size());
    }
}
