"""How texts become terms: the parameters that all vectorizers share, as the core takes them."""

from __future__ import annotations

import itertools
import numbers
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, Protocol, cast

import numpy as np
import pyarrow as pa

from wirecopy import _core
from wirecopy.batches import strings
from wirecopy.tokens import PlainTexts
from wirecopy.vectors.estimator import Estimator, check_jobs

#: scikit-learn's default pattern, which the core knows: two or more letters, digits or underscores.
WORD_PATTERN = r"(?u)\b\w\w+\b"
_NATIVE_PATTERNS = (WORD_PATTERN, r"\b\w\w+\b")
_UNITS = {"char": _core.Units.characters, "char_wb": _core.Units.padded_words}
_ACCENTS = {None: _core.Accents.keep, "unicode": _core.Accents.strip, "ascii": _core.Accents.ascii}
_DOCUMENTS_AT_A_TIME = 1024


class Corpus(Protocol):
    """What this room needs of a corpus."""

    @property
    def core(self) -> _core.Corpus:
        """The documents as the core sees them."""
        ...


class TextEstimator(Estimator):
    """What vectorizers share: parameters that say how a text becomes terms."""

    _takes_text = True

    strip_accents: Literal["ascii", "unicode"] | Callable[[str], str] | None
    lowercase: bool
    preprocessor: Callable[[str], str] | None
    tokenizer: Callable[[str], list[str]] | None
    stop_words: Literal["english"] | Iterable[str] | None
    token_pattern: str | None
    ngram_range: tuple[int, int]
    analyzer: Literal["word", "char", "char_wb"] | Callable[[str], Iterable[str]]
    n_jobs: int

    def _read(self, documents: Corpus | Iterable[str]) -> tuple[_core.Documents, _core.Analysis]:
        """The documents, and how to read them."""
        check_jobs(self.n_jobs)
        if callable(self.analyzer):
            return word_lists(map(self.analyzer, texts_of(documents))), _joined(1, 1, [])
        splitter = self._splitter()
        if splitter is not None:
            prepared = map(self._preparation(), texts_of(documents))
            return word_lists(map(splitter, prepared)), _joined(*self.ngram_range, self._stop_words())
        analysis = self._analysis()
        if self.preprocessor is not None or callable(self.strip_accents):
            documents = list(map(self._preparation(), texts_of(documents)))
        if not hasattr(documents, "core"):
            return _core.Documents.texts(PlainTexts(documents, self.n_jobs).core), analysis
        core = cast(Corpus, documents).core
        tables = documents.made_tables(self.n_jobs) if hasattr(documents, "made_tables") else None
        if tables is None:  # a text is read where it is counted: a table of all tokens would cost more
            return _core.Documents.texts(core), analysis
        return _core.Documents.tokens(core, tables), analysis

    def _analysis(self) -> _core.Analysis:
        """How the core reads terms; where Python prepares the texts, for what is left to do."""
        own_words = self.analyzer == "word" and self.token_pattern is None
        in_python = self.preprocessor is not None or (callable(self.strip_accents) and not own_words)
        units = _UNITS.get(str(self.analyzer), _core.Units.words if own_words else _core.Units.word_characters)
        return _core.Analysis(
            units,
            *self.ngram_range,
            bool(self.lowercase) and not in_python,
            _core.Accents.keep if in_python or callable(self.strip_accents) else _ACCENTS[self.strip_accents],
            self._stop_words() if self.analyzer == "word" else [],
        )

    def _splitter(self) -> Callable[[str], Iterable[str]] | None:
        """What cuts a text into words, if that is Python's to do."""
        if self.analyzer != "word":
            return None
        if self.tokenizer is not None:
            return self.tokenizer
        if self.token_pattern is None or self.token_pattern in _NATIVE_PATTERNS:
            return None
        pattern = re.compile(self.token_pattern)
        if pattern.groups > 1:
            raise ValueError(f"token_pattern {self.token_pattern!r} has {pattern.groups} groups; it may have one")
        return pattern.findall

    def _preparation(self) -> Callable[[str], str]:
        """What is done in Python to a text before it is cut."""
        if self.preprocessor is not None:
            return self.preprocessor
        strip: Callable[[str], str] = self.strip_accents if callable(self.strip_accents) else _STRIP[self.strip_accents]
        own_words = self.analyzer == "word" and self.token_pattern is None and self.tokenizer is None
        if not self.lowercase or own_words:  # words of our own are folded by the core
            return strip
        return lambda text: strip(text.lower())

    def _stop_words(self) -> list[str]:
        if self.stop_words is None:
            return []
        if isinstance(self.stop_words, str):
            from wirecopy.vectors.stop_words import ENGLISH

            return sorted(ENGLISH)
        return sorted(set(self.stop_words))

    def _check_terms(self) -> None:
        """Raise ValueError, or TypeError, where a parameter is out of its range; the message quotes it."""
        if not callable(self.analyzer) and self.analyzer not in ("word", "char", "char_wb"):
            raise ValueError(f"analyzer is {self.analyzer!r}; it must be 'word', 'char', 'char_wb' or a callable")
        if not callable(self.strip_accents) and self.strip_accents not in ("ascii", "unicode", None):
            raise ValueError(
                f"strip_accents is {self.strip_accents!r}; it must be 'ascii', 'unicode', None or a callable"
            )
        if isinstance(self.stop_words, str) and self.stop_words != "english":
            raise ValueError(f"stop_words is {self.stop_words!r}; it must be 'english', a list of words or None")
        shortest, longest = self.ngram_range
        if not (isinstance(shortest, numbers.Integral) and isinstance(longest, numbers.Integral)):
            raise ValueError(f"ngram_range is {self.ngram_range!r}; it must be two ints")
        if not 1 <= shortest <= longest:
            raise ValueError(f"ngram_range is {self.ngram_range!r}; it must start at 1 or more and not descend")


