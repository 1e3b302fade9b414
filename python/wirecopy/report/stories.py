"""The stories that several documents tell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.report.catalogue import Card, Catalogue, days_in_words

if TYPE_CHECKING:
    from wirecopy.clusters import Stories as FoundStories

_DOCUMENTS = 40


@dataclass(frozen=True)
class Story:
    """One event and the documents about it, the earliest first."""

    title: str
    language: str | None
    days: str
    documents: int
    sources: int
    terms: list[str]
    entities: list[str]
    cards: list[Card]
    left_out: int


@dataclass(frozen=True)
class Stories:
    """The stories the page shows, how many it does not, and how many documents stand alone."""

    shown: list[Story]
    left_out: int
    alone: int


def stories_of(catalogue: Catalogue, stories: FoundStories, at_most: int) -> Stories:
    """Return the stories with the most sources, then the most documents; those of one document are only counted."""
    table = stories.table.to_arrow()
    told = table.filter(pc.greater(table["documents"], 1)).sort_by(
        [("sources", "descending"), ("documents", "descending"), ("story", "ascending")]
    )
    ranked = told.slice(0, at_most).to_pylist()
    members = stories.to_arrow()
    wanted = pc.is_in(members["story"].cast("string"), pa.array([row["story"] for row in ranked], pa.string()))
    documents: dict[str, list[str]] = defaultdict(list)
    for row in members.filter(wanted).to_pylist():
        documents[row["story"]].append(row["document"])
    return Stories(
        [_story(row, documents[row["story"]], catalogue) for row in ranked],
        max(0, told.num_rows - at_most),
        table.num_rows - told.num_rows,
    )


def _story(row: dict[str, Any], documents: list[str], catalogue: Catalogue) -> Story:
    cards = sorted(
        (catalogue[document] for document in documents), key=lambda c: (c.earliest is None, c.earliest, c.id)
    )
    return Story(
        title=row["title"] or cards[0].heading,
        language=next((card.language for card in cards if card.title == row["title"]), None),
        days=days_in_words(row["first"], row["last"]) if row["first"] and row["last"] else "",
        documents=row["documents"],
        sources=row["sources"],
        terms=list(row["terms"] or []),
        entities=list(row.get("entities") or []),
        cards=cards[:_DOCUMENTS],
        left_out=max(0, len(cards) - _DOCUMENTS),
    )
