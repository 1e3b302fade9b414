"""Paragraphs of a corpus as peers take them, and which of them are near-identical, by plain matrices."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

import wirecopy as wc
from wirecopy import _core

MIN_WORDS, JACCARD = 20, 0.5
_WORD, _NUMBER = 0, 1
Ints = npt.NDArray[np.int64]


class Words(NamedTuple):
    """The words of a corpus in columns."""

    key: npt.NDArray[np.uint64]
    document: Ints
    paragraph: Ints  # from 0 in each document
    begin: Ints  # code points
    end: Ints


def words_of(corpus: wc.Corpus) -> Words:
    """Every token with a letter or a digit."""
    columns: list[list[npt.NDArray[np.generic]]] = [[] for _ in Words._fields]
    first = 0
    for batch, table in enumerate(corpus.tables(1)):
        kept = np.isin(table.kind, (_WORD, _NUMBER))
        counts = np.diff(table.document_begin.astype(np.int64))
        document = np.repeat(np.arange(first, first + len(counts)), counts)
        first += len(counts)
        begin, end = table.code_points(corpus.core, batch)
        for column, values in zip(columns, (table.key, document, table.paragraph(), begin, end), strict=True):
            column.append(values[kept])
    joined = [np.concatenate(parts) for parts in columns]
    return Words(joined[0], *(values.astype(np.int64) for values in joined[1:]))


def prepare(corpus: wc.Corpus, folder: Path) -> int:
    """Write what peers read: folded paragraphs a line, the document of each, and the pairs that are the answer."""
    words = words_of(corpus)
    place = words.document * (int(words.paragraph.max(initial=0)) + 1) + words.paragraph
    _, start, count = np.unique(place, return_index=True, return_counts=True)
    long = count >= MIN_WORDS
    start, count = start[long], count[long]
    _, first, code = np.unique(words.key, return_index=True, return_inverse=True)
    ids = corpus.ids.to_pylist()
    surface = [corpus.text_of(ids[words.document[at]])[words.begin[at] : words.end[at]] for at in first.tolist()]
    folded = np.array([_core.fold(each) for each in surface], dtype=object)
    with (folder / "paragraphs.txt").open("w", encoding="utf-8", newline="\n") as lines:
        for begin, size in zip(start.tolist(), count.tolist(), strict=True):
            lines.write(" ".join(folded[code[begin : begin + size]]) + "\n")
    np.save(folder / "document.npy", words.document[start])
    a, b, jaccard = near_identical(code.astype(np.int64), start, count)
    apart = words.document[start[a]] != words.document[start[b]]
    np.savez(folder / "answer.npz", a=a[apart], b=b[apart], jaccard=jaccard[apart])
    return len(start)


def near_identical(code: Ints, start: Ints, count: Ints) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Every pair of paragraphs whose sets of word 3-grams have Jaccard similarity .5 or more, and how much it is.

    Equal sets are collapsed. Of two sets that are so similar, the rarest half of either (and one more) has a 3-gram of
    the other's rarest half: a product of these halves gives the candidates, a product of whole rows verifies them.
    """
    owner, gram = _grams(code, start, count)
    text, of_paragraph = _equal_sets(owner, gram, len(start))
    kept = np.isin(owner, text)
    row = np.searchsorted(text, owner[kept])
    whole = sparse.csr_matrix((np.ones(len(row), np.int32), (row, gram[kept])), (len(text), int(gram.max()) + 1))
    a, b, jaccard = _similar_rows(whole)
    return _spelt_out(of_paragraph, a, b, jaccard)


