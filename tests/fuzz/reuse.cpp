/// A few documents, made of any bytes or of words that repeat, go through all of find_reuse and word_diff.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wirecopy/reuse/find_reuse.hpp"
#include "wirecopy/reuse/word_diff.hpp"
#include "wirecopy/text/utf8.hpp"

#include "reference/reuse/shared_text.hpp"
#include "require.hpp"
#include "support/articles.hpp"

using wirecopy::fuzzing::require;
using wirecopy::reuse::Reuse;
using wirecopy::reuse::WordSpan;
using wirecopy::testing::Article;
using wirecopy::testing::Tokenized;

namespace {

constexpr char kEnd = '\xFF';  ///< of a document: no part of UTF-8
constexpr std::size_t kDocuments = 8;
constexpr double kJaccard = 0.5;

const wirecopy::reuse::CreditWords kCredits = {.agencies = {{"AP", "AP"}}};

/// What bytes stand for where documents are of words: enough of these to share runs, quote, credit and repeat.
constexpr std::array<std::string_view, 24> kPieces = {
    " one ", " two ", " Three ", " four ", " 5 ", " six ", " seven ", " eight ", "\n", "“", "”",  "\"",
    "'",     "«",     "»",       ". ",     " (",  "AP",    ") ",      " - ",     ",",  "[", "「", "」"};

std::string text_of(std::string_view bytes, bool words) {
    if (!words) return std::string(bytes.substr(0, wirecopy::text::first_invalid_byte(bytes).value_or(bytes.size())));
    std::string text;
    for (const char byte : bytes) text += kPieces[static_cast<unsigned char>(byte) % kPieces.size()];
    return text;
}

/// The first byte of a document is its house and its day.
std::vector<Article> articles_of(std::string_view input, bool words) {
    std::vector<Article> articles;
    while (!input.empty() && articles.size() < kDocuments) {
        const std::string_view bytes = input.substr(0, input.find(kEnd));
        input.remove_prefix(std::min(input.size(), bytes.size() + 1));
        const int first = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
        Article article{
            "id" + std::to_string(articles.size()), text_of(bytes, words), first % 4 - 1, first % 3 - 1, {}};
        if (first % 5 != 0) article.published = {first / 16, first / 16 + first % 2};
        articles.push_back(article);
    }
    return articles;
}

void check(const Tokenized& corpus, const Reuse& reuse, std::uint32_t min_words) {
    for (const auto& passage : reuse.passages) {
        const auto& a = corpus.words()[passage.document_a];
        const auto& b = corpus.words()[passage.document_b];
        require(passage.a.begin < passage.a.end && passage.a.end <= a.size());
        require(passage.b.begin < passage.b.end && passage.b.end <= b.size());
        require(a.key[passage.a.begin] == b.key[passage.b.begin]);
        require(a.key[passage.a.end - 1] == b.key[passage.b.end - 1]);
        const bool quoted = passage.context == wirecopy::reuse::Context::quotation;
        require(passage.identity.score() >= (quoted ? wirecopy::reuse::kQuotedWords : min_words));
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> places;
    for (const auto& family : reuse.families) {
        require(family.members.size() > 1);
        const auto keys = [&](const auto& member) {
            const auto& words = corpus.words()[member.document];
            return words.keys(words.paragraph.at(member.paragraph));
        };
        for (const auto& member : family.members) {
            require(places.insert({member.document, member.paragraph}).second);
            require(wirecopy::reference::jaccard(keys(family.members.front()), keys(member)) >= kJaccard / 2);
        }
    }
    for (std::size_t d = 0; d < reuse.shares.size(); ++d) {
        const auto& classes = reuse.shares[d].of_class;
        require(std::accumulate(classes.begin(), classes.end(), 0U) == corpus.words()[d].size());
        for (const auto& credit : reuse.credits.of[d].paragraphs) {
            require(credit.paragraph < corpus.words()[d].paragraph.size());
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::uint32_t min_words = 6 + data[0] % 8;
    const auto articles = articles_of(input, data[0] < 0x80);
    const Tokenized corpus(articles);
    check(
        corpus,
        wirecopy::reuse::find_reuse(corpus.corpus(), nullptr,
                                    {.min_words = min_words, .jaccard = kJaccard, .credits = kCredits}, {.n_jobs = 1}),
        min_words);

    if (articles.size() < 2) return 0;
    const std::string& a = articles[0].text;
    const std::string& b = articles[1].text;
    wirecopy::tokens::ByteSpan last_a{0, 0};
    wirecopy::tokens::ByteSpan last_b{0, 0};
    for (const auto& change : wirecopy::reuse::word_diff(a, b)) {
        require(change.a.begin <= change.a.end && change.a.end <= a.size() && change.a.begin >= last_a.end);
        require(change.b.begin <= change.b.end && change.b.end <= b.size() && change.b.begin >= last_b.end);
        require(change.a.begin < change.a.end || change.b.begin < change.b.end);
        last_a = change.a;
        last_b = change.b;
    }
    return 0;
}
