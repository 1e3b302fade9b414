#include "wirecopy/reuse/common_sources.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kMostCompared = 48;

using Documents = std::vector<std::uint32_t>;  ///< sorted, none twice

Documents common(const Documents& a, const Documents& b) {
    Documents both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

class Witnesses {
  public:
    Witnesses(std::span<const Carried> carried, std::size_t documents)
        : families_of_(documents), house_(documents, 0), group_(documents), grouped_(documents, false) {
        std::iota(group_.begin(), group_.end(), 0U);
        std::size_t families = 0;
        for (const Carried& one : carried) families = std::max<std::size_t>(families, one.family + 1);
        carriers_.resize(families);
        for (const Carried& one : carried) {
            carriers_[one.family].push_back(one.document);
            families_of_[one.document].push_back(one.family);
            house_[one.document] = one.house;
        }
        for (auto* lists : {&carriers_, &families_of_}) {
            for (auto& list : *lists) {
                std::sort(list.begin(), list.end());
                list.erase(std::unique(list.begin(), list.end()), list.end());
            }
        }
    }

    std::vector<std::int64_t> groups() {
        for (std::uint32_t family = 0; family < carriers_.size(); ++family) {
            if (houses(carriers_[family]) >= 3) look_around(family);
        }
        std::vector<std::int64_t> result(group_.size(), -1);
        for (std::uint32_t d = 0; d < group_.size(); ++d) {
            if (grouped_[d]) result[d] = root(d);
        }
        return result;
    }

  private:
    /// Looks for texts of which each two meet in a carrier of `anchor`, and that no house has all of.
    void look_around(std::uint32_t anchor) {
        const Documents& here = carriers_[anchor];
        std::vector<std::uint32_t> meeting{anchor};
        std::vector<Documents> carriers{here};
        for (const std::uint32_t family : carried_with(anchor)) {
            Documents of_family = common(carriers_[family], here);
            const bool meets_all = std::all_of(carriers.begin(), carriers.end(), [&](const Documents& other) {
                return !common(other, of_family).empty();
            });
            if (!meets_all) continue;
            meeting.push_back(family);
            carriers.push_back(std::move(of_family));
        }
        if (meeting.size() < 4 || some_house_has(meeting)) return;
        std::map<std::uint32_t, std::size_t> carried;
        for (const Documents& of_family : carriers) {
            for (const std::uint32_t document : of_family) ++carried[document];
        }
        std::vector<std::uint32_t> witnesses;
        for (const auto& [document, count] : carried) {
            if (count >= 3) witnesses.push_back(document);
        }
        if (houses(witnesses) < 3) return;
        for (const std::uint32_t document : witnesses) join(document, witnesses.front());
    }

    bool some_house_has(const std::vector<std::uint32_t>& families) const {
        std::map<std::int64_t, std::size_t> count;
        for (const std::uint32_t family : families) {
            std::set<std::int64_t> of_family;
            for (const std::uint32_t document : carriers_[family]) of_family.insert(house_[document]);
            for (const std::int64_t house : of_family) ++count[house];
        }
        return std::any_of(count.begin(), count.end(), [&](const auto& one) { return one.second == families.size(); });
    }

    /// The families that documents of two houses carry together with `anchor`, those that most carry first.
    std::vector<std::uint32_t> carried_with(std::uint32_t anchor) const {
        std::vector<std::uint32_t> all;
        for (const std::uint32_t document : carriers_[anchor]) {
            all.insert(all.end(), families_of_[document].begin(), families_of_[document].end());
        }
        std::sort(all.begin(), all.end());
        std::vector<std::pair<std::size_t, std::uint32_t>> counted;
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            while (end < all.size() && all[end] == all[begin]) ++end;
            if (all[begin] == anchor || end - begin < 2) continue;
            if (houses(common(carriers_[all[begin]], carriers_[anchor])) < 2) continue;
            counted.emplace_back(all.size() - (end - begin), all[begin]);
        }
        std::sort(counted.begin(), counted.end());
        counted.resize(std::min(counted.size(), kMostCompared));
        std::vector<std::uint32_t> near;
        for (const auto& [rank, family] : counted) near.push_back(family);
        return near;
    }

    std::size_t houses(const Documents& documents) const {
        std::set<std::int64_t> seen;
        for (const std::uint32_t document : documents) {
            seen.insert(house_[document]);
            if (seen.size() == 3) break;
        }
        return seen.size();
    }

    std::uint32_t root(std::uint32_t document) {
        while (group_[document] != document) document = group_[document] = group_[group_[document]];
        return document;
    }

    void join(std::uint32_t a, std::uint32_t b) {
        grouped_[a] = grouped_[b] = true;
        const std::uint32_t of_a = root(a);
        const std::uint32_t of_b = root(b);
        group_[std::max(of_a, of_b)] = std::min(of_a, of_b);
    }

    std::vector<Documents> carriers_;                      ///< of each family
    std::vector<std::vector<std::uint32_t>> families_of_;  ///< of each document
    std::vector<std::int64_t> house_;
    std::vector<std::uint32_t> group_;
    std::vector<bool> grouped_;
};

}  // namespace

std::vector<std::int64_t> of_common_sources(std::span<const Carried> carried, std::size_t documents) {
    return Witnesses(carried, documents).groups();
}

}  // namespace wirecopy::reuse
