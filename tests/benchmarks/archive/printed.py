"""Dates as pages print them, and what they say about who was first."""

from __future__ import annotations

import datetime
from typing import Literal

_EPOCH = datetime.datetime(1970, 1, 1)
_DAY = 86_400_000_000

Printed = tuple[int, Literal["day", "instant"]] | None


def printed(time: int, day_only: bool, missing: bool) -> Printed:
    """Return what a page says of the time it was published."""
    if missing:
        return None
    return (time - time % _DAY, "day") if day_only else (time - time % 1_000_000, "instant")


def written(date: Printed) -> str | None:
    """Return the date in ISO 8601."""
    if date is None:
        return None
    moment = _EPOCH + datetime.timedelta(microseconds=date[0])
    return moment.date().isoformat() if date[1] == "day" else moment.isoformat() + "Z"


def first_of(a: Printed, b: Printed) -> str | None:
    """Return `a` or `b`, or nothing where the dates cannot tell: a day is all of its hours."""
    if a is None or b is None:
        return None
    if _end(a) <= b[0]:
        return "a"
    return "b" if _end(b) <= a[0] else None


def _end(date: tuple[int, str]) -> int:
    return date[0] + (_DAY if date[1] == "day" else 1)
