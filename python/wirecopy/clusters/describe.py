"""What a story is about: its title, its terms, who tells it and when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

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
    """Documents in order of id, with what describes a story.

    Unit rows of the documents, their heads and headlines; `terms` are weights of `words`, `mentions` counts of `names`;
    `stories` are those that have an id.
    """

    ids: list[str]
    sources: list[str | None]
    published: list[int | None]
    stories: list[str | None]
    rows: Any
    heads: Any
    headlines: list[str | None]
    headline_rows: Any
    terms: Any
    words: list[str]
    mentions: Any
    names: list[str]


def describe(
    articles: Articles, groups: npt.NDArray[np.uint32], strength: list[float | None]
) -> tuple[pa.Table, pa.Table]:
    """The columns of `Stories` and of its table, stories of most documents first, then the earliest."""
    firsts, story = np.unique(groups, return_inverse=True)
    shape = (len(firsts), len(story))
    membership = scipy.sparse.csr_matrix((np.ones(len(story)), (story, np.arange(len(story)))), shape=shape)
    said = membership @ articles.rows
    said.sum_duplicates()
    headlines = articles.headline_rows.tocoo()
    weights = headlines.data * np.asarray(said[story[headlines.row], headlines.col]).ravel()
    nearness = np.bincount(headlines.row, weights, minlength=len(story))
    weights = (membership @ articles.terms).multiply((membership @ articles.heads) > 0).tocsr()
    terms = list(_terms(weights, articles.words))
    names = list(_names(membership, articles))
    rows, table = [], []
    for number in range(membership.shape[0]):
        documents = membership.indices[membership.indptr[number] : membership.indptr[number + 1]].tolist()
        known = next((name for name in (articles.stories[document] for document in documents) if name), None)
        name = known or _hash([articles.ids[document] for document in documents])
        published = [when for when in (articles.published[document] for document in documents) if when is not None]
        rows.append([{"story": name, "document": articles.ids[d], "strength": strength[d]} for d in documents])
        table.append(
            {
                "story": name,
                "title": articles.headlines[max(documents, key=lambda document: nearness[document])],
                "terms": terms[number],
                "entities": names[number],
                "documents": len(documents),
                "sources": len({articles.sources[document] for document in documents} - {None}),
                "first": min(published, default=None),
                "last": max(published, default=None),
            }
        )
    return in_order(
        pa.Table.from_pylist([row for each in rows for row in each], _ROWS), pa.Table.from_pylist(table, _TABLE)
    )


def in_order(rows: pa.Table, table: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Stories of most documents first, then the earliest; their documents in order of id."""
    table = table.sort_by([("documents", "descending"), ("first", "ascending"), ("story", "ascending")])
    place = pc.index_in(rows["story"], value_set=table["story"].combine_chunks())
    by_place = rows.append_column("place", place).sort_by([("place", "ascending"), ("document", "ascending")])
    return by_place.drop_columns("place").combine_chunks(), table.combine_chunks()


def strengths(groups: npt.NDArray[np.uint32], similarity: Any, first: npt.NDArray[np.intp]) -> list[float | None]:
    """The mean similarity of each document to the rest of its group; `first` stands in `similarity` for its copies."""
    inside = groups[similarity.row] == groups[similarity.col]
    a, b, each = similarity.row[inside], similarity.col[inside], similarity.data[inside]
    copies = np.bincount(first, minlength=len(first))
    sums = np.bincount(a, each * copies[b], minlength=len(first)) + np.bincount(
        b, each * copies[a], minlength=len(first)
    )
    sums = (sums + copies - 1)[first]
    others = np.bincount(groups)[groups] - 1 if len(groups) else groups
    return [total / count if count else None for total, count in zip(sums.tolist(), others.tolist(), strict=True)]


def _terms(weights: Any, words: list[str]) -> Iterator[list[str]]:
    """The words of each story that tell most of it."""
    for number in range(weights.shape[0]):
        best = (words[column] for column in _heaviest(weights, number))
        yield list(islice((word for word in best if len(word) > 1 and not word[0].isdigit()), _TERMS))


def _names(membership: Any, articles: Articles) -> Iterator[list[str]]:
    """Of the entities that two documents of each story name (or its only one), those named most and the rarer ones."""
    frequency = np.bincount(articles.mentions.indices, minlength=articles.mentions.shape[1])
    rarity = np.log((1 + len(articles.ids)) / (1 + frequency)) + 1
    weights = articles.mentions.copy()
    weights.data = (1 + np.log(weights.data)) * rarity[weights.indices]
    documents = (membership @ (articles.mentions > 0).astype(np.int64)).tocoo()
    shared = documents.data >= np.minimum(np.diff(membership.indptr), 2)[documents.row]
    kept = (np.ones(int(shared.sum())), (documents.row[shared], documents.col[shared]))
    named = (membership @ weights).multiply(scipy.sparse.csr_matrix(kept, shape=documents.shape)).tocsr()
    for number in range(named.shape[0]):
        yield [articles.names[entity] for entity in _heaviest(named, number)[:_NAMES]]


def _heaviest(rows: Any, row: int) -> list[int]:
    """The columns of a sparse row, largest values first."""
    inside = slice(rows.indptr[row], rows.indptr[row + 1])
    columns = rows.indices[inside]
    best: list[int] = columns[np.lexsort((columns, -rows.data[inside]))].tolist()
    return best


def _hash(ids: list[str]) -> str:
    return hashlib.blake2b(json.dumps(ids).encode(), digest_size=8).hexdigest()
