"""Similar pairs and neighbours against NumPy on dense matrices."""

import datetime

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import wirecopy as wc

# Small whole numbers make equal rows, rows of zeros and ties common.
MATRICES = hnp.arrays(
    np.float64, st.tuples(st.integers(0, 12), st.integers(1, 6)), elements=st.integers(-2, 3).map(float)
)


def cosines(matrix):
    lengths = np.linalg.norm(matrix, axis=1)
    unit = matrix / np.where(lengths == 0, 1, lengths)[:, None]
    return unit @ unit.T


def pairs_of(rows, **options):
    table = wc.similar_pairs(rows, **options).to_arrow()
    return {(a, b): s for a, b, s in zip(*(column.to_pylist() for column in table.columns), strict=True)}


@settings(max_examples=150, deadline=None)
@given(MATRICES, st.sampled_from([0.05, 0.33, 0.71, 1.0]), st.sampled_from([np.asarray, scipy.sparse.csr_array]))
def test_similar_pairs_are_those_of_all_cosines(matrix, threshold, kind):
    expected = cosines(matrix)
    found = pairs_of(kind(matrix), threshold=threshold)
    size = len(matrix)
    above = {(a, b) for a in range(size) for b in range(a + 1, size) if expected[a, b] >= threshold - 1e-11}
    assert set(found) == above
    assert list(found) == sorted(found)
    for pair, similarity in found.items():
        assert similarity == pytest.approx(expected[pair], abs=1e-12)


@settings(max_examples=150, deadline=None)
@given(MATRICES, st.integers(1, 5), st.sampled_from([np.asarray, scipy.sparse.csr_matrix]))
def test_neighbours_are_the_largest_cosines(matrix, n_neighbors, kind):
    table = wc.nearest(kind(matrix), n_neighbors=n_neighbors).to_arrow().to_pydict()
    expected = cosines(matrix)
    np.fill_diagonal(expected, 0)
    for row in range(len(matrix)):
        mine = [i for i, a in enumerate(table["row_a"]) if a == row]
        assert [table["rank"][i] for i in mine] == list(range(1, len(mine) + 1))
        best = np.sort(expected[row])[::-1][:n_neighbors]
        np.testing.assert_allclose([table["similarity"][i] for i in mine], best[best > 1e-11], atol=1e-12)
        for i in mine:
            assert expected[row, table["row_b"][i]] == pytest.approx(table["similarity"][i], abs=1e-12)


@pytest.mark.parametrize("kind", [np.asarray, scipy.sparse.csr_matrix])
def test_rows_without_columns_have_no_neighbours(kind):
    assert len(wc.nearest(kind(np.zeros((3, 0))))) == 0
    assert len(wc.similar_pairs(kind(np.zeros((3, 0))), threshold=0.5)) == 0


def test_of_equally_near_rows_the_first_comes_first():
    table = wc.nearest(np.array([[1.0, 0], [1, 0], [1, 0], [1, 0]]), n_neighbors=2).to_arrow()
    assert table["row_b"].to_pylist() == [1, 2, 0, 2, 0, 1, 0, 1]


def test_rows_of_float32_and_unsorted_rows_are_taken_as_they_are_meant():
    rows = scipy.sparse.csr_matrix(([3, 4, 8, 6], [1, 0, 0, 1], [0, 2, 4]), dtype=np.float32)
    assert pairs_of(rows, threshold=1) == {(0, 1): pytest.approx(1)}
    assert rows.dtype == np.float32 and rows.data.tolist() == [3, 4, 8, 6]


