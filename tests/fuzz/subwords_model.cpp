/// A sound sentencepiece model with any of its bytes changed is refused, or cuts any text into spans inside of it.

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/subwords.hpp"

#include "require.hpp"
#include "support/articles.hpp"
#include "support/unigram_model.hpp"

using wirecopy::fuzzing::require;

namespace {

const std::string kSound = wirecopy::testing::unigram_model(
    {{"▁", -3}, {"a", -2}, {"b", -2.5F}, {"ab", -3}, {"▁a", -4}, {"aba", -4.25F}, {"é", -1}, {"한국", -5}});

}  // namespace

/// The input: how many changes, that many times a place (two bytes) and what stands there, then a text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    std::string model = kSound;
    const auto take = [&]() -> unsigned {
        if (input.empty()) return 0;
        const auto byte = static_cast<unsigned char>(input.front());
        input.remove_prefix(1);
        return byte;
    };
    for (unsigned changes = take() % 16; changes > 0 && !input.empty(); --changes) {
        const std::size_t place = take() * 256 + take();
        model[place % model.size()] = static_cast<char>(take());
    }
    const std::string text(input.substr(0, wirecopy::text::first_invalid_byte(input).value_or(input.size())));
    try {
        const wirecopy::tokens::Subwords subwords(model);
        const auto corpus = wirecopy::testing::corpus_of({{"a", text}, {"b", "ab a한국é b"}});
        const auto table = subwords.encode(corpus, {.n_jobs = 1});
        require(table.document_begin.size() == 3);
        for (std::size_t document = 0; document < 2; ++document) {
            for (auto i = table.document_begin[document]; i < table.document_begin[document + 1]; ++i) {
                require(table.span[i].begin <= table.span[i].end);
                require(table.span[i].end <= corpus.text(document).size());
                subwords.piece(table.id[i]);
            }
        }
    } catch (const std::invalid_argument&) {
        // Refused, which is what a broken model is to be.
    }
    return 0;
}
