/// A gazetteer of any names finds whole words of any text, in order; of a file with any bytes changed it says that it
/// is damaged, or reads nothing outside it.

#include "wirecopy/entities/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/text/utf8.hpp"

#include "require.hpp"

using wirecopy::entities::Gazetteer;
using wirecopy::entities::GazetteerMatcher;
using wirecopy::entities::SpellingReader;
using wirecopy::fuzzing::require;

namespace {

struct alignas(64) Block {
    std::array<std::byte, 64> bytes;
};

/// The lines of `text`, as columns; those without a word are left out.
struct Lines {
    std::string data;
    std::vector<std::int64_t> offsets{0};

    explicit Lines(std::string_view text) {
        SpellingReader reader;
        while (!text.empty()) {
            const std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            reader.read(line);
            if (const auto words = reader.words().size(); words == 0 || words > 100) continue;
            data += line;
            offsets.push_back(static_cast<std::int64_t>(data.size()));
        }
    }
    wirecopy::documents::StringColumn column() const { return {data, offsets}; }
};

void find(const Gazetteer& gazetteer, std::string_view text, bool overlapping) {
    SpellingReader reader;
    reader.read(text);
    const auto words = reader.words();
    GazetteerMatcher matcher(gazetteer);
    std::size_t last = 0;
    for (const auto& match : matcher.read(reader, overlapping)) {
        require(match.span.begin < match.span.end && match.span.end <= text.size());
        require(overlapping || match.span.begin >= last);
        const bool whole =
            std::any_of(words.begin(), words.end(), [&](const auto& w) { return w.begin == match.span.begin; });
        const std::string_view before = text.substr(0, match.span.begin);
        require(whole || before.ends_with("'") || before.ends_with("’"));
        last = match.span.end;
        for (const std::uint32_t name : matcher.names(match)) {
            require(gazetteer.has(gazetteer.entity(gazetteer.name_entity()[name]).id));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kChange = 4;  // bytes: three of a place, one of what is written there
    if (size < 2) return 0;
    const std::size_t changes = std::min<std::size_t>(data[0] % 8U, (size - 1) / kChange);
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1 + changes * kChange,
                                size - 1 - changes * kChange);
    const std::string_view text = rest.substr(0, wirecopy::text::first_invalid_byte(rest).value_or(rest.size()));

    const std::size_t half = std::min(text.find("\n\n"), text.size());
    const Lines names(text.substr(0, half));
    const std::vector<std::uint8_t> cases(names.offsets.size() - 1, Gazetteer::kAutomatic);
    const Gazetteer gazetteer = Gazetteer::build(names.column(), names.column(), names.column(), cases);
    find(gazetteer, text, false);
    find(gazetteer, text, true);
    if (changes == 0) return 0;

    const auto bytes = gazetteer.bytes();
    std::vector<Block> blocks(bytes.size() / sizeof(Block));
    const auto changed = std::as_writable_bytes(std::span(blocks));
    std::copy(bytes.begin(), bytes.end(), changed.begin());
    for (std::size_t i = 0; i < changes; ++i) {
        const std::uint8_t* const change = data + 1 + i * kChange;
        const std::size_t place = change[0] | std::size_t{change[1]} << 8U | std::size_t{change[2]} << 16U;
        changed[place % changed.size()] = std::byte{change[3]};
    }
    SpellingReader reader;
    reader.read(text);
    try {
        const Gazetteer damaged = Gazetteer::open(changed, nullptr);
        for (std::size_t i = 0; i < damaged.ids().size(); ++i) damaged.entity(static_cast<std::int32_t>(i));
        GazetteerMatcher matcher(damaged);
        for (const bool overlapping : {false, true}) {
            for (const auto& match : matcher.read(reader, overlapping)) {
                for (const std::uint32_t name : matcher.names(match)) damaged.entity(damaged.name_entity()[name]);
            }
        }
    } catch (const std::invalid_argument&) {  // it says so
    }
    return 0;
}
