#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/entities/gazetteer.hpp"

namespace wirecopy::entities {

/// Nodes by hash, in a table of a power of two of places.
class NodeTable {
  public:
    using Node = Gazetteer::Node;

    /// The node of a hash, which is made when it is not there; until the next call.
    Node& operator[](SpellingKey hash);
    std::vector<Node>& nodes() { return nodes_; }
    /// A bit for each node.
    std::vector<std::uint64_t> bits() const;

  private:
    void grow();

    std::vector<Node> nodes_ = std::vector<Node>(64);
    std::size_t used_ = 0;
};

/// Gathers names and lays the tables of a gazetteer out: nodes by hash, and the names that end at each.
class GazetteerBuilder {
  public:
    using Ending = Gazetteer::Ending;

    GazetteerBuilder();

    /// Adds a name in all ways in which its words may be joined, and returns how it must be cased.
    /// Throws std::invalid_argument when it holds no word or too many.
    NameCase add(std::uint32_t row, std::string_view name, std::uint8_t name_case);

    /// Sorts the endings; nothing can be added any more.
    void finish();

    NodeTable& first_nodes() { return first_nodes_; }
    NodeTable& longer_nodes() { return longer_nodes_; }
    std::vector<Ending>& endings() { return endings_; }
    const std::array<std::uint8_t, 256>& first_bytes() const { return first_bytes_; }
    /// A bit for each name of one word.
    std::vector<std::uint64_t> alone_bits() const;
    /// A bit for each first word that needs no capital.
    std::vector<std::uint64_t> small_bits() const;
    /// A bit for each first word behind which marks follow.
    std::vector<std::uint64_t> marked_bits() const;

  private:
    struct Part {
        std::string_view surface;
        SpellingKey key;
        std::uint64_t marks;  ///< between it and the part before
        bool capital;         ///< asked for
        bool joinable;        ///< may be written in one with the part before
        bool spaced;          ///< a space stands between it and the part before
    };
    struct Placed {
        SpellingKey hash;
        bool first;  ///< a name of one word
        Ending ending;
    };

    void read_parts(std::string_view name);
    NameCase case_of(std::string_view name, std::uint8_t name_case) const;
    void add_start(std::string_view surface, SpellingKey key, bool small);
    void add_written(std::uint64_t joined, std::uint32_t row, NameCase name_case, std::uint8_t flags);

    SpellingReader reader_;
    std::vector<Part> parts_;
    NodeTable first_nodes_;
    NodeTable longer_nodes_;
    std::vector<Placed> placed_;
    std::vector<Ending> endings_;
    std::array<std::uint8_t, 256> first_bytes_{};
    std::vector<SpellingKey> small_starts_;
    std::vector<SpellingKey> marked_starts_;
    std::vector<SpellingKey> alone_;
};

}  // namespace wirecopy::entities
