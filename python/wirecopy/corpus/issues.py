"""What was wrong with the input: collected row by row, or raised at the first."""

from __future__ import annotations

from typing import Literal

import pyarrow as pa

from wirecopy.results import Result

OnError = Literal["collect", "raise"]

_SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("document", pa.string()),
        ("field", pa.string()),
        ("problem", pa.string()),
        ("value", pa.string()),
        ("detail", pa.string()),
    ]
)
_LONGEST = 80


class Issues(Result):
    """Rows that were wrong, and what became of them.

    Columns: `row` (the line of a JSONL file, the row a spreadsheet shows for CSV and XLSX, otherwise the position
    counted from 0; null for a file of a folder), `document` (its id), `field`, `problem` (a fixed phrase, good for
    counting), `value` (the beginning of what was found) and `detail` (where exactly, what was done, what helps).
    """


class Collector:
    """Takes issues as they are found.

    Parameters
    ----------
    where : str
        Names the input in messages.
    errors : {"collect", "raise"}
        With "raise" the first issue is a ValueError.
    """

    def __init__(self, where: str, errors: OnError) -> None:
        self.where = where
        self._strict = errors == "raise"
        self._found: list[dict[str, object]] = []

    def add(
        self,
        problem: str,
        detail: str,
        *,
        row: int | None = None,
        document: str | None = None,
        field: str | None = None,
        value: object = None,
    ) -> None:
        """Note an issue, or raise it."""
        if self._strict:
            place = [
                "" if row is None else f"row {row}",
                "" if document is None else f"document {document!r}",
                "" if field is None else field,
            ]
            raise ValueError(f"{': '.join(filter(None, [self.where, *place]))}: {problem}: {detail}")
        self.note(problem, detail, row=row, document=document, field=field, value=value)

    def note(
        self,
        problem: str,
        detail: str,
        *,
        row: int | None = None,
        document: str | None = None,
        field: str | None = None,
        value: object = None,
    ) -> None:
        """Note something that is no fault of a row; it never raises."""
        shown = None if value is None else _short(value)
        self._found.append(
            {"row": row, "document": document, "field": field, "problem": problem, "value": shown, "detail": detail}
        )

    def issues(self) -> Issues:
        """Return what was found, in order of rows."""
        # Stable: the issues of one row stay in the order in which they were found.
        self._found.sort(key=lambda issue: (issue["row"] is None, issue["row"] or 0))
        return Issues(pa.Table.from_pylist(self._found, _SCHEMA))


def _short(value: object) -> str:
    text = value.decode(errors="backslashreplace") if isinstance(value, bytes) else str(value)
    text = text.encode(errors="backslashreplace").decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
