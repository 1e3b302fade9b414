// Words and token tables of the files given, and ICU's words of the same: one line of JSON for each file and case, in
// GB of UTF-8 a second. Times are of this thread's processor, the least of some runs, so that a busy machine matters
// less; ratios within a run are what counts.
//
//   bench_tokens FILE...
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/wait.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unistd.h>
#ifdef WIRECOPY_STRINGZILLA
#include <stringzilla/stringzilla.h>
#endif

#include "wirecopy/text/offsets.hpp"
#include "wirecopy/tokens/paragraphs.hpp"
#include "wirecopy/tokens/sentences.hpp"
#include "wirecopy/tokens/tokenize.hpp"
#include "wirecopy/tokens/words.hpp"

#include "dictionary_words.hpp"
#include "word_blocks.hpp"

namespace {

using namespace wirecopy;

constexpr std::size_t kMost = 32'000'000;   // bytes of a file that are read
constexpr std::size_t kForIcu = 2'000'000;  // bytes that ICU reads
constexpr std::size_t kLeast = 4'000'000;   // shorter files are repeated
constexpr std::size_t kDocument = 6'000;    // bytes of a document, up to the end of a line

double now() {
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// The least time of some runs.
template <typename Run>
double least(Run run) {
    double best = 1e9;
    double spent = 0;
    for (int i = 0; i < 3 || (spent < 0.5 && i < 50); ++i) {
        const double start = now();
        run();
        const double time = now() - start;
        best = std::min(best, time);
        spent += time;
    }
    return best;
}

/// The same of programs that have done nothing yet, so that all memory is new to them; `run` once in each.
template <typename Run>
double least_in_new_memory(Run run) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0) return best;
        const pid_t child = fork();
        if (child == 0) {
            const double start = now();
            run();
            const double time = now() - start;
            _exit(write(ends[1], &time, sizeof time) == sizeof time ? 0 : 1);
        }
        double time = best;
        if (child > 0 && read(ends[0], &time, sizeof time) == sizeof time) best = std::min(best, time);
        close(ends[0]);
        close(ends[1]);
        waitpid(child, nullptr, 0);
    }
    return best;
}

std::size_t character_end(std::string_view text, std::size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    return at;
}

struct File {
    std::string name;
    std::string text;
    std::vector<std::string_view> documents;
    std::vector<std::int64_t> offsets{0};

    explicit File(const std::string& path) : name(path.substr(path.rfind('/') + 1)) {
        std::ifstream in(path, std::ios::binary);
        text.assign(std::istreambuf_iterator<char>(in), {});
        while (!text.empty() && text.size() < kLeast) text += text;
        text.resize(std::min(text.size(), character_end(text, kMost)));
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t line = text.find('\n', begin + kDocument);
            const std::size_t end = line < begin + 10 * kDocument
                                        ? line + 1
                                        : character_end(text, std::min(begin + kDocument, text.size()));
            documents.push_back(std::string_view(text).substr(begin, end - begin));
            begin = std::min(end, text.size());
            offsets.push_back(static_cast<std::int64_t>(begin));
        }
    }

    void report(const char* what, std::size_t bytes, double seconds) const {
        std::printf("{\"file\": \"%s\", \"case\": \"%s\", \"gb_s\": %.4f}\n", name.c_str(), what,
                    static_cast<double>(bytes) / seconds / 1e9);
        std::fflush(stdout);
    }
};

std::string name_of(tokens::Path path) {
    return path == tokens::Path::automaton ? "automaton" : path == tokens::Path::avx2 ? "AVX2" : "AVX-512";
}

void time_paths(const File& file) {
    for (const tokens::Path path : tokens::paths()) {
        tokens::take_path(path);
        tokens::WordColumns words;
        file.report(("words, " + name_of(path)).c_str(), file.text.size(), least([&] {
                        for (const std::string_view document : file.documents) {
                            words.clear();
                            tokens::find_words(document, tokens::WordRules::unicode, words);
                        }
                    }));
    }
}

void time_sentences(const File& file) {
    std::vector<tokens::ByteSpan> paragraphs;
    std::vector<std::uint32_t> begins;
    file.report("paragraphs and sentences", file.text.size(), least([&] {
                    for (const std::string_view document : file.documents) {
                        paragraphs.clear();
                        begins.clear();
                        tokens::append_paragraphs(document, tokens::ParagraphRules::reader, paragraphs);
                        for (const tokens::ByteSpan& paragraph : paragraphs) {
                            tokens::append_sentence_begins(document, paragraph, tokens::SentenceRules::news, begins);
                        }
                    }
                }));
}

