#include "wirecopy/vectors/byte_pairs.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <limits>
#include <queue>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "wirecopy/text/utf8.hpp"

#include "key_numbers.hpp"
#include "piece_memory.hpp"
#include "term_hash.hpp"
#include "whole_pieces.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kAscii = 128;
/// What stands for the model's own mark of a space inside, so that most texts stay ASCII.
constexpr char kSpace = ' ';

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) {
    return std::uint64_t{a} << 32U | b;
}

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

/// Pairs of characters, quick where both are ASCII.
class CharacterPairs {
  public:
    void add(std::uint32_t a, std::uint32_t b) {
        if (a < kAscii && b < kAscii) {
            ascii_.set(a * kAscii + b);
        } else {
            others_.insert(pair_of(a, b));
        }
    }
    bool has(std::uint32_t a, std::uint32_t b) const {
        return a < kAscii && b < kAscii ? ascii_.test(a * kAscii + b) : others_.contains(pair_of(a, b));
    }

  private:
    std::bitset<std::size_t{kAscii} * kAscii> ascii_;
    std::unordered_set<std::uint64_t> others_;
};

struct Merge {
    std::uint32_t rank;
    std::uint32_t piece;  ///< what the two become
};

/// Merges by the two pieces that they join.
class Merges {
  public:
    void set(std::uint32_t left, std::uint32_t right, Merge merge) {
        const std::uint32_t number = numbers_.number(key(left, right));
        if (number == merges_.size()) merges_.emplace_back();
        merges_[number] = merge;
    }
    /// Null where the two are not joined.
    const Merge* find(std::uint32_t left, std::uint32_t right) const {
        const std::uint32_t number = numbers_.find(key(left, right));
        return number == KeyNumbers::kNone ? nullptr : &merges_[number];
    }

  private:
    /// Another number for each pair, whose low bits depend on both pieces.
    static std::uint64_t key(std::uint32_t left, std::uint32_t right) {
        const std::uint64_t product = pair_of(left, right) * 0x9E3779B97F4A7C15U;
        return product ^ product >> 32U;
    }

    KeyNumbers numbers_;
    std::vector<Merge> merges_;
};

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
    CharacterPairs together;  ///< that follow each other in some piece

    void add_character(std::string_view character, std::uint32_t code_point, PieceMemory& memory) const;
    void join(PieceMemory& memory) const;
    void append_run(std::string_view run, std::uint64_t key, PieceMemory& memory,
                    std::vector<std::uint32_t>& pieces) const;
    void append_stretch(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const;
};

BytePairs::BytePairs(const BytePairModel& model) {
    auto tables = std::make_unique<Tables>(WholePieces(model.pieces, model.whole));
    tables->count = model.pieces.size();
    tables->replaces_spaces = model.space != " ";
    tables->space = model.space;
    tables->prefix = replaced(model.prefix, model.space, " ");
    tables->unknown = model.unknown.value_or(kNone);
    tables->join_unknown = model.join_unknown;
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < model.pieces.size(); ++i) {
        const std::string_view piece = model.pieces[i];
        numbers.emplace(piece, i);
        // A space that the model does not mark is in no text once spaces are marked.
        if (tables->replaces_spaces && piece.find(kSpace) != std::string_view::npos) continue;
        const std::string marked = replaced(piece, model.space, " ");
        std::uint32_t before = kNone;
        for (std::size_t at = 0; at < marked.size();) {
            const auto [code_point, size] = text::character_at(marked, at);
            if (before != kNone) tables->together.add(before, code_point);
            if (size == marked.size()) tables->characters.emplace(code_point, i);
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
    if (model.left.size() != model.right.size()) throw std::invalid_argument("merges must have two sides each");
    for (std::size_t i = 0; i < model.left.size(); ++i) {
        const auto left = model.left[i];
        const auto right = model.right[i];
        if (left >= tables->count || right >= tables->count) {
            throw std::invalid_argument("merge " + std::to_string(i) + " has a piece that is not there");
        }
        const auto whole = numbers.find(std::string(model.pieces[left]).append(model.pieces[right]));
        if (whole == numbers.end()) {
            throw std::invalid_argument("merge " + std::to_string(i) + " makes a piece that is not there");
        }
        tables->merges.set(left, right, {static_cast<std::uint32_t>(i), whole->second});
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

void BytePairs::Tables::join(PieceMemory& memory) const {
    /// Two neighbours that may be joined.
    struct Meeting {
        std::uint32_t rank;
        std::size_t at;
        std::uint32_t piece;

        bool operator<(const Meeting& other) const {  // a queue gives the largest first
            return rank != other.rank ? rank > other.rank : at > other.at;
        }
    };
    auto& symbols = memory.symbols;
    std::priority_queue<Meeting> queue;
    const auto meet = [&](std::size_t left) {
        if (symbols[left].next == symbols.size()) return;
        const Merge* merge = merges.find(symbols[left].piece, symbols[symbols[left].next].piece);
        if (merge != nullptr) queue.push({merge->rank, left, merge->piece});
    };
    for (std::size_t i = 0; i < symbols.size(); ++i) meet(i);
    while (!queue.empty()) {
        const Meeting meeting = queue.top();
        queue.pop();
        PieceMemory::Symbol& symbol = symbols[meeting.at];
        if (symbol.piece == kNone || symbol.next == symbols.size()) continue;
        PieceMemory::Symbol& other = symbols[symbol.next];
        const Merge* merge = merges.find(symbol.piece, other.piece);
        if (merge == nullptr || merge->piece != meeting.piece) continue;  // one of them was joined since
        symbol.piece = meeting.piece;
        symbol.next = other.next;
        other.piece = kNone;
        if (symbol.next != symbols.size()) symbols[symbol.next].before = meeting.at;
        if (meeting.at != 0) meet(symbol.before);
        meet(meeting.at);
    }
}

void BytePairs::Tables::append_run(std::string_view run, std::uint64_t key, PieceMemory& memory,
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
    join(memory);
    memory.made.clear();
    for (const PieceMemory::Symbol& symbol : memory.symbols) {
        if (symbol.piece != kNone) memory.made.push_back(symbol.piece);
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
    const auto end_run = [&](std::size_t begin, std::size_t end) {
        memory.runs.push_back({begin, end, padded_term_hash(marked.substr(begin, end - begin))});
    };
    std::size_t begin = 0;
    auto [before, size] = text::character_at(marked, 0);
    for (std::size_t at = size; at < marked.size(); at += size) {
        const auto [code_point, bytes] = text::character_at(marked, at);
        if (!together.has(before, code_point)) {
            end_run(begin, at);
            begin = at;
        }
        before = code_point;
        size = bytes;
    }
    end_run(begin, length);
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
