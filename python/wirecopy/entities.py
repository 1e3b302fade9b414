"""Who and what the articles name: lists of known names, names found without a list, and which names mean the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.corpus.core import strings
from wirecopy.results import Result, TextSource

RULES = ("gazetteer", "discovered", "surname", "given_name", "short_name", "acronym", "title", "ambiguous")
_COLUMNS = ("entity", "name", "kind")

_MentionColumns = tuple[
    npt.NDArray[np.uint32],
    npt.NDArray[np.uint32],
    npt.NDArray[np.uint32],
    npt.NDArray[np.int32],
    npt.NDArray[np.uint8],
]
_EntityRow = tuple[str, str, str, list[str], int, int]


class _Corpus(TextSource, Protocol):
    """What this room needs of a corpus."""

    @property
    def core(self) -> _core.Corpus: ...
    @property
    def token_tables(self) -> list[_core.TokenTable]: ...
    @property
    def ids(self) -> pa.Array: ...


class Mentions(Result):
    """Where something is named, a row a mention, in order of the documents' ids and of the text.

    Columns: `document` (id), `begin`, `end` (code points of the original text), `entity` (id), `kind`, `rule` (why).
    `entity` and `kind` are null where several entities are meant by the name and nothing tells which
    (`rule` is "ambiguous"). A possessive 's is no part of a mention; a form of address before a bare surname
    ("Mr Shoigu") is.
    """


class Entities(Result):
    """The things named, a row an entity, in order of their ids.

    Columns: `entity` (id), `name` (what it is called most), `kind` (person, organisation, place, other, or what the
    gazetteer says), `aliases` (everything it is called, most often first), `documents`, `mentions` (counts).

    Attributes
    ----------
    mentions : Mentions
    """

    def __init__(self, table: pa.Table, corpus: TextSource, mentions: Mentions) -> None:
        super().__init__(table, corpus)
        self.mentions = mentions


class Gazetteer:
    """Known names and whose they are; made by `Gazetteer.read` or `Gazetteer.from_table`.

    Only whole words match, the longest name first. Quotes and dashes of every kind, hyphens or spaces between words,
    full stops of abbreviations and a possessive 's do not count. Case counts in one way: a word that a name writes
    with a capital must have one in the text, and a name that is one word in all capitals ("US", "WHO") must be all
    capitals. A name that several entities carry is found with `rule` "ambiguous" and no entity.
    """

    def __init__(self, core: _core.Gazetteer) -> None:
        self._core = core

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Gazetteer:
        """Read a list of names from a JSON, CSV or Parquet file with the columns `entity`, `name` and `kind`.

        JSON is a list of objects with these keys. Each row is one name; an entity has as many rows as names, and the
        first gives its display name. `kind` may be missing.

        Raises
        ------
        ValueError
            If the ending is not known, a column is missing, or a row has no entity or a name without a word.
        """
        name = fspath(path)
        try:
            return cls.from_table(_table_of(Path(name)))
        except (pa.ArrowInvalid, ValueError, TypeError) as error:
            raise ValueError(f"{name}: {error}") from None

    @classmethod
    def from_table(cls, table: Any) -> Gazetteer:
        """Make a gazetteer of a dict of columns, a list of dicts, a DataFrame or anything that speaks Arrow.

        Parameters
        ----------
        table : columns `entity`, `name` and, if known, `kind`
            Strings. A row a name; the first row of an entity gives its display name and its kind ("other" without).

        Raises
        ------
        ValueError
            If a column is missing, or a row has no entity or a name without a word; the message names column or row.
        """
        columns = _arrow(table)
        missing = [name for name in _COLUMNS[:2] if name not in columns.column_names]
        if missing:
            raise ValueError(f"a gazetteer needs the columns entity and name; it has {columns.column_names}")
        if "kind" not in columns.column_names:
            columns = columns.append_column("kind", pa.nulls(len(columns), pa.string()))
        entity, name, kind = (_strings(columns[each], each) for each in _COLUMNS)
        return cls(_core.Gazetteer(entity, name, kind))

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self._core)

    def __repr__(self) -> str:
        return f"<Gazetteer: {len(self):,} names of {len(self._core.entities):,} entities>"

    def find(self, corpus: _Corpus, *, n_jobs: int = -1) -> Mentions:
        """Every place where a document says one of the names, as it stands in the list; nothing is guessed.

        Parameters
        ----------
        corpus : Corpus
        n_jobs : int
            Threads; -1: all cores.
        """
        core = corpus.core.by_id()
        columns = self._core.find(core, corpus.token_tables, n_jobs)
        return _mentions(corpus, core, columns, self._core.entities)


def find_entities(corpus: _Corpus, *, gazetteer: Gazetteer | None = None, n_jobs: int = -1) -> Entities:
    """Names found without a list, and which of them name the same, inside each document and across documents.

    A name is a run of capitals for which nothing else in the corpus gives a reason: sentence starts and headlines in
    title case count only when the word or name is capitalised elsewhere too. Inside a document "Shoigu" and
    "Mr Shoigu" belong to "Sergei Shoigu", "KCNA" to "Korean Central News Agency (KCNA)", "Kim" to "Kim Jong Un" where
    it far outweighs other Kims; what stays open is marked ambiguous. Across documents full names join when they are
    equal but for hyphens, quotes, case and middle initials, and short forms join a full name they fit alone or
    which outweighs the others; two full names never join through a third.

    Titles and other cues are English, so English news fares best. Scripts without case (Korean, Arabic, Chinese)
    give no names without a `gazetteer`, and every noun of a German text looks like a name.

    Parameters
    ----------
    corpus : Corpus
    gazetteer : Gazetteer, optional
        Known names; they take part like names found, with their own ids and kinds.
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Entities
        Ids are full names, folded, with hyphens for spaces ("kim-jong-un"), or the gazetteer's. They do not depend on
        the order of documents.
    """
    core = corpus.core.by_id()
    columns, rows = _core.find_entities(
        core, corpus.token_tables, None if gazetteer is None else gazetteer._core, n_jobs
    )
    ids, names, kinds, aliases, documents, mentions = zip(*rows, strict=True) if rows else ((),) * 6
    table = pa.table(
        {
            "entity": pa.array(ids, pa.string()),
            "name": pa.array(names, pa.string()),
            "kind": pa.array(kinds, pa.string()),
            "aliases": pa.array(aliases, pa.list_(pa.string())),
            "documents": pa.array(documents, pa.int64()),
            "mentions": pa.array(mentions, pa.int64()),
        }
    )
    return Entities(table, corpus, _mentions(corpus, core, columns, rows))


def _mentions(
    corpus: _Corpus, core: _core.Corpus, columns: _MentionColumns, entities: Sequence[_EntityRow]
) -> Mentions:
    document, begin, end, entity, rule = columns
    known = pa.array(entity, mask=entity < 0)
    table = pa.table(
        {
            "document": pa.DictionaryArray.from_arrays(pa.array(core.order[document]), corpus.ids),
            "begin": _core.to_code_points(core, document, begin),
            "end": _core.to_code_points(core, document, end),
            "entity": pa.array([row[0] for row in entities], pa.string()).take(known),
            "kind": pa.array([row[2] for row in entities], pa.string()).take(known),
            "rule": pa.DictionaryArray.from_arrays(pa.array(rule), pa.array(RULES)),
        }
    )
    return Mentions(table, corpus)


def _table_of(path: Path) -> Any:
    ending = path.suffix.lower()
    if ending == ".json":
        rows = json.loads(path.read_bytes())
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValueError(
                'JSON must be a list of objects such as {"entity": "Q1", "name": "Anna Petrova", "kind": "person"}'
            )
        return rows
    if ending == ".csv":
        from pyarrow import csv

        # Names such as "NA" and "Null" are names.
        text = dict.fromkeys(_COLUMNS, pa.string())
        return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=text, strings_can_be_null=False))
    if ending == ".parquet":
        from pyarrow import parquet

        return parquet.read_table(path)
    raise ValueError(f"the ending is {ending!r}; a gazetteer is read from .json, .csv or .parquet")


def _arrow(table: Any) -> pa.Table:
    if isinstance(table, pa.Table):
        return table
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return pa.table(table)
    if isinstance(table, Mapping):
        return pa.table({str(name): values for name, values in table.items()})
    if isinstance(table, Sequence) and all(isinstance(row, Mapping) for row in table):
        return pa.Table.from_pylist([dict(row) for row in table])
    raise TypeError(
        f"a gazetteer is made of a dict of columns, a list of dicts, a DataFrame or Arrow, not {type(table).__name__}"
    )


def _strings(column: pa.ChunkedArray, name: str) -> tuple[Any, npt.NDArray[np.int64]]:
    filled = pc.fill_null(column.cast(pa.large_string()), "other" if name == "kind" else "")
    return strings(filled.combine_chunks())
