"""The pairs of documents that share most words, each as two columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from markupsafe import Markup

from wirecopy.report.catalogue import Card, Catalogue
from wirecopy.results.side_by_side import Shared, side_by_side
from wirecopy.reuse import word_diff

if TYPE_CHECKING:
    from wirecopy.reuse import Reuse

# Where a passage is longer, its differences are not looked for.
_LONGEST_COMPARED = 20_000


@dataclass(frozen=True)
class Pair:
    """Two documents and what they share."""

    a: Card
    b: Card
    words: int
    passages: int
    columns: Markup


@dataclass(frozen=True)
class Pairs:
    """The pairs the page shows, and how many it does not."""

    shown: list[Pair]
    left_out: int


def pairs_of(catalogue: Catalogue, reuse: Reuse, at_most: int) -> Pairs:
    """Return the pairs of documents that share most words; standing text of the pages does not count."""
    table = reuse.passages.to_arrow()
    a, b = table["document_a"].cast("string"), table["document_b"].cast("string")
    table = table.set_column(table.column_names.index("document_a"), "document_a", a)
    table = table.set_column(table.column_names.index("document_b"), "document_b", b)
    table = table.filter(pc.and_(pc.not_equal(a, b), pc.not_equal(table["context"], "boilerplate")))
    counted = table.group_by(["document_a", "document_b"]).aggregate([("words", "sum"), ("words", "count")])
    counted = counted.sort_by([("words_sum", "descending"), ("document_a", "ascending"), ("document_b", "ascending")])
    ranked = counted.slice(0, at_most).to_pylist()
    passages: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    of_shown = pc.is_in(table["document_a"], pa.array([row["document_a"] for row in ranked], pa.string()))
    for row in table.filter(of_shown).to_pylist():
        passages[row["document_a"], row["document_b"]].append(row)
    shown = [_pair(row, passages[row["document_a"], row["document_b"]], catalogue) for row in ranked]
    return Pairs(shown, max(0, counted.num_rows - at_most))


def _pair(counted: dict[str, Any], passages: list[dict[str, Any]], catalogue: Catalogue) -> Pair:
    first, second = catalogue[counted["document_a"]], catalogue[counted["document_b"]]
    # The earlier one stands on the left, where it is read first.
    turned = bool(second.latest and first.earliest and second.latest <= first.earliest and second != first)
    a, b = ("b", "a") if turned else ("a", "b")
    left, right = (second, first) if turned else (first, second)
    text_a, text_b = catalogue.text(left.id), catalogue.text(right.id)
    shared = [_shared(text_a, text_b, row, a, b) for row in passages]
    columns = Markup(side_by_side(catalogue.side(left.id), catalogue.side(right.id), shared))
    return Pair(left, right, counted["words_sum"], counted["words_count"], columns)


def _shared(text_a: str, text_b: str, row: dict[str, Any], a: str, b: str) -> Shared:
    """Return a passage whose side `a` of the row stands in `text_a`, with what differs in it."""
    begin_a, end_a, begin_b, end_b = (row[f"{edge}_{side}"] for side in (a, b) for edge in ("begin", "end"))
    short = max(end_a - begin_a, end_b - begin_b) <= _LONGEST_COMPARED
    differences = word_diff(text_a[begin_a:end_a], text_b[begin_b:end_b]) if short else []
    return Shared(begin_a, end_a, begin_b, end_b, row["context"], differences)
