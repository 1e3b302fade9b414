#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace wirecopy::tokens {

/// Keys and their values as a double array of Darts-clone, to walk through a byte at a time. Damaged arrays give some
/// answer.
class ByteTrie {
  public:
    ByteTrie() : units_(1) {}
    explicit ByteTrie(std::vector<std::uint32_t> units) : units_(std::move(units)) {
        if (units_.empty()) units_.resize(1);
    }
    /// Of distinct keys without NULs, with their values from 0 on.
    explicit ByteTrie(std::vector<std::pair<std::string_view, std::int32_t>> keys);

    /// The bound of `Place::at`.
    std::size_t size() const { return units_.size(); }

    /// Where a walk stands.
    struct Place {
        std::uint32_t at = 0;
        std::uint32_t unit = 0;
    };
    Place root() const { return {0, units_[0]}; }
    /// Moves on; false where no key goes on with `byte`, and the walk is over.
    bool step(Place& place, char byte) const {
        const auto label = static_cast<unsigned char>(byte);
        place.at ^= offset(place.unit) ^ label;
        if (place.at >= units_.size()) return false;
        place.unit = units_[place.at];
        return (place.unit & kLabel) == label && label != 0;
    }
    /// Of the key that the walk has spelt out; negative where it is none.
    std::int32_t value(const Place& place) const {
        if ((place.unit & kHasValue) == 0) return -1;
        const std::uint32_t leaf = place.at ^ offset(place.unit);
        return leaf < units_.size() ? static_cast<std::int32_t>(units_[leaf] & ~kLeaf) : -1;
    }

    /// The value of `key`; negative where it is none.
    std::int32_t find(std::string_view key) const {
        Place place = root();
        for (const char byte : key) {
            if (!step(place, byte)) return -1;
        }
        return value(place);
    }
    /// The length of the longest key with which `text` begins; 0 where there is none.
    std::size_t longest_key(std::string_view text) const {
        std::size_t longest = 0;
        Place place = root();
        for (std::size_t at = 0; at < text.size() && step(place, text[at]);) {
            ++at;
            if (value(place) >= 0) longest = at;
        }
        return longest;
    }

  private:
    static constexpr std::uint32_t kLeaf = 0x80000000U;
    static constexpr std::uint32_t kLabel = kLeaf | 0xFFU;
    static constexpr std::uint32_t kHasValue = 0x100U;
    static std::uint32_t offset(std::uint32_t unit) { return (unit >> 10U) << ((unit & 0x200U) >> 6U); }

    std::vector<std::uint32_t> units_;
};

}  // namespace wirecopy::tokens
