#include <algorithm>
#include <map>
#include <utility>

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
        std::map<std::int32_t, std::uint32_t> certain;
        for (const Match& match : matches) {
            if (match.entity != Gazetteer::kSeveral) ++certain[match.entity];
        }
        for (std::size_t i = 0; i < matches.size(); ++i) {
            if (matches[i].entity != Gazetteer::kSeveral) continue;
            const std::string_view surface =
                text_.substr(matches[i].span.begin, matches[i].span.end - matches[i].span.begin);
            std::map<std::int32_t, bool> exact;  // whether a name of the entity is written just so
            for (const std::uint32_t name : matcher.names(matches[i])) {
                bool& just_so = exact[gazetteer_.name_entity()[name]];
                just_so = just_so || gazetteer_.names()[name] == surface;
            }
            std::vector<std::pair<std::int32_t, double>> weights;
            double sum = 0;
            for (const auto& [entity, just_so] : exact) {
                const auto own = certain.find(entity);
                const double mentions = own == certain.end() ? 0 : own->second;
                weights.emplace_back(entity, (1 + mentions) * (just_so ? 2 : 1));
                sum += weights.back().second;
            }
            for (const auto& [entity, weight] : weights) {
                const auto score = static_cast<float>(weight / sum);
                found_.candidates.push_back({static_cast<std::uint32_t>(i), entity, score});
            }
        }
    }

    const Gazetteer& gazetteer_;
    std::uint32_t document_;
    std::string_view text_;
    bool has_several_ = false;
    Located found_;
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
        std::span<const SpelledWord> words;
        if (made == nullptr) {
            words = reader.read(text);
        } else {
            const TokenColumns tokens((*made)[document]);
            words = reader.read(text, tokens.begin, tokens.end, tokens.kind);
        }
        const auto& matches = matcher.read(text, words, reader, overlapping);
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
