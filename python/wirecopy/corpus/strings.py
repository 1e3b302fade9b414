"""Columns of any type to columns of well-formed UTF-8; what is not well-formed is found and located."""

from __future__ import annotations

import datetime
import decimal
import json
import uuid
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

#: Bad rows of a column: the bytes as they came and the byte at which they stop being UTF-8.
Malformed = dict[int, tuple[bytes, int]]


def is_single(kind: Any) -> bool:
    """Return whether an Arrow type holds one value a row that can be a field of a document."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return not (pa.types.is_nested(kind) or pa.types.is_duration(kind) or pa.types.is_interval(kind))


def is_time(kind: Any) -> bool:
    """Return whether an Arrow type is a date or a timestamp."""
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def is_opaque(kind: Any) -> bool:
    """Return whether the values of an Arrow type are bytes that only their maker can read as text.

    A Python object of Polars comes as eight bytes, its address; so does a UUID as its number.
    """
    if isinstance(kind, pa.BaseExtensionType):
        return not _is_textual(kind.storage_type) or _is_binary(kind.storage_type)
    return bool(pa.types.is_fixed_size_binary(kind))


def from_values(values: list[Any]) -> tuple[Any, dict[int, Any]]:
    """Return Python values as an Arrow array, and those that are no single value, by row.

    Strings become large_string. Where a string holds what UTF-8 cannot (bytes kept by "surrogateescape", or lone
    surrogates) the array is large_binary, with the bytes as they came, for `to_strings` to find.
    """
    try:
        return pa.array(values, pa.large_string()), {}
    except (UnicodeEncodeError, pa.ArrowInvalid, pa.ArrowTypeError):
        pass
    refused: dict[int, Any] = {}
    encoded: list[bytes | None] = []
    for row, value in enumerate(values):
        if isinstance(value, list | tuple | set | dict):
            refused[row] = value
            encoded.append(None)
        else:
            encoded.append(_encoded(value))
    array = pa.array(encoded, pa.large_binary())
    try:
        return array.cast(pa.large_string()), refused
    except pa.ArrowInvalid:
        return array, refused


def to_strings(column: Any) -> tuple[Any, Malformed]:
    """Return an Arrow column as large_string, with nulls for the rows that are not well-formed UTF-8."""
    chunks, malformed, start = [], Malformed(), 0
    for chunk in column.chunks:
        if isinstance(chunk.type, pa.BaseExtensionType):
            chunk = chunk.storage
        if pa.types.is_dictionary(chunk.type):
            chunk = _without_view(chunk.dictionary).take(chunk.indices)
        converted, bad = _checked(_without_view(chunk))
        malformed.update({start + row: found for row, found in bad.items()})
        chunks.append(converted)
        start += len(chunk)
    return pa.chunked_array(chunks, pa.large_string()), malformed


def _checked(array: Any) -> tuple[Any, Malformed]:
    kind = array.type
    if pa.types.is_floating(kind):
        array = _without_fraction(array)
    if not _is_textual(kind):
        return array.cast(pa.string()).cast(pa.large_string()), {}
    try:
        if _is_binary(kind):
            return array.cast(pa.large_string()), {}
        array = array.cast(pa.large_string())
        array.validate(full=True)
        return array, {}
    except pa.ArrowInvalid:
        pass
    values: list[str | None] = []
    malformed = Malformed()
    for row, value in enumerate(array.cast(pa.large_binary()).to_pylist()):
        try:
            values.append(None if value is None else value.decode())
        except UnicodeDecodeError as error:
            malformed[row] = (value, error.start)
            values.append(None)
    return pa.array(values, pa.large_string()), malformed


def _without_view(array: Any) -> Any:
    """Return `array` in a type that Arrow's functions know; Polars hands over views, which few of them do."""
    if not (pa.types.is_string_view(array.type) or pa.types.is_binary_view(array.type)):
        return array
    kind = pa.large_string() if pa.types.is_string_view(array.type) else pa.large_binary()
    try:
        return array.cast(kind)
    except pa.ArrowNotImplementedError:  # Arrow could not always do it
        return pa.array(array.to_pylist(), kind)


def _is_textual(kind: Any) -> bool:
    return _is_binary(kind) or bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_binary(kind: Any) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _without_fraction(array: Any) -> Any:
    # pandas turns whole numbers into floats as soon as one is missing; "12.0" is not what the file said.
    array = pc.if_else(pc.is_nan(array), None, array)
    whole = np.asarray(array.drop_null())
    if bool((np.abs(whole) < 2**53).all()) and bool((whole == np.floor(whole)).all()):
        return array.cast(pa.int64())
    return array


def _encoded(value: Any) -> bytes | None:
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(value, datetime.date):
        # pandas' NaT is a datetime that is not equal to itself.
        return None if value != value else value.isoformat().encode()
    if isinstance(value, np.generic):
        return _encoded(value.item())
    if isinstance(value, float):
        if value != value:
            return None
        return (str(int(value)) if value.is_integer() else repr(value)).encode()
    if isinstance(value, str):
        try:
            return value.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
    if isinstance(value, bool | int):
        return json.dumps(value).encode()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value).encode()
    return None if str(value) in {"<NA>", "NaT"} else str(value).encode("utf-8", "backslashreplace")
