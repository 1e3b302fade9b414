"""Lists of known names, and where articles say them."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.batches import strings
from wirecopy.entities.mentions import Corpus, Mentions, strings_of, to_mentions
from wirecopy.entities.similar import SimilarNames, asked_names
from wirecopy.results.files import written_whole

CASES = ("any", "capitals", "acronym")
_AUTOMATIC = 255
_COLUMNS = ("entity", "name", "kind", "case")


class Gazetteer:
    """Known names and whose they are; made by `Gazetteer.read`, `Gazetteer.from_table` or `Gazetteer.load`.

    Whole words match, the longest name first. Quotes, hyphens and dashes of every kind, the marks of Latin and Greek
    letters ("Müller", "Muller"), full stops of abbreviations and a possessive 's behind the name do not count; nor does
    whether words are joined by a space, a hyphen or nothing ("Jong-un", "Jong un", "Jongun"), but that two words with a
    space between are one only beside a third. Korean particles are no part of a mention ("평양에서는"), nor are Turkish
    cases behind an apostrophe and elided words before the name ("l'Otan"); in German texts the genitive is ("Merkels").
    A name goes over no end of a line unless the text is wrapped there.

    How a name must be cased is its `case`, which `to_arrow` shows and `from_table` takes: `capitals` (a word that the
    name writes with a capital has one in the text, but after a hyphen), `acronym` (no small letter; given to names of
    one word in capitals such as "US" and "WHO", which do not count in lines that have no small letter where they are
    common words) or `any`.

    A name that several entities carry is found with `rule` "ambiguous" and no entity; `Mentions.candidates` has all of
    them with scores.
    """

    def __init__(self, core: _core.Gazetteer) -> None:
        self._core = core
        self._added: list[dict[str, str | None]] = []
        self._index: tuple[_core.Gazetteer, _core.NameIndex] | None = None

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Gazetteer:
        """Read a list of names from a JSON, CSV or Parquet file with the columns `entity`, `name` and `kind`.

        JSON is a list of objects with these keys. Each row is one name; an entity has as many rows as names, and the
        first gives its display name. `kind` and `case` may be missing.

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
        table : columns `entity`, `name` and, if known, `kind` and `case`
            Strings. A row a name; the first row of an entity gives its display name and its kind ("other" without).
            `case` is "any", "capitals" or "acronym"; null or missing, it is told from the name.

        Raises
        ------
        ValueError
            If a column is missing, or a row has no entity, a name without a word or an unknown case; the message names
            column or row.
        """
        columns = _arrow(table)
        missing = [name for name in _COLUMNS[:2] if name not in columns.column_names]
        if missing:
            raise ValueError(f"a gazetteer needs the columns entity and name; it has {columns.column_names}")
        for optional in _COLUMNS[2:]:
            if optional not in columns.column_names:
                columns = columns.append_column(optional, pa.nulls(len(columns), pa.string()))
        entity, name, kind = (_strings(columns[each], each) for each in _COLUMNS[:3])
        return cls(_core.Gazetteer(entity, name, kind, _cases(columns["case"])))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Gazetteer:
        """Open a file that `save` wrote. It is mapped, and its bytes are checked once: some milliseconds.

        Raises
        ------
        ValueError
            If the file is none of `save`, not whole, or of another version of wirecopy.
        """
        with open(path, "rb") as file:
            try:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                return cls(_core.Gazetteer.open(mapped))
            except ValueError as error:
                raise ValueError(f"{fspath(path)}: {error}") from None

    def save(self, path: str | PathLike[str]) -> None:
        """Write the gazetteer to a file for `load`, whole or not at all."""
        with written_whole(path) as file:
            file.write(self.core.bytes.data)

    def add(self, entity: str, name: str, *, kind: str | None = None, case: str | None = None) -> None:
        """Add a name. The tables are made anew when they are next asked for: once, however many names were added.

        Parameters
        ----------
        entity, name : str
        kind : str, optional
            Counts where the entity is new.
        case : {"any", "capitals", "acronym"}, optional

        Raises
        ------
        ValueError
            If the entity is empty, the name holds no word, or the case is not known.
        """
        row = {"entity": entity, "name": name, "kind": kind, "case": case}
        Gazetteer.from_table([row])
        self._added.append(row)

    @property
    def core(self) -> _core.Gazetteer:
        """The tables of all names."""
        if self._added:
            schema = pa.schema([(name, pa.large_string()) for name in _COLUMNS])
            rows = pa.Table.from_pylist(self._added, schema)
            self._added = []
            self._core = Gazetteer.from_table(pa.concat_tables([self._table(), rows]))._core
        return self._core

    def to_arrow(self) -> pa.Table:
        """Return the names, a row each: `entity`, `name`, `kind` and `case`."""
        self.core  # noqa: B018 - takes in what was added
        return self._table()

    def _table(self) -> pa.Table:
        core = self._core
        entity = pa.array(core.name_entity)
        kinds = strings_of(core.kinds).take(pa.array(core.entity_kind))
        table = pa.table(
            {
                "entity": strings_of(core.ids).take(entity),
                "name": strings_of(core.names),
                "kind": kinds.take(entity),
                "case": pa.array(CASES, pa.large_string()).take(pa.array(core.name_case)),
            }
        )
        table.validate(full=True)
        return table

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.core)

    def __repr__(self) -> str:
        return f"<Gazetteer: {len(self):,} names of {len(self.core.entity_kind):,} entities>"

    def find(self, corpus: Corpus, *, overlapping: bool = False, n_jobs: int = -1) -> Mentions:
        """Every place where a document says one of the names, as it stands in the list; nothing is guessed.

        Parameters
        ----------
        corpus : Corpus
        overlapping : bool
            Finds every name, also inside longer ones and across them; without it no word is used twice.
        n_jobs : int
            Threads; -1: all cores.
        """
        core = corpus.core.by_id()
        gazetteer = self.core
        tables = corpus.tables(n_jobs) if corpus.has_own_tokenizer else None
        columns, candidates = gazetteer.find(core, tables, overlapping, n_jobs)
        ids = strings_of(gazetteer.ids)
        kinds = pa.DictionaryArray.from_arrays(pa.array(gazetteer.entity_kind, pa.int32()), strings_of(gazetteer.kinds))
        return to_mentions(corpus, core, columns, ids, kinds, candidates)

    def similar(self, names: Iterable[str], *, score: float = 80, n_jobs: int = -1) -> SimilarNames:
        """Every name of the list that is spelt much like one of `names`: misspelt, or transliterated otherwise.

        The answers are those of RapidFuzz's `process.cdist(names, aliases, scorer=fuzz.ratio, score_cutoff=score)`,
        without its matrix: all of them, and with the same scores. Nothing is folded.

        Parameters
        ----------
        names : iterable of str, or an Arrow or pandas column
            Each distinct one is looked up once; nulls are left out.
        score : float in (0, 100]
            The least `fuzz.ratio`: 100 (1 - d / (m + n)) of names of m and n code points, of which d must be deleted or
            inserted to make one of the other. The lower, the slower, and the more is found.
        n_jobs : int
            Threads; -1: all cores.

        Raises
        ------
        ValueError
            If `score` is not in (0, 100], a name is no string, or more than 268 million pairs reach the score.

        References
        ----------
        Hyyrö, "Bit-parallel LCS-length computation revisited", AWOCA 2004.
        """
        asked = asked_names(names)
        core = self.core
        if self._index is None or self._index[0] is not core:
            self._index = core, _core.NameIndex(core.names)
        number, row, scores = self._index[1].find(strings(asked), float(score), n_jobs)
        rows = pa.array(row)
        table = pa.table(
            {
                "name": asked.take(pa.array(number)).cast(pa.string()),
                "entity": strings_of(core.ids).take(pa.array(core.name_entity).take(rows)).cast(pa.string()),
                "alias": strings_of(core.names).take(rows).cast(pa.string()),
                "score": pa.array(scores),
            }
        )
        return SimilarNames(table)


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


def _cases(column: pa.ChunkedArray) -> npt.NDArray[np.uint8]:
    given = column.cast(pa.string())
    codes = pc.index_in(given, pa.array(CASES))
    unknown = pc.and_(pc.is_valid(given), pc.is_null(codes))
    if pc.any(unknown).as_py():
        row = pc.index(unknown, True).as_py()
        raise ValueError(f"row {row}: case is {given[row].as_py()!r}; it can be {', '.join(CASES)}")
    return np.asarray(pc.fill_null(codes, _AUTOMATIC)).astype(np.uint8)
