"""Weights that tell how much a term says about a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import scipy.sparse

from wirecopy import _core
from wirecopy.vectors.counting import CountVectorizer
from wirecopy.vectors.csr import to_matrix
from wirecopy.vectors.terms import Corpus


class TfidfVectorizer(CountVectorizer):
    """Documents as TF-IDF rows, with scikit-learn's names, parameters and numbers.

    By default terms are the words and numbers of `wirecopy.words`, folded: case, compatibility forms and the kinds of
    quotation marks and dashes make no difference. For scikit-learn's own words give its `token_pattern`,
    ``r"(?u)\\b\\w\\w+\\b"``; for others, a corpus with a tokenizer (`corpus.with_tokenizer`).

    Parameters
    ----------
    strip_accents, lowercase, preprocessor, tokenizer, stop_words, token_pattern, ngram_range, analyzer
        As of `CountVectorizer`.
    max_df, min_df, max_features, vocabulary, binary, window
        As of `CountVectorizer`.
    dtype : numpy.float64 or numpy.float32
        Of the matrix.
    norm : "l2", "l1" or None
        What each row is divided by.
    use_idf, smooth_idf : bool
        Multiply by ln((1 + n) / (1 + df)) + 1, or by ln(n / df) + 1 if not smooth.
    sublinear_tf : bool
        Use 1 + ln(count) in the place of the count.
    n_jobs : int
        Threads; -1: all cores.

    Attributes
    ----------
    vocabulary_, fixed_vocabulary_
        As of `CountVectorizer`.
    idf_ : ndarray (terms,), of `dtype`
        Only if `use_idf`.

    References
    ----------
    Salton & Buckley, "Term-weighting approaches in automatic text retrieval", IP&M 1988.
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
        max_df: float = 1.0,
        min_df: float = 1,
        max_features: int | None = None,
        vocabulary: Mapping[str, int] | Iterable[str] | None = None,
        binary: bool = False,
        window: int | None = None,
        dtype: Any = np.float64,
        norm: Literal["l1", "l2"] | None = "l2",
        use_idf: bool = True,
        smooth_idf: bool = True,
        sublinear_tf: bool = False,
        n_jobs: int = -1,
    ) -> None:
        super().__init__(
            strip_accents=strip_accents,
            lowercase=lowercase,
            preprocessor=preprocessor,
            tokenizer=tokenizer,
            stop_words=stop_words,
            token_pattern=token_pattern,
            ngram_range=ngram_range,
            analyzer=analyzer,
            max_df=max_df,
            min_df=min_df,
            max_features=max_features,
            vocabulary=vocabulary,
            binary=binary,
            window=window,
            dtype=dtype,
            n_jobs=n_jobs,
        )
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.sublinear_tf = sublinear_tf

    def transform(self, documents: Corpus | Iterable[str]) -> scipy.sparse.csr_matrix:
        """Return rows over the terms that were learnt; others are left out."""
        if self.use_idf:
            self._check_fitted("idf_")
        return super().transform(documents)

    def _fit(self, documents: Corpus | Iterable[str]) -> _core.TermCounts:
        counts = super()._fit(documents)
        if self.use_idf:
            self._learn_weights(counts.documents, counts.document_frequency())
        return counts

    def _learn_weights(self, documents: int, document_frequency: npt.NDArray[np.int64]) -> None:
        if not self.use_idf:
            return
        smooth = int(self.smooth_idf)
        with np.errstate(divide="ignore"):  # a term of a given vocabulary may be in no document
            idf = np.log((documents + smooth) / (document_frequency + smooth)) + 1
        self.idf_: npt.NDArray[np.float64] = idf.astype(self.dtype, copy=False)

    def _rows(self, counts: _core.TermCounts) -> scipy.sparse.csr_matrix:
        idf = np.asarray(self.idf_, np.float64) if self.use_idf else np.empty(0)
        rows = counts.rows_float32 if np.dtype(self.dtype) == np.float32 else counts.rows_float64
        norm = getattr(_core.Norm, self.norm or "none")
        matrix = to_matrix(rows(self.binary, self.sublinear_tf, idf, norm, self.n_jobs), len(self._names))
        if self.norm is not None and not (np.isfinite(idf).all() or np.isfinite(matrix.data).all()):
            row = int(np.searchsorted(matrix.indptr, int(np.argmin(np.isfinite(matrix.data))), side="right")) - 1
            columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
            column = int(columns[np.argmin(np.isfinite(idf[columns]))])
            raise ValueError(
                f"document {row} has {self._names[column].as_py()!r}, which no document had that was learnt from: with "
                "smooth_idf=False its weight has no end, and the row no length"
            )
        return matrix

    def _check_parameters(self) -> None:
        super()._check_parameters()
        if self.norm not in ("l1", "l2", None):
            raise ValueError(f"norm is {self.norm!r}; it must be 'l2', 'l1' or None")
        if np.dtype(self.dtype) not in (np.float64, np.float32):
            raise ValueError(f"dtype is {self.dtype!r}; it must be numpy.float64 or numpy.float32")
