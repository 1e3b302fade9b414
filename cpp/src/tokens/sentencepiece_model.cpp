#include "sentencepiece_model.hpp"

#include <bit>
#include <cstring>
#include <stdexcept>

#include <sentencepiece_model.pb.h>
#include <sentencepiece_processor.h>
#include <third_party/darts_clone/darts.h>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::tokens {
namespace {

using Piece = sentencepiece::ModelProto::SentencePiece;
using TrainerSpec = sentencepiece::TrainerSpec;

constexpr std::string_view kSpace = "\u2581";
constexpr std::string_view kAsciiSpaces = " \t\n\v\f\r";

void check(const absl::Status& status, const char* what) {
    if (!status.ok()) throw std::invalid_argument(what + std::string(status.message()));
}

/// The ASCII spaces that occur in keys of more than one byte of a character map of the library: "<size of the trie>
/// <double array>...", a map that the library has found sound. What it cannot tell counts as occurring.
std::string spaces_inside_keys(std::string_view map) {
    if (map.empty()) return {};
    std::uint32_t size = 0;
    std::memcpy(&size, map.data(), sizeof size);
    std::vector<Darts::Details::DoubleArrayUnit> units(size / sizeof(Darts::Details::DoubleArrayUnit));
    std::memcpy(static_cast<void*>(units.data()), map.data() + sizeof size, size);
    std::string found;
    std::vector<bool> seen(units.size());
    std::vector<std::uint32_t> open{0};
    while (!open.empty()) {
        const std::uint32_t parent = open.back();
        open.pop_back();
        const std::uint32_t base = parent ^ units[parent].offset();
        for (std::uint32_t byte = 1; byte < 256; ++byte) {
            const std::uint32_t child = base ^ byte;
            if (child >= units.size() || units[child].label() != byte) continue;
            const char letter = static_cast<char>(byte);
            // A key that begins with a space matters only where it goes on.
            bool inside = parent != 0;
            if (parent == 0) {
                const std::uint32_t next = child ^ units[child].offset();
                for (std::uint32_t second = 1; second < 256; ++second) {
                    inside = inside || ((next ^ second) < units.size() && units[next ^ second].label() == second);
                }
            }
            if (inside && kAsciiSpaces.find(letter) != std::string_view::npos) found += letter;
            if (seen[child]) continue;
            seen[child] = true;
            open.push_back(child);
        }
    }
    return found;
}

}  // namespace

struct SentencePieceModel::Library {
    sentencepiece::SentencePieceProcessor processor;

    const sentencepiece::ModelProto& proto() const { return processor.model_proto(); }
};

SentencePieceModel::SentencePieceModel(std::string_view bytes) : library_(std::make_unique<Library>()) {
    check(library_->processor.LoadFromSerializedProto(bytes), "not a sentencepiece model: ");
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
    std::string not_spaces = spaces_inside_keys(normalizer.precompiled_charsmap());
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

std::vector<UnigramPiece> SentencePieceModel::unigram_pieces() const {
    std::vector<UnigramPiece> pieces;
    for (const Piece& piece : library_->proto().pieces()) {
        auto kind = UnigramPiece::Kind::other;
        if (piece.type() == Piece::NORMAL) kind = UnigramPiece::Kind::normal;
        if (piece.type() == Piece::USER_DEFINED) kind = UnigramPiece::Kind::user_defined;
        if (piece.type() == Piece::UNUSED) kind = UnigramPiece::Kind::unused;
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
