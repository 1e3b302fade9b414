#include "wirecopy/tokens/words.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "ends.hpp"
#include "scan_notes.hpp"
#include "word_automaton.hpp"
#include "word_blocks.hpp"
#include "word_properties.hpp"

namespace wirecopy::tokens {
namespace {

void scan_by_automaton(std::string_view text, const SegmentSink& sink) {
    if (sink.notes != nullptr) {
        append_ends(text, 0, text.size(), Ends::lines, sink.notes->line_ends);
        append_ends(text, 0, text.size(), Ends::sentences, sink.notes->sentence_ends);
    }
    if (sink.words != nullptr) {
        WordColumns& words = *sink.words;
        scan_words(text, 0, text.size(), sink.rules, [&](std::size_t begin, std::size_t end, Weight weight) {
            if (weight == Weight::blank) return;
            words.append(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind_of(weight));
        });
    } else {
        scan_words(text, 0, text.size(), sink.rules, [&](std::size_t, std::size_t end, Weight) {
            sink.boundaries->push_back(static_cast<std::uint32_t>(end));
        });
    }
}

bool can_take(Path path) {
#ifdef __x86_64__
    switch (path) {
        case Path::avx512:
            return __builtin_cpu_supports("avx512vbmi2") != 0 && __builtin_cpu_supports("avx512vbmi") != 0 &&
                   __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
                   __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512f") != 0 &&
                   can_take(Path::avx2);
        case Path::avx2:
            return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                   __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("popcnt") != 0 &&
                   __builtin_cpu_supports("lzcnt") != 0;
        case Path::automaton:
            return true;
    }
#endif
    return path == Path::automaton;
}

std::atomic<Path>& chosen() {
    static std::atomic<Path> path = paths().back();
    return path;
}

void scan(std::string_view text, const SegmentSink& sink) {
    switch (taken_path()) {
#ifdef __x86_64__
        case Path::avx512:
            return scan_blocks_avx512(text, sink);
        case Path::avx2:
            return scan_blocks_avx2(text, sink);
#endif
        default:
            return scan_by_automaton(text, sink);
    }
}

}  // namespace

std::string unicode_version() {
    return kWordPropertiesUnicode;
}

void WordColumns::resize(std::size_t size) {
    begin.resize(size);
    end.resize(size);
    kind.resize(size);
}

void WordColumns::append(std::uint32_t from, std::uint32_t to, TokenKind what) {
    begin.push_back(from);
    end.push_back(to);
    kind.push_back(what);
}

void WordColumns::append(const WordColumns& others, std::size_t first) {
    begin.append(std::span<const std::uint32_t>(others.begin).subspan(first));
    end.append(std::span<const std::uint32_t>(others.end).subspan(first));
    kind.append(std::span<const TokenKind>(others.kind).subspan(first));
}

std::vector<Path> paths() {
    std::vector<Path> all = {Path::automaton, Path::avx2, Path::avx512};
    std::erase_if(all, [](Path path) { return !can_take(path); });
    return all;
}

void take_path(Path path) {
    if (!can_take(path)) throw std::invalid_argument("this machine lacks the instructions of that path");
    chosen() = path;
}

Path taken_path() {
    return chosen().load(std::memory_order_relaxed);
}

void find_words(std::string_view text, WordRules rules, WordColumns& words) {
    scan(text, {rules, &words});
}

void find_words(std::string_view text, WordRules rules, WordColumns& words, ScanNotes& notes) {
    notes.clear();
    scan(text, {rules, &words, nullptr, &notes});
}

void find_word_boundaries(std::string_view text, Column<std::uint32_t>& boundaries) {
    scan(text, {WordRules::unicode, nullptr, &boundaries});
}

}  // namespace wirecopy::tokens
