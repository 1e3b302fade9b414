"""Terms, counts, weights and hashes against scikit-learn's, given the same token_pattern."""

import gzip
import itertools
import json
import pickle
import time
import unicodedata
import warnings

import numpy as np
import pytest
import sklearn.feature_extraction.text as sk
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.decomposition import TruncatedSVD
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.utils.estimator_checks import check_estimator
from sklearn.utils.validation import check_is_fitted

import wirecopy as wc

WORD_PATTERN = r"(?u)\b\w\w+\b"
KINDS = [wc.CountVectorizer, wc.TfidfVectorizer, wc.HashingVectorizer]

# Python's Unicode and the core's differ in version: what both know is compared. A capital sigma looks around itself,
# a dotted capital I becomes two characters, U+001C to U+001F are white space to Python.
SPECIAL = (
    "aA bB_ é É e\u0301 ß ẞ Σ ΑΣ Σ' İ ı \u0345 中 文 ไท ½ ² ٣ ⅷ \x1c\x1d\x85\u3000\u2028\xa0 \t\n ' - 𝔄 Ⱥ \0 ﬁ Å".split(
        " "
    )
)
ASSIGNED = st.characters(exclude_categories=["Cn", "Cs"])
TEXT = st.lists(
    st.one_of(st.sampled_from([*SPECIAL, " ", "the", "The", "ferry"]), ASSIGNED, st.text("ab \n", max_size=4)),
    max_size=14,
).map("".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=6)
RANGES = st.tuples(st.integers(1, 4), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))
READING = {
    "analyzer": st.sampled_from(["word", "char", "char_wb", str.split]),
    "ngram_range": RANGES,
    "lowercase": st.booleans(),
    "strip_accents": st.sampled_from([None, "unicode", "ascii", str.swapcase]),
    "stop_words": st.sampled_from([None, "english", ["the", "ab", "ferry"]]),
    "token_pattern": st.sampled_from([WORD_PATTERN, r"\b\w\w+\b", r"\w+", r"[^ ]*", r"a(b)?"]),
    "preprocessor": st.sampled_from([None, None, str.upper]),
    "tokenizer": st.sampled_from([None, None, str.split]),
}
COUNTING = READING | {
    "min_df": st.sampled_from([1, 2, 0.3]),
    "max_df": st.sampled_from([1.0, 0.6, 3]),
    "max_features": st.sampled_from([None, 1, 3, 50]),
    "vocabulary": st.sampled_from(
        [None, None, ["ferry", "the", "ab", "The", "a b", " a"], {"b": 1, "a": 0}, {"é", "ss"}]
    ),
    "binary": st.booleans(),
}
WEIGHING = COUNTING | {
    "sublinear_tf": st.booleans(),
    "norm": st.sampled_from(["l1", "l2", None]),
    "use_idf": st.booleans(),
    "smooth_idf": st.booleans(),
}
HASHING = READING | {
    "n_features": st.sampled_from([1, 7, 1000, 2**20]),
    "binary": st.booleans(),
    "norm": st.sampled_from(["l1", "l2", None]),
    "alternate_sign": st.booleans(),
}


def options_of(choices):
    return st.fixed_dictionaries({}, optional=choices).map(lambda given: {"token_pattern": WORD_PATTERN} | given)


def check_equal(ours, theirs):
    theirs.sort_indices()
    assert type(ours) is type(theirs)
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    assert ours.indptr.dtype == theirs.indptr.dtype
    np.testing.assert_array_equal(ours.indptr, theirs.indptr)
    np.testing.assert_array_equal(ours.indices, theirs.indices)
    np.testing.assert_allclose(ours.data, theirs.data, atol=1e-6 if ours.dtype == np.float32 else 1e-12)


def check_fitted_equal(name, options, texts, others):
    """Rows, names, columns and idf of ours and of scikit-learn's, or an error of both."""
    ours, theirs = getattr(wc, name)(**options), getattr(sk, name)(**options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parameters that are not used, and of division by 0 in idf
        try:
            expected = theirs.fit_transform(texts)
        except ValueError:
            with pytest.raises(ValueError):
                ours.fit_transform(texts)
            return
        check_equal(ours.fit_transform(texts), expected)
        try:
            expected = theirs.transform(others)
        except ValueError:  # a term of no document, without smooth_idf
            with pytest.raises(ValueError, match="no document had"):
                ours.transform(others)
        else:
            check_equal(ours.transform(others), expected)
        assert ours.get_feature_names_out().tolist() == theirs.get_feature_names_out().tolist()
        assert ours.vocabulary_ == theirs.vocabulary_
        assert ours.fixed_vocabulary_ == theirs.fixed_vocabulary_
        if name == "TfidfVectorizer" and options.get("use_idf", True):
            np.testing.assert_allclose(ours.idf_, theirs.idf_, rtol=1e-6)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, options_of(COUNTING))
