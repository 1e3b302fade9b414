#include "wirecopy/entities/list_forms.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "list_words.hpp"

namespace wirecopy::entities {
namespace {

using Words = ListedWords;

constexpr std::string_view kPlaceAbbreviations =
#include "cues/place_abbreviations.txt"
    ;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The short forms of places by their folded names.
const std::unordered_map<std::string, std::vector<std::string>>& place_abbreviations() {
    static const auto known = [] {
        std::unordered_map<std::string, std::vector<std::string>> result;
        std::string_view rest = kPlaceAbbreviations;
        const auto piece = [](std::string_view& from, char end) {
            const std::size_t at = std::min(from.find(end), from.size());
            const std::string_view first = from.substr(0, at);
            from.remove_prefix(std::min(at + 1, from.size()));
            return first;
        };
        while (!rest.empty()) {
            std::string_view line = piece(rest, '\n');
            if (line.starts_with('#') || line.find(':') == std::string_view::npos) continue;
            std::string_view names = piece(line, ':');
            std::vector<std::string> shorts;
            while (!line.empty()) {
                const std::string_view each = piece(line, ' ');
                if (!each.empty()) shorts.emplace_back(each);
            }
            while (!names.empty()) {
                const std::string_view name = piece(names, ',');
                result[text::fold(name.substr(std::min(name.find_first_not_of(' '), name.size())))] = shorts;
            }
        }
        return result;
    }();
    return known;
}

/// Collects forms, and what is made of them.
class FormMaker {
  public:
    FormMaker(const Words& name, Kind kind) : name_(name), kind_(kind) {}

    std::vector<ListForm> made() && {
        // Each step may change what the steps before it made.
        each(&FormMaker::without_legal_form);
        each(&FormMaker::without_article);
        each(&FormMaker::without_country);
        each(&FormMaker::office_behind);
        each(&FormMaker::without_middle_initials);
        each(&FormMaker::family_name_last);
        each(&FormMaker::with_and);
        each(&FormMaker::without_umlauts);
        abbreviated();
        return std::move(forms_);
    }

  private:
    void each(void (FormMaker::*step)(const Words&)) {
        (this->*step)(name_);
        const std::size_t count = forms_.size();
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = forms_[i].name;  // the step adds forms
            (this->*step)(Words(name));
        }
    }

    void add(std::string name, Rule rule) {
        const bool known = name == name_.name() || std::any_of(forms_.begin(), forms_.end(),
                                                               [&](const ListForm& form) { return form.name == name; });
        if (!known && !name.empty() && forms_.size() < kMostForms) forms_.push_back({std::move(name), rule});
    }

    void without_legal_form(const Words& words) {
        if (kind_ == Kind::person || kind_ == Kind::place) return;
        const std::size_t end = words.without_legal_form();
        if (end < words.size()) add(words.joined(0, end), Rule::short_name);
    }

    void without_article(const Words& words) {
        if (words.size() < 2 || kind_ == Kind::person) return;
        if (words.begins_with_article()) add(words.joined(1, words.size()), Rule::short_name);
    }

    void without_country(const Words& words) {
        if (kind_ == Kind::person || kind_ == Kind::place) return;
        const std::size_t size = words.size();
        std::size_t first = 0;
        std::size_t end = size;
        if (size > 2 && words[0] == "United" && is_one_of(words[1], {"States", "Kingdom"})) first = 2;
        if (size > 1 && is_one_of(words[0], {"U.S.", "US", "U.K.", "UK", "U.N.", "UN", "US-"})) first = 1;
        const bool behind =
            size > 4 && words[size - 2] == "United" && is_one_of(words[size - 1], {"States", "Kingdom"});
        if (behind) end = size - (words[size - 3] == "the" ? 4 : 3);
        if (behind && words[end] != "of") end = size;
        if (first == 0 && end == size) return;
        const bool alone =
            end - first > 1 || is_one_of(words[first], {"Army", "Congress", "Navy", "Senate", "Treasury"});
        if (first < end && alone) add(words.joined(first, end), Rule::short_name);
        const bool american = first > 0 ? is_one_of(words[1], {"States"}) : words[size - 1] == "States";
        if (american && first < end) add("U.S. " + words.joined(first, end), Rule::short_name);
    }

    void office_behind(const Words& words) {
        if (words.size() < 3 || !is_one_of(words[0], {"Ministry", "Department"})) return;
        if (!is_one_of(words[1], {"of", "for"})) return;
        const std::size_t first = words[2] == "the" ? 3 : 2;
        if (first < words.size()) {
            add(words.joined(first, words.size()) + ' ' + std::string(words[0]), Rule::short_name);
        }
    }

    void without_middle_initials(const Words& words) {
        if (words.size() < 3 || kind_ == Kind::organisation || kind_ == Kind::place) return;
        std::string kept(words[0]);
        std::size_t dropped = 0;
        for (std::size_t i = 1; i < words.size(); ++i) {
            const bool initial = i + 1 < words.size() && words.is_initial(i);
            dropped += initial ? 1 : 0;
            if (!initial) kept += ' ' + std::string(words[i]);
        }
        if (dropped > 0 && !words.is_initial(0)) add(std::move(kept), Rule::spelling);
    }

    void family_name_last(const Words& words) {
        const bool person = kind_ == Kind::person || kind_ == Kind::other;
        if (!person || words.size() < 2 || words.size() > 3 || !words.is(0, Cue::family_name_first)) return;
        if (words.is(words.size() - 1, Cue::family_name_first)) return;
        add(words.joined(1, words.size()) + ' ' + std::string(words[0]), Rule::spelling);
    }

    void with_and(const Words& words) {
        for (std::size_t i = 1; i + 1 < words.size(); ++i) {
            if (words[i] != "&") continue;
            for (const std::string_view other : {"and", "und", "et", "y"}) {
                add(words.joined(0, i) + ' ' + std::string(other) + ' ' + words.joined(i + 1, words.size()),
                    Rule::spelling);
            }
        }
    }

    void without_umlauts(const Words& words) {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLetters{{{"ä", "ae"},
                                                                                                {"ö", "oe"},
                                                                                                {"ü", "ue"},
                                                                                                {"Ä", "Ae"},
                                                                                                {"Ö", "Oe"},
                                                                                                {"Ü", "Ue"},
                                                                                                {"ß", "ss"},
                                                                                                {"å", "aa"},
                                                                                                {"ø", "oe"}}};
        if (words.is_ascii()) return;
        std::string name = words.joined(0, words.size());
        const std::size_t size = name.size();
        bool changed = false;
        for (const auto& [letter, written] : kLetters) {
            for (std::size_t at = name.find(letter); at != std::string::npos && size < kLongest;
                 at = name.find(letter, at)) {
                name.replace(at, letter.size(), written);
                changed = true;
            }
        }
        if (changed) add(std::move(name), Rule::spelling);
    }

    void abbreviated() {
        if (kind_ != Kind::place) return;
        const auto found = place_abbreviations().find(text::fold(name_.name()));
        if (found == place_abbreviations().end()) return;
        for (const std::string& each : found->second) add(each, Rule::spelling);
    }

    static constexpr std::size_t kLongest = 256;  ///< bytes

    const Words& name_;
    Kind kind_;
    std::vector<ListForm> forms_;
};

}  // namespace

std::vector<ListForm> forms_of(const ListedWords& name, Kind kind) {
    return FormMaker(name, kind).made();
}

std::vector<ListForm> forms_of(std::string_view name, Kind kind) {
    return forms_of(ListedWords(name), kind);
}

}  // namespace wirecopy::entities
