"""From spans to words: the text, title, source and date behind each row of a result."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_JOINED = ("title", "source", "published")


class TextSource(Protocol):
    """What a result needs of where its documents are.

    A source that also has a `table` (columns `id`, `title`, `source` and `published`, a row a document) gets these
    joined to the words.
    """

    def text_of(self, document: str) -> str:
        """Return the text of the document with this id; KeyError if there is none."""


def with_words(table: pa.Table, texts: TextSource) -> pa.Table:
    """Return `table` with `text`, `title`, `source` and `published` of its documents added at the end.

    Columns named `document_a` and `document_b` get columns that end in `_a` and `_b`. A column the table already has
    stays as it is. One slice a row; each document's text is fetched once for each of `document`, `_a` and `_b`.
    """
    documents = getattr(texts, "table", None)
    for suffix in ("", "_a", "_b"):
        if f"document{suffix}" not in table.column_names:
            continue
        ids = table[f"document{suffix}"].cast(pa.string()).combine_chunks()
        begin, end = f"begin{suffix}", f"end{suffix}"
        if begin in table.column_names and end in table.column_names and f"text{suffix}" not in table.column_names:
            table = table.append_column(f"text{suffix}", _slices(texts, ids, table[begin], table[end]))
        missing = [name for name in _JOINED if f"{name}{suffix}" not in table.column_names]
        if documents is not None and missing:
            rows = pc.index_in(ids, value_set=documents["id"], skip_nulls=True)
            for name in missing:
                table = table.append_column(f"{name}{suffix}", documents[name].take(rows))
    return table


def _slices(texts: TextSource, ids: Any, begins: Any, ends: Any) -> Any:
    encoded = ids.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    document = np.asarray(encoded.indices.fill_null(-1), dtype=np.int64)
    begin = pc.fill_null(begins, 0).to_pylist()
    end = pc.fill_null(ends, 0).to_pylist()
    words: list[str | None] = [None] * len(document)
    at: int = -1
    text: str | None = None
    for row, number in zip(*_by_document(document), strict=True):
        if number != at:
            at, text = number, _text(texts, names[number])
        if text is not None:
            words[row] = text[begin[row] : end[row]]
    return pa.array(words, pa.large_string())


def _by_document(document: Any) -> tuple[list[int], list[int]]:
    """Return the rows that name a document, those of one document together, and their documents."""
    rows = np.argsort(document, kind="stable")
    rows = rows[document[rows] >= 0]
    return rows.tolist(), document[rows].tolist()


def _text(texts: TextSource, id: str) -> str | None:
    try:
        return texts.text_of(id)
    except KeyError:
        return None
