#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "wirecopy/entities/gazetteer.hpp"

namespace wirecopy::entities {
namespace {

using Match = GazetteerMatcher::Match;

/// The mentions of one document; candidates count them from 0.
class DocumentMentions {
  public:
    DocumentMentions(const Gazetteer& gazetteer, std::uint32_t document, std::string_view text)
        : gazetteer_(gazetteer), document_(document), text_(text) {}

    Located located(const GazetteerMatcher& matcher, const std::vector<Match>& matches) && {
        found_.mentions.reserve(matches.size());
        for (const Match& match : matches) {
            const Rule rule = match.entity == Gazetteer::kSeveral ? Rule::ambiguous : Rule::gazetteer;
            has_several_ = has_several_ || rule == Rule::ambiguous;
            found_.mentions.push_back({document_, match.span, match.entity, rule});
        }
        if (has_several_) weigh(matcher, matches);
        return std::move(found_);
    }

  private:
    void weigh(const GazetteerMatcher& matcher, const std::vector<Match>& matches) {
        std::vector<std::int32_t> certain;
        for (const Match& match : matches) {
            if (match.entity != Gazetteer::kSeveral) certain.push_back(match.entity);
        }
        std::sort(certain.begin(), certain.end());
        for (std::size_t i = 0; i < matches.size(); ++i) {
            if (matches[i].entity == Gazetteer::kSeveral) weigh(matcher.names(matches[i]), i, certain);
        }
    }

    /// Adds the candidates of a mention; `certain`: the entities of the others, ascending.
    void weigh(std::span<const std::uint32_t> names, std::size_t mention, const std::vector<std::int32_t>& certain) {
        const tokens::ByteSpan span = found_.mentions[mention].span;
        const std::string_view surface = text_.substr(span.begin, span.end - span.begin);
        exact_.clear();
        for (const std::uint32_t name : names) {
            exact_.emplace_back(gazetteer_.name_entity()[name], gazetteer_.names()[name] == surface);
        }
        std::sort(exact_.begin(), exact_.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : a.second > b.second;
        });
        const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
        exact_.erase(std::unique(exact_.begin(), exact_.end(), same), exact_.end());
        const std::size_t first = found_.candidates.size();
        double sum = 0;
        weights_.clear();
        for (const auto& [entity, just_so] : exact_) {
            const auto [begin, end] = std::equal_range(certain.begin(), certain.end(), entity);
            weights_.push_back(static_cast<double>(1 + (end - begin)) * (just_so ? 2 : 1));
            sum += weights_.back();
            found_.candidates.push_back({static_cast<std::uint32_t>(mention), entity, 0});
        }
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            found_.candidates[first + i].score = static_cast<float>(weights_[i] / sum);
        }
    }

    const Gazetteer& gazetteer_;
    std::uint32_t document_;
    std::string_view text_;
    bool has_several_ = false;
    Located found_;
    std::vector<std::pair<std::int32_t, bool>> exact_;  ///< entities, and whether a name of each is written just so
    std::vector<double> weights_;
};

/// The columns of a document's tokens.
struct TokenColumns {
    std::vector<std::uint32_t> begin;
    std::vector<std::uint32_t> end;
    std::vector<tokens::TokenKind> kind;

    explicit TokenColumns(const tokens::TokenView& tokens) {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            begin.push_back(tokens.span(i).begin);
            end.push_back(tokens.span(i).end);
            kind.push_back(tokens.kind(i));
        }
    }
};

}  // namespace

Located Gazetteer::find(const documents::Corpus& corpus, const tokens::Tokens* made, bool overlapping,
                        const parallel::Control& control) const {
    std::vector<Located> parts(corpus.size());
    parallel::for_each(corpus.size(), control, [&](std::size_t document) {
        thread_local SpellingReader reader;
        thread_local GazetteerMatcher matcher(*this);
        matcher.look_for(*this);
        const std::string_view text = corpus.text(document);
        if (made == nullptr) {
            reader.read(text);
        } else {
            const TokenColumns tokens((*made)[document]);
            reader.read(text, tokens.begin, tokens.end, tokens.kind);
        }
        const auto& matches = matcher.read(reader, overlapping);
        parts[document] = DocumentMentions(*this, static_cast<std::uint32_t>(document), text).located(matcher, matches);
    });
    Located found;
    std::size_t mentions = 0;
    for (const Located& part : parts) mentions += part.mentions.size();
    found.mentions.reserve(mentions);
    for (const Located& part : parts) {
        const auto before = static_cast<std::uint32_t>(found.mentions.size());
        found.mentions.insert(found.mentions.end(), part.mentions.begin(), part.mentions.end());
        for (const EntityCandidate& each : part.candidates) {
            found.candidates.push_back({before + each.mention, each.entity, each.score});
        }
    }
    return found;
}

}  // namespace wirecopy::entities
