"""Rows that are alike: every pair above a threshold, and the nearest of each."""

from __future__ import annotations

import numbers
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import scipy.sparse

from wirecopy import _core
from wirecopy.documents import microseconds
from wirecopy.similarity.found import Neighbors, SimilarPairs
from wirecopy.similarity.graph import nearest_by_graph
from wirecopy.similarity.rows import Corpus, ranks, unit_rows
from wirecopy.vectors import check_jobs, csr_arrays


def similar_pairs(
    rows: Any,
    *,
    threshold: float,
    documents: Corpus | None = None,
    different_source: bool = False,
    max_lag: Any = None,
    n_jobs: int = -1,
) -> SimilarPairs:
    """Every pair of rows whose cosine similarity is at least `threshold`, exactly.

    Similarities that rounding holds 1e-10 below the threshold count as reaching it.

    Parameters
    ----------
    rows : scipy.sparse matrix or ndarray (n, m)
        L2-normalised float64; anything else is converted and normalised in a copy. A row of zeros is like no other.
    threshold : float in (0, 1]
    documents : Corpus, optional
        What the rows stand for, in its order. The result then has ids.
    different_source : bool
        Leave out pairs of documents that have the same source. A document without a source counts as its own.
    max_lag : str or timedelta, optional
        Leave out pairs published further apart than this, such as "3D" (as `pandas.Timedelta` reads it). Where only the
        day is known, the closest moments of the two days count. Pairs with a date missing stay in.
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    SimilarPairs
        Sorted by `document_a` and `document_b` (ids, by code point), with `document_a` < `document_b`; or by `row_a`
        and `row_b`, with `row_a` < `row_b`.

    Raises
    ------
    ValueError
        If `threshold` is not in (0, 1], a value of the rows is not finite, or rows and documents differ in number.

    References
    ----------
    Bayardo, Ma & Srikant, "Scaling up all pairs similarity search", WWW 2007.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold is {threshold!r}; it must be above 0 and at most 1")
    check_jobs(n_jobs)
    core, lag = _filters(documents, different_source, max_lag)
    unit = unit_rows(rows)
    _check_number(unit, documents)
    if not unit.shape[1]:
        found = np.empty(0, np.uint32), np.empty(0, np.uint32), np.empty(0)
    elif scipy.sparse.issparse(unit):
        found = _core.similar_pairs(csr_arrays(unit), threshold, core, different_source, lag, n_jobs)
    else:
        found = _core.similar_pairs_dense(unit, threshold, core, different_source, lag, n_jobs)
    a, b, similarity = found
    if documents is not None:
        rank = ranks(documents.core)
        a, b = np.where(rank[a] < rank[b], a, b), np.where(rank[a] < rank[b], b, a)
        order = np.lexsort((rank[b], rank[a]))
        a, b, similarity = a[order], b[order], similarity[order]
    return SimilarPairs(_table(a, b, {"similarity": similarity}, documents), documents, unit)


def nearest(
    rows: Any,
    *,
    n_neighbors: int = 10,
    documents: Corpus | None = None,
    different_source: bool = False,
    max_lag: Any = None,
    approximate: bool = False,
    n_jobs: int = -1,
) -> Neighbors:
    """The `n_neighbors` most similar other rows of each row by cosine similarity, exactly.

    Rows with a similarity of 0 or less are no neighbours, so a row may have fewer. Of equally similar rows the one with
    the smaller id (without documents: the smaller row number) comes first.

    Parameters
    ----------
    rows : scipy.sparse matrix or ndarray (n, m)
        L2-normalised float64; anything else is converted and normalised in a copy.
    n_neighbors : int
    documents : Corpus, optional
        What the rows stand for, in its order. The result then has ids.
    different_source, max_lag
        As of `similar_pairs`: who is left out is no neighbour, and the next nearest takes the place.
    approximate : bool
        For dense rows past a million: look along a graph of near rows (HNSW, by usearch, the extra
        `wirecopy[approximate]`) in the place of comparing all. What is missed is measured: `recall` of the result. The
        graph is made on one thread, so that the threads change nothing.
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Neighbors
        In the order of the rows.

    Raises
    ------
    ValueError
        If `n_neighbors` is no whole number of at least 1, a value of the rows is not finite, rows and documents
        differ in number, or `approximate` is asked for sparse rows or beside filters.

    References
    ----------
    Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable small
    world graphs", TPAMI 2020.
    """
    if not isinstance(n_neighbors, numbers.Integral) or n_neighbors < 1:
        raise ValueError(f"n_neighbors is {n_neighbors!r}; it must be a whole number of at least 1")
    check_jobs(n_jobs)
    core, lag = _filters(documents, different_source, max_lag)
    unit = unit_rows(rows)
    _check_number(unit, documents)
    rank = np.arange(unit.shape[0], dtype=np.uint32) if documents is None else ranks(documents.core)
    recall = 1.0
    if approximate:
        if scipy.sparse.issparse(unit) or different_source or lag is not None:
            raise ValueError("approximate neighbours are for dense rows without different_source and max_lag")
        a, b, similarity, recall = nearest_by_graph(unit, n_neighbors, rank, n_jobs)
    elif not unit.shape[1]:
        a, b, similarity = rank[:0], rank[:0], np.empty(0)
    elif scipy.sparse.issparse(unit):
        a, b, similarity = _core.nearest(csr_arrays(unit), n_neighbors, rank, n_jobs, core, different_source, lag)
    else:
        a, b, similarity = _core.nearest_dense(unit, n_neighbors, rank, n_jobs, core, different_source, lag)
    place = np.arange(1, len(a) + 1) - np.searchsorted(a, a)
    table = _table(a, b, {"rank": place.astype(np.int32), "similarity": similarity}, documents)
    neighbors = Neighbors(table, documents, unit)
    neighbors.recall = recall
    return neighbors


def _filters(documents: Corpus | None, different_source: bool, max_lag: Any) -> tuple[_core.Corpus | None, int | None]:
    """The documents as the core takes them, and the lag in microseconds."""
    if documents is None and (different_source or max_lag is not None):
        raise ValueError("different_source and max_lag need documents=, the corpus that the rows stand for")
    return None if documents is None else documents.core, None if max_lag is None else microseconds(max_lag)


def _table(
    a: npt.NDArray[np.uint32], b: npt.NDArray[np.uint32], columns: dict[str, Any], documents: Corpus | None
) -> pa.Table:
    if documents is None:
        return pa.table({"row_a": a.astype(np.int64), "row_b": b.astype(np.int64), **columns})
    return pa.table(
        {"document_a": documents.ids.take(pa.array(a)), "document_b": documents.ids.take(pa.array(b)), **columns}
    )


def _check_number(rows: Any, documents: Corpus | None) -> None:
    if documents is not None and rows.shape[0] != len(documents.core):
        raise ValueError(f"{rows.shape[0]:,} rows for {len(documents.core):,} documents; there must be one for each")
