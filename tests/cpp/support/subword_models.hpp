#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/random_text.hpp"

namespace wirecopy::testing {

/// A piece of a sentencepiece model and the logarithm of its probability.
struct Piece {
    enum Kind : unsigned { normal = 1, unknown = 2, control = 3, user_defined = 4, unused = 5, byte = 6 };
    std::string surface;  ///< "▁" stands for a space
    float score = 0;
    Kind kind = normal;
};

/// A sentencepiece model as a test writes it down.
struct SubwordModel {
    enum Type : unsigned { unigram = 1, bpe = 2, word = 3, character = 4 };
    Type type = unigram;
    std::vector<Piece> pieces = {};  ///< after <unk> (0), <s> (1) and </s> (2)
    bool byte_fallback = false;      ///< adds the pieces for bytes at the end
    bool whitespace_as_suffix = false;
    bool add_dummy_prefix = false;
    bool remove_extra_whitespaces = false;
    bool escape_whitespaces = true;
    std::vector<std::pair<std::string, std::string>> replaced = {};  ///< by the normalizer; keys may come twice
};

/// The bytes of a .model file.
std::string bytes_of(const SubwordModel& model);

/// A unigram model of these pieces that takes texts as they are.
std::string unigram_model(const std::vector<Piece>& pieces);

/// A model over few letters, of any type and with any options, with scores that tie often.
SubwordModel random_model(Random& random);

/// A text of those letters, of all that a normalizer may take for a space, and of what models do not know.
std::string random_model_text(Random& random, std::size_t letters);

}  // namespace wirecopy::testing
