"""Who else printed a document, how much of it, when, and with what changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.corpus.core import intervals
from wirecopy.results import Result
from wirecopy.reuse.columns import named
from wirecopy.reuse.differences import word_diff
from wirecopy.reuse.found import FoundReuse
from wirecopy.tokens import tokenize

_SPANS = ["other", "begin", "end", "other_begin", "other_end"]


class Trace(Result):
    """Who else printed a document; a row for each other document, the earliest first, without a date last.

    Columns: `document, source, publisher, published`; `printed` (`earlier` or `later` than the one that is traced, null
    where the dates cannot tell) and `lag`, how much; `words` of the traced document that it carries and `share`, of all
    its words; `changes` (the places where it differs inside of these), `numbers` and `names` (those that it changed, as
    "before → after"). Shared quotations and boilerplate do not count.
    """


def trace(reuse: FoundReuse, id: str) -> Trace:
    """Return who else printed a document; see `Reuse.trace`."""
    text = reuse.corpus[id].text
    spans = _shared(reuse, id)
    others = pa.array(spans["other"].unique(), pa.string())
    table = reuse.corpus.table
    rows = pc.index_in(others, value_set=table["id"].combine_chunks())
    words, total = _words(text, spans)
    changes = [_changes(text, reuse.corpus.text_of(other), own) for other, own in spans.groupby("other", sort=False)]
    printed, lag, earliest = _order(reuse, id, rows)
    found = pa.table(
        {
            "document": others,
            **{name: table[name].take(rows) for name in ("source", "publisher", "published")},
            "printed": printed,
            "lag": lag,
            "words": words,
            "share": words / max(total, 1),
            "changes": pa.array([each[0] for each in changes], pa.int64()),
            "numbers": pa.array([each[1] for each in changes], pa.list_(pa.string())),
            "names": pa.array([each[2] for each in changes], pa.list_(pa.string())),
        }
    )
    order = np.lexsort([np.argsort(np.argsort(others.to_numpy(zero_copy_only=False))), earliest])
    return Trace(found.take(pa.array(order)), reuse.corpus)


def _shared(reuse: FoundReuse, id: str) -> pd.DataFrame:
    """Return the spans of prose that the document shares, and where the others have them, by other document."""
    passages = reuse.passages.to_arrow()
    prose = pc.field("context") == "prose"
    found = []
    for own, other in ("ab", "ba"):
        rows = passages.filter(prose & (pc.field(f"document_{own}") == id) & (pc.field(f"document_{other}") != id))
        columns = [f"document_{other}", *(f"{edge}_{side}" for side in (own, other) for edge in ("begin", "end"))]
        found.append(rows.select(columns).rename_columns(_SPANS).to_pandas())
    linked = pd.concat(found, ignore_index=True)
    # Text that many carry is linked to its earliest copies; the others are of its family. Two parts of a family need
    # not be the same part of it.
    families = reuse.families.to_arrow().append_column("part", reuse.member_kinds("part")).filter(prose)
    mine = families.filter(pc.field("document") == id).select(["family", "begin", "end", "part"]).to_pandas()
    theirs = families.filter(
        (pc.field("document") != id) & pc.is_in(pc.field("family"), pa.array(mine["family"], pa.string()))
    )
    theirs = theirs.select(["family", "document", "begin", "end", "part"])
    theirs = theirs.rename_columns(["family", "other", *_SPANS[3:], "other_part"]).to_pandas()
    members = mine.merge(theirs, on="family")
    members = members[~(members["part"] & members["other_part"])]
    members = _without_rest(reuse, id, members.reset_index(drop=True))[_SPANS]
    members["row"] = np.arange(len(members))
    both = members.merge(linked, on="other", suffixes=("", "_of_passage"))
    known = both[(both["begin"] < both["end_of_passage"]) & (both["begin_of_passage"] < both["end"])]["row"]
    return pd.concat([linked, members[~members["row"].isin(known)][_SPANS]]).sort_values(_SPANS, ignore_index=True)


def _without_rest(reuse: FoundReuse, id: str, members: pd.DataFrame) -> pd.DataFrame:
    """Where either carries a part of the other's paragraph only, leave out what goes beyond that part."""
    text = reuse.corpus.text_of(id)
    for row in members[members["part"] | members["other_part"]].itertuples():
        own, other = text[row.begin : row.end], reuse.corpus.text_of(row.other)[row.other_begin : row.other_end]
        begin, end, other_begin, other_end = 0, len(own), 0, len(other)
        changes = word_diff(own, other)
        if changes and not own[: changes[0].begin_a].strip() and not other[: changes[0].begin_b].strip():
            begin, other_begin = changes[0].end_a, changes[0].end_b
        if changes and not own[changes[-1].end_a :].strip() and not other[changes[-1].end_b :].strip():
            end, other_end = changes[-1].begin_a, changes[-1].begin_b
        spans = row.begin + begin, row.begin + end, row.other_begin + other_begin, row.other_begin + other_end
        members.loc[row.Index, _SPANS[1:]] = spans
    return members


