#include "wirecopy/tokens/token_columns.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <iomanip>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/text/offsets.hpp"
#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "long_document.hpp"
#include "table_assembler.hpp"

namespace wirecopy::tokens {
namespace {

/// What a thread reads at a time: it and its tokens should stay in the cache until they are written to their place.
constexpr std::size_t kTaskBytes = 256 << 10;
/// What a thread keeps for the next text.
constexpr std::size_t kMostKept = 16 << 20;
/// Spans of 32 bits, and ICU, count up to here.
constexpr std::size_t kLongestText = std::numeric_limits<std::int32_t>::max();

std::string name_of(std::size_t number) {
    return "text " + std::to_string(number);
}

[[noreturn]] void refuse(std::size_t number, const text::WideText& wide, std::size_t unit) {
    std::uint32_t value = 0;
    if (wide.width == 2) value = static_cast<const std::uint16_t*>(wide.units)[unit];
    if (wide.width == 4) value = static_cast<const std::uint32_t*>(wide.units)[unit];
    std::ostringstream message;
    message << name_of(number) << " holds the lone surrogate U+" << std::hex << std::uppercase << std::setw(4)
            << std::setfill('0') << value << std::dec << " at " << unit
            << "; replace it, for example by text.encode('utf-8', 'replace').decode()";
    throw std::invalid_argument(message.str());
}

/// Text `number` as UTF-8, in `memory`.
std::string_view as_utf8(std::size_t number, const text::WideText& wide, Column<char>& memory) {
    memory.clear();
    if (memory.capacity() > kMostKept) memory = {};
    memory.reserve(text::most_bytes(wide));
    const text::Encoded encoded = text::encode(wide, memory.data());
    if (encoded.units < wide.size) refuse(number, wide, encoded.units);
    return {memory.data(), encoded.bytes};
}

/// Texts by their number: how long they are, and what they say.
struct Texts {
    std::size_t count;
    std::size_t bytes;
    std::function<std::size_t(std::size_t number)> size;
    std::function<std::string_view(std::size_t number, Column<char>& memory)> read;
};

/// First texts of tasks, and the number of texts.
std::vector<std::size_t> tasks_of(const Texts& texts) {
    std::vector<std::size_t> firsts = {0};
    std::size_t bytes = 0;
    for (std::size_t number = 0; number < texts.count; ++number) {
        bytes += texts.size(number);
        if (bytes < kTaskBytes && number + 1 < texts.count) continue;
        firsts.push_back(number + 1);
        bytes = 0;
    }
    return firsts;
}

void count_in_code_points(std::string_view text, std::size_t first, TokenTable& table) {
    const text::OffsetMap map(text, text::OffsetUnit::code_point);
    const auto convert = [&](Column<std::uint32_t>& column) {
        map.from_bytes(std::span<const std::uint32_t>(column).subspan(first), column.data() + first);
    };
    convert(table.begin);
    convert(table.end);
}

std::string_view checked(const Texts& texts, std::size_t number, Column<char>& memory) {
    const std::string_view text = texts.read(number, memory);
    if (text.size() > kLongestText) throw std::invalid_argument(name_of(number) + " is 2 GiB or longer; split it");
    return text;
}

/// The tables of texts that are read in parts.
std::map<std::size_t, TokenTable> tokenize_long_texts(const Texts& texts, const parallel::Control& control,
                                                      const SegmentRules& rules) {
    std::map<std::size_t, TokenTable> tables;
    for (std::size_t number = 0; number < texts.count; ++number) {
        if (!is_long(texts.size(number))) continue;
        Column<char> memory;
        tables[number] = tokenize_long(checked(texts, number, memory), rules, control);
    }
    return tables;
}

TokenColumns tokenize(const Texts& texts, const parallel::Control& control, const SegmentRules& rules) {
    const std::vector<std::size_t> firsts = tasks_of(texts);
    const std::map<std::size_t, TokenTable> long_texts = tokenize_long_texts(texts, control, rules);
    TableAssembler<TokenColumns> assembler(texts.bytes, firsts.size() - 1, control.n_jobs == 1);
    // Tasks are taken in order, whichever threads take them, so that few tables wait for those before them.
    std::atomic<std::size_t> next = 0;
    parallel::for_each(firsts.size() - 1, control, [&](std::size_t) {
        const std::size_t task = next.fetch_add(1, std::memory_order_relaxed);
        thread_local Tokenizer tokenizer;
        thread_local Column<char> memory;
        tokenizer.follow(rules);
        assembler.add(task, [&](TokenTable& table) {
            for (std::size_t number = firsts[task]; number < firsts[task + 1]; ++number) {
                const std::string_view text = checked(texts, number, memory);
                const std::size_t first = table.size();
                if (const auto made = long_texts.find(number); made != long_texts.end()) {
                    table.append(made->second);
                } else {
                    tokenizer.add(text, table);
                }
                count_in_code_points(text, first, table);
            }
        });
    });
    return std::move(assembler).finish();
}

}  // namespace

TokenColumns tokenize_to_columns(std::span<const text::WideText> texts, const parallel::Control& control,
                                 const SegmentRules& rules) {
    std::size_t bytes = 0;
    for (const text::WideText& wide : texts) bytes += wide.size;
    return tokenize({texts.size(), bytes, [&](std::size_t number) { return texts[number].size; },
                     [&](std::size_t number, Column<char>& memory) { return as_utf8(number, texts[number], memory); }},
                    control, rules);
}

TokenColumns tokenize_to_columns(const documents::StringColumn& texts, const parallel::Control& control,
                                 const SegmentRules& rules) {
    const auto& offsets = texts.offsets;
    if (offsets.empty() || offsets.front() < 0 || !std::is_sorted(offsets.begin(), offsets.end()) ||
        static_cast<std::size_t>(offsets.back()) > texts.data.size()) {
        throw std::invalid_argument("offsets must ascend and lie inside the data");
    }
    const auto read = [&](std::size_t number, Column<char>&) {
        const std::string_view text = texts[number];
        if (const auto invalid = text::first_invalid_byte(text)) {
            throw std::invalid_argument(name_of(number) + " is not UTF-8 at byte " + std::to_string(*invalid));
        }
        return text;
    };
    return tokenize({texts.size(), static_cast<std::size_t>(offsets.back() - offsets.front()),
                     [&](std::size_t number) { return texts[number].size(); }, read},
                    control, rules);
}

Utf8Texts to_utf8(std::span<const text::WideText> texts) {
    std::size_t most = 0;
    for (const text::WideText& wide : texts) most += text::most_bytes(wide);
    Utf8Texts result;
    result.bytes.reserve(most);
    result.offsets.resize(texts.size() + 1);
    std::size_t size = 0;
    for (std::size_t number = 0; number < texts.size(); ++number) {
        result.offsets[number] = static_cast<std::int64_t>(size);
        const text::Encoded encoded = text::encode(texts[number], result.bytes.data() + size);
        if (encoded.units < texts[number].size) refuse(number, texts[number], encoded.units);
        size += encoded.bytes;
    }
    result.offsets[texts.size()] = static_cast<std::int64_t>(size);
    result.bytes.resize(size);
    result.bytes.shrink_to_fit();
    return result;
}

SpanColumns to_code_points(const TokenTable& table, const documents::Batch& texts) {
    if (texts.size() != table.documents()) throw std::invalid_argument("the table is of another batch");
    SpanColumns spans;
    spans.begin.resize(table.size());
    spans.end.resize(table.size());
    for (std::size_t row = 0; row < texts.size(); ++row) {
        const auto first = static_cast<std::size_t>(table.document_begin[row]);
        const auto count = static_cast<std::size_t>(table.document_begin[row + 1]) - first;
        if (count > 0 && table.end[first + count - 1] > texts[row].size()) {
            throw std::invalid_argument("the table is of another batch");
        }
        const text::OffsetMap map(texts[row], text::OffsetUnit::code_point);
        const auto convert = [&](std::span<const std::uint32_t> from, Column<std::uint32_t>& to) {
            map.from_bytes(from.subspan(first, count), to.data() + first);
        };
        convert(table.begin, spans.begin);
        convert(table.end, spans.end);
    }
    return spans;
}

void write_documents(std::span<const std::uint64_t> document_begin, std::uint32_t first, std::uint32_t* to) {
    for (std::size_t row = 0; row + 1 < document_begin.size(); ++row) {
        std::fill(to + document_begin[row], to + document_begin[row + 1], first + static_cast<std::uint32_t>(row));
    }
}

Column<std::uint32_t> document_column(std::span<const std::uint64_t> document_begin, std::uint32_t first) {
    Column<std::uint32_t> result;
    result.resize(static_cast<std::size_t>(document_begin.back()));
    write_documents(document_begin, first, result.data());
    return result;
}

void write_ordinals(std::span<const std::uint64_t> document_begin, std::span<const std::uint64_t> begins,
                    std::int32_t* to) {
    constexpr std::size_t kAtOnce = 16;  // most sentences take one step or two, past their end, where the next begins
    const std::size_t size = document_begin.back();
    std::size_t row = 0;
    std::int32_t ordinal = 0;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        // A document with tokens begins with one of `begins`.
        for (ordinal += 1; document_begin[row] <= begins[i]; ++row) ordinal = 0;
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : size;
        std::size_t at = begins[i];
        for (; at < end && at + kAtOnce <= size; at += kAtOnce) std::fill_n(to + at, kAtOnce, ordinal);
        for (; at < end; ++at) to[at] = ordinal;
    }
}

Column<std::int32_t> ordinal_column(const TokenTable& table, std::span<const std::uint64_t> begins) {
    Column<std::int32_t> result;
    result.resize(table.size());
    write_ordinals(table.document_begin, begins, result.data());
    return result;
}

}  // namespace wirecopy::tokens