def test_the_number_of_threads_and_the_order_of_documents_change_nothing(sample):
    rows = wc.TfidfVectorizer().fit_transform(sample)
    expected = wc.similar_pairs(rows, threshold=0.1, documents=sample, n_jobs=1).to_arrow()
    assert len(expected) > 100
    assert wc.similar_pairs(rows, threshold=0.1, documents=sample, n_jobs=2).to_arrow().equals(expected)
    turned = wc.Corpus(sample.table.take(list(range(len(sample)))[::-1]))
    again = wc.similar_pairs(wc.TfidfVectorizer().fit_transform(turned), threshold=0.1, documents=turned)
    assert again.to_arrow().equals(expected)
    near = wc.nearest(rows, documents=sample).to_arrow().sort_by([("document_a", "ascending"), ("rank", "ascending")])
    other = wc.nearest(rows[::-1], documents=turned).to_arrow()
    assert other.sort_by([("document_a", "ascending"), ("rank", "ascending")]).equals(near)


def test_documents_name_the_rows_in_order_of_their_ids():
    corpus = wc.read([{"id": id, "text": "a ferry"} for id in ("z", "B", "a", "é")])
    table = wc.similar_pairs(wc.TfidfVectorizer().fit_transform(corpus), threshold=1, documents=corpus).to_arrow()
    ids = ["B", "a", "z", "é"]
    assert list(zip(table["document_a"].to_pylist(), table["document_b"].to_pylist(), strict=True)) == [
        (a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]
    ]


def dated(**published):
    return wc.read([{"id": id, "text": "a ferry", "source": id[0], "published": day} for id, day in published.items()])


def test_pairs_can_be_kept_to_different_sources_and_to_a_lag():
    corpus = dated(a1="2026-03-01", a2="2026-03-05", b1="2026-03-04T12:00:00Z", b2=None)
    rows = np.ones((4, 1))

    def names(**options):
        return {a + b for a, b in pairs_of(rows, threshold=1, documents=corpus, **options)}

    assert names(different_source=True) == {"a1b1", "a1b2", "a2b1", "a2b2"}
    # From the end of 1 March it is 2.5 days to noon of the 4th, and from there half a day to the 5th.
    assert names(max_lag="61h") == {"a1b1", "a2b1", "a1b2", "a2b2", "b1b2"}
    assert names(max_lag="59h") == {"a2b1", "a1b2", "a2b2", "b1b2"}
    assert names(max_lag="1D", different_source=True) == {"a2b1", "a1b2", "a2b2"}


def test_documents_without_a_source_are_each_their_own():
    corpus = wc.read([{"id": "a", "text": "x"}, {"id": "b", "text": "x"}])
    assert len(wc.similar_pairs(np.ones((2, 1)), threshold=1, documents=corpus, different_source=True)) == 1


def test_results_show_the_words(sample):
    pairs = wc.similar_pairs(wc.TfidfVectorizer().fit_transform(sample), threshold=0.5, documents=sample)
    assert {"title_a", "title_b", "source_a", "published_b"} <= set(pairs.to_pandas(text=True).columns)


@pytest.mark.parametrize("threshold", [0, -0.5, 1.01, float("nan")])
def test_a_threshold_out_of_range_is_quoted(threshold):
    with pytest.raises(ValueError, match=f"threshold is {threshold}"):
        wc.similar_pairs(np.eye(2), threshold=threshold)


@pytest.mark.parametrize("lag", [3, 3.0, "3", " 3 ", "-3", "0.5", "three days", "NaT", [3], True])
def test_a_lag_without_its_unit_is_refused(sample, lag):
    with pytest.raises(ValueError, match=r"max_lag is .*'3D'"):
        wc.similar_pairs(np.ones((40, 1)), threshold=0.5, documents=sample, max_lag=lag)


def test_a_lag_can_be_given_in_any_usual_type():
    corpus = dated(a="2026-03-01T00:00Z", b="2026-03-04T00:00Z")
    for lag in ("3D", datetime.timedelta(3), np.timedelta64(3, "D"), pd.Timedelta("3D"), pd.offsets.Day(3)):
        assert len(pairs_of(np.ones((2, 1)), threshold=1, documents=corpus, max_lag=lag)) == 1
    assert not pairs_of(np.ones((2, 1)), threshold=1, documents=corpus, max_lag="71h")


def test_pairs_without_documents_have_no_words_to_show():
    for found in (wc.similar_pairs(np.ones((2, 1)), threshold=1), wc.nearest(np.ones((2, 1)))):
        assert found.to_pandas(text=True).equals(found.to_pandas()) and len(found)


