"""Results: Arrow tables that point into documents, show the words they point to and write themselves to a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyarrow as pa

from wirecopy.results.display import html_of
from wirecopy.results.files import check_ending, check_place, write_table, written_whole
from wirecopy.results.words import TextSource, with_words

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Result",
    "TextSource",
    "check_ending",
    "check_place",
    "html_of",
    "with_words",
    "write_table",
    "written_whole",
]


class Result:
    """A table whose rows speak of documents: the base of everything wirecopy finds.

    Parameters
    ----------
    table : pyarrow.Table
        Spans are `document, begin, end`, or `document_a, begin_a, end_a` and `document_b, begin_b, end_b`:
        a document's id and a half-open range of code points of its text.
    corpus : Corpus, optional
        Where the documents are; without it the words themselves cannot be shown.
    """

    def __init__(self, table: pa.Table, corpus: TextSource | None = None) -> None:
        self._table = table
        self._corpus = corpus

    def to_arrow(self) -> pa.Table:
        """Return the rows as the Arrow table they are, without a copy."""
        return self._table

    def to_pandas(self, *, text: bool = False) -> pd.DataFrame:
        """Return the rows as a DataFrame, with the words themselves if asked.

        Parameters
        ----------
        text : bool
            Adds for each span its `text` (`text_a`, `text_b`), and for each document its `title`, `source` and
            `published`. A document that the corpus does not hold gets nulls. Rows that name no document stay as
            they are.

        Raises
        ------
        ValueError
            If the words of spans are asked of a result that was made without a corpus.
        """
        table = self._table
        if text and self._corpus is not None:
            table = with_words(table, self._corpus)
        elif text and {"begin", "begin_a", "begin_b"} & set(table.column_names):
            raise ValueError(f"this {type(self).__name__} was made without a corpus, so it has no text to show")
        frame: pd.DataFrame = table.to_pandas()
        return frame

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the rows to a file, whole or not at all: Parquet, CSV, JSONL or XLSX by the ending of `path`.

        `.jsonl` may be followed by `.gz` or `.zst`. Parquet keeps all types. The others show times as ISO 8601 and
        durations in seconds; CSV and XLSX show lists as JSON. XLSX holds text as text, never as formulas, leaves out
        control characters and knows one kind of line end; a CSV file holds every cell as it is, so a spreadsheet
        that opens it may take a text beginning with `=` for a formula.

        Raises
        ------
        ValueError
            If the ending is not known, or if a text does not fit into a cell of XLSX.
        """
        write_table(self._table, path)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __repr__(self) -> str:
        rows = "1 row" if len(self) == 1 else f"{len(self):,} rows"
        return f"<{type(self).__name__}: {rows} of {', '.join(self._table.column_names)}>"

    def _repr_html_(self) -> str:
        first = self._table.slice(0, 10)
        if self._corpus is not None:
            first = with_words(first, self._corpus)
        rows = "1 row" if len(self) == 1 else f"{len(self):,} rows"
        return html_of(first, heading=f"{type(self).__name__}: {rows}", rows=len(self))
