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
    """
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


def to_matrix(
    arrays: tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[Any]], columns: int
) -> scipy.sparse.csr_matrix:
    """The core's rows as scikit-learn returns them; columns ascend in each."""
    begin, column, value = arrays
    matrix = scipy.sparse.csr_matrix((value, column, begin), shape=(len(begin) - 1, columns))
    matrix.has_canonical_format = True
    return matrix
