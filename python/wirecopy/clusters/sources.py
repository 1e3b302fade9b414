"""Outlets that carry the same text, and those that feed the others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from wirecopy import _core
from wirecopy.clusters.common import Reuse, carried_stories, carried_texts, houses_by_lines
from wirecopy.clusters.hubs import hubs
from wirecopy.clusters.stories import Stories
from wirecopy.clusters.ties import Carried, ties
from wirecopy.corpus import Corpus
from wirecopy.results import Result
from wirecopy.vectors.estimator import check_jobs

# Outlets belong together when this share of the smaller one's words is in both beyond what chance gives; a tie, or a
# house, counts as twice that.
_SHARE = 0.1
_LEVEL = 0.01
# Finding the best order of more outlets than this would take minutes.
_MOST_ORDERED = 1_000

_COLUMNS = {
    "source": pa.string(),
    "publisher": pa.string(),
    "group": pa.string(),
    "documents": pa.int64(),
    "shared_words": pa.int64(),
    "hub": pa.bool_(),
    "place": pa.int64(),
}
_TIES = {
    "source_a": pa.string(),
    "source_b": pa.string(),
    "same_publisher": pa.bool_(),
    "words": pa.int64(),
    "together": pa.int64(),
    "expected": pa.float64(),
    "p": pa.float64(),
    "q": pa.float64(),
    "tied": pa.bool_(),
}
_COVERAGE = {
    "stories": pa.int64(),
    "stories_expected": pa.float64(),
    "stories_p": pa.float64(),
    "stories_q": pa.float64(),
}


class Sources(Result):
    """Outlets in groups that share text.

    Columns: `source`, `publisher` (the house of most of its documents), `group` (the name of its outlet with most
    shared words), `documents`, `shared_words` (summed over the outlets of other houses it shares passages with, so a
    word carried by two counts twice), `hub` (true for an outlet that was first with what outlets of three or more other
    groups carry, more often than chance gives at 1%; null where no date tells who was first), `place` (in an order for
    heat maps, in which outlets that share much stand side by side), and with `stories=` also `stories` (how many it
    covers) and `alone` (how many of these no outlet of another group covers).

    Attributes
    ----------
    ties : Result
        A row a pair of outlets that have prose or stories in common, the least likely first: `source_a, source_b,
        same_publisher, words` (of shared prose), `together` (texts that both carry, agencies' aside), `expected` (as
        many chance would give them), `p`, `q` (the share of false ones among this pair and those less likely; null,
        like `expected`, where `together` is 0) and `tied` (`q` is at most .01). With `stories=` also `stories`,
        `stories_expected`, `stories_p`, `stories_q`: the same of the stories that both cover, so that outlets that
        cover the same are told from those that carry the same words.
    """

    def __init__(self, table: pa.Table, ties: pa.Table, corpus: Corpus) -> None:
        super().__init__(table, corpus)
        self.ties = SourceTies(ties, corpus)


class SourceTies(Result):
    """What two outlets have in common, and whether that is more than chance, a row a pair."""


def cluster_sources(reuse: Reuse, *, stories: Stories | None = None, n_jobs: int = -1) -> Sources:
    """Group outlets by the text they share.

    Two outlets are as close as the words they share beyond what chance would give them, divided by all words of the
    smaller one; 0 where agencies are credited for all of them, and at least .2 when the outlets are tied (see
    `Sources.ties`) or of one house: by their addresses, or as far as the same lines stand on their pages. Chance keeps
    how many outlets carry each text and how much each outlet carries each month, and draws which; all pairs of outlets
    are tested, at 1% of false ones. Groups are merged by average linkage as long as their mean closeness is at least
    .1. What labels of one house share brings them together, but counts neither as shared words nor for a hub.

    Parameters
    ----------
    reuse : Reuse
        From `wirecopy.find_reuse`.
    stories : Stories, optional
        Adds what the outlets cover.
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Sources
        A row an outlet, largest groups first, then outlets in order of their shared words. Documents without a source
        belong to none.

    References
    ----------
    Bar-Joseph, Gifford & Jaakkola, "Fast optimal leaf ordering for hierarchical clustering", Bioinformatics 17, 2001.
    """
    check_jobs(n_jobs)
    outlets = reuse.outlets.to_arrow().to_pandas()
    sources = _totals(reuse)
    place = pd.Series(np.arange(len(sources), dtype=np.uint32), index=sources.index)
    a, b = place[outlets["source_a"]].to_numpy(), place[outlets["source_b"]].to_numpy()
    shared = outlets["words"].to_numpy(dtype=float)
    words = np.maximum(sources["words"].to_numpy(dtype=float), 1)
    closeness = np.minimum(1.0, shared / np.minimum(words[a], words[b]))
    tests = _tested(carried_texts(reuse, sources.index), len(sources), n_jobs).rename(columns={"count": "together"})
    pairs = pd.DataFrame(
        {"a": a, "b": b, "words": shared, "closeness": closeness, "same_publisher": outlets["same_publisher"]}
    ).merge(tests, "outer", ["a", "b"])
    pairs = pairs.merge(houses_by_lines(reuse, sources.index), "outer", ["a", "b"])
    pairs = pairs.merge(_of_one_publisher(sources["publisher"]), "outer", ["a", "b"])
    pairs["same_publisher"] = pairs["same_publisher"].eq(True) | pairs.pop("one_publisher").eq(True)
    if len(reuse.passages):  # what is left of a pair without texts of its own is credited to agencies
        pairs.loc[pairs["together"].isna(), "closeness"] = 0
    pairs["closeness"] = _closeness(pairs)
    near = pairs[pairs["closeness"] > 0]
    near_a, near_b = near["a"].to_numpy(np.uint32), near["b"].to_numpy(np.uint32)
    number = _core.average_linkage(len(sources), near_a, near_b, near["closeness"].to_numpy(), _SHARE)
    between = ~outlets["same_publisher"].to_numpy(dtype=bool)
    outlets, a, b, shared = outlets[between], a[between], b[between], shared[between]
    sources["shared_words"] = np.bincount(a, shared, len(sources)) + np.bincount(b, shared, len(sources))
    sources["number"] = number
    sources["place"] = _places(pairs, len(sources))
    sources = sources.reset_index().sort_values(["shared_words", "source"], ascending=[False, True])
    sources["group"] = sources.groupby("number")["source"].transform("first")
    sources["hub"] = hubs(reuse, sources.set_index("source")["group"])
    columns = dict(_COLUMNS)
    if stories is not None:
        columns |= {"stories": pa.int64(), "alone": pa.int64()}
        sources = sources.join(_coverage(sources.set_index("source")["group"], stories, reuse.corpus), on="source")
        covered = _tested(carried_stories(stories, reuse.corpus, place.index), len(sources), n_jobs)
        covered = covered.rename(columns={"count": "stories", **{name: f"stories_{name}" for name in _TESTS}})
        pairs = pairs.merge(covered, "outer", ["a", "b"])
    sources["size"] = sources.groupby("group")["source"].transform("size")
    lead = sources.groupby("group")["shared_words"].transform("max")
    sources = sources.assign(lead=lead).sort_values(
        ["size", "lead", "group", "shared_words", "source"], ascending=[False, False, True, False, True]
    )
    table = pa.Table.from_pandas(sources[list(columns)], pa.schema(columns), preserve_index=False)
    return Sources(table, _ties_table(pairs, place.index.to_numpy()), reuse.corpus)


_TESTS = ("expected", "p", "q")


def _tested(carried: Carried, outlets: int, n_jobs: int) -> pd.DataFrame:
    found = ties(carried, outlets, n_jobs=n_jobs)
    columns = {"a": found.a, "b": found.b, "count": found.together}
    return pd.DataFrame(columns | {name: getattr(found, name) for name in _TESTS})


def _of_one_publisher(publisher: pd.Series[str]) -> pd.DataFrame:
    """Every two outlets of one publisher: `a`, `b` and `one_publisher`, which is true."""
    labels = pd.DataFrame({"place": np.arange(len(publisher)), "publisher": publisher.to_numpy()}).dropna()
    both = labels.merge(labels, on="publisher", suffixes=("_a", "_b"))
    both = both[both["place_a"] < both["place_b"]]
    return pd.DataFrame({"a": both["place_a"], "b": both["place_b"], "one_publisher": True})


def _closeness(pairs: pd.DataFrame) -> pd.Series[float]:
    """The share of words beyond chance; at least .2 for ties and for houses, told by address or by standing lines."""
    by_chance = (pairs["expected"] / pairs["together"]).fillna(0).clip(0, 1)
    house = pairs["marks"].fillna(0).clip(0, 1)
    house = house.mask(pairs["same_publisher"], 1.0)
    kin = np.maximum(house, pairs["q"] <= _LEVEL) * 2 * _SHARE
    return np.maximum(pairs["closeness"].fillna(0) * (1 - by_chance), kin)


def _ties_table(pairs: pd.DataFrame, names: npt.NDArray[np.object_]) -> pa.Table:
    columns = dict(_TIES)
    if "stories" in pairs:
        columns |= _COVERAGE
    a, b = pairs["a"].to_numpy(int), pairs["b"].to_numpy(int)
    counts = {
        name: pairs[name].fillna(0).astype(np.int64) for name in ("words", "together", "stories") if name in pairs
    }
    pairs = pairs.assign(
        source_a=names[a],
        source_b=names[b],
        same_publisher=pairs["same_publisher"].eq(True),  # unknown of those that only cover the same
        tied=pairs["q"] <= _LEVEL,
        **counts,
    )
    pairs = pairs[(pairs[list(counts)] > 0).any(axis=1)]  # standing lines alone are no row
    keys = ["p", "words", "source_a", "source_b"]
    pairs = pairs.sort_values(keys, ascending=[True, False, True, True])
    return pa.Table.from_pandas(pairs[list(columns)], pa.schema(columns), preserve_index=False)


def _places(pairs: pd.DataFrame, size: int) -> npt.NDArray[np.int64]:
    """The place of each outlet in an order in which those that share much stand side by side."""
    if size < 3 or size > 10 * _MOST_ORDERED:
        return np.arange(size)
    from scipy.cluster import hierarchy  # not with the room: it takes longer to import than to order a few outlets
    from scipy.spatial.distance import squareform

    near = np.zeros((size, size), np.float32)
    a, b = pairs["a"].to_numpy(int), pairs["b"].to_numpy(int)
    near[a, b] = near[b, a] = pairs["closeness"].to_numpy()
    np.fill_diagonal(near, 1)
    distance = squareform(1 - near, checks=False)
    tree = hierarchy.average(distance)
    if size <= _MOST_ORDERED:
        tree = hierarchy.optimal_leaf_ordering(tree, distance)
    places = np.empty(size, np.int64)
    places[hierarchy.leaves_list(tree)] = np.arange(size)
    return places


def _totals(reuse: Reuse) -> pd.DataFrame:
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
