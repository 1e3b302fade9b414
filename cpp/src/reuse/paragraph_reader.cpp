#include "paragraph_reader.hpp"

namespace wirecopy::reuse {

void ParagraphReader::read(std::uint32_t document, std::size_t min_words, ReadParagraphs& to) {
    const tokens::TokenView view =
        tokens_ != nullptr ? (*tokens_)[document] : tokenizer_.read_paragraphs(corpus_.text(document));
    const auto paragraphs = view.paragraph_begin();
    to.keys.reserve(to.keys.size() + view.size());
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
        const std::size_t begin = paragraphs[p] - view.offset();
        const std::size_t end = p + 1 < paragraphs.size() ? paragraphs[p + 1] - view.offset() : view.size();
        if (end - begin < min_words) continue;
        const std::size_t first = to.keys.size();
        to.keys.resize(first + (end - begin));
        tokens::TokenKey* next = to.keys.data() + first;
        for (std::size_t token = begin; token < end; ++token) {
            *next = view.key(token);
            next += view.is_word(token) ? 1 : 0;
        }
        const auto words = static_cast<std::size_t>(next - (to.keys.data() + first));
        if (words >= min_words) {
            to.paragraphs.push_back({document, {view.span(begin).begin, view.span(end - 1).end}, first, words});
        }
        to.keys.resize(words >= min_words ? first + words : first);
    }
}

}  // namespace wirecopy::reuse
