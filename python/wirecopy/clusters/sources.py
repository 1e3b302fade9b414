"""Outlets that carry the same text, and those that feed the others."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa

from wirecopy import _core
from wirecopy.clusters.stories import Stories
from wirecopy.corpus import Corpus
from wirecopy.results import Result

# Outlets belong together when this share of the smaller one's words is in both.
_THRESHOLD = 0.1
# So many other groups must print after an outlet what it printed first.
_HUB_GROUPS = 3

_COLUMNS = {
    "source": pa.string(),
    "publisher": pa.string(),
    "group": pa.string(),
    "documents": pa.int64(),
    "shared_words": pa.int64(),
    "hub": pa.bool_(),
}


class _Reuse(Protocol):
    """What this room needs of what documents share."""

    @property
    def corpus(self) -> Corpus: ...
    @property
    def documents(self) -> Result: ...
    @property
    def outlets(self) -> Result: ...


class Sources(Result):
    """Outlets in groups that share text.

    Columns: `source`, `publisher` (the house of most of its documents), `group` (the name of its outlet with most
    shared words), `documents`, `shared_words` (summed over the outlets of other houses it shares passages with, so a
    word carried by two counts twice), `hub` (true for an outlet that was first with passages that outlets of three or
    more other groups carry; null where no date tells who was first), and with `stories=` also `stories` (how many it
    covers) and `alone` (how many of these no outlet of another group covers).
    """


def cluster_sources(reuse: _Reuse, *, stories: Stories | None = None) -> Sources:
    """Group outlets by how much text they share.

    Two outlets are as close as their shared words divided by all words of the smaller one; groups are merged by average
    linkage as long as their mean closeness is at least .1. What labels of one house share brings them together, but
    counts neither as shared words nor for a hub.

    Parameters
    ----------
    reuse : Reuse
        From `wirecopy.find_reuse`.
    stories : Stories, optional
        Adds what the outlets cover.

    Returns
    -------
    Sources
        A row an outlet, largest groups first, then outlets in order of their shared words. Documents without a source
        belong to none.
    """
    outlets = reuse.outlets.to_arrow().to_pandas()
    sources = _totals(reuse)
    place = pd.Series(np.arange(len(sources), dtype=np.uint32), index=sources.index)
    a, b = place[outlets["source_a"]].to_numpy(), place[outlets["source_b"]].to_numpy()
    shared = outlets["words"].to_numpy(dtype=float)
    words = np.maximum(sources["words"].to_numpy(dtype=float), 1)
    closeness = np.minimum(1.0, shared / np.minimum(words[a], words[b]))
    number = _core.average_linkage(len(sources), a, b, closeness, _THRESHOLD)
    between = ~outlets["same_publisher"].to_numpy(dtype=bool)
    outlets, a, b, shared = outlets[between], a[between], b[between], shared[between]
    sources["shared_words"] = np.bincount(a, shared, len(sources)) + np.bincount(b, shared, len(sources))
    sources["number"] = number
    sources["hub"] = _hubs(outlets, a, b, number)
    sources = sources.reset_index().sort_values(["shared_words", "source"], ascending=[False, True])
    sources["group"] = sources.groupby("number")["source"].transform("first")
    columns = dict(_COLUMNS)
    if stories is not None:
        columns |= {"stories": pa.int64(), "alone": pa.int64()}
        sources = sources.join(_coverage(sources.set_index("source")["group"], stories, reuse.corpus), on="source")
    sources["size"] = sources.groupby("group")["source"].transform("size")
    lead = sources.groupby("group")["shared_words"].transform("max")
    sources = sources.assign(lead=lead).sort_values(
        ["size", "lead", "group", "shared_words", "source"], ascending=[False, False, True, False, True]
    )
    table = pa.Table.from_pandas(sources[list(columns)], pa.schema(columns), preserve_index=False)
    return Sources(table, reuse.corpus)


def _totals(reuse: _Reuse) -> pd.DataFrame:
    """House, documents and words of each source, in order of its name."""
    known = reuse.corpus.table.select(["id", "source", "publisher"]).to_pandas().set_index("id")
    documents = reuse.documents.to_arrow().select(["document", "words"]).to_pandas()
    for name in ("source", "publisher"):
        documents[name] = known[name].reindex(documents["document"]).to_numpy()
    totals = documents.groupby("source").agg(documents=("document", "size"), words=("words", "sum")).sort_index()
    houses = documents.groupby(["source", "publisher"]).size().reset_index(name="count")
    houses = houses.sort_values(["source", "count", "publisher"], ascending=[True, False, True])
    totals["publisher"] = houses.drop_duplicates("source").set_index("source")["publisher"]
    return totals


def _hubs(outlets: pd.DataFrame, a: Any, b: Any, group: Any) -> Any:
    """Which outlets were first, more often than not, with what outlets of several other groups carry."""
    a_first, b_first = outlets["a_first"].to_numpy(), outlets["b_first"].to_numpy()
    if not (a_first + b_first).any():
        return pd.array([None] * len(group), "boolean")
    feeds = pd.DataFrame(
        {
            "source": np.concatenate([a[a_first > b_first], b[b_first > a_first]]),
            "fed": np.concatenate([b[a_first > b_first], a[b_first > a_first]]),
        }
    )
    feeds["group"] = group[feeds["fed"]]
    feeds = feeds[feeds["group"] != group[feeds["source"]]]
    fed = feeds.groupby("source")["group"].nunique().reindex(range(len(group)), fill_value=0)
    return pd.array(fed.to_numpy() >= _HUB_GROUPS, "boolean")


def _coverage(group: pd.Series[str], stories: Stories, corpus: Corpus) -> pd.DataFrame:
    """How many stories each source covers, and how many of them its group covers alone."""
    source = corpus.table.select(["id", "source"]).to_pandas().set_index("id")["source"]
    told = stories.to_arrow().select(["story", "document"]).to_pandas()
    told["source"] = source.reindex(told["document"]).to_numpy()
    told = told.dropna().drop_duplicates(["story", "source"])
    told["group"] = group.reindex(told["source"]).to_numpy()
    told["alone"] = told.groupby("story")["group"].transform("nunique") == 1
    return (
        told.groupby("source").agg(stories=("story", "size"), alone=("alone", "sum")).reindex(group.index, fill_value=0)
    )
