"""Families of near-identical paragraphs as the page tells them: the wording, who had it first, who changed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
from markupsafe import Markup

from wirecopy.report.catalogue import Card, Catalogue, first_of, lag_in_words
from wirecopy.report.redline import redline, shortened
from wirecopy.results.side_by_side import Difference
from wirecopy.reuse import word_diff

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus
    from wirecopy.reuse import Reuse

# Of each family: so many documents are compared, the earliest first, and so many wordings are shown.
_COMPARED = 100
_WORDINGS = 12
_LONGEST_NUMBER = 30


@dataclass(frozen=True)
class Printing:
    """One document that carries the words, and how long after the first."""

    card: Card
    lag: str
    times: int


# Where the representative was changed, and into what: begin, end, the words instead.
Edits: TypeAlias = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Wording:
    """One way in which the words were printed, by one or more documents."""

    printings: list[Printing]
    text: Markup
    edits: Edits
    changed_numbers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Family:
    """A paragraph and its copies."""

    id: str
    text: str
    card: Card
    documents: int
    outlets: int
    houses: int
    quotation: bool
    agency: str | None
    first: Card | None
    wordings: list[Wording]
    left_out: int

    @property
    def changed_numbers(self) -> list[tuple[str, str]]:
        """What the representative says, and what a copy says instead."""
        return list(dict.fromkeys(each for wording in self.wordings for each in wording.changed_numbers))


@dataclass(frozen=True)
class Families:
    """The families the page shows, and how many it does not."""

    shown: list[Family]
    left_out: int
    boilerplate: list[Family]
    boilerplate_left_out: int


def families_of(corpus: Corpus, catalogue: Catalogue, reuse: Reuse, at_most: int, boilerplate_at_most: int) -> Families:
    """Return the families that carry most text between houses, then between documents; boilerplate apart."""
    table = reuse.families.to_arrow()
    ranked, boilerplate = _ranked(corpus, table)
    wanted = ranked[:at_most] + boilerplate[:boilerplate_at_most]
    rows = table.filter(pc.is_in(table["family"].cast("string"), pa.array(wanted, pa.string()))).to_pylist()
    members = defaultdict(list)
    for row in rows:
        members[row["family"]].append(row)
    return Families(
        [_family(id, members[id], catalogue) for id in ranked[:at_most]],
        max(0, len(ranked) - at_most),
        [_family(id, members[id], catalogue) for id in boilerplate[:boilerplate_at_most]],
        max(0, len(boilerplate) - boilerplate_at_most),
    )


def _ranked(corpus: Corpus, table: pa.Table) -> tuple[list[str], list[str]]:
    """Return the ids of all families, those that carry most first: those of articles, those of page furniture."""
    documents = table["document"].cast("string")
    rows = pc.index_in(documents, value_set=corpus.table["id"].combine_chunks())
    house = pc.coalesce(corpus.table["publisher"], corpus.table["id"]).take(rows)
    length = pc.if_else(pc.equal(table["role"], "representative"), pc.subtract(table["end"], table["begin"]), 0)
    of_pages = pc.and_(pc.equal(table["role"], "representative"), pc.equal(table["context"], "boilerplate"))
    counted = (
        pa.table(
            {"family": table["family"], "document": documents, "house": house, "length": length, "pages": of_pages}
        )
        .group_by("family")
        .aggregate([("house", "count_distinct"), ("document", "count_distinct"), ("length", "max"), ("pages", "max")])
    )
    length = counted["length_max"]
    for carried, carriers in (("between_houses", "house"), ("between_documents", "document")):
        copies = pc.subtract(counted[f"{carriers}_count_distinct"], 1)
        counted = counted.append_column(carried, pc.multiply(copies, length))
    keys = ("between_houses", "between_documents", "length_max")
    counted = counted.sort_by([*((key, "descending") for key in keys), ("family", "ascending")])
    pages = counted["pages_max"]
    return counted.filter(pc.invert(pages))["family"].to_pylist(), counted.filter(pages)["family"].to_pylist()


def _family(id: str, members: list[dict[str, Any]], catalogue: Catalogue) -> Family:
    head = next(member for member in members if member["role"] == "representative")
    original = _words(head, catalogue)
    cards = {member["document"]: catalogue[member["document"]] for member in members}
    first = first_of(list(cards.values()))
    compared = {card.id for card in sorted(cards.values(), key=_when)[:_COMPARED]} | {head["document"]}
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for member in members:
        if member["document"] in compared:
            by_text[_words(member, catalogue)].append(member)
    wordings = _joined([_wording(original, text, group, catalogue, first) for text, group in by_text.items()])
    wordings.sort(key=lambda each: (_when(each.printings[0].card), len(each.edits)))
    shown = {printing.card.id for wording in wordings[:_WORDINGS] for printing in wording.printings}
    return Family(
        id=id,
        text=shortened(original),
        card=catalogue[head["document"]],
        documents=len(cards),
        outlets=len({card.outlet for card in cards.values()}),
        houses=len({card.house for card in cards.values()}),
        quotation=head["context"] == "quotation",
        agency=next((member["agency"] for member in members if member["agency"]), None),
        first=first,
        wordings=wordings[:_WORDINGS],
        left_out=len(cards) - len(shown),
    )


def _wording(
    original: str, text: str, group: list[dict[str, Any]], catalogue: Catalogue, first: Card | None
) -> Wording:
    differences = [] if text == original else word_diff(original, text)
    times: dict[str, int] = defaultdict(int)
    for member in group:
        times[member["document"]] += 1
    cards = sorted((catalogue[document] for document in times), key=_when)
    printings = [
        Printing(card, lag_in_words(first, card) if first and card is not first else "", times[card.id])
        for card in cards
    ]
    edits = tuple((each.begin_a, each.end_a, text[each.begin_b : each.end_b]) for each in differences)
    return Wording(
        printings, redline(original, text, differences), edits, _changed_numbers(original, text, differences)
    )


def _joined(wordings: list[Wording]) -> list[Wording]:
    """Make one of all wordings with the same edits: they differ in the shape of quotes and the like."""
    same: dict[Edits, list[Wording]] = defaultdict(list)
    for wording in wordings:
        same[wording.edits].append(wording)
    return [replace(group[0], printings=_together(group)) for group in same.values()]


def _together(wordings: list[Wording]) -> list[Printing]:
    printings: dict[str, Printing] = {}
    for printing in (printing for wording in wordings for printing in wording.printings):
        before = printings.get(printing.card.id)
        printings[printing.card.id] = replace(printing, times=printing.times + (before.times if before else 0))
    return sorted(printings.values(), key=lambda each: _when(each.card))


def _words(member: dict[str, Any], catalogue: Catalogue) -> str:
    return catalogue.text(member["document"])[member["begin"] : member["end"]]


def _when(card: Card) -> tuple[bool, Any, str]:
    return (card.earliest is None, card.earliest, card.id)


def _changed_numbers(original: str, copy: str, differences: Sequence[Difference]) -> list[tuple[str, str]]:
    """Return the places where one number stands for another; not where the same one is written in another way."""
    found = []
    for each in differences:
        before, after = original[each.begin_a : each.end_a], copy[each.begin_b : each.end_b]
        digits = ["".join(c for c in words if c.isdigit()) for words in (before, after)]
        short = max(len(before), len(after)) <= _LONGEST_NUMBER
        if each.kind == "number" and short and all(digits) and digits[0] != digits[1]:
            found.append((before, after))
    return found
