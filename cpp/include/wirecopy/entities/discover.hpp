#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/entities/mention.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// Mentions that a finder of the user's returned, as `documents::check_spans` gives them for a whole corpus.
struct GivenMentions {
    std::span<const std::uint64_t> document_begin;  ///< by the documents as they were read
    std::span<const std::uint32_t> begin;           ///< bytes
    std::span<const std::uint32_t> end;
    std::span<const std::uint32_t> kind;  ///< numbers of `Given::kinds`
};

struct Given {
    std::vector<GivenMentions> finders;
    std::vector<std::string> kinds;
};

struct Found {
    std::vector<Mention> mentions;  ///< in order of the documents and of the text; `entity` counts in `entities`
    std::vector<EntityCandidate> candidates;  ///< of the ambiguous ones; the scores of each add up to 1
    std::vector<Entity> entities;             ///< those of most documents first, then of most mentions
};

/// Finds the names in a corpus and joins those that name the same.
///
/// Names are runs of capitals for which the corpus gives no other reason. Inside a document short forms belong to full
/// names (see `owners_of`). Across documents only equal full names are one; a short form that stands without its full
/// name belongs to the only full name it fits, or to the one that far outweighs the others. A full name is joined to
/// another only as a variant of it (see `join_variants`), never through a third, so nothing drifts.
///
/// An entity's id is its full name, folded, with hyphens for spaces ("kim-jong-un"), or the gazetteer's id. It depends
/// on neither the order of documents nor on threads; documents in the same order give the same mentions in the same
/// order. Scripts without case give no names but those of `gazetteer`, which may be null, and those `given`.
Found find_entities(const tokens::Tokens& tokens, const Gazetteer* gazetteer, const Given& given,
                    const parallel::Control& control);

}  // namespace wirecopy::entities
