#include "wirecopy/tokens/sentences.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/paragraphs.hpp"
#include "wirecopy/tokens/segments.hpp"

#include "reference/tokens/sentences.hpp"

using namespace wirecopy::tokens;

/// Any bytes: paragraphs and sentences stay inside the text and in order, and sentences by UAX #29 are the twin's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<std::uint32_t> ends;
    append_unicode_sentence_ends(text, ends);
    if (size < 200 && ends != wirecopy::reference::sentence_ends(text)) std::abort();
    for (const ParagraphRules rules : {ParagraphRules::reader, ParagraphRules::lines}) {
        std::vector<ByteSpan> paragraphs;
        append_paragraphs(text, rules, paragraphs);
        std::vector<std::uint32_t> begins;
        std::uint32_t last = 0;
        for (const ByteSpan& paragraph : paragraphs) {
            if (paragraph.begin < last || paragraph.end <= paragraph.begin || paragraph.end > size) std::abort();
            last = paragraph.end;
            begins.clear();
            append_sentence_begins(text, paragraph, SentenceRules::news, begins);
            for (std::size_t i = 0; i < begins.size(); ++i) {
                const bool first = i == 0 && begins[i] == paragraph.begin;
                if (!first && (i == 0 || begins[i] <= begins[i - 1] || begins[i] >= paragraph.end)) std::abort();
            }
        }
    }
    return 0;
}
