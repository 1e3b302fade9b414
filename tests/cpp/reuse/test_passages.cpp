#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/meetings.hpp"
#include "wirecopy/reuse/passages.hpp"

#include "reference/reuse/shared_text.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Context;
using wirecopy::reuse::Crowds;
using wirecopy::reuse::find_meetings;
using wirecopy::reuse::find_passages;
using wirecopy::reuse::Passage;
using wirecopy::reuse::WordSpan;
using wirecopy::testing::Article;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;
using wirecopy::testing::word;

namespace {

std::vector<Passage> passages(const Tokenized& corpus, const std::vector<std::vector<bool>>& boilerplate,
                              std::uint32_t min_words = 12, int n_jobs = 1) {
    const std::vector<bool> credits(corpus.words().size(), false);
    const auto meetings =
        find_meetings(corpus.flat(), Crowds(corpus.corpus(), credits),
                      wirecopy::reuse::Variants(corpus.flat(), min_words), min_words, {.n_jobs = n_jobs});
    return find_passages(corpus.corpus(), corpus.flat(), boilerplate, meetings.places, min_words, {.n_jobs = n_jobs});
}

std::vector<Passage> passages(const Tokenized& corpus, std::uint32_t min_words = 12, int n_jobs = 1) {
    return passages(corpus, corpus.no_boilerplate(), min_words, n_jobs);
}

/// `count` words that come nowhere else: words `first`, `first` + 1, ...
std::string unique_words(std::size_t first, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + word(first + i);
    return text;
}

/// Documents of a few paragraphs, with pieces of earlier ones planted in later ones, some of them edited.
std::vector<std::string> with_planted_copies(Random& random, std::size_t vocabulary) {
    std::vector<std::string> texts;
    for (int document = 0; document < 6; ++document) {
        std::string text;
        for (std::size_t paragraph = 1 + below(random, 3); paragraph-- > 0;) {
            text += random_words(random, below(random, 30), vocabulary) + " ";
            if (!texts.empty()) {
                const std::string& other = texts[below(random, texts.size())];
                const std::size_t from = below(random, other.size() + 1);
                std::string copy = other.substr(from, below(random, 200));
                std::replace(copy.begin(), copy.end(), '\n', ' ');
                if (below(random, 2) == 0)
                    copy.insert(copy.size() / 2, " " + random_words(random, 2, vocabulary) + " ");
                text += copy + " ";
            }
            text += random_words(random, below(random, 30), vocabulary) + "\n";
        }
        texts.push_back(text);
    }
    return texts;
}

/// Two documents spliced from pieces of one text, a word changed here and there: both repeat what they share.
std::vector<std::string> spliced(Random& random) {
    constexpr std::size_t kFirstNew = 1000;
    const std::size_t base = 30 + below(random, 60);
    std::size_t others = kFirstNew;
    std::vector<std::string> texts(2);
    for (std::string& text : texts) {
        for (std::size_t piece = 2 + below(random, 5); piece-- > 0;) {
            for (std::size_t more = below(random, 3) == 0 ? 1 + below(random, 9) : 0; more-- > 0;) {
                text += word(others++) + " ";
            }
            const std::size_t from = below(random, base - 13);
            const std::size_t end = std::min(base, from + 8 + below(random, 53));
            for (std::size_t i = from; i < end; ++i) text += word(below(random, 25) == 0 ? others++ : i) + " ";
        }
    }
    return texts;
}

bool inside(WordSpan words, WordSpan span) {
    return span.begin <= words.begin && words.end <= span.end;
}

/// What passages say of a document: which words it shares with which words of another.
struct Held {
    WordSpan here;
    std::uint32_t document;
    WordSpan there;
};

std::vector<std::vector<Held>> by_document(const Tokenized& corpus, const std::vector<Passage>& found) {
    std::vector<std::vector<Held>> held(corpus.words().size());
    for (const Passage& one : found) {
        held[one.document_a].push_back({one.a, one.document_b, one.b});
        held[one.document_b].push_back({one.b, one.document_a, one.a});
    }
    return held;
}

/// Requires a passage that holds these equal words of two documents, or passages that hold each and the same copy of
/// them in a third place.
void require_linked(const Tokenized& corpus, const std::vector<std::vector<Held>>& held, std::uint32_t a, WordSpan in_a,
                    std::uint32_t b, WordSpan in_b) {
    bool direct = false;
    bool linked = false;
    for (const Held& one : held[a]) {
        if (!inside(in_a, one.here)) continue;
        direct = direct || (one.document == b && inside(in_b, one.there));
        for (const Held& other : held[b]) {
            if (!inside(in_b, other.here) || other.document != one.document) continue;
            const WordSpan both{std::max(one.there.begin, other.there.begin), std::min(one.there.end, other.there.end)};
            linked = linked || (both.begin < both.end && both.size() >= in_a.size());
        }
    }
    CAPTURE(read(corpus, a, in_a));
    CAPTURE(corpus.corpus().text(a));
    CAPTURE(corpus.corpus().text(b));
    REQUIRE((direct || linked));
}

/// How many runs of `min_words` inside one paragraph each two documents share; fails where one of them is not linked.
std::size_t require_every_run(const Tokenized& corpus, const std::vector<Passage>& found, std::uint32_t min_words) {
    const auto held = by_document(corpus, found);
    std::size_t runs = 0;
    for (std::uint32_t a = 0; a < corpus.words().size(); ++a) {
        for (std::uint32_t b = a + 1; b < corpus.words().size(); ++b) {
            for (const WordSpan in_a : corpus.words()[a].paragraph) {
                for (const WordSpan in_b : corpus.words()[b].paragraph) {
                    for (const auto& run : wirecopy::reference::shared_runs(corpus.flat()[a].words(in_a),
                                                                            corpus.flat()[b].words(in_b), min_words)) {
                        ++runs;
                        for (std::uint32_t word = 0; word + min_words <= run.size; ++word) {
                            const std::uint32_t of_a = in_a.begin + run.a + word;
                            const std::uint32_t of_b = in_b.begin + run.b + word;
                            require_linked(corpus, held, a, {of_a, of_a + min_words}, b, {of_b, of_b + min_words});
                        }
                    }
                }
            }
        }
    }
    return runs;
}

}  // namespace

