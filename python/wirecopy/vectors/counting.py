"""Counts of terms."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy import _core
from wirecopy.batches import strings
from wirecopy.vectors.csr import to_matrix
from wirecopy.vectors.stream import TermStream
from wirecopy.vectors.terms import Corpus, TextEstimator
from wirecopy.vectors.vocabulary import NoTermsError, columns_of, documents_of, names_of

_NO_FACTORS = np.empty(0)

_READING = (
    "strip_accents",
    "lowercase",
    "preprocessor",
    "tokenizer",
    "stop_words",
    "token_pattern",
    "ngram_range",
    "analyzer",
)


class CountVectorizer(TextEstimator):
    """Documents as counts of their terms, with scikit-learn's names, parameters and numbers.

    Parameters
    ----------
    strip_accents : "ascii", "unicode", callable or None
        Take accents away: "unicode" drops combining marks (NFKD), "ascii" all that is not ASCII then.
    lowercase : bool
        By `str.lower`. Where `token_pattern` is None words are folded, which is more: case, compatibility forms and the
        kinds of quotation marks and dashes make no difference.
    preprocessor : callable or None
        Takes a text and returns it as it is to be read, in the place of `strip_accents` and `lowercase`.
    tokenizer : callable or None
        Takes a text and returns its words, in the place of `token_pattern`.
    stop_words : "english", list of str or None
        Words that are left out, in the form in which they are counted.
    token_pattern : str or None
        None: the words and numbers of `wirecopy.words`, or those of the corpus's own tokenizer. scikit-learn's default,
        ``r"(?u)\\b\\w\\w+\\b"``, is read by the core, any other by Python's `re`.
    ngram_range : (int, int)
        The least and the most words, or characters, of a term.
    analyzer : "word", "char", "char_wb" or callable
        Terms of words; of characters; of characters inside words, with a space at both ends; or what a function makes
        of a text.
    max_df, min_df : int or float
        Leave out terms of more (fewer) documents than this: an int counts documents, a float is a share of them.
    max_features : int or None
        Keep only so many terms, those that come most often.
    vocabulary : mapping of str to int, iterable of str, or None
        Terms and their columns, in the place of those that `fit` would learn.
    binary : bool
        1 in the place of every count.
    window : int or None
        How many of the last documents `partial_fit` goes by; None: all of them.
    dtype : numpy dtype
        Of the matrix.
    n_jobs : int
        Threads; -1: all cores.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        The column of each term; columns that were learnt are in the order of the terms.
    fixed_vocabulary_ : bool
        True if `vocabulary` was given.

    Notes
    -----
    Terms are told apart by 64-bit hashes.
    """

    _names: pa.LargeStringArray
    _columns: dict[str, int] | None  #: made when first asked for
    _given: Any  #: the `vocabulary` that they are of
    _known: _core.Vocabulary  #: likewise
    _known_by: list[Any]  #: the parameters of reading that it was made with
    _stream: TermStream  #: what `partial_fit` has seen

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
        dtype: Any = np.int64,
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
        self.max_df = max_df
        self.min_df = min_df
        self.max_features = max_features
        self.vocabulary = vocabulary
        self.binary = binary
        self.window = window
        self.dtype = dtype
        self.n_jobs = n_jobs

    def fit(self, documents: Corpus | Iterable[str], y: object = None) -> Self:
        """Learn the terms; `y` is there for scikit-learn, which passes it.

        Raises
        ------
        NoTermsError
            If there is no document, or no term is left; it is a ValueError.
        ValueError
            If a parameter is out of its range; the message quotes it.
        """
        self._fit(documents)
        return self

    def partial_fit(self, documents: Corpus | Iterable[str], y: object = None) -> Self:
        """Learn from further documents: what `fit` would learn from all that were given so, or the last `window`.

        Terms come and go, and columns with them: rows made before belong to the terms of then. Terms are kept even
        while they are in too few documents. `fit` starts again from nothing.
        """
        self._check_parameters()
        if "_stream" not in self.__dict__ or self._stream.window != self.window:
            self._stream = TermStream(self.window)
        if self.vocabulary is not None:
            self._set_vocabulary()
            counts = self._count_known(documents)
        else:
            source, analysis = self._read(documents)
            counts = _core.TermCounts.learn(source, analysis, self.n_jobs)
            counts.limit(1, max(1, counts.documents), self.n_jobs)
        names = self._names if self.vocabulary is not None else names_of(counts, self.n_jobs)
        rows = counts.rows_int64(False, False, _NO_FACTORS, _core.Norm.none, self.n_jobs)
        self._stream.add(names, to_matrix(rows, len(names)))
        self._learn_stream(self._stream)
        return self

    def _learn_stream(self, stream: TermStream) -> None:
        """Choose columns among the terms of a stream."""
        if self.vocabulary is None:
            low, high = (documents_of(limit, stream.documents) for limit in (self.min_df, self.max_df))
            kept = (stream.document_frequency >= low) & (stream.document_frequency <= high)
            kept[kept] = self._most_frequent(stream.document_frequency[kept], stream.frequency[kept])
            self._set_names(stream.names.filter(pa.array(kept)))
            self.fixed_vocabulary_ = False
            self._learn_weights(stream.documents, stream.document_frequency[kept])
            return
        places = pc.index_in(self._names, stream.names).fill_null(-1).to_numpy(zero_copy_only=False)
        frequency = np.append(stream.document_frequency, 0)  # of terms that the window has none of
        self._learn_weights(stream.documents, frequency[places])

    def _learn_weights(self, documents: int, document_frequency: npt.NDArray[np.int64]) -> None:
        """Learn what columns weigh from how many documents have them."""

    def _most_frequent(
        self, document_frequency: npt.NDArray[np.int64], frequency: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """Which columns `max_features` keeps."""
        kept = np.ones(len(frequency), np.bool_)
        if self.max_features is not None and len(frequency) > self.max_features:
            times = document_frequency if self.binary else frequency
            kept[(-times).argsort()[self.max_features :]] = False  # as scikit-learn writes it, for ties
        return kept

    def fit_transform(self, documents: Corpus | Iterable[str], y: object = None) -> scipy.sparse.csr_matrix:
        """Learn the terms and return the rows of the same documents.

        Returns
        -------
        scipy.sparse.csr_matrix (documents, terms), of `dtype`
            In the order of the corpus.

        Raises
        ------
        NoTermsError, ValueError
            As `fit`.
        """
        return self._rows(self._fit(documents))

    def transform(self, documents: Corpus | Iterable[str]) -> scipy.sparse.csr_matrix:
        """Return rows over the terms that are known; others are left out."""
        if self.vocabulary is not None and self.__dict__.get("_given") is not self.vocabulary:
            self._set_vocabulary()
        self._check_fitted("_names")
        return self._rows(self._count_known(documents))

    def inverse_transform(self, rows: Any) -> list[npt.NDArray[np.object_]]:
        """The terms of each row that has them.

        Parameters
        ----------
        rows : scipy sparse matrix or array (n, terms)
        """
        names = self.get_feature_names_out()
        matrix = scipy.sparse.csr_matrix(rows)
        matrix.eliminate_zeros()
        return [names[matrix.indices[b:e]] for b, e in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)]

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:
        """The terms, one a column; `input_features` is there for scikit-learn, which passes it."""
        self._check_fitted("_names")
        return np.array(self._names.to_pylist(), dtype=object)

    @property
    def vocabulary_(self) -> dict[str, int]:
        """The column of each term, made when first asked for."""
        self._check_fitted("_names")
        if self._columns is None:
            self._columns = {name: column for column, name in enumerate(self._names.to_pylist())}
        return self._columns

    def __sklearn_is_fitted__(self) -> bool:
        return "_names" in self.__dict__

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_known"}

    def _fit(self, documents: Corpus | Iterable[str]) -> _core.TermCounts:
        """Learn what is to be learnt and return the counts of the columns that are left."""
        self._check_parameters()
        self.__dict__.pop("_stream", None)
        if self.vocabulary is not None:
            self._set_vocabulary()
            return self._count_known(documents)
        source, analysis = self._read(documents)
        counts = _core.TermCounts.learn(source, analysis, self.n_jobs)
        if not counts.documents:
            raise NoTermsError("there are no documents to learn words from: the corpus is empty")
        low, high = documents_of(self.min_df, counts.documents), documents_of(self.max_df, counts.documents)
        if high < low:
            raise ValueError(
                f"max_df={self.max_df!r} is fewer documents ({high:g}) than min_df={self.min_df!r} ({low:g})"
            )
        counts.limit(low, high, self.n_jobs)
        if not counts.columns:
            raise NoTermsError(
                f"no word is left: {counts.documents:,} documents have {counts.distinct_terms:,} words, none of them "
                f"in {low:g} to {high:g} documents"
            )
        if self.max_features is not None and counts.columns > self.max_features:
            counts.keep(self._most_frequent(counts.document_frequency(), counts.frequency()).view(np.uint8))
        self._set_names(names_of(counts, self.n_jobs))
        self.fixed_vocabulary_ = False
        return counts

    def _set_names(self, names: pa.LargeStringArray, columns: dict[str, int] | None = None) -> None:
        self._names = names
        self._columns = columns
        self._given = self.vocabulary
        self.__dict__.pop("_known", None)

    def _set_vocabulary(self) -> None:
        columns = columns_of(self.vocabulary)
        self._set_names(pa.array(sorted(columns, key=columns.__getitem__), pa.large_string()), columns)
        self.fixed_vocabulary_ = True

    def _count_known(self, documents: Corpus | Iterable[str]) -> _core.TermCounts:
        source, analysis = self._read(documents)
        read_by = [getattr(self, name, None) for name in _READING]
        if "_known" not in self.__dict__ or self._known_by != read_by:
            self._known, self._known_by = _core.Vocabulary(strings(self._names), analysis), read_by
        return _core.TermCounts.known(source, analysis, self._known, self.n_jobs)

    def _rows(self, counts: _core.TermCounts) -> scipy.sparse.csr_matrix:
        rows = counts.rows_int64(self.binary, False, _NO_FACTORS, _core.Norm.none, self.n_jobs)
        return to_matrix(rows, len(self._names)).astype(self.dtype, copy=False)

    def _check_parameters(self) -> None:
        self._check_terms()
        for name in ("min_df", "max_df"):
            value = getattr(self, name)
            is_count = isinstance(value, numbers.Integral)
            if not (value >= 1 if is_count else 0 <= value <= 1):
                raise ValueError(f"{name} is {value!r}; it must be an int of at least 1 or a float from 0 to 1")
        if self.max_features is not None and not (
            isinstance(self.max_features, numbers.Integral) and self.max_features >= 1
        ):
            raise ValueError(f"max_features is {self.max_features!r}; it must be an int of at least 1 or None")
        if self.window is not None and not (isinstance(self.window, numbers.Integral) and self.window >= 1):
            raise ValueError(f"window is {self.window!r}; it must be an int of at least 1 or None")
