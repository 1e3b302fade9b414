#include "wirecopy/tokens/paragraphs.hpp"

#include <algorithm>

#include "wirecopy/tokens/column.hpp"

#include "ends.hpp"
#include "lines.hpp"
#include "sentence_break.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

constexpr std::uint32_t kNarrowest = 40;  ///< columns to which prose is wrapped
constexpr std::uint32_t kWidest = 100;
constexpr std::size_t kBytesPerColumn = 4;
constexpr std::uint32_t kSetIn = 2;      ///< columns by which a line is set in
constexpr std::size_t kLeastBreaks = 3;  ///< that show wrapping
constexpr double kFull = .7;             ///< share of lines into which the next word does not fit
constexpr double kGoesOn = .4;           ///< share of lines that begin in the middle of a sentence
constexpr double kWidthQuantile = .9;    ///< addresses and tables stick out

/// What wrapping is judged by.
struct Shape {
    std::uint32_t columns = 0;  ///< 0 for a line that was not wrapped: too long, or an address
    std::uint32_t indent = 0;
    std::uint32_t first_word = 0;  ///< columns
    bool goes_on = false;          ///< begins as no sentence does
    bool is_item = false;
    bool ends_sentence = false;
};

bool is_item(std::string_view line) {
    const Character first = character_at(line, 0, line.size());
    if (first.next >= line.size()) return false;
    const bool mark =
        is_bullet(first.code_point) || is_dash(first.code_point) || first.code_point == '*' || first.code_point == 0xB7;
    if (mark) return is_space(character_at(line, first.next, line.size()).kind);
    std::size_t at = first.code_point == '(' ? 1 : 0;
    const std::size_t number = at;
    while (at < line.size() && at < number + 3 && is_ascii_alphanumeric(line[at])) ++at;
    const bool digits = at > number && line[number] <= '9';
    if (at == number || (!digits && at > number + 1) || at + 1 >= line.size()) return false;
    return (line[at] == ')' || (line[at] == '.' && digits)) && line[at + 1] == ' ';
}

/// A line that begins with an address is no prose.
bool is_address(std::string_view line) {
    return line.starts_with("http:") || line.starts_with("https:") || line.starts_with("www.");
}

bool may_be_short(const Line& line) {
    return line.span.end - line.start <= kWidest * kBytesPerColumn;
}

/// Begins as no sentence does, or in a script without capitals.
bool goes_on(std::string_view text, const Line& line) {
    const SentenceBreak first = character_at(text, line.span.begin, line.span.end).kind;
    return first == SentenceBreak::lower || first == SentenceBreak::letter;
}

Shape shape_of(std::string_view text, const Line& line) {
    Shape shape;
    if (!may_be_short(line)) return shape;
    const std::uint32_t width = columns(text, line.start, line.span.end);
    if (width > kWidest) return shape;
    const std::string_view inside = text.substr(line.span.begin, line.span.end - line.span.begin);
    if (is_address(inside)) return shape;
    shape.columns = width;
    shape.indent = columns(text, line.start, line.span.begin);
    std::size_t at = 0;
    while (at < inside.size() && !is_space(character_at(inside, at, inside.size()).kind)) {
        const Character character = character_at(inside, at, inside.size());
        at = character.next;
        if (character.code_point >= 0x2E80 && character.kind == SentenceBreak::letter &&
            !is_hangul(character.code_point)) {
            break;  // Han and Kana may be wrapped after any character
        }
    }
    shape.first_word = columns(inside, 0, static_cast<std::uint32_t>(at));
    shape.goes_on = goes_on(text, line);
    shape.is_item = is_item(inside);
    const Character last = character_before(inside, inside.size(), 0);
    shape.ends_sentence = ends_sentence(last.kind) || last.code_point == ':' || last.kind == SentenceBreak::close;
    return shape;
}

