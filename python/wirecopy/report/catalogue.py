"""What the page says of a document: who printed it, when, under which title; looked up by id."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wirecopy.results.side_by_side import Side, known_language

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_LONGEST_HEADING = 300
_DAY = datetime.timedelta(days=1)
_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Card:
    """One document, ready for the page.

    `earliest` and `latest` bound the moment it was published: equal for an instant, a day apart for a day.
    """

    id: str
    title: str | None
    source: str | None
    house: str
    url: str | None
    language: str | None
    earliest: datetime.datetime | None
    by_day: bool

    @property
    def heading(self) -> str:
        """The title, or the id where there is none."""
        heading = self.title or self.id
        return heading if len(heading) <= _LONGEST_HEADING else f"{heading[: _LONGEST_HEADING - 1]}…"

    @property
    def outlet(self) -> str:
        """The source, or the id where there is none."""
        return self.source or self.id

    @property
    def latest(self) -> datetime.datetime | None:
        """The last moment at which it may have been published."""
        if self.earliest is None or not self.by_day:
            return self.earliest
        return self.earliest + min(_DAY, _LAST - self.earliest)

    @property
    def when(self) -> str:
        """The day or the instant in words, UTC."""
        if self.earliest is None:
            return "no date"
        return day_in_words(self.earliest) + ("" if self.by_day else f", {self.earliest:%H:%M} UTC")

    @property
    def machine_time(self) -> str | None:
        """What belongs in the `datetime` attribute."""
        if self.earliest is None:
            return None
        return f"{self.earliest:%Y-%m-%d}" if self.by_day else f"{self.earliest:%Y-%m-%dT%H:%MZ}"


class Catalogue:
    """The documents of a corpus as `Card`s."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._cards: dict[str, Card] = {}

    def __getitem__(self, document: str) -> Card:
        card = self._cards.get(document)
        if card is None:
            card = self._cards[document] = self._card(self._rows[document])
        return card

    def text(self, document: str) -> str:
        """Return the text of the document with this id."""
        return str(self._corpus.table["text"][self._rows[document]].as_py())

    def side(self, document: str) -> Side:
        """Return the document as a column of two side by side."""
        card = self[document]
        line = f"{card.outlet} · {card.when}" if card.source else card.when
        return Side(card.heading, line, self.text(document), card.language)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self._corpus.table["id"].to_pylist())}

    def _card(self, row: int) -> Card:
        names = ("id", "title", "source", "publisher", "url", "language", "precision")
        field = {name: self._corpus.table[name][row].as_py() for name in names}
        return Card(
            id=field["id"],
            title=field["title"],
            source=field["source"],
            house=field["publisher"] or field["source"] or field["id"],
            url=_web_address(field["url"]),
            language=known_language(field["language"]),
            earliest=from_microseconds(self._corpus.table["published"][row].value),
            by_day=field["precision"] == "day",
        )


def first_of(cards: list[Card]) -> Card | None:
    """Return the one that was certainly published before all others, or None where the dates cannot tell."""
    if any(card.earliest is None for card in cards):
        return None
    ranked = sorted(cards, key=lambda card: (card.latest or datetime.datetime.max, card.id))
    first, others = ranked[0], ranked[1:]
    before = all(first.latest <= other.earliest and first.earliest != other.earliest for other in others)  # type: ignore[operator]
    return first if before and others else None


def lag_in_words(first: Card, later: Card) -> str:
    """Return how long after `first` the other was published, as far as the dates tell."""
    if first.earliest is None or later.earliest is None:
        return ""
    if first.by_day or later.by_day:
        days = (later.earliest.date() - first.earliest.date()).days
        return "the same day" if days == 0 else "the next day" if days == 1 else f"{days:,} days later"
    return f"{duration_in_words(later.earliest - first.earliest)} later"


def duration_in_words(duration: datetime.timedelta) -> str:
    """Return a duration in one or two units: `12 d`, `3 d 4 h`, `2 h 10 min`, `5 min`."""
    minutes = round(abs(duration).total_seconds() / 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{days:,} d" if days else "", f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]
    if days:
        parts = parts[: 1 if days >= 10 else 2]
    return " ".join(filter(None, parts)) or "under a minute"


def day_in_words(moment: datetime.datetime) -> str:
    """Return the day as `2 March 2026`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def days_in_words(first: datetime.datetime, last: datetime.datetime) -> str:
    """Return a range of days without saying the month or the year twice: `2–11 March 2026`."""
    if first.date() == last.date():
        return day_in_words(first)
    if first.year != last.year:
        return f"{day_in_words(first)} – {day_in_words(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{first.day}–{day_in_words(last)}"


def from_microseconds(value: int | None) -> datetime.datetime | None:
    """Return the instant so many microseconds after 1970 began, UTC."""
    if value is None:
        return None
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(microseconds=value)


def _web_address(url: str | None) -> str | None:
    """Return the address if following it opens a web page and nothing else."""
    try:
        return url if url and urlsplit(url).scheme.lower() in ("http", "https") else None
    except ValueError:
        return None


# Written out, since strftime speaks the language of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
