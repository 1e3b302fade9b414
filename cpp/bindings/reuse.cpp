#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "wirecopy/reuse/common_sources.hpp"
#include "wirecopy/reuse/find_reuse.hpp"
#include "wirecopy/reuse/regroup.hpp"
#include "wirecopy/reuse/similar_paragraphs.hpp"
#include "wirecopy/reuse/standing_paragraphs.hpp"
#include "wirecopy/reuse/word_diff.hpp"
#include "wirecopy/text/offsets.hpp"
#include "wirecopy/tokens/disk.hpp"

#include "module.hpp"
#include "reuse_columns.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;

/// Tells `progress(stage, done, total)` of Python how far a call is, unless that is None. Must outlive the call.
class Progress {
  public:
    explicit Progress(const py::object& progress) : progress_(progress) {}

    parallel::Stages stages() {
        return [this](std::string_view name) {
            stage_ = name;
            tell(0, 1);
        };
    }
    /// Runs on `n_jobs` threads and stops on Ctrl-C.
    parallel::Control control(int n_jobs) const {
        return {n_jobs, [this](std::size_t done, std::size_t total) { tell(done, total); }};
    }

  private:
    void tell(std::size_t done, std::size_t total) const {
        const py::gil_scoped_acquire gil;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (!progress_.is_none()) progress_(stage_, done, total);
    }

    const py::object& progress_;
    std::string stage_;
};

/// Token tables that are there, if they are.
using Tables = std::optional<std::vector<const tokens::TokenTable*>>;

std::optional<tokens::Tokens> tokens_of(const Corpus& corpus, Tables tables) {
    if (!tables) return std::nullopt;
    return tokens::Tokens(corpus, std::move(*tables));
}

py::dict find_reuse(const Corpus& given, Tables tables, const reuse::ReuseOptions& options, int n_jobs,
                    const py::object& progress) {
    std::optional<Corpus> corpus;
    std::optional<PassageColumns> passages;
    std::optional<FamilyColumns> families;
    std::optional<FurnitureColumns> furniture;
    std::optional<ShareColumns> shares;
    std::vector<std::string> agencies;
    std::vector<std::int32_t> agency;
    std::vector<std::uint8_t> is_boilerplate;
    {
        const py::gil_scoped_release release;
        corpus.emplace(given.by_id());
        const auto tokens = tokens_of(*corpus, std::move(tables));
        const tokens::Tokens* const made = tokens ? &*tokens : nullptr;
        Progress told(progress);
        const parallel::Control control = told.control(n_jobs);
        reuse::Reuse found = reuse::find_reuse(*corpus, made, options, control, told.stages());
        passages.emplace(*corpus, std::exchange(found.passages, {}), std::exchange(found.spans.passages, {}));
        families.emplace(found);
        furniture.emplace(found);
        shares.emplace(found.shares);
        agencies = std::move(found.credits.names);
        for (const reuse::DocumentCredits& one : found.credits.of) agency.push_back(one.agency);
        for (const auto& own : found.is_boilerplate)
            is_boilerplate.insert(is_boilerplate.end(), own.begin(), own.end());
    }
    py::dict result = std::move(*shares).to_dict();
    result["corpus"] = *corpus;
    result["passages"] = std::move(*passages).to_dict();
    result["families"] = std::move(*families).to_dict();
    result["boilerplate"] = std::move(*furniture).to_dict();
    result["agencies"] = std::move(agencies);
    result["agency"] = to_array(std::move(agency));
    result["is_boilerplate"] = to_array(std::move(is_boilerplate));
    return result;
}

/// Where boilerplate stands.
py::dict standing_paragraphs(const Corpus& corpus, Tables tables, int n_jobs) {
    SpanColumns columns;
    {
        const py::gil_scoped_release release;
        const Corpus by_id = corpus.by_id();
        const auto tokens = tokens_of(by_id, std::move(tables));
        for (const auto& one : reuse::standing_paragraphs(by_id, tokens ? &*tokens : nullptr, interruptible(n_jobs))) {
            columns.add(one.document, one.span);
        }
    }
    py::dict result;
    std::move(columns).put(result, "");
    return result;
}

