#pragma once

#include <cstddef>
#include <functional>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/damaged_words.hpp"
#include "wirecopy/reuse/document_words.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// Called for each document with all that is known of its words before most of it is forgotten, from several threads.
/// `view` are its tokens, without sentences where the text was read.
using VisitWords = std::function<void(std::size_t document, const DocumentWords& words, const tokens::TokenView& view)>;

/// The words of every document of a corpus, from `tokens`, or, where that is null, from the texts.
///
/// Words that are to be read as others are. Texts are read and their tokens let go: beside the words themselves a few
/// hundred kilobytes a thread are held.
FlatWords read_words(const documents::Corpus& corpus, const tokens::Tokens* tokens, const VisitWords& visit,
                     const parallel::Control& control, const Readings& readings = {},
                     tokens::Storage storage = tokens::Storage::memory);

}  // namespace wirecopy::reuse
