#include "wirecopy/reuse/agencies.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "wirecopy/text/fold.hpp"

namespace wirecopy::reuse {
namespace {

struct Agency {
    std::string_view folded;  ///< a form of the name, words joined by one space
    std::string_view name;
};

constexpr std::array kAgencies = {
    Agency{"aap", "AAP"},
    Agency{"afp", "AFP"},
    Agency{"agence france-presse", "AFP"},
    Agency{"ansa", "ANSA"},
    Agency{"ap", "AP"},
    Agency{"associated press", "AP"},
    Agency{"apa", "APA"},
    Agency{"bloomberg", "Bloomberg"},
    Agency{"canadian press", "The Canadian Press"},
    Agency{"dpa", "dpa"},
    Agency{"efe", "EFE"},
    Agency{"interfax", "Interfax"},
    Agency{"kyodo", "Kyodo"},
    Agency{"pa", "PA"},
    Agency{"press association", "PA"},
    Agency{"pti", "PTI"},
    Agency{"reuters", "Reuters"},
    Agency{"tass", "TASS"},
    Agency{"upi", "UPI"},
    Agency{"xinhua", "Xinhua"},
    Agency{"yonhap", "Yonhap"},
    Agency{"연합뉴스", "Yonhap"},
    Agency{"рейтер", "Reuters"},
    Agency{"тасс", "TASS"},
};

constexpr std::size_t kLongestCredit = 12;    ///< tokens in brackets
constexpr std::size_t kLongestByline = 14;    ///< tokens of a paragraph
constexpr std::size_t kLongestDateline = 12;  ///< tokens before the dash

class CreditReader {
  public:
    CreditReader(const tokens::TokenView& view, std::string_view text) : view_(view), text_(text) {}

    Credits read() const {
        Credits credits;
        const auto paragraphs = view_.paragraph_begin();
        for (std::size_t p = 0; p < paragraphs.size(); ++p) {
            const std::size_t begin = paragraphs[p] - view_.offset();
            const std::size_t end = p + 1 < paragraphs.size() ? paragraphs[p + 1] - view_.offset() : view_.size();
            if (!has_word(begin, end)) continue;
            if (credits.document.empty()) credits.document = of_document(begin, end);
            credits.paragraph.push_back(at_end(begin, end));
        }
        return credits;
    }

  private:
    bool has_word(std::size_t begin, std::size_t end) const {
        while (begin < end && !view_.is_word(begin)) ++begin;
        return begin < end;
    }

    /// A credit in paragraph [begin, end) that speaks of the whole document.
    std::string of_document(std::size_t begin, std::size_t end) const {
        if (is_open(begin)) return at_end(begin, end);
        if (end - begin <= kLongestByline && text::fold(surface(begin)) == "by") return known_agency(begin + 1, end);
        const std::size_t last = std::min(end, begin + kLongestDateline);
        for (std::size_t open = begin; open + 3 < last; ++open) {
            if (!is_open(open)) continue;
            std::size_t close = open + 1;
            while (close + 1 < last && !is_close(close)) ++close;
            if (close == open + 1 || close + 1 == end || !is_close(close)) continue;
            if (text::fold(surface(close + 1)) != "-") continue;
            const std::string known = known_agency(open + 1, close);
            if (!known.empty()) return known;
            const std::size_t name = view_.span(open + 1).begin;
            return std::string(text_.substr(name, view_.span(close - 1).end - name));
        }
        return {};
    }

    /// A credit in brackets with which paragraph [begin, end) ends.
    std::string at_end(std::size_t begin, std::size_t end) const {
        std::size_t close = end - 1;
        while (close > begin && !view_.is_word(close) && !is_close(close)) --close;
        if (!is_close(close)) return {};
        for (std::size_t open = close; open-- > begin && close - open <= kLongestCredit;) {
            if (is_open(open)) return known_agency(open + 1, close);
        }
        return {};
    }

    /// The known agency that the words of tokens [begin, end) end with.
    std::string known_agency(std::size_t begin, std::size_t end) const {
        while (end > begin && !view_.is_word(end - 1)) --end;
        std::string tail;
        for (std::size_t first = end; first > begin; --first) {
            tail = text::fold(surface(first - 1)) + (glued(first - 1) || tail.empty() ? "" : " ") + tail;
            const auto* const found = std::find_if(kAgencies.begin(), kAgencies.end(),
                                                   [&](const Agency& agency) { return agency.folded == tail; });
            if (found != kAgencies.end()) return std::string(found->name);
        }
        return {};
    }

    bool glued(std::size_t token) const {
        return token + 1 < view_.size() && view_.span(token).end == view_.span(token + 1).begin;
    }
    bool is_open(std::size_t token) const { return surface(token) == "(" || surface(token) == "["; }
    bool is_close(std::size_t token) const { return surface(token) == ")" || surface(token) == "]"; }
    std::string_view surface(std::size_t token) const {
        const tokens::ByteSpan span = view_.span(token);
        return text_.substr(span.begin, span.end - span.begin);
    }

    const tokens::TokenView& view_;
    std::string_view text_;
};

}  // namespace

Credits credited_agencies(const tokens::TokenView& view, std::string_view text) {
    return CreditReader(view, text).read();
}

}  // namespace wirecopy::reuse
