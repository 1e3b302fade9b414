#include "reference/tokens/subwords.hpp"

#include <algorithm>
#include <limits>

#include <sentencepiece_processor.h>

namespace wirecopy::reference {

std::optional<std::vector<std::vector<PieceSpan>>> subwords(std::string_view model,
                                                            const std::vector<std::string>& texts) {
    sentencepiece::SentencePieceProcessor processor;
    if (!processor.LoadFromSerializedProto(model).ok()) return std::nullopt;
    std::vector<std::vector<PieceSpan>> result;
    for (const std::string& text : texts) {
        std::vector<PieceSpan>& spans = result.emplace_back();
        sentencepiece::ImmutableSentencePieceText found;
        if (!processor.Encode(text, found.mutable_proto()).ok()) continue;
        found.ConvertToUnicodeSpans();
        for (const auto& piece : found.pieces()) {
            spans.push_back({static_cast<std::int32_t>(piece.id()), static_cast<std::int32_t>(piece.begin()),
                             static_cast<std::int32_t>(piece.end())});
        }
    }
    return result;
}

double best_score(const std::vector<testing::Piece>& pieces, std::string_view text) {
    if (text.empty()) return 0;
    double best = -std::numeric_limits<double>::infinity();
    for (const testing::Piece& piece : pieces) {
        if (!text.starts_with(piece.surface)) continue;
        best = std::max(best, static_cast<double>(piece.score) + best_score(pieces, text.substr(piece.surface.size())));
    }
    return best;
}

}  // namespace wirecopy::reference