TEST_CASE(
    "every exact run of min_words that paragraphs of two documents share lies in a passage, or in two to a third") {
    Random random(1);
    std::size_t runs = 0;
    for (const std::size_t vocabulary : {4U, 20U, 200U, 100000U}) {
        for (int round = 0; round < 40; ++round) {
            const Tokenized corpus = Tokenized::of(with_planted_copies(random, vocabulary));
            for (const std::uint32_t min_words : {6U, 8U, 12U, 20U}) {
                CAPTURE(min_words);
                runs += require_every_run(corpus, passages(corpus, min_words), min_words);
            }
        }
    }
    CHECK(runs > 2000);
}

TEST_CASE("every exact run lies in a passage where both documents repeat what they share") {
    Random random(7);
    std::size_t runs = 0;
    for (int round = 0; round < 1'000; ++round) {
        const Tokenized corpus = Tokenized::of(spliced(random));
        for (const std::uint32_t min_words : {8U, 12U}) {
            CAPTURE(min_words);
            runs += require_every_run(corpus, passages(corpus, min_words), min_words);
        }
    }
    CHECK(runs > 10'000);
}

TEST_CASE("every exact run that a crowd shares is linked, and links grow with the crowd, not with its square") {
    Random random(6);
    for (const std::size_t count : {20U, 60U, 120U}) {
        const std::string story = unique_words(0, 60);
        const std::string other = unique_words(20, 25);  // a piece of it that comes in texts of its own
        std::vector<Article> articles;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t from = story.find(' ', below(random, story.size() / 3));
            std::string text = random_words(random, 20, 1000000) + story.substr(from, 120 + below(random, 150)) + " ";
            text += i % 7 == 0 ? random_words(random, 5, 1000000) + " " + other : "";
            articles.push_back({"id" + std::to_string(1000 + i), text, 0, static_cast<std::int32_t>(i % 5) - 1, {}});
            articles.back().published = {static_cast<std::int64_t>(below(random, 50)), 60};
        }
        const Tokenized corpus(articles);
        const auto found = passages(corpus);
        CHECK(require_every_run(corpus, found, 12) > count * count / 4);
        CHECK(found.size() < 40 * count);
    }
}

