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
    Column<std::uint32_t> repeats;   ///< where marks begin that may be followed by their like, up to `common_until`
    std::uint32_t common_until = 0;  ///< before this byte all is ASCII, Latin, Cyrillic, or marks of their blocks
    bool is_common = false;          ///< the whole text is

    void clear() {
        line_ends.clear();
        sentence_ends.clear();
        repeats.clear();
        common_until = 0;
        is_common = false;
    }
};

/// `find_words`, and notes of the whole text. O(n).
void find_words(std::string_view text, WordRules rules, WordColumns& words, ScanNotes& notes);

}  // namespace wirecopy::tokens
