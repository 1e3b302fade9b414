#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wirecopy::tokens {

/// A text as a model sees it: spaces are U+2581.
struct NormalizedText {
    std::string text;
    std::vector<std::size_t> origin;  ///< for each byte of `text`, and its end, the byte of the original it comes from
};

/// A piece of a text and where it stands in it, in bytes.
struct PlacedPiece {
    std::int32_t id;
    std::uint32_t begin;
    std::uint32_t end;
};

/// A piece as the model has it.
struct ModelPiece {
    enum class Kind : std::uint8_t { normal, user_defined, unused, other };
    std::string_view text;
    float score;
    Kind kind;
};

/// How many bytes the character has that begins with `byte`, as sentencepiece counts.
inline std::size_t character_size(char byte) {
    return static_cast<std::size_t>("\1\1\1\1\1\1\1\1\1\1\1\1\2\2\3\4"[static_cast<unsigned char>(byte) >> 4U]);
}

/// sentencepiece behind a face that has none of its types. Safe for several threads.
class SentencePieceModel {
  public:
    /// Throws std::invalid_argument when `bytes` are not a sound model.
    explicit SentencePieceModel(std::string_view bytes);
    ~SentencePieceModel();

    std::size_t size() const;
    std::string piece(std::int32_t id) const;
    /// Both throw std::invalid_argument where the library reports an error.
    void normalize(std::string_view text, NormalizedText& normal) const;
    std::vector<PlacedPiece> encode(std::string_view text) const;
    /// True when normalizing leaves each character of the text as it is, whatever stands in front, and none is U+2581.
    bool is_plain(std::string_view text) const;

    /// True when every text may be cut in front of a space and its parts segmented one by one (see spaces.cpp).
    bool restarts_at_spaces() const { return restarts_at_spaces_; }
    /// True for ASCII characters that are spaces to this model, wherever they stand.
    bool is_space(char byte) const { return is_space_[static_cast<unsigned char>(byte)]; }

    bool is_unigram() const;
    bool is_bpe() const;
    std::vector<ModelPiece> pieces() const;
    std::int32_t unknown() const;
    /// The 256 pieces that stand for bytes of unknown characters; empty where the model has none.
    std::vector<std::int32_t> byte_pieces() const;

  private:
    struct Library;
    void find_spaces();
    bool pieces_start_at_spaces() const;

    std::unique_ptr<Library> library_;
    bool restarts_at_spaces_ = false;
    std::array<bool, 256> is_space_{};
};

}  // namespace wirecopy::tokens
