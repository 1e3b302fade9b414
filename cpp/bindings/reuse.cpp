#include <cstdlib>
#include <string>

#include "wirecopy/reuse/find_reuse.hpp"
#include "wirecopy/reuse/similar_variants.hpp"
#include "wirecopy/reuse/word_diff.hpp"
#include "wirecopy/text/offsets.hpp"

#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using reuse::DocumentWords;

/// What `find_reuse` finds, in columns; documents count in the order of `corpus.by_id()`.
class ColumnWriter {
  public:
    explicit ColumnWriter(const std::vector<DocumentWords>& documents) : documents_(documents) {}

    static void add_span(std::uint32_t document, tokens::ByteSpan bytes, std::vector<std::uint32_t>& to_document,
                         std::vector<std::uint32_t>& to_begin, std::vector<std::uint32_t>& to_end) {
        to_document.push_back(document);
        to_begin.push_back(bytes.begin);
        to_end.push_back(bytes.end);
    }

    py::dict passages(const Corpus& corpus, const std::vector<reuse::Passage>& passages) const {
        std::vector<std::uint64_t> id;
        std::vector<std::uint32_t> document_a, begin_a, end_a, document_b, begin_b, end_b, words, aligned;
        std::vector<std::uint8_t> context;
        std::vector<std::int8_t> order;
        std::vector<std::int64_t> lag;
        for (const reuse::Passage& passage : passages) {
            id.push_back(passage.id);
            add_span(passage.document_a, documents_[passage.document_a].bytes(passage.a), document_a, begin_a, end_a);
            add_span(passage.document_b, documents_[passage.document_b].bytes(passage.b), document_b, begin_b, end_b);
            words.push_back(passage.identity.equal);
            aligned.push_back(passage.identity.aligned);
            context.push_back(static_cast<std::uint8_t>(passage.context));
            const auto a = corpus.published(passage.document_a);
            const auto b = corpus.published(passage.document_b);
            order.push_back(static_cast<std::int8_t>(b.before(a) - a.before(b)));
            lag.push_back(order.back() == 0 ? 0 : std::abs(b.earliest - a.earliest));
        }
        py::dict columns;
        columns["id"] = to_array(std::move(id));
        columns["document_a"] = to_array(std::move(document_a));
        columns["begin_a"] = to_array(std::move(begin_a));
        columns["end_a"] = to_array(std::move(end_a));
        columns["document_b"] = to_array(std::move(document_b));
        columns["begin_b"] = to_array(std::move(begin_b));
        columns["end_b"] = to_array(std::move(end_b));
        columns["words"] = to_array(std::move(words));
        columns["aligned"] = to_array(std::move(aligned));
        columns["context"] = to_array(std::move(context));
        columns["order"] = to_array(std::move(order));
        columns["lag"] = to_array(std::move(lag));
        return columns;
    }

    py::dict families(const std::vector<reuse::Family>& families, const std::vector<reuse::Credits>& credits) const {
        std::vector<std::string> agency;
        std::vector<std::uint64_t> id;
        std::vector<std::uint32_t> document, begin, end, equal, aligned;
        std::vector<std::uint8_t> context, is_copy;
        for (const reuse::Family& family : families) {
            for (const reuse::Member& member : family.members) {
                id.push_back(family.id);
                is_copy.push_back(&member != &family.members.front());
                add_span(member.document, documents_[member.document].paragraph_span[member.paragraph], document, begin,
                         end);
                const reuse::Credits& credit = credits[member.document];
                const std::string& of_paragraph = credit.paragraph[member.paragraph];
                agency.push_back(of_paragraph.empty() ? credit.document : of_paragraph);
                equal.push_back(member.identity.equal);
                aligned.push_back(member.identity.aligned);
                context.push_back(static_cast<std::uint8_t>(family.context));
            }
        }
        py::dict columns;
        columns["id"] = to_array(std::move(id));
        columns["document"] = to_array(std::move(document));
        columns["begin"] = to_array(std::move(begin));
        columns["end"] = to_array(std::move(end));
        columns["agency"] = agency;
        columns["is_copy"] = to_array(std::move(is_copy));
        columns["equal"] = to_array(std::move(equal));
        columns["aligned"] = to_array(std::move(aligned));
        columns["context"] = to_array(std::move(context));
        return columns;
    }

