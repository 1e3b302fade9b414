#include "token_reader.hpp"

#include <memory>

#include "wirecopy/tokens/tokenize.hpp"

#include "spares.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kTaskBytes = std::size_t{256} << 10U;

}  // namespace

std::vector<DocumentRange> ranges_of(const documents::Corpus& corpus, std::size_t bytes) {
    const auto size = static_cast<std::uint32_t>(corpus.size());
    std::vector<DocumentRange> ranges;
    for (std::uint32_t first = 0, last = 0; first < size; first = last) {
        for (std::size_t in_range = 0; last < size && in_range < bytes; ++last) in_range += corpus.text(last).size();
        ranges.push_back({first, last});
    }
    return ranges;
}

void for_each_read(const documents::Corpus& corpus, const tokens::Tokens* tokens, const parallel::Control& control,
                   const std::function<bool(std::size_t)>& wanted,
                   const std::function<void(std::size_t, const tokens::TokenView&)>& work) {
    const std::vector<DocumentRange> ranges = ranges_of(corpus, kTaskBytes);
    Spares<tokens::Tokenizer> tokenizers;
    const auto read = [&](tokens::Tokenizer& tokenizer, std::size_t document) {
        if (tokens != nullptr) return (*tokens)[document];
        return tokenizer.read_paragraphs(corpus.text(document));
    };
    parallel::for_each(ranges.size(), control, [&](std::size_t range) {
        tokenizers.with([] { return std::make_unique<tokens::Tokenizer>(); },
                        [&](tokens::Tokenizer& tokenizer) {
                            for (std::size_t d = ranges[range].first; d < ranges[range].last; ++d) {
                                if (wanted(d)) work(d, read(tokenizer, d));
                            }
                        });
    });
}

}  // namespace wirecopy::reuse
