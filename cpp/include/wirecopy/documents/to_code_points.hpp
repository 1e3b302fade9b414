#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"

namespace wirecopy::documents {

/// For each byte offset the code point offset in the text of its document: how spans leave the core.
///
/// Rows may come in any order; each text is read once. Throws std::invalid_argument when the columns differ in length
/// and std::out_of_range for a document or byte that does not exist.
std::vector<std::int64_t> to_code_points(const Corpus& corpus, std::span<const std::uint32_t> document,
                                         std::span<const std::uint32_t> byte);

}  // namespace wirecopy::documents
