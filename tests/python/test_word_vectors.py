"""Word vectors against pairs counted one by one."""

import itertools
import math

import numpy as np
import pytest

import wirecopy as wc
from wirecopy.tokens import PlainTexts
from wirecopy.vectors import word_vectors

TEXTS = ["The ferry left the harbour, and the ferry came back.", "A mayor spoke. The mayor left!", "ferry", "", "quay"]


def counted_one_by_one(texts, words, window):
    near = np.zeros((len(words), len(words)))
    for text in texts:
        found = [word.lower() for word in wc.words(text)]
        for (i, one), (j, other) in itertools.combinations(enumerate(found), 2):
            if j - i <= window and one in words and other in words:
                near[words.index(one), words.index(other)] += (window - (j - i) + 1) / window
                near[words.index(other), words.index(one)] += (window - (j - i) + 1) / window
    return near


@pytest.mark.parametrize("at_a_time", [3, 1 << 20])
def test_near_words_are_those_counted_one_by_one(monkeypatch, at_a_time):
    monkeypatch.setattr(word_vectors, "_WORDS_AT_A_TIME", at_a_time)
    words = ["left", "ferry", "the", "mayor", "quay"]
    near = sum(word_vectors._near(PlainTexts(TEXTS, 1), words, 3))
    np.testing.assert_allclose((near + near.T).toarray(), counted_one_by_one(TEXTS, words, 3), rtol=1e-6)


def test_information_is_what_the_paper_says():
    near = counted_one_by_one(TEXTS, ["left", "ferry", "the", "mayor"], 3)
    found = word_vectors._information(word_vectors.scipy.sparse.csr_matrix(near)).toarray()
    total, smoothed = near.sum(), near.sum(axis=0) ** 0.75
    for i, j in itertools.product(range(4), repeat=2):
        expected = 0.0
        if near[i, j]:
            expected = math.log((near[i, j] / total) / ((near[i].sum() / total) * (smoothed[j] / smoothed.sum())))
        assert found[i, j] == pytest.approx(max(0, expected))


def test_words_in_the_same_places_have_similar_vectors():
    patterns = ["the {} drank warm milk at home", "a {} slept near the old stove", "my {} hunts mice every night"]
    others = ["the {} raised rates again today", "a {} lends money to small firms", "my {} closed its branch downtown"]
    texts = [p.format(w) for p in patterns for w in ("cat", "kitten")]
    texts += [p.format(w) for p in others for w in ("bank", "lender")]
    vectors = wc.WordVectors.train(texts * 5, n_components=8, min_df=1, normalize=True)
    cat, kitten, bank, lender, nothing = vectors.transform(["cat", "kitten", "bank", "lender", "xyz"])
    assert cat @ kitten > 0.9
    assert bank @ lender > 0.9
    assert cat @ bank < 0.5
    assert not nothing.any()


def test_vectors_do_not_depend_on_the_threads_or_on_how_texts_are_given(sample):
    texts = [document.text for document in sample]
    one, two = (wc.WordVectors.train(given, n_jobs=jobs) for given, jobs in ((texts, 1), (sample, 2)))
    np.testing.assert_array_equal(one.table, two.table)


def test_what_cannot_be_learnt_is_named():
    with pytest.raises(ValueError, match="window is 0"):
        wc.WordVectors.train(TEXTS, window=0)
    with pytest.raises(ValueError, match="min_df=100"):
        wc.WordVectors.train(TEXTS, min_df=100)
    with pytest.raises(TypeError, match="one string"):
        wc.WordVectors.train("a ferry")
