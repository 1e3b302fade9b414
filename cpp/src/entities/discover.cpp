#include "wirecopy/entities/discover.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "wirecopy/entities/evidence.hpp"
#include "wirecopy/entities/growth.hpp"
#include "wirecopy/entities/join.hpp"
#include "wirecopy/entities/languages.hpp"
#include "wirecopy/entities/list_forms.hpp"
#include "wirecopy/entities/names.hpp"
#include "wirecopy/entities/variants.hpp"
#include "wirecopy/entities/words.hpp"

namespace wirecopy::entities {
namespace {

using Words = std::vector<Word>;

/// Documents that are read by one task: they share tables. A single thread needs no tables but one.
std::size_t documents_per_task(std::size_t documents, const parallel::Control& control) {
    if (control.n_jobs == 1) return std::max<std::size_t>(documents, 1);
    constexpr std::size_t kMost = 256;
    constexpr std::size_t kTasks = 16;
    return std::clamp<std::size_t>(documents / kTasks, 1, kMost);
}

/// Lets `read(part, document)` read every document on several threads; returns the parts, each of some documents in a
/// row, in order.
template <typename Part, typename Read>
std::vector<Part> read_in_parts(std::size_t documents, const parallel::Control& control, const Read& read) {
    const std::size_t size = documents_per_task(documents, control);
    std::vector<Part> parts((documents + size - 1) / size);
    if (parts.size() == 1) {
        parallel::for_each(documents, {1, control.checkpoint}, [&](std::size_t document) { read(parts[0], document); });
        return parts;
    }
    parallel::for_each(parts.size(), control, [&](std::size_t task) {
        const std::size_t end = std::min(documents, (task + 1) * size);
        for (std::size_t document = task * size; document < end; ++document) read(parts[task], document);
    });
    return parts;
}

/// The sum of all parts.
template <typename Part, typename Add>
Part added_up(std::vector<Part> parts, const Add& add) {
    Part sum;
    for (Part& part : parts) {
        if (&part == &parts.front()) {
            sum = std::move(part);
        } else {
            add(sum, part);
        }
    }
    return sum;
}

/// Gives names the keys of all documents instead of those of their parts.
NameKeys join_keys(const std::vector<KeyReader>& parts, std::vector<NamedDocument>& documents,
                   const parallel::Control& control) {
    NameKeys keys;
    std::vector<std::vector<KeyId>> numbers(parts.size());
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const KeyTexts& texts = parts[part].texts();
        for (KeyId key = 0; key < texts.size(); ++key) numbers[part].push_back(keys.add(texts[key]));
    }
    const std::size_t size = documents_per_task(documents.size(), control);
    parallel::for_each(documents.size(), control, [&](std::size_t document) {
        const std::vector<KeyId>& own = numbers[document / size];
        for (Name& name : documents[document].names) {
            name.key = own[name.key];
            if (name.bare != kNoKey) name.bare = own[name.bare];
            if (name.defined != kNoKey) name.defined = own[name.defined];
        }
    });
    return keys;
}

/// "Donald J. Trump" is called "Donald Trump" too, unless the corpus knows others: "George W. Bush", "George H. W.
/// Bush".
void drop_middle_initials(std::vector<NamedDocument>& documents, const NameKeys& keys) {
    std::vector<KeyId> full_of(keys.size(), kNoKey);
    std::vector<bool> several(keys.size(), false);
    for (const NamedDocument& document : documents) {
        for (const Name& name : document.names) {
            if (name.bare == kNoKey) continue;
            if (full_of[name.bare] == kNoKey) full_of[name.bare] = name.key;
            if (full_of[name.bare] != name.key) several[name.bare] = true;
        }
    }
    for (NamedDocument& document : documents) {
        for (Name& name : document.names) {
            if (name.bare != kNoKey && !several[name.bare]) name.key = name.bare;
        }
    }
}

}  // namespace

Found find_entities(const tokens::Tokens& tokens, const Gazetteer* gazetteer, const Given& given,
                    const parallel::Control& control) {
    const documents::Corpus& corpus = tokens.corpus();
    std::vector<std::uint8_t> language(tokens.size());
    parallel::for_each(tokens.size(), control,
                       [&](std::size_t document) { language[document] = language_of(tokens[document]); });
    // The words of one document at a time: those of all would take half as much again as their tokens.
    const auto words = [&](std::size_t document) -> const Words& {
        static thread_local Words memory;
        read_words(corpus.text(document), tokens[document], language[document], memory);
        return memory;
    };

    const auto evidence =
        added_up(read_in_parts<Evidence>(tokens.size(), control,
                                         [&](Evidence& sum, std::size_t document) { sum.add(words(document)); }),
                 [](Evidence& sum, const Evidence& part) { sum.add(part); });
    const auto certain =
        added_up(read_in_parts<Census>(tokens.size(), control,
                                       [&](Census& sum, std::size_t document) {
                                           add_certain_names(corpus.text(document), words(document), evidence, sum);
                                       }),
                 [](Census& sum, const Census& part) {
                     for (const auto& [key, count] : part) sum[key] += count;
                 });

    std::optional<List> list;
    if (gazetteer != nullptr) list.emplace(*gazetteer, control);
    const NameSources sources{evidence, certain, list ? &*list : nullptr, given};
    std::vector<NamedDocument> documents(tokens.size());
    const auto parts = read_in_parts<KeyReader>(tokens.size(), control, [&](KeyReader& reader, std::size_t document) {
        const std::string_view text = corpus.text(document);
        const std::size_t row = corpus.order()[document];
        documents[document] = {text, names_of(text, words(document), sources, row, reader), {}};
    });
    const NameKeys keys = join_keys(parts, documents, control);
    drop_middle_initials(documents, keys);
    join_variants(documents, keys);

    Lexicon lexicon(keys, gazetteer);
    for (const NamedDocument& document : documents) lexicon.add_names(document.names);
    lexicon.tell_kinds();
    const auto introductions =
        added_up(read_in_parts<Introductions>(tokens.size(), control,
                                              [&](Introductions& sum, std::size_t document) {
                                                  add_introductions(documents[document].names, lexicon, sum);
                                              }),
                 [](Introductions& sum, const Introductions& part) {
                     for (const auto& [word, introduction] : part) sum[word].add(introduction);
                 });
    lexicon.set_introductions(introductions);
    lexicon.tell_kinds();

    parallel::for_each(tokens.size(), control, [&](std::size_t document) {
        documents[document].owners = owners_of(documents[document].names, lexicon);
    });
    return join(std::move(documents), lexicon, given, control);
}

}  // namespace wirecopy::entities
