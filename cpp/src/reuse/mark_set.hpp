#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace wirecopy::reuse {

/// Some marks, written one space apart. One of ASCII is found by a look at a table.
class MarkSet {
  public:
    constexpr explicit MarkSet(std::string_view marks) : marks_(marks) {
        for (std::size_t begin = 0; begin < marks.size();) {
            const std::size_t end = std::min(marks.find(' ', begin), marks.size());
            if (end - begin == 1) has_byte_[static_cast<unsigned char>(marks[begin])] = true;
            begin = end + 1;
        }
    }

    bool has(std::string_view mark) const {
        if (mark.size() == 1) return has_byte_[static_cast<unsigned char>(mark.front())];
        for (std::size_t at = marks_.find(mark); at != std::string_view::npos; at = marks_.find(mark, at + 1)) {
            const std::size_t end = at + mark.size();
            if ((at == 0 || marks_[at - 1] == ' ') && (end == marks_.size() || marks_[end] == ' ')) return true;
        }
        return false;
    }

  private:
    std::string_view marks_;
    std::array<bool, 256> has_byte_{};
};

}  // namespace wirecopy::reuse
