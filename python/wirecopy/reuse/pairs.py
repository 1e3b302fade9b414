"""Two documents: the passages they share, side by side, and what differs in them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.results import Result
from wirecopy.results.side_by_side import CSS, Shared, Side, side_by_side
from wirecopy.reuse.agencies import credit_words
from wirecopy.reuse.columns import Columns
from wirecopy.reuse.differences import word_diff
from wirecopy.reuse.found import FoundReuse
from wirecopy.reuse.tables import passages_table


def _turned(a: str, b: str) -> bool:
    """Whether `b` comes first in tables, which are in the order of the ids' bytes."""
    return a.encode() > b.encode()


def between(reuse: FoundReuse, a: str, b: str) -> pa.Table:
    """Return the passages that two documents share; see `Reuse.between`."""
    for id in (a, b):
        reuse.corpus[id]
    low, high = (b, a) if _turned(a, b) else (a, b)
    table = reuse.passages.to_arrow()
    rows = table.filter((pc.field("document_a") == low) & (pc.field("document_b") == high))
    unlinked = _in_families(reuse, low, high, rows)
    if a == b or not unlinked:
        return rows
    found = _alone(reuse, low, high)
    begin, end = np.asarray(found["begin_a"]), np.asarray(found["end_a"])
    new = np.ones(len(begin), dtype=bool)
    for row in rows.select(["begin_a", "end_a"]).to_pylist():
        new &= (end <= row["begin_a"]) | (begin >= row["end_a"])
    contexts = found["context"].to_pylist()
    for at, until, context in unlinked:
        for row in np.flatnonzero((begin < until) & (end > at)).tolist():
            contexts[row] = context
    found = found.set_column(found.column_names.index("context"), "context", pa.array(contexts, pa.string()))
    return pa.concat_tables([rows, found.filter(pa.array(new))]).sort_by("begin_a")


def _in_families(reuse: FoundReuse, low: str, high: str, rows: pa.Table) -> list[tuple[int, int, str]]:
    """Return the paragraphs of `low` that have family with `high` but no passage: begin, end, context."""
    families = reuse.families.to_arrow()
    mine = families.filter(pc.field("document") == low)
    theirs = families.filter(pc.field("document") == high)["family"]
    shared = mine.filter(pc.is_in(mine["family"], theirs.combine_chunks()))
    found = []
    linked = rows.select(["begin_a", "end_a"]).to_pylist()
    for one in shared.select(["begin", "end", "context"]).to_pylist():
        if not any(row["begin_a"] < one["end"] and row["end_a"] > one["begin"] for row in linked):
            found.append((one["begin"], one["end"], one["context"]))
    return found


def _alone(reuse: FoundReuse, low: str, high: str) -> pa.Table:
    """Return the passages of a corpus of these two."""
    from wirecopy.corpus import Corpus

    table = reuse.corpus.table
    corpus = Corpus(table.filter(pc.is_in(table["id"], pa.array([low, high]))))
    options = _core.ReuseOptions(
        min_words=reuse.min_words,
        jaccard=1,
        min_identity=0,
        max_lag=None,
        across=_core.Across.documents,
        credits=credit_words({}),
        noise=_core.Noise.__members__[reuse.noise],
    )
    found = _core.find_reuse(corpus.core, corpus.made_tables(1), options, 1)
    return passages_table(found["passages"], Columns(found["corpus"], corpus.ids))


class Differences(Result):
    """Where two documents differ inside of the passages that they share.

    Columns: `passage, document_a, begin_a, end_a, document_b, begin_b, end_b, kind`. `document_a` is the document that
    was named first, and rows are in its order; a span is empty where words were put in or left out. `kind` is `number`
    where a number stands on either side, `name` where both sides are capitalised words, and `words` otherwise.
    """


_DIFFERENCES = pa.schema(
    [
        ("passage", pa.string()),
        *(
            (f"{name}_{side}", kind)
            for side in "ab"
            for name, kind in (("document", pa.string()), ("begin", pa.int64()), ("end", pa.int64()))
        ),
        ("kind", pa.string()),
    ]
)


def differences(reuse: FoundReuse, a: str, b: str) -> Differences:
    """Return where `b` differs from `a`; see `Reuse.diff`."""
    text_a, text_b = reuse.corpus[a].text, reuse.corpus[b].text
    x, y = ("b", "a") if _turned(a, b) else ("a", "b")
    found: dict[tuple[int, int, int, int], dict[str, Any]] = {}
    for row in between(reuse, a, b).to_pylist():
        at_a, at_b = row[f"begin_{x}"], row[f"begin_{y}"]
        for change in word_diff(text_a[at_a : row[f"end_{x}"]], text_b[at_b : row[f"end_{y}"]]):
            span = (at_a + change.begin_a, at_a + change.end_a, at_b + change.begin_b, at_b + change.end_b)
            place = dict(zip(("begin_a", "end_a", "begin_b", "end_b"), span, strict=True))
            # Two passages can overlap; what differs in both is one difference.
            found.setdefault(
                span, {"passage": row["passage"], "document_a": a, "document_b": b, **place, "kind": change.kind}
            )
    return Differences(pa.Table.from_pylist([found[span] for span in sorted(found)], _DIFFERENCES), reuse.corpus)


class SideBySide:
    """Two documents and the passages they share, as a page shows them; made by `Reuse.show`."""

    def __init__(self, reuse: FoundReuse, a: str, b: str) -> None:
        self._sides = reuse.corpus[a], reuse.corpus[b]
        rows = between(reuse, a, b)
        self._turned = _turned(a, b)
        self.passages = Result(rows, reuse.corpus)

    def html(self) -> str:
        """The columns as HTML, without a style sheet; everything from the documents is escaped."""
        a, b = (
            Side(
                d.title or d.id, ", ".join(str(known) for known in (d.source, d.published) if known), d.text, d.language
            )
            for d in self._sides
        )
        return side_by_side(a, b, [self._shared(row) for row in self.passages.to_arrow().to_pylist()])

    def _shared(self, row: dict[str, Any]) -> Shared:
        x, y = ("b", "a") if self._turned else ("a", "b")
        begin_a, end_a, begin_b, end_b = (row[f"{name}_{side}"] for side in (x, y) for name in ("begin", "end"))
        changes = word_diff(self._sides[0].text[begin_a:end_a], self._sides[1].text[begin_b:end_b])
        return Shared(begin_a, end_a, begin_b, end_b, row["context"], changes)

    def __repr__(self) -> str:
        a, b = self._sides
        return f"<SideBySide: {a.id!r} and {b.id!r}, {len(self.passages):,} passages>"

    def _repr_html_(self) -> str:
        return f"<style>{CSS}</style>{self.html()}"