def test_other_bad_input_is_named(sample):
    with pytest.raises(ValueError, match="2 rows for 40 documents"):
        wc.similar_pairs(np.eye(2), threshold=0.5, documents=sample)
    with pytest.raises(ValueError, match="row 1 holds a value that is not finite"):
        wc.similar_pairs(np.array([[1.0], [np.nan]]), threshold=0.5)
    with pytest.raises(ValueError, match="need documents="):
        wc.similar_pairs(np.eye(2), threshold=0.5, max_lag="3D")
    with pytest.raises(ValueError, match="max_lag is '-3D'"):
        wc.similar_pairs(np.ones((40, 1)), threshold=0.5, documents=sample, max_lag="-3D")
    for count in (0, 2.5, "2"):
        with pytest.raises(ValueError, match=f"n_neighbors is {count!r}"):
            wc.nearest(np.eye(2), n_neighbors=count)
    with pytest.raises(ValueError, match="1 dimensions"):
        wc.nearest(np.ones(3))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.booleans(), st.sampled_from([None, "1D", "40h"]), st.integers(0, 2**32 - 1))
def test_neighbours_that_filters_leave_are_the_largest_cosines_of_those(n_neighbors, different, lag, seed):
    generator = np.random.default_rng(seed)
    days = generator.integers(1, 6, 9)
    corpus = wc.read(
        [
            {"id": f"{i}", "text": "a ferry", "source": "xyz"[i % 3], "published": f"2026-03-0{day}T00:00Z"}
            for i, day in enumerate(days)
        ]
    )
    rows = generator.integers(-1, 3, (9, 4)).astype(float)
    expected = cosines(rows)
    np.fill_diagonal(expected, 0)
    apart = abs(np.subtract.outer(days, days)) * 24.0
    if lag is not None:
        expected[apart > {"1D": 24, "40h": 40}[lag]] = 0
    if different:
        expected[np.equal.outer(np.arange(9) % 3, np.arange(9) % 3)] = 0
    for kind in (np.asarray, scipy.sparse.csr_matrix):
        options = {"documents": corpus, "different_source": different, "max_lag": lag}
        found = wc.nearest(kind(rows), n_neighbors=n_neighbors, **options).to_arrow().to_pydict()
        for row in range(9):
            mine = [s for a, s in zip(found["document_a"], found["similarity"], strict=True) if a == str(row)]
            best = np.sort(expected[row])[::-1][:n_neighbors]
            np.testing.assert_allclose(mine, best[best > 1e-11], atol=1e-12)


def test_an_explanation_adds_up_to_the_similarity(sample):
    tfidf = wc.TfidfVectorizer()
    pairs = wc.similar_pairs(tfidf.fit_transform(sample), threshold=0.3, documents=sample)
    first = pairs.to_arrow().slice(0, 1).to_pylist()[0]
    parts = pairs.explain(first["document_a"], first["document_b"], terms=tfidf).to_pandas()
    assert parts["part"].sum() == pytest.approx(first["similarity"])
    assert parts["part"].is_monotonic_decreasing
    assert all(
        set(wc.words(sample[first[which]].text.lower())) >= {parts["term"][0]} for which in ("document_a", "document_b")
    )
    with pytest.raises(KeyError, match="no document 'nobody'"):
        pairs.explain("nobody", first["document_b"])
    with pytest.raises(ValueError, match="1 terms for"):
        pairs.explain(first["document_a"], first["document_b"], terms=["one"])


def test_an_explanation_without_documents_and_names_speaks_of_rows_and_columns():
    near = wc.nearest(np.array([[3.0, 4, 0], [4, 3, 0], [0, 0, 1]]))
    assert near.explain(0, 1).to_arrow().to_pydict()["column"] == [0, 1]
    assert near.explain(0, 2).to_arrow().num_rows == 0
    with pytest.raises(KeyError, match="no row 3"):
        near.explain(0, 3)


