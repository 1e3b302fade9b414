"""Rows as similarities are made of them."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import scipy.sparse

from wirecopy import _core
from wirecopy.results import TextSource
from wirecopy.vectors import check_compressed

_NORM_TOLERANCE = 1e-12


class Corpus(TextSource, Protocol):
    """What this room needs of a corpus."""

    @property
    def core(self) -> _core.Corpus:
        """The documents as the core sees them."""
        ...

    @property
    def ids(self) -> pa.Array:
        """Their ids, in order."""
        ...


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
        squares = scipy.sparse.csr_matrix((matrix.data**2, matrix.indices, matrix.indptr), shape=matrix.shape)
        lengths = np.sqrt(squares @ np.ones(matrix.shape[1]))
    else:
        matrix = np.ascontiguousarray(rows, dtype=np.float64)
        if matrix.ndim != 2:
            raise ValueError(f"rows have {matrix.ndim} dimensions; they must have 2")
        lengths = np.sqrt(np.einsum("ij,ij->i", matrix, matrix))
    if not np.isfinite(lengths).all():
        raise ValueError(f"row {int(np.argmin(np.isfinite(lengths)))} holds a value that is not finite, or too large")
    if np.all((lengths == 0) | (np.abs(lengths - 1) <= _NORM_TOLERANCE)):
        return matrix
    factors = 1 / np.where(lengths == 0, 1, lengths)
    if scipy.sparse.issparse(matrix):
        data = np.repeat(factors, np.diff(matrix.indptr))
        data *= matrix.data
        return scipy.sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)
    is_copy = isinstance(rows, np.ndarray) and not np.may_share_memory(matrix, rows)
    return np.multiply(matrix, factors[:, None], out=matrix if is_copy else None)
