"""Rows that are alike: every pair above a threshold, and the nearest of each, both exact."""

from __future__ import annotations

import numbers
from typing import Any, Protocol, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import scipy.sparse

from wirecopy import _core
from wirecopy.documents import microseconds
from wirecopy.results import Result, TextSource
from wirecopy.vectors import check_compressed, check_jobs, csr_arrays

_NORM_TOLERANCE = 1e-12


class _Corpus(TextSource, Protocol):
    """What this room needs of a corpus."""

    @property
    def core(self) -> _core.Corpus: ...
    @property
    def ids(self) -> pa.Array: ...


class Explanation(Result):
    """What two rows share, the largest part of their similarity first.

    Columns: `term` (or `column`, where nobody named the columns), `weight_a`, `weight_b`, and `part`, their product.
    The parts of all terms add up to the similarity.
    """


class _Found(Result):
    """What was found among rows, and the rows."""

    def __init__(self, table: pa.Table, documents: _Corpus | None, rows: Any) -> None:
        super().__init__(table, documents)
        self._rows = rows

    def explain(self, a: str | int, b: str | int, *, terms: Any = None) -> Explanation:
        """What made the similarity of two documents: the terms that both have, and what each adds.

        Parameters
        ----------
        a, b : str or int
            Ids of documents, or numbers of rows where the rows were given without documents.
        terms : vectorizer or sequence of str, optional
            What names the columns: the vectorizer that made the rows, or a name for each column.

        Raises
        ------
        KeyError
            If there is no such document or row.
        ValueError
            If there is not one name for each column.
        """
        names = terms.get_feature_names_out() if hasattr(terms, "get_feature_names_out") else terms
        if names is not None and len(names) != self._rows.shape[1]:
            raise ValueError(f"{len(names):,} terms for {self._rows.shape[1]:,} columns")
        one, other = (self._row(which) for which in (a, b))
        part = one * other
        columns = np.flatnonzero(part)
        columns = columns[np.lexsort((columns, -part[columns]))]
        named = {"column": columns} if names is None else {"term": [str(names[column]) for column in columns]}
        weights = {"weight_a": one[columns], "weight_b": other[columns], "part": part[columns]}
        return Explanation(pa.table({**named, **weights}))

    def _row(self, which: str | int) -> npt.NDArray[np.float64]:
        if self._corpus is None:
            if not (isinstance(which, numbers.Integral) and 0 <= which < self._rows.shape[0]):
                raise KeyError(f"there is no row {which!r}; they are numbered from 0 to {self._rows.shape[0] - 1:,}")
            at = int(which)
        else:
            at = cast(_Corpus, self._corpus).ids.index(which).as_py()
            if at < 0:
                raise KeyError(f"there is no document {which!r}")
        row = self._rows[[at]]
        return np.asarray(row.todense() if scipy.sparse.issparse(row) else row, np.float64).ravel()


class SimilarPairs(_Found):
    """Pairs of rows and their cosine similarity.

    Columns: `document_a`, `document_b` (ids, in that order) or `row_a`, `row_b` without documents, and `similarity`.
    """


class Neighbors(_Found):
    """The nearest others of each row, nearest first.

    Columns: `document_a`, `document_b` (one of its neighbours) or `row_a`, `row_b` without documents, `rank` (from 1)
    and `similarity`.
    """


def similar_pairs(
    rows: Any,
    *,
    threshold: float,
    documents: _Corpus | None = None,
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
    if scipy.sparse.issparse(unit):
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
    documents: _Corpus | None = None,
    different_source: bool = False,
    max_lag: Any = None,
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
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Neighbors
        In the order of the rows.

    Raises
    ------
    ValueError
        If `n_neighbors` is no whole number of at least 1, a value of the rows is not finite, or rows and documents
        differ in number.
    """
    if not isinstance(n_neighbors, numbers.Integral) or n_neighbors < 1:
        raise ValueError(f"n_neighbors is {n_neighbors!r}; it must be a whole number of at least 1")
    check_jobs(n_jobs)
    core, lag = _filters(documents, different_source, max_lag)
    unit = unit_rows(rows)
    _check_number(unit, documents)
    rank = np.arange(unit.shape[0], dtype=np.uint32) if documents is None else ranks(documents.core)
    if not unit.shape[1]:
        a, b, similarity = rank[:0], rank[:0], np.empty(0)
    elif scipy.sparse.issparse(unit):
        a, b, similarity = _core.nearest(csr_arrays(unit), n_neighbors, rank, n_jobs, core, different_source, lag)
    else:
        a, b, similarity = _core.nearest_dense(unit, n_neighbors, rank, n_jobs, core, different_source, lag)
    place = np.arange(1, len(a) + 1) - np.searchsorted(a, a)
    table = _table(a, b, {"rank": place.astype(np.int32), "similarity": similarity}, documents)
    return Neighbors(table, documents, unit)


def _filters(documents: _Corpus | None, different_source: bool, max_lag: Any) -> tuple[_core.Corpus | None, int | None]:
    """The documents as the core takes them, and the lag in microseconds."""
    if documents is None and (different_source or max_lag is not None):
        raise ValueError("different_source and max_lag need documents=, the corpus that the rows stand for")
    return None if documents is None else documents.core, None if max_lag is None else microseconds(max_lag)


def ranks(core: _core.Corpus) -> npt.NDArray[np.uint32]:
    """For each document of a corpus its place when they are sorted by id."""
    rank = np.empty(len(core), np.uint32)
    rank[core.by_id().order] = np.arange(len(core), dtype=np.uint32)
    return rank


def unit_rows(rows: Any) -> Any:
    """The rows with length 1 as float64: a CSR matrix or a C-ordered array; a copy where something had to change."""
    if scipy.sparse.issparse(rows):
        check_compressed(rows)
        matrix = scipy.sparse.csr_matrix(rows, dtype=np.float64)
        if not matrix.has_canonical_format:
            matrix = matrix.copy()
            matrix.sum_duplicates()
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    else:
        matrix = np.ascontiguousarray(rows, dtype=np.float64)
        if matrix.ndim != 2:
            raise ValueError(f"rows have {matrix.ndim} dimensions; they must have 2")
        lengths = np.linalg.norm(matrix, axis=1)
    if not np.isfinite(lengths).all():
        raise ValueError(f"row {int(np.argmin(np.isfinite(lengths)))} holds a value that is not finite, or too large")
    if np.all((lengths == 0) | (np.abs(lengths - 1) <= _NORM_TOLERANCE)):
        return matrix
    factors = 1 / np.where(lengths == 0, 1, lengths)
    if scipy.sparse.issparse(matrix):
        data = matrix.data * np.repeat(factors, np.diff(matrix.indptr))
        return scipy.sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)
    return matrix * factors[:, None]


def _table(
    a: npt.NDArray[np.uint32], b: npt.NDArray[np.uint32], columns: dict[str, Any], documents: _Corpus | None
) -> pa.Table:
    if documents is None:
        return pa.table({"row_a": a.astype(np.int64), "row_b": b.astype(np.int64), **columns})
    return pa.table(
        {"document_a": documents.ids.take(pa.array(a)), "document_b": documents.ids.take(pa.array(b)), **columns}
    )


def _check_number(rows: Any, documents: _Corpus | None) -> None:
    if documents is not None and rows.shape[0] != len(documents.core):
        raise ValueError(f"{rows.shape[0]:,} rows for {len(documents.core):,} documents; there must be one for each")
