"""TF-IDF against scikit-learn's, latent semantics against SciPy's."""

import gzip
import itertools
import json
import pickle

import numpy as np
import pytest
import scipy.sparse
import scipy.sparse.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer as SklearnTfidfVectorizer

import wirecopy as wc
from wirecopy import _core

WORDS = [
    "ferry",
    "Ferry",
    "FÄHRE",
    "don’t",
    "don't",
    "2,000",
    "straße",
    "STRASSE",
    "паром",
    "배",
    "-",
    "\n",
    "ﬁsh",
    "e\u0301",
]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=8)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "min_df": st.sampled_from([1, 2, 0.3]),
        "max_df": st.sampled_from([1.0, 0.6, 3]),
        "sublinear_tf": st.booleans(),
        "norm": st.sampled_from(["l1", "l2", None]),
        "use_idf": st.booleans(),
        "smooth_idf": st.booleans(),
    },
)


def folded_words(text):
    return [_core.fold(word) for word in wc.words(text)]


def both(texts, options):
    """Rows of ours and of scikit-learn's, or the errors in their place."""
    made = []
    for vectorizer in (wc.TfidfVectorizer(**options), SklearnTfidfVectorizer(analyzer=folded_words, **options)):
        try:
            made.append((vectorizer, vectorizer.fit_transform(texts)))
        except ValueError as error:
            made.append((vectorizer, error))
    return made


def check_equal(ours, theirs):
    assert type(ours) is type(theirs)
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    assert abs(ours - theirs).max() < 1e-12


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, OPTIONS)
def test_tfidf_is_scikit_learns(texts, others, options):
    (ours, rows), (theirs, expected) = both(texts, options)
    if isinstance(expected, ValueError):
        assert isinstance(rows, ValueError)
        return
    assert ours.vocabulary_ == theirs.vocabulary_
    np.testing.assert_array_equal(ours.get_feature_names_out(), theirs.get_feature_names_out())
    check_equal(rows, expected)
    check_equal(ours.transform(others), theirs.transform(others))
    if options.get("use_idf", True):
        np.testing.assert_allclose(ours.idf_, theirs.idf_, rtol=1e-14)


def test_tfidf_of_the_sample_is_scikit_learns_in_the_order_of_the_corpus(sample):
    theirs = SklearnTfidfVectorizer(analyzer=folded_words).fit_transform([document.text for document in sample])
    check_equal(wc.TfidfVectorizer().fit_transform(sample), theirs)


def test_tfidf_of_real_news_is_scikit_learns(shared_data):
    with gzip.open(shared_data / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 300)]
    options = {"min_df": 2, "max_df": 0.5, "sublinear_tf": True}
    (_, rows), (_, expected) = both(texts, options)
    check_equal(rows, expected)


def test_the_number_of_threads_changes_no_bit(sample):
    one, two = (wc.TfidfVectorizer(n_jobs=n).fit_transform(sample) for n in (1, 2))
    assert (one.data == two.data).all() and (one.indices == two.indices).all()


def test_words_are_those_of_the_corpus_own_tokenizer():
    @wc.component(writes=["document", "begin", "end"])
    def first_three_letters(batch):
        rows = range(len(batch))
        return {"document": list(rows), "begin": [0 for _ in rows], "end": [3 for _ in rows]}

    corpus = wc.read([{"id": "a", "text": "Brücke"}, {"id": "b", "text": "broken"}]).with_tokenizer(first_three_letters)
    assert list(wc.TfidfVectorizer().fit(corpus).vocabulary_) == ["bro", "brü"]


def test_a_fitted_vectorizer_survives_pickling():
    vectorizer = wc.TfidfVectorizer().fit(["a ferry", "a boat"])
    again = pickle.loads(pickle.dumps(vectorizer))
    check_equal(again.transform(["ferry"]), vectorizer.transform(["ferry"]))


def test_scikit_learn_can_clone_it():
    vectorizer = wc.TfidfVectorizer(min_df=2, norm=None).set_params(max_df=0.5)
    assert clone(vectorizer).get_params() == vectorizer.get_params()
    assert vectorizer.get_params()["max_df"] == 0.5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_df": 0}, "min_df is 0;"),
        ({"max_df": 1.5}, "max_df is 1.5;"),
        ({"norm": "l3"}, "norm is 'l3';"),
        ({"min_df": 2, "max_df": 1}, "max_df=1 is fewer documents"),
        ({"min_df": 3}, "no word is left: 3 documents have 3 words"),
    ],
)
def test_bad_parameters_are_named(options, message):
    with pytest.raises(ValueError, match=message):
        wc.TfidfVectorizer(**options).fit(["a b", "b", "c"])


