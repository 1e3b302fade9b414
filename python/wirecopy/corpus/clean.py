"""From columns as they came to a corpus's table; what is wrong with a row becomes an issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.corpus.columns import recognise
from wirecopy.corpus.dates import PUBLISHED, Dates, dates_of_strings, dates_of_times, unknown_dates
from wirecopy.corpus.issues import Collector
from wirecopy.corpus.raw import Raw
from wirecopy.corpus.strings import Malformed, is_opaque, is_time, to_strings
from wirecopy.documents import publishers

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("text", pa.large_string()),
        ("title", pa.string()),
        ("source", pa.string()),
        ("publisher", pa.string()),
        ("published", PUBLISHED),
        ("precision", pa.string()),
        ("url", pa.string()),
        ("language", pa.string()),
    ]
)
_CUT_BY_EXPORT = r"\[\+[0-9]+ char(acter)?s\]\s*$"
_CELL_OF_A_SPREADSHEET = 32_767


def clean(
    raw: Raw, mapped: Mapping[str, str], date_format: str | None, issues: Collector, houses: Mapping[str, str]
) -> pa.Table:
    """Return the documents in the columns of `SCHEMA`, in the order read.

    Rows without a text, with a malformed text or id, or with the id of an earlier row are left out and become issues;
    other faults (a date, a title) become issues and nulls. An empty string in any field but the text means unknown.
    `houses` names the house behind a source or a publisher.
    """
    if not raw.columns and not len(raw.rows) and not mapped:
        return SCHEMA.empty_table()
    fields = recognise(raw.seen, _usable(raw), mapped, issues.where)
    for name in fields.values():
        kind = raw.columns[name].type
        if is_opaque(kind):
            raise ValueError(f"{issues.where}: column {name!r} holds values of type {kind}; make strings of them first")
    return _Cleaning(raw, fields, issues).table(date_format, houses)


def _usable(raw: Raw) -> list[str]:
    """Return the columns that do not hold lists only."""
    return [name for name, column in raw.columns.items() if name not in raw.refused or column.null_count < len(column)]


class _Cleaning:
    """One pass over the columns of one input."""

    def __init__(self, raw: Raw, fields: dict[str, str], issues: Collector) -> None:
        self._raw, self._fields, self._issues = raw, fields, issues
        self._count = len(raw.rows)
        self._kept: npt.NDArray[np.bool_] = np.ones(self._count, dtype=bool)
        self._ids: list[str | None] = []

    def table(self, date_format: str | None, houses: Mapping[str, str]) -> pa.Table:
        ids = self._make_ids()
        columns: dict[str, Any] = {"id": ids, "text": self._texts()}
        for field in ("title", "source", "publisher", "url", "language"):
            columns[field] = self._metadata(field)
        dates = self._dates(date_format)
        columns |= {"published": dates.published, "precision": dates.precision}
        columns["publisher"] = publishers(columns["publisher"], columns["url"], columns["source"], houses)
        self._drop_duplicates(ids)
        table = pa.table({field.name: columns[field.name] for field in SCHEMA}).cast(SCHEMA)
        return table if self._kept.all() else table.filter(pa.array(self._kept))

    def _make_ids(self) -> Any:
        numbers = [str(row) for row in self._raw.rows.tolist()]
        if "id" not in self._fields:
            self._ids = list(numbers)
            return pa.array(numbers, pa.string())
        column, malformed = to_strings(self._raw.columns[self._fields["id"]])
        self._ids = column.to_pylist()
        self._report_malformed("id", malformed, "the row was left out")
        self._kept[list(malformed)] = False
        self._report_refused("id")
        for row in np.flatnonzero(np.asarray(pc.equal(pc.fill_null(column, ""), ""))).tolist():
            if row not in malformed:
                self._ids[row] = f"row-{numbers[row]}"
                self._add("missing id", f"the document is called {self._ids[row]!r}", row, "id")
        return pa.array(self._ids, pa.string())

    def _texts(self) -> Any:
        column, malformed = to_strings(self._raw.columns[self._fields["text"]])
        self._report_malformed("text", malformed, "the row was left out")
        self._report_refused("text")
        missing = np.asarray(column.is_null())
        self._kept[missing] = False
        for row in _where(missing):
            if row not in malformed:
                self._add("missing text", "the row was left out", row, "text")
        column = column.fill_null("")
        empty = np.asarray(pc.equal(pc.utf8_trim_whitespace(column), "")) & ~missing
        for row in _where(empty):
            self._add("empty text", "the document was kept", row, "text")
        cut, advice = "truncated text", "fetch the whole text from its address; the document was kept"
        for row in _where(pc.match_substring_regex(column, pattern=_CUT_BY_EXPORT)):
            self._add(cut, f"the export holds the beginning only; {advice}", row, "text", _end(column, row))
        if self._issues.where.lower().endswith(".xlsx"):
            for row in _where(pc.equal(pc.utf8_length(column), _CELL_OF_A_SPREADSHEET)):
                limit = f"it is as long as a cell can be ({_CELL_OF_A_SPREADSHEET:,} characters)"
                self._add(cut, f"{limit}; {advice}", row, "text", _end(column, row))
        return column

    def _metadata(self, field: str) -> Any:
        if field not in self._fields:
            return pa.nulls(self._count, pa.string())
        column, malformed = to_strings(self._raw.columns[self._fields[field]])
        self._report_malformed(field, malformed, f"the {field} was left out")
        self._report_refused(field)
        trimmed = pc.utf8_trim_whitespace(column).combine_chunks().cast(pa.string())
        return pc.if_else(pc.equal(trimmed, ""), None, trimmed)

    def _dates(self, date_format: str | None) -> Dates:
        if "published" not in self._fields:
            return unknown_dates(self._count)
        column = self._raw.columns[self._fields["published"]]
        self._report_refused("published")
        if is_time(column.type):
            said = self._fields.get("precision")
            precision = None if said is None else to_strings(self._raw.columns[said])[0]
            dates, shown = dates_of_times(column, precision), None
        else:
            strings, malformed = to_strings(column)
            self._report_malformed("published", malformed, "the date was left out")
            dates, shown = dates_of_strings(strings, date_format), strings
        for row, problem in sorted(dates.bad.items()):
            self._add("unusable date", problem, row, "published", shown and shown[row].as_py())
        return dates

    def _drop_duplicates(self, ids: Any) -> None:
        """Keep the first good row of each id."""
        good = np.flatnonzero(self._kept)
        codes = np.asarray(ids.take(pa.array(good)).dictionary_encode().indices)
        _, first, of_each = np.unique(codes, return_index=True, return_inverse=True)
        later = np.flatnonzero(first[of_each] != np.arange(len(good)))
        for position in later.tolist():
            row, kept = int(good[position]), int(good[first[of_each[position]]])
            which = f"row {self._raw.rows[kept]}" if self._raw.numbered else "an earlier file"
            self._add("duplicate id", f"{which} has it too; this row was left out", row, "id", self._ids[row])
        self._kept[good[later]] = False

    def _report_malformed(self, field: str, malformed: Malformed, outcome: str) -> None:
        encoding = self._raw.encoding
        for row, (data, byte) in malformed.items():
            found = data[max(0, byte - 20) : byte + 20]
            if not self._raw.numbered and field != "text":
                self._add("invalid file name", f"not UTF-8 at its byte {byte}; {outcome}; rename it", row, field, found)
            elif data[byte : byte + 1] == b"\xed" and data[byte + 1 : byte + 2] >= b"\xa0":
                self._add("lone surrogate", f"half a character at byte {byte}; {outcome}", row, field, found)
            elif encoding in {"utf-8", "utf8"}:
                remedy = f"{outcome}; if it was written in another encoding, name it: encoding="
                self._add("invalid UTF-8", f"at byte {byte}; {remedy}", row, field, found)
            else:
                character = len(data[:byte].decode())
                self._add(f"invalid {encoding}", f"at character {character}; {outcome}", row, field, found)

    def _report_refused(self, field: str) -> None:
        for row, value in self._raw.refused.get(self._fields[field], {}).items():
            self._add("not a single value", f"the {field} was left out", row, field, value)

    def _add(self, problem: str, detail: str, row: int, field: str, value: object = None) -> None:
        number = int(self._raw.rows[row]) if self._raw.numbered else None
        self._issues.add(problem, detail, row=number, document=self._ids[row], field=field, value=value)


def _where(mask: Any) -> list[int]:
    return np.flatnonzero(np.asarray(mask)).tolist()


def _end(column: Any, row: int) -> str:
    return str(column[row].as_py()[-40:])
