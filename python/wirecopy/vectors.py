"""Documents as rows of numbers: TF-IDF weights of their words, and latent semantics."""

from __future__ import annotations

import inspect
import numbers
from collections.abc import Iterable
from typing import Any, Literal, Protocol, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse

from wirecopy import _core
from wirecopy.tokens import PlainTexts

_ROUNDING = 1e-12

CsrArrays = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.float64], int]


class _Corpus(Protocol):
    """What this room needs of a corpus."""

    @property
    def core(self) -> _core.Corpus: ...
    @property
    def token_tables(self) -> list[_core.TokenTable]: ...


class _Estimator:
    """scikit-learn's way with parameters: kept as given, by the names of the constructor."""

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters by name; `deep` is there for scikit-learn, which passes it."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    def set_params(self, **params: Any) -> Self:
        """Change parameters by name.

        Raises
        ------
        ValueError
            If there is no such parameter; the message lists those there are.
        """
        known = self.get_params()
        for name, value in params.items():
            if name not in known:
                raise ValueError(f"{type(self).__name__} has no parameter {name!r}; it has {', '.join(known)}")
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
        return f"{type(self).__name__}({given})"

    def _check_fitted(self, attribute: str) -> None:
        if not hasattr(self, attribute):
            raise ValueError(f"this {type(self).__name__} is not fitted; call fit first")


class TfidfVectorizer(_Estimator):
    """Documents as TF-IDF rows, with scikit-learn's names, parameters and numbers.

    Words are the words and numbers of `wirecopy.words`, folded: case, compatibility forms and the kinds of quotation
    marks and dashes make no difference. For other words, give a corpus with a tokenizer of its own
    (`corpus.with_tokenizer`).

    Parameters
    ----------
    min_df, max_df : int or float
        Leave out words of fewer (more) documents than this: an int counts documents, a float is a share of them.
    sublinear_tf : bool
        Use 1 + ln(count) in the place of the count.
    norm : "l2", "l1" or None
        What each row is divided by.
    use_idf, smooth_idf : bool
        Multiply by ln((1 + n) / (1 + df)) + 1, or by ln(n / df) + 1 if not smooth.
    n_jobs : int
        Threads; -1: all cores.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        The column of each word; columns are in the order of the words.
    idf_ : ndarray of float64
        Only if `use_idf`.

    References
    ----------
    Salton & Buckley, "Term-weighting approaches in automatic text retrieval", IP&M 1988.
    """

    def __init__(
        self,
        *,
        min_df: float = 1,
        max_df: float = 1.0,
        sublinear_tf: bool = False,
        norm: Literal["l1", "l2"] | None = "l2",
        use_idf: bool = True,
        smooth_idf: bool = True,
        n_jobs: int = -1,
    ) -> None:
        self.min_df = min_df
        self.max_df = max_df
        self.sublinear_tf = sublinear_tf
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.n_jobs = n_jobs

    def fit(self, documents: _Corpus | Iterable[str], y: object = None) -> Self:
        """Learn the words and their idf; `y` is there for scikit-learn, which passes it."""
        self._fit(documents)
        return self

    def fit_transform(self, documents: _Corpus | Iterable[str], y: object = None) -> scipy.sparse.csr_matrix:
        """Learn the words and return the rows of the same documents.

        Returns
        -------
        scipy.sparse.csr_matrix (documents, words), float64
            In the order of the corpus.

        Raises
        ------
        ValueError
            If no word is left, or a parameter is out of its range; the message quotes it.
        """
        return self._weigh(self._fit(documents))

    def transform(self, documents: _Corpus | Iterable[str]) -> scipy.sparse.csr_matrix:
        """Return rows over the words that were learnt; other words are left out."""
        self._check_fitted("vocabulary_")
        corpus = _as_corpus(documents, self.n_jobs)
        counts = _core.count_known_words(corpus.core, corpus.token_tables, self._keys, self.n_jobs)
        return self._weigh(_matrix(counts, len(self._keys)))

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:
        """The words, one a column; `input_features` is there for scikit-learn, which passes it."""
        self._check_fitted("vocabulary_")
        return np.array(list(self.vocabulary_), dtype=object)

    def _fit(self, documents: _Corpus | Iterable[str]) -> scipy.sparse.csr_matrix:
        self._check_parameters()
        corpus = _as_corpus(documents, self.n_jobs)
        counted, names, keys = _core.count_words(corpus.core, corpus.token_tables, self.n_jobs)
        counts = _matrix(counted, len(names))
        frequencies = np.bincount(counts.indices, minlength=len(names))
        size = counts.shape[0]
        if not size:
            raise ValueError("there are no documents to learn words from: the corpus is empty")
        low, high = _documents(self.min_df, size), _documents(self.max_df, size)
        if high < low:
            raise ValueError(
                f"max_df={self.max_df!r} is fewer documents ({high:g}) than min_df={self.min_df!r} ({low:g})"
            )
        kept = (low <= frequencies) & (frequencies <= high)
        if not kept.any():
            raise ValueError(
                f"no word is left: {size:,} documents have {len(names):,} words, none of them in "
                f"{low:g} to {high:g} documents"
            )
        if not kept.all():
            counts, frequencies, keys = counts[:, kept], frequencies[kept], keys[kept]
            names = [name for name, keep in zip(names, kept.tolist(), strict=True) if keep]
        self.vocabulary_ = {name: column for column, name in enumerate(names)}
        self._keys = keys
        if self.use_idf:
            smooth = int(self.smooth_idf)
            self.idf_ = np.log((size + smooth) / (frequencies + smooth)) + 1
        return counts

    def _weigh(self, counts: scipy.sparse.csr_matrix) -> scipy.sparse.csr_matrix:
        idf = self.idf_ if self.use_idf else np.empty(0)
        norm = getattr(_core.Norm, self.norm or "none")
        counts.data = _core.weigh(csr_arrays(counts), idf, self.sublinear_tf, norm)
        return counts

    def _check_parameters(self) -> None:
        if self.norm not in ("l1", "l2", None):
            raise ValueError(f"norm is {self.norm!r}; it must be 'l2', 'l1' or None")
        for name in ("min_df", "max_df"):
            value = getattr(self, name)
            is_count = isinstance(value, numbers.Integral)
            if not (value >= 1 if is_count else 0 <= value <= 1):
                raise ValueError(f"{name} is {value!r}; it must be an int of at least 1 or a float from 0 to 1")


