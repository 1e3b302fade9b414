"""SciPy's sparse matrices as the core takes and gives them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

CsrArrays = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.float64], int]


def csr_arrays(rows: Any) -> CsrArrays:
    """A scipy sparse matrix as the core takes it: row begins, columns, values, and the number of columns.

    Duplicates are summed and columns sorted, in a copy where there is something to do.

    Raises
    ------
    ValueError
        If the matrix points outside itself; the message says where.
    """
    check_compressed(rows)
    matrix = scipy.sparse.csr_matrix(rows)
    if not matrix.has_canonical_format:
        matrix = matrix.copy()
        matrix.sum_duplicates()
    return (
        matrix.indptr.astype(np.int64, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data.astype(np.float64, copy=False),
        int(matrix.shape[1]),
    )


def check_compressed(rows: Any) -> None:
    """Raise ValueError where a CSR or CSC matrix points outside itself, which SciPy would follow."""
    if not (scipy.sparse.issparse(rows) and rows.format in ("csr", "csc")):
        return
    size, width = rows.shape if rows.format == "csr" else rows.shape[::-1]
    line = "row" if rows.format == "csr" else "column"
    begins, values = rows.indptr, min(len(rows.indices), len(rows.data))
    if len(begins) != size + 1 or begins[0] != 0:
        raise ValueError(
            f"indptr has {len(begins):,} entries from {begins[:1]} for {size:,} {line}s; it must start with 0"
        )
    if (np.diff(begins) < 0).any():
        at = int(np.argmax(np.diff(begins) < 0))
        raise ValueError(f"indptr descends after {line} {at}: {begins[at]:,} to {begins[at + 1]:,}")
    if begins[-1] > values:
        raise ValueError(f"indptr ends with {begins[-1]:,}; there are {values:,} values")
    used = rows.indices[: begins[-1]]
    if len(used) and not (used.min() >= 0 and used.max() < width):
        at = int(np.argmax((used < 0) | (used >= width)))
        where = int(np.searchsorted(begins, at, side="right")) - 1
        raise ValueError(f"{line} {where} has index {used[at]:,}; it must lie in 0 to {width - 1:,}")


def to_matrix(
    arrays: tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[Any]], columns: int
) -> scipy.sparse.csr_matrix:
    """The core's rows as scikit-learn returns them; columns ascend in each."""
    begin, column, value = arrays
    matrix = scipy.sparse.csr_matrix((value, column, begin), shape=(len(begin) - 1, columns))
    matrix.has_canonical_format = True
    return matrix
