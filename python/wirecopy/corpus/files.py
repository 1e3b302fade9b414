"""Files of many documents: JSONL, JSON, CSV, XLSX and Parquet."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import re
import sys
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from wirecopy.corpus.columns import is_wanted
from wirecopy.corpus.issues import Collector
from wirecopy.corpus.raw import Raw, Records, raw_of_table
from wirecopy.corpus.sheets import rows_of_sheet, value_of

# What a reader raises in the middle of a file that was cut short or is not what its name says.
_BROKEN = (EOFError, OSError, zlib.error, UnicodeError)
# The first line of a CSV file that Excel is to open: which mark parts the cells.
_SEPARATOR = re.compile(r'"?sep=([^"\r\n])"?\s*', re.IGNORECASE)
# Marks that are never closed can make any number of lines to be read again; beyond this they are left out at once.
_READ_AGAIN = 1_000_000
_LISTS = ("articles", "stories", "documents", "results", "items", "data")
_INSTEAD = {
    ".html": "take the text out of HTML pages first (for instance with trafilatura)",
    ".htm": "take the text out of HTML pages first (for instance with trafilatura)",
    ".xls": "save it as .xlsx",
    ".ods": "save it as .xlsx",
    ".pdf": "take the text out first",
    ".docx": "save it as plain text",
    ".zip": "unpack it first",
}


def raw_of_file(path: Path, mapped: Collection[str], encoding: str, issues: Collector) -> Raw:
    """Read a file in the format its ending names.

    Raises
    ------
    ValueError
        If the ending is not known, or nothing can be read from the file; both messages name it.
    """
    name = path.name.lower()
    for packed in ("", ".gz", ".zst"):
        for ending, reader in _READERS.items():
            if name.endswith(ending + packed) and not (packed and ending in {".xlsx", ".parquet"}):
                return reader(path, mapped, encoding, issues)
    known = ".txt, " + ", ".join(_READERS) + "; all but .xlsx and .parquet also with .gz or .zst"
    instead = _INSTEAD.get(path.suffix.lower(), f"known are {known}")
    raise ValueError(f"{path}: files ending in {path.suffix or 'nothing'!r} cannot be read; {instead}")


@contextlib.contextmanager
def _lines(path: Path, encoding: str, newline: str) -> Iterator[io.TextIOWrapper]:
    """Open a file as text; bytes that are no text survive as surrogates, which a later check finds and locates."""
    ending = path.suffix.lower()
    plain = encoding.lower() in {"utf-8", "utf8"}
    with path.open("rb") as file:
        stream: Any = file
        if ending == ".gz":
            stream = gzip.GzipFile(fileobj=file)
        elif ending == ".zst":
            stream = io.BufferedReader(pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd"))
        elif plain and file.peek(2)[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise ValueError(f"{path}: this file is UTF-16; pass encoding='utf-16'")
        codec = "utf-8-sig" if plain else encoding
        yield io.TextIOWrapper(stream, encoding=codec, errors="surrogateescape", newline=newline)


def _cut_short(path: Path, error: Exception, records: Records, issues: Collector) -> None:
    if not len(records):
        raise ValueError(f"{path}: this file cannot be read: {error}") from error
    issues.add("file cut short", f"{error}; the {len(records):,} rows before it were kept", value=path.name)


def _raw(records: Records, encoding: str, issues: Collector) -> Raw:
    if not len(records):
        issues.add("no documents", "there is nothing to read in it")
    return records.raw(encoding=encoding.lower())


def _jsonl(path: Path, mapped: Collection[str], encoding: str, issues: Collector) -> Raw:
    records = Records(mapped)
    try:
        with _lines(path, encoding, "\n") as lines:
            for number, line in enumerate(lines, start=1):
                if line.isspace():
                    continue
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError) as error:
                    cut = "" if line.endswith("\n") else " (the last line of the file, which may be cut short)"
                    issues.add("malformed JSON", f"{error}{cut}; the line was left out", row=number, value=line[:100])
                    continue
                if isinstance(record, dict):
                    records.add(number, record)
                else:
                    issues.add("not an object", "the line was left out", row=number, value=line[:100])
    except _BROKEN as error:
        _cut_short(path, error, records, issues)
    return _raw(records, encoding, issues)


def _json(path: Path, mapped: Collection[str], encoding: str, issues: Collector) -> Raw:
    try:
        with _lines(path, encoding, "") as lines:
            data = json.load(lines)
    except json.JSONDecodeError as error:
        advice = "; one object a line is .jsonl" if error.msg == "Extra data" else ""
        raise ValueError(f"{path}: this is not JSON: {error}{advice}") from error
    except (*_BROKEN, RecursionError) as error:
        raise ValueError(f"{path}: this file cannot be read: {error}") from error
    if isinstance(data, dict):
        keys = list(data)
        data = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), None)
        if data is None:
            listed = ", ".join(map(repr, keys[:40]))
            raise ValueError(f"{path}: expected a list of articles, or an object with one as {_LISTS}; keys: {listed}")
    if not isinstance(data, list):
        raise ValueError(f"{path}: expected a list of articles, found {type(data).__name__}")
    records = Records(mapped)
    for row, record in enumerate(data):
        if isinstance(record, dict):
            records.add(row, record)
        else:
            issues.add("not an object", "it was left out", row=row, value=record)
    return _raw(records, encoding, issues)


def _csv(path: Path, mapped: Collection[str], encoding: str, issues: Collector) -> Raw:
    records = Records(mapped)
    csv.field_size_limit(max(csv.field_size_limit(), min(sys.maxsize, 2**31 - 1)))
    header: list[str] = []
    try:
        with _lines(path, encoding, "") as lines:
            given = _Lines(lines)
            first = next(given, "")
            named = _SEPARATOR.fullmatch(first)
            if named is None:
                given.again(given.record)
            rest = csv.reader(given, delimiter=named[1] if named else _delimiter(path, first), strict=True)
            row = 0
            while True:
                row += 1
                given.record = []
                try:
                    cells = next(rest)
                except StopIteration:
                    break
                except csv.Error as error:
                    _malformed(given, error, row, issues)
                    continue
                if not header:
                    header = [name.strip() for name in cells]
                    records.see([name for name in header if name])
                elif len(cells) > len(header) and any(cells[len(header) :]):
                    detail = f"{len(cells)} cells under a header of {len(header)}; the row was left out"
                    issues.add("too many cells", detail, row=row, value=path.name)
                elif cells:
                    # Reversed, so that the first of two columns of one name counts.
                    pairs = reversed(list(zip(header, cells, strict=False)))
                    records.add(row, {name: cell for name, cell in pairs if name})
    except _BROKEN as error:
        _cut_short(path, error, records, issues)
    return _raw(records, encoding, issues)


class _Lines:
    """Lines of a file as `csv.reader` takes them; those of the record at hand can be given again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self.left = _READ_AGAIN
        self.number = 0  # of the last line given
        self.record: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.number += 1
        self.record.append(line)
        return line

    def again(self, lines: list[str]) -> None:
        """Give the last `lines` once more."""
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)
        self.left -= len(lines)


