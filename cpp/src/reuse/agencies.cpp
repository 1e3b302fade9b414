#include "wirecopy/reuse/agencies.hpp"

#include <algorithm>

#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::reuse {
namespace {

std::vector<tokens::TokenKey> keys_of(std::string_view run) {
    tokens::Tokenizer tokenizer;
    const tokens::TokenView view = tokenizer.read(run);
    std::size_t size = view.size();
    // "A.P." is the same before a comma, where its last full stop is gone.
    const tokens::TokenKey full_stop = tokens::token_key(".");
    while (size > 1 && view.key(size - 1) == full_stop) --size;
    std::vector<tokens::TokenKey> keys;
    for (std::size_t token = 0; token < size; ++token) keys.push_back(view.key(token));
    return keys;
}

void add_all(const std::vector<std::string>& runs, Runs& to) {
    for (const std::string& run : runs) to.add(run, 0);
}

}  // namespace

void Runs::add(std::string_view run, std::int32_t value) {
    std::vector<tokens::TokenKey> keys = keys_of(run);
    if (keys.empty()) return;
    may_begin_.set(filtered(keys.front()));
    if (keys.size() == 1) {
        may_be_all_.set(filtered(keys.front()));
    } else {
        may_begin_pair_.set(filtered(keys[0], keys[1]));
    }
    std::vector<Run>& same_first = by_first_[keys.front()];
    const auto known =
        std::find_if(same_first.begin(), same_first.end(), [&](const Run& other) { return other.keys == keys; });
    if (known == same_first.end()) {
        same_first.push_back({std::move(keys), value});
    } else {
        known->value = value;
    }
}

Runs::Found Runs::longest_at(const tokens::TokenView& view, std::size_t token, std::size_t end) const {
    Found found;
    const tokens::TokenKey first = view.key(token);
    if (!may_be_all_[filtered(first)] && (token + 1 >= end || !may_begin_pair_[filtered(first, view.key(token + 1))])) {
        return found;
    }
    const auto candidates = by_first_.find(first);
    if (candidates == by_first_.end()) return found;
    for (const Run& run : candidates->second) {
        if (run.keys.size() <= found.size || run.keys.size() > end - token) continue;
        std::size_t same = 1;
        while (same < run.keys.size() && view.key(token + same) == run.keys[same]) ++same;
        if (same == run.keys.size()) found = {same, run.value};
    }
    return found;
}

Agencies::Agencies(const CreditWords& words) {
    for (const auto& [name, form] : words.agencies) forms.add(form, add(name));
    add_all(words.joining, joining);
    add_all(words.bylines, bylines);
    add_all(words.pictures, pictures);
    add_all(words.openings, openings);
    add_all(words.phrases, phrases);
    add_all(words.remarks, remarks);
    others_ = words.others;
}

bool Agencies::is_other(std::string_view text) const {
    return std::any_of(others_.begin(), others_.end(), [&](const std::string& one) { return text.starts_with(one); });
}

std::int32_t Agencies::add(const std::string& name) {
    const auto known = std::find(names_.begin(), names_.end(), name);
    if (known != names_.end()) return static_cast<std::int32_t>(known - names_.begin());
    const auto agency = static_cast<std::int32_t>(names_.size());
    names_.push_back(name);
    forms.add(name, agency);
    return agency;
}

}  // namespace wirecopy::reuse