TEST_CASE("passages lie in their documents, begin and end with equal words, and weigh min_words") {
    Random random(2);
    for (const std::size_t vocabulary : {4U, 30U, 100000U}) {
        for (int round = 0; round < 40; ++round) {
            const Tokenized corpus = Tokenized::of(with_planted_copies(random, vocabulary));
            for (const Passage& passage : passages(corpus)) {
                const auto& a = corpus.words()[passage.document_a];
                const auto& b = corpus.words()[passage.document_b];
                REQUIRE(passage.document_a <= passage.document_b);
                REQUIRE(passage.a.begin < passage.a.end);
                REQUIRE(passage.a.end <= a.size());
                REQUIRE(passage.b.end <= b.size());
                REQUIRE(a.key[passage.a.begin] == b.key[passage.b.begin]);
                REQUIRE(a.key[passage.a.end - 1] == b.key[passage.b.end - 1]);
                REQUIRE(passage.identity.score() >= 12);
                REQUIRE(passage.identity.equal <= std::min(passage.a.size(), passage.b.size()));
                REQUIRE(passage.identity.aligned >= std::max(passage.a.size(), passage.b.size()));
                REQUIRE(passage.context == Context::prose);
                if (passage.document_a == passage.document_b) REQUIRE(passage.a.end <= passage.b.begin);
            }
        }
    }
}

TEST_CASE("passages come in order of place, none twice, each with an id of its own") {
    Random random(3);
    for (int round = 0; round < 60; ++round) {
        const Tokenized corpus = Tokenized::of(with_planted_copies(random, 50));
        const auto found = passages(corpus, 6);
        std::set<std::uint64_t> ids;
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto place = [&](const Passage& one) {
                return std::tuple(one.document_a, one.a.begin, one.document_b, one.b.begin, one.a.end, one.b.end);
            };
            if (i > 0) REQUIRE(place(found[i - 1]) < place(found[i]));
            REQUIRE(ids.insert(found[i].id).second);
        }
    }
}

TEST_CASE("passages are the same for any number of threads and any order of documents, ids included") {
    Random random(4);
    std::vector<Article> articles;
    for (int i = 0; i < 10; ++i) {
        for (const std::string& text : with_planted_copies(random, 50)) {
            articles.push_back({"document " + std::to_string(articles.size()), text});
        }
    }
    const auto ids = [](const std::vector<Passage>& found) {
        std::vector<std::uint64_t> result;
        for (const Passage& passage : found) result.push_back(passage.id);
        return result;
    };
    const auto alone = ids(passages(Tokenized(articles)));
    CHECK(alone.size() > 50);
    CHECK(ids(passages(Tokenized(articles, 7), 12, 2)) == alone);
    CHECK(ids(passages(Tokenized(articles), 12, 7)) == alone);
    std::shuffle(articles.begin(), articles.end(), random);
    CHECK(ids(passages(Tokenized(articles, 13))) == alone);
}

TEST_CASE("documents that share no more than min_words - 1 words in a row share no passage") {
    const std::string copy = unique_words(1000, 12);
    const Tokenized twelve = Tokenized::of({unique_words(0, 30) + " " + copy, copy + " " + unique_words(50, 30)});
    REQUIRE(passages(twelve).size() == 1);
    CHECK(read(twelve, 0, passages(twelve)[0].a) == copy);
    CHECK(read(twelve, 1, passages(twelve)[0].b) == copy);
    CHECK(passages(twelve, 13).empty());
    Random random(5);
    std::vector<std::string> unrelated;
    for (int i = 0; i < 20; ++i) unrelated.push_back(random_words(random, 200, 10000));
    CHECK(passages(Tokenized::of(unrelated), 6).empty());
    CHECK(passages(Tokenized::of(std::vector<std::string>{})).empty());
    CHECK(passages(Tokenized::of({"", "one", ""})).empty());
}

