"""The twin of `wirecopy.similar_paragraphs`: sets of word 3-grams compared with all others, by SciPy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

import wirecopy as wc
from wirecopy.tokens import KINDS

#: A 3-gram is named by the sum of its keys, each times one of these: 64 bits, found in another way than the core's.
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


@dataclass
class Paragraphs:
    """The paragraphs of a corpus that are long enough, by document and place."""

    document: npt.NDArray[np.int64]  #: row of the corpus
    begin: npt.NDArray[np.int64]  #: in code points
    trigrams: scipy.sparse.csr_array  #: (paragraphs, distinct 3-grams), 1 where a paragraph holds one


def paragraphs_of(corpus: wc.Corpus, min_words: int) -> Paragraphs:
    """Read the paragraphs from the corpus's tokens: their words are the tokens with a letter or a digit."""
    tokens = corpus.tokens.to_arrow()
    document = _codes(tokens["document"])  # rows of the corpus
    paragraph = np.asarray(tokens["paragraph"], dtype=np.int64)
    begin = np.asarray(tokens["begin"], dtype=np.int64)
    new = np.ones(len(document), bool)
    new[1:] = (document[1:] != document[:-1]) | (paragraph[1:] != paragraph[:-1])
    number = np.cumsum(new) - 1
    is_word = _codes(tokens["kind"]) <= KINDS.index("number")
    kept = np.flatnonzero(np.bincount(number[is_word], minlength=np.count_nonzero(new)) >= min_words)
    row = np.full(np.count_nonzero(new), -1)
    row[kept] = np.arange(len(kept))

    key = np.asarray(tokens["key"])[is_word]
    of = number[is_word]
    inside = (of[:-2] == of[2:]) & (row[of[:-2]] >= 0)
    names = sum(key[word : len(key) - 2 + word][inside] * np.uint64(odd) for word, odd in enumerate(_ODD))
    distinct, columns = np.unique(names, return_inverse=True)
    rows, columns = np.divmod(np.unique(row[of[:-2][inside]] * len(distinct) + columns), max(len(distinct), 1))
    sets = scipy.sparse.csr_array((np.ones(len(rows), np.float32), (rows, columns)), (len(kept), len(distinct)))
    return Paragraphs(document[new][kept], begin[new][kept], sets)


def every_similar_pair(
    paragraphs: Paragraphs, jaccard: float, rows_at_once: int = 2000
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return all pairs of paragraphs of two documents, and their similarity; equal sets are compared once."""
    sets, group = _distinct(paragraphs.trigrams)
    size = np.diff(sets.indptr)
    members = np.argsort(group, kind="stable")
    first = np.searchsorted(group[members], np.arange(sets.shape[0] + 1))
    found: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]] = []
    for a, b, shared in _products(sets, rows_at_once):
        similarity = shared / (size[a] + size[b] - shared)
        for x, y, value in zip(*(side[similarity >= jaccard] for side in (a, b, similarity)), strict=True):
            own, other = members[first[x] : first[x + 1]], members[first[y] : first[y + 1]]
            left, right = np.repeat(own, len(other)), np.tile(other, len(own))
            once = left < right if x == y else np.ones(len(left), bool)
            once &= paragraphs.document[left] != paragraphs.document[right]
            found.append((left[once], right[once], np.full(np.count_nonzero(once), value)))
    sides = [np.concatenate(side) for side in zip(*found, strict=True)] if found else [np.empty(0)] * 3
    a, b = np.minimum(sides[0], sides[1]), np.maximum(sides[0], sides[1])
    order = np.lexsort((b, a))
    return a[order], b[order], sides[2][order]


def _codes(column: Any) -> npt.NDArray[np.int64]:
    return np.concatenate([np.asarray(chunk.indices, dtype=np.int64) for chunk in column.chunks])


def _distinct(sets: scipy.sparse.csr_array) -> tuple[scipy.sparse.csr_array, npt.NDArray[np.int64]]:
    """Return the distinct rows, and which of them each row is."""
    known: dict[bytes, int] = {}
    group = np.empty(sets.shape[0], np.int64)
    firsts: list[int] = []
    for row in range(sets.shape[0]):
        content = sets.indices[sets.indptr[row] : sets.indptr[row + 1]].tobytes()
        group[row] = known.setdefault(content, len(known))
        if group[row] == len(firsts):
            firsts.append(row)
    return sets[firsts], group


def _products(
    sets: scipy.sparse.csr_array, rows_at_once: int
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """Yield how many elements rows share, for pairs that share any; each pair once, each row with itself."""
    turned = sets.T.tocsr()
    for start in range(0, sets.shape[0], rows_at_once):
        product = (sets[start : start + rows_at_once] @ turned).tocoo()
        upper = product.col >= product.row + start
        yield product.row[upper] + start, product.col[upper], product.data[upper].astype(np.float64)
