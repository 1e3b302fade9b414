#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/entities/similar_names.hpp"

namespace wirecopy::entities {

/// Signatures of one length, and how many bits may differ.
struct SignatureTile {
    const std::uint64_t* coarse;
    const NameIndex::FineSignature* fine;
    std::size_t count;
    std::uint32_t first;  ///< the place of the first one
    std::uint32_t most;
};

/// Writes the places of those signatures of the tile to `found` that differ from `own` in at most so many bits, and
/// returns how many there are; `found` has room for all. About .1 ns a signature with AVX-512, 1 ns without.
using SignatureScan = std::size_t (*)(const SignatureTile& tile, const NameIndex::Signature& own, std::uint32_t* found);

/// Those that this machine can run, the quickest last. They keep the same.
std::vector<SignatureScan> signature_scans();

}  // namespace wirecopy::entities
