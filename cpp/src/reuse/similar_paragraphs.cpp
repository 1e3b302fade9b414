#include "wirecopy/reuse/similar_paragraphs.hpp"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "distinct_texts.hpp"
#include "paragraph_reader.hpp"
#include "similarity_join.hpp"
#include "spares.hpp"
#include "token_reader.hpp"

namespace wirecopy::reuse {
namespace {

/// What a thread reads at a time: the words should stay in the cache until the 3-grams are made.
constexpr std::size_t kTaskBytes = 256 << 10;
constexpr std::size_t kBytesPerWord = 6;
constexpr std::size_t kTaskDocuments = 64;

/// A paragraph where it stands; texts are numbered as they came.
struct Place {
    std::uint32_t text;
    std::uint32_t document;
    tokens::ByteSpan bytes;
};

/// One run of `similar_paragraphs`.
class Search {
  public:
    Search(const documents::Corpus& corpus, const tokens::Tokens* tokens, double jaccard, std::size_t min_words,
           const parallel::Control& control)
        : corpus_(corpus),
          tokens_(tokens),
          jaccard_(jaccard),
          min_words_(min_words),
          control_(control),
          join_(bytes_of(corpus) / kBytesPerWord, jaccard) {}

    SimilarParagraphs run() {
        read_all();
        number_variants();
        Verification verification = join_.candidates(texts_.size(), control_);
        read_again(verification);
        SimilarParagraphs result = columns();
        result.links = canonical(verification.links(jaccard_, control_));
        return result;
    }

  private:
    struct Reader {
        ParagraphReader reader;
        ReadParagraphs read;
        std::vector<TextHash> hashes;
    };

    static std::size_t bytes_of(const documents::Corpus& corpus) {
        std::size_t bytes = 0;
        for (const documents::Batch& batch : corpus.batches()) bytes += batch.data.size();
        return bytes;
    }

    template <typename Work>
    void with_reader(const Work& work) {
        readers_.with([&] { return std::make_unique<Reader>(Reader{{corpus_, tokens_}, {}, {}}); }, work);
    }

    /// Finds the paragraphs of all documents and adds each distinct one to the join.
    void read_all() {
        const std::vector<DocumentRange> tasks = ranges_of(corpus_, kTaskBytes);
        std::vector<std::vector<Place>> places(tasks.size());
        parallel::for_each(tasks.size(), control_, [&](std::size_t task) {
            with_reader([&](Reader& reader) {
                reader.read.clear();
                for (std::uint32_t document = tasks[task].first; document < tasks[task].last; ++document) {
                    reader.reader.read(document, min_words_, reader.read);
                }
                places[task] = add_distinct(reader);
            });
        });
        for (std::vector<Place>& own : places) {
            places_.insert(places_.end(), own.begin(), own.end());
            std::exchange(own, {});
        }
    }

    /// Numbers the texts that were read and adds those that are new.
    std::vector<Place> add_distinct(Reader& reader) {
        const auto& paragraphs = reader.read.paragraphs;
        reader.hashes.clear();
        for (const auto& paragraph : paragraphs) reader.hashes.push_back(text_hash(reader.read.words(paragraph)));
        std::vector<Place> places;
        places.reserve(paragraphs.size());
        std::vector<std::size_t> fresh;
        {
            const std::lock_guard lock(mutex_);
            for (const TextHash& hash : reader.hashes) texts_.prefetch(hash);
            for (std::size_t i = 0; i < paragraphs.size(); ++i) {
                const std::size_t before = texts_.size();
                const std::uint32_t text = texts_.number(reader.hashes[i]);
                if (texts_.size() != before) fresh.push_back(i);
                places.push_back({text, paragraphs[i].document, paragraphs[i].bytes});
            }
        }
        join_.add([&](TrigramEntries& entries) {
            for (const std::size_t i : fresh) entries.add(places[i].text, reader.read.words(paragraphs[i]));
        });
        return places;
    }