/// The text's lines, judged together: whether and at which width they were wrapped.
class Wrapping {
  public:
    Wrapping(std::string_view text, const std::vector<Line>& lines) {
        if (!may_be_wrapped(text, lines)) return;
        for (const Line& line : lines) shapes_.push_back(shape_of(text, line));
        // Without a single pair of lines next to each other, a text may be wrapped in double spacing.
        for (blank_ = 0; blank_ < 2; ++blank_) {
            std::vector<std::uint32_t> widths;
            for (std::size_t line = 1; line < lines.size(); ++line) {
                if (may_join(lines, line)) widths.push_back(shapes_[line - 1].columns);
            }
            if (widths.empty()) continue;
            width_ = quantile(widths);
            is_wrapped_ = shows_wrapping(lines);
            return;
        }
    }

    /// Whether `line` carries on the line before it; `item` when that belongs to an item of a list.
    bool joins(const std::vector<Line>& lines, std::size_t line, bool item) const {
        if (!is_wrapped_ || !may_join(lines, line)) return false;
        const Shape& before = shapes_[line - 1];
        const Shape& shape = shapes_[line];
        if (shape.is_item || (shape.indent >= before.indent + kSetIn && !item)) return false;
        return is_full(line) || (shape.goes_on && !before.ends_sentence && before.columns * 2 >= width_);
    }
    bool is_item(std::size_t line) const { return is_wrapped_ && shapes_[line].is_item; }

  private:
    /// Most texts are told by how their lines begin, before any is measured.
    static bool may_be_wrapped(std::string_view text, const std::vector<Line>& lines) {
        std::size_t go_on = 0;
        for (std::size_t line = 1; line < lines.size() && go_on < kLeastBreaks; ++line) {
            const bool short_lines = may_be_short(lines[line - 1]) && may_be_short(lines[line]);
            go_on += short_lines && lines[line].blank_before < 2 && goes_on(text, lines[line]) ? 1 : 0;
        }
        return go_on >= kLeastBreaks;
    }
    bool may_join(const std::vector<Line>& lines, std::size_t line) const {
        return lines[line].blank_before == blank_ && shapes_[line].columns > 0 && shapes_[line - 1].columns > 0;
    }
    bool is_full(std::size_t line) const { return shapes_[line - 1].columns + 1 + shapes_[line].first_word > width_; }
    bool shows_wrapping(const std::vector<Line>& lines) const {
        std::size_t breaks = 0;
        std::size_t full = 0;
        std::size_t go_on = 0;
        for (std::size_t line = 1; line < lines.size(); ++line) {
            if (!may_join(lines, line)) continue;
            ++breaks;
            full += is_full(line) ? 1 : 0;
            go_on += is_full(line) && shapes_[line].goes_on && !shapes_[line - 1].ends_sentence ? 1 : 0;
        }
        return width_ >= kNarrowest && go_on >= kLeastBreaks &&
               static_cast<double>(full) >= kFull * static_cast<double>(breaks) &&
               static_cast<double>(go_on) >= kGoesOn * static_cast<double>(breaks);
    }
    static std::uint32_t quantile(std::vector<std::uint32_t>& widths) {
        const auto place =
            widths.begin() + static_cast<std::ptrdiff_t>(kWidthQuantile * static_cast<double>(widths.size() - 1));
        std::nth_element(widths.begin(), place, widths.end());
        return *place;
    }

    std::vector<Shape> shapes_;
    std::uint32_t blank_ = 0;
    std::uint32_t width_ = 0;
    bool is_wrapped_ = false;
};

}  // namespace

void append_paragraphs(std::string_view text, ParagraphRules rules, std::vector<ByteSpan>& paragraphs) {
    Column<std::uint32_t> line_ends;
    append_ends(text, 0, text.size(), Ends::lines, line_ends);
    append_paragraphs(text, rules, line_ends, paragraphs);
}

void append_paragraphs(std::string_view text, ParagraphRules rules, std::span<const std::uint32_t> line_ends,
                       std::vector<ByteSpan>& paragraphs) {
    thread_local std::vector<Line> lines;
    lines.clear();
    append_lines(text, line_ends, lines);
    const Wrapping wrapping(text, rules == ParagraphRules::reader ? lines : std::vector<Line>{});
    bool item = false;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        if (line > 0 && wrapping.joins(lines, line, item)) {
            paragraphs.back().end = lines[line].span.end;
        } else {
            paragraphs.push_back(lines[line].span);
            item = wrapping.is_item(line);
        }
    }
}

}  // namespace wirecopy::tokens