def _grams(code: Ints, start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """The sets of word 3-grams: paragraph and number of the 3-gram, each pair once, in order."""
    owner = np.repeat(np.arange(len(start), dtype=np.int32), count - 2)
    shift = start - np.concatenate([[0], np.cumsum(count - 2)[:-1]])
    position = (np.arange(len(owner)) + np.repeat(shift, count - 2)).astype(np.int32)
    gram = code[position]
    for following in (1, 2):
        pairs = gram.astype(np.int64) << 32 | code[position + following]
        _, gram = np.unique(pairs, return_inverse=True)
        gram = gram.astype(np.int32)
    rows = np.unique(owner.astype(np.int64) << 32 | gram)
    return rows >> 32, rows & 0xFFFFFFFF


def _equal_sets(owner: Ints, gram: Ints, paragraphs: int) -> tuple[Ints, Ints]:
    """One paragraph for each distinct set, in order, and for each paragraph the number of its set."""
    rng = np.random.default_rng(0)
    drawn = rng.integers(1, 2**63, (2, int(gram.max(initial=0)) + 1)).astype(np.uint64)
    sums = np.zeros((2, paragraphs), np.uint64)
    for one, values in zip(sums, drawn, strict=True):
        np.add.at(one, owner, values[gram])
    _, first, inverse = np.unique(sums, axis=1, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[inverse.ravel()]


def _similar_rows(whole: sparse.csr_matrix) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    sizes = np.diff(whole.indptr)
    documents = np.asarray(whole.sum(axis=0)).ravel()
    rank = np.empty(len(documents), np.int64)
    rank[np.argsort(documents, kind="stable")] = np.arange(len(documents))
    row = np.repeat(np.arange(whole.shape[0]), sizes)
    order = np.lexsort((rank[whole.indices], row))
    within = np.arange(len(row)) - np.repeat(whole.indptr[:-1], sizes)
    rarest = order[within < np.repeat(sizes // 2 + 1, sizes)]
    part = sparse.csr_matrix((np.ones(len(rarest), np.int32), (row[rarest], whole.indices[rarest])), whole.shape)
    found: list[tuple[Ints, Ints, npt.NDArray[np.float64]]] = []
    columns = part.T.tocsr()
    for start in range(0, whole.shape[0], 1_000):
        met = (part[start : start + 1_000] @ columns).tocoo()
        a, b = met.row.astype(np.int64) + start, met.col.astype(np.int64)
        keep = (a < b) & (2 * np.minimum(sizes[a], sizes[b]) >= np.maximum(sizes[a], sizes[b]))
        a, b = a[keep], b[keep]
        for chunk in range(0, len(a), 100_000):
            x, y = a[chunk : chunk + 100_000], b[chunk : chunk + 100_000]
            common = np.asarray(whole[x].multiply(whole[y]).sum(axis=1)).ravel()
            jaccard = common / (sizes[x] + sizes[y] - common)
            similar = jaccard >= JACCARD
            found.append((x[similar], y[similar], jaccard[similar]))
    empty = np.zeros(0, np.int64)
    columns_of = zip(*found, strict=True) if found else iter([(empty,), (empty,), (np.zeros(0),)])
    a, b, jaccard = (np.concatenate(parts) for parts in columns_of)
    return a, b, jaccard


def _spelt_out(
    of_paragraph: Ints, a: Ints, b: Ints, jaccard: npt.NDArray[np.float64]
) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Pairs of paragraphs from pairs of distinct sets, and from sets that several paragraphs have."""
    order = np.argsort(of_paragraph, kind="stable")
    first = np.searchsorted(of_paragraph[order], np.arange(int(of_paragraph.max(initial=0)) + 2))
    size = np.diff(first)
    several = np.flatnonzero(size > 1)
    a, b = np.concatenate([a, several]), np.concatenate([b, several])
    jaccard = np.concatenate([jaccard, np.ones(len(several))])
    each = size[a] * size[b]
    row = np.repeat(np.arange(len(a)), each)
    within = np.arange(len(row)) - np.repeat(np.concatenate([[0], np.cumsum(each)[:-1]]), each)
    x = order[first[a[row]] + within // size[b[row]]]
    y = order[first[b[row]] + within % size[b[row]]]
    keep = (a[row] != b[row]) | (x < y)
    return np.minimum(x, y)[keep], np.maximum(x, y)[keep], jaccard[row][keep]
