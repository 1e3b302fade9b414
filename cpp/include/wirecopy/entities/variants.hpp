#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/entities/join.hpp"

namespace wirecopy::entities {

/// Gives names that are the same but for their spelling the key of the one that most documents use.
///
/// In languages with endings: names of equal stems in documents of that language ("Владимира Путина"). In Latin
/// letters, of full names alone: names whose words are spelt alike once marks and the letters that transliterations
/// vary do not count (`sound_of`: "Sergey Shoygu", "Sergei Shoigu"), unless both stand in one document; and a rare name
/// that is one letter of a long last word away from a name of four times as many documents. Each variant is compared
/// with the one it is joined to and takes one step only, so that nothing drifts; names of the gazetteer and of bylines'
/// acronyms stay as they are. O(names); two keys of a million share a hash by chance once in 10^7 corpora.
void join_variants(std::vector<NamedDocument>& documents, const NameKeys& keys);

/// The form under which spellings of one name in Latin letters are equal: "mikhail zelenskyy" is "mihail zelenski".
/// Words of under four letters stay as they are, so that "Kim Jong Un" is nobody else.
std::string sound_of(std::string_view key);

}  // namespace wirecopy::entities
