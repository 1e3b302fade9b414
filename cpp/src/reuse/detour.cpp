#include "detour.hpp"

#include <algorithm>

namespace wirecopy::reuse {
namespace {

constexpr std::int16_t kDead = -16384;  ///< far below whatever is alive
/// So many equal words in a row are not parted from.
constexpr std::uint32_t kHold = 12;
/// A detour as long as this is taken as far as it was best.
constexpr std::uint32_t kMaxRows = 2048;

}  // namespace

const Alignment& Detour::find(Reader a, Reader b, int drop) {
    begin(b, drop);
    while (rows_.size() <= std::min(a.size, kMaxRows) && held_ < kHold) {
        if (!next_row(a, b, drop)) break;
    }
    trace(a);
    return path_;
}

void Detour::begin(Reader b, int drop) {
    path_.clear();
    of_b_.clear();
    best_ = 0;
    best_at_ = {0, 0};
    held_ = 0;
    const std::uint32_t columns = std::min(b.size, static_cast<std::uint32_t>(drop / kDifferent)) + 1;
    score_.clear();
    score_.push_back(kDead);
    for (std::uint32_t j = 0; j < columns; ++j) score_.push_back(static_cast<Score>(-kDifferent * static_cast<int>(j)));
    score_.push_back(kDead);
    rows_.assign(1, {0, columns, 1});
}

/// False when every score of the row lies further below the best than `drop`.
bool Detour::next_row(Reader a, Reader b, int drop) {
    const Row before = rows_.back();
    const Word word = a[static_cast<std::uint32_t>(rows_.size()) - 1];
    const std::uint32_t columns = b.size - before.begin + 1;
    std::uint32_t size = std::min(before.size + 1, columns);
    const std::size_t at = score_.size() + 1;
    // A row goes on behind the one before it at most until its best is lost.
    score_.resize(at + size + static_cast<std::size_t>(drop / kDifferent) + 2, kDead);
    const Score* const last = &score_[before.at];
    Score* const row = &score_[at];
    const auto least = static_cast<Score>(best_ - drop);
    // Going on along `b` would cost no less than having gone along it in the row before.
    for (std::ptrdiff_t j = 0; j < static_cast<std::ptrdiff_t>(size); ++j) {
        const auto score = static_cast<Score>(std::max(last[j - 1], last[j]) - kDifferent);
        row[j] = score < least ? kDead : score;
    }
    copy_words(b, before.begin + size - 1);
    const Word* const words = of_b_.data() + before.begin;
    const std::uint32_t pairs = size - 1;
    std::uint32_t equal = 0;
    for (std::uint32_t j = 0; j < pairs; ++j) equal |= words[j] == word ? 1U : 0U;
    for (std::uint32_t j = 0; equal != 0 && j < pairs; ++j) {
        if (words[j] == word && last[j] != kDead) take_equal(j + 1, last, row, size, columns, drop);
    }
    return keep_alive(row, size);
}

/// An equal word before this column, and where the row goes on from there.
void Detour::take_equal(std::uint32_t column, const Score* last, Score* row, std::uint32_t& size, std::uint32_t columns,
                        int drop) {
    const int score = last[column - 1] + kEqual;
    if (score < row[column] || score < best_ - drop) return;
    row[column] = static_cast<Score>(score);
    if (score > best_) {
        const Match here{static_cast<std::uint32_t>(rows_.size()), rows_.back().begin + column};
        held_ = best_at_ == Match{here.a - 1, here.b - 1} ? held_ + 1 : 1;
        best_ = score;
        best_at_ = here;
        for (std::uint32_t j = column + 1; j < size; ++j) row[j] = row[j] < best_ - drop ? kDead : row[j];
    }
    for (std::uint32_t j = column + 1; j < columns; ++j) {
        const int skipping = row[j - 1] - kDifferent;
        if (skipping < best_ - drop || skipping <= row[j]) return;
        row[j] = static_cast<Score>(skipping);
        size = std::max(size, j + 1);
    }
}

bool Detour::keep_alive(const Score* row, std::uint32_t size) {
    std::uint32_t first = 0;
    while (first < size && row[first] == kDead) ++first;
    if (first == size) return false;
    while (row[size - 1] == kDead) --size;
    const auto at = static_cast<std::size_t>(row - score_.data());
    rows_.push_back({rows_.back().begin + first, size - first, at + first});
    score_.resize(at + size + 1);
    return true;
}

void Detour::copy_words(Reader b, std::uint32_t size) {
    for (auto word = static_cast<std::uint32_t>(of_b_.size()); word < size; ++word) of_b_.push_back(b[word]);
}

int Detour::score(std::uint32_t row, std::uint32_t column) const {
    const Row& of = rows_[row];
    return column < of.begin || column >= of.begin + of.size ? kDead : score_[of.at + column - of.begin];
}

/// The way to the best score: over equal words where that is as good, along neither side, `a`, or `b`.
void Detour::trace(Reader a) {
    for (Match at = best_at_; at.a > 0;) {
        const bool equal = at.b > 0 && a[at.a - 1] == of_b_[at.b - 1];
        const int along_both = at.b > 0 ? score(at.a - 1, at.b - 1) + (equal ? kEqual : -kDifferent) : kDead;
        const int along_a = score(at.a - 1, at.b) - kDifferent;
        const int along_b = at.b > 0 ? score(at.a, at.b - 1) - kDifferent : kDead;
        if (along_b > std::max(along_both, along_a)) {
            --at.b;
        } else if (along_a > along_both) {
            --at.a;
        } else {
            at = {at.a - 1, at.b - 1};
            if (equal) path_.push_back(at);
        }
    }
    std::reverse(path_.begin(), path_.end());
}

}  // namespace wirecopy::reuse
