"""Terms hashed into columns: nothing to learn, nothing to keep."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable
from typing import Any, Literal, Self

import numpy as np
import scipy.sparse

from wirecopy import _core
from wirecopy.vectors.csr import to_matrix
from wirecopy.vectors.terms import Corpus, TextEstimator


class HashingVectorizer(TextEstimator):
    """Documents as counts of their terms in columns that a hash chooses, with scikit-learn's parameters and numbers.

    It learns nothing, so documents may come in any number of parts. Terms that meet in one column are added up.

    Parameters
    ----------
    strip_accents, lowercase, preprocessor, tokenizer, stop_words, token_pattern, ngram_range, analyzer
        As of `CountVectorizer`.
    n_features : int
        Columns; less than 2**31.
    binary : bool
        1 in the place of every count.
    norm : "l2", "l1" or None
        What each row is divided by.
    alternate_sign : bool
        Let the hash say whether a term adds or subtracts, so that terms that meet tend to cancel out.
    dtype : numpy dtype
        Of the matrix.
    n_jobs : int
        Threads; -1: all cores.

    References
    ----------
    Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009. The hash is MurmurHash3 of 32
    bits (Appleby) with seed 0.
    """

    def __init__(
        self,
        *,
        strip_accents: Literal["ascii", "unicode"] | Callable[[str], str] | None = None,
        lowercase: bool = True,
        preprocessor: Callable[[str], str] | None = None,
        tokenizer: Callable[[str], list[str]] | None = None,
        stop_words: Literal["english"] | Iterable[str] | None = None,
        token_pattern: str | None = None,
        ngram_range: tuple[int, int] = (1, 1),
        analyzer: Literal["word", "char", "char_wb"] | Callable[[str], Iterable[str]] = "word",
        n_features: int = 2**20,
        binary: bool = False,
        norm: Literal["l1", "l2"] | None = "l2",
        alternate_sign: bool = True,
        dtype: Any = np.float64,
        n_jobs: int = -1,
    ) -> None:
        self.strip_accents = strip_accents
        self.lowercase = lowercase
        self.preprocessor = preprocessor
        self.tokenizer = tokenizer
        self.stop_words = stop_words
        self.token_pattern = token_pattern
        self.ngram_range = ngram_range
        self.analyzer = analyzer
        self.n_features = n_features
        self.binary = binary
        self.norm = norm
        self.alternate_sign = alternate_sign
        self.dtype = dtype
        self.n_jobs = n_jobs

    def fit(self, documents: Corpus | Iterable[str] | None = None, y: object = None) -> Self:
        """Check the parameters; there is nothing to learn.

        Raises
        ------
        ValueError
            If a parameter is out of its range; the message quotes it.
        """
        self._check_parameters()
        return self

    def partial_fit(self, documents: Corpus | Iterable[str] | None = None, y: object = None) -> Self:
        """Check the parameters, as `fit` does."""
        return self.fit()

    def fit_transform(self, documents: Corpus | Iterable[str], y: object = None) -> scipy.sparse.csr_matrix:
        """Return the rows of documents, as `transform` does."""
        return self.transform(documents)

    def transform(self, documents: Corpus | Iterable[str]) -> scipy.sparse.csr_matrix:
        """Return the rows of documents.

        Returns
        -------
        scipy.sparse.csr_matrix (documents, n_features), of `dtype`
            In the order of the corpus; terms that cancelled out are there as zeros.
        """
        self._check_parameters()
        source, analysis = self._read(documents)
        counts = _core.TermCounts.hashed(source, analysis, self.n_features, self.alternate_sign, self.n_jobs)
        norm = getattr(_core.Norm, self.norm or "none")
        rows = counts.rows_float64(self.binary, False, np.empty(0), norm, self.n_jobs)
        return to_matrix(rows, self.n_features).astype(self.dtype, copy=False)

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def _check_parameters(self) -> None:
        self._check_terms()
        if not (isinstance(self.n_features, numbers.Integral) and 1 <= self.n_features < 2**31):
            raise ValueError(f"n_features is {self.n_features!r}; it must be an int from 1 to 2**31 - 1")
        if self.norm not in ("l1", "l2", None):
            raise ValueError(f"norm is {self.norm!r}; it must be 'l2', 'l1' or None")
