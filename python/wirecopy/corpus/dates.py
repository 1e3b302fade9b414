"""When a document was published: instants and days, each kept with the precision it came with."""

from __future__ import annotations

import datetime
import email.utils
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

DAY = 86_400_000_000
PUBLISHED = pa.timestamp("us", "UTC")

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
# From 1600, before the first newspapers, since exports write what is unknown as 0001-01-01 and the like; to 9999, the
# last year that Python, pandas and ISO 8601 can all write down.
_FIRST, _LAST = -11_676_096_000_000_000, 253_402_300_799_999_999
_OUTSIDE = "it lies outside the years 1600 to 9999"
_A_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_RFC_2822 = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_OF_TIME = re.compile(r"%[HIMSfpXcsT]")


@dataclass
class Dates:
    """A column of dates: days are midnight UTC with precision "day"."""

    published: Any
    precision: Any
    bad: dict[int, str]  # row of the column to what is wrong with it


def check_format(date_format: str) -> None:
    """Raise a ValueError if nothing can be read with this format, not even what is written with it."""
    moment = datetime.datetime(2001, 2, 3, 16, 5, 6, tzinfo=datetime.UTC)
    try:
        datetime.datetime.strptime(moment.strftime(date_format), date_format)
    except (ValueError, re.error) as error:
        raise ValueError(f"date_format={date_format!r}: no date can be read with it: {error}") from None


def unknown_dates(rows: int) -> Dates:
    """Return dates of which nothing is known."""
    return Dates(pa.nulls(rows, PUBLISHED), pa.nulls(rows, pa.string()), {})


def dates_of_times(column: Any, precision: Any | None) -> Dates:
    """Return the dates of an Arrow column of dates or timestamps.

    Timestamps with a zone are instants; those without are taken as UTC, and as days when all of them are midnight
    (pandas has no type for days). `precision`, where given, decides for each row.
    """
    array = column.combine_chunks()
    kind = array.type
    if pa.types.is_date32(kind):
        days, a_second = array.cast(pa.int32()).cast(pa.int64()), 1
        ticks = np.asarray(days.fill_null(0), dtype=np.int64) * 86_400
    else:
        a_second = _A_SECOND["ms" if pa.types.is_date64(kind) else kind.unit]
        ticks = np.asarray(array.cast(pa.int64()).fill_null(0), dtype=np.int64)
    known = np.asarray(array.is_valid())
    first, last = _FIRST // 1_000_000 * a_second, (_LAST // 1_000_000 + 1) * a_second - 1
    inside = (ticks >= max(first, -(2**63))) & (ticks <= min(last, 2**63 - 1))
    micros = np.where(inside, ticks, 0)
    micros = micros // (a_second // 1_000_000) if a_second >= 1_000_000 else micros * (1_000_000 // a_second)
    good = known & inside
    midnight = bool(good.any()) and not bool((micros[good] % DAY).any())
    all_days = pa.types.is_date(kind) or (kind.tz is None and midnight)
    is_day = np.full(len(array), all_days)
    if precision is not None:
        given = precision.combine_chunks()
        said = np.asarray(pc.is_in(given, value_set=pa.array(["day", "instant"], given.type)))
        is_day = np.where(said, np.asarray(pc.fill_null(pc.equal(given, "day"), False)), is_day)
    micros = np.where(is_day, micros - micros % DAY, micros)
    outside = np.flatnonzero(known & ~inside).tolist()
    return _dates(micros, good, is_day, dict.fromkeys(outside, _OUTSIDE))


def dates_of_strings(column: Any, date_format: str | None) -> Dates:
    """Return the dates of a string column; each distinct string is parsed once."""
    encoded = pc.utf8_trim_whitespace(column).combine_chunks().dictionary_encode()
    parsed = [_parse(value, date_format) for value in encoded.dictionary.to_pylist()]
    parsed.append((0, False, None))  # where the index of a null points
    which = np.asarray(encoded.indices.fill_null(len(parsed) - 1), dtype=np.int64)
    micros = np.array([each[0] for each in parsed], dtype=np.int64)[which]
    wrong = np.array([each[2] is not None for each in parsed], dtype=bool)[which]
    empty = np.array([value == "" for value in encoded.dictionary.to_pylist()] + [True], dtype=bool)[which]
    is_day = np.array([each[1] for each in parsed], dtype=bool)[which]
    bad = {row: str(parsed[which[row]][2]) for row in np.flatnonzero(wrong).tolist()}
    return _dates(micros, ~wrong & ~empty, is_day, bad)


def _dates(micros: npt.NDArray[np.int64], good: npt.NDArray[np.bool_], is_day: Any, bad: dict[int, str]) -> Dates:
    published = pa.array(micros, pa.int64(), mask=~good).cast(PUBLISHED)
    precision = pa.array(np.where(is_day, "day", "instant").astype(object), pa.string(), mask=~good)
    return Dates(published, precision, bad)


def _parse(value: str, date_format: str | None) -> tuple[int, bool, str | None]:
    """Return microseconds UTC, whether only the day is known, and what is wrong."""
    if not value:
        return 0, False, None
    try:
        moment, is_day = _moment(value, date_format)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.UTC)
        micros = (moment - _EPOCH) // _MICROSECOND
    except (ValueError, TypeError, OverflowError) as error:
        remedy = "write it as 2025-06-05 or 2025-06-05T11:05:00Z, or say how it is written with date_format="
        return 0, False, f"{error}; {remedy}"
    if not _FIRST <= micros <= _LAST:
        return 0, False, _OUTSIDE
    return micros, is_day, None


def _moment(value: str, date_format: str | None) -> tuple[datetime.datetime, bool]:
    if date_format is not None:
        try:
            moment = datetime.datetime.strptime(value, date_format)
            if _OF_TIME.search(date_format):
                return moment, False
            return moment.replace(tzinfo=None), True  # a day is the day it was there, whatever the zone
        except ValueError:
            if re.match(r"\d{4}-\d{2}-\d{2}", value) is None:
                raise
    if re.fullmatch(r"\d{14}", value):  # GDELT: YYYYMMDDHHMMSS
        return datetime.datetime.strptime(value, "%Y%m%d%H%M%S"), False
    if _RFC_2822.match(value):  # RSS
        return email.utils.parsedate_to_datetime(value), False
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{8}", value):
        return datetime.datetime.combine(datetime.date.fromisoformat(value), datetime.time()), True
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]|\d{8}T", value) is None:
        raise ValueError(f"{value[:40]!r} is not an ISO 8601 date")
    return datetime.datetime.fromisoformat(re.sub(r" (UTC|GMT)$", "+00:00", value)), False
