#include "sentencepiece_model.hpp"

#include <optional>
#include <stdexcept>

#include <sentencepiece_model.pb.h>
#include <sentencepiece_processor.h>

#include "wirecopy/text/utf8.hpp"

#include "plain_text.hpp"

namespace wirecopy::tokens {
namespace {

using Piece = sentencepiece::ModelProto::SentencePiece;
using TrainerSpec = sentencepiece::TrainerSpec;

constexpr std::string_view kSpace = "\u2581";
constexpr std::string_view kAsciiSpaces = " \t\n\v\f\r";

void check(const absl::Status& status, const char* what) {
    if (!status.ok()) throw std::invalid_argument(what + std::string(status.message()));
}

}  // namespace

struct SentencePieceModel::Library {
    sentencepiece::SentencePieceProcessor processor;
    std::optional<PlainText> plain;

    const sentencepiece::ModelProto& proto() const { return processor.model_proto(); }
};

SentencePieceModel::SentencePieceModel(std::string_view bytes) : library_(std::make_unique<Library>()) {
    check(library_->processor.LoadFromSerializedProto(bytes), "not a sentencepiece model: ");
    std::vector<std::string_view> symbols;
    for (const Piece& piece : library_->proto().pieces()) {
        if (piece.type() == Piece::USER_DEFINED) symbols.push_back(piece.piece());
    }
    library_->plain.emplace(library_->proto().normalizer_spec().precompiled_charsmap(), symbols);
    find_spaces();
}

SentencePieceModel::~SentencePieceModel() = default;

std::size_t SentencePieceModel::size() const {
    return static_cast<std::size_t>(library_->processor.GetPieceSize());
}

std::string SentencePieceModel::piece(std::int32_t id) const {
    return library_->processor.IdToPiece(id);
}

void SentencePieceModel::normalize(std::string_view text, NormalizedText& normal) const {
    check(library_->processor.Normalize(text, &normal.text, &normal.origin), "sentencepiece: ");
}

bool SentencePieceModel::is_plain(std::string_view text) const {
    return library_->plain->is_plain(text);
}

std::vector<PlacedPiece> SentencePieceModel::encode(std::string_view text) const {
    sentencepiece::ImmutableSentencePieceText found;
    check(library_->processor.Encode(text, found.mutable_proto()), "sentencepiece: ");
    std::vector<PlacedPiece> pieces;
    pieces.reserve(found.pieces_size());
    for (std::size_t i = 0; i < found.pieces_size(); ++i) {
        const auto piece = found.pieces(static_cast<int>(i));
        pieces.push_back({static_cast<std::int32_t>(piece.id()), piece.begin(), piece.end()});
    }
    return pieces;
}

/// A cut in front of a space is sound when neither the normalizer nor the model can tell that it was made:
///
/// - The normalizer replaces the longest key at each position. It starts anew in front of and behind a space when no
///   key and no user-defined symbol holds that space beside something else.
/// - A segmentation is made of pieces and single characters. When no piece holds U+2581 behind another character,
///   none reaches across the cut. Then every path of the unigram model passes through the cut and is the best on
///   either side, up to rounding (see unigram.hpp); and no merge of BPE spans it, while merges on one side keep their
///   order whatever happens on the other. A BPE piece marked unused is taken apart again the way it was last put
///   together anywhere in the text, so models that have one are not cut.
/// - Unknown pieces in a row are joined into one; U+2581 itself is known, so none follows a cut.
void SentencePieceModel::find_spaces() {
    const auto& proto = library_->proto();
    const auto& trainer = proto.trainer_spec();
    const auto& normalizer = proto.normalizer_spec();
    if (trainer.model_type() == TrainerSpec::WORD || trainer.treat_whitespace_as_suffix() ||
        !normalizer.escape_whitespaces() || !pieces_start_at_spaces()) {
        return;
    }
    std::string not_spaces = library_->plain->spaces_inside_keys();
    for (const Piece& piece : proto.pieces()) {
        if (piece.type() == Piece::USER_DEFINED) not_spaces += piece.piece();
    }
    const std::string start = normalizer.add_dummy_prefix() ? std::string(kSpace) : "";
    NormalizedText normal;
    for (const char space : kAsciiSpaces) {
        if (not_spaces.find(space) != std::string::npos) continue;
        normalize(std::string("a") + space + "a", normal);
        is_space_[static_cast<unsigned char>(space)] = normal.text == start + "a" + std::string(kSpace) + "a";
    }
    sentencepiece::ImmutableSentencePieceText probe;
    restarts_at_spaces_ = is_space(' ') && library_->processor.Encode("a", probe.mutable_proto()).ok();
}

bool SentencePieceModel::pieces_start_at_spaces() const {
    bool space_is_known = false;
    const bool unigram = is_unigram();
    for (const Piece& piece : library_->proto().pieces()) {
        std::string_view text = piece.piece();
        const bool chosen = piece.type() == Piece::NORMAL || piece.type() == Piece::USER_DEFINED;
        space_is_known = space_is_known || (text == kSpace && chosen);
        if (text::first_invalid_byte(text) || (piece.type() == Piece::UNUSED && !unigram)) return false;
        while (text.starts_with(kSpace)) text.remove_prefix(kSpace.size());
        if (text.find(kSpace) != std::string_view::npos) return false;
    }
    return space_is_known;
}

bool SentencePieceModel::is_unigram() const {
    return library_->proto().trainer_spec().model_type() == TrainerSpec::UNIGRAM;
}

bool SentencePieceModel::is_bpe() const {
    return library_->proto().trainer_spec().model_type() == TrainerSpec::BPE;
}

std::vector<ModelPiece> SentencePieceModel::pieces() const {
    std::vector<ModelPiece> pieces;
    for (const Piece& piece : library_->proto().pieces()) {
        auto kind = ModelPiece::Kind::other;
        if (piece.type() == Piece::NORMAL) kind = ModelPiece::Kind::normal;
        if (piece.type() == Piece::USER_DEFINED) kind = ModelPiece::Kind::user_defined;
        if (piece.type() == Piece::UNUSED) kind = ModelPiece::Kind::unused;
        pieces.push_back({piece.piece(), piece.score(), kind});
    }
    return pieces;
}

std::int32_t SentencePieceModel::unknown() const {
    for (std::int32_t id = 0; id < library_->processor.GetPieceSize(); ++id) {
        if (library_->processor.IsUnknown(id)) return id;
    }
    return -1;
}

std::vector<std::int32_t> SentencePieceModel::byte_pieces() const {
    std::vector<std::int32_t> ids;
    if (!library_->proto().trainer_spec().byte_fallback()) return ids;
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (std::size_t byte = 0; byte < 256; ++byte) {
        ids.push_back(
            library_->processor.PieceToId(std::string("<0x") + kDigits[byte / 16] + kDigits[byte % 16] + ">"));
    }
    return ids;
}

}  // namespace wirecopy::tokens
