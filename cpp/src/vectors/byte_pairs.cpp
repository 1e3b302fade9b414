#include "wirecopy/vectors/byte_pairs.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "wirecopy/text/utf8.hpp"

#include "character_pairs.hpp"
#include "merges.hpp"
#include "piece_memory.hpp"
#include "whole_pieces.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
/// What stands for the model's own mark of a space inside, so that most texts stay ASCII.
constexpr char kSpace = ' ';

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string result;
    std::size_t at = 0;
    for (std::size_t found = 0; !what.empty() && (found = text.find(what, at)) != std::string_view::npos;) {
        result.append(text.substr(at, found - at)).append(by);
        at = found + what.size();
    }
    return result.append(text.substr(at));
}

std::string byte_piece(unsigned byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte >> 4U] + digits[byte & 15U] + ">";
}

}  // namespace

struct BytePairs::Tables {
    explicit Tables(WholePieces whole_pieces) : whole(std::move(whole_pieces)) {}

    WholePieces whole;
    std::size_t count = 0;
    std::string prefix;
    std::string space;
    bool replaces_spaces = false;
    std::uint32_t unknown = kNone;
    bool bytes_of_unknown = false;
    bool join_unknown = false;
    std::unordered_map<std::uint32_t, std::uint32_t> characters;
    std::array<std::uint32_t, 256> byte_pieces{};
    Merges merges;
    CharacterPairs together;

