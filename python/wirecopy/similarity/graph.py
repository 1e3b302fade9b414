"""Neighbours of dense rows along a graph, where comparing all would take too long."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import numpy.typing as npt

_Found = tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.float64]]

#: Links of a row, and rows that are looked at when it is added and when it is searched, besides the neighbours wanted.
_LINKS, _LOOK_TO_ADD, _LOOK_TO_FIND = 16, 128, 128
_SAMPLE = 200
_ROWS_AT_A_TIME = 1 << 14
#: As of the exact neighbours: less is nothing but rounding.
_ROUNDING = 1e-10


def nearest_by_graph(
    rows: npt.NDArray[np.float64], count: int, rank: npt.NDArray[np.uint32], n_jobs: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.float64], float]:
    """As the core's `nearest`, and which share of the true neighbours was found for a sample of rows.

    Parameters
    ----------
    rows : ndarray (n, m)
        Of length 1 or 0.
    """
    try:
        from usearch.index import Index
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("approximate neighbours need usearch: pip install wirecopy[approximate]") from error
    count = min(count, len(rows))
    if not rows.size:
        return rank[:0], rank[:0], np.empty(0), 1.0
    threads = os.cpu_count() or 1 if n_jobs == -1 else n_jobs
    index: Any = Index(
        ndim=rows.shape[1],
        metric="ip",
        dtype="f32",
        connectivity=_LINKS,
        expansion_add=_LOOK_TO_ADD,
        expansion_search=max(_LOOK_TO_FIND, 2 * count),
    )
    single = rows.astype(np.float32)
    index.add(np.arange(len(rows)), single, threads=1)
    parts = []
    for first in range(0, len(rows), _ROWS_AT_A_TIME):
        some = np.arange(first, min(len(rows), first + _ROWS_AT_A_TIME), dtype=np.uint32)
        matches = index.search(single[some], min(len(rows), count + 1), threads=threads)
        # Where fewer were found, keys say nothing; the answer for one row is flat, and has no counts.
        keys = np.asarray(matches.keys, np.int64).reshape(len(some), -1)
        counts = np.asarray(getattr(matches, "counts", [keys.shape[1]]), np.int64)
        found = counts[:, None] > np.arange(keys.shape[1])
        a = np.repeat(some, found.sum(axis=1))
        parts.append(_best(rows, a, keys[found].astype(np.uint32), count, rank))
    a, b, similarity = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return a, b, similarity, _recall(rows, a, b, count, rank)


def _best(
    rows: npt.NDArray[np.float64], a: npt.NDArray[np.uint32], b: npt.NDArray[np.uint32], count: int, rank: Any
) -> _Found:
    """Of pairs, in order of `a`, the `count` most similar of each, with what they share."""
    similarity = np.minimum(1, np.einsum("ij,ij->i", rows[a], rows[b]))
    kept = (a != b) & (similarity > _ROUNDING)
    a, b, similarity = a[kept], b[kept], similarity[kept]
    order = np.lexsort((rank[b], -similarity, a))
    a, b, similarity = a[order], b[order], similarity[order]
    kept = np.arange(len(a)) - np.searchsorted(a, a) < count
    return a[kept], b[kept], similarity[kept]


def _recall(
    rows: npt.NDArray[np.float64],
    a: npt.NDArray[np.uint32],
    b: npt.NDArray[np.uint32],
    count: int,
    rank: npt.NDArray[np.uint32],
) -> float:
    """The share of the true neighbours of evenly chosen rows that was found."""
    sample = np.unique(np.linspace(0, len(rows) - 1, _SAMPLE).astype(np.uint32))
    true = found = 0
    for row in sample:
        products = rows @ rows[row]
        products[row] = 0
        near = np.argpartition(-products, min(count, len(rows) - 1))[: count + 1]
        _, expected, _ = _best(rows, np.full(len(near), row), near.astype(np.uint32), count, rank)
        true += len(expected)
        first, last = np.searchsorted(a, [row, row + 1])
        found += len(np.intersect1d(expected, b[first:last]))
    return found / true if true else 1.0
