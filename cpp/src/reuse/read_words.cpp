#include "wirecopy/reuse/read_words.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "wirecopy/tokens/tokenize.hpp"

#include "spares.hpp"
#include "token_reader.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kTaskBytes = std::size_t{256} << 10U;

/// Pieces that come in any order, added in the order of their numbers.
class Assembler {
  public:
    explicit Assembler(FlatWords& words) : words_(words) {}

    std::unique_ptr<FlatPiece> empty() {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) return std::make_unique<FlatPiece>();
        std::unique_ptr<FlatPiece> piece = std::move(free_.back());
        free_.pop_back();
        piece->clear();
        return piece;
    }

    void add(std::size_t number, std::unique_ptr<FlatPiece> piece) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(number, std::move(piece));
        while (!waiting_.empty() && waiting_.begin()->first == next_) {
            words_.add(*waiting_.begin()->second);
            free_.push_back(std::move(waiting_.begin()->second));
            waiting_.erase(waiting_.begin());
            ++next_;
        }
    }

  private:
    FlatWords& words_;
    std::mutex mutex_;
    std::map<std::size_t, std::unique_ptr<FlatPiece>> waiting_;
    std::vector<std::unique_ptr<FlatPiece>> free_;
    std::size_t next_ = 0;
};

void read_as(const Readings& readings, DocumentWords& words) {
    for (tokens::TokenKey& key : words.key) {
        if (const auto reading = readings.find(key); reading != readings.end()) key = reading->second;
    }
}

struct Reader {
    tokens::Tokenizer tokenizer;
    DocumentWords words;
};

}  // namespace

FlatWords read_words(const documents::Corpus& corpus, const tokens::Tokens* tokens, const VisitWords& visit,
                     const parallel::Control& control, const Readings& readings, tokens::Storage storage) {
    const std::vector<DocumentRange> ranges = ranges_of(corpus, kTaskBytes);
    FlatWords words(storage);
    std::size_t bytes = 0;
    for (std::size_t d = 0; d < corpus.size(); ++d) bytes += corpus.text(d).size();
    words.reserve(bytes);
    Assembler assembler(words);
    Spares<Reader> readers;
    std::atomic<std::size_t> taken = 0;
    parallel::for_each(ranges.size(), control, [&](std::size_t) {
        // Ranges are taken in order, so that few pieces wait for those before them.
        const std::size_t number = taken.fetch_add(1);
        std::unique_ptr<FlatPiece> piece = assembler.empty();
        readers.with([] { return std::make_unique<Reader>(); },
                     [&](Reader& reader) {
                         for (std::size_t d = ranges[number].first; d < ranges[number].last; ++d) {
                             const std::string_view text = corpus.text(d);
                             const tokens::TokenView view =
                                 tokens != nullptr ? (*tokens)[d] : reader.tokenizer.read_paragraphs(text);
                             document_words(view, text, reader.words);
                             if (!readings.empty()) read_as(readings, reader.words);
                             visit(d, reader.words, view);
                             piece->add(reader.words);
                         }
                     });
        assembler.add(number, std::move(piece));
    });
    words.finish();
    return words;
}

}  // namespace wirecopy::reuse
