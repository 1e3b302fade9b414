#include "wirecopy/reuse/boilerplate.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "wirecopy/reuse/variants.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kArticles = 3;
constexpr std::size_t kPagesCompared = 32;

/// The distinct paragraphs of each document, for telling how much two have in common.
class Pages {
  public:
    Pages(std::size_t documents, const Variants& variants) : variants_(variants), on_page_(documents) {
        for (std::size_t p = 0; p < variants.paragraphs.size(); ++p) {
            on_page_[variants.paragraphs[p].document].push_back(variants.variant_of[p]);
        }
        for (auto& page : on_page_) {
            std::sort(page.begin(), page.end());
            page.erase(std::unique(page.begin(), page.end()), page.end());
        }
    }

    /// The number of different articles among `pages`.
    std::size_t articles(const std::vector<std::uint32_t>& pages) {
        std::vector<std::uint32_t> firsts;
        for (const std::uint32_t page : pages) {
            const bool known = std::any_of(firsts.begin(), firsts.end(),
                                           [&](std::uint32_t first) { return one_article(first, page); });
            if (!known) firsts.push_back(page);
        }
        return firsts.size();
    }

  private:
    /// Two long pages with much in common are asked for with each paragraph they share: the answer is remembered.
    bool one_article(std::uint32_t a, std::uint32_t b) {
        const auto [answer, is_new] = one_article_.try_emplace({a, b}, false);
        if (is_new) answer->second = compare(a, b);
        return answer->second;
    }

    bool compare(std::uint32_t a, std::uint32_t b) const {
        std::vector<std::uint32_t> shared;
        std::set_intersection(on_page_[a].begin(), on_page_[a].end(), on_page_[b].begin(), on_page_[b].end(),
                              std::back_inserter(shared));
        return 2 * words(shared) >= std::min(words(on_page_[a]), words(on_page_[b]));
    }

    std::size_t words(const std::vector<std::uint32_t>& page) const {
        std::size_t sum = 0;
        for (const std::uint32_t variant : page) sum += variants_.first_copy(variant).words.size();
        return sum;
    }

    const Variants& variants_;
    std::vector<std::vector<std::uint32_t>> on_page_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, bool> one_article_;
};

std::vector<std::uint32_t> sample(const std::vector<std::uint32_t>& pages) {
    if (pages.size() <= kPagesCompared) return pages;
    std::vector<std::uint32_t> some;
    for (std::size_t i = 0; i < kPagesCompared; ++i) some.push_back(pages[i * pages.size() / kPagesCompared]);
    return some;
}

}  // namespace

std::vector<std::vector<bool>> boilerplate(const documents::Corpus& corpus,
                                           const std::vector<DocumentWords>& documents) {
    const Variants variants = collapse(documents, 1);
    Pages pages(documents.size(), variants);
    std::vector<bool> is_boilerplate(variants.paragraphs.size(), false);
    for (const Variant& variant : variants.variants) {
        if (variant.copies.size() < kArticles) continue;
        std::map<std::int32_t, std::vector<std::uint32_t>> by_publisher;
        for (const std::uint32_t copy : variant.copies) {
            const std::uint32_t document = variants.paragraphs[copy].document;
            auto& own = by_publisher[corpus.publisher(document)];
            if (own.empty() || own.back() != document) own.push_back(document);
        }
        for (const auto& [publisher, own] : by_publisher) {
            if (publisher < 0 || own.size() < kArticles || pages.articles(sample(own)) < kArticles) continue;
            for (const std::uint32_t copy : variant.copies) {
                if (corpus.publisher(variants.paragraphs[copy].document) == publisher) is_boilerplate[copy] = true;
            }
        }
    }
    std::vector<std::vector<bool>> result(documents.size());
    for (std::size_t p = 0; p < variants.paragraphs.size(); ++p) {
        result[variants.paragraphs[p].document].push_back(is_boilerplate[p]);
    }
    return result;
}

}  // namespace wirecopy::reuse
