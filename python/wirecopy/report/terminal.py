"""The main numbers as plain text, for a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from wirecopy.report.glance import glance_at, percent
from wirecopy.report.outlets import outlets_of

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus
    from wirecopy.report.outlets import OutletPair
    from wirecopy.reuse import Reuse

_PAIRS = 8
# Columns of the terminal: two names, a number.
_WIDEST_NAME = 27
_NAMES = 2 * _WIDEST_NAME + 2
_VALUES = 9


def summary(corpus: Corpus, reuse: Reuse) -> str:
    """Return the summary table that `wirecopy report` prints."""
    glance = glance_at(corpus, reuse)
    numbers = [
        ("Documents", f"{glance.documents:,}"),
        ("Sources", f"{glance.sources:,}"),
        ("Houses", f"{glance.houses:,}"),
        ("Words", f"{glance.shares.words:,}"),
        ("Passages", f"{glance.passages:,}"),
        ("Families", f"{glance.families:,}"),
        ("Of these also in another house’s, or from an agency", percent(glance.shares.carried)),
    ]
    lines = [f"{name:<{_NAMES}}{value:>{_VALUES}}" for name, value in numbers]
    if glance.days:
        lines.insert(0, glance.days)
    outlets = outlets_of(reuse, _PAIRS)
    if outlets.shown:
        lines += ["", f"{'Sources that share most':<{_NAMES}}{'words':>{_VALUES}}   who was first"]
        for pair in outlets.shown:
            names = f"{_cell(pair.a)}  {_cell(pair.b)}"
            lines.append(f"{names}{pair.words:>{_VALUES},}   {_first(pair)}")
        if outlets.left_out:
            lines.append(f"and {outlets.left_out:,} more pairs in the report")
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return `text` without its control characters, so that it can tell a terminal nothing but words."""
    return "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf", "Zl", "Zp"))


def _first(pair: OutletPair) -> str:
    decided = pair.a_first + pair.b_first
    if not decided:
        return "the dates cannot tell"
    if pair.a_first == pair.b_first:
        return "each as often"
    name, times = (pair.a, pair.a_first) if pair.a_first > pair.b_first else (pair.b, pair.b_first)
    return f"{plain(name)}, {times:,} of {decided:,}"


def _cell(name: str) -> str:
    """Return a name as wide as a cell; letters of East Asia take two places."""
    shown = plain(name)
    while _places(shown) > _WIDEST_NAME:
        shown = f"{shown[:-2]}…"
    return shown + " " * (_WIDEST_NAME - _places(shown))


def _places(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
