#include "unigram.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>

#include <third_party/darts_clone/darts.h>

namespace wirecopy::tokens {
namespace {

// Constants of sentencepiece's unigram_model.cc.
constexpr float kUnknownPenalty = 10.0F;
constexpr float kLargestSum = 100000.0F;
constexpr double kUserDefinedBonus = 0.1;

constexpr double kUnitRoundoff = 0x1p-24;

/// How many bytes the character has that begins with `byte`, as sentencepiece counts.
std::size_t character_size(char byte) {
    return static_cast<std::size_t>("\1\1\1\1\1\1\1\1\1\1\1\1\2\2\3\4"[static_cast<unsigned char>(byte) >> 4U]);
}

}  // namespace

struct Unigram::Trie {
    Darts::DoubleArray array;
};

Unigram::Unigram(const SentencePieceModel& model)
    : trie_(std::make_unique<Trie>()),
      pieces_(model.unigram_pieces()),
      byte_pieces_(model.byte_pieces()),
      unknown_(model.unknown()) {
    std::vector<std::int32_t> ids;
    float smallest = FLT_MAX;
    for (std::size_t id = 0; id < pieces_.size(); ++id) {
        const UnigramPiece& piece = pieces_[id];
        if (piece.kind == UnigramPiece::Kind::normal) smallest = std::min(smallest, piece.score);
        if (piece.kind != UnigramPiece::Kind::other) ids.push_back(static_cast<std::int32_t>(id));
    }
    unknown_score_ = smallest - kUnknownPenalty;
    const auto text_of = [&](std::int32_t id) { return pieces_[static_cast<std::size_t>(id)].text; };
    std::sort(ids.begin(), ids.end(), [&](std::int32_t a, std::int32_t b) { return text_of(a) < text_of(b); });
    std::vector<const char*> keys;
    std::vector<std::size_t> lengths;
    for (const std::int32_t id : ids) {
        keys.push_back(text_of(id).data());
        lengths.push_back(text_of(id).size());
    }
    trie_->array.build(keys.size(), keys.data(), lengths.data(), ids.data());
}

Unigram::~Unigram() = default;

/// Calls `visit(end, id, score)` for each piece that begins at `begin`, shortest first, and for the unknown character
/// where no piece is that character.
template <typename Visit>
void Unigram::for_each_step(std::string_view text, std::size_t begin, const Visit& visit) const {
    const std::size_t character = std::min(character_size(text[begin]), text.size() - begin);
    bool known = false;
    std::size_t node = 0;
    for (std::size_t end = begin; end < text.size();) {
        const int id = trie_->array.traverse(text.data(), node, end, end + 1);  // moves node and end on
        if (id == -2) break;                                                    // no piece goes on like this
        if (id < 0) continue;
        const UnigramPiece& piece = pieces_[static_cast<std::size_t>(id)];
        if (piece.kind == UnigramPiece::Kind::unused) continue;
        const std::size_t length = end - begin;
        const float score = piece.kind == UnigramPiece::Kind::user_defined
                                ? static_cast<float>(kUserDefinedBonus * static_cast<double>(length - 1))
                                : piece.score;
        visit(end, id, score);
        known = known || length == character;
    }
    if (!known) visit(begin + character, unknown_, unknown_score_);
}

void Unigram::segment(std::string_view text, float& sum, std::vector<UnigramStep>& steps) const {
    constexpr auto kNone = std::numeric_limits<std::uint32_t>::max();
    struct Node {
        float sum = 0;
        float score = 0;
        std::uint32_t begin = kNone;
        std::int32_t id = -1;
    };
    thread_local std::vector<Node> nodes;
    nodes.assign(text.size() + 1, Node{});
    nodes[0].sum = sum;
    std::size_t furthest = 0;
    for (std::size_t begin = 0; begin < text.size(); begin += character_size(text[begin])) {
        if (std::abs(nodes[begin].sum) > kLargestSum) {
            const float offset = nodes[begin].sum;
            for (std::size_t at = begin; at <= furthest; ++at) {
                if (at == begin || nodes[at].begin != kNone) nodes[at].sum -= offset;
            }
        }
        const float before = nodes[begin].sum;
        for_each_step(text, begin, [&](std::size_t end, std::int32_t id, float score) {
            furthest = std::max(furthest, end);
            Node& node = nodes[end];
            const float candidate = score + before;
            if (node.begin == kNone || candidate > node.sum) {
                node = {candidate, score, static_cast<std::uint32_t>(begin), id};
            }
        });
    }
    sum = nodes[text.size()].sum;
    steps.clear();
    for (auto end = static_cast<std::uint32_t>(text.size()); end > 0; end = nodes[end].begin) {
        steps.push_back({nodes[end].id, nodes[end].begin, end, nodes[end].score});
    }
    std::reverse(steps.begin(), steps.end());
}

float Unigram::segment_anywhere(std::string_view text, std::vector<UnigramStep>& steps) const {
    struct Node {
        double best = -std::numeric_limits<double>::infinity();
        double second = -std::numeric_limits<double>::infinity();
        float score = 0;
        std::uint32_t begin = 0;
        std::int32_t id = -1;
    };
    thread_local std::vector<Node> nodes;
    nodes.assign(text.size() + 1, Node{});
    nodes[0].best = 0;
    double largest = 0;
    double characters = 0;
    for (std::size_t begin = 0; begin < text.size(); begin += character_size(text[begin])) {
        ++characters;
        const double before = nodes[begin].best;
        for_each_step(text, begin, [&](std::size_t end, std::int32_t id, float score) {
            const double candidate = before + static_cast<double>(score);
            largest = std::max(largest, std::abs(candidate));
            Node& node = nodes[end];
            if (candidate > node.best) {
                node = {candidate, node.best, score, static_cast<std::uint32_t>(begin), id};
            } else {
                node.second = std::max(node.second, candidate);
            }
        });
    }
    double gap = std::numeric_limits<double>::infinity();
    steps.clear();
    for (auto end = static_cast<std::uint32_t>(text.size()); end > 0; end = nodes[end].begin) {
        gap = std::min(gap, nodes[end].best - nodes[end].second);
        steps.push_back({nodes[end].id, nodes[end].begin, end, nodes[end].score});
    }
    std::reverse(steps.begin(), steps.end());
    // A sum of n scores behind a text of score s is off by at most n (|s| + largest) units of roundoff. Two such sums
    // compare as the true ones do when these are more than twice that apart; a hundredth more covers second order.
    const double by_gap = gap / (2.02 * characters * kUnitRoundoff) - largest;
    return static_cast<float>(std::min(by_gap, static_cast<double>(kLargestSum) - 1.01 * largest - 1));
}

void Unigram::place(const std::vector<UnigramStep>& steps, const NormalizedText& text, std::size_t first,
                    std::vector<PlacedPiece>& pieces) const {
    bool unknown_before = false;
    for (const UnigramStep& step : steps) {
        const auto begin = static_cast<std::uint32_t>(text.origin[first + step.begin]);
        const auto end = static_cast<std::uint32_t>(text.origin[first + step.end]);
        const bool unknown = step.id == unknown_;
        if (unknown && !byte_pieces_.empty()) {
            for (std::size_t at = step.begin; at < step.end; ++at) {
                const auto byte = static_cast<unsigned char>(text.text[first + at]);
                pieces.push_back({byte_pieces_[byte], begin, at + 1 == step.end ? end : begin});
            }
        } else if (unknown && unknown_before) {
            pieces.back().end = end;
        } else {
            pieces.push_back({step.id, begin, end});
        }
        unknown_before = unknown;
    }
}

}  // namespace wirecopy::tokens
