#include "wirecopy/tokens/boundaries.hpp"

#include <stdexcept>
#include <string>

#include "wirecopy/tokens/sentences.hpp"
#include "wirecopy/tokens/words.hpp"

#include "break_iterator.hpp"

namespace wirecopy::tokens {
namespace {

void check(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

icu::BreakIterator* create(BoundaryUnit unit, UErrorCode& status) {
    switch (unit) {
        case BoundaryUnit::words:
            return icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status);
        case BoundaryUnit::sentences:
            return icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status);
        case BoundaryUnit::graphemes:
            break;
    }
    return icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status);
}

}  // namespace

BreakIterator::BreakIterator(BoundaryUnit unit) : text_(nullptr, &utext_close) {
    UErrorCode status = U_ZERO_ERROR;
    iterator_.reset(create(unit, status));
    check(status, "ICU has no rules for boundaries");
}

void BreakIterator::reset(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    text_.reset(utext_openUTF8(text_.release(), text.data(), static_cast<std::int64_t>(text.size()), &status));
    iterator_->setText(text_.get(), status);
    check(status, "ICU cannot read a text");
}

std::vector<std::uint32_t> boundaries(std::string_view text, BoundaryUnit unit) {
    std::vector<std::uint32_t> result;
    if (text.empty()) return result;
    result.push_back(0);
    if (unit == BoundaryUnit::sentences) {
        append_unicode_sentence_ends(text, result);
        return result;
    }
    if (unit == BoundaryUnit::words) {
        Column<std::uint32_t> found;
        find_word_boundaries(text, found);
        result.insert(result.end(), found.begin(), found.end());
        return result;
    }
    BreakIterator iterator(unit);
    iterator.reset(text);
    for (int at = iterator.next(); at >= 0; at = iterator.next()) result.push_back(static_cast<std::uint32_t>(at));
    return result;
}

}  // namespace wirecopy::tokens
