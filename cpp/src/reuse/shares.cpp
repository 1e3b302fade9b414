#include "wirecopy/reuse/shares.hpp"

#include <algorithm>

namespace wirecopy::reuse {
namespace {

/// One side of a passage, as its document sees it.
struct Side {
    WordSpan words;
    WordClass as;
    bool is_first;  ///< the other side came certainly later
};

/// The passages of each document.
class PassagesOf {
  public:
    PassagesOf(std::size_t documents, std::span<const Passage> passages) : first_(documents + 1, 0) {
        const auto for_each_side = [&](const auto& visit) {
            for (std::uint32_t i = 0; i < passages.size(); ++i) {
                if (passages[i].document_a == passages[i].document_b) continue;
                if (passages[i].context == Context::boilerplate) continue;
                visit(passages[i].document_a, i);
                visit(passages[i].document_b, i);
            }
        };
        for_each_side([&](std::uint32_t document, std::uint32_t) { ++first_[document + 1]; });
        for (std::size_t d = 0; d < documents; ++d) first_[d + 1] += first_[d];
        passage_.resize(first_.back());
        std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
        for_each_side([&](std::uint32_t document, std::uint32_t passage) { passage_[next[document]++] = passage; });
    }

    std::span<const std::uint32_t> operator[](std::size_t document) const {
        return std::span(passage_).subspan(first_[document], first_[document + 1] - first_[document]);
    }

  private:
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> passage_;
};

/// The words of one document by class.
class Count {
  public:
    Count(const FlatDocument& document, const std::vector<bool>& is_boilerplate)
        : class_(document.size(), WordClass::own), later_(document.size(), false), before_(document.size(), false) {
        for (std::uint32_t p = 0; p < document.paragraphs(); ++p) {
            if (!is_boilerplate[p]) continue;
            const auto [begin, end] = document.paragraph(p);
            std::fill(class_.begin() + begin, class_.begin() + end, WordClass::boilerplate);
        }
    }

    void add(const Side& side) {
        for (std::uint32_t word = side.words.begin; word < side.words.end; ++word) {
            class_[word] = std::min(class_[word], side.as);
            (side.is_first ? later_ : before_)[word] = true;
        }
    }

    Shares shares(bool is_dated) const {
        Shares shares;
        shares.words = static_cast<std::uint32_t>(class_.size());
        for (const WordClass one : class_) ++shares.of_class[static_cast<std::size_t>(one)];
        if (!is_dated) return shares;
        shares.shared_first = 0;
        for (std::size_t word = 0; word < class_.size(); ++word) {
            if (later_[word] && !before_[word]) ++*shares.shared_first;
        }
        return shares;
    }

  private:
    std::vector<WordClass> class_;
    std::vector<bool> later_;   ///< another document has the word certainly later
    std::vector<bool> before_;  ///< one has it perhaps before
};

}  // namespace

std::vector<Shares> find_shares(const documents::Corpus& corpus, const FlatWords& words,
                                const std::vector<std::vector<bool>>& is_boilerplate, std::span<const Passage> passages,
                                const std::vector<DocumentCredits>& credits, const parallel::Control& control) {
    const auto side_of = [&](std::uint32_t document, const Passage& passage) {
        const bool is_a = passage.document_a == document;
        const std::uint32_t other = is_a ? passage.document_b : passage.document_a;
        WordClass as = WordClass::other_publisher;
        if (passage.context == Context::quotation) {
            as = WordClass::quotation;
        } else if (credits[document].agency != kNoAgency || credits[other].agency != kNoAgency) {
            as = WordClass::wire;
        } else if (corpus.publisher(document) >= 0 && corpus.publisher(document) == corpus.publisher(other)) {
            as = WordClass::same_publisher;
        }
        return Side{is_a ? passage.a : passage.b, as, corpus.published(document).before(corpus.published(other))};
    };
    const PassagesOf passages_of(words.documents(), passages);
    std::vector<Shares> shares(words.documents());
    parallel::for_each(words.documents(), control, [&](std::size_t d) {
        Count count(words[d], is_boilerplate[d]);
        const auto document = static_cast<std::uint32_t>(d);
        for (const std::uint32_t passage : passages_of[d]) count.add(side_of(document, passages[passage]));
        shares[d] = count.shares(corpus.published(d).known());
    });
    return shares;
}

}  // namespace wirecopy::reuse