def word_lists(lists: Iterable[Iterable[str]]) -> _core.Documents:
    """Documents of words that Python found."""
    sizes, chunks = [0], []
    left = iter(lists)
    while some := list(itertools.islice(left, _DOCUMENTS_AT_A_TIME)):
        words: list[str] = []
        for one in some:
            before = len(words)
            words.extend(one)
            sizes.append(len(words) - before)
        chunks.append(_strings(words, sizes))
    words_column = pa.concat_arrays(chunks) if chunks else pa.array([], pa.large_string())
    return _core.Documents.word_lists(strings(words_column), np.cumsum(sizes, dtype=np.int64))


def _strings(words: list[Any], sizes: list[int]) -> pa.LargeStringArray:
    """The words of the last documents; what is no string is named."""
    if not all(issubclass(kind, str) for kind in set(map(type, words))):
        bad = next(at for at, word in enumerate(words) if not isinstance(word, str))
        ends = np.cumsum(sizes[::-1])  # the last document first
        document = len(sizes) - 2 - int(np.searchsorted(ends, len(words) - 1 - bad, side="right"))
        raise TypeError(f"document {document}: the analyzer or tokenizer gave {words[bad]!r}, which is no string")
    return pa.array(words, pa.large_string())


def _joined(shortest: int, longest: int, stop_words: list[str]) -> _core.Analysis:
    return _core.Analysis(_core.Units.words, shortest, longest, False, _core.Accents.keep, stop_words)


def texts_of(documents: Any) -> Iterator[str]:
    """The texts one by one."""
    if isinstance(documents, str):
        raise TypeError("texts is one string; give a list of strings")
    if not hasattr(documents, "core"):
        return iter(documents)
    return itertools.chain.from_iterable(chunk.to_pylist() for chunk in documents.table["text"].chunks)


def _without_accents(text: str) -> str:
    return (
        text
        if text.isascii()
        else "".join(itertools.filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
    )


def _as_ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


_STRIP: dict[str | None, Callable[[str], str]] = {None: str, "unicode": _without_accents, "ascii": _as_ascii}
