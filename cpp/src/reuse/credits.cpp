#include "wirecopy/reuse/credits.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "wirecopy/reuse/credit_lines.hpp"

#include "token_reader.hpp"

namespace wirecopy::reuse {
namespace {

/// So many paragraphs from the beginning can hold a dateline or a byline, and so many before the end a credit.
constexpr std::size_t kHead = 10;
constexpr std::size_t kTail = 10;
/// An unknown name in so many datelines, of so many publishers, is an agency's.
constexpr std::size_t kDatelines = 3;
constexpr std::size_t kPublishers = 2;
/// A publisher that has nine tenths of so many documents with an unknown name in their credits signs itself by it.
constexpr std::size_t kSigned = 10;

}  // namespace

std::int32_t DocumentCredits::of(std::uint32_t paragraph) const {
    const auto own =
        std::lower_bound(paragraphs.begin(), paragraphs.end(), paragraph,
                         [](const OfParagraph& one, std::uint32_t which) { return one.paragraph < which; });
    return own != paragraphs.end() && own->paragraph == paragraph ? own->agency : agency;
}

DocumentCredits read_credits(const Agencies& agencies, const tokens::TokenView& view, std::string_view text,
                             const std::vector<bool>& is_boilerplate) {
    const CreditLines lines(agencies, view, text);
    const std::size_t count = lines.size();
    std::size_t story_end = count;
    while (story_end > 1 && is_boilerplate[story_end - 1]) --story_end;
    DocumentCredits credits;
    for (std::size_t p = 0; p < count; ++p) {
        const std::int32_t at_end = lines.at_end(p);
        if (at_end != kNoAgency) credits.paragraphs.push_back({static_cast<std::uint32_t>(p), at_end});
        if (credits.agency != kNoAgency || credits.is_sure) continue;
        if (p < kHead) {
            credits.agency = lines.byline(p);
            if (credits.agency != kNoAgency) continue;
            const Dateline dateline = lines.dateline(p);
            credits.agency = dateline.agency;
            if (credits.stranger.empty()) {
                credits.stranger = dateline.stranger;
                credits.is_sure = dateline.is_sure;
            }
        }
        if (credits.agency == kNoAgency && (p < kHead || p + kTail >= count)) credits.agency = lines.line(p);
        if (credits.agency == kNoAgency && p + kTail >= count) credits.agency = lines.sentence(p);
        if (credits.agency == kNoAgency && p + 1 == story_end) credits.agency = lines.closing(p);
    }
    return credits;
}

namespace {

/// The unknown names of datelines that documents of several publishers have.
std::set<std::string> learnt(const documents::Corpus& corpus, const std::vector<DocumentCredits>& credits) {
    struct Evidence {
        std::size_t datelines = 0;
        std::set<std::int32_t> publishers = {};
    };
    std::map<std::string, Evidence> evidence;
    for (std::size_t d = 0; d < credits.size(); ++d) {
        if (credits[d].stranger.empty()) continue;
        Evidence& of = evidence[credits[d].stranger];
        ++of.datelines;
        if (corpus.publisher(d) >= 0) of.publishers.insert(corpus.publisher(d));
    }
    std::set<std::string> names;
    for (const auto& [name, of] : evidence) {
        if (of.datelines >= kDatelines && of.publishers.size() >= kPublishers) names.insert(name);
    }
    return names;
}

/// Of documents with a name that was not known before `first_learnt`, takes the credits of those whose publisher signs
/// itself by it: "(CNN)" credits an agency in other houses only.
void take_own_names(const documents::Corpus& corpus, std::int32_t first_learnt, std::vector<DocumentCredits>& credits) {
    std::map<std::int32_t, std::map<std::int32_t, std::size_t>> documents;  // by agency and publisher
    for (std::size_t d = 0; d < credits.size(); ++d) {
        if (credits[d].agency >= first_learnt) ++documents[credits[d].agency][corpus.publisher(d)];
    }
    std::map<std::int32_t, std::int32_t> own_name_of;
    for (const auto& [agency, of] : documents) {
        std::size_t all = 0;
        for (const auto& [publisher, count] : of) all += count;
        for (const auto& [publisher, count] : of) {
            if (publisher >= 0 && all >= kSigned && count * 10 >= all * 9) own_name_of[agency] = publisher;
        }
    }
    for (std::size_t d = 0; d < credits.size(); ++d) {
        const auto is_own = [&](std::int32_t agency) {
            const auto own = own_name_of.find(agency);
            return own != own_name_of.end() && own->second == corpus.publisher(d);
        };
        if (is_own(credits[d].agency)) credits[d].agency = kNoAgency;
        std::erase_if(credits[d].paragraphs, [&](const auto& paragraph) { return is_own(paragraph.agency); });
    }
}

}  // namespace

const std::string& Credits::name(std::int32_t agency) const {
    static const std::string kNone;
    return agency == kNoAgency ? kNone : names[static_cast<std::size_t>(agency)];
}

Credits find_credits(const documents::Corpus& corpus, const tokens::Tokens* tokens, const CreditWords& words,
                     const std::vector<std::vector<bool>>& is_boilerplate, const parallel::Control& control) {
    Agencies agencies(words);
    const auto first_learnt = static_cast<std::int32_t>(agencies.names().size());
    Credits credits;
    credits.of.resize(corpus.size());
    const auto read_all = [&] {
        const auto every = [](std::size_t) { return true; };
        for_each_read(corpus, tokens, Reading::all, control, every, [&](std::size_t d, const tokens::TokenView& view) {
            credits.of[d] = read_credits(agencies, view, corpus.text(d), is_boilerplate[d]);
        });
    };
    read_all();
    const std::set<std::string> names = learnt(corpus, credits.of);
    for (const std::string& name : names) agencies.add(name);
    if (!names.empty()) read_all();
    std::set<std::string> sure;
    for (const DocumentCredits& one : credits.of) {
        if (one.agency == kNoAgency && one.is_sure) sure.insert(one.stranger);
    }
    for (const std::string& name : sure) agencies.add(name);
    for (DocumentCredits& one : credits.of) {
        if (one.agency == kNoAgency && one.is_sure) one.agency = agencies.add(one.stranger);
    }
    take_own_names(corpus, first_learnt, credits.of);
    credits.names = agencies.names();
    return credits;
}

}  // namespace wirecopy::reuse
