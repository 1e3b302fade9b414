"""Latent semantics: rows in fewer dimensions."""

from __future__ import annotations

import numbers
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse

from wirecopy import _core
from wirecopy.vectors.csr import check_compressed, csr_arrays
from wirecopy.vectors.estimator import Estimator, check_jobs

_ROUNDING = 1e-12


class LatentSemantics(Estimator):
    """Rows in fewer dimensions: the projection that keeps most of them (LSA, a truncated SVD).

    Parameters
    ----------
    n_components : int
        Dimensions; at most the smaller side of the matrix.
    n_jobs : int
        Threads; -1: all cores.

    Attributes
    ----------
    components_ : ndarray (n_components, columns)
        Of unit length and orthogonal; the entry of largest magnitude of each is positive.
    singular_values_ : ndarray (n_components,)
        Descending.
    explained_variance_, explained_variance_ratio_ : ndarray (n_components,)
        The ratio is 0 where all rows are equal.

    References
    ----------
    Deerwester et al., "Indexing by latent semantic analysis", JASIS 1990; Musco & Musco, "Randomized block Krylov
    methods for stronger and faster approximate singular value decomposition", NeurIPS 2015. The random numbers start
    from a fixed seed.
    """

    components_: npt.NDArray[np.float64]
    singular_values_: npt.NDArray[np.float64]

    def __init__(self, n_components: int = 100, *, n_jobs: int = -1) -> None:
        self.n_components = n_components
        self.n_jobs = n_jobs

    def fit(self, rows: Any, y: object = None) -> Self:
        """Find the components; `y` is there for scikit-learn, which passes it."""
        self.fit_transform(rows)
        return self

    def fit_transform(self, rows: Any, y: object = None) -> npt.NDArray[np.float64]:
        """Find the components and return the rows in them.

        Parameters
        ----------
        rows : scipy sparse matrix or array (n, m)

        Returns
        -------
        ndarray (n, n_components), float64

        Raises
        ------
        ValueError
            If the matrix has fewer rows or columns than `n_components`, or a value is not finite; the message says
            which.
        """
        if not isinstance(self.n_components, numbers.Integral) or self.n_components < 1:
            raise ValueError(f"n_components is {self.n_components!r}; it must be a whole number of at least 1")
        check_jobs(self.n_jobs)
        matrix = _finite(rows)
        values, vectors = _core.truncated_svd(csr_arrays(matrix), self.n_components, self.n_jobs)
        self.singular_values_ = values
        self.components_ = vectors.reshape(self.n_components, matrix.shape[1])
        projected = self.transform(matrix)
        self.explained_variance_ = projected.var(axis=0)
        mean = np.asarray(matrix.mean(axis=0))
        squares = matrix.power(2).sum() / matrix.shape[0]
        total = squares - (mean**2).sum()
        # Of rows that are all equal no variance is there to explain; what is left of it is rounding.
        some = total > _ROUNDING * squares
        self.explained_variance_ratio_ = self.explained_variance_ / total if some else np.zeros(self.n_components)
        return projected

    def transform(self, rows: Any) -> npt.NDArray[np.float64]:
        """Return other rows, of the same columns, in the components."""
        self._check_fitted("components_")
        matrix = _finite(rows)
        if matrix.shape[1] != self.components_.shape[1]:
            raise ValueError(
                f"rows have {matrix.shape[1]:,} columns; the components have {self.components_.shape[1]:,}"
            )
        return _core.product(csr_arrays(matrix), np.ascontiguousarray(self.components_.T), self.n_jobs)


def _finite(rows: Any) -> scipy.sparse.csr_matrix:
    check_compressed(rows)
    matrix = scipy.sparse.csr_matrix(rows, dtype=np.float64)
    finite = np.isfinite(matrix.data)
    if not finite.all():
        row = int(np.searchsorted(matrix.indptr, int(np.argmin(finite)), side="right")) - 1
        raise ValueError(f"row {row} holds a value that is not finite")
    return matrix
