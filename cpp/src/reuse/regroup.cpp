#include "wirecopy/reuse/regroup.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "wirecopy/reuse/chains.hpp"
#include "wirecopy/reuse/coverage.hpp"
#include "wirecopy/reuse/document_words.hpp"
#include "wirecopy/reuse/trigrams.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::reuse {
namespace {

constexpr double kRounding = 1e-6;

/// A member that left its family, with its words.
struct Leftover {
    MemberRow member;
    std::uint64_t content_hash;
    std::vector<Word> words;
    std::vector<std::uint64_t> trigrams = {};  ///< the distinct ones
};

class Splitter {
  public:
    Splitter(const documents::Corpus& corpus, double min_identity) : corpus_(corpus), min_identity_(min_identity) {}

    std::vector<Regrouped> split(const std::vector<MemberRow>& family) {
        std::vector<Regrouped> families;
        Regrouped kept{left_over(family.front()).content_hash, {}};
        std::vector<Leftover> left;
        for (const MemberRow& member : family) {
            if (member.identity.value() >= min_identity_) {
                kept.members.push_back(member);
            } else {
                left.push_back(left_over(member));
                left.back().trigrams = trigram_set(left.back().words);
            }
        }
        add(std::move(kept), families);
        std::sort(left.begin(), left.end(), [this](const Leftover& x, const Leftover& y) { return rank(x) < rank(y); });
        while (!left.empty()) add(taken_from(left), families);
        return families;
    }

  private:
    /// The first of what is left and all that are like it.
    Regrouped taken_from(std::vector<Leftover>& left) const {
        const Leftover first = left.front();
        Regrouped family{first.content_hash, {}};
        std::vector<Leftover> rest;
        for (Leftover& one : left) {
            if (may_be_like(first, one)) {
                const Identity identity =
                    identity_of(anchored_align(first.words, one.words), first.words.size(), one.words.size());
                if (identity.value() >= min_identity_) {
                    one.member.identity = identity;
                    family.members.push_back(one.member);
                    continue;
                }
            }
            rest.push_back(std::move(one));
        }
        std::sort(family.members.begin() + 1, family.members.end(),
                  [](const MemberRow& x, const MemberRow& y) { return x.row < y.row; });
        left = std::move(rest);
        return family;
    }

    /// False only where no alignment can be as identical as asked: each word that differs takes three 3-grams with it.
    bool may_be_like(const Leftover& a, const Leftover& b) const {
        const auto shorter = static_cast<double>(std::min(a.words.size(), b.words.size()));
        const auto longer = static_cast<double>(std::max(a.words.size(), b.words.size()));
        if (shorter < min_identity_ * longer) return false;
        if (min_identity_ == 0) return true;
        const double differences = std::floor(shorter * (1 - min_identity_) / min_identity_ + kRounding);
        const Coverage found = coverage(a.trigrams, b.trigrams);
        return static_cast<double>(found.shared) >= static_cast<double>(found.longer) - 3 * differences;
    }

    static void add(Regrouped family, std::vector<Regrouped>& families) {
        if (family.members.size() > 1) families.push_back(std::move(family));
    }

    Leftover left_over(const MemberRow& member) {
        const std::string_view text = corpus_.text(member.document);
        const tokens::TokenView view =
            tokenizer_.read(text.substr(member.bytes.begin, member.bytes.end - member.bytes.begin));
        std::vector<tokens::TokenKey> keys;
        for (std::size_t token = 0; token < view.size(); ++token) {
            if (view.is_word(token)) keys.push_back(view.key(token));
        }
        Leftover one{member, content_hash(keys), std::vector<Word>(keys.size())};
        std::transform(keys.begin(), keys.end(), one.words.begin(), word_of);
        return one;
    }

    std::tuple<bool, std::int64_t, std::size_t, std::uint32_t, std::uint32_t> rank(const Leftover& one) const {
        const documents::Interval published = corpus_.published(one.member.document);
        return {!published.known(), published.earliest, ~one.words.size(), one.member.document, one.member.bytes.begin};
    }

    const documents::Corpus& corpus_;
    double min_identity_;
    tokens::Tokenizer tokenizer_;
};

}  // namespace

std::vector<std::vector<Regrouped>> regroup(const documents::Corpus& corpus,
                                            std::span<const std::vector<MemberRow>> families, double min_identity,
                                            const parallel::Control& control) {
    std::vector<std::vector<Regrouped>> result(families.size());
    parallel::for_each(families.size(), control,
                       [&](std::size_t f) { result[f] = Splitter(corpus, min_identity).split(families[f]); });
    return result;
}

}  // namespace wirecopy::reuse
