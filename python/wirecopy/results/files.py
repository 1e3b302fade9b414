"""Tables to files: Parquet, CSV, JSONL and XLSX, each written whole or not at all."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc

_XLSX_CELL = 32_767
_XLSX_ROWS = 1_048_576
# What XML 1.0 cannot hold; a carriage return would come back as a line feed in any case.
_XLSX_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_table(table: pa.Table, path: str | os.PathLike[str]) -> None:
    """Write `table` to `path`, in the format that the ending of `path` names.

    Raises
    ------
    ValueError
        If the ending is not known; the message lists those that are.
    """
    write = _WRITERS[check_ending(path)]
    with written_whole(path) as file:
        write(table, file)


def check_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of `path` if a table can be written to it, else raise a ValueError that lists those known."""
    name = Path(path).name.lower()
    for ending in _WRITERS:
        if name.endswith(ending):
            return ending
    raise ValueError(f"cannot tell the format of {os.fspath(path)!r} from its ending; known are {', '.join(_WRITERS)}")


def check_place(path: str | os.PathLike[str]) -> None:
    """Raise an OSError that names what is wrong if no file can be at `path`: no such folder, or it is one."""
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {os.fspath(path.parent)!r} to write {path.name!r} into")
    if path.is_dir():
        raise IsADirectoryError(f"{os.fspath(path)!r} is a folder; name a file to write")


@contextlib.contextmanager
def written_whole(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only once it is written and on the disk.

    It is written under a temporary name in the same folder; when the block fails nothing of it stays, and what stood
    at `path` before is untouched.
    """
    target = Path(path)
    check_place(target)
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    # Not every file system lets a folder be synced; the file itself is safe by then.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _parquet(table: pa.Table, file: IO[bytes]) -> None:
    import pyarrow.parquet

    pyarrow.parquet.write_table(table, file, compression="zstd")


def _csv(table: pa.Table, file: IO[bytes]) -> None:
    import pyarrow.csv

    pyarrow.csv.write_csv(_plain(table, lists=False), file)


def _jsonl(table: pa.Table, file: IO[bytes]) -> None:
    for batch in _plain(table, lists=True).to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            file.write(json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n")


def _jsonl_gz(table: pa.Table, file: IO[bytes]) -> None:
    # No time and no name in the header: the same table gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        _jsonl(table, packed)  # type: ignore[arg-type]


def _jsonl_zst(table: pa.Table, file: IO[bytes]) -> None:
    with pa.CompressedOutputStream(pa.PythonFile(_KeptOpen(file), "w"), "zstd") as packed:
        _jsonl(table, packed)


class _KeptOpen:
    """A file that Arrow may write to but not close: it is still to be synced."""

    closed = False

    def __init__(self, file: IO[bytes]) -> None:
        self.write, self.flush = file.write, file.flush

    def close(self) -> None:
        self.flush()


def _xlsx(table: pa.Table, file: IO[bytes]) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    table = _plain(table, lists=False)
    _fits_xlsx(table)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("wirecopy")

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, _XLSX_ILLEGAL.sub("", value.replace("\r\n", "\n")))
        made.data_type = "s"  # openpyxl would take a text that begins with "=" for a formula
        return made

    sheet.append(table.column_names)
    for batch in table.to_batches(max_chunksize=10_000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            sheet.append([cell(value) for value in row])
    book.save(file)


def _fits_xlsx(table: pa.Table) -> None:
    """Raise a ValueError if a sheet cannot hold the table; openpyxl would cut texts in silence."""
    instead = "write .parquet, .csv or .jsonl"
    if table.num_rows >= _XLSX_ROWS:
        raise ValueError(f"a sheet of XLSX holds {_XLSX_ROWS - 1:,} rows, this has {table.num_rows:,}; {instead}")
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            lengths = pc.utf8_length(column).fill_null(0)
            longest = pc.max(lengths).as_py() or 0
            if longest > _XLSX_CELL:
                row = pc.index(lengths, longest).as_py()
                raise ValueError(
                    f"row {row}: {name} has {longest:,} characters, a cell of XLSX holds {_XLSX_CELL:,}; {instead}"
                )


_WRITERS: dict[str, Callable[[pa.Table, IO[bytes]], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".jsonl.gz": _jsonl_gz,
    ".jsonl.zst": _jsonl_zst,
    ".xlsx": _xlsx,
}


def _plain(table: pa.Table, *, lists: bool) -> pa.Table:
    """Return `table` with nothing in it but strings, numbers and booleans, and lists if `lists`."""
    days = pc.equal(table["precision"], "day") if "precision" in table.column_names else None
    for index, field in enumerate(table.schema):
        column = table.column(index)
        if pa.types.is_dictionary(field.type):
            column = column.cast(field.type.value_type)
        if pa.types.is_timestamp(field.type):
            column = _iso(column, field.type, days if field.name == "published" else None)
        elif pa.types.is_duration(field.type):
            column = pc.divide(column.cast(pa.duration("us")).cast(pa.int64()).cast(pa.float64()), 1e6)
        elif pa.types.is_floating(field.type):
            column = pc.if_else(pc.is_finite(column), column, None)
        elif pa.types.is_nested(field.type) and not lists:
            column = pa.array([_json(value) for value in column.to_pylist()], pa.large_string())
        table = table.set_column(index, field.name, column)
    return table


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _iso(column: Any, kind: Any, days: Any) -> Any:
    """Write times as ISO 8601 without needless zeros, and as a day where `days` says so."""
    zone = "Z" if kind.tz else ""
    text = pc.strftime(column.cast(pa.timestamp("us")), format=f"%Y-%m-%dT%H:%M:%S{zone}")
    text = pc.replace_substring_regex(text, pattern=rf"\.0+{zone}$", replacement=zone)
    return text if days is None else pc.if_else(pc.fill_null(days, False), pc.utf8_slice_codeunits(text, 0, 10), text)
