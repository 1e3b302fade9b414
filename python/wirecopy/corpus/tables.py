"""Tables in memory: lists, pandas, and anything that speaks Arrow (Polars, DuckDB, pyarrow itself)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from wirecopy.corpus.columns import is_wanted
from wirecopy.corpus.raw import Raw, Records, raw_of_table
from wirecopy.corpus.strings import from_values, is_single
from wirecopy.documents import Document


def is_pandas(data: object) -> bool:
    """Return whether `data` is a pandas DataFrame, without importing pandas."""
    return any(
        each.__module__.partition(".")[0] == "pandas" and each.__name__ == "DataFrame" for each in type(data).__mro__
    )


def raw_of_items(items: Iterable[Any], mapped: Collection[str]) -> Raw:
    """Read dictionaries, documents or bare texts; each item's row, and its id if it has none, is its position."""
    records = Records(mapped)
    for row, item in enumerate(items):
        if isinstance(item, str):
            records.add(row, {"text": item})
        elif isinstance(item, Document):
            records.add(row, dataclasses.asdict(item))
        elif isinstance(item, Mapping):
            records.add(row, item)
        else:
            kind = type(item).__name__
            raise TypeError(f"item {row} of the list is a {kind}; expected dictionaries, documents or strings")
    return records.raw()


def raw_of_arrow(data: Any, mapped: Collection[str]) -> Raw:
    """Read a pyarrow Table, RecordBatch or anything with the Arrow PyCapsule interface."""
    if isinstance(data, pa.Table):
        return raw_of_table(data, mapped)
    if isinstance(data, pa.RecordBatchReader):
        return raw_of_table(data.read_all(), mapped)
    try:
        return raw_of_table(pa.table(data), mapped)
    except (TypeError, pa.ArrowException) as error:
        raise TypeError(f"this {type(data).__name__} is no table of columns: {error}") from error


def raw_of_pandas(frame: Any, mapped: Collection[str]) -> Raw:
    """Read a DataFrame column by column, so that one odd column cannot spoil the others."""
    if frame.index.name is not None and frame.index.name not in frame.columns:
        frame = frame.reset_index()
    names = [str(name) for name in frame.columns]
    columns: dict[str, Any] = {}
    refused: dict[str, dict[int, Any]] = {}
    for place, name in enumerate(names):
        inside = any(each.startswith(f"{name}.") for each in mapped)
        if name in columns or not (inside or is_wanted(name, mapped)):
            continue
        series = frame.iloc[:, place]
        try:
            column = pa.chunked_array([pa.Array.from_pandas(series)])
            fits = is_single(column.type) or pa.types.is_struct(column.type)
        except (pa.ArrowException, UnicodeEncodeError, OverflowError):
            fits = False
        if not fits:
            array, refused[name] = from_values(series.tolist())
            column = pa.chunked_array([array])
        columns[name] = column
    raw = raw_of_table(pa.table(columns), mapped)
    return Raw(names, raw.columns, np.arange(len(frame), dtype=np.int64), refused)
