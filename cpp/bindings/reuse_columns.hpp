#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "wirecopy/reuse/find_reuse.hpp"

#include "module.hpp"

namespace wirecopy::bindings {

/// Spans in columns; documents count in the order of `corpus.by_id()`.
struct SpanColumns {
    std::vector<std::uint32_t> document, begin, end;

    void reserve(std::size_t size) {
        for (auto* column : {&document, &begin, &end}) column->reserve(size);
    }
    void add(std::uint32_t of, tokens::ByteSpan bytes) {
        document.push_back(of);
        begin.push_back(bytes.begin);
        end.push_back(bytes.end);
    }
    void put(py::dict& columns, const std::string& suffix) && {
        columns[py::str("document" + suffix)] = to_array(std::move(document));
        columns[py::str("begin" + suffix)] = to_array(std::move(begin));
        columns[py::str("end" + suffix)] = to_array(std::move(end));
    }
};

struct PassageColumns {
    SpanColumns a, b;
    std::vector<std::uint64_t> id;
    std::vector<std::uint32_t> words, aligned;
    std::vector<std::uint8_t> context;
    std::vector<std::int8_t> order;  ///< -1: a was first, 1: b was, 0: the dates cannot tell
    std::vector<std::int64_t> lag;

    PassageColumns(const documents::Corpus& corpus, const std::vector<reuse::Passage>& passages,
                   const std::vector<reuse::ReuseSpans::OfPassage>& spans) {
        for (SpanColumns* side : {&a, &b}) side->reserve(passages.size());
        id.reserve(passages.size());
        for (auto* column : {&words, &aligned}) column->reserve(passages.size());
        context.reserve(passages.size());
        order.reserve(passages.size());
        lag.reserve(passages.size());
        for (std::size_t i = 0; i < passages.size(); ++i) {
            const reuse::Passage& passage = passages[i];
            id.push_back(passage.id);
            a.add(passage.document_a, spans[i].a);
            b.add(passage.document_b, spans[i].b);
            words.push_back(passage.identity.equal);
            aligned.push_back(passage.identity.aligned);
            context.push_back(static_cast<std::uint8_t>(passage.context));
            const auto of_a = corpus.published(passage.document_a);
            const auto of_b = corpus.published(passage.document_b);
            order.push_back(static_cast<std::int8_t>(of_b.before(of_a) - of_a.before(of_b)));
            lag.push_back(order.back() == 0 ? 0 : std::abs(of_b.earliest - of_a.earliest));
        }
    }

    py::dict to_dict() && {
        py::dict columns;
        std::move(a).put(columns, "_a");
        std::move(b).put(columns, "_b");
        columns["id"] = to_array(std::move(id));
        columns["words"] = to_array(std::move(words));
        columns["aligned"] = to_array(std::move(aligned));
        columns["context"] = to_array(std::move(context));
        columns["order"] = to_array(std::move(order));
        columns["lag"] = to_array(std::move(lag));
        return columns;
    }
};

struct FamilyColumns {
    SpanColumns span;
    std::vector<std::uint64_t> id;
    std::vector<std::uint32_t> equal, aligned;
    std::vector<std::uint8_t> context, is_copy, kind;
    std::vector<std::int32_t> agency;  ///< -1: none

    explicit FamilyColumns(const reuse::Reuse& found) {
        for (std::size_t f = 0; f < found.families.size(); ++f) {
            const reuse::Family& family = found.families[f];
            for (std::size_t m = 0; m < family.members.size(); ++m) {
                const reuse::Member& member = family.members[m];
                id.push_back(family.id);
                is_copy.push_back(m > 0);
                kind.push_back(static_cast<std::uint8_t>(member.kind));
                span.add(member.document, found.spans.families[f][m]);
                agency.push_back(found.credits.of[member.document].of(member.paragraph));
                equal.push_back(member.identity.equal);
                aligned.push_back(member.identity.aligned);
                context.push_back(static_cast<std::uint8_t>(family.context));
            }
        }
    }

    py::dict to_dict() && {
        py::dict columns;
        std::move(span).put(columns, "");
        columns["id"] = to_array(std::move(id));
        columns["is_copy"] = to_array(std::move(is_copy));
        columns["agency"] = to_array(std::move(agency));
        columns["equal"] = to_array(std::move(equal));
        columns["aligned"] = to_array(std::move(aligned));
        columns["context"] = to_array(std::move(context));
        columns["kind"] = to_array(std::move(kind));
        return columns;
    }
};

struct FurnitureColumns {
    SpanColumns span;
    std::vector<std::uint32_t> pages;

    explicit FurnitureColumns(const reuse::Reuse& found) {
        for (std::size_t i = 0; i < found.furniture.size(); ++i) {
            span.add(found.furniture[i].document, found.spans.furniture[i]);
            pages.push_back(found.furniture[i].pages);
        }
    }

    py::dict to_dict() && {
        py::dict columns;
        std::move(span).put(columns, "");
        columns["pages"] = to_array(std::move(pages));
        return columns;
    }
};

struct ShareColumns {
    std::vector<std::uint32_t> counts;  ///< a row a document: words, then those of each class
    std::vector<std::int64_t> shared_first;

    explicit ShareColumns(const std::vector<reuse::Shares>& shares) {
        for (const reuse::Shares& one : shares) {
            counts.push_back(one.words);
            counts.insert(counts.end(), one.of_class.begin(), one.of_class.end());
            shared_first.push_back(one.shared_first ? std::int64_t{*one.shared_first} : -1);
        }
    }

    py::dict to_dict() && {
        const auto documents = static_cast<py::ssize_t>(shared_first.size());
        constexpr auto kColumns = static_cast<py::ssize_t>(1 + reuse::kWordClasses);
        py::dict columns;
        columns["shares"] = to_array(std::move(counts)).reshape({documents, kColumns});
        columns["shared_first"] = to_array(std::move(shared_first));
        return columns;
    }
};

}  // namespace wirecopy::bindings
