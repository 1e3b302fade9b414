"""Who carries a story, when, and from whom each had it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from archive.edits import change_number, cut_sentences, edit_words
from archive.houses import AGENCIES, Outlet
from archive.prose import Prose
from archive.sentences import SURNAMES, Original, Paragraph, as_written, write

Kind = Literal["own", "agency", "hidden"]
HOUR = 3_600_000_000  # microseconds
_EPOCH = 1_577_836_800_000_000  # 2020-01-01
_YEARS = 2 * 365 * 24 * HOUR


@dataclass(slots=True)
class Carrier:
    """One printing of a story."""

    outlet: int
    time: int  # microseconds, the true one
    had_from: int  # the carrier it was copied from; -1: the first, or from a source outside the archive
    hop: int  # how many hands it went through
    paragraphs: list[Paragraph]


@dataclass(slots=True)
class Story:
    """A text and all that print it."""

    number: int
    kind: Kind
    agency: str | None
    town: str
    headline: list[str]
    first: int  # the number of its first paragraph
    carriers: list[Carrier]


def sizes(rng: np.random.Generator, copied: float, most: int, count: int) -> list[int]:
    """How many carry each of `count` stories: most one alone, the others 2 and more by Zipf's law, up to `most`.

    `copied` is the share of documents that belong to a story of several.
    """
    several = np.arange(2, max(3, most + 1))
    weight = several**-2.2
    weight /= weight.sum()
    mean = float((several * weight).sum())
    share = copied / (copied + mean * (1 - copied))
    drawn = rng.choice(several, count, p=weight)
    return np.where(rng.random(count) < share, drawn, 1).tolist()


def story(
    rng: np.random.Generator,
    prose: Prose,
    outlets: list[Outlet],
    number: int,
    paragraph: int,
    carriers: int,
    words: int,
    edits: float,
) -> Story:
    """Make a story with its text, its carriers, and what each of them made of it."""
    kind: Kind = "own"
    if carriers > 1 and rng.random() < 0.5:
        kind = "agency" if carriers > 3 or rng.random() < 0.7 else "hidden"
    agency = AGENCIES[int(rng.integers(0, len(AGENCIES)))] if kind == "agency" else None
    text = write(rng, prose, max(60, round(words * rng.lognormal(-0.08, 0.4))), paragraph)
    if kind == "hidden" and len(text) < 5:
        kind = "own"
    made = Story(
        number, kind, agency, SURNAMES[int(rng.integers(0, len(SURNAMES)))], text[0].words[:7], text[0].number, []
    )
    chosen = _outlets(rng, outlets, carriers)
    times = _times(rng, carriers)
    if kind == "hidden" and carriers == 2:
        times[1] = times[0] + 20_000_000  # seconds after an embargo ends
    for at, outlet in enumerate(chosen):
        had_from = -1 if at == 0 or kind != "own" else int(at * rng.random() ** 2)
        made.carriers.append(_carrier(rng, prose, made, text, outlet, times[at], had_from, edits))
    return made


def _outlets(rng: np.random.Generator, outlets: list[Outlet], count: int) -> list[int]:
    """Different outlets; the second is often another label of the house of the first."""
    if count == 1:
        return [int(len(outlets) * rng.random() ** 1.5)]
    chosen = rng.permutation(len(outlets))[:count].tolist()
    house = outlets[chosen[0]].house
    siblings = [
        other
        for other in range(max(0, chosen[0] - 5), min(len(outlets), chosen[0] + 6))
        if outlets[other].house == house and other not in chosen
    ]
    if siblings and rng.random() < 0.5:
        chosen[1] = siblings[0]
    return chosen


def _times(rng: np.random.Generator, count: int) -> list[int]:
    """When each prints it, in order; hours apart for the most part."""
    first = _EPOCH + int(rng.random() * _YEARS)
    hours = (
        np.cumsum(rng.lognormal(0.5, 1.2, count - 1)) if count < 20 else np.sort(rng.exponential(30, count - 1)) + 0.1
    )
    return [first, *(first + (hours * HOUR).astype(np.int64)).tolist()]


def _carrier(
    rng: np.random.Generator,
    prose: Prose,
    made: Story,
    text: list[Original],
    outlet: int,
    time: int,
    had_from: int,
    edits: float,
) -> Carrier:
    if had_from < 0 and made.kind == "own":
        return Carrier(outlet, time, -1, 0, [as_written(each) for each in text])
    source = made.carriers[had_from] if had_from >= 0 else None
    before = source.paragraphs if source else [as_written(each) for each in text]
    if made.kind == "hidden":
        return Carrier(outlet, time, -1, 1, _part(rng, prose, before, len(made.carriers), edits))
    return Carrier(outlet, time, had_from, source.hop + 1 if source else 1, copy(rng, prose, before, edits))


def _part(rng: np.random.Generator, prose: Prose, before: list[Paragraph], at: int, edits: float) -> list[Paragraph]:
    """What one of several makes of a text that is not in the archive: each lacks one paragraph that others have, so
    that no order of copying one from another explains them.
    """
    rate = min(edits * rng.exponential(), 0.05)
    return [edit_words(rng, prose, each, rate) for number, each in enumerate(before) if number != 1 + at % 3]


def copy(rng: np.random.Generator, prose: Prose, before: list[Paragraph], edits: float) -> list[Paragraph]:
    """Copy a text as outlets do: cut from the end, now and then in the middle, a few words edited, a number changed."""
    if not before:
        return []
    keep = max(1, round(len(before) * (1 if rng.random() < 0.4 else 0.3 + 0.7 * rng.random())))
    rate = edits * rng.exponential() if rng.random() < 0.6 else 0.0
    after = []
    for paragraph in before[:keep]:
        chance = rng.random()
        if chance < 0.05 and keep > 1:
            continue
        new = cut_sentences(rng, paragraph) if chance < 0.12 else paragraph
        new = edit_words(rng, prose, new, min(rate, 0.15))
        if chance > 0.93:
            new = change_number(rng, new)
        after.append(new)
    return after
