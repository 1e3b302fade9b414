#include "wirecopy/documents/check_spans.hpp"

#include <stdexcept>
#include <string_view>

#include "wirecopy/text/offsets.hpp"

namespace wirecopy::documents {
namespace {

/// Names the place of a fault as a component's author needs it.
class Fault {
  public:
    Fault(const std::string& component, std::size_t batch)
        : where_("component '" + component + "', batch " + std::to_string(batch)) {}

    [[noreturn]] void fail(const std::string& what) const { throw std::invalid_argument(where_ + ": " + what); }
    [[noreturn]] void fail(std::size_t row, std::string_view id, const std::string& what) const {
        fail("row " + std::to_string(row) + ", document '" + std::string(id) + "': " + what);
    }

  private:
    std::string where_;
};

std::string quoted(std::int64_t begin, std::int64_t end) {
    return "span [" + std::to_string(begin) + ", " + std::to_string(end) + ")";
}

}  // namespace

CheckedSpans check_spans(const Corpus& corpus, std::size_t batch, const SpanColumns& spans,
                         const std::string& component, bool disjoint) {
    const Fault fault(component, batch);
    const std::size_t rows = spans.document.size();
    if (spans.begin.size() != rows || spans.end.size() != rows) {
        fault.fail("columns differ in length: document " + std::to_string(rows) + ", begin " +
                   std::to_string(spans.begin.size()) + ", end " + std::to_string(spans.end.size()));
    }
    std::size_t first_document = 0;  // of this batch, in the corpus's own order
    for (std::size_t i = 0; i < batch; ++i) first_document += corpus.batches()[i].size();

    const Batch& texts = corpus.batches()[batch];
    CheckedSpans checked;
    checked.begin.reserve(rows);
    checked.end.reserve(rows);
    std::size_t row = 0;
    for (std::size_t document = 0; document < texts.size(); ++document) {
        checked.document_begin.push_back(row);
        if (row == rows || spans.document[row] != static_cast<std::int64_t>(document)) continue;
        const std::string_view text = texts[document];
        const std::string_view id = corpus.id_of_row(first_document + document);
        const text::OffsetMap map(text, text::OffsetUnit::code_point);
        const auto size = static_cast<std::int64_t>(map.size());
        for (std::int64_t last_begin = 0, last_end = 0;
             row < rows && spans.document[row] == static_cast<std::int64_t>(document); ++row) {
            const std::int64_t begin = spans.begin[row];
            const std::int64_t end = spans.end[row];
            if (begin >= end) fault.fail(row, id, quoted(begin, end) + " is empty; leave it out");
            if (begin < 0 || end > size) {
                fault.fail(row, id,
                           quoted(begin, end) + " lies outside the text of " + std::to_string(size) +
                               " code points; offsets are code points of the original text");
            }
            if (begin < last_begin) fault.fail(row, id, quoted(begin, end) + " begins before the one above; sort them");
            if (disjoint && begin < last_end) {
                fault.fail(row, id,
                           quoted(begin, end) + " overlaps the one above, which ends at " + std::to_string(last_end));
            }
            last_begin = begin;
            last_end = end;
            checked.begin.push_back(static_cast<std::uint32_t>(map.to_byte(static_cast<std::size_t>(begin))));
            checked.end.push_back(static_cast<std::uint32_t>(map.to_byte(static_cast<std::size_t>(end))));
        }
    }
    if (row != rows) {
        const std::int64_t document = spans.document[row];
        const bool exists = document >= 0 && document < static_cast<std::int64_t>(texts.size());
        fault.fail("row " + std::to_string(row) + ": document " + std::to_string(document) +
                   (exists ? " comes after a later one; sort the rows by document"
                           : " does not exist; the batch has " + std::to_string(texts.size()) + " documents"));
    }
    checked.document_begin.push_back(rows);
    return checked;
}

}  // namespace wirecopy::documents