class LatentSemantics(_Estimator):
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
    Deerwester et al., "Indexing by latent semantic analysis", JASIS 1990; Halko, Martinsson & Tropp, "Finding
    structure with randomness", SIAM Review 2011. The random numbers start from a fixed seed.
    """

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
        if self.n_components < 1:
            raise ValueError(f"n_components is {self.n_components}; it must be at least 1")
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
        return np.asarray(_finite(rows) @ self.components_.T)


def _finite(rows: Any) -> scipy.sparse.csr_matrix:
    matrix = scipy.sparse.csr_matrix(rows, dtype=np.float64)
    finite = np.isfinite(matrix.data)
    if not finite.all():
        row = int(np.searchsorted(matrix.indptr, int(np.argmin(finite)), side="right")) - 1
        raise ValueError(f"row {row} holds a value that is not finite")
    return matrix


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


def _matrix(
    arrays: tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.float64]], columns: int
) -> scipy.sparse.csr_matrix:
    begin, column, value = arrays
    return scipy.sparse.csr_matrix((value, column, begin), shape=(len(begin) - 1, columns))


def _as_corpus(documents: Any, n_jobs: int) -> _Corpus:
    if hasattr(documents, "tables"):
        documents.tables(n_jobs)  # if the tokens are still to be made, by as many threads as asked for
    return documents if hasattr(documents, "token_tables") else PlainTexts(documents, n_jobs)


def _documents(limit: float, size: int) -> float:
    return limit if isinstance(limit, numbers.Integral) else limit * size