def _words(text: str, spans: pd.DataFrame) -> tuple[npt.NDArray[np.int64], int]:
    """Return how many words the spans of each other document hold, each counted once, and how many there are."""
    tokens = tokenize([text]).to_arrow()
    begins = np.asarray(tokens.filter(pc.is_in(tokens["kind"], pa.array(["word", "number"])))["begin"])
    begin, end = (np.searchsorted(begins, spans[edge].to_numpy()) for edge in ("begin", "end"))
    group = (
        np.unique(spans["other"].to_numpy(dtype=str), return_inverse=True)[1] if len(spans) else np.zeros(0, np.int64)
    )
    # Sorted by group and begin: what an earlier span of the group holds is counted already.
    beyond = len(begins) + 1
    reached = np.maximum.accumulate(np.concatenate([[0], end + group * beyond]))[:-1] - group * beyond
    new = np.maximum(0, end - np.maximum(begin, reached))
    return np.bincount(group, new, minlength=len(np.unique(group))).astype(np.int64), len(begins)


def _order(reuse: FoundReuse, id: str, rows: Any) -> tuple[Any, Any, npt.NDArray[np.int64]]:
    """Return whether the documents at `rows` were printed earlier or later, by how much, and when, for sorting."""
    earliest, latest = intervals(reuse.corpus.table)
    at = pc.index(reuse.corpus.table["id"], id).as_py()
    others = np.asarray(rows, dtype=np.int64)
    unknown = np.iinfo(np.int64).min
    known = (earliest[others] != unknown) & (earliest[at] != unknown)
    later, earlier = known & (earliest[others] > latest[at]), known & (latest[others] < earliest[at])
    printed = named(np.where(later, 2, np.where(earlier, 0, 1)), ("earlier", None, "later"))
    lag = np.where(later | earlier, np.abs(earliest[others] - np.where(known, earliest[at], 0)), 0)
    when = np.where(earliest[others] == unknown, np.iinfo(np.int64).max, earliest[others])
    return printed, pa.array(lag, pa.duration("us"), mask=~(later | earlier)), when


def _changes(text: str, other: str, spans: pd.DataFrame) -> tuple[int, list[str], list[str]]:
    """Return in how many places another document differs in what it shares, and what numbers and names it changed."""
    changed: dict[tuple[str, str, str, int], None] = {}
    for begin, end, other_begin, other_end in spans[_SPANS[1:]].itertuples(index=False):
        before, after = text[begin:end], other[other_begin:other_end]
        for each in word_diff(before, after):
            gone, new = before[each.begin_a : each.end_a], after[each.begin_b : each.end_b]
            changed.setdefault((each.kind, gone, new, begin + each.begin_a))
    shown = {
        kind: list(dict.fromkeys(f"{gone} → {new}" for of, gone, new, _ in changed if of == kind))
        for kind in ("number", "name")
    }
    return len(changed), shown["number"], shown["name"]
