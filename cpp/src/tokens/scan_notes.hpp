#pragma once

#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

/// What the scan for words sees beside them, so that the stages behind it look where there is something to see.
struct ScanNotes {
    Column<std::uint32_t> line_ends;      ///< as `append_ends` finds them
    Column<std::uint32_t> sentence_ends;  ///< the same
    std::uint32_t first_repeat = 0;       ///< no mark that ends before this byte is followed by its like
    bool is_common = false;               ///< all is ASCII, Latin, Cyrillic, or marks of the blocks they use

    void clear() {
        line_ends.clear();
        sentence_ends.clear();
        first_repeat = 0;
        is_common = false;
    }
};

/// `find_words`, and notes of the whole text. O(n).
void find_words(std::string_view text, WordRules rules, WordColumns& words, ScanNotes& notes);

}  // namespace wirecopy::tokens
