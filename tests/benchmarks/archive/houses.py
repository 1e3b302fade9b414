"""Who prints: houses with one label or several, their addresses, marks, agencies and standing lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from archive.prose import Prose
from archive.sentences import DASHES, SURNAMES

_MARKS = ["“”", "“”", "“”", '""', "«»", "„“"]
_KINDS = "Post Herald Times Echo Ledger Courier Gazette Tribune Today Observer Mail Star".split()
AGENCIES = "AP Reuters AFP dpa Yonhap Xinhua PA TASS Kyodo EFE ANSA UPI Interfax Bloomberg".split()


@dataclass(frozen=True)
class Outlet:
    """A label, and the house behind it."""

    name: str
    house: int
    address: str  # what its URLs begin with
    marks: str  # how quotations open and close
    between: str  # what stands between two paragraphs
    day_only: bool  # prints days, not times
    top: list[str]  # standing lines above the text
    bottom: list[str]  # and below it


def outlets(rng: np.random.Generator, prose: Prose, count: int) -> list[Outlet]:
    """Make outlets: one house in four has two to five labels, of which some have a domain of their own."""
    made: list[Outlet] = []
    house = 0
    while len(made) < count:
        labels = int(rng.integers(2, 6)) if rng.random() < 0.25 else 1
        made += _house(rng, prose, house, min(labels, count - len(made)))
        house += 1
    return made


def _house(rng: np.random.Generator, prose: Prose, house: int, labels: int) -> list[Outlet]:
    """The labels of one house, which share its habits and standing lines."""
    place = SURNAMES[int(rng.integers(0, len(SURNAMES)))]
    marks = _MARKS[int(rng.integers(0, len(_MARKS)))]
    between = "\n\n" if rng.random() < 0.7 else "\n"
    top = [_line(rng, prose, 3, 7) for _ in range(int(rng.integers(0, 3)))]
    bottom = [_line(rng, prose, 8, 40) for _ in range(int(rng.integers(1, 4)))]
    kinds = rng.permutation(len(_KINDS))[:labels]
    made = []
    for label, kind in enumerate(kinds.tolist()):
        name = f"{place} {_KINDS[kind]}"
        site = f"{place.lower()}{house}"
        prefix = "www" if label == 0 else _KINDS[kind].lower()
        made.append(
            Outlet(
                name=f"{name} {house}",
                house=house,
                address=f"https://{prefix}.{site}.com/",
                marks=marks,
                between=between,
                day_only=bool(rng.random() < 0.3),
                top=top,
                bottom=bottom,
            )
        )
    return made


def _line(rng: np.random.Generator, prose: Prose, shortest: int, longest: int) -> str:
    words = prose.words(rng, int(rng.integers(shortest, longest + 1)))
    return " ".join([words[0].capitalize(), *words[1:]]) + ("." if len(words) > 7 else "")


def credit(rng: np.random.Generator, agency: str, town: str, day: str) -> tuple[str, list[str]]:
    """Return where a credit stands (`byline`, `dateline`, `end` or `line`) and its words."""
    form = int(rng.integers(0, 6))
    surname = SURNAMES[int(rng.integers(0, len(SURNAMES)))]
    if form == 0:
        return "byline", ["By", "Anna", f"{surname},", agency]
    if form <= 2:
        return "dateline", [f"{town.upper()},", *day.split(), f"({agency})", DASHES[form - 1]]
    if form == 3:
        return "end", [f"({agency})"]
    return "line", [f"[{agency}]" if form == 4 else f"({agency})"]
