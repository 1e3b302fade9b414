#include "wirecopy/reuse/credits.hpp"

#include <algorithm>
#include <bitset>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "wirecopy/reuse/credit_lines.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "spares.hpp"
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

/// What a document credits if boilerplate does not follow on a line of credit, and these lines.
struct CreditsRead {
    DocumentCredits credits = {};
    std::size_t stranger_at = 0;  ///< the paragraph with the stranger's dateline
    std::vector<DocumentCredits::OfParagraph> closing = {};
};

/// Nothing where sentences are asked for that are not there.
std::optional<CreditsRead> read_credits(const CreditLines& lines, bool has_sentences) {
    const std::size_t count = lines.size();
    CreditsRead read;
    DocumentCredits& credits = read.credits;
    for (std::size_t p = 0; p < count; ++p) {
        const auto number = static_cast<std::uint32_t>(p);
        const CreditLines::Ending ending = lines.ending(p);
        if (ending.credit != kNoAgency) credits.paragraphs.push_back({number, ending.credit});
        if (credits.agency != kNoAgency || credits.is_sure) continue;
        if (p < kHead) {
            credits.agency = lines.byline(p);
            if (credits.agency != kNoAgency) continue;
            const Dateline dateline = lines.dateline(p);
            credits.agency = dateline.agency;
            if (credits.stranger.empty()) {
                credits.stranger = dateline.stranger;
                credits.is_sure = dateline.is_sure;
                read.stranger_at = p;
            }
        }
        if (credits.agency == kNoAgency && (p < kHead || p + kTail >= count)) credits.agency = lines.line(p);
        if (credits.agency == kNoAgency && p + kTail >= count && lines.may_have_sentence(p)) {
            if (!has_sentences) return std::nullopt;
            credits.agency = lines.sentence(p);
        }
        if (credits.agency == kNoAgency && ending.closing != kNoAgency) {
            read.closing.push_back({number, ending.closing});
        }
    }
    return read;
}

/// What is credited when the text ends where its last paragraphs are boilerplate: nothing behind its end counts.
DocumentCredits settled(CreditsRead read, const std::vector<bool>& is_boilerplate) {
    DocumentCredits credits = std::move(read.credits);
    std::size_t story_end = is_boilerplate.size();
    while (story_end > 1 && is_boilerplate[story_end - 1]) --story_end;
    for (const auto& [paragraph, agency] : read.closing) {
        if (paragraph + 1 != story_end) continue;
        credits.agency = agency;
        if (read.stranger_at <= paragraph) continue;
        credits.stranger.clear();
        credits.is_sure = false;
    }
    return credits;
}

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

/// Tells which documents have the words of names.
class NamedDocuments {
  public:
    explicit NamedDocuments(const std::set<std::string>& names) {
        tokens::Tokenizer tokenizer;
        for (const std::string& name : names) {
            const tokens::TokenView view = tokenizer.read(name);
            std::vector<Word>& words = names_.emplace_back();
            for (std::size_t token = 0; token < view.size(); ++token) {
                if (view.is_word(token)) words.push_back(word_of(view.key(token)));
            }
            if (!words.empty()) may_begin_.set(words.front() % may_begin_.size());
        }
    }

    bool has(std::span<const Word> document) const {
        for (std::size_t word = 0; word < document.size(); ++word) {
            if (!may_begin_[document[word] % may_begin_.size()]) continue;
            const auto rest = document.subspan(word);
            for (const std::vector<Word>& name : names_) {
                if (name.size() <= rest.size() && std::equal(name.begin(), name.end(), rest.begin())) return true;
            }
        }
        return false;
    }

  private:
    std::vector<std::vector<Word>> names_;
    std::bitset<std::size_t{1} << 14U> may_begin_;
};

}  // namespace

std::int32_t DocumentCredits::of(std::uint32_t paragraph) const {
    const auto own =
        std::lower_bound(paragraphs.begin(), paragraphs.end(), paragraph,
                         [](const OfParagraph& one, std::uint32_t which) { return one.paragraph < which; });
    return own != paragraphs.end() && own->paragraph == paragraph ? own->agency : agency;
}

const std::string& Credits::name(std::int32_t agency) const {
    static const std::string kNone;
    return agency == kNoAgency ? kNone : names[static_cast<std::size_t>(agency)];
}

struct CreditFinder::Parts {
    const documents::Corpus& corpus;
    Agencies agencies;
    std::vector<CreditsRead> read;
    Spares<tokens::Tokenizer> tokenizers = {};
};

CreditFinder::CreditFinder(const documents::Corpus& corpus, const CreditWords& words)
    : parts_(new Parts{corpus, Agencies(words), std::vector<CreditsRead>(corpus.size())}) {}
CreditFinder::~CreditFinder() = default;

void CreditFinder::read(std::size_t document, const tokens::TokenView& view, bool has_sentences) {
    const std::string_view text = parts_->corpus.text(document);
    const CreditLines lines(parts_->agencies, view, text);
    if (std::optional<CreditsRead> read = read_credits(lines, has_sentences)) {
        parts_->read[document] = std::move(*read);
        return;
    }
    parts_->tokenizers.with([] { return std::make_unique<tokens::Tokenizer>(); },
                            [&](tokens::Tokenizer& tokenizer) { read(document, tokenizer.read(text), true); });
}

Credits CreditFinder::found(const std::vector<std::vector<bool>>& is_boilerplate, const FlatWords* words,
                            const tokens::Tokens* tokens, const parallel::Control& control) {
    Agencies& agencies = parts_->agencies;
    const auto first_learnt = static_cast<std::int32_t>(agencies.names().size());
    Credits credits;
    credits.of.resize(parts_->read.size());
    const auto settle = [&](std::size_t d) {
        credits.of[d] = settled(std::exchange(parts_->read[d], {}), is_boilerplate[d]);
    };
    for (std::size_t d = 0; d < credits.of.size(); ++d) settle(d);
    const std::set<std::string> names = learnt(parts_->corpus, credits.of);
    for (const std::string& name : names) agencies.add(name);
    if (!names.empty()) {
        const NamedDocuments named(names);
        const auto wanted = [&](std::size_t d) { return words == nullptr || named.has(words->words(d)); };
        for_each_read(parts_->corpus, tokens, control, wanted, [&](std::size_t d, const tokens::TokenView& view) {
            read(d, view, tokens != nullptr);
            settle(d);
        });
    }
    std::exchange(parts_->read, {});
    std::set<std::string> sure;
    for (const DocumentCredits& one : credits.of) {
        if (one.agency == kNoAgency && one.is_sure) sure.insert(one.stranger);
    }
    for (const std::string& name : sure) agencies.add(name);
    for (DocumentCredits& one : credits.of) {
        if (one.agency == kNoAgency && one.is_sure) one.agency = agencies.add(one.stranger);
    }
    take_own_names(parts_->corpus, first_learnt, credits.of);
    credits.names = agencies.names();
    return credits;
}

Credits find_credits(const documents::Corpus& corpus, const tokens::Tokens* tokens, const CreditWords& words,
                     const std::vector<std::vector<bool>>& is_boilerplate, const parallel::Control& control) {
    CreditFinder finder(corpus, words);
    const auto every = [](std::size_t) { return true; };
    for_each_read(corpus, tokens, control, every,
                  [&](std::size_t d, const tokens::TokenView& view) { finder.read(d, view, tokens != nullptr); });
    return finder.found(is_boilerplate, nullptr, tokens, control);
}

}  // namespace wirecopy::reuse
