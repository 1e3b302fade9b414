#include "long_document.hpp"

#include <algorithm>
#include <atomic>

#include "spaceless_words.hpp"
#include "table_assembler.hpp"
#include "token_finder.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

/// What a thread reads at a time.
constexpr std::size_t kPart = 256 << 10;

bool is_safe_cut(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (text[at - 1] == '\n') return true;
    if (text[at - 1] == ' ') return is_ascii_alphanumeric(text[at]);
    return byte >= 0xE4 && byte <= 0xE9 && at >= 3 && text.substr(at - 3, 3) == "\u3002";
}

/// The sentences that begin in [begin, end), counted from `begin`.
std::vector<std::uint32_t> inside(std::span<const std::uint32_t> sentences, std::size_t begin, std::size_t end) {
    const auto first = std::lower_bound(sentences.begin(), sentences.end(), begin);
    const auto last = std::lower_bound(first, sentences.end(), end);
    std::vector<std::uint32_t> result(first, last);
    for (std::uint32_t& sentence : result) sentence -= static_cast<std::uint32_t>(begin);
    return result;
}

}  // namespace

bool is_long(std::size_t bytes) {
    return bytes >= 4 * kPart;
}

std::vector<std::size_t> safe_cuts(std::string_view text, std::size_t size) {
    std::vector<std::size_t> cuts = {0};
    for (std::size_t at = size; at < text.size();) {
        const std::size_t limit = std::min(at + size, text.size());
        while (at < limit && !is_safe_cut(text, at)) ++at;
        if (at == limit) continue;
        cuts.push_back(at);
        at += size;
    }
    cuts.push_back(text.size());
    return cuts;
}

TokenTable tokenize_long(std::string_view text, const SegmentRules& rules, const parallel::Control& control) {
    Segmenter segments;
    segments.follow(rules);
    segments.read(text, control);
    const bool korean = is_korean(text);
    const std::vector<std::size_t> cuts = safe_cuts(text, kPart);
    TableAssembler<TokenTable> assembler(text.size(), cuts.size() - 1, false);
    std::atomic<std::size_t> next = 0;
    parallel::for_each(cuts.size() - 1, control, [&](std::size_t) {
        const std::size_t number = next.fetch_add(1, std::memory_order_relaxed);  // in order, as the assembler wants
        const std::size_t begin = cuts[number];
        const std::size_t end = cuts[number + 1];
        thread_local TokenFinder finder;
        assembler.add(number, [&](TokenTable& part) {
            const std::string_view words = text.substr(begin, end - begin);
            finder.scan(words, rules.words, part);
            finder.finish(words, rules, inside(segments.sentences(), begin, end), korean, 0, part);
            for (std::size_t token = 0; token < part.size(); ++token) {
                part.begin[token] += static_cast<std::uint32_t>(begin);
                part.end[token] += static_cast<std::uint32_t>(begin);
            }
        });
    });
    TokenTable table = std::move(assembler).finish();
    segments.mark(table.begin, table.end, 0, table.paragraph_begin, table.sentence_begin);
    table.document_begin.push_back(table.size());
    return table;
}

}  // namespace wirecopy::tokens
