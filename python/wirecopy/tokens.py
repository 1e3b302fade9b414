"""Words, numbers and marks with their spans; sentences, paragraphs and subwords."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy import _core
from wirecopy.components import Batch, Component, run_spans
from wirecopy.results import Result, TextSource

KINDS = ("word", "number", "punctuation", "symbol")
_UNKNOWN = np.iinfo(np.int64).min
_T = TypeVar("_T", bound=np.generic)


class _Corpus(TextSource, Protocol):
    """What this room needs of a corpus."""

    @property
    def core(self) -> _core.Corpus: ...
    @property
    def token_tables(self) -> list[_core.TokenTable]: ...
    @property
    def ids(self) -> pa.Array: ...


class Tokens(Result):
    """The tokens of a corpus, a row a token, in the order of the text.

    Columns: `document` (id), `begin`, `end` (code points of the original text), `kind` (word, number, punctuation,
    symbol), `key` (uint64: the hash of the folded form; equal keys are equal words), `sentence`, `paragraph` (counted
    from 0 in each document).
    """

    def __init__(self, corpus: _Corpus) -> None:
        core, tables = corpus.core, corpus.token_tables
        document = np.repeat(
            np.arange(len(core), dtype=np.uint32),
            np.concatenate([np.diff(t.document_begin) for t in tables] or [np.empty(0, np.uint64)]).astype(np.int64),
        )
        super().__init__(
            pa.table(
                {
                    "document": pa.DictionaryArray.from_arrays(pa.array(document), corpus.ids),
                    "begin": _core.to_code_points(core, document, _joined([t.begin for t in tables], np.uint32)),
                    "end": _core.to_code_points(core, document, _joined([t.end for t in tables], np.uint32)),
                    "kind": pa.DictionaryArray.from_arrays(
                        pa.array(_joined([t.kind for t in tables], np.uint8)), pa.array(KINDS)
                    ),
                    "key": _joined([t.key for t in tables], np.uint64),
                    "sentence": _joined([t.sentence() for t in tables], np.int32),
                    "paragraph": _joined([t.paragraph() for t in tables], np.int32),
                }
            ),
            corpus,
        )


def token_tables(
    core: _core.Corpus, batches: Iterable[Batch], *, tokenizer: Component | None = None, n_jobs: int = -1
) -> list[_core.TokenTable]:
    """Token tables, one a batch, by the built-in tokenizer or by a component that returns spans."""
    if tokenizer is None:
        return _core.tokenize(core, n_jobs)
    tables = []
    for batch in batches:
        (document_begin, begin, end), others = run_spans(tokenizer, core, batch, disjoint=True)
        if others:
            raise ValueError(
                f"component {tokenizer.name!r}: a tokenizer writes spans and nothing else, not {list(others)}"
            )
        tables.append(_core.token_table(core, batch.number, document_begin, begin, end))
    return tables


def tokenize(texts: Iterable[str], *, n_jobs: int = -1) -> Tokens:
    """Tokens of plain strings; `document` is the number of the string.

    Parameters
    ----------
    texts : iterable of str
    n_jobs : int
        Threads; -1: all cores.

    Raises
    ------
    ValueError
        If a string holds a lone surrogate; the message names it.

    References
    ----------
    Unicode Standard Annex #29, "Unicode Text Segmentation".
    """
    return Tokens(PlainTexts(texts, n_jobs))


def words(text: str) -> list[str]:
    """The words and numbers of one text, as they stand in it."""
    texts = PlainTexts([text], 1)
    table = texts.token_tables[0]
    encoded = text.encode()
    is_word = np.asarray(table.kind) <= KINDS.index("number")
    return [encoded[b:e].decode() for b, e in zip(table.begin[is_word], table.end[is_word], strict=True)]


def boundaries(
    texts: Iterable[str], unit: Literal["words", "sentences", "graphemes"] = "words"
) -> list[npt.NDArray[np.int64]]:
    """The boundaries of UAX #29, raw: no segment is left out.

    Parameters
    ----------
    texts : iterable of str
    unit : "words", "sentences" or "graphemes"

    Returns
    -------
    list of ndarray of int64, one a text
        Code-point offsets in ascending order, 0 and the end included; empty for an empty text.

    References
    ----------
    Unicode Standard Annex #29, "Unicode Text Segmentation".
    """
    if isinstance(texts, str):
        raise TypeError("texts is one string; give a list of strings")
    if unit not in ("words", "sentences", "graphemes"):
        raise ValueError(f"unit is {unit!r}; it must be 'words', 'sentences' or 'graphemes'")
    which = getattr(_core.BoundaryUnit, unit)
    return [_core.boundaries(text, which) for text in texts]


class Subwords:
    """A sentencepiece model.

    References
    ----------
    Kudo & Richardson, "SentencePiece: a simple and language independent subword tokenizer", EMNLP 2018.
    """

    def __init__(self, model: bytes) -> None:
        self._core = _core.Subwords(model)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Subwords:
        """Read a `.model` file.

        Raises
        ------
        ValueError
            If the file is not a sound sentencepiece model.
        """
        try:
            return cls(Path(path).read_bytes())
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None

    def __len__(self) -> int:
        return len(self._core)

    def piece(self, number: int) -> str:
        """The piece with this number, as the model writes it."""
        return self._core.piece(number).decode("utf-8", "replace")

    def encode(self, texts: Iterable[str], *, n_jobs: int = -1) -> pa.Table:
        """Pieces of each text.

        Returns
        -------
        pyarrow.Table
            Columns `document` (number of the text), `begin`, `end` (code points of the original text), `id` (int32).
        """
        core = PlainTexts(texts, n_jobs).core
        ids, begin, end, first = self._core.encode(core, n_jobs)
        document = np.repeat(np.arange(len(core), dtype=np.uint32), np.diff(first).astype(np.int64))
        return pa.table(
            {
                "document": document,
                "begin": _core.to_code_points(core, document, begin),
                "end": _core.to_code_points(core, document, end),
                "id": ids,
            }
        )


class PlainTexts:
    """Plain strings as a corpus whose ids are their numbers."""

    def __init__(self, texts: Iterable[str], n_jobs: int) -> None:
        if isinstance(texts, str):
            raise TypeError("texts is one string; give a list of strings")
        encoded = []
        for number, text in enumerate(texts):
            try:
                encoded.append(text.encode())
            except UnicodeEncodeError as error:
                raise ValueError(
                    f"text {number} holds the lone surrogate U+{ord(text[error.start]):04X} at {error.start}; "
                    "replace it, for example by text.encode('utf-8', 'replace').decode()"
                ) from None
        self._texts = encoded
        self.ids = pa.array([str(number) for number in range(len(encoded))], pa.string())
        size = len(encoded)
        unknown = np.full(size, -1, np.int32)
        never = np.full(size, _UNKNOWN, np.int64)
        self.core = _core.Corpus(
            [_strings(encoded)], _strings([i.encode() for i in self.ids.to_pylist()]), unknown, unknown, never, never
        )
        self.token_tables = _core.tokenize(self.core, n_jobs)

    def text_of(self, document: str) -> str:
        """Return the string of this number."""
        return self._texts[int(document)].decode()


def _strings(values: list[bytes]) -> tuple[bytes, npt.NDArray[np.int64]]:
    offsets = np.zeros(len(values) + 1, np.int64)
    np.cumsum([len(value) for value in values], out=offsets[1:])
    return b"".join(values), offsets


def _joined(columns: list[npt.NDArray[_T]], dtype: type[_T]) -> npt.NDArray[_T]:
    return np.concatenate(columns) if columns else np.empty(0, dtype)
