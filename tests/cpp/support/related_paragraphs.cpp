#include "support/related_paragraphs.hpp"

namespace wirecopy::testing {

std::vector<std::string> related_paragraphs(Random& random, std::size_t count, std::size_t vocabulary,
                                            std::size_t longest) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text = random_words(random, 1 + below(random, longest), vocabulary);
        if (i > 0 && below(random, 4) != 0) {
            text = texts[below(random, i)];
            for (std::size_t edits = below(random, 4); edits-- > 0;) {
                const std::size_t space = text.find(' ', below(random, text.size()));
                if (space != std::string::npos) text.insert(space, " " + random_words(random, 1, vocabulary));
            }
            if (below(random, 4) == 0) text = text.substr(0, text.find(' ', text.size() / 2));
        }
        texts.push_back(text);
    }
    return texts;
}

}  // namespace wirecopy::testing
