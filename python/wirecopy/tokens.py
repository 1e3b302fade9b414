"""Words, numbers and marks with their spans; sentences, paragraphs and subwords."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.batches import in_batches, strings
from wirecopy.components import Batch, Component, run_spans
from wirecopy.results import Result, TextSource

KINDS = ("word", "number", "punctuation", "symbol")
_KINDS = pa.array(KINDS)
_UNKNOWN = np.iinfo(np.int64).min
#: Columns by their names, spans in code points.
_Part: TypeAlias = dict[str, npt.NDArray[Any]]


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

    def __init__(self, parts: Iterable[_Part], ids: pa.Array, texts: TextSource) -> None:
        types = _types(ids.type)
        columns: dict[str, list[Any]] = {name: [] for name, _ in types}
        for part in parts:
            coded = {"document": _coded(part["document"], ids), "kind": _coded(part["kind"], _KINDS)}
            spans = {name: part[name].view(np.int32) for name in ("begin", "end")}  # texts are shorter than 2 GiB
            for name, values in (part | coded | spans).items():
                columns[name].append(values)
        super().__init__(pa.table({name: pa.chunked_array(columns[name], kind) for name, kind in types}), texts)


def tokens_of(corpus: _Corpus) -> Tokens:
    """The tokens of a corpus."""
    parts, first = [], 0
    for batch, table in enumerate(corpus.token_tables):
        parts.append(columns_of(table, corpus.core, batch, first))
        first += len(table.document_begin) - 1
    return Tokens(parts, corpus.ids, corpus)


def columns_of(table: _core.TokenTable, core: _core.Corpus, batch: int, first: int = 0) -> _Part:
    """A batch's columns, spans in code points; documents are counted from `first`."""
    begin, end = table.code_points(core, batch)
    return {
        "document": table.document(first),
        "begin": begin,
        "end": end,
        "kind": table.kind,
        "key": table.key,
        "sentence": table.sentence(),
        "paragraph": table.paragraph(),
    }


def token_tables(
    core: _core.Corpus,
    batches: Iterable[Batch],
    *,
    tokenizer: Component | Literal["unicode"] | None = None,
    n_jobs: int = -1,
) -> list[_core.TokenTable]:
    """Token tables, one a batch, by the built-in tokenizer or by a component that returns spans."""
    if tokenizer is None or tokenizer == "unicode":
        return _core.tokenize(core, n_jobs, tokenizer == "unicode")
    tables = []
    for batch in batches:
        (document_begin, begin, end), others = run_spans(tokenizer, core, batch, disjoint=True)
        if others:
            raise ValueError(
                f"component {tokenizer.name!r}: a tokenizer writes spans and nothing else, not {list(others)}"
            )
        tables.append(_core.token_table(core, batch.number, document_begin, begin, end))
    return tables


def tokenize(texts: Iterable[str], *, rules: Literal["news", "unicode"] = "news", n_jobs: int = -1) -> Tokens:
    """Tokens of plain strings; `document` is the number of the string.

    Parameters
    ----------
    texts : iterable of str
    rules : "news" or "unicode"
        "unicode": the words and sentences of UAX #29 and nothing else, and every line a paragraph. "news", beyond it:
        letters of scripts without spaces are joined to words by ICU's dictionaries, Han in Korean texts to runs; a run
        of one mark (`...`, `--`) is one token; a colon joins no words, nor does an apostrophe beside Hangul; sentences
        know abbreviations, initials, ordinals and quotations, and end where the space between two was lost; wrapped
        lines are joined to paragraphs.
    n_jobs : int
        Threads; -1: all cores.

    Raises
    ------
    ValueError
        If a string holds a lone surrogate; the message names it. If `rules` is neither.
    TypeError
        If one is no string.

    References
    ----------
    Unicode Standard Annex #29, "Unicode Text Segmentation".
    """
    if rules not in ("news", "unicode"):
        raise ValueError(f"rules is {rules!r}; it must be 'news' or 'unicode'")
    unicode = rules == "unicode"
    if isinstance(texts, pa.Array | pa.ChunkedArray):
        column = _as_arrow(_not_one(texts))
        columns = _core.tokenize_arrow(*strings(column), n_jobs, unicode)
        source = _Texts(column)
    else:
        own = tuple(_not_one(texts))  # that nobody else can change: the core reads the strings where they are
        columns = _core.tokenize_strings(own, n_jobs, unicode)
        source = _Texts(own)
    return Tokens([columns], _numbers(len(source.texts)), source)


