#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wirecopy/vectors/byte_pairs.hpp"
#include "wirecopy/vectors/static_embeddings.hpp"
#include "wirecopy/vectors/word_pieces.hpp"

#include "csr.hpp"
#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using vectors::BytePairs;
using vectors::PieceCutter;
using vectors::WordPieces;

using Strings = std::pair<py::buffer, Array<std::int64_t>>;
using Numbered = std::pair<Strings, Array<std::uint32_t>>;

documents::StringColumn column(const Strings& strings) {
    const py::buffer_info info = strings.first.request();
    return {{static_cast<const char*>(info.ptr), static_cast<std::size_t>(info.size * info.itemsize)},
            to_span(strings.second)};
}

vectors::NumberedPieces numbered(const Numbered& pieces) {
    return {column(pieces.first), to_span(pieces.second)};
}

std::unique_ptr<BytePairs> byte_pairs(const Numbered& pieces, const Strings& sides, std::string prefix,
                                      std::string space, std::optional<std::uint32_t> unknown, bool bytes_of_unknown,
                                      bool join_unknown, const Numbered& whole) {
    const vectors::BytePairModel model{
        numbered(pieces), column(sides),    std::move(prefix), std::move(space),
        unknown,          bytes_of_unknown, join_unknown,      numbered(whole),
    };
    const py::gil_scoped_release release;
    return std::make_unique<BytePairs>(model);
}

std::unique_ptr<WordPieces> word_pieces(const Numbered& pieces, std::string inside, std::size_t longest_word,
                                        bool clean, bool cut_cjk, bool strip_accents, bool lowercase,
                                        const Numbered& whole) {
    const vectors::WordPieceModel model{
        numbered(pieces), std::move(inside), longest_word, clean,           cut_cjk,
        strip_accents,    lowercase,         {},           numbered(whole),
    };
    const py::gil_scoped_release release;
    return std::make_unique<WordPieces>(model);
}

/// A table of float32 or float16, C-ordered, and the weights of its rows, none or one each.
vectors::PieceTable piece_table(const py::array& table, const Array<float>& weights) {
    if (table.ndim() != 2 || (table.flags() & py::array::c_style) == 0) {
        throw py::value_error("a table has two dimensions, one row behind the other");
    }
    const auto size = static_cast<std::size_t>(table.size());
    const auto dimensions = static_cast<std::size_t>(table.shape(1));
    if (py::isinstance<py::array_t<float>>(table)) {
        return {std::span(static_cast<const float*>(table.data()), size), dimensions, to_span(weights)};
    }
    if (table.dtype().kind() != 'f' || table.itemsize() != static_cast<py::ssize_t>(sizeof(vectors::Half)) ||
        !table.dtype().attr("isnative").cast<bool>()) {
        throw py::type_error("a table is of float32 or float16, in the byte order of this machine");
    }
    return {std::span(static_cast<const vectors::Half*>(table.data()), size), dimensions, to_span(weights)};
}

Array<float> mean_rows(const PieceCutter& cutter, const Corpus& corpus, const py::array& table,
                       const Array<float>& weights, int n_jobs) {
    const vectors::PieceTable view = piece_table(table, weights);
    std::vector<float> rows;
    {
        const py::gil_scoped_release release;
        rows = vectors::mean_rows(corpus, cutter, view, interruptible(n_jobs));
    }
    return to_array(std::move(rows));
}

Array<float> mean_rows_of_counts(const CsrArrays& counts, const py::array& table, const Array<float>& weights,
                                 int n_jobs) {
    const vectors::CsrView csr = to_csr(counts);
    const vectors::PieceTable view = piece_table(table, weights);
    std::vector<float> rows;
    {
        const py::gil_scoped_release release;
        vectors::check(csr);
        rows = vectors::mean_rows(csr, view, interruptible(n_jobs));
    }
    return to_array(std::move(rows));
}

Array<std::int64_t> count(const PieceCutter& cutter, const Corpus& corpus, int n_jobs) {
    std::vector<std::int64_t> counts;
    {
        const py::gil_scoped_release release;
        counts = vectors::count_pieces(corpus, cutter, interruptible(n_jobs));
    }
    return to_array(std::move(counts));
}

py::tuple lists(const PieceCutter& cutter, const Corpus& corpus, int n_jobs) {
    vectors::PieceLists made;
    {
        const py::gil_scoped_release release;
        made = vectors::list_pieces(corpus, cutter, interruptible(n_jobs));
    }
    return py::make_tuple(to_array(std::move(made.document_begin)), to_array(std::move(made.pieces)));
}

}  // namespace

void register_embeddings(py::module_& m) {
    py::class_<PieceCutter>(m, "PieceCutter")
        .def("__len__", &PieceCutter::size)
        .def("mean_rows", &mean_rows, py::arg("corpus"), py::arg("table"), py::arg("weights").noconvert(),
             py::arg("n_jobs"))
        .def("count", &count, py::arg("corpus"), py::arg("n_jobs"))
        .def("lists", &lists, py::arg("corpus"), py::arg("n_jobs"));
    py::class_<BytePairs, PieceCutter>(m, "BytePairs")
        .def(py::init(&byte_pairs), py::arg("pieces"), py::arg("sides"), py::arg("prefix"), py::arg("space"),
             py::arg("unknown").none(true), py::arg("bytes_of_unknown"), py::arg("join_unknown"), py::arg("whole"));
    py::class_<WordPieces, PieceCutter>(m, "WordPieces")
        .def(py::init(&word_pieces), py::arg("pieces"), py::arg("inside"), py::arg("longest_word"), py::arg("clean"),
             py::arg("cut_cjk"), py::arg("strip_accents"), py::arg("lowercase"), py::arg("whole"));
    m.def("mean_rows", &mean_rows_of_counts, py::arg("counts"), py::arg("table"), py::arg("weights").noconvert(),
          py::arg("n_jobs"));
}

}  // namespace wirecopy::bindings
