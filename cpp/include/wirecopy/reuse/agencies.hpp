#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// The agencies that a document credits, in the form in which each is best known; empty where none.
struct Credits {
    std::string document;                ///< of the whole: by a dateline, a byline, or a line of its own
    std::vector<std::string> paragraph;  ///< of each paragraph with a word: at its end, as of pictures
};

/// Who is credited: a known agency at the end of what stands in brackets ("(AP)", "[YONHAP]", "(Photo via AP)") at the
/// end of a paragraph or as the whole of it, or at the end of a byline ("By A. Writer, AP"), and any name in brackets
/// between place and dash of a dateline ("MILLTOWN (Northwire) -"). O(n).
Credits credited_agencies(const tokens::TokenView& view, std::string_view text);

}  // namespace wirecopy::reuse
