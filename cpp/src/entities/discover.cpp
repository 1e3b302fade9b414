#include "wirecopy/entities/discover.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "wirecopy/entities/candidates.hpp"
#include "wirecopy/entities/evidence.hpp"
#include "wirecopy/entities/growth.hpp"
#include "wirecopy/entities/join.hpp"
#include "wirecopy/entities/kept_words.hpp"
#include "wirecopy/entities/languages.hpp"
#include "wirecopy/entities/list_forms.hpp"
#include "wirecopy/entities/names.hpp"
#include "wirecopy/entities/variants.hpp"
#include "wirecopy/entities/words.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

/// Documents that are read by one task: they share tables. A single thread needs no tables but one.
std::size_t documents_per_task(std::size_t documents, const parallel::Control& control) {
    if (control.n_jobs == 1) return std::max<std::size_t>(documents, 1);
    constexpr std::size_t kMost = 256;
    constexpr std::size_t kTasks = 16;
    return std::clamp<std::size_t>(documents / kTasks, 1, kMost);
}

/// Lets `read(part, document)` read every document on several threads, each part some documents in a row.
template <typename Part, typename Read>
void read_parts(std::vector<Part>& parts, std::size_t documents, const parallel::Control& control, const Read& read) {
    const std::size_t size = documents_per_task(documents, control);
    if (parts.size() == 1) {
        parallel::for_each(documents, {1, control.checkpoint}, [&](std::size_t document) { read(parts[0], document); });
        return;
    }
    parallel::for_each(parts.size(), control, [&](std::size_t task) {
        const std::size_t end = std::min(documents, (task + 1) * size);
        for (std::size_t document = task * size; document < end; ++document) read(parts[task], document);
    });
}

/// The same with new parts, which it returns in order.
template <typename Part, typename Read>
std::vector<Part> read_in_parts(std::size_t documents, const parallel::Control& control, const Read& read) {
    const std::size_t size = documents_per_task(documents, control);
    std::vector<Part> parts((documents + size - 1) / size);
    read_parts(parts, documents, control, read);
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

/// What is kept of a document between two looks at it.
struct Reading {
    KeptWords words;
    Candidates candidates;
};

/// Gives names that are hardly ever without it their 's back ("Moody's"), but not persons ("Ann Moody's house").
void give_possessives_back(std::string_view text, const Evidence& evidence, std::vector<Word>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        Word& word = words[i];
        if (!word.possessive || word.shape != Shape::capitalised || !evidence.keeps_possessive(word)) continue;
        if (i > 0 && word.gap == Gap::space && words[i - 1].is(Cue::given_name)) continue;
        word.span.end = word.whole_end;
        word.key = tokens::token_key(text.substr(word.span.begin, word.span.end - word.span.begin));
        word.possessive = false;
    }
}

/// The words of one document at a time: those of all would take half as much again as their tokens.
const std::vector<Word>& words_of(const Reading& reading, std::string_view text, const tokens::TokenView& tokens,
                                  const Evidence& evidence) {
    thread_local std::vector<Word> words;
    reading.words.read(tokens, words);
    give_possessives_back(text, evidence, words);
    return words;
}

/// Reads the words; returns what the parts of the corpus know of theirs.
std::vector<Evidence> read_evidence(const tokens::Tokens& tokens, std::vector<Reading>& readings,
                                    const parallel::Control& control) {
    auto parts = read_in_parts<Evidence>(tokens.size(), control, [&](Evidence& part, std::size_t document) {
        thread_local std::vector<Word> words;
        const tokens::TokenView own = tokens[document];
        read_words(tokens.corpus().text(document), own, language_of(own), words);
        part.add(words);
        readings[document].words = KeptWords(own, words);
    });
    if (parts.size() > 1) {
        Evidence all;
        for (const Evidence& part : parts) all.add(part);
        parallel::for_each(parts.size(), control, [&](std::size_t part) { parts[part].know(all); });
    }
    return parts;
}

/// Finds the candidates; returns how often those are there that are certain by themselves.
Census read_candidates(const tokens::Tokens& tokens, const std::vector<Evidence>& evidence,
                       std::vector<Reading>& readings, const parallel::Control& control) {
    struct Part {
        const Evidence* evidence;
        Census census = {};
    };
    std::vector<Part> parts;
    for (const Evidence& each : evidence) parts.push_back({&each});
    read_parts(parts, tokens.size(), control, [&](Part& part, std::size_t document) {
        Reading& reading = readings[document];
        const std::string_view text = tokens.corpus().text(document);
        const auto& words = words_of(reading, text, tokens[document], *part.evidence);
        reading.candidates = candidates_of(text, words, *part.evidence);
        add_certain_names(words, reading.candidates.runs, part.census);
    });
    return added_up(std::move(parts),
                    [](Part& sum, const Part& part) {
                        for (const auto& [key, count] : part.census) sum.census[key] += count;
                    })
        .census;
}

/// What names in a part of the corpus are read with.
struct NamePart {
    const Evidence* evidence;
    KeyReader keys = {};
};

/// Gives names the keys of all documents instead of those of their parts.
NameKeys join_keys(const std::vector<NamePart>& parts, std::vector<NamedDocument>& documents,
                   const parallel::Control& control) {
    NameKeys keys;
    std::vector<std::vector<KeyId>> numbers(parts.size());
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const KeyTexts& texts = parts[part].keys.texts();
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
    std::vector<Reading> readings(tokens.size());
    const auto evidence = read_evidence(tokens, readings, control);
    const auto certain = read_candidates(tokens, evidence, readings, control);

    std::optional<List> list;
    if (gazetteer != nullptr) list.emplace(*gazetteer, control);
    std::vector<NamedDocument> documents(tokens.size());
    std::vector<NamePart> parts;
    for (const Evidence& each : evidence) parts.push_back({&each});
    read_parts(parts, tokens.size(), control, [&](NamePart& part, std::size_t document) {
        const std::string_view text = corpus.text(document);
        const std::size_t row = corpus.order()[document];
        const NameSources sources{*part.evidence, certain, list ? &*list : nullptr, given};
        const Reading reading = std::move(readings[document]);
        const auto& words = words_of(reading, text, tokens[document], *part.evidence);
        documents[document] = {text, names_of(text, words, reading.candidates, sources, row, part.keys), {}};
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