  private:
    const std::vector<DocumentWords>& documents_;
};

py::dict find_reuse(const Corpus& given, std::vector<const tokens::TokenTable*> tables, std::uint32_t min_words,
                    double jaccard, int n_jobs) {
    const Corpus corpus = given.by_id();
    reuse::Reuse found;
    {
        const py::gil_scoped_release release;
        const tokens::Tokens tokens(corpus, std::move(tables));
        found = reuse::find_reuse(tokens, min_words, jaccard, interruptible(n_jobs));
    }
    const ColumnWriter writer(found.words);
    std::vector<std::uint32_t> counts;
    std::vector<std::int64_t> shared_first;
    for (const reuse::Shares& one : found.shares) {
        counts.push_back(one.words);
        counts.insert(counts.end(), one.of_class.begin(), one.of_class.end());
        shared_first.push_back(one.shared_first ? std::int64_t{*one.shared_first} : -1);
    }
    py::dict result;
    result["corpus"] = corpus;
    result["passages"] = writer.passages(corpus, found.passages);
    result["families"] = writer.families(found.families, found.credits);
    result["shares"] =
        to_array(std::move(counts)).reshape({static_cast<py::ssize_t>(found.shares.size()), py::ssize_t{7}});
    result["shared_first"] = to_array(std::move(shared_first));
    return result;
}

py::dict similar_paragraphs(const Corpus& given, std::vector<const tokens::TokenTable*> tables, double jaccard,
                            std::size_t min_words, int n_jobs) {
    std::vector<std::uint64_t> variant_id;
    std::vector<std::uint32_t> variant, document, begin, end, variant_a, variant_b;
    std::vector<double> similarity;
    const Corpus corpus = given.by_id();
    {
        const py::gil_scoped_release release;
        const parallel::Control control = interruptible(n_jobs);
        const auto words = reuse::document_words(tokens::Tokens(corpus, std::move(tables)), control);
        const reuse::Variants variants = reuse::collapse(words, min_words);
        for (const reuse::Variant& one : variants.variants) variant_id.push_back(one.id);
        for (std::size_t p = 0; p < variants.paragraphs.size(); ++p) {
            const reuse::Paragraph& paragraph = variants.paragraphs[p];
            const tokens::ByteSpan bytes = words[paragraph.document].paragraph_span[paragraph.number];
            variant.push_back(variants.variant_of[p]);
            document.push_back(paragraph.document);
            begin.push_back(bytes.begin);
            end.push_back(bytes.end);
        }
        for (const reuse::Link& link : reuse::similar_variants(words, variants, jaccard, control)) {
            variant_a.push_back(link.variant_a);
            variant_b.push_back(link.variant_b);
            similarity.push_back(link.jaccard);
        }
    }
    py::dict result;
    result["corpus"] = corpus;
    result["variant_id"] = to_array(std::move(variant_id));
    result["variant"] = to_array(std::move(variant));
    result["document"] = to_array(std::move(document));
    result["begin"] = to_array(std::move(begin));
    result["end"] = to_array(std::move(end));
    result["variant_a"] = to_array(std::move(variant_a));
    result["variant_b"] = to_array(std::move(variant_b));
    result["jaccard"] = to_array(std::move(similarity));
    return result;
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
    m.def("find_reuse", &find_reuse, py::arg("corpus"), py::arg("tables"), py::arg("min_words"), py::arg("jaccard"),
          py::arg("n_jobs"));
    m.def("similar_paragraphs", &similar_paragraphs, py::arg("corpus"), py::arg("tables"), py::arg("jaccard"),
          py::arg("min_words"), py::arg("n_jobs"));
    m.def("word_diff", &word_diff, py::arg("a"), py::arg("b"));
}

}  // namespace wirecopy::bindings
