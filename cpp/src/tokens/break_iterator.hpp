#pragma once

#include <memory>
#include <string_view>

#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include "wirecopy/tokens/boundaries.hpp"

namespace wirecopy::tokens {

/// An ICU iterator of the root locale over UTF-8 text. Not for several threads at once.
class BreakIterator {
  public:
    /// Throws std::runtime_error when ICU's data lacks the rules.
    explicit BreakIterator(BoundaryUnit unit);

    /// Starts over on `text`, which must outlive the iteration.
    void reset(std::string_view text);
    /// The same in UTF-16. ICU's dictionaries want it: in UTF-8 ICU 72 cuts Burmese elsewhere.
    void reset(const icu::UnicodeString& text) { iterator_->setText(text); }
    /// The next boundary in bytes, or in units of UTF-16, or -1 after the last.
    int next() { return iterator_->next(); }

  private:
    std::unique_ptr<icu::BreakIterator> iterator_;
    std::unique_ptr<UText, decltype(&utext_close)> text_;
};

}  // namespace wirecopy::tokens
