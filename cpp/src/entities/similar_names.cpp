#include "wirecopy/entities/similar_names.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <rapidfuzz/distance/Indel.hpp>

#include "wirecopy/entities/signature_scan.hpp"
#include "wirecopy/text/utf8.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::uint32_t kTile = 4096;     ///< names whose signatures stay in the cache while many are asked for
constexpr std::size_t kAskedAtOnce = 64;  ///< names asked for that one thread looks up together
constexpr double kRounding = 1e-5;        ///< what RapidFuzz adds to a share of edits before it counts them
constexpr std::size_t kCounters = 256;    ///< letters that share a counter count as one letter
constexpr std::uint64_t kBits = 64;

std::u32string code_points(std::string_view name) {
    std::u32string result;
    result.reserve(name.size());
    for (std::size_t at = 0; at < name.size();) {
        const text::Character character = text::character_at(name, at);
        result.push_back(character.code_point);
        at += character.size;
    }
    return result;
}

std::uint32_t length_of(std::string_view name) {
    return static_cast<std::uint32_t>(std::count_if(
        name.begin(), name.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Makes signatures, in memory that it keeps.
class Signer {
  public:
    NameIndex::Signature sign(std::string_view name) {
        NameIndex::Signature signature;
        used_.clear();
        for (std::size_t at = 0; at < name.size();) {
            const text::Character character = text::character_at(name, at);
            at += character.size;
            const std::size_t letter = character.code_point % kCounters;
            const std::uint32_t before = counts_[letter]++;
            if (before == 0) used_.push_back(static_cast<std::uint8_t>(letter));
            const std::uint64_t bits = mixed(letter + kCounters * before);
            signature.coarse ^= std::uint64_t{1} << (bits % kBits);
            signature.fine[bits / kBits % signature.fine.size()] ^= std::uint64_t{1} << (bits >> 32U) % kBits;
        }
        for (const std::uint8_t letter : used_) counts_[letter] = 0;
        return signature;
    }

  private:
    static std::uint64_t mixed(std::uint64_t item) {
        item *= 0x9E3779B97F4A7C15U;
        item = (item ^ item >> 32U) * 0xD6E8FEB86659FD93U;
        return item ^ item >> 32U;
    }

    std::array<std::uint32_t, kCounters> counts_{};
    std::vector<std::uint8_t> used_;
};

/// The most insertions and deletions with which names of `length` letters together reach `share` of 1. As the lengths
/// decide whether their number is even, so is this.
std::uint32_t most_edits(std::uint64_t length, double share) {
    const auto most = static_cast<std::uint64_t>(static_cast<double>(length) * (1 - share + kRounding));
    return static_cast<std::uint32_t>(most - ((most ^ length) & 1U && most > 0 ? 1 : 0));
}

}  // namespace

NameIndex::NameIndex(const documents::StringColumn& names)
    : names_(names), rows_(names.size()), coarse_(names.size()), fine_(names.size()) {
    std::vector<std::uint32_t> lengths(names.size());
    for (std::size_t row = 0; row < names.size(); ++row) {
        rows_[row] = static_cast<std::uint32_t>(row);
        lengths[row] = length_of(names[row]);
    }
    std::stable_sort(rows_.begin(), rows_.end(), [&](auto a, auto b) { return lengths[a] < lengths[b]; });
    Signer signer;
    for (std::uint32_t place = 0; place < rows_.size(); ++place) {
        const std::uint32_t row = rows_[place];
        const Signature signature = signer.sign(names[row]);
        coarse_[place] = signature.coarse;
        fine_[place] = signature.fine;
        if (groups_.empty() || groups_.back().length != lengths[row]) groups_.push_back({lengths[row], place, place});
        ++groups_.back().last;
    }
}

/// Looks up a few of the names that were asked for.
class NameIndex::Search {
  public:
    Search(const NameIndex& index, const documents::StringColumn& asked, double score)
        : index_(index), asked_(asked), share_(score / 100), scan_(signature_scans().back()), near_(kTile) {}

    std::vector<SimilarName> find(std::size_t first, std::size_t last) {
        Signer signer;
        for (std::size_t row = first; row < last; ++row) {
            asked_names_.push_back({signer.sign(asked_[row]), length_of(asked_[row]), {}});
        }
        for (const Group& group : index_.groups_) {
            for (std::uint32_t place = group.first; place < group.last; place += kTile) {
                const std::uint32_t count = std::min(kTile, group.last - place);
                for (Asked& each : asked_names_) gather(each, group.length, place, count);
            }
        }
        for (std::size_t i = 0; i < asked_names_.size(); ++i)
            compare(static_cast<std::uint32_t>(first + i), asked_names_[i]);
        return std::move(found_);
    }

  private:
    struct Asked {
        Signature signature;
        std::uint32_t length;
        std::vector<std::uint32_t> candidates;  ///< places
    };

    /// Adds the names of a tile that the signatures leave.
    void gather(Asked& asked, std::uint32_t length, std::uint32_t place, std::uint32_t count) {
        const std::uint32_t most = most_edits(std::uint64_t{length} + asked.length, share_);
        if (std::max(length, asked.length) - std::min(length, asked.length) > most) return;
        const SignatureTile tile{index_.coarse_.data() + place, index_.fine_.data() + place, count, place, most};
        const std::size_t near = scan_(tile, asked.signature, near_.data());
        asked.candidates.insert(asked.candidates.end(), near_.data(), near_.data() + near);
    }

    void compare(std::uint32_t number, Asked& asked) {
        if (asked.candidates.empty()) return;
        const auto begin = static_cast<std::ptrdiff_t>(found_.size());
        const rapidfuzz::CachedIndel<char32_t> own(code_points(asked_[number]));
        for (const std::uint32_t place : asked.candidates) {
            const std::uint32_t row = index_.rows_[place];
            const double similarity = own.normalized_similarity(code_points(index_.names_[row]), share_);
            if (similarity >= share_) found_.push_back({number, row, similarity * 100});
        }
        asked.candidates = {};
        std::sort(found_.begin() + begin, found_.end(), [](const SimilarName& a, const SimilarName& b) {
            return a.score != b.score ? a.score > b.score : a.name < b.name;
        });
    }

    const NameIndex& index_;
    const documents::StringColumn& asked_;
    double share_;
    SignatureScan scan_;
    std::vector<Asked> asked_names_;
    std::vector<std::uint32_t> near_;
    std::vector<SimilarName> found_;
};

std::vector<SimilarName> NameIndex::find(const documents::StringColumn& asked, double score,
                                         const parallel::Control& control) const {
    if (!(score > 0 && score <= 100)) {
        throw std::invalid_argument("score is " + std::to_string(score) + "; it must be above 0 and at most 100");
    }
    std::vector<std::vector<SimilarName>> parts((asked.size() + kAskedAtOnce - 1) / kAskedAtOnce);
    std::atomic<std::size_t> total = 0;
    parallel::for_each(parts.size(), control, [&](std::size_t part) {
        const std::size_t first = part * kAskedAtOnce;
        parts[part] = Search(*this, asked, score).find(first, std::min(first + kAskedAtOnce, asked.size()));
        if (total += parts[part].size(); total > kMostFound) {
            throw std::length_error("more than " + std::to_string(kMostFound) +
                                    " pairs have this score: ask for fewer names at once or for a higher score");
        }
    });
    std::vector<SimilarName> found;
    found.reserve(total);
    for (std::vector<SimilarName>& part : parts) {
        found.insert(found.end(), part.begin(), part.end());
        std::exchange(part, {});
    }
    return found;
}

}  // namespace wirecopy::entities
