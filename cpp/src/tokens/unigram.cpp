#include "unigram.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>
#include <utility>

namespace wirecopy::tokens {
namespace {

// Constants of sentencepiece's unigram_model.cc.
constexpr float kUnknownPenalty = 10.0F;
constexpr float kLargestSum = 100000.0F;
constexpr double kUserDefinedBonus = 0.1;

constexpr double kUnitRoundoff = 0x1p-24;

constexpr std::size_t kMostKept = 1U << 16U;  ///< nodes from one call to the next

}  // namespace

Unigram::Unigram(const SentencePieceModel& model) : unknown_(model.unknown()) {
    const std::vector<ModelPiece> pieces = model.pieces();
    std::vector<std::pair<std::string_view, std::int32_t>> keys;
    float smallest = FLT_MAX;
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        const ModelPiece& piece = pieces[id];
        const bool symbol = piece.kind == ModelPiece::Kind::user_defined;
        const double bonus = kUserDefinedBonus * static_cast<double>(piece.text.size() - 1);
        scores_.push_back(symbol ? static_cast<float>(bonus) : piece.score);
        const bool normal = piece.kind == ModelPiece::Kind::normal;
        if (normal) smallest = std::min(smallest, piece.score);
        if (symbol || normal) keys.emplace_back(piece.text, static_cast<std::int32_t>(id));
    }
    scores_[static_cast<std::size_t>(unknown_)] = smallest - kUnknownPenalty;
    pieces_ = ByteTrie(std::move(keys));
}

/// Calls `visit(end, id, score)` for each piece that begins at `begin`, shortest first, and for the unknown character
/// where no piece is that character.
template <typename Visit>
inline void Unigram::for_each_step(std::string_view text, std::size_t begin, const Visit& visit) const {
    const std::size_t character = std::min(character_size(text[begin]), text.size() - begin);
    bool known = false;
    ByteTrie::Place place = pieces_.root();
    for (std::size_t end = begin; end < text.size() && pieces_.step(place, text[end]);) {
        ++end;
        const std::int32_t id = pieces_.value(place);
        if (id < 0) continue;
        visit(end, id, score(id));
        known = known || end - begin == character;
    }
    if (!known) visit(begin + character, unknown_, score(unknown_));
}

void Unigram::segment(std::string_view text, float& sum, std::vector<PieceStep>& steps) const {
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
    if (nodes.size() > kMostKept) nodes = {};
}

float Unigram::segment_anywhere(std::string_view text, std::vector<PieceStep>& steps) const {
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

}  // namespace wirecopy::tokens
