// A model file that is damaged, or one made to be hard, is refused or gives every text the library's pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "wirecopy/tokens/subwords.hpp"

#include "reference/tokens/subwords.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"
#include "support/subword_models.hpp"

using namespace wirecopy;

namespace {

bool equal(const std::vector<tokens::SubwordTable>& tables, const std::vector<std::vector<reference::PieceSpan>>& all) {
    std::size_t text = 0;
    for (const tokens::SubwordTable& table : tables) {
        for (std::size_t document = 0; document + 1 < table.document_begin.size(); ++document, ++text) {
            std::vector<reference::PieceSpan> pieces;
            for (auto i = table.document_begin[document]; i < table.document_begin[document + 1]; ++i) {
                pieces.push_back({table.id[i], table.begin[i], table.end[i]});
            }
            if (pieces != all.at(text)) return false;
        }
    }
    return text == all.size();
}

}  // namespace

// The first four bytes choose a model and the texts; each further four change a byte of the model.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::uint32_t seed = 0;
    for (std::size_t i = 0; i < 4 && i < size; ++i) seed = seed << 8U | data[i];
    testing::Random random(seed);
    std::string model = bytes_of(testing::random_model(random));
    for (std::size_t i = 4; i + 3 < size; i += 4) {
        const std::size_t at = std::size_t{data[i]} << 16U | std::size_t{data[i + 1]} << 8U | data[i + 2];
        model[at % model.size()] = static_cast<char>(data[i + 3]);
    }
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 8; ++i) texts.push_back(testing::random_model_text(random, testing::below(random, 40)));
    const auto expected = reference::subwords(model, texts);
    try {
        const tokens::Subwords subwords(model);
        const auto corpus = testing::corpus_of(testing::articles_of(texts));
        const auto learnt = subwords.encode(corpus, {.n_jobs = 1});
        const auto remembered = subwords.encode(corpus, {.n_jobs = 1});
        if (!expected || !equal(learnt, *expected) || !equal(remembered, *expected)) std::abort();
    } catch (const std::invalid_argument&) {
        // The model or a text is refused, by the library too: it then has no pieces.
        const auto empty = [](const auto& pieces) { return pieces.empty(); };
        if (expected && std::ranges::none_of(*expected, empty)) std::abort();
    }
    return 0;
}
