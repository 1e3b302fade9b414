"""Pairs of outlets that share text, and who tends to print it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from wirecopy.report.catalogue import duration_in_words
from wirecopy.report.glance import percent

if TYPE_CHECKING:
    from wirecopy.reuse import Reuse


@dataclass(frozen=True)
class OutletPair:
    """Two outlets, as a row of the page's table."""

    a: str
    b: str
    one_house: bool
    documents: int
    words: int
    a_first: int
    b_first: int
    undecided: int
    lag: str
    interval: Markup | None


@dataclass(frozen=True)
class Outlets:
    """The pairs the page shows, and how many it does not."""

    shown: list[OutletPair]
    left_out: int


def outlets_of(reuse: Reuse, at_most: int) -> Outlets:
    """Return the pairs of outlets that share most words."""
    table = reuse.outlets.to_arrow()
    ranked = table.sort_by([("words", "descending"), ("source_a", "ascending"), ("source_b", "ascending")])
    shown = [_pair(row) for row in ranked.slice(0, at_most).to_pylist()]
    return Outlets(shown, max(0, table.num_rows - at_most))


def _pair(row: dict[str, Any]) -> OutletPair:
    a, b = row["source_a"], row["source_b"]
    return OutletPair(
        a=a,
        b=b,
        one_house=row["same_publisher"],
        documents=row["documents"],
        words=row["words"],
        a_first=row["a_first"],
        b_first=row["b_first"],
        undecided=row["undecided"],
        lag="" if row["median_lag"] is None else duration_in_words(row["median_lag"]),
        interval=None
        if row["a_first_share"] is None
        else _interval(a, b, row["a_first_share"], row["low"], row["high"]),
    )


def _interval(a: str, b: str, share: float, low: float, high: float) -> Markup:
    """Draw the share with its interval; the left end is `a` always first, the right end `b` always first."""
    label = f"{a} first in {percent(share)} of them, 95% interval {percent(low)} to {percent(high)}; otherwise {b}"
    side = "clear" if low > 0.5 or high < 0.5 else "open"
    return Markup(
        '<svg class="interval {}" role="img" aria-label="{}"><line class="axis" x1="3%" x2="97%" y1="50%" y2="50%"/>'
        '<line class="even" x1="50%" x2="50%" y1="15%" y2="85%"/>'
        '<line class="span" x1="{:.1f}%" x2="{:.1f}%" y1="50%" y2="50%"/><circle cx="{:.1f}%" cy="50%" r="5"/></svg>'
    ).format(side, label, *(3 + 94 * (1 - each) for each in (high, low, share)))