TEST_CASE("edits do not cut a passage; words put in between that outweigh the drop do") {
    const std::string first = unique_words(0, 20);
    const std::string second = unique_words(100, 20);
    const Tokenized edited = Tokenized::of({first + " " + second, first + " or " + second});
    REQUIRE(passages(edited).size() == 1);
    CHECK(passages(edited)[0].identity.equal == 40);
    CHECK(passages(edited)[0].identity.aligned == 41);
    const Tokenized parted = Tokenized::of({first + " " + second, first + " " + unique_words(200, 20) + " " + second});
    REQUIRE(passages(parted).size() == 2);
    CHECK(passages(parted)[1].a.begin == 20);
    CHECK(passages(parted)[1].b.begin == 40);
}

TEST_CASE("a short run that follows a gap is a passage when min_words is as short") {
    const std::string first = unique_words(0, 20);
    const std::string second = unique_words(100, 8);
    const Tokenized corpus = Tokenized::of({first + " " + unique_words(200, 14) + " " + second,  //
                                            first + " " + unique_words(300, 14) + " " + second});
    REQUIRE(passages(corpus, 8).size() == 2);
    CHECK(read(corpus, 1, passages(corpus, 8)[1].b) == second);
}

TEST_CASE("six words in quotation marks on both sides are a passage, five or unquoted ones are none") {
    const auto pair = [](const std::string& open, std::size_t count, const std::string& close) {
        const std::string quoted = open + unique_words(500, count) + close;
        return Tokenized::of({unique_words(0, 20) + " " + quoted + " " + unique_words(30, 20),
                              unique_words(60, 20) + " " + quoted + " " + unique_words(90, 20)});
    };
    const auto found = passages(pair("“", 6, "”"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].context == Context::quotation);
    CHECK(found[0].a.size() == 6);
    CHECK(passages(pair("“", 5, "”")).empty());
    CHECK(passages(pair("", 6, "")).empty());
    const std::string six = unique_words(500, 6);
    CHECK(passages(Tokenized::of({"said: “" + six + "” " + unique_words(0, 20), six + " " + unique_words(40, 20)}))
              .empty());
}

TEST_CASE("a long quotation in different prose is a quotation, in the same prose it is prose") {
    const std::string quotation = "“" + unique_words(500, 20) + "”";
    const Tokenized different =
        Tokenized::of({unique_words(0, 20) + " " + quotation, unique_words(60, 20) + " " + quotation});
    REQUIRE(passages(different).size() == 1);
    CHECK(passages(different)[0].context == Context::quotation);
    const Tokenized same =
        Tokenized::of({unique_words(0, 20) + " " + quotation, unique_words(0, 20) + " " + quotation});
    REQUIRE(passages(same).size() == 1);
    CHECK(passages(same)[0].context == Context::prose);
    CHECK(passages(same)[0].a.size() == 40);
}

TEST_CASE("a run of prose beside quotations is a passage by itself where the rest of the prose differs") {
    const auto text = [](std::size_t between) {
        return unique_words(0, 13) + " " + unique_words(between, 5) + " “" + unique_words(500, 20) + "”";
    };
    const auto found = passages(Tokenized::of({text(800), text(900)}));
    REQUIRE(found.size() == 2);
    CHECK(found[0].context == Context::prose);
    CHECK(found[0].a.size() == 13);
    CHECK(found[1].context == Context::quotation);
    CHECK(found[1].a.size() == 20);
}

TEST_CASE("a run of twelve words with short quotations in it is a passage") {
    const std::string run =
        "“" + unique_words(500, 4) + "” " + unique_words(600, 5) + " “" + unique_words(700, 3) + "”";
    const Tokenized corpus = Tokenized::of({unique_words(0, 20) + " " + run, unique_words(60, 20) + " " + run});
    REQUIRE(passages(corpus).size() == 1);
    CHECK(passages(corpus)[0].a.size() == 12);
}

TEST_CASE("a paragraph of boilerplate is a passage of its own that no other runs into") {
    const std::string line = unique_words(500, 14);
    const std::string text = unique_words(0, 20) + "\n" + line + "\n" + unique_words(100, 20);
    const Tokenized corpus = Tokenized::of({text, text});
    const auto found = passages(corpus, {{false, true, false}, {false, true, false}});
    REQUIRE(found.size() == 3);
    CHECK(found[0].context == Context::prose);
    CHECK(found[1].context == Context::boilerplate);
    CHECK(read(corpus, 0, found[1].a) == line);
    CHECK(found[2].context == Context::prose);
    CHECK(found[2].a.begin == 34);
}

