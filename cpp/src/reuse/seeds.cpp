#include "wirecopy/reuse/seeds.hpp"

#include <algorithm>
#include <utility>

#include "wirecopy/reuse/trigrams.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kOccurrencesPerDocument = 16;
constexpr std::uint32_t kAlone = 0xFFFFFFFF;  ///< the group of a 3-gram that occurs once

std::size_t trigram_count(const DocumentWords& words) {
    return words.size() < 3 ? 0 : words.size() - 2;
}

}  // namespace

SeedIndex::SeedIndex(const std::vector<DocumentWords>& documents) {
    struct Entry {
        std::uint64_t trigram;
        Occurrence at;
    };
    std::vector<Entry> entries;
    document_begin_.push_back(0);
    for (std::size_t document = 0; document < documents.size(); ++document) {
        const DocumentWords& words = documents[document];
        for (std::size_t word = 0; word < trigram_count(words); ++word) {
            entries.push_back(
                {trigram(&words.key[word]), {static_cast<std::uint32_t>(document), static_cast<std::uint32_t>(word)}});
        }
        document_begin_.push_back(entries.size());
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& x, const Entry& y) {
        if (x.trigram != y.trigram) return x.trigram < y.trigram;
        return x.at.document != y.at.document ? x.at.document < y.at.document : x.at.word < y.at.word;
    });
    groups_.assign(entries.size(), kAlone);
    for (std::size_t first = 0; first < entries.size();) {
        std::size_t last = first;
        while (last < entries.size() && entries[last].trigram == entries[first].trigram) ++last;
        if (last - first > 1) {
            group_begin_.push_back(occurrences_.size());
            std::size_t in_document = 0;
            for (std::size_t i = first; i < last; ++i) {
                const Occurrence at = entries[i].at;
                const bool same_document = i > first && entries[i - 1].at.document == at.document;
                in_document = same_document ? in_document + 1 : 0;
                if (in_document >= kOccurrencesPerDocument) continue;
                occurrences_.push_back(at);
                groups_[document_begin_[at.document] + at.word] = static_cast<std::uint32_t>(group_begin_.size() - 1);
            }
        }
        first = last;
    }
    group_begin_.push_back(occurrences_.size());
}

void SeedIndex::for_each_partner(std::uint32_t a, std::size_t min_seeds,
                                 const std::function<void(std::uint32_t, std::span<const Match>)>& visit) const {
    const std::size_t first = document_begin_[a];
    const std::size_t last = document_begin_[a + 1];
    const auto for_each_meeting = [&](auto&& meet) {
        for (std::size_t i = first; i < last; ++i) {
            if (groups_[i] == kAlone) continue;
            const Occurrence here{a, static_cast<std::uint32_t>(i - first)};
            const auto begin = occurrences_.begin() + static_cast<std::ptrdiff_t>(group_begin_[groups_[i]]);
            const auto end = occurrences_.begin() + static_cast<std::ptrdiff_t>(group_begin_[groups_[i] + 1]);
            auto other = std::upper_bound(begin, end, here, [](const Occurrence& x, const Occurrence& y) {
                return x.document != y.document ? x.document < y.document : x.word < y.word;
            });
            for (; other != end; ++other) meet(here.word, *other);
        }
    };
    // Most documents share a phrase or two with `a`; only those that share more are worth remembering.
    thread_local std::vector<std::uint32_t> count;
    count.assign(document_begin_.size() - 1, 0);
    for_each_meeting([&](std::uint32_t, Occurrence other) { ++count[other.document]; });
    std::vector<std::pair<std::uint32_t, Match>> seeds;
    for_each_meeting([&](std::uint32_t word, Occurrence other) {
        if (count[other.document] >= min_seeds) seeds.push_back({other.document, {word, other.word}});
    });
    std::stable_sort(seeds.begin(), seeds.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    std::vector<Match> own;
    for (std::size_t i = 0; i < seeds.size();) {
        const std::uint32_t b = seeds[i].first;
        own.clear();
        for (; i < seeds.size() && seeds[i].first == b; ++i) own.push_back(seeds[i].second);
        visit(b, own);
    }
}

}  // namespace wirecopy::reuse
