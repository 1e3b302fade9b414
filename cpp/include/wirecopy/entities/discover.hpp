#pragma once

#include <vector>

#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/entities/mention.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

struct Found {
    std::vector<Mention> mentions;  ///< in order of the documents and of the text; `entity` counts in `entities`
    std::vector<Entity> entities;   ///< in order of their ids
};

/// Finds the names in a corpus and joins those that name the same.
///
/// Names are runs of capitals for which the corpus gives no other reason. Inside a document short forms belong to full
/// names (see `owners_of`). Across documents only equal full names are one; a short form that stands without its full
/// name belongs to the only full name it fits, or to the one that far outweighs the others. A full name is never joined
/// to another full name, so nothing drifts.
///
/// An entity's id is its full name, folded, with hyphens for spaces ("kim-jong-un"), or the gazetteer's id. It depends
/// on neither the order of documents nor on threads; documents in the same order give the same mentions in the same
/// order. Scripts without case give no names but those of `gazetteer`, which may be null.
Found find_entities(const tokens::Tokens& tokens, const Gazetteer* gazetteer, const parallel::Control& control);

}  // namespace wirecopy::entities
