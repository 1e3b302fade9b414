#include "wirecopy/reuse/boilerplate.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "wirecopy/parallel/sort.hpp"
#include "wirecopy/parallel/steps.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kArticles = 3;
constexpr std::size_t kPagesCompared = 32;
constexpr std::size_t kStepsPerPlace = 256;  ///< pages are compared paragraph by paragraph
constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
/// One pair of words in eight is looked at, and so many tell what they are of.
constexpr unsigned kSampleBits = 3;
constexpr std::size_t kTellingPairs = 8;
/// Unrelated pages of one house share a tenth of them; two copies of a text with every fifth word edited, 0.4.
constexpr double kEditedShare = 0.33;

/// The forms of each document's paragraphs.
using Forms = std::vector<std::vector<Form>>;

/// Tells how many articles there are among pages.
class Pages {
  public:
    /// By document, the paragraphs that do not count, and those that are looked at.
    Pages(const FlatWords& words, const Forms& forms, const std::vector<std::vector<bool>>& left_out,
          const std::vector<std::vector<bool>>& repeated)
        : words_(words), forms_(forms), left_out_(left_out), repeated_(repeated) {}

    /// The longest pages are asked first: a short one has half of its words in common with many.
    bool are_of_different_articles(std::vector<std::uint32_t>& pages) {
        std::stable_sort(pages.begin(), pages.end(),
                         [this](std::uint32_t x, std::uint32_t y) { return words_[x].size() > words_[y].size(); });
        std::vector<std::uint32_t> firsts;
        for (const std::uint32_t page : pages) {
            const bool known = std::any_of(firsts.begin(), firsts.end(),
                                           [&](std::uint32_t first) { return one_article(first, page); });
            if (!known) firsts.push_back(page);
            if (firsts.size() >= kArticles) return true;
        }
        return false;
    }

  private:
    struct Part {
        std::uint64_t form;
        std::uint32_t words;
    };

    /// Two long pages with much in common are asked for with each paragraph they share: the answer is remembered.
    bool one_article(std::uint32_t a, std::uint32_t b) {
        const auto [answer, is_new] = one_article_.try_emplace({a, b}, false);
        if (is_new) answer->second = alike(parts_of(a), parts_of(b)) || edited_alike(pairs_of(a), pairs_of(b));
        return answer->second;
    }

    static bool edited_alike(const std::vector<Part>& a, const std::vector<Part>& b) {
        return std::min(a.size(), b.size()) >= kTellingPairs && shared_share(a, b) >= kEditedShare;
    }

    static bool alike(const std::vector<Part>& a, const std::vector<Part>& b) { return shared_share(a, b) >= 0.5; }

    /// How much of the smaller of two sets is in the other; all of an empty one.
    static double shared_share(const std::vector<Part>& a, const std::vector<Part>& b) {
        std::size_t of_a = 0;
        std::size_t of_b = 0;
        std::size_t shared = 0;
        for (const Part& part : a) of_a += part.words;
        for (const Part& part : b) of_b += part.words;
        for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
            if (a[i].form == b[j].form) {
                shared += std::min(a[i].words, b[j].words);
                ++i;
                ++j;
            } else if (a[i].form < b[j].form) {
                ++i;
            } else {
                ++j;
            }
        }
        const std::size_t smaller = std::min(of_a, of_b);
        return smaller == 0 ? 1 : static_cast<double>(shared) / static_cast<double>(smaller);
    }

    /// The distinct paragraphs of a page.
    const std::vector<Part>& parts_of(std::uint32_t page) {
        const auto [known, is_new] = parts_.try_emplace(page);
        std::vector<Part>& parts = known->second;
        if (!is_new) return parts;
        const FlatDocument document = words_[page];
        for (std::uint32_t p = 0; p < document.paragraphs(); ++p) {
            if (!left_out_[page][p]) parts.push_back({forms_[page][p], document.paragraph(p).size()});
        }
        make_distinct(parts);
        return parts;
    }

    /// Some of the pairs of words that follow each other on a page, where it does not repeat what others of its house
    /// have: edited copies share many of them.
    const std::vector<Part>& pairs_of(std::uint32_t page) {
        const auto [known, is_new] = pairs_.try_emplace(page);
        std::vector<Part>& pairs = known->second;
        if (!is_new) return pairs;
        const FlatDocument document = words_[page];
        for (std::uint32_t p = 0; p < document.paragraphs(); ++p) {
            if (repeated_[page][p]) continue;
            const auto words = document.words(document.paragraph(p));
            for (std::size_t word = 1; word < words.size(); ++word) {
                const std::uint64_t pair = (std::uint64_t{words[word - 1]} << 32U | words[word]) * kFactor;
                if (pair >> (64 - kSampleBits) == 0) pairs.push_back({pair, 1});
            }
        }
        make_distinct(pairs);
        return pairs;
    }

    static void make_distinct(std::vector<Part>& parts) {
        const auto form = [](const Part& part) { return std::tie(part.form, part.words); };
        std::sort(parts.begin(), parts.end(), [&](const Part& x, const Part& y) { return form(x) < form(y); });
        const auto same = [](const Part& x, const Part& y) { return x.form == y.form; };
        parts.erase(std::unique(parts.begin(), parts.end(), same), parts.end());
    }

    const FlatWords& words_;
    const Forms& forms_;
    const std::vector<std::vector<bool>>& left_out_;
    const std::vector<std::vector<bool>>& repeated_;
    std::unordered_map<std::uint32_t, std::vector<Part>> parts_;
    std::unordered_map<std::uint32_t, std::vector<Part>> pairs_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, bool> one_article_;
};