    void add_character(std::string_view character, std::uint32_t code_point, PieceMemory& memory) const;
    void append_run(std::string_view run, const RunKey& key, PieceMemory& memory,
                    std::vector<std::uint32_t>& pieces) const;
    void append_stretch(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const;
};

BytePairs::BytePairs(const BytePairModel& model) {
    auto tables = std::make_unique<Tables>(WholePieces(model.whole));
    tables->count = size_of(model.pieces, model.whole);
    tables->replaces_spaces = model.space != " ";
    tables->space = model.space;
    tables->prefix = replaced(model.prefix, model.space, " ");
    tables->unknown = model.unknown.value_or(kNone);
    tables->join_unknown = model.join_unknown;
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    numbers.reserve(model.pieces.names.size());
    for (std::size_t i = 0; i < model.pieces.names.size(); ++i) {
        const std::string_view piece = model.pieces.names[i];
        numbers.emplace(piece, model.pieces.numbers[i]);
        // A space that the model does not mark is in no text once spaces are marked.
        if (tables->replaces_spaces && piece.find(kSpace) != std::string_view::npos) continue;
        const std::string marked = replaced(piece, model.space, " ");
        std::uint32_t before = kNone;
        for (std::size_t at = 0; at < marked.size();) {
            const auto [code_point, size] = text::character_at(marked, at);
            if (before != kNone) tables->together.add(before, code_point);
            if (size == marked.size()) tables->characters.emplace(code_point, model.pieces.numbers[i]);
            before = code_point;
            at += size;
        }
    }
    tables->bytes_of_unknown = model.bytes_of_unknown;
    for (unsigned byte = 0; byte < 256 && model.bytes_of_unknown; ++byte) {
        const auto found = numbers.find(byte_piece(byte));
        if (found == numbers.end()) {
            throw std::invalid_argument("the model has no piece " + byte_piece(byte) + " for bytes it does not know");
        }
        tables->byte_pieces[byte] = found->second;
    }
    const auto number = [&](std::size_t merge, std::string_view piece) {
        const auto found = numbers.find(piece);
        if (found != numbers.end()) return found->second;
        throw std::invalid_argument("merge " + std::to_string(merge) + " has '" + std::string(piece) +
                                    "', which is no piece");
    };
    if (model.sides.size() % 2 != 0) throw std::invalid_argument("merges must have two sides each");
    std::string whole;
    for (std::size_t i = 0; i < model.sides.size() / 2; ++i) {
        const std::string_view left = model.sides[2 * i];
        const std::string_view right = model.sides[2 * i + 1];
        whole.assign(left).append(right);
        tables->merges.set(number(i, left), number(i, right), static_cast<std::uint32_t>(i), number(i, whole));
    }
    tables_ = std::move(tables);
}
BytePairs::~BytePairs() = default;

std::size_t BytePairs::size() const {
    return tables_->count;
}

void BytePairs::Tables::add_character(std::string_view character, std::uint32_t code_point, PieceMemory& memory) const {
    auto& symbols = memory.symbols;
    const auto add = [&](std::uint32_t piece) {
        const std::size_t at = symbols.size();
        symbols.push_back({piece, at == 0 ? 0 : at - 1, at + 1});
    };
    if (const auto found = characters.find(code_point); found != characters.end()) return add(found->second);
    if (bytes_of_unknown) {
        for (const char byte : character) add(byte_pieces[static_cast<unsigned char>(byte)]);
    } else if (unknown != kNone) {
        if (!join_unknown || symbols.empty() || symbols.back().piece != unknown) add(unknown);
    }
}

void BytePairs::Tables::append_run(std::string_view run, const RunKey& key, PieceMemory& memory,
                                   std::vector<std::uint32_t>& pieces) const {
    const auto append = [&](std::span<const std::uint32_t> made) {
        const bool joins = join_unknown && unknown != kNone && !pieces.empty() && pieces.back() == unknown &&
                           memory.after_unknown && !made.empty() && made.front() == unknown;
        pieces.insert(pieces.end(), made.begin() + (joins ? 1 : 0), made.end());
        if (!made.empty()) memory.after_unknown = made.back() == unknown;
    };
    const bool kept = run.size() <= PieceMemory::kLongest;
    if (kept) {
        if (const auto seen = memory.find(run, key)) return append(*seen);
    }
    memory.symbols.clear();
    for (std::size_t at = 0; at < run.size();) {
        const auto [code_point, size] = text::character_at(run, at);
        const bool mark = replaces_spaces && code_point == static_cast<std::uint32_t>(kSpace);
        add_character(mark ? std::string_view(space) : run.substr(at, size), code_point, memory);
        at += size;
    }
    merges.join(memory);
    memory.made.clear();
    for (const PieceMemory::Symbol& symbol : memory.symbols) {
        if (symbol.piece != Merges::kTaken) memory.made.push_back(symbol.piece);
    }
    if (kept) memory.add(run, key, memory.made);
    append(memory.made);
}

void BytePairs::Tables::append_stretch(std::string_view text, PieceMemory& memory,
                                       std::vector<std::uint32_t>& pieces) const {
    if (text.empty()) return;
    memory.after_unknown = false;
    memory.text = prefix;
    if (replaces_spaces && text.find(space) != std::string_view::npos) {
        memory.text += replaced(text, space, " ");
    } else {
        memory.text += text;
    }
    const std::size_t length = memory.text.size();
    memory.text.append(kTermPiece, '\0');
    const auto marked = std::string_view(memory.text).substr(0, length);
    memory.runs.clear();
    std::size_t begin = 0;
    const auto end_run = [&](std::size_t end) {
        memory.runs.push_back({begin, end, RunKey::of(marked.substr(begin, end - begin))});
        begin = end;
    };
    together.cut(marked, end_run);
    end_run(length);
    constexpr std::size_t ahead = 12;
    for (std::size_t i = 0; i < memory.runs.size(); ++i) {
        if (i + ahead < memory.runs.size()) memory.prefetch(memory.runs[i + ahead].key);
        const PieceMemory::Run& run = memory.runs[i];
        append_run(marked.substr(run.begin, run.end - run.begin), run.key, memory, pieces);
    }
}

void BytePairs::append(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const {
    tables_->whole.cut(
        text, [&](std::string_view stretch) { tables_->append_stretch(stretch, memory, pieces); },
        [&](std::uint32_t piece) { pieces.push_back(piece); });
}

}  // namespace wirecopy::vectors
