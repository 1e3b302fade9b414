#include "wirecopy/tokens/subwords.hpp"

#include <stdexcept>

#include <sentencepiece_processor.h>

namespace wirecopy::tokens {

struct Subwords::Model {
    sentencepiece::SentencePieceProcessor processor;
};

Subwords::Subwords(std::string_view model) : model_(std::make_unique<Model>()) {
    const auto status = model_->processor.LoadFromSerializedProto(model);
    if (!status.ok()) {
        throw std::invalid_argument("not a sentencepiece model: " + std::string(status.message()));
    }
}

Subwords::~Subwords() = default;
Subwords::Subwords(Subwords&&) noexcept = default;
Subwords& Subwords::operator=(Subwords&&) noexcept = default;

SubwordTable Subwords::encode(const documents::Corpus& corpus, const parallel::Control& control) const {
    std::vector<SubwordTable> parts(corpus.size());
    parallel::for_each(corpus.size(), control, [&](std::size_t document) {
        const auto pieces = model_->processor.EncodeAsImmutableProto(corpus.text(document));
        SubwordTable& part = parts[document];
        for (std::size_t i = 0; i < pieces.pieces_size(); ++i) {
            const auto piece = pieces.pieces(static_cast<int>(i));
            part.id.push_back(static_cast<std::int32_t>(piece.id()));
            part.span.push_back({piece.begin(), piece.end()});
        }
    });
    SubwordTable table;
    for (SubwordTable& part : parts) {
        table.document_begin.push_back(table.id.size());
        table.id.insert(table.id.end(), part.id.begin(), part.id.end());
        table.span.insert(table.span.end(), part.span.begin(), part.span.end());
        part = {};
    }
    table.document_begin.push_back(table.id.size());
    return table;
}

std::size_t Subwords::size() const {
    return static_cast<std::size_t>(model_->processor.GetPieceSize());
}

std::string Subwords::piece(std::int32_t id) const {
    if (id < 0 || static_cast<std::size_t>(id) >= size()) {
        throw std::out_of_range("no piece " + std::to_string(id) + "; the model has " + std::to_string(size()));
    }
    return model_->processor.IdToPiece(id);
}

}  // namespace wirecopy::tokens
