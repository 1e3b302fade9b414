// Words of any bytes: the same on every path, however the text is cut, and those of the naive twin.

#include "wirecopy/tokens/words.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "reference/tokens/naive_words.hpp"

namespace {

using namespace wirecopy;

void require(bool holds) {
    if (!holds) std::abort();
}

std::vector<std::uint32_t> boundaries(std::string_view text) {
    tokens::Column<std::uint32_t> found;
    tokens::find_word_boundaries(text, found);
    std::vector<std::uint32_t> result(found.begin(), found.end());
    if (!text.empty()) result.insert(result.begin(), 0);
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const bool is_text = !text::first_invalid_byte(text).has_value();
    const auto expected = is_text ? reference::naive_word_boundaries(text) : std::vector<std::uint32_t>{};
    for (const tokens::Path path : tokens::paths()) {
        tokens::take_path(path);
        const auto found = boundaries(text);
        tokens::WordColumns words;
        tokens::find_words(text, tokens::WordRules::news, words);
        for (std::size_t i = 0; i < words.size(); ++i) {
            require(words.begin[i] < words.end[i] && words.end[i] <= size);
            require(i == 0 || words.end[i - 1] <= words.begin[i]);
        }
        if (!is_text) continue;
        require(found == expected);
        if (found.size() < 3) continue;
        const std::uint32_t cut = found[found.size() / 2];
        auto parts = boundaries(std::string_view(text).substr(0, cut));
        for (const std::uint32_t at : boundaries(std::string_view(text).substr(cut))) {
            if (at != 0) parts.push_back(cut + at);
        }
        require(parts == found);
    }
    if (is_text) tokens::Tokenizer().read(text);
    return 0;
}