/// The shares that rest on these passages, given by the documents and bytes of both sides.
py::dict find_shares(const Corpus& corpus, Tables tables, const std::array<Array<std::uint32_t>, 6>& sides,
                     const Array<std::uint8_t>& context, const Array<std::uint8_t>& is_boilerplate,
                     const Array<std::int32_t>& agency, int n_jobs) {
    std::array<std::span<const std::uint32_t>, 6> columns;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        columns[i] = to_span(sides[i]);
        if (columns[i].size() != columns[0].size()) throw py::value_error("columns of passages differ in length");
    }
    const auto contexts = to_span(context);
    const auto boilerplate = to_span(is_boilerplate);
    const auto agencies = to_span(agency);
    if (contexts.size() != columns[0].size()) throw py::value_error("columns of passages differ in length");
    if (agencies.size() != corpus.size()) throw py::value_error("agency must have a row a document");
    std::optional<ShareColumns> shares;
    {
        const py::gil_scoped_release release;
        const parallel::Control control = interruptible(n_jobs);
        const auto tokens = tokens_of(corpus, std::move(tables));
        std::vector<reuse::PassageSpans> spans(contexts.size());
        for (std::size_t i = 0; i < spans.size(); ++i) {
            spans[i] = {columns[0][i],
                        columns[3][i],
                        {columns[1][i], columns[2][i]},
                        {columns[4][i], columns[5][i]},
                        static_cast<reuse::Context>(contexts[i])};
            if (std::max(spans[i].document_a, spans[i].document_b) >= corpus.size()) {
                throw std::out_of_range("no such document");
            }
        }
        std::vector<reuse::DocumentCredits> credits(corpus.size());
        for (std::size_t d = 0; d < credits.size(); ++d) credits[d].agency = agencies[d];
        shares.emplace(reuse::shares_of(corpus, tokens ? &*tokens : nullptr, spans, boilerplate, credits, control));
    }
    return std::move(*shares).to_dict();
}

/// Families split by identity: rows of the table that was given, by family and the representative first, with the
/// number of their new family, its id, and the words equal to and aligned with its representative.
py::tuple regroup(const Corpus& corpus, const Array<std::uint32_t>& family, const Array<std::uint32_t>& document,
                  const Array<std::uint32_t>& begin, const Array<std::uint32_t>& end, const Array<std::uint32_t>& equal,
                  const Array<std::uint32_t>& aligned, double min_identity, int n_jobs) {
    const std::array columns{to_span(family), to_span(document), to_span(begin),
                             to_span(end),    to_span(equal),    to_span(aligned)};
    for (const auto& column : columns) {
        if (column.size() != columns[0].size()) throw py::value_error("columns of families differ in length");
    }
    std::vector<std::uint32_t> rows, numbers, equals, aligneds;
    std::vector<std::uint64_t> ids;
    {
        const py::gil_scoped_release release;
        std::vector<std::vector<reuse::MemberRow>> families;
        for (std::size_t i = 0; i < columns[0].size(); ++i) {
            if (i == 0 || columns[0][i] != columns[0][i - 1]) families.emplace_back();
            if (columns[1][i] >= corpus.size()) throw std::out_of_range("no such document");
            if (columns[2][i] > columns[3][i] || columns[3][i] > corpus.text(columns[1][i]).size()) {
                throw std::out_of_range("no such bytes");
            }
            families.back().push_back({static_cast<std::uint32_t>(i),
                                       columns[1][i],
                                       {columns[2][i], columns[3][i]},
                                       {columns[4][i], columns[5][i]}});
        }
        std::uint32_t number = 0;
        for (const auto& split : reuse::regroup(corpus, families, min_identity, interruptible(n_jobs))) {
            for (const reuse::Regrouped& one : split) {
                for (const reuse::MemberRow& member : one.members) {
                    rows.push_back(member.row);
                    numbers.push_back(number);
                    ids.push_back(one.id);
                    equals.push_back(member.identity.equal);
                    aligneds.push_back(member.identity.aligned);
                }
                ++number;
            }
        }
    }
    return py::make_tuple(to_array(std::move(rows)), to_array(std::move(numbers)), to_array(std::move(ids)),
                          to_array(std::move(equals)), to_array(std::move(aligneds)));
}

py::dict similar_paragraphs(const Corpus& given, Tables tables, double jaccard, std::size_t min_words, int n_jobs) {
    reuse::SimilarParagraphs found;
    std::vector<std::uint32_t> variant_a, variant_b;
    std::vector<double> similarity;
    const Corpus corpus = given.by_id();
    {
        const py::gil_scoped_release release;
        const auto tokens = tokens_of(corpus, std::move(tables));
        found =
            reuse::similar_paragraphs(corpus, tokens ? &*tokens : nullptr, jaccard, min_words, interruptible(n_jobs));
        for (const reuse::Link& link : found.links) {
            variant_a.push_back(link.variant_a);
            variant_b.push_back(link.variant_b);
            similarity.push_back(link.jaccard);
        }
    }
    py::dict result;
    result["corpus"] = corpus;
    result["variant_id"] = to_array(std::move(found.variant_id));
    result["variant"] = to_array(std::move(found.variant));
    result["document"] = to_array(std::move(found.document));
    result["begin"] = to_array(std::move(found.begin));
    result["end"] = to_array(std::move(found.end));
    result["variant_a"] = to_array(std::move(variant_a));
    result["variant_b"] = to_array(std::move(variant_b));
    result["jaccard"] = to_array(std::move(similarity));
    return result;
}