@pytest.mark.parametrize(
    ("indptr", "indices", "message"),
    [
        ([0, 3, 2], [0, 1], "descends after row 1: 3 to 2|ends with"),
        ([0, 1, 9], [0, 1], "ends with 9; there are 2 values"),
        ([1, 1, 2], [0, 1], "start with 0"),
        ([0, 1, 2], [0, 7], "row 1 has index 7"),
        ([0, 1, 2], [-5, 1], "row 0 has index -5"),
    ],
)
def test_a_matrix_that_points_outside_itself_is_named_and_not_followed(indptr, indices, message):
    rows = scipy.sparse.csr_matrix((2, 2))
    rows.indptr, rows.indices = np.array(indptr, np.int32), np.array(indices, np.int32)
    rows.data = np.ones(len(indices))
    for use in (lambda: wc.nearest(rows), lambda: wc.similar_pairs(rows, threshold=0.5)):
        with pytest.raises(ValueError, match=message):
            use()
    with pytest.raises(ValueError, match=message):
        wc.LatentSemantics(1).fit(rows)


def test_neighbours_along_a_graph_are_the_true_ones_as_far_as_it_says():
    rows = np.random.default_rng(4).standard_normal((3000, 24))
    rows[7] = 0
    rows[9] = rows[8]
    true = wc.nearest(rows, n_neighbors=5).to_arrow().to_pandas()
    near = wc.nearest(rows, n_neighbors=5, approximate=True, n_jobs=2)
    found = near.to_arrow().to_pandas()
    both = found.merge(true, on=["row_a", "row_b"], suffixes=("", "_true"))
    np.testing.assert_allclose(both["similarity"], both["similarity_true"], atol=1e-12)
    assert len(both) / len(true) == pytest.approx(near.recall, abs=0.03)
    assert near.recall > 0.9
    assert wc.nearest(rows, n_neighbors=5).recall == 1
    assert not ((found["row_a"] == found["row_b"]) | (found["row_a"] == 7)).any()
    pd.testing.assert_frame_equal(found, wc.nearest(rows, n_neighbors=5, approximate=True, n_jobs=1).to_pandas())
    assert len(wc.nearest(np.zeros((0, 3)), approximate=True).to_arrow()) == 0
    assert len(wc.nearest(np.ones((1, 3)), approximate=True).to_arrow()) == 0
    with pytest.raises(ValueError, match="dense rows"):
        wc.nearest(scipy.sparse.eye(3).tocsr(), approximate=True)


def test_entities_of_both_documents_explain_beside_terms(sample):
    people = wc.find_entities(sample)
    vectorizer = wc.TfidfVectorizer()
    pairs = wc.similar_pairs(vectorizer.fit_transform(sample), threshold=0.3, documents=sample)
    first = pairs.to_arrow().slice(0, 1).to_pylist()[0]
    a, b = first["document_a"], first["document_b"]
    assert pairs.explain(a, b).entities is None
    found = pairs.explain(a, b, terms=vectorizer, entities=people).entities.to_pylist()
    mentions = people.mentions.to_pandas()
    counts = {d: mentions[mentions["document"] == d]["entity"].value_counts() for d in (a, b)}
    assert {row["entity"] for row in found} == set(counts[a].index) & set(counts[b].index)
    assert found
    for row in found:
        assert (row["mentions_a"], row["mentions_b"]) == (counts[a][row["entity"]], counts[b][row["entity"]])
    with pytest.raises(ValueError, match="needs documents="):
        wc.similar_pairs(np.eye(2), threshold=0.5).explain(0, 1, entities=people)


@pytest.mark.parametrize("kind", [np.asarray, scipy.sparse.csr_matrix])
def test_rows_without_columns_are_like_no_other(kind, sample):
    rows = kind(np.zeros((len(sample), 0)))
    assert len(wc.similar_pairs(rows, threshold=0.5, documents=sample).to_arrow()) == 0
    assert len(wc.nearest(rows, documents=sample).to_arrow()) == 0
