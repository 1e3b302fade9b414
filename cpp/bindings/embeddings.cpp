#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wirecopy/vectors/byte_pairs.hpp"
#include "wirecopy/vectors/static_embeddings.hpp"
#include "wirecopy/vectors/word_pieces.hpp"

#include "module.hpp"

namespace wirecopy::bindings {
namespace {

using documents::Corpus;
using vectors::BytePairs;
using vectors::PieceCutter;
using vectors::WordPieces;

using Strings = std::pair<py::buffer, Array<std::int64_t>>;

documents::StringColumn column(const Strings& strings) {
    const py::buffer_info info = strings.first.request();
    return {{static_cast<const char*>(info.ptr), static_cast<std::size_t>(info.size * info.itemsize)},
            to_span(strings.second)};
}

std::unique_ptr<BytePairs> byte_pairs(const Strings& pieces, const Array<std::uint32_t>& left,
                                      const Array<std::uint32_t>& right, std::string prefix, std::string space,
                                      std::optional<std::uint32_t> unknown, bool bytes_of_unknown, bool join_unknown,
                                      std::vector<std::uint32_t> whole) {
    const vectors::BytePairModel model{
        column(pieces), to_span(left),    to_span(right), std::move(prefix), std::move(space),
        unknown,        bytes_of_unknown, join_unknown,   std::move(whole),
    };
    const py::gil_scoped_release release;
    return std::make_unique<BytePairs>(model);
}

std::unique_ptr<WordPieces> word_pieces(const Strings& pieces, std::string inside, std::size_t longest_word, bool clean,
                                        bool cut_cjk, bool strip_accents, bool lowercase,
                                        std::vector<std::uint32_t> whole) {
    const vectors::WordPieceModel model{
        column(pieces), std::move(inside), longest_word, clean, cut_cjk, strip_accents, lowercase, {}, std::move(whole),
    };
    const py::gil_scoped_release release;
    return std::make_unique<WordPieces>(model);
}

Array<float> mean_rows(const PieceCutter& cutter, const Corpus& corpus, const Array<float>& table, int n_jobs) {
    if (table.ndim() != 2) throw py::value_error("a table has two dimensions");
    const std::span values(table.data(), static_cast<std::size_t>(table.size()));
    const auto dimensions = static_cast<std::size_t>(table.shape(1));
    std::vector<float> rows;
    {
        const py::gil_scoped_release release;
        rows = vectors::mean_rows(corpus, cutter, values, dimensions, interruptible(n_jobs));
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
        .def("mean_rows", &mean_rows, py::arg("corpus"), py::arg("table").noconvert(), py::arg("n_jobs"))
        .def("count", &count, py::arg("corpus"), py::arg("n_jobs"))
        .def("lists", &lists, py::arg("corpus"), py::arg("n_jobs"));
    py::class_<BytePairs, PieceCutter>(m, "BytePairs")
        .def(py::init(&byte_pairs), py::arg("pieces"), py::arg("left").noconvert(), py::arg("right").noconvert(),
             py::arg("prefix"), py::arg("space"), py::arg("unknown").none(true), py::arg("bytes_of_unknown"),
             py::arg("join_unknown"), py::arg("whole"));
    py::class_<WordPieces, PieceCutter>(m, "WordPieces")
        .def(py::init(&word_pieces), py::arg("pieces"), py::arg("inside"), py::arg("longest_word"), py::arg("clean"),
             py::arg("cut_cjk"), py::arg("strip_accents"), py::arg("lowercase"), py::arg("whole"));
}

}  // namespace wirecopy::bindings