    /// Texts came in the order of threads; variants count in the order of their first copies.
    void number_variants() {
        constexpr std::uint32_t none = 0xFFFFFFFFU;
        variant_.assign(texts_.size(), none);
        for (std::size_t place = 0; place < places_.size(); ++place) {
            std::uint32_t& variant = variant_[places_[place].text];
            if (variant != none) continue;
            variant = static_cast<std::uint32_t>(first_copy_.size());
            first_copy_.push_back(place);
        }
    }

    /// Gives the verification the words of its texts: each is read where its first copy stands.
    void read_again(Verification& verification) {
        std::vector<std::size_t> copies;
        for (const std::uint32_t text : verification.texts()) copies.push_back(first_copy_[variant_[text]]);
        std::sort(copies.begin(), copies.end());
        std::vector<std::size_t> first_of_document;  // in copies
        for (std::size_t i = 0; i < copies.size(); ++i) {
            if (i == 0 || places_[copies[i]].document != places_[copies[i - 1]].document)
                first_of_document.push_back(i);
        }
        parallel::for_each(
            (first_of_document.size() + kTaskDocuments - 1) / kTaskDocuments, control_, [&](std::size_t task) {
                const std::size_t end = std::min(first_of_document.size(), (task + 1) * kTaskDocuments);
                for (std::size_t i = task * kTaskDocuments; i < end; ++i) {
                    const std::size_t last =
                        i + 1 < first_of_document.size() ? first_of_document[i + 1] : copies.size();
                    read_document(std::span(copies).subspan(first_of_document[i], last - first_of_document[i]),
                                  verification);
                }
            });
    }

    /// `copies`: the paragraphs to read, all of one document.
    void read_document(std::span<const std::size_t> copies, Verification& verification) {
        with_reader([&](Reader& reader) {
            reader.read.clear();
            reader.reader.read(places_[copies.front()].document, min_words_, reader.read);
            auto paragraph = reader.read.paragraphs.begin();
            for (const std::size_t copy : copies) {
                while (paragraph->bytes.begin != places_[copy].bytes.begin) ++paragraph;
                verification.read(places_[copy].text, reader.read.words(*paragraph));
            }
        });
    }

    SimilarParagraphs columns() const {
        SimilarParagraphs result;
        for (const std::size_t copy : first_copy_) result.variant_id.push_back(texts_.hash(places_[copy].text).low);
        for (const Place& place : places_) {
            result.variant.push_back(variant_[place.text]);
            result.document.push_back(place.document);
            result.begin.push_back(place.bytes.begin);
            result.end.push_back(place.bytes.end);
        }
        return result;
    }

    std::vector<Link> canonical(std::vector<Link> links) const {
        for (Link& link : links) {
            const auto [a, b] = std::minmax(variant_[link.variant_a], variant_[link.variant_b]);
            link = {a, b, link.jaccard};
        }
        std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) {
            return x.variant_a != y.variant_a ? x.variant_a < y.variant_a : x.variant_b < y.variant_b;
        });
        return links;
    }

    const documents::Corpus& corpus_;
    const tokens::Tokens* tokens_;
    double jaccard_;
    std::size_t min_words_;
    const parallel::Control& control_;
    Spares<Reader> readers_;
    std::mutex mutex_;  ///< guards texts_ while texts are read
    DistinctTexts texts_;
    SimilarityJoin join_;
    std::vector<Place> places_;            ///< by document, then by place
    std::vector<std::uint32_t> variant_;   ///< of each text
    std::vector<std::size_t> first_copy_;  ///< of each variant, in places_
};

}  // namespace

SimilarParagraphs similar_paragraphs(const documents::Corpus& corpus, const tokens::Tokens* tokens, double jaccard,
                                     std::size_t min_words, const parallel::Control& control) {
    if (min_words < 3) {
        throw std::invalid_argument("min_words is " + std::to_string(min_words) +
                                    "; it must be at least 3, since texts are compared by word 3-grams");
    }
    return Search(corpus, tokens, jaccard, min_words, control).run();
}

}  // namespace wirecopy::reuse
