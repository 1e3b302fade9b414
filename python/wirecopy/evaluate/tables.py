"""Results, Arrow tables and DataFrames as columns of numbers that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from wirecopy.results import Result

if TYPE_CHECKING:
    from typing import TypeAlias

    Table: TypeAlias = Result | pa.Table | pd.DataFrame

Codes = npt.NDArray[np.int64]


def is_table(value: object) -> bool:
    """Whether this has columns with names."""
    return isinstance(value, Result | pa.Table | pd.DataFrame)


def arrow_of(value: Any, name: str) -> pa.Table:
    """Return the rows as an Arrow table; `name` is what messages call it."""
    if isinstance(value, Result):
        return value.to_arrow()
    if isinstance(value, pa.Table):
        return value
    if isinstance(value, pd.DataFrame):
        return pa.Table.from_pandas(value, preserve_index=False)
    raise TypeError(f"{name} is {type(value).__name__}; it must be a result, an Arrow table or a DataFrame")


def require(table: pa.Table, columns: Sequence[str], name: str) -> None:
    """Refuse a table that lacks one of these columns, or has nulls in them."""
    missing = [column for column in columns if column not in table.column_names]
    if missing:
        raise ValueError(f"{name} has no column {', '.join(missing)}; it has {', '.join(table.column_names)}")
    for column in columns:
        if table[column].null_count:
            raise ValueError(f"{name} has {table[column].null_count:,} nulls in {column}")


def numbers(column: pa.ChunkedArray) -> Codes:
    """Offsets as int64."""
    return np.asarray(column.cast(pa.int64()).to_numpy(), np.int64)


def common_codes(*columns: Any) -> list[Codes]:
    """The values of several columns as numbers from 0: equal values have the same number in all of them. O(n)."""
    chunked = [column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column]) for column in columns]
    kinds = [column.type for column in chunked if not pa.types.is_null(column.type)]
    kind = pa.large_string() if any(map(_is_text, kinds)) else kinds[0] if kinds else pa.null()
    chunks = [chunk.cast(kind) for column in chunked for chunk in column.chunks]
    codes = pa.concat_arrays([pa.array([], kind), *chunks]).dictionary_encode().indices.to_numpy().astype(np.int64)
    return np.split(codes, np.cumsum([len(column) for column in chunked])[:-1])


def row_codes(*columns: Codes) -> Codes:
    """One number from 0 for each distinct row of columns of numbers, in the order of the rows. O(n log n)."""
    codes = columns[0]
    for column in columns[1:]:
        _, dense = np.unique(codes, return_inverse=True)
        _, values = np.unique(column, return_inverse=True)
        codes = dense.astype(np.int64) * (int(values.max(initial=0)) + 1) + values
    _, dense = np.unique(codes, return_inverse=True)
    return dense.astype(np.int64)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