def words(text: str) -> list[str]:
    """The words and numbers of one text, as they stand in it."""
    texts = PlainTexts([text], 1)
    table = texts.token_tables[0]
    encoded = str.encode(text)  # as it was read, whatever a subclass makes of it
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

    Raises
    ------
    ValueError
        If a string holds a lone surrogate; the message names it. If `unit` is none of the three.
    TypeError
        If one is no string.

    References
    ----------
    Unicode Standard Annex #29, "Unicode Text Segmentation".
    """
    column = _as_arrow(_not_one(texts))
    if unit not in ("words", "sentences", "graphemes"):
        raise ValueError(f"unit is {unit!r}; it must be 'words', 'sentences' or 'graphemes'")
    which = getattr(_core.BoundaryUnit, unit)
    return [_core.boundaries(text, which) for text in column.to_pylist()]


class Subwords:
    """A sentencepiece model.

    Ids and spans are those of sentencepiece 0.2.2 and 0.2.3, which agree; versions up to 0.2.1 take other pieces in
    some long texts. Where the model lets texts be cut in front of spaces, as most models for languages with spaces do,
    each distinct word is segmented once and remembered, also from call to call.

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

    def encode(self, texts: Iterable[str] | _Corpus, *, n_jobs: int = -1) -> pa.Table:
        """Pieces of each text.

        Parameters
        ----------
        texts : iterable of str, or Corpus
        n_jobs : int
            Threads; -1: all cores.

        Returns
        -------
        pyarrow.Table
            Columns `document` (uint32: the number of the text; of a corpus, the id), `begin`, `end` (int32: code points
            of the original text), `id` (int32).

        Raises
        ------
        ValueError
            If a string holds a lone surrogate, or the library refuses a text; the message names it.
        """
        is_corpus = hasattr(texts, "core")
        corpus = cast(_Corpus, texts) if is_corpus else PlainTexts(cast(Iterable[str], texts), n_jobs)
        parts = self._core.encode(corpus.core, n_jobs)
        documents, begins, ends, ids = zip(*parts, strict=True) if parts else ([], [], [], [])
        if is_corpus:
            documents = [pa.DictionaryArray.from_arrays(pa.array(here), corpus.ids) for here in documents]
        kind = pa.dictionary(pa.uint32(), corpus.ids.type) if is_corpus else pa.uint32()
        return pa.table(
            {
                "document": pa.chunked_array(documents, kind),
                "begin": pa.chunked_array(begins, pa.int32()),
                "end": pa.chunked_array(ends, pa.int32()),
                "id": pa.chunked_array(ids, pa.int32()),
            }
        )


class PlainTexts:
    """Plain strings as a corpus whose ids are their numbers."""

    def __init__(self, texts: Iterable[str], n_jobs: int) -> None:
        self._texts = _as_arrow(_not_one(texts))
        size = len(self._texts)
        self.ids = _numbers(size)
        unknown = np.full(size, -1, np.int32)
        never = np.full(size, _UNKNOWN, np.int64)
        ids = self.ids.cast(pa.large_string())
        batches = in_batches(pa.chunked_array([self._texts])).chunks or [self._texts]
        self.core = _core.Corpus(list(map(strings, batches)), strings(ids), unknown, unknown, never, never)
        self._n_jobs = n_jobs

    @cached_property
    def token_tables(self) -> list[_core.TokenTable]:
        """Their tokens, made when they are first asked for."""
        return _core.tokenize(self.core, self._n_jobs)

    def text_of(self, document: str) -> str:
        """Return the string of this number."""
        text: str = self._texts[int(document)].as_py()
        return text


@dataclass(frozen=True)
class _Texts:
    """Strings by their numbers."""

    texts: Any

    def text_of(self, document: str) -> str:
        return str(self.texts[int(document)])


def _not_one(texts: Iterable[str]) -> Iterable[str]:
    if isinstance(texts, str | bytes):
        raise TypeError("texts is one string; give a list of strings")
    if isinstance(texts, Mapping) or hasattr(texts, "columns"):
        raise TypeError(f"texts is a {type(texts).__name__}; give its column of texts")
    return texts


def _numbers(count: int) -> pa.StringArray:
    return pa.array(np.arange(count)).cast(pa.string())


def _as_arrow(texts: Iterable[str]) -> pa.LargeStringArray:
    if isinstance(texts, pa.Array | pa.ChunkedArray):
        return _checked(texts)
    own = tuple(texts)  # that nobody else can change: the core reads the strings where they are
    data, offsets = _core.encode_strings(own)
    return pa.LargeStringArray.from_buffers(len(own), pa.py_buffer(offsets), pa.py_buffer(data))


def _checked(texts: pa.Array | pa.ChunkedArray) -> pa.LargeStringArray:
    kind = texts.type.value_type if pa.types.is_dictionary(texts.type) else texts.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise TypeError(f"the texts are of Arrow's type {texts.type}, not strings")
    array = texts.cast(pa.large_string())
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if array.null_count:
        number = pc.index(array.is_null(), True).as_py()
        raise ValueError(f"text {number} is missing; leave it out or give ''")
    return array


def _types(ids: pa.DataType) -> list[tuple[str, pa.DataType]]:
    return [
        ("document", pa.dictionary(pa.uint32(), ids)),
        ("begin", pa.int32()),
        ("end", pa.int32()),
        ("kind", pa.dictionary(pa.uint8(), pa.string())),
        ("key", pa.uint64()),
        ("sentence", pa.int32()),
        ("paragraph", pa.int32()),
    ]


def _coded(codes: npt.NDArray[np.unsignedinteger[Any]], values: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes), values, safe=False)
