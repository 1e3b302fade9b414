#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/vectors/piece_cutter.hpp"

#include "key_numbers.hpp"

namespace wirecopy::vectors {

/// The pieces of runs that were seen before, looked up by 64-bit hashes, and room to work in. Of runs with one hash the
/// first is kept. It forgets all when it holds too much.
class PieceMemory {
  public:
    static constexpr std::size_t kLongest = 64;  ///< bytes of a run that is kept

    /// A piece where it stands, in a list from which pieces are taken out.
    struct Symbol {
        std::uint32_t piece;
        std::size_t before;
        std::size_t next;
    };

    /// A stretch of a text that no piece reaches over, and its hash.
    struct Run {
        std::size_t begin;
        std::size_t end;
        std::uint64_t key;
    };

    void prefetch(std::uint64_t key) const { numbers_.prefetch(key); }
    std::optional<std::span<const std::uint32_t>> find(std::string_view run, std::uint64_t key) const {
        const std::uint32_t number = numbers_.find(key);
        if (number == KeyNumbers::kNone) return std::nullopt;
        const auto [run_begin, piece_begin] = begin_[number];
        const auto [run_end, piece_end] = begin_[number + std::size_t{1}];
        if (std::string_view(runs_).substr(run_begin, run_end - run_begin) != run) return std::nullopt;
        return std::span(pieces_).subspan(piece_begin, piece_end - piece_begin);
    }
    void add(std::string_view run, std::uint64_t key, std::span<const std::uint32_t> pieces) {
        if (numbers_.size() == kMost) {
            numbers_ = KeyNumbers();
            runs_.clear();
            pieces_.clear();
            begin_.assign(1, {});
        }
        const std::size_t size = numbers_.size();
        if (numbers_.number(key) != size) return;
        runs_ += run;
        pieces_.insert(pieces_.end(), pieces.begin(), pieces.end());
        begin_.push_back({static_cast<std::uint32_t>(runs_.size()), static_cast<std::uint32_t>(pieces_.size())});
    }

    std::vector<Run> runs;
    std::vector<Symbol> symbols;
    std::vector<std::uint32_t> made;
    std::string text;
    bool after_unknown = false;  ///< the last piece stands for unknown characters of the same text

  private:
    static constexpr std::size_t kMost = std::size_t{1} << 18U;

    struct Begin {
        std::uint32_t run = 0;
        std::uint32_t piece = 0;
    };

    KeyNumbers numbers_;
    std::vector<Begin> begin_{Begin{}};
    std::string runs_;
    std::vector<std::uint32_t> pieces_;
};

}  // namespace wirecopy::vectors
