"""Vectorizers that learn from documents in parts against fitting the same documents at once."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wirecopy as wc

WORDS = st.lists(st.sampled_from(["ferry", "Harbour", "mayor", "the", "été", "x"]), max_size=6).map(" ".join)
PARTS = st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=5)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "min_df": st.sampled_from([1, 2, 0.3]),
        "max_df": st.sampled_from([1.0, 0.6]),
        "max_features": st.sampled_from([None, 1, 3]),
        "binary": st.booleans(),
        "ngram_range": st.sampled_from([(1, 1), (1, 2)]),
        "vocabulary": st.sampled_from([None, ["the", "ferry", "boat"]]),
    },
)


@pytest.mark.parametrize("kind", [wc.CountVectorizer, wc.TfidfVectorizer])
@settings(max_examples=100, deadline=None)
@given(parts=PARTS, options=OPTIONS, window=st.sampled_from([None, 1, 3, 100]))
def test_parts_teach_what_the_documents_of_the_window_teach_at_once(kind, parts, options, window):
    streamed = kind(window=window, **options)
    for part in parts:
        streamed.partial_fit(part)
    texts = [text for part in parts for text in part]
    texts = texts if window is None else texts[-window:]
    try:
        expected = kind(**options).fit(texts)
    except ValueError:  # no word is left: a stream may have one later
        if options.get("vocabulary") is None:
            assert len(streamed.get_feature_names_out()) == 0
        return
    assert streamed.get_feature_names_out().tolist() == expected.get_feature_names_out().tolist()
    assert streamed.vocabulary_ == expected.vocabulary_
    assert abs(streamed.transform(texts) - expected.transform(texts)).sum() == 0


def test_a_stream_goes_on_after_pickling_and_ends_with_fit():
    vectorizer = pickle.loads(pickle.dumps(wc.TfidfVectorizer().partial_fit(["a ferry"])))
    vectorizer.partial_fit(["a boat", "a mayor"])
    assert vectorizer.get_feature_names_out().tolist() == ["a", "boat", "ferry", "mayor"]
    np.testing.assert_allclose(vectorizer.idf_[0], 1)
    vectorizer.fit(["one quay"]).partial_fit(["two quays"])
    assert vectorizer.get_feature_names_out().tolist() == ["quays", "two"]


@pytest.mark.parametrize("window", [0, -1, 2.5, "3"])
def test_a_window_that_is_none_is_quoted(window):
    with pytest.raises(ValueError, match="window is"):
        wc.CountVectorizer(window=window).partial_fit(["a ferry"])
