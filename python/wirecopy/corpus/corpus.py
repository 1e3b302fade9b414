"""A corpus: documents in columns, and the doors to everything that is made of them."""

from __future__ import annotations

import datetime
import difflib
import os
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.batches import in_batches, read_only
from wirecopy.corpus.clean import SCHEMA
from wirecopy.corpus.core import core_of
from wirecopy.corpus.issues import Collector, Issues
from wirecopy.documents import Document
from wirecopy.results import html_of, write_table

if TYPE_CHECKING:
    import pandas as pd

    from wirecopy import _core
    from wirecopy.components import Batch
    from wirecopy.tokens import Tokens


class Corpus:
    """Documents in columns, in the order read; made by `wirecopy.read`.

    `len(corpus)` counts them, iteration yields `Document` objects, `corpus["id"]` is one of them.

    Parameters
    ----------
    table : pyarrow.Table
        The columns `id, text, title, source, publisher, published, precision, url, language`, with distinct ids and
        no missing text. Anything else goes through `wirecopy.read`.
    issues : Issues, optional
        What was wrong with the input.
    """

    def __init__(self, table: pa.Table, issues: Issues | None = None) -> None:
        table = table.select(SCHEMA.names).cast(SCHEMA)
        self._table = table.set_column(1, "text", in_batches(table["text"]))
        self._issues = Collector("", "collect").issues() if issues is None else issues
        self._tokenizer: Any = None

    @property
    def table(self) -> pa.Table:
        """The documents as Arrow columns; `text` comes in chunks of whole documents, at most 64 MB each."""
        return self._table

    @property
    def issues(self) -> Issues:
        """Rows of the input that were wrong, and what became of them."""
        return self._issues

    @cached_property
    def ids(self) -> pa.StringArray:
        """The ids of the documents, in the order read."""
        return self._table["id"].combine_chunks()

    @cached_property
    def core(self) -> _core.Corpus:
        """The same documents as the C++ core sees them; the texts are not copied."""
        return core_of(self._table)

    @cached_property
    def token_tables(self) -> list[_core.TokenTable]:
        """The tokens of each batch, made when first asked for and kept."""
        return self._tokenize(-1)

    def tables(self, n_jobs: int = -1) -> list[_core.TokenTable]:
        """Return `token_tables`, made by `n_jobs` threads (-1: all cores) if they are not there yet."""
        if "token_tables" not in self.__dict__:
            self.__dict__["token_tables"] = self._tokenize(n_jobs)
        return self.token_tables

    @property
    def has_own_tokenizer(self) -> bool:
        """Whether a component makes the tokens."""
        return self._tokenizer is not None

    def made_tables(self, n_jobs: int = -1) -> list[_core.TokenTable] | None:
        """Return the token tables if they are there or a component makes them, else None.

        For rooms that read each text once: reading it costs less than a table of all tokens.
        """
        made = "token_tables" in self.__dict__ or self._tokenizer is not None
        return self.tables(n_jobs) if made else None

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of all documents as a table."""
        from wirecopy.tokens import tokens_of

        return tokens_of(self)

    def with_tokenizer(self, tokenizer: Any) -> Corpus:
        """Return a corpus of the same documents with other tokens, which feed every result; the columns are shared.

        Parameters
        ----------
        tokenizer : Component, tokenizers.Tokenizer or "unicode"
            A component that writes spans, a tokenizer of Hugging Face (its pieces become tokens; sentences and
            paragraphs stay wirecopy's), or the words and sentences of UAX #29 without what news adds to them.

        Raises
        ------
        TypeError
            If it is none of these.
        """
        from wirecopy.components import as_tokenizer

        other = Corpus.__new__(Corpus)
        other._table, other._issues = self._table, self._issues
        other._tokenizer = tokenizer if tokenizer == "unicode" else as_tokenizer(tokenizer)
        if "core" in self.__dict__:
            other.__dict__["core"] = self.core
        return other

    def with_documents(self, table: pa.Table) -> Corpus:
        """Return a corpus of other documents, given as `Corpus` takes them, whose tokens are made as these are."""
        other = Corpus(table)
        other._tokenizer = self._tokenizer
        return other

    def text_of(self, document: str) -> str:
        """Return the text of the document with this id."""
        return str(self._table["text"][self._rows[document]].as_py())

    def to_arrow(self) -> pa.Table:
        """Return the documents as the Arrow table they are, without a copy."""
        return self._table

    def to_pandas(self, *, text: bool = False) -> pd.DataFrame:
        """Return the documents as a DataFrame; days are midnight UTC with `precision` "day".

        Their texts are there in any case; `text` can be given as to every result.
        """
        frame: pd.DataFrame = self._table.to_pandas()
        return frame

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the documents to Parquet, CSV, JSONL or XLSX by the ending of `path`, whole or not at all.

        `wirecopy.read` reads them back as they were; only XLSX loses control characters and carriage returns.

        Raises
        ------
        ValueError
            If the ending is not known, or if a text does not fit into a cell of XLSX.
        """
        write_table(self._table, path)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[Document]:
        for row in range(len(self)):
            yield self._document(row)

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __getitem__(self, id: str) -> Document:
        if not isinstance(id, str):
            raise TypeError(f"documents are looked up by their id, a string, not by {type(id).__name__}")
        row = self._rows.get(id)
        if row is None:
            raise KeyError(f"no document {id!r}{self._suggestion(id)}")
        return self._document(row)

    def __repr__(self) -> str:
        return f"<Corpus: {self._summary()}>"

    def _repr_html_(self) -> str:
        first = self._table.slice(0, 10)
        shown = first.select(["id", "title", "source", "published", "text"])
        beginnings = pc.utf8_slice_codeunits(first["text"], 0, 200)
        return html_of(shown.set_column(4, "text", beginnings), heading=f"Corpus: {self._summary()}", rows=len(self))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self.ids.to_pylist())}

    def batches(self) -> Iterator[Batch]:
        """Return the documents batch by batch, as components see them."""
        from wirecopy.components import Batch

        start = 0
        for number, text in enumerate(self._table["text"].chunks):
            yield Batch(number, read_only(self.ids.slice(start, len(text))), read_only(text))
            start += len(text)

    def _tokenize(self, n_jobs: int) -> list[_core.TokenTable]:
        from wirecopy.tokens import token_tables

        return token_tables(self.core, self.batches(), tokenizer=self._tokenizer, n_jobs=n_jobs)

    def _document(self, row: int) -> Document:
        names = ("id", "text", "title", "source", "publisher", "url", "language")
        return Document(published=self._published(row), **{name: self._table[name][row].as_py() for name in names})

    def _published(self, row: int) -> datetime.date | None:
        micros = self._table["published"][row].value
        if micros is None:
            return None
        moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(microseconds=micros)
        return moment.date() if self._table["precision"][row].as_py() == "day" else moment

    def _summary(self) -> str:
        parts = ["1 document" if len(self) == 1 else f"{len(self):,} documents"]
        sources = pc.count_distinct(self._table["source"]).as_py()
        if sources:
            parts.append("1 source" if sources == 1 else f"{sources:,} sources")
        times = self._table["published"]
        if times.null_count < len(times):
            span = pc.min_max(times.cast(pa.timestamp("us"))).as_py()
            first, last = (span[end].date().isoformat() for end in ("min", "max"))
            parts.append(first if first == last else f"{first} to {last}")
        if len(self._issues):
            parts.append("1 issue" if len(self._issues) == 1 else f"{len(self._issues):,} issues")
        return ", ".join(parts)

    def _suggestion(self, id: str) -> str:
        if not len(self):
            return "; the corpus is empty"
        ids = list(self._rows)
        if len(ids) > 5_000:  # comparing with each of a million ids would take minutes
            ids = [each for each in ids if each[:3].casefold() == id[:3].casefold()][:5_000]
        close = difflib.get_close_matches(id, ids, n=3, cutoff=0.6)
        return f"; close to it are {', '.join(map(repr, close))}" if close else ""
