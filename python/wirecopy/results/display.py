"""Tables in a notebook: short, escaped, readable in every script."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any

import pyarrow as pa

_LONGEST = 240
_WIDE = 60  # characters that would make a tall cell of a narrow column


def html_of(table: pa.Table, *, heading: str, rows: int) -> str:
    """Return `table` as HTML: a heading, the rows, and how many of `rows` are not shown. Everything is escaped."""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.column_names)
    body = "".join(
        "<tr>" + "".join(_cell(value) for value in row) + "</tr>"
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True)
    )
    more = f"<p>… and {rows - table.num_rows:,} more</p>" if rows > table.num_rows else ""
    return (
        f"<div><p><strong>{escape(heading)}</strong></p>"
        f'<div style="overflow-x:auto"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{more}</div>"
    )


def _cell(value: Any) -> str:
    shown = _shown(value)
    style = "vertical-align:top"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td style="{style}">{shown}</td>'
    if len(shown) > _WIDE:
        style += "; min-width:20em"
    return f'<td dir="auto" style="{style}; text-align:start; white-space:pre-wrap">{escape(shown)}</td>'


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat(" ", "minutes")
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)[:_LONGEST]
    shown = str(value)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