def _malformed(given: _Lines, error: csv.Error, row: int, issues: Collector) -> None:
    """Leave out the first line of a broken record; what follows it may be sound, so it is read again."""
    first, last = given.number - len(given.record) + 1, given.number
    found = f"{error} (found in line {last})" if last > first else str(error)
    lines, left_out = f"line {first}", "the line was left out"
    if given.left > 0:
        given.again(given.record[1:])
    elif last > first:
        lines, left_out = f"lines {first}–{last}", "the lines were left out"
    issues.add("malformed CSV", f"{lines}: {found}; {left_out}", row=row, value=given.record[0].rstrip())


def _delimiter(path: Path, header: str) -> str:
    if ".tsv" in path.suffixes[-2:]:
        return "\t"
    return max(",;\t|", key=header.count)


def _xlsx(path: Path, mapped: Collection[str], encoding: str, issues: Collector) -> Raw:
    records = Records(mapped)
    try:
        header: list[str] = []
        for row, (cells, unknown) in enumerate(rows_of_sheet(path), start=1):
            values = [value_of(cell) for cell in cells]
            for place in unknown:
                name = header[place] if place < len(header) else ""
                if not header or (name and is_wanted(name, mapped)):
                    advice = "save the file with a spreadsheet program, which stores them; the cell was taken as empty"
                    issues.add("formula without a stored value", advice, row=row, field=name or None)
            if not header:
                header = ["" if value is None else str(value).strip() for value in values]
                records.see([name for name in header if name])
            elif unknown or any(value is not None for value in values):
                # Reversed, so that the first of two columns of one name counts.
                pairs = reversed(list(zip(header, values, strict=False)))
                records.add(row, {name: "" if value is None else value for name, value in pairs if name})
    except (zipfile.BadZipFile, KeyError, IndexError, EOFError, zlib.error, SyntaxError) as error:
        raise ValueError(f"{path}: this is not an XLSX workbook, or it was cut short: {error}") from error
    return _raw(records, encoding, issues)


def _parquet(path: Path, mapped: Collection[str], encoding: str, issues: Collector) -> Raw:
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            schema = file.schema_arrow
            outer = {name.partition(".")[0] for name in mapped}
            wanted = [
                field.name
                for field in schema
                if field.name in outer or pa.types.is_struct(field.type) or is_wanted(field.name, mapped)
            ]
            raw = raw_of_table(file.read(columns=wanted), mapped)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path}: this is not a Parquet file, or it was cut short: {error}") from error
    return Raw(list(dict.fromkeys([*raw.seen, *schema.names])), raw.columns, raw.rows)


_READERS: dict[str, Callable[[Path, Collection[str], str, Collector], Raw]] = {
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".json": _json,
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
