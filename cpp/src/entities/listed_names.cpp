#include <algorithm>
#include <utility>

#include "wirecopy/entities/list_forms.hpp"
#include "wirecopy/text/fold.hpp"

#include "list_words.hpp"

namespace wirecopy::entities {
namespace {

/// What a list says of its entities.
class ToldKinds {
  public:
    explicit ToldKinds(const Gazetteer& list) : list_(list) {
        for (std::size_t i = 0; i < list.kinds().size(); ++i) kinds_.push_back(kind_from(list.kinds()[i]));
    }

    Kind of(std::int32_t entity, const ListedWords& name) const {
        const Kind told = kinds_[list_.entity_kind()[static_cast<std::size_t>(entity)]];
        return told == Kind::other ? name.kind() : told;
    }

  private:
    const Gazetteer& list_;
    std::vector<Kind> kinds_;
};

constexpr std::size_t kNamesPerTask = 4096;

/// Lets `read(part, row)` read all names of a list on several threads, and returns the parts in order.
template <typename Part, typename Read>
std::vector<Part> read_names(const Gazetteer& list, const parallel::Control& control, const Read& read) {
    const std::size_t names = list.names().size();
    std::vector<Part> parts((names + kNamesPerTask - 1) / kNamesPerTask);
    parallel::for_each(parts.size(), control, [&](std::size_t task) {
        const std::size_t end = std::min(names, (task + 1) * kNamesPerTask);
        for (std::size_t row = task * kNamesPerTask; row < end; ++row) read(parts[task], row);
    });
    return parts;
}

}  // namespace

Kind listed_kind(const Gazetteer& list, std::int32_t entity, std::string_view name) {
    const Kind told = kind_from(list.kinds()[list.entity_kind()[static_cast<std::size_t>(entity)]]);
    return told == Kind::other ? ListedWords(name).kind() : told;
}

ListForms::ListForms(const Gazetteer& list, const parallel::Control& control) {
    struct Row {
        ListForm form;
        std::int32_t entity;
    };
    const ToldKinds kinds(list);
    const auto parts = read_names<std::vector<Row>>(list, control, [&](std::vector<Row>& rows, std::size_t row) {
        const std::int32_t entity = list.name_entity()[row];
        const ListedWords words(list.names()[row]);
        for (ListForm& form : forms_of(words, kinds.of(entity, words))) {
            if (form.name.find(' ') != std::string::npos) rows.push_back({std::move(form), entity});
        }
    });
    std::string names;
    std::vector<std::int64_t> name_ends{0};
    for (const std::vector<Row>& rows : parts) {
        for (const Row& row : rows) {
            names += row.form.name;
            name_ends.push_back(static_cast<std::int64_t>(names.size()));
            entities_.push_back(row.entity);
            rules_.push_back(row.form.rule);
        }
    }
    const std::vector<std::uint8_t> cases(entities_.size(), Gazetteer::kAutomatic);
    if (entities_.empty()) return;
    // Whose each row is, `entities_` says.
    std::string ids(entities_.size(), 'e');
    std::vector<std::int64_t> id_ends(entities_.size() + 1);
    for (std::size_t i = 0; i < id_ends.size(); ++i) id_ends[i] = static_cast<std::int64_t>(i);
    const std::string no_kinds;
    const std::vector<std::int64_t> no_kind_ends(entities_.size() + 1, 0);
    forms_ = std::make_unique<Gazetteer>(
        Gazetteer::build({ids, id_ends}, {names, name_ends}, {no_kinds, no_kind_ends}, cases));
}

ListWords::ListWords(const Gazetteer& list, const std::unordered_set<std::string>& wanted,
                     const parallel::Control& control) {
    struct Row {
        std::string key;
        Meaning meaning;
    };
    const ToldKinds kinds(list);
    const auto parts = read_names<std::vector<Row>>(list, control, [&](std::vector<Row>& rows, std::size_t row) {
        const std::int32_t entity = list.name_entity()[row];
        const auto add = [&](std::string_view word, Rule rule, bool sure = true) {
            std::string key = text::fold(word);
            std::erase(key, '.');
            std::replace(key.begin(), key.end(), '-', ' ');
            if (wanted.contains(key)) rows.push_back({std::move(key), {entity, rule, sure}});
        };
        const ListedWords words(list.names()[row]);
        const Kind kind = kinds.of(entity, words);
        for (const ListForm& form : forms_of(words, kind)) {
            if (form.name.find(' ') == std::string::npos) add(form.name, form.rule);
        }
        if (words.size() < 2) return;
        if (kind == Kind::person || words.may_be_person()) {
            const bool first = words.is(0, Cue::family_name_first);
            add(words[first ? 0 : words.without_generation() - 1], Rule::surname, kind == Kind::person);
        }
        if (kind == Kind::organisation) {
            const std::size_t begin = words.begins_with_article() ? 1 : 0;
            const bool head = words.is(begin, Cue::organisation) || words.is(begin, Cue::place);
            if (begin + 1 < words.size() && !head && !words.has("of")) add(words[begin], Rule::given_name);
        }
        if (kind == Kind::organisation || kind == Kind::other) {
            const std::string initials = words.initials();
            if (initials.size() > 2) add(initials, Rule::acronym);
        }
    });
    for (const std::vector<Row>& rows : parts) {
        for (const Row& row : rows) {
            std::vector<Meaning>& meanings = meanings_[row.key];
            const bool known = std::find(meanings.begin(), meanings.end(), row.meaning) != meanings.end();
            if (!known && meanings.size() < kMostMeanings) meanings.push_back(row.meaning);
        }
    }
    for (auto& [word, meanings] : meanings_) {
        std::stable_sort(meanings.begin(), meanings.end(),
                         [](const Meaning& a, const Meaning& b) { return a.entity < b.entity; });
    }
}

std::span<const ListWords::Meaning> ListWords::of(const std::string& key) const {
    const auto it = meanings_.find(key);
    if (it == meanings_.end()) return {};
    return it->second;
}

}  // namespace wirecopy::entities
