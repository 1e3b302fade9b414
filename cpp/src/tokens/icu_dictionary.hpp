#pragma once

#include <cstdint>

#include <unicode/udata.h>

namespace wirecopy::tokens {

/// The bytes of one of ICU's dictionaries of words, which are in its data.
class IcuDictionary {
  public:
    /// What letters of a trie are.
    enum class Trie : std::int32_t { bytes = 0, uchars = 1 };

    IcuDictionary(const char* name, Trie kind) {
        UErrorCode status = U_ZERO_ERROR;
        data_ = udata_open(U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "brkitr", "dict", name, &status);
        if (U_FAILURE(status)) return;
        // A header of eight numbers: where the trie begins, two reserved, where all ends, the kind of trie, how
        // characters become letters of it, ...
        const auto* header = static_cast<const std::int32_t*>(udata_getMemory(data_));
        constexpr std::int32_t kKindMask = 7;
        if ((header[4] & kKindMask) != static_cast<std::int32_t>(kind)) return;
        trie_ = reinterpret_cast<const char*>(header) + header[0];
        letters_ = header[5];
    }
    IcuDictionary(const IcuDictionary&) = delete;
    IcuDictionary& operator=(const IcuDictionary&) = delete;
    ~IcuDictionary() { udata_close(data_); }

    /// Null where ICU's data lacks the dictionary.
    const char* trie() const { return trie_; }
    /// Of a trie of bytes: the code point of its letter 0, or -1 where letters are not offsets from one.
    std::int32_t first_letter() const {
        constexpr std::int32_t kKindMask = 0x7F000000;
        constexpr std::int32_t kOffset = 0x1000000;
        constexpr std::int32_t kOffsetMask = 0x1FFFFF;
        return (letters_ & kKindMask) == kOffset ? letters_ & kOffsetMask : -1;
    }

  private:
    UDataMemory* data_ = nullptr;
    const char* trie_ = nullptr;
    std::int32_t letters_ = 0;
};

}  // namespace wirecopy::tokens
