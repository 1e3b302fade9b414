#include "wirecopy/tokens/subwords.hpp"

#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include "piece_columns.hpp"
#include "sentencepiece_model.hpp"
#include "word_segmenter.hpp"

namespace wirecopy::tokens {
namespace {

/// Enough for columns in huge pages, and little enough to stop soon.
constexpr std::size_t kBytesPerTable = 1U << 21U;

/// Documents in runs of about `kBytesPerTable`: the first of each run, and the end.
std::vector<std::size_t> runs_of(const documents::Corpus& corpus) {
    std::vector<std::size_t> runs{0};
    std::size_t bytes = 0;
    for (std::size_t document = 0; document < corpus.size(); ++document) {
        bytes += corpus.text(document).size();
        if (bytes < kBytesPerTable && document + 1 < corpus.size()) continue;
        runs.push_back(document + 1);
        bytes = 0;
    }
    return runs;
}

void append(const std::vector<PlacedPiece>& pieces, std::string_view text, PieceColumns& columns) {
    CodePoints code_points(text);
    for (const PlacedPiece& piece : pieces) {
        const std::int32_t begin = code_points.at(piece.begin);
        columns.push_back(piece.id, begin, code_points.at(piece.end));
    }
}

}  // namespace

struct Subwords::Model {
    explicit Model(std::string_view bytes) : library(bytes) {
        if (library.restarts_at_spaces()) words.emplace(library);
    }

    /// A segmenter that no other thread uses, with what it remembers from the last time; null where texts are not cut.
    std::unique_ptr<WordSegmenter> take_segmenter() {
        if (!words) return nullptr;
        const std::scoped_lock lock(mutex);
        if (idle.empty()) return std::make_unique<WordSegmenter>(library, *words);
        auto segmenter = std::move(idle.back());
        idle.pop_back();
        return segmenter;
    }

    void give_back(std::unique_ptr<WordSegmenter> segmenter) {
        if (segmenter == nullptr) return;
        const std::scoped_lock lock(mutex);
        idle.push_back(std::move(segmenter));
    }

    SubwordTable encode(const documents::Corpus& corpus, std::size_t first, std::size_t last,
                        WordSegmenter* segmenter) const;

    SentencePieceModel library;
    std::optional<WordModel> words;
    std::mutex mutex;
    std::vector<std::unique_ptr<WordSegmenter>> idle;
};

Subwords::Subwords(std::string_view model) : model_(std::make_unique<Model>(model)) {}

Subwords::~Subwords() = default;
Subwords::Subwords(Subwords&&) noexcept = default;
Subwords& Subwords::operator=(Subwords&&) noexcept = default;

SubwordTable Subwords::Model::encode(const documents::Corpus& corpus, std::size_t first, std::size_t last,
                                     WordSegmenter* segmenter) const {
    SubwordTable table;
    PieceColumns pieces;
    std::size_t bytes = 0;
    for (std::size_t document = first; document < last; ++document) bytes += corpus.text(document).size();
    pieces.make_room(bytes / 2);
    for (std::size_t document = first; document < last; ++document) {
        const std::string_view text = corpus.text(document);
        table.document_begin.push_back(pieces.size);
        try {
            if (segmenter != nullptr) {
                segmenter->segment(text, pieces);
            } else {
                append(library.encode(text), text, pieces);
            }
        } catch (const std::invalid_argument& error) {
            throw std::invalid_argument("document '" + std::string(corpus.id(document)) + "': " + error.what());
        }
    }
    table.document_begin.push_back(pieces.size);
    pieces.finish();
    table.id = std::move(pieces.id);
    table.begin = std::move(pieces.begin);
    table.end = std::move(pieces.end);
    return table;
}

std::vector<SubwordTable> Subwords::encode(const documents::Corpus& corpus, const parallel::Control& control) const {
    const std::vector<std::size_t> runs = runs_of(corpus);
    std::vector<SubwordTable> tables(runs.size() - 1);
    parallel::for_each(tables.size(), control, [&](std::size_t run) {
        auto segmenter = model_->take_segmenter();
        tables[run] = model_->encode(corpus, runs[run], runs[run + 1], segmenter.get());
        model_->give_back(std::move(segmenter));
    });
    return tables;
}

std::size_t Subwords::size() const {
    return model_->library.size();
}

std::string Subwords::piece(std::int32_t id) const {
    if (id < 0 || static_cast<std::size_t>(id) >= size()) {
        throw std::out_of_range("no piece " + std::to_string(id) + "; the model has " + std::to_string(size()));
    }
    return model_->library.piece(id);
}

bool Subwords::remembers_words() const {
    return model_->library.restarts_at_spaces();
}

}  // namespace wirecopy::tokens
