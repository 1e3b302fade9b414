#include "support/articles.hpp"

#include <algorithm>
#include <utility>

#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::testing {
namespace {

/// Strings back to back, with their offsets.
struct Strings {
    std::string data;
    std::vector<std::int64_t> offsets{0};

    void add(const std::string& text) {
        data += text;
        offsets.push_back(static_cast<std::int64_t>(data.size()));
    }
    documents::StringColumn column() const { return {data, offsets}; }
};

}  // namespace

std::vector<Article> articles_of(const std::vector<std::string>& texts) {
    std::vector<Article> articles;
    for (const std::string& text : texts) {
        const std::string number = std::to_string(articles.size());
        articles.push_back({std::string(4 - std::min<std::size_t>(4, number.size()), '0') + number, text});
    }
    return articles;
}

documents::Corpus corpus_of(const std::vector<Article>& articles, std::size_t batch_size) {
    struct Owned {
        std::vector<Strings> batches;
        Strings ids;
    };
    auto owned = std::make_shared<Owned>();
    owned->batches.resize(std::max<std::size_t>(1, (articles.size() + batch_size - 1) / batch_size));
    documents::Columns columns;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        owned->batches[i / batch_size].add(articles[i].text);
        owned->ids.add(articles[i].id);
        columns.source.push_back(articles[i].source);
        columns.publisher.push_back(articles[i].publisher);
        columns.published.push_back(articles[i].published);
    }
    columns.ids = owned->ids.column();
    std::vector<documents::Batch> batches;
    for (const Strings& batch : owned->batches) batches.push_back(batch.column());
    return {std::move(batches), std::move(columns), owned};
}

Tokenized::Tokenized(const std::vector<Article>& articles, std::size_t batch_size) {
    documents::Corpus corpus = corpus_of(articles, batch_size).by_id();
    std::vector<tokens::TokenTable> tables = tokens::tokenize(corpus, {.n_jobs = 1});
    parts_ = std::make_unique<Parts>(Parts{std::move(corpus), std::move(tables), {}, {}, {}});
    std::vector<const tokens::TokenTable*> views;
    for (const tokens::TokenTable& table : parts_->tables) views.push_back(&table);
    parts_->tokens = std::make_unique<tokens::Tokens>(parts_->corpus, std::move(views));
    for (std::size_t d = 0; d < parts_->corpus.size(); ++d) {
        parts_->words.push_back(reuse::document_words((*parts_->tokens)[d], parts_->corpus.text(d)));
    }
    parts_->flat = reuse::FlatWords(parts_->words);
}

std::vector<std::vector<bool>> Tokenized::no_boilerplate() const {
    std::vector<std::vector<bool>> none;
    for (const reuse::DocumentWords& words : parts_->words) none.emplace_back(words.paragraph.size(), false);
    return none;
}

std::string read(const Tokenized& corpus, std::size_t document, reuse::WordSpan words) {
    const tokens::ByteSpan bytes = corpus.words()[document].bytes(words);
    return std::string(corpus.corpus().text(document).substr(bytes.begin, bytes.end - bytes.begin));
}

}  // namespace wirecopy::testing
