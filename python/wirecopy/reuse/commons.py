"""Sources that documents share and that are not among them.

Two documents that share text may have had it from each other or both from elsewhere. Three signs tell of the latter;
without one of them nothing is said:

`agency`
    Documents of two houses or more share prose and credit the same agency.
`time`
    Two documents of two houses share prose and were published within a minute of each other, both dates being known to
    the moment, and nobody had it before them.
`parts`
    Documents of three houses or more share a paragraph and, each two of them, others beside it, so that each has parts
    that another lacks and none has all: no order of copying one from another explains that (see `common_sources.hpp`).
    It supposes, as textual criticism does, that nobody compiles a text from two copies of it.

References
----------
Maas, Textkritik, 1927; Golumbic, Algorithmic Graph Theory and Perfect Graphs, 1980, on Helly's property.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.corpus.core import intervals
from wirecopy.reuse.found import FoundReuse

_AT_ONCE = 60_000_000  # microseconds

_SCHEMA = pa.schema(
    [("common_source", pa.string()), ("document", pa.string()), ("evidence", pa.string()), ("agency", pa.string())]
)


def common_sources(reuse: FoundReuse) -> pa.Table:
    """Return a row for each document of each common source.

    Columns: `common_source` (the first of its documents and the sign, and the agency where that is not one),
    `document`, `evidence` (`agency`, `time` or `parts`) and the `agency` that is credited, null where none is.
    """
    known = _Documents(reuse)
    carried = _carried(reuse, known)
    found = pd.concat([_by_agency(carried), _at_once(reuse, known), _by_parts(carried, known)], ignore_index=True)
    if found.empty:
        return _SCHEMA.empty_table()
    found["id"] = known.ids[found["document"]]
    found = found.sort_values(["id", "evidence"])
    first = found.groupby(["evidence", "group"])["id"].transform("first")
    name = first + " " + found["evidence"]
    # One document may be the first of several agencies' texts.
    several = found.groupby(name)["group"].transform("nunique") > 1
    found["common_source"] = name.where(~several, name + " " + found["agency"].fillna(""))
    found["document"] = found["id"]
    found = found.sort_values(["common_source", "document"])
    return pa.Table.from_pandas(found[_SCHEMA.names], _SCHEMA, preserve_index=False)


class _Documents:
    """Documents by number, in the order of their ids."""

    def __init__(self, reuse: FoundReuse) -> None:
        table = reuse.corpus.table.select(["id", "publisher", "published", "precision"])
        table = table.take(pc.sort_indices(table["id"]))
        self.table = table
        self.ids = np.asarray(table["id"].to_pylist(), dtype=object)
        houses = np.asarray(table["publisher"].combine_chunks().dictionary_encode().indices.fill_null(-1), np.int64)
        self.house = np.where(houses < 0, -1 - np.arange(len(houses)), houses)
        self.earliest, self.latest = intervals(table)

    def number(self, ids: Any) -> npt.NDArray[np.int64]:
        """Return the numbers of these ids."""
        return np.asarray(pc.index_in(ids, value_set=self.table["id"].combine_chunks()), dtype=np.int64)


def _carried(reuse: FoundReuse, known: _Documents) -> pd.DataFrame:
    """Return document, family, house and agency of each paragraph of prose that has a family."""
    families = reuse.families.to_arrow().filter(reuse.member_kinds("paragraph")).filter(pc.field("context") == "prose")
    document = known.number(families["document"])
    family = np.asarray(families["family"].combine_chunks().dictionary_encode().indices, dtype=np.int64)
    agency = families["agency"].to_pandas()
    return pd.DataFrame({"document": document, "family": family, "house": known.house[document], "agency": agency})


def _by_agency(carried: pd.DataFrame) -> pd.DataFrame:
    """Documents that are connected by families in which houses credit the same agency; a document that has text of two
    agencies is of two sources.
    """
    rows = carried.dropna(subset=["agency"])
    text = rows.groupby(["family", "agency"], sort=True).ngroup().to_numpy()
    rows = rows.assign(text=text)[rows.groupby(text)["house"].transform("nunique").to_numpy() > 1]
    credit = rows.groupby(["document", "agency"], sort=True).ngroup().to_numpy()
    return rows.assign(group=_connected(credit, rows["text"]), evidence="agency").drop_duplicates(
        ["document", "group"]
    )[["group", "document", "evidence", "agency"]]


def _at_once(reuse: FoundReuse, known: _Documents) -> pd.DataFrame:
    """Pairs of documents that printed the same within a minute, before all others."""
    table = reuse.passages.to_arrow().filter(pc.field("context") == "prose")
    columns = ["begin_a", "end_a", "begin_b", "end_b"]
    rows = table.select(columns).to_pandas()
    a, b = known.number(table["document_a"]), known.number(table["document_b"])
    exact = (known.earliest == known.latest) & (known.earliest != np.iinfo(np.int64).min)
    rows["a"], rows["b"], rows["row"] = a, b, np.arange(len(rows))
    lag = np.abs(known.earliest[a] - known.earliest[b])
    close = exact[a] & exact[b] & (lag <= _AT_ONCE) & (known.house[a] != known.house[b])
    sides = [
        rows.rename(columns={own: "own", other: "other", f"begin_{own}": "begin", f"end_{own}": "end"})[
            ["row", "own", "other", "begin", "end"]
        ]
        for own, other in ("ab", "ba")
    ]
    every = pd.concat(sides, ignore_index=True)
    mine = every[np.isin(every["own"], np.union1d(a[close], b[close])) & close[every["row"]]]
    # Only who may have had it before the document itself matters: of a crowd that is nearly nobody.
    before = np.where(known.earliest == np.iinfo(np.int64).min, np.iinfo(np.int64).min, known.latest)
    # Of those who have the same words the first is asked, so that it stays nearly nobody where many have no date.
    thirds = every[before[every["other"]] < known.earliest[every["own"]]]
    thirds = thirds.iloc[np.argsort(before[thirds["other"]], kind="stable")].drop_duplicates(["own", "begin", "end"])
    both = mine.merge(thirds, on="own", suffixes=("", "_of_third"))
    both = both[(both["begin"] < both["end_of_third"]) & (both["begin_of_third"] < both["end"])]
    third = both["other_of_third"].to_numpy()
    earlier = before[third] < np.minimum(known.earliest[both["own"]], known.earliest[both["other"]])
    left = close & ~np.isin(rows["row"], both["row"].to_numpy()[earlier])
    documents = pd.DataFrame({"document": np.concatenate([a[left], b[left]]), "text": np.tile(np.flatnonzero(left), 2)})
    documents["group"] = _connected(documents["document"], documents["text"])
    return documents.drop_duplicates(["document", "group"]).assign(evidence="time", agency=None)[
        ["group", "document", "evidence", "agency"]
    ]


def _by_parts(carried: pd.DataFrame, known: _Documents) -> pd.DataFrame:
    """Documents of which each has parts of the common text that another lacks."""
    group = _core.of_common_sources(
        carried["document"].to_numpy(np.uint32),
        carried["family"].to_numpy(np.uint32),
        carried["house"].to_numpy(np.int64),
        len(known.ids),
    )
    documents = np.flatnonzero(group >= 0)
    return pd.DataFrame({"group": group[documents], "document": documents, "evidence": "parts", "agency": None})


def _connected(documents: Any, texts: Any) -> npt.NDArray[np.int64]:
    """Return for each row the number of its connected part of the graph of documents and texts."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(documents):
        return np.zeros(0, dtype=np.int64)
    count = int(np.max(documents)) + 1
    size = count + int(np.max(texts)) + 1
    edges = coo_array((np.ones(len(documents)), (np.asarray(documents), count + np.asarray(texts))), (size, size))
    return np.asarray(connected_components(edges, directed=False)[1][np.asarray(documents)], dtype=np.int64)