/// A paragraph where it stands.
struct Place {
    std::int32_t publisher;
    Form form;
    std::uint32_t document;
    std::uint32_t paragraph;
    friend auto operator<=>(const Place&, const Place&) = default;
};

/// All places whose form a publisher may have three times, those of one form together. Most paragraphs are unique:
/// counters of which several forms share one leave nearly all of them out, for a byte or two each.
std::vector<Place> repeated(const documents::Corpus& corpus, const Forms& forms, const parallel::Control& control) {
    std::size_t paragraphs = 0;
    for (const auto& of_document : forms) paragraphs += of_document.size();
    std::vector<std::uint8_t> count(std::bit_ceil(paragraphs + 1), 0);
    parallel::Steps steps(control, 2 * paragraphs);
    const auto for_each_place = [&](const auto& visit) {
        for (std::uint32_t d = 0; d < forms.size(); ++d) {
            steps.add(forms[d].size());
            const std::int32_t publisher = corpus.publisher(d);
            if (publisher < 0) continue;
            for (std::uint32_t p = 0; p < forms[d].size(); ++p) {
                const Form form = forms[d][p];
                visit(count[(form + static_cast<std::uint64_t>(publisher) * kFactor) & (count.size() - 1)],
                      Place{publisher, form, d, p});
            }
        }
    };
    for_each_place([](std::uint8_t& counter, const Place&) {
        if (counter < kArticles) ++counter;
    });
    std::vector<Place> places;
    for_each_place([&](std::uint8_t counter, const Place& place) {
        if (counter >= kArticles) places.push_back(place);
    });
    parallel::sort(places, control);
    return places;
}

std::vector<std::uint32_t> documents_of(std::span<const Place> places) {
    std::vector<std::uint32_t> documents;
    documents.reserve(places.size());
    for (const Place& place : places) {
        if (documents.empty() || documents.back() != place.document) documents.push_back(place.document);
    }
    return documents;
}

/// Leaves `kPagesCompared` pages at most.
void sample(std::vector<std::uint32_t>& pages) {
    if (pages.size() <= kPagesCompared) return;
    for (std::size_t i = 0; i < kPagesCompared; ++i) pages[i] = pages[i * pages.size() / kPagesCompared];
    pages.resize(kPagesCompared);
}

}  // namespace

Boilerplate find_boilerplate(const documents::Corpus& corpus, const FlatWords& words, const Forms& forms,
                             const parallel::Control& control) {
    Boilerplate found;
    for (const std::vector<Form>& of_document : forms) found.paragraphs.emplace_back(of_document.size(), false);
    const std::vector<Place> places = repeated(corpus, forms, control);
    std::vector<std::span<const Place>> groups;
    std::vector<std::vector<bool>> repeated_there = found.paragraphs;
    for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
        const auto same_form = [&](const Place& place) {
            return place.publisher == places[begin].publisher && place.form == places[begin].form;
        };
        while (end < places.size() && same_form(places[end])) ++end;
        const std::span<const Place> group(&places[begin], end - begin);
        if (documents_of(group).size() < kArticles) continue;
        groups.push_back(group);
        for (const Place& place : group) repeated_there[place.document][place.paragraph] = true;
    }
    // Pages with much furniture and little else look like one article until that furniture is known.
    parallel::Steps steps(control, 2 * kStepsPerPlace * places.size());
    for (int round = 0; round < 2; ++round) {
        Pages pages(words, forms, found.paragraphs, repeated_there);
        std::vector<std::span<const Place>> furniture;
        for (const std::span<const Place> group : groups) {
            steps.add(kStepsPerPlace * group.size());
            if (found.paragraphs[group[0].document][group[0].paragraph]) continue;
            std::vector<std::uint32_t> of_publisher = documents_of(group);
            const auto count = static_cast<std::uint32_t>(of_publisher.size());
            sample(of_publisher);
            if (!pages.are_of_different_articles(of_publisher)) continue;
            furniture.push_back(group);
            found.furniture.push_back({group[0].publisher, group[0].document, group[0].paragraph, count});
        }
        for (const std::span<const Place> group : furniture) {
            for (const Place& place : group) found.paragraphs[place.document][place.paragraph] = true;
        }
    }
    std::sort(found.furniture.begin(), found.furniture.end(), [](const Furniture& x, const Furniture& y) {
        return std::tie(x.document, x.paragraph) < std::tie(y.document, y.paragraph);
    });
    return found;
}

}  // namespace wirecopy::reuse