def test_counts_are_scikit_learns(texts, others, options):
    check_fitted_equal("CountVectorizer", options, texts, others)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, options_of(WEIGHING | {"dtype": st.sampled_from([np.float64, np.float32])}))
def test_weights_are_scikit_learns(texts, others, options):
    check_fitted_equal("TfidfVectorizer", options, texts, others)


@settings(max_examples=150, deadline=None)
@given(TEXTS, options_of(HASHING))
def test_hashed_rows_are_scikit_learns(texts, options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = sk.HashingVectorizer(**options).fit_transform(texts)
    check_equal(wc.HashingVectorizer(**options).fit_transform(texts), expected)


@pytest.mark.parametrize(
    ("lowercase", "strip_accents"), [(True, None), (True, "unicode"), (True, "ascii"), (False, None)]
)
def test_every_character_that_both_unicodes_know_is_read_alike(lowercase, strip_accents):
    known = [c for c in map(chr, range(0x110000)) if unicodedata.category(c) not in ("Cn", "Cs")]
    # Between letters a character is one of a word, joins nothing, or is a space: all three show.
    texts = ["".join(f"ab{c}cd {c}{c} " for c in known[at : at + 1000]) for at in range(0, len(known), 1000)]
    for reading in ({"analyzer": "word"}, {"analyzer": "char_wb", "ngram_range": (2, 2)}):
        options = {"lowercase": lowercase, "strip_accents": strip_accents, "token_pattern": WORD_PATTERN, **reading}
        check_fitted_equal("CountVectorizer", options, texts, texts[:1])


READINGS = [
    {},
    {"ngram_range": (1, 2), "min_df": 2, "max_df": 0.5, "sublinear_tf": True},
    {"ngram_range": (2, 3), "stop_words": "english", "max_features": 1000},
    {"analyzer": "char", "ngram_range": (1, 3), "strip_accents": "unicode"},
    {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 2},
    {"token_pattern": r"(?u)\b\w+\b", "lowercase": False},
]


@pytest.mark.parametrize("options", READINGS, ids=str)
def test_news_are_read_as_scikit_learn_reads_them(shared_data, options):
    with gzip.open(shared_data / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 300)]
    check_fitted_equal("TfidfVectorizer", {"token_pattern": WORD_PATTERN} | options, texts, texts[:9])


@pytest.mark.parametrize("options", READINGS, ids=str)
def test_eleven_scripts_are_read_as_scikit_learn_reads_them(shared_data, options):
    files = sorted((shared_data / "text" / "wikipedia").glob("*.txt"))
    assert len(files) == 11
    texts = [path.read_text(encoding="utf-8")[:40_000] for path in files]
    texts = [text[at : at + 4000] for text in texts for at in range(0, len(text), 4000)]
    check_fitted_equal("TfidfVectorizer", {"token_pattern": WORD_PATTERN} | options, texts, texts[:9])


def test_words_of_our_own_are_joined_and_left_out_like_any_others():
    texts = ["The Ferry’s boats", "the ferry's BOATS and the boat"]
    vectorizer = wc.CountVectorizer(ngram_range=(1, 2), stop_words=["the"]).fit(texts)
    names = ["and", "and boat", "boat", "boats", "boats and", "ferry's", "ferry's boats"]
    assert vectorizer.get_feature_names_out().tolist() == names
    assert wc.CountVectorizer(stop_words=["the"]).fit(texts).vocabulary_.keys() == {"and", "boat", "boats", "ferry's"}
    assert "Ferry’s" in wc.CountVectorizer(lowercase=False).fit(texts).vocabulary_
    assert "fahre" in wc.CountVectorizer(strip_accents="unicode").fit(["FÄHRE"]).vocabulary_