def test_texts_without_a_word_are_an_error_and_so_is_one_string():
    with pytest.raises(ValueError, match="no word is left"):
        wc.TfidfVectorizer().fit(["", "?!"])
    with pytest.raises(TypeError, match="one string"):
        wc.TfidfVectorizer().fit("a ferry")


def test_no_documents_at_all_are_named_as_the_reason():
    for nothing in ([], wc.read([])):
        with pytest.raises(ValueError, match="the corpus is empty"):
            wc.TfidfVectorizer().fit(nothing)


def test_counting_makes_no_token_table_and_checks_the_number_of_threads():
    with pytest.raises(ValueError, match="n_jobs"):
        wc.TfidfVectorizer(n_jobs=0).fit(wc.read(["a ferry"]))
    corpus = wc.read(["a ferry"])
    wc.TfidfVectorizer(n_jobs=1).fit(corpus)
    assert "token_tables" not in corpus.__dict__


def test_transform_before_fit_says_so():
    with pytest.raises(ValueError, match="call fit first"):
        wc.TfidfVectorizer().transform(["a"])
    with pytest.raises(ValueError, match="call fit first"):
        wc.LatentSemantics().transform(scipy.sparse.eye(3))


# --- latent semantics -------------------------------------------------------------------------------------------------


def test_latent_semantics_keep_nearly_as_much_as_can_be_kept(shared_data):
    with gzip.open(shared_data / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = wc.TfidfVectorizer().fit_transform(json.loads(line)["text"] for line in itertools.islice(lines, 400))
    best = scipy.sparse.linalg.svds(rows, k=30, random_state=0)[1]
    model = wc.LatentSemantics(30)
    projected = model.fit_transform(rows)
    kept = (model.singular_values_**2).sum() / (best**2).sum()
    assert 0.995 < kept <= 1 + 1e-12
    np.testing.assert_allclose(np.linalg.norm(projected), np.linalg.norm(model.singular_values_), rtol=1e-3)


def test_with_all_dimensions_they_are_the_svd():
    rows = scipy.sparse.random(30, 20, density=0.4, random_state=1, format="csr")
    ours, theirs = wc.LatentSemantics(19), TruncatedSVD(19, algorithm="arpack", random_state=0)
    projected, expected = ours.fit_transform(rows), theirs.fit_transform(rows)
    np.testing.assert_allclose(ours.singular_values_, theirs.singular_values_, rtol=1e-9)
    np.testing.assert_allclose(ours.explained_variance_ratio_, theirs.explained_variance_ratio_, rtol=1e-7)
    np.testing.assert_allclose(abs(projected), abs(expected), atol=1e-7)
    np.testing.assert_allclose(projected, ours.transform(rows), atol=1e-12)


def test_latent_semantics_are_the_same_in_every_run(sample):
    rows = wc.TfidfVectorizer().fit_transform(sample)
    one, two = (wc.LatentSemantics(10, n_jobs=n).fit_transform(rows) for n in (1, 2))
    assert (one == two).all()


def test_more_components_than_rows_are_refused_with_both_numbers():
    with pytest.raises(ValueError, match="n_components is 100; 3 rows of 5 columns have at most 3"):
        wc.LatentSemantics().fit(scipy.sparse.random(3, 5, density=0.9))
    with pytest.raises(ValueError, match="n_components is 0"):
        wc.LatentSemantics(0).fit(scipy.sparse.eye(3))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rows", [[[3.0, 0.1, 0.7]], [[0.3, 0.1, 0.7]] * 3, [[0.0, 0.0]] * 2])
def test_equal_rows_have_no_variance_to_explain(rows):
    model = wc.LatentSemantics(1).fit(np.array(rows))
    assert model.explained_variance_ratio_.tolist() == [0]


def test_a_value_that_is_not_finite_is_named_with_its_row():
    model = wc.LatentSemantics(1).fit(np.eye(3))
    for value in (np.nan, np.inf):
        for use in (model.transform, wc.LatentSemantics(1).fit):
            with pytest.raises(ValueError, match="row 1 holds a value that is not finite"):
                use(np.array([[1.0, 0, 2], [0, value, 0], [1, 1, 1]]))
