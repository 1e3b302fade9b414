"""Stories: documents about one event, told by the words they share and by when they were published."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy import _core
from wirecopy.clusters.describe import Articles, describe, strengths
from wirecopy.clusters.headlines import headlines_and_leads
from wirecopy.corpus import Corpus
from wirecopy.entities import Entities, find_entities
from wirecopy.results import Result
from wirecopy.similarity import ranks, unit_rows
from wirecopy.vectors import TfidfVectorizer, csr_arrays

# One default for every corpus; on the labelled sets at hand, values near these group as well.
_THRESHOLD = 0.85
_FLOOR = 0.1
_NEIGHBORS = 10
_SAME_TEXT = 0.4
_USUAL = 0.15
_USUAL_WEIGHT = 5
_HEAD_WEIGHT = 0.5
_DAY = 86_400_000_000
_DECAY = 7 * _DAY
# Each pair takes about 250 bytes while stories are made, so that this is about 12 GB.
_MOST_PAIRS = 50_000_000


class Stories(Result):
    """Which document tells which story.

    Columns: `story` (16 hex digits, a hash of the ids of its documents), `document`, `strength` (mean similarity to the
    rest of the story; null for a story of one document). Stories of most documents come first.

    Attributes
    ----------
    table : Result
        A row a story: `story, title` (of its documents' headlines the one nearest to what all of them say), `terms`
        (folded words of headlines and leads that set it apart), `entities` (names that its documents share),
        `documents`, `sources` (how many), `first`, `last` (published).
    """

    def __init__(self, rows: pa.Table, table: pa.Table, corpus: Corpus) -> None:
        super().__init__(rows, corpus)
        self.table = StoryTable(table, corpus)


class StoryTable(Result):
    """What is known of each story, a row a story."""


def cluster_stories(corpus: Corpus, *, n_jobs: int = -1) -> Stories:
    """Group documents by the event they are about.

    Two documents are as similar as the cosine of their words, divided by e for every week between their dates. A word
    counts once in a document, with its idf, and half as much again in headline and lead. How similar documents of one
    event are depends on the corpus and the topic, so each similarity is compared with its background: the mean cosine
    of either document with its ten nearest (.4 at most each, since text that is carried on is no background) and with
    five imagined ones at .15, the two joined by their geometric mean. Groups are merged by average linkage as long as
    their mean similarity is at least .85 of the background; similarities under .1 do not count. Documents without a
    date are compared by their words alone. Words do not join documents in different languages. Documents with the same
    words and the same date are one story from the start.

    Memory grows with the pairs that are at least .1 similar, not counting such documents: about 250 bytes each.

    Parameters
    ----------
    corpus : Corpus
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Stories
        The same whatever the order of the documents.

    Raises
    ------
    ValueError
        If there are more than 50 million such pairs.

    References
    ----------
    Sokal & Michener, "A statistical method for evaluating systematic relationships", 1958 (average linkage).
    Zelnik-Manor & Perona, "Self-tuning spectral clustering", NIPS 2004 (similarities on a local scale).
    """
    vectors = _vectors(corpus, n_jobs)
    first = _firsts(vectors.rows, corpus)
    alone = _alone(vectors.rows, first, corpus)
    similarity = _similarities(alone, corpus, n_jobs)
    above = scipy.sparse.triu(similarity, 1).tocoo()
    a, b = above.row.astype(np.uint32), above.col.astype(np.uint32)
    background = _background(alone, corpus, n_jobs)
    scores = above.data / np.sqrt(background[a] * background[b])
    # A copy that another document stands for has no pairs, so that its size does not matter.
    sizes = np.maximum(np.bincount(first, minlength=len(corpus)), 1).astype(np.uint32)
    groups = _core.average_linkage(len(corpus), a, b, scores, _THRESHOLD, sizes)[first]
    entities = find_entities(corpus, n_jobs=n_jobs)
    rows, table = describe(_in_order_of_id(corpus, vectors, entities), groups, strengths(groups, similarity, first))
    return Stories(rows, table, corpus)


@dataclass(frozen=True)
class _Vectors:
    """The documents, their heads (headline and lead) and their headlines as unit rows, in the order of the corpus."""

    rows: Any
    heads: Any
    headlines: list[str | None]
    headline_rows: Any
    terms: Any
    words: list[str]


def _vectors(corpus: Corpus, n_jobs: int) -> _Vectors:
    if not any((np.asarray(table.kind) <= 1).any() for table in corpus.tables(n_jobs)):
        nothing = scipy.sparse.csr_matrix((len(corpus), 0))
        return _Vectors(nothing, nothing, [None] * len(corpus), nothing, nothing, [])
    vectorizer = TfidfVectorizer(norm=None, n_jobs=n_jobs)
    words = vectorizer.fit_transform(corpus)
    headlines, leads = headlines_and_leads(corpus, vectorizer, words, n_jobs=n_jobs)

    def unit(weights: Any) -> Any:
        once = weights.copy()
        once.data = vectorizer.idf_[weights.indices]
        return unit_rows(once)

    heads = unit(vectorizer.transform([f"{title or ''}\n{lead}" for title, lead in zip(headlines, leads, strict=True)]))
    return _Vectors(
        unit_rows(unit(words) + _HEAD_WEIGHT * heads),
        heads,
        headlines,
        unit(vectorizer.transform([title or "" for title in headlines])),
        _terms(words, vectorizer.idf_),
        list(vectorizer.vocabulary_),
    )


def _terms(words: Any, idf: npt.NDArray[np.float64]) -> Any:
    """What each word tells of its document; nothing where every document has it."""
    weights = words.copy()
    own = idf[weights.indices]
    weights.data = (1 + np.log(weights.data / own)) * own * (own - 1)
    weights.eliminate_zeros()
    return weights


def _firsts(rows: Any, corpus: Corpus) -> npt.NDArray[np.intp]:
    """For each document the first with the same words and date, which stands for it; both by their places by id."""
    published = _published(corpus)
    places: dict[tuple[bytes, bytes], int] = {}
    first = np.arange(len(corpus))
    for place, document in enumerate(corpus.core.by_id().order.tolist()):
        inside = slice(rows.indptr[document], rows.indptr[document + 1])
        if inside.start == inside.stop:
            continue  # without words they are like no other
        words = hashlib.blake2b(rows.indices[inside].tobytes() + rows.data[inside].tobytes(), digest_size=16).digest()
        first[place] = places.setdefault((words, published[document].tobytes()), place)
    return first


def _alone(rows: Any, first: npt.NDArray[np.intp], corpus: Corpus) -> Any:
    """The rows of documents that stand for themselves, in the order of the corpus; those of the others are empty."""
    own = (first == np.arange(len(first)))[ranks(corpus.core).astype(np.int64)]
    alone = scipy.sparse.diags(own.astype(np.float64)).tocsr() @ rows if len(first) else rows
    alone.eliminate_zeros()
    alone.sort_indices()
    return alone


def _background(alone: Any, corpus: Corpus, n_jobs: int) -> npt.NDArray[np.float64]:
    """How similar a document is to its nearest, in order of id."""
    rank = ranks(corpus.core)
    a, _, similarity = _core.nearest(csr_arrays(alone), _NEIGHBORS, rank, n_jobs)
    near = similarity >= _FLOOR
    place, similarity = rank[a[near]], np.minimum(similarity[near], _SAME_TEXT)
    neighbors = np.bincount(place, minlength=len(corpus))
    total = np.bincount(place, similarity, minlength=len(corpus))
    background: npt.NDArray[np.float64] = (total + _USUAL_WEIGHT * _USUAL) / (neighbors + _USUAL_WEIGHT)
    return background


def _similarities(alone: Any, corpus: Corpus, n_jobs: int) -> Any:
    """The similarities that count, symmetric, in order of id."""
    rank = ranks(corpus.core).astype(np.int64)
    # Beyond this, and a day for dates that are only days, even equal words are less than _FLOOR similar.
    max_lag = int(_DECAY * math.log(1 / _FLOOR)) + _DAY
    try:
        a, b, similarity = _core.similar_pairs(
            csr_arrays(alone), _FLOOR, corpus.core, False, max_lag, n_jobs, _MOST_PAIRS
        )
    except ValueError as error:
        raise ValueError(
            f"more than {_MOST_PAIRS:,} pairs of documents share words and time, which take more than "
            f"{_MOST_PAIRS * 250 / 1e9:.0f} GB; cluster a shorter period at a time, or leave out short texts that many "
            "documents share"
        ) from error
    similarity = similarity * np.exp(-_lag(corpus, a, b) / _DECAY)
    kept = similarity >= _FLOOR
    ends = np.stack([rank[a[kept]], rank[b[kept]]])
    values = np.concatenate([similarity[kept]] * 2)
    both_ways = (values, np.concatenate([ends, ends[::-1]], axis=1))
    return scipy.sparse.csr_matrix(both_ways, shape=(len(corpus), len(corpus)))


def _lag(corpus: Corpus, a: npt.NDArray[np.uint32], b: npt.NDArray[np.uint32]) -> npt.NDArray[np.float64]:
    """Microseconds between two documents; 0 where a date is missing."""
    published = _published(corpus)
    apart: npt.NDArray[np.float64] = np.nan_to_num(np.abs(published[a] - published[b]))
    return apart


def _published(corpus: Corpus) -> npt.NDArray[np.float64]:
    """Microseconds, days taken at noon; nan where the date is missing."""
    published: npt.NDArray[np.float64]
    published = corpus.table["published"].cast(pa.int64()).to_numpy().astype(np.float64)
    published += np.where(pc.equal(corpus.table["precision"], "day").fill_null(False).to_numpy(), _DAY / 2, 0)
    return published


def _in_order_of_id(corpus: Corpus, vectors: _Vectors, entities: Entities) -> Articles:
    order = corpus.core.by_id().order
    found = entities.to_arrow()
    columns = corpus.table.select(["id", "source", "published"]).take(pa.array(order))
    return Articles(
        ids=columns["id"].to_pylist(),
        sources=columns["source"].to_pylist(),
        published=columns["published"].cast(pa.int64()).to_pylist(),
        rows=vectors.rows[order],
        heads=vectors.heads[order],
        headlines=[vectors.headlines[row] for row in order.tolist()],
        headline_rows=vectors.headline_rows[order],
        terms=vectors.terms[order],
        words=vectors.words,
        mentions=entities.counts[order],
        names=found["name"].to_pylist(),
    )
