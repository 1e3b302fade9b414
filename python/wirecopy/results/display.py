"""Tables in a notebook: short, escaped, readable in every script."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any

import pyarrow as pa

_LONGEST = 240


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
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}</div>"
    )


def _cell(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f'<td dir="auto" style="text-align:start; white-space:pre-wrap">{escape(_shown(value))}</td>'
    return f"<td>{_shown(value)}</td>"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)[:_LONGEST]
    shown = str(value)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
