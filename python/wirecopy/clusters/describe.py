"""What a story is about: its title, its terms, who tells it and when."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy import _core
from wirecopy.clusters.weights import Weights
from wirecopy.vectors import csr_arrays, to_matrix

_TERMS = 8
_NAMES = 8

_ROWS = pa.schema([("story", pa.string()), ("document", pa.string()), ("strength", pa.float64())])
_TABLE = pa.schema(
    [
        ("story", pa.string()),
        ("title", pa.string()),
        ("terms", pa.list_(pa.string())),
        ("entities", pa.list_(pa.string())),
        ("documents", pa.int64()),
        ("sources", pa.int64()),
        ("first", pa.timestamp("us", "UTC")),
        ("last", pa.timestamp("us", "UTC")),
    ]
)


@dataclass(frozen=True)
class Articles:
    """Documents in the order of the corpus, with what describes a story.

    `order` are their rows by id, `stories` those that have an id, `mentions` counts of `names`.
    """

    table: pa.Table
    order: npt.NDArray[np.uint32]
    stories: pa.Array
    weights: Weights
    mentions: Any
    names: list[str]


def describe(
    articles: Articles, groups: npt.NDArray[np.uint32], strength: npt.NDArray[np.float64]
) -> tuple[pa.Table, pa.Table]:
    """The columns of `Stories` and of its table, stories of most documents first, then the earliest.

    `groups` and `strength` are of the documents in order of id.
    """
    _, story = np.unique(groups, return_inverse=True)
    by_story = np.argsort(story, kind="stable")
    members = articles.order[by_story]
    sizes = np.bincount(story)
    begins = np.concatenate([[0], np.cumsum(sizes)])
    membership = scipy.sparse.csr_matrix((np.ones(len(members)), members, begins), shape=(len(sizes), len(members)))
    columns = articles.table.select(["id", "source", "published"]).take(pa.array(members))
    names = _story_ids(articles, members, begins)
    rows = pa.table(
        [np.repeat(names, sizes), columns["id"], pa.array(strength[by_story], from_pandas=True)], schema=_ROWS
    )
    of_story = columns.append_column("story", pa.array(story[by_story])).group_by("story", use_threads=False)
    told = of_story.aggregate([("source", "count_distinct"), ("published", "min"), ("published", "max")])
    titled = pa.array(articles.weights.headlines, pa.string()).take(pa.array(_nearest_headlines(articles, membership)))
    table = pa.table(
        [
            names,
            titled,
            _terms(articles, membership),
            _names(articles, membership),
            sizes,
            told["source_count_distinct"],
            told["published_min"],
            told["published_max"],
        ],
        schema=_TABLE,
    )
    return in_order(rows, table)


def in_order(rows: pa.Table, table: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Stories of most documents first, then the earliest; their documents in order of id."""
    table = table.sort_by([("documents", "descending"), ("first", "ascending"), ("story", "ascending")])
    place = pc.index_in(rows["story"], value_set=table["story"].combine_chunks())
    by_place = rows.append_column("place", place).sort_by([("place", "ascending"), ("document", "ascending")])
    return by_place.drop_columns("place").combine_chunks(), table.combine_chunks()