TEST_CASE("a word or two of the next paragraph that are the same by chance are left out") {
    const std::string copy = unique_words(500, 20);
    const Tokenized corpus =
        Tokenized::of({copy + "\nThe mayor " + unique_words(0, 20), copy + "\nThe mayor " + unique_words(60, 20)});
    REQUIRE(passages(corpus).size() == 1);
    CHECK(read(corpus, 0, passages(corpus)[0].a) == copy);
}

TEST_CASE("text that one document repeats is a passage between its places") {
    const std::string copy = unique_words(500, 15);
    const Tokenized corpus = Tokenized::of({copy + "\n" + unique_words(0, 10) + "\n" + copy});
    REQUIRE(passages(corpus).size() == 1);
    CHECK(passages(corpus)[0].document_b == 0);
    CHECK(passages(corpus)[0].a.begin == 0);
    CHECK(passages(corpus)[0].b.begin == 25);
}

TEST_CASE("paragraphs that another document has in another order are a passage each") {
    constexpr std::size_t kCopies = 1500;
    std::string a;
    std::string b;
    for (std::size_t i = 0; i < kCopies; ++i) {
        const std::size_t other = i * 7 % kCopies;  // each once: 7 divides no power of 2, 3 or 5
        a += unique_words(20 * i, 20) + " " + unique_words(100000 + 12 * i, 12) + "\n";
        b += unique_words(20 * other, 20) + " " + unique_words(200000 + 12 * i, 12) + "\n";
    }
    const std::vector<Passage> found = passages(Tokenized::of({a, b}));
    REQUIRE(found.size() == kCopies);
    std::set<std::uint32_t> in_b;
    for (std::size_t i = 0; i < kCopies; ++i) {
        CHECK(found[i].a.begin == 32 * i);
        CHECK(found[i].a.size() == 20);
        CHECK(found[i].b.size() == 20);
        in_b.insert(found[i].b.begin);
    }
    CHECK(in_b.size() == kCopies);
}

TEST_CASE("a few words said over and over are no text that a document repeats") {
    std::string litany;
    for (int i = 0; i < 100; ++i) litany += "wait and see ";
    CHECK(passages(Tokenized::of({litany})).empty());
    CHECK(passages(Tokenized::of({unique_words(0, 40) + " " + unique_words(0, 40)})).size() == 1);
}

TEST_CASE("min_words below 6 is an error that tells both numbers") {
    const Tokenized corpus = Tokenized::of({"one"});
    CHECK_THROWS_WITH_AS(passages(corpus, 5), "min_words is 5; it must be at least 6", std::invalid_argument);
    CHECK_NOTHROW(passages(corpus, 6));
}

TEST_CASE("what better passages tell on both sides is not told again, what one of them lacks is") {
    // Captions: every two of them share all but a number and the words they describe.
    const auto captions = [](std::size_t first, std::size_t last, std::size_t own) {
        std::string text = unique_words(own, 30) + " ";
        for (std::size_t i = first; i < last; ++i) {
            text += "Hide caption " + std::to_string(i) + " of 61 photos: " + unique_words(0, 8) + " ";
            text += unique_words(own + 100 * i, 30) + " ";
        }
        return text;
    };
    const auto between = [](const std::vector<Passage>& found) {
        return std::count_if(found.begin(), found.end(),
                             [](const Passage& one) { return one.document_a != one.document_b; });
    };
    CHECK(between(passages(Tokenized::of({captions(10, 20, 1000), captions(10, 20, 9000)}))) == 10);
    CHECK(between(passages(Tokenized::of({captions(10, 20, 1000), captions(40, 41, 9000)}))) > 0);
}

TEST_CASE("a text and the same once more before it is one passage: the other reading has no run of its own") {
    const std::string text = unique_words(0, 40);
    const std::string once = unique_words(300, 20) + " " + text;
    const std::string twice = unique_words(0, 9) + " " + unique_words(400, 3) + " " + text;
    const auto found = passages(Tokenized::of({once, twice}));
    REQUIRE(found.size() == 1);
    CHECK(found[0].identity.equal == 40);
}
