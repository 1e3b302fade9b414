#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wirecopy/documents/corpus.hpp"

namespace wirecopy::documents {

/// Spans that a component returned for one batch, in columns: the row of its document, and where it begins and ends
/// in code points of that document's text.
struct SpanColumns {
    std::span<const std::int64_t> document;
    std::span<const std::int64_t> begin;
    std::span<const std::int64_t> end;
};

struct CheckedSpans {
    std::vector<std::uint64_t> document_begin;  ///< first span of each document, then the number of spans
    std::vector<std::uint32_t> begin;           ///< bytes
    std::vector<std::uint32_t> end;
};

/// Checks what `component` returned for `batch` and gives it in bytes, grouped by document.
///
/// Columns must be of one length; documents must ascend and exist; a span must not be empty and must lie inside its
/// text; inside a document begins must ascend, and with `disjoint` no span may overlap the next.
/// Throws std::invalid_argument that names the component, the batch, the document's id, the row and the remedy.
CheckedSpans check_spans(const Corpus& corpus, std::size_t batch, const SpanColumns& spans,
                         const std::string& component, bool disjoint);

}  // namespace wirecopy::documents
