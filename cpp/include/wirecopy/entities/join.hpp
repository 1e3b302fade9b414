#pragma once

#include <string_view>
#include <vector>

#include "wirecopy/entities/discover.hpp"
#include "wirecopy/entities/growth.hpp"
#include "wirecopy/entities/lexicon.hpp"
#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::entities {

/// The names of one document and whose they are.
struct NamedDocument {
    std::string_view text;
    std::vector<Name> names;
    std::vector<Owner> owners;
};

/// Joins the names of all documents into entities; see `find_entities`. On the calling thread; asks the checkpoint.
Found join(std::vector<NamedDocument> documents, const Lexicon& lexicon, const Given& given,
           const parallel::Control& control);

}  // namespace wirecopy::entities
