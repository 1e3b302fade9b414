#include "wirecopy/entities/discover.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
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

/// Documents that share one table of counts while they are counted.
constexpr std::size_t kDocumentsPerTask = 256;

using Words = std::vector<Word>;

/// Lets `count(sum, document)` count every document on several threads and adds the sums up.
template <typename Sum>
Sum counted(std::size_t documents, const parallel::Control& control,
            const std::function<void(Sum&, std::size_t)>& count, const std::function<void(Sum&, Sum&&)>& add) {
    std::vector<Sum> parts((documents + kDocumentsPerTask - 1) / kDocumentsPerTask);
    parallel::for_each(parts.size(), control, [&](std::size_t task) {
        const std::size_t end = std::min(documents, (task + 1) * kDocumentsPerTask);
        for (std::size_t document = task * kDocumentsPerTask; document < end; ++document) count(parts[task], document);
    });
    Sum total;
    for (Sum& part : parts) add(total, std::move(part));
    return total;
}

void add_census(Census& to, Census&& from) {
    for (const auto& [key, votes] : from) to[key].add(votes);
}

void add_introductions_of(Introductions& to, Introductions&& from) {
    for (const auto& [word, introduction] : from) {
        Introduction& sum = to[word];
        sum.with_person += introduction.with_person;
        sum.without_person += introduction.without_person;
        sum.with_organisation += introduction.with_organisation;
        sum.without_organisation += introduction.without_organisation;
        sum.begins_person += introduction.begins_person;
    }
}

/// "Donald J. Trump" is called "Donald Trump" too, unless the corpus knows others: "George W. Bush", "George H. W.
/// Bush".
void drop_middle_initials(std::vector<NamedDocument>& documents) {
    std::unordered_map<std::string, std::string> full_of;  // empty: several
    for (const NamedDocument& document : documents) {
        for (const Name& name : document.names) {
            if (name.bare.empty()) continue;
            const auto [it, is_new] = full_of.try_emplace(name.bare, name.key);
            if (!is_new && it->second != name.key) it->second.clear();
        }
    }
    for (NamedDocument& document : documents) {
        for (Name& name : document.names) {
            if (!name.bare.empty() && !full_of[name.bare].empty()) name.key = name.bare;
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

    const auto evidence = counted<Evidence>(
        tokens.size(), control, [&](Evidence& sum, std::size_t document) { sum.add(words(document)); },
        [](Evidence& to, Evidence&& from) { to.add(from); });
    const auto certain = counted<Census>(
        tokens.size(), control,
        [&](Census& sum, std::size_t document) {
            add_certain_names(corpus.text(document), words(document), evidence, sum);
        },
        add_census);

    std::optional<List> list;
    if (gazetteer != nullptr) list.emplace(*gazetteer, control);
    std::vector<NamedDocument> documents(tokens.size());
    parallel::for_each(tokens.size(), control, [&](std::size_t document) {
        const std::string_view text = corpus.text(document);
        const std::size_t row = corpus.order()[document];
        documents[document] = {
            text, names_of(text, words(document), evidence, certain, list ? &*list : nullptr, given, row), {}};
    });
    drop_middle_initials(documents);
    join_variants(documents);

    Lexicon lexicon{{}, {}, {}, gazetteer};
    lexicon.names = counted<Census>(
        tokens.size(), control,
        [&](Census& sum, std::size_t document) {
            for (const Name& name : documents[document].names) {
                if (!name.doubtful) sum[name.key].add(name.votes);
            }
        },
        add_census);
    for (const auto& [key, votes] : lexicon.names) {
        const std::size_t space = key.find(' ');
        if (space != std::string::npos) lexicon.begin_with[key.substr(0, space)] += votes.mentions;
    }
    lexicon.introductions = counted<Introductions>(
        tokens.size(), control,
        [&](Introductions& sum, std::size_t document) { add_introductions(documents[document].names, lexicon, sum); },
        add_introductions_of);

    parallel::for_each(tokens.size(), control, [&](std::size_t document) {
        documents[document].owners = owners_of(documents[document].names, lexicon);
    });
    return join(std::move(documents), lexicon, given, control);
}

}  // namespace wirecopy::entities
