#include "bpe.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <limits>
#include <utility>

namespace wirecopy::tokens {
namespace {

constexpr std::int64_t kNoMerge = std::numeric_limits<std::int64_t>::min();

/// As sentencepiece compares scores: by their bits, so that even NaNs have a place.
std::int32_t order_of(float score) {
    const auto bits = std::bit_cast<std::int32_t>(score);
    return bits < 0 ? bits ^ std::numeric_limits<std::int32_t>::max() : bits;
}

}  // namespace

Bpe::Bpe(const SentencePieceModel& model) : unknown_(model.unknown()) {
    const std::vector<ModelPiece> pieces = model.pieces();
    std::vector<std::pair<std::string_view, std::int32_t>> keys;
    std::vector<std::pair<std::string_view, std::int32_t>> symbols;
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        order_.push_back(order_of(pieces[id].score));
        if (pieces[id].kind == ModelPiece::Kind::other) continue;
        keys.emplace_back(pieces[id].text, static_cast<std::int32_t>(id));
        if (pieces[id].kind == ModelPiece::Kind::user_defined) symbols.push_back(keys.back());
    }
    pieces_ = ByteTrie(std::move(keys));
    symbols_ = ByteTrie(std::move(symbols));
}

bool Bpe::can_do(const SentencePieceModel& model) {
    const auto is_hard = [](const ModelPiece& piece) {
        const bool is_character = piece.text.size() <= character_size(piece.text[0]);
        return piece.kind == ModelPiece::Kind::unused || (piece.kind == ModelPiece::Kind::other && is_character);
    };
    const std::vector<ModelPiece> pieces = model.pieces();
    return model.is_bpe() && std::none_of(pieces.begin(), pieces.end(), is_hard);
}

void Bpe::segment(std::string_view text, std::vector<PieceStep>& steps) const {
    /// A piece so far, and what it and its right neighbour make.
    struct Symbol {
        std::uint32_t begin;
        std::uint32_t end;
        std::int32_t id;
        bool frozen;
        std::int64_t merge = kNoMerge;  ///< the order of the piece that they make
        std::int32_t merged = -1;
    };
    thread_local std::vector<Symbol> symbols;
    symbols.clear();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::string_view rest = text.substr(begin);
        const std::size_t symbol = symbols_.longest_key(rest);
        const std::size_t size = symbol > 0 ? symbol : std::min(character_size(rest[0]), rest.size());
        const std::int32_t id = pieces_.find(rest.substr(0, size));
        symbols.push_back(
            {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size), id, symbol > 0});
        begin += size;
    }
    const auto look_right = [&](std::size_t i) {
        Symbol& left = symbols[i];
        left.merge = kNoMerge;
        if (i + 1 == symbols.size() || left.frozen || symbols[i + 1].frozen) return;
        left.merged = pieces_.find(text.substr(left.begin, symbols[i + 1].end - left.begin));
        if (left.merged >= 0) left.merge = order_[static_cast<std::size_t>(left.merged)];
    };
    for (std::size_t i = 0; i < symbols.size(); ++i) look_right(i);
    while (!symbols.empty()) {
        const auto best = std::max_element(symbols.begin(), symbols.end(),
                                           [](const Symbol& a, const Symbol& b) { return a.merge < b.merge; });
        if (best->merge == kNoMerge) break;
        best->end = std::next(best)->end;
        best->id = best->merged;
        const auto at = static_cast<std::size_t>(best - symbols.begin());
        symbols.erase(std::next(best));
        look_right(at);
        if (at > 0) look_right(at - 1);
    }
    steps.clear();
    for (const Symbol& symbol : symbols) {
        steps.push_back({symbol.id < 0 ? unknown_ : symbol.id, symbol.begin, symbol.end, 0});
    }
}

}  // namespace wirecopy::tokens
