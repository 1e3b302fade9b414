#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace wirecopy::documents {

/// Strings back to back: string `i` is `data[offsets[i] .. offsets[i + 1])`. The layout of Arrow's large_string.
struct StringColumn {
    std::string_view data;
    std::span<const std::int64_t> offsets;  ///< one more than there are strings

    std::size_t size() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    std::string_view operator[](std::size_t row) const {
        return data.substr(static_cast<std::size_t>(offsets[row]),
                           static_cast<std::size_t>(offsets[row + 1] - offsets[row]));
    }
};

/// The texts of whole documents: the unit of work of the core.
using Batch = StringColumn;

/// When a document was published, as far as its date tells: an instant is an interval of length 0, a day one of 24 h.
/// Microseconds since 1970, UTC.
struct Interval {
    static constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::min();
    std::int64_t earliest = kUnknown;
    std::int64_t latest = kUnknown;

    bool known() const { return earliest != kUnknown; }
    /// True when this certainly lies before `other`; two dates that overlap have no order.
    bool before(const Interval& other) const { return known() && other.known() && latest < other.earliest; }
};

/// What is known of each document beside its text; every column has one row a document.
struct Columns {
    StringColumn ids;
    std::vector<std::int32_t> source;     ///< code of the outlet, -1 where unknown
    std::vector<std::int32_t> publisher;  ///< code of the house, -1 where unknown
    std::vector<Interval> published;
};

/// Documents in columns: batches of text and what is known of each document.
///
/// Holds views; `owner` keeps what they point to alive, so a copy costs the columns and not the texts.
class Corpus {
  public:
    struct Place {
        std::size_t batch;
        std::size_t row;
    };

    /// Throws std::invalid_argument when the columns disagree in length, offsets do not ascend inside their data,
    /// a text or id is not well-formed UTF-8 (the message names document and byte), an id comes twice, or a text
    /// is 2 GiB or longer.
    Corpus(std::vector<Batch> batches, Columns columns, std::shared_ptr<const void> owner);

    std::size_t size() const { return order_.size(); }
    std::string_view text(std::size_t document) const;
    std::string_view id(std::size_t document) const { return columns_->ids[order_[document]]; }
    std::int32_t source(std::size_t document) const { return columns_->source[order_[document]]; }
    std::int32_t publisher(std::size_t document) const { return columns_->publisher[order_[document]]; }
    Interval published(std::size_t document) const { return columns_->published[order_[document]]; }

    /// Where the text of `document` lies: batches keep the order in which they were given.
    Place locate(std::size_t document) const { return (*places_)[order_[document]]; }
    std::span<const Batch> batches() const { return *batches_; }
    /// The id of the document that was given at `row`, counted over all batches.
    std::string_view id_of_row(std::size_t row) const { return columns_->ids[row]; }

    /// The same documents in order of their ids (bytewise), for results that must not depend on the order given.
    Corpus by_id() const;
    /// For each document its position in the order given.
    std::span<const std::uint32_t> order() const { return order_; }

  private:
    std::shared_ptr<const std::vector<Batch>> batches_;
    std::shared_ptr<const Columns> columns_;
    std::shared_ptr<const std::vector<Place>> places_;
    std::shared_ptr<const void> owner_;
    std::vector<std::uint32_t> order_;
};

}  // namespace wirecopy::documents