def strengths(groups: npt.NDArray[np.uint32], similarity: Any, first: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """The mean similarity of each document to the rest of its group, nan where it is alone.

    `first` stands in `similarity` for its copies.
    """
    inside = groups[similarity.row] == groups[similarity.col]
    a, b, each = similarity.row[inside], similarity.col[inside], similarity.data[inside]
    copies = np.bincount(first, minlength=len(first))
    sums = np.bincount(a, each * copies[b], minlength=len(first)) + np.bincount(
        b, each * copies[a], minlength=len(first)
    )
    sums = (sums + copies - 1)[first]
    others = np.bincount(groups)[groups] - 1 if len(groups) else groups
    means: npt.NDArray[np.float64] = np.where(others > 0, sums / np.maximum(others, 1), np.nan)
    return means


def _story_ids(
    articles: Articles, members: npt.NDArray[np.uint32], begins: npt.NDArray[np.int64]
) -> npt.NDArray[np.object_]:
    """The id that a story has, else a hash of the ids of its documents."""
    known, ids = (column.take(pa.array(members)).to_pylist() for column in (articles.stories, articles.table["id"]))
    names = np.empty(len(begins) - 1, object)
    for number, (begin, end) in enumerate(itertools.pairwise(begins.tolist())):
        names[number] = next(filter(None, known[begin:end]), None) or _hash(ids[begin:end])
    return names


def _nearest_headlines(articles: Articles, membership: Any) -> npt.NDArray[np.int64]:
    """Of each story the document whose headline is nearest to what all of them say; the first by id of several."""
    sizes = np.diff(membership.indptr)
    several = np.flatnonzero(sizes > 1)
    nearest: npt.NDArray[np.int64] = membership.indices[membership.indptr[:-1]].astype(np.int64)
    together = membership[several]
    said = together @ articles.weights.rows
    said.sum_duplicates()
    story = np.repeat(np.arange(len(several)), sizes[several])
    headlines = articles.weights.headline_rows[together.indices].tocoo()
    weights = headlines.data * np.asarray(said[story[headlines.row], headlines.col]).ravel()
    nearness = np.bincount(headlines.row, weights, minlength=len(story))
    nearest[several] = together.indices[np.lexsort((-nearness, story))[together.indptr[:-1]]]
    return nearest


def _terms(articles: Articles, membership: Any) -> pa.Array:
    """The words of each story that tell most of it, as far as its documents begin with them."""
    weights = articles.weights
    begins, members = membership.indptr.astype(np.int64), membership.indices.astype(np.uint32)
    terms = _core.story_terms(begins, members, csr_arrays(weights.words), weights.idf, csr_arrays(weights.heads))
    told = to_matrix(terms, len(weights.vocabulary))
    telling = np.array([len(word) > 1 and not word[0].isdigit() for word in weights.vocabulary], bool)
    told.data *= telling[told.indices]
    told.eliminate_zeros()
    return _heaviest(told, weights.vocabulary, _TERMS)


def _names(articles: Articles, membership: Any) -> pa.Array:
    """Of the entities that two documents of each story name (or its only one), those named most and the rarer ones."""
    frequency = np.bincount(articles.mentions.indices, minlength=articles.mentions.shape[1])
    rarity = np.log((1 + articles.table.num_rows) / (1 + frequency)) + 1
    weights = articles.mentions.copy()
    weights.data = (1 + np.log(weights.data)) * rarity[weights.indices]
    documents = (membership @ (articles.mentions > 0).astype(np.int64)).tocoo()
    shared = documents.data >= np.minimum(np.diff(membership.indptr), 2)[documents.row]
    kept = (np.ones(int(shared.sum())), (documents.row[shared], documents.col[shared]))
    named = (membership @ weights).multiply(scipy.sparse.csr_matrix(kept, shape=documents.shape)).tocsr()
    return _heaviest(named, articles.names, _NAMES)


def _heaviest(rows: Any, labels: list[str], most: int) -> pa.ListArray:
    """For each sparse row the labels of its largest values, largest first, then by column."""
    rows.sort_indices()
    sizes = np.diff(rows.indptr)
    order = np.lexsort((-rows.data, np.repeat(np.arange(len(sizes)), sizes)))
    best = np.arange(len(order)) - np.repeat(rows.indptr[:-1], sizes) < most
    offsets = np.concatenate([[0], np.cumsum(np.minimum(sizes, most))]).astype(np.int32)
    columns = pa.array(rows.indices[order[best]])
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(labels, pa.string()).take(columns))


def _hash(ids: list[str]) -> str:
    return hashlib.blake2b(json.dumps(ids).encode(), digest_size=8).hexdigest()
