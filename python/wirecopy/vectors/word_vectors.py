"""Vectors of words, learnt from documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

from wirecopy import _core
from wirecopy.tokens import KINDS, PlainTexts
from wirecopy.vectors.counting import CountVectorizer
from wirecopy.vectors.embeddings import StaticEmbeddings
from wirecopy.vectors.pieces import Words
from wirecopy.vectors.semantics import LatentSemantics
from wirecopy.vectors.terms import Corpus

_WORDS_AT_A_TIME = 1 << 20
#: Context words count as if their shares were raised to this, which holds rare ones down.
_SMOOTHING = 0.75


class WordVectors(StaticEmbeddings):
    """Vectors of the words of a corpus, and documents as the mean of them; made by `train`.

    Words that stand near the same words have similar vectors. Parameters are those of `StaticEmbeddings`.

    References
    ----------
    Levy, Goldberg & Dagan, "Improving distributional similarity with lessons learned from word embeddings", TACL 2015.
    """

    @classmethod
    def train(
        cls,
        documents: Corpus | Iterable[str],
        *,
        n_components: int = 200,
        window: int = 5,
        min_df: int = 5,
        max_features: int | None = 50_000,
        n_jobs: int = -1,
        **options: Any,
    ) -> WordVectors:
        """Learn vectors: which words are near each other more often than chance (positive pointwise mutual
        information), in fewer dimensions (a truncated SVD, its singular values by their square roots).

        Parameters
        ----------
        documents : Corpus or iterable of str
        n_components : int
            Dimensions; fewer where there are not so many words.
        window : int
            Words on either side that are near; nearer ones count more, the last 1 / window.
        min_df, max_features
            Which words get vectors, as of `CountVectorizer`.
        n_jobs : int
            Threads; -1: all cores.
        **options
            As of the class.

        Raises
        ------
        ValueError
            If no word is left, or a parameter is out of its range; the message quotes it.
        """
        if isinstance(documents, str):
            raise TypeError("texts is one string; give a list of strings")
        if window < 1:
            raise ValueError(f"window is {window!r}; it must be at least 1")
        source: Any = documents if hasattr(documents, "core") else PlainTexts(documents, n_jobs)
        counted = CountVectorizer(min_df=min_df, max_features=max_features, n_jobs=n_jobs).fit(source)
        words = counted.get_feature_names_out().tolist()
        near = scipy.sparse.csr_matrix((len(words), len(words)), dtype=np.float32)
        for pairs in _near(source, words, window):
            near = near + pairs
        semantics = LatentSemantics(min(n_components, len(words)), n_jobs=n_jobs)
        semantics.fit(_information(near + near.T).T)  # its right vectors are those of the words, not of what is near
        vectors = semantics.components_.T * np.sqrt(semantics.singular_values_)
        return cls(np.ascontiguousarray(vectors, np.float32), Words(words), n_jobs=n_jobs, **options)


def _near(source: Any, words: list[str], window: int) -> Iterator[scipy.sparse.csr_matrix]:
    """How much each word (row) has each other behind it, some text at a time."""
    keys = np.array([_core.token_key(word) for word in words], np.uint64)
    order = np.argsort(keys)
    tables = source.tables(-1) if hasattr(source, "tables") else source.token_tables
    for table in tables:
        is_word = np.asarray(table.kind) <= KINDS.index("number")
        found, document = np.asarray(table.key)[is_word], table.document(0)[is_word]
        place = np.searchsorted(keys, found, sorter=order).clip(max=len(keys) - 1)
        number = np.where(keys[order[place]] == found, order[place], -1)
        for first in range(0, len(number), _WORDS_AT_A_TIME):
            last = min(len(number), first + _WORDS_AT_A_TIME)
            yield _pairs(number, document, first, last, window, len(words))


def _pairs(
    number: npt.NDArray[np.int64],
    document: npt.NDArray[np.uint32],
    first: int,
    last: int,
    window: int,
    words: int,
) -> scipy.sparse.csr_matrix:
    """The pairs of the words from `first` to `last`."""
    behind = np.full((last - first, window), -1, np.int32)
    for distance in range(1, min(window, len(number) - first - 1) + 1):
        end = min(last, len(number) - distance)
        same = document[first:end] == document[first + distance : end + distance]
        behind[: end - first, distance - 1] = np.where(same, number[first + distance : end + distance], -1)
    behind[number[first:last] < 0] = -1
    there = behind >= 0
    weight = np.broadcast_to((np.arange(window, 0, -1) / window).astype(np.float32), behind.shape)
    begin = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
    places = scipy.sparse.csr_matrix((weight[there], behind[there], begin), shape=(last - first, words))
    known = np.flatnonzero(number[first:last] >= 0)
    ones = np.ones(len(known), np.float32)
    of_words = scipy.sparse.csr_matrix((ones, (number[first:last][known], known)), shape=(words, last - first))
    return of_words @ places


def _information(near: scipy.sparse.csr_matrix) -> scipy.sparse.csr_matrix:
    """Positive pointwise mutual information of words (rows) and what is near them (columns)."""
    result = scipy.sparse.csr_matrix(near, dtype=np.float64)
    of_word = np.asarray(result.sum(axis=1)).ravel()
    of_near = np.asarray(result.sum(axis=0)).ravel() ** _SMOOTHING
    rows = np.repeat(np.arange(result.shape[0]), np.diff(result.indptr))
    result.data *= of_near.sum() / (of_word[rows] * of_near[result.indices])
    result.data = np.maximum(0, np.log(result.data))
    result.eliminate_zeros()
    return result