/// For each document the first of its group, -1 for none; a row of the columns is a text that a document carries.
Array<std::int64_t> of_common_sources(const Array<std::uint32_t>& document, const Array<std::uint32_t>& family,
                                      const Array<std::int64_t>& house, std::size_t documents) {
    const auto of = to_span(document);
    const auto families = to_span(family);
    const auto houses = to_span(house);
    if (families.size() != of.size() || houses.size() != of.size()) {
        throw py::value_error("columns of what documents carry differ in length");
    }
    std::vector<std::int64_t> groups;
    {
        const py::gil_scoped_release release;
        std::vector<reuse::Carried> carried;
        for (std::size_t i = 0; i < of.size(); ++i) {
            if (of[i] >= documents) throw std::out_of_range("no such document");
            carried.push_back({of[i], families[i], houses[i]});
        }
        groups = reuse::of_common_sources(carried, documents);
    }
    return to_array(std::move(groups));
}

/// Rows of begin_a, end_a, begin_b, end_b, in code points, and the kind of change.
Array<std::int64_t> word_diff(const std::string& a, const std::string& b) {
    std::vector<std::int64_t> rows;
    {
        const py::gil_scoped_release release;
        const text::OffsetMap map_a(a, text::OffsetUnit::code_point);
        const text::OffsetMap map_b(b, text::OffsetUnit::code_point);
        for (const reuse::Change& change : reuse::word_diff(a, b)) {
            for (const std::size_t offset : {map_a.from_byte(change.a.begin), map_a.from_byte(change.a.end),
                                             map_b.from_byte(change.b.begin), map_b.from_byte(change.b.end)}) {
                rows.push_back(static_cast<std::int64_t>(offset));
            }
            rows.push_back(static_cast<std::int64_t>(change.kind));
        }
    }
    const auto size = static_cast<py::ssize_t>(rows.size() / 5);
    return to_array(std::move(rows)).reshape({size, py::ssize_t{5}});
}

}  // namespace

void register_reuse(py::module_& m) {
    py::class_<reuse::CreditWords>(m, "CreditWords")
        .def(py::init([](std::vector<std::pair<std::string, std::string>> agencies, std::vector<std::string> joining,
                         std::vector<std::string> bylines, std::vector<std::string> pictures,
                         std::vector<std::string> openings, std::vector<std::string> phrases,
                         std::vector<std::string> remarks, std::vector<std::string> others) {
                 return reuse::CreditWords{std::move(agencies), std::move(joining),  std::move(bylines),
                                           std::move(pictures), std::move(openings), std::move(phrases),
                                           std::move(remarks),  std::move(others)};
             }),
             py::kw_only(), py::arg("agencies"), py::arg("joining"), py::arg("bylines"), py::arg("pictures"),
             py::arg("openings"), py::arg("phrases"), py::arg("remarks"), py::arg("others"));
    py::enum_<reuse::Across>(m, "Across")
        .value("all", reuse::Across::all)
        .value("documents", reuse::Across::documents)
        .value("sources", reuse::Across::sources)
        .value("publishers", reuse::Across::publishers);
    py::enum_<reuse::Noise>(m, "Noise").value("none", reuse::Noise::none).value("ocr", reuse::Noise::ocr);
    py::class_<reuse::ReuseOptions>(m, "ReuseOptions")
        .def(py::init([](std::uint32_t min_words, double jaccard, double min_identity,
                         std::optional<std::int64_t> max_lag, reuse::Across across, reuse::CreditWords credits,
                         reuse::Noise noise, std::size_t words_at_once, bool on_disk) {
                 return reuse::ReuseOptions{min_words,
                                            jaccard,
                                            {min_identity, max_lag, across},
                                            std::move(credits),
                                            noise,
                                            {words_at_once, on_disk ? tokens::Storage::disk : tokens::Storage::memory}};
             }),
             py::kw_only(), py::arg("min_words"), py::arg("jaccard"), py::arg("min_identity"), py::arg("max_lag"),
             py::arg("across"), py::arg("credits"), py::arg("noise"),
             py::arg("words_at_once") = reuse::Workspace{}.words_at_once, py::arg("on_disk") = false);
    m.def("disk_folder", [] { return file_name(tokens::disk_folder()); });
    m.def("find_reuse", &find_reuse, py::arg("corpus"), py::arg("tables"), py::arg("options"), py::arg("n_jobs"),
          py::arg("progress") = py::none());
    m.def("standing_paragraphs", &standing_paragraphs, py::arg("corpus"), py::arg("tables"), py::arg("n_jobs"));
    m.def("find_shares", &find_shares, py::arg("corpus"), py::arg("tables"), py::arg("sides"), py::arg("context"),
          py::arg("is_boilerplate"), py::arg("agency"), py::arg("n_jobs"));
    m.def("regroup", &regroup, py::arg("corpus"), py::arg("family"), py::arg("document"), py::arg("begin"),
          py::arg("end"), py::arg("equal"), py::arg("aligned"), py::arg("min_identity"), py::arg("n_jobs"));
    m.def("of_common_sources", &of_common_sources, py::arg("document"), py::arg("family"), py::arg("house"),
          py::arg("documents"));
    m.def("similar_paragraphs", &similar_paragraphs, py::arg("corpus"), py::arg("tables"), py::arg("jaccard"),
          py::arg("min_words"), py::arg("n_jobs"));
    m.def("word_diff", &word_diff, py::arg("a"), py::arg("b"));
}

}  // namespace wirecopy::bindings
