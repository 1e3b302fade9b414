#include "detour.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "equal_words.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::int16_t kDead = -16384;  ///< far below whatever is alive
/// So many equal words in a row are not parted from.
constexpr std::uint32_t kHold = 12;
/// A detour as long as this is taken as far as it was best.
constexpr std::uint32_t kMaxRows = 2048;
/// So many words of both sides tell whether there is any hope.
constexpr int kWindow = kWindowWords;

/// Of each of the first words of `a`, which of those of `b` are equal, a bit for each.
WindowWords equal_beginnings(Reader a, Reader b) {
    static const EqualWords find = equal_word_finders().back();
    const std::uint32_t size_a = std::min<std::uint32_t>(a.size, kWindowWords);
    const std::uint32_t size_b = std::min<std::uint32_t>(b.size, kWindowWords);
    WindowWords of_a{};
    WindowWords of_b{};
    for (std::uint32_t i = 0; i < size_a; ++i) of_a[i] = a[i];
    for (std::uint32_t j = 0; j < size_b; ++j) of_b[j] = b[j];
    WindowWords equal;
    find(of_a, of_b, equal);
    const Word inside = (Word{1} << size_b) - 1;
    for (std::uint32_t i = 0; i < kWindowWords; ++i) equal[i] = i < size_a ? equal[i] & inside : 0;
    return equal;
}

}  // namespace

const Alignment& Detour::find(Reader a, Reader b, int drop) {
    path_.clear();
    if (is_hopeless(a, b, drop)) return path_;
    begin(b, drop);
    while (rows_.size() <= std::min(a.size, kMaxRows) && held_ < kHold) {
        if (!next_row(a, b, drop)) break;
    }
    trace(a);
    return path_;
}

/// True only where no alignment is worth anything: most texts that part go on with hardly a word in common, and those
/// few are soon told.
bool Detour::is_hopeless(Reader a, Reader b, int drop) {
    struct Equal {
        int a;
        int b;
        int score;
    };
    constexpr std::size_t many = 16;
    if (drop / kDifferent >= kWindow) return false;  // words beyond the window could be reached
    const WindowWords equal_words = equal_beginnings(a, b);
    std::array<Equal, many> equal{};
    std::size_t size = 0;
    for (int i = 0; i < kWindow; ++i) {
        for (Word rest = equal_words[static_cast<std::size_t>(i)]; rest != 0; rest &= rest - 1) {
            const int j = std::countr_zero(rest);
            int before = -kDifferent * std::max(i, j);
            for (std::size_t k = 0; k < size; ++k) {
                const Equal& last = equal[k];
                if (last.a >= i || last.b >= j) continue;
                before = std::max(before, last.score - kDifferent * (std::max(i - last.a, j - last.b) - 1));
            }
            if (before < -drop) continue;
            const int score = before + kEqual;
            const int reach = std::max(i, j) + 1 + (score + drop) / kDifferent;
            if (score > 0 || reach >= kWindow || size == many) return false;
            equal[size++] = {i, j, score};
        }
    }
    return true;
}

void Detour::begin(Reader b, int drop) {
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
