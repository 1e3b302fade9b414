"""The rows of a workbook, and the formulas in it that nobody has reckoned."""

from __future__ import annotations

import contextlib
import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def rows_of_sheet(path: Path) -> Iterator[tuple[Any, list[int]]]:
    """Yield the rows of the first sheet, and where in each stands a formula whose value the file does not hold."""
    import openpyxl

    with contextlib.ExitStack() as open_books:

        def rows(*, data_only: bool) -> Any:
            book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
            open_books.callback(book.close)
            book.worksheets[0].reset_dimensions()  # some programs write wrong ones
            return book.worksheets[0].iter_rows()

        values = rows(data_only=True)
        if not _has_formulas(path):
            yield from ((cells, []) for cells in values)
            return
        # Where only values are read such a cell looks empty.
        for cells, written in zip(values, rows(data_only=False), strict=True):
            pairs = zip(cells, written, strict=True)
            unknown = [cell.value is None and as_written.data_type == "f" for cell, as_written in pairs]
            yield cells, [place for place, is_unknown in enumerate(unknown) if is_unknown]


def value_of(cell: Any) -> Any:
    """Return what a cell holds: a date where the sheet shows no time, nothing where it shows an error."""
    value = cell.value
    if cell.data_type == "e":  # "#N/A" and its like
        return None
    if isinstance(value, datetime.datetime) and not any(letter in str(cell.number_format).lower() for letter in "hs"):
        return value.date()
    return value


def _has_formulas(path: Path) -> bool:
    """Return whether a workbook may hold formulas; reading it twice takes twice as long."""
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with book.open(name) as sheet:
                    before = b""
                    while block := sheet.read(1 << 20):
                        if b"<f" in before + block or b":f" in before + block:
                            return True
                        before = block[-1:]
    return False