def test_a_corpus_is_read_as_its_texts_are_whether_or_not_its_tokens_are_there(sample):
    texts = [document.text for document in sample]
    for options in (
        {},
        {"ngram_range": (1, 2)},
        {"token_pattern": r"\S+"},
        {"analyzer": "char", "ngram_range": (2, 2)},
    ):
        fresh = wc.Corpus(sample.table)
        expected = wc.CountVectorizer(**options).fit_transform(texts)
        check_equal(wc.CountVectorizer(**options).fit_transform(fresh), expected)
        fresh.tables()
        check_equal(wc.CountVectorizer(**options).fit_transform(fresh), expected)


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_threads_changes_no_bit(kind, sample):
    texts = [document.text for document in sample] * 40
    for options in ({}, {"analyzer": "char_wb", "ngram_range": (2, 4)}):
        one, two = (kind(n_jobs=n, **options).fit_transform(texts) for n in (1, 2))
        assert (one.indptr == two.indptr).all() and (one.indices == two.indices).all() and (one.data == two.data).all()


def test_a_vocabulary_needs_no_fit_and_must_be_sound():
    rows = wc.CountVectorizer(vocabulary={"ferry": 1, "boat": 0}).transform(["a ferry, a boat, a ferry"])
    assert rows.toarray().tolist() == [[1, 2]]
    for vocabulary, message in [(["a", "b", "a"], "'a' twice"), ({"a": 1}, "from 0 on"), ([], "empty")]:
        with pytest.raises(ValueError, match=message):
            wc.CountVectorizer(vocabulary=vocabulary).fit(["a"])
    # Words are folded: one that is not is met nowhere.
    assert wc.CountVectorizer(vocabulary=["ferry", "Ferry"]).transform(["Ferry"]).toarray().tolist() == [[1, 0]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"analyzer": "words"}, "analyzer is 'words'"),
        ({"strip_accents": "all"}, "strip_accents is 'all'"),
        ({"stop_words": "german"}, "stop_words is 'german'"),
        ({"ngram_range": (2, 1)}, r"ngram_range is \(2, 1\)"),
        ({"ngram_range": (0, 1)}, r"ngram_range is \(0, 1\)"),
        ({"token_pattern": "(a)(b)"}, "has 2 groups"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_bad_parameters_are_named(kind, options, message):
    with pytest.raises(ValueError, match=message):
        kind(**options).fit_transform(["a b"])


def test_other_bad_parameters_are_named():
    for kind, options, message in [
        (wc.CountVectorizer, {"max_features": 0}, "max_features is 0"),
        (wc.TfidfVectorizer, {"dtype": np.int64}, "dtype is"),
        (wc.HashingVectorizer, {"n_features": 0}, "n_features is 0"),
        (wc.HashingVectorizer, {"norm": "l3"}, "norm is 'l3'"),
    ]:
        with pytest.raises(ValueError, match=message):
            kind(**options).fit_transform(["a b"])


@pytest.mark.parametrize("kind", KINDS)
def test_scikit_learn_checks_and_clones_them(kind):
    results = check_estimator(kind(), on_fail=None)
    assert {result["status"] for result in results} == {"passed"}
    vectorizer = kind(ngram_range=(1, 2), stop_words=["the"])
    assert clone(vectorizer).get_params() == vectorizer.get_params()
    assert clone(vectorizer.fit(["a boat"])).get_params() == vectorizer.get_params()


@pytest.mark.parametrize("kind", KINDS)
def test_they_sit_in_a_pipeline_fitted_and_pickled(kind):
    texts = ["a ferry", "a boat", "the ferry and the boat"]
    pipeline = make_pipeline(kind(), TruncatedSVD(2, random_state=0))
    rows = pipeline.fit_transform(texts)
    again = pickle.loads(pickle.dumps(pipeline))
    np.testing.assert_array_equal(again.transform(texts), pipeline.transform(texts))
    np.testing.assert_allclose(pipeline.transform(texts), rows, atol=1e-12)
    check_is_fitted(pipeline[0])
    assert Pipeline([("terms", kind()), ("model", wc.LatentSemantics(2))]).fit_transform(texts).shape == (3, 2)


def test_terms_are_read_back_from_rows():
    vectorizer = wc.TfidfVectorizer()
    rows = vectorizer.fit_transform(["a ferry", "", "boat"])
    assert [terms.tolist() for terms in vectorizer.inverse_transform(rows)] == [["a", "ferry"], [], ["boat"]]
    assert [terms.tolist() for terms in vectorizer.inverse_transform(rows.toarray())] == [["a", "ferry"], [], ["boat"]]


def test_fitting_again_forgets_what_was_learnt_before():
    vectorizer = wc.CountVectorizer().fit(["ferry"])
    vectorizer.transform(["ferry"])
    assert vectorizer.fit(["boat"]).transform(["boat ferry"]).toarray().tolist() == [[1]]
    assert vectorizer.vocabulary_ == {"boat": 0}


def test_parameters_set_after_a_first_transform_count():
    texts = ["résumé ferry", "ferry"]
    for changed in ({"strip_accents": "unicode"}, {"ngram_range": (1, 2)}, {"lowercase": False}):
        used, fresh = (wc.CountVectorizer(vocabulary=["resume", "ferry", "résumé ferry"]) for _ in range(2))
        used.transform(texts)
        used.set_params(**changed)
        expected = fresh.set_params(**changed).transform(texts)
        assert (used.transform(texts) != expected).nnz == 0
    used = wc.CountVectorizer().fit(texts)
    used.set_params(vocabulary=["ferry"])
    assert used.transform(texts).shape == (2, 1)


@pytest.mark.parametrize("n_jobs", [None, 0, -2, 1.5, "2", True])
def test_a_number_of_threads_that_is_none_is_quoted(n_jobs):
    uses = [
        lambda: wc.TfidfVectorizer(n_jobs=n_jobs).fit(["a ferry"]),
        lambda: wc.HashingVectorizer(n_jobs=n_jobs).transform(["a ferry"]),
        lambda: wc.LatentSemantics(1, n_jobs=n_jobs).fit([[1.0]]),
        lambda: wc.similar_pairs([[1.0]], threshold=0.5, n_jobs=n_jobs),
        lambda: wc.nearest([[1.0]], n_jobs=n_jobs),
    ]
    for use in uses:
        with pytest.raises(ValueError, match=f"n_jobs is {n_jobs!r}; it must be"):
            use()


def test_stop_words_are_folded_also_where_words_are_joined():
    for ngram_range in [(1, 1), (1, 2), (2, 2)]:
        vectorizer = wc.CountVectorizer(stop_words=["The", "Über"], ngram_range=ngram_range)
        vectorizer.fit(["the ferry über all THE harbour"])
        assert not any({"the", "über"} & set(term.split()) for term in vectorizer.get_feature_names_out())


def test_many_hashed_columns_hold_what_few_hold():
    texts = ["a ferry left the harbour", "the ferry came back to the harbour", "", "snow"]
    for n_features in (2**20 + 1, 2**31 - 1):
        ours = wc.HashingVectorizer(n_features=n_features, token_pattern=r"(?u)\b\w\w+\b").transform(texts)
        theirs = sk.HashingVectorizer(n_features=n_features).transform(texts)
        assert abs(ours - theirs).max() < 1e-12


@pytest.mark.parametrize("strip_accents", ["unicode", "ascii"])
def test_a_million_marks_are_stripped_in_a_moment(strip_accents):
    text = "e" + "\u0301\u0316" * 500_000 + " ferry"
    begin = time.perf_counter()
    vectorizer = wc.CountVectorizer(strip_accents=strip_accents, token_pattern=WORD_PATTERN).fit([text])
    assert vectorizer.get_feature_names_out().tolist() == ["ferry"]
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize("words", [["a", 3], ["a", None], [b"a"]])
def test_an_analyzer_that_gives_other_than_strings_is_named(words):
    texts = ["one two"] * 1500 + ["x"]
    vectorizer = wc.CountVectorizer(analyzer=lambda text: words if text == "x" else text.split())
    with pytest.raises(TypeError, match=r"document 1500: the analyzer or tokenizer gave .* no string"):
        vectorizer.fit(texts)
    with pytest.raises(TypeError, match="document 0: "):
        vectorizer.fit(["x", "one"])


def test_terms_whose_bytes_multiply_to_the_same_number_stay_apart():
    for pattern, analyzer, text in [
        (WORD_PATTERN, "word", "mm8ynaw8342ljjl8 391pf5v4gia01j8j"),
        (None, "char", "r  dv,t2af.8pjd'-o1tfct  6qj0jxp"),
    ]:
        options = {"analyzer": analyzer, "ngram_range": (16, 16) if analyzer == "char" else (1, 1)}
        if pattern:
            options["token_pattern"] = pattern
        vectorizer, known = wc.CountVectorizer(**options).fit([text]), sk.CountVectorizer(**options).fit([text])
        assert vectorizer.get_feature_names_out().tolist() == known.get_feature_names_out().tolist()