void time_tables(const File& file) {
    const documents::Batch batch{file.text, file.offsets};
    file.report("table, new memory", file.text.size(), least_in_new_memory([&] { tokens::tokenize(batch); }));
    for (const tokens::Path path : tokens::paths()) {
        tokens::take_path(path);
        tokens::Tokenizer tokenizer;
        file.report(("table, " + name_of(path)).c_str(), file.text.size(), least([&] {
                        for (const std::string_view document : file.documents) tokenizer.read(document);
                    }));
    }
    file.report("table of all documents", file.text.size(), least([&] { tokens::tokenize(batch); }));
    const tokens::TokenTable table = tokens::tokenize(documents::Batch{file.text, file.offsets});
    std::vector<std::int64_t> units(table.size());
    std::vector<std::uint32_t> bytes(table.size());
    const auto convert = [&](text::OffsetUnit unit, bool back) {
        for (std::size_t d = 0; d < table.documents(); ++d) {
            const std::size_t first = table.document_begin[d];
            const std::size_t count = table.document_begin[d + 1] - first;
            const text::OffsetMap map(file.documents[d], unit);
            if (back) {
                map.to_bytes(std::span<const std::int64_t>(units).subspan(first, count), bytes.data() + first);
            } else {
                map.from_bytes(std::span<const std::uint32_t>(table.begin).subspan(first, count), units.data() + first);
            }
        }
    };
    for (const text::OffsetUnit unit : {text::OffsetUnit::code_point, text::OffsetUnit::utf16}) {
        const std::string name = unit == text::OffsetUnit::utf16 ? "UTF-16 units" : "code points";
        file.report(("begins to " + name).c_str(), file.text.size(), least([&] { convert(unit, false); }));
        file.report(("begins from " + name).c_str(), file.text.size(), least([&] { convert(unit, true); }));
    }
}

void drain(icu::BreakIterator& words) {
    for (words.first(); words.next() != icu::BreakIterator::DONE;) {
    }
}

void time_icu(const File& file) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> words(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    const std::string_view text =
        std::string_view(file.text).substr(0, std::min(file.text.size(), character_end(file.text, kForIcu)));
    UText utf8 = UTEXT_INITIALIZER;
    file.report("ICU words, UTF-8", text.size(), least([&] {
                    utext_openUTF8(&utf8, text.data(), static_cast<std::int64_t>(text.size()), &status);
                    words->setText(&utf8, status);
                    drain(*words);
                }));
    utext_close(&utf8);
    file.report("ICU words, to UTF-16", text.size(), least([&] {
                    const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(
                        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
                    words->setText(utf16);
                    drain(*words);
                }));
}

/// Runs of letters that only a dictionary cuts into words, a run a line.
std::string dictionary_runs(std::string_view text) {
    tokens::WordColumns letters;
    tokens::find_words(text, tokens::WordRules::news, letters);
    std::string runs;
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < letters.size() && runs.size() < kForIcu; ++i) {
        if (letters.kind[i] != tokens::kDictionaryKind) continue;
        if (!runs.empty() && letters.begin[i] != end) runs += '\n';
        end = letters.end[i];
        runs += text.substr(letters.begin[i], end - letters.begin[i]);
    }
    return runs;
}

void time_dictionary(const File& file) {
    const std::string runs = dictionary_runs(file.text);
    if (runs.size() < kForIcu / 20) return;
    tokens::WordColumns letters;
    tokens::find_words(runs, tokens::WordRules::news, letters);
    tokens::WordColumns words;
    file.report("dictionary runs", runs.size(), least([&] {
                    words.clear();
                    words.append(letters, 0);
                    tokens::join_by_dictionary(runs, words, 0);
                }));
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> icu_words(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    UText utf8 = UTEXT_INITIALIZER;
    file.report("ICU, dictionary runs", runs.size(), least([&] {
                    utext_openUTF8(&utf8, runs.data(), static_cast<std::int64_t>(runs.size()), &status);
                    icu_words->setText(&utf8, status);
                    drain(*icu_words);
                }));
    utext_close(&utf8);
    const auto utf16 = icu::UnicodeString::fromUTF8({runs.data(), static_cast<std::int32_t>(runs.size())});
    file.report("ICU, runs in UTF-16", runs.size(), least([&] {
                    icu_words->setText(utf16);
                    drain(*icu_words);
                }));
}

#ifdef WIRECOPY_STRINGZILLA
void time_stringzilla(const File& file) {
    std::vector<sz_size_t> offsets(4096);
    std::vector<sz_size_t> lengths(4096);
    file.report("StringZilla words", file.text.size(), least([&] {
                    for (const std::string_view document : file.documents) {
                        sz_cptr_t at = document.data();
                        sz_size_t left = document.size();
                        while (left != 0) {
                            sz_size_t consumed = 0;
                            sz_utf8_wordbreaks(at, left, offsets.data(), lengths.data(), offsets.size(), &consumed);
                            if (consumed == 0) break;
                            at += consumed;
                            left -= consumed;
                        }
                    }
                }));
}
#endif

}  // namespace

int main(int count, char** arguments) {
    for (int i = 1; i < count; ++i) {
        const File file(arguments[i]);
        if (file.text.empty()) continue;
        time_paths(file);
        time_sentences(file);
        time_tables(file);
        time_icu(file);
        time_dictionary(file);
#ifdef WIRECOPY_STRINGZILLA
        time_stringzilla(file);
#endif
    }
    return 0;
}
