"""What a reader hands on: the columns that may be fields of documents, as they came."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy.corpus.columns import is_wanted
from wirecopy.corpus.strings import from_values, is_single

# Enough for Arrow to be quick, little enough that Python's objects never weigh much.
_BLOCK_ROWS = 50_000
_BLOCK_CHARACTERS = 32_000_000


@dataclass
class Raw:
    """Columns as a reader found them.

    Attributes
    ----------
    seen : list of str
        The names of all columns of the input, also of those that were not read.
    columns : dict of str to pyarrow.ChunkedArray
        The columns that may be fields of a document.
    rows : ndarray of int64
        Where each row stands in the input, as a reader of the file would say it.
    refused : dict of str to dict of int to object
        For each column the values that are not single values, by position.
    numbered : bool
        False where `rows` says nothing to a person (the files of a folder).
    encoding : str
        How the bytes were read.
    """

    seen: list[str]
    columns: dict[str, Any]
    rows: npt.NDArray[np.int64]
    refused: dict[str, dict[int, Any]] = field(default_factory=dict)
    numbered: bool = True
    encoding: str = "utf-8"


class Records:
    """Collects records, one mapping a document, into columns.

    Parameters
    ----------
    mapped : collection of str
        Columns that are needed whatever their names.
    """

    def __init__(self, mapped: Collection[str]) -> None:
        self._mapped = mapped
        self._wanted: dict[str, bool] = {}
        self._blocks: dict[str, list[Any]] = {}
        self._refused: dict[str, dict[int, Any]] = {}
        self._values: dict[str, list[Any]] = {}
        self._rows: list[int] = []
        self._flushed = 0
        self._characters = 0

    def __len__(self) -> int:
        return len(self._rows)

    def see(self, names: Collection[str]) -> None:
        """Note columns that are there even if no record follows."""
        for name in names:
            if name not in self._wanted:
                self._wanted[name] = is_wanted(name, self._mapped)

    def add(self, row: int, record: Mapping[Any, Any]) -> None:
        """Take a record; the values of objects inside it are named `outer.inner`."""
        here = len(self._rows) - self._flushed
        self._take(here, record, "")
        self._rows.append(row)
        if here + 1 >= _BLOCK_ROWS or self._characters >= _BLOCK_CHARACTERS:
            self._flush()

    def raw(self, *, numbered: bool = True, encoding: str = "utf-8") -> Raw:
        """Return what was collected."""
        self._flush()
        columns = {name: _joined(blocks) for name, blocks in self._blocks.items()}
        for name, wanted in self._wanted.items():
            if wanted and name not in columns:
                columns[name] = pa.chunked_array([pa.nulls(len(self._rows), pa.large_string())])
        rows = np.array(self._rows, dtype=np.int64)
        return Raw(list(self._wanted), columns, rows, self._refused, numbered, encoding)

    def _take(self, here: int, record: Mapping[Any, Any], prefix: str) -> None:
        for key, value in record.items():
            name = f"{prefix}{key}"
            if isinstance(value, dict):
                self._take(here, value, f"{name}.")
                continue
            wanted = self._wanted.get(name)
            if wanted is None:
                wanted = self._wanted[name] = is_wanted(name, self._mapped)
            if wanted:
                column = self._values.setdefault(name, [])
                if len(column) <= here:
                    column.extend([None] * (here - len(column)))
                    column.append(value)
                if isinstance(value, str):
                    self._characters += len(value)

    def _flush(self) -> None:
        count = len(self._rows) - self._flushed
        for name, values in self._values.items():
            values.extend([None] * (count - len(values)))
            array, refused = from_values(values)
            blocks = self._blocks.setdefault(name, [])
            missing = self._flushed - sum(map(len, blocks))
            if missing:
                blocks.append(pa.nulls(missing, pa.large_string()))
            blocks.append(array)
            if refused:
                found = self._refused.setdefault(name, {})
                found.update({self._flushed + row: value for row, value in refused.items()})
        self._flushed = len(self._rows)
        self._values = {}
        self._characters = 0
        for blocks in self._blocks.values():
            missing = self._flushed - sum(map(len, blocks))
            if missing:
                blocks.append(pa.nulls(missing, pa.large_string()))


def raw_of_table(table: Any, mapped: Collection[str]) -> Raw:
    """Return an Arrow table's columns; those of structs are named `outer.inner`."""
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    columns: dict[str, Any] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if name not in columns and is_wanted(name, mapped) and is_single(column.type):
            columns[name] = column
    return Raw(list(dict.fromkeys(table.column_names)), columns, np.arange(table.num_rows, dtype=np.int64))


def _joined(blocks: list[Any]) -> Any:
    kind = pa.large_binary() if any(pa.types.is_large_binary(block.type) for block in blocks) else pa.large_string()
    return pa.chunked_array([block.cast(kind) for block in blocks], kind)
