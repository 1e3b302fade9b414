"""Stories: documents about one event, told by the words they share and by when they were published."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.clusters.describe import Articles, describe, in_order, strengths
from wirecopy.clusters.links import REACH, firsts, links, published_of
from wirecopy.clusters.weights import Weights, weights_of
from wirecopy.corpus import Corpus
from wirecopy.entities import find_entities
from wirecopy.results import Result

# One default for every corpus; on the labelled sets at hand, anything from .8 to .95 groups about as well.
_THRESHOLD = 0.875
# What stories are about stands early; to find the names of whole texts would take longer than all the rest.
_NAMED_CHARACTERS = 1_000


class Stories(Result):
    """Which document tells which story.

    Columns: `story` (16 hex digits, a hash of the ids of its documents when it was first found), `document`, `strength`
    (mean similarity to the rest of the story; null for a story of one document). Stories of most documents come first.

    Attributes
    ----------
    corpus : Corpus
    table : Result
        A row a story: `story, title` (of its documents' headlines the one nearest to what all of them say), `terms`
        (folded words of headlines and leads that set it apart), `entities` (names that its documents share, as far as
        they begin with them), `documents`, `sources` (how many), `first`, `last` (published).
    """

    def __init__(self, rows: pa.Table, table: pa.Table, corpus: Corpus) -> None:
        super().__init__(rows, corpus)
        self.corpus = corpus
        self.table = StoryTable(table, corpus)

    def assign(self, new: Corpus, *, n_jobs: int = -1) -> Stories:
        """Return the stories with new documents added to them, as they come in from a stream.

        A new document joins the story of the old ones that it would have been grouped with, or makes a story with other
        new ones. No old document changes its story, no story its id, and two old stories are never merged, even where
        grouping all documents at once would. Only stories with a document near enough in time to the new ones are
        looked at again.

        Parameters
        ----------
        new : Corpus
            Documents with other ids than the old ones.
        n_jobs : int
            Threads; -1: all cores.

        Returns
        -------
        Stories
            Of all documents; its `corpus` has the old ones first. The same whatever the order of the new ones.

        Raises
        ------
        ValueError
            If a document is there already; the message names it.
        """
        twice = new.ids.filter(pc.is_in(new.ids, value_set=self.corpus.ids))
        if len(twice):
            raise ValueError(f"{len(twice):,} of the new documents are there already, such as {twice[0].as_py()!r}")
        if not len(new):
            return self
        both = self.corpus.with_documents(pa.concat_tables([self.corpus.table, new.table]))
        rows, table = self.to_arrow(), self.table.to_arrow()
        near = pc.is_in(rows["document"], value_set=self.corpus.ids.filter(pa.array(_within_reach(self.corpus, new))))
        again = rows.filter(near)["story"].unique()
        touched = pc.is_in(rows["story"], value_set=again)
        known = rows.filter(touched)
        members = pa.concat_arrays([known["document"].combine_chunks().cast(both.ids.type), new.ids])
        part = both.with_documents(both.table.filter(pc.is_in(both.ids, value_set=members)))
        story = pc.take(
            known["story"].combine_chunks(), pc.index_in(part.ids, value_set=known["document"].combine_chunks())
        )
        found_rows, found_table = _grouped(part, story, n_jobs)
        rows = pa.concat_tables([rows.filter(pc.invert(touched)), found_rows])
        table = pa.concat_tables([table.filter(pc.invert(pc.is_in(table["story"], value_set=again))), found_table])
        return Stories(*in_order(rows, table), both)


class StoryTable(Result):
    """What is known of each story, a row a story."""


def cluster_stories(corpus: Corpus, *, n_jobs: int = -1) -> Stories:
    """Group documents by the event they are about.

    Two documents are as similar as the cosine of their words, divided by e for every week between their dates. A word
    counts once in a document, with its idf (in boilerplate of its house it does not, unless the corpus has a
    tokenizer of its own), a quarter as much again in headline and lead, and half as much again in a title that is
    given. How similar documents of one event are depends on the corpus and the topic, so each similarity is compared
    with its background: the mean cosine of either document with its ten nearest of those weeks (.4 at most each,
    since text that is carried on is no background) and with five imagined ones at .15, the two joined by their
    geometric mean. Groups are merged by average linkage as long as their mean similarity is at least .875 of the
    background; similarities under .1 do not count. A document without a date is as far from others as documents of
    the corpus are from their ten nearest in the mean. Words do not join documents in different languages. Documents
    with the same words, at most a day apart, are one story from the start.

    Documents meet only those of the 16 days before and after them, so that time grows with their number as long as as
    many come each day; those without a date meet all. Each keeps links to the 200 most similar, in corpora of less than
    150,000 documents to more, so that memory is bounded: a story of more documents than that may come apart.

    Parameters
    ----------
    corpus : Corpus
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Stories
        The same whatever the order of the documents.

    References
    ----------
    Sokal & Michener, "A statistical method for evaluating systematic relationships", 1958 (average linkage).
    Zelnik-Manor & Perona, "Self-tuning spectral clustering", NIPS 2004 (similarities on a local scale).
    """
    return Stories(*_grouped(corpus, pa.nulls(len(corpus), pa.string()), n_jobs), corpus)


def _grouped(corpus: Corpus, known: pa.Array, n_jobs: int) -> tuple[pa.Table, pa.Table]:
    """The documents in groups, and what is known of each; `known` are stories that keep together and keep their ids."""
    weights = weights_of(corpus, n_jobs)
    story = known.take(pa.array(corpus.core.by_id().order)).dictionary_encode()
    group = story.indices.cast(pa.uint32()).fill_null(_core.FREE).to_numpy()
    first = firsts(weights.rows, corpus)
    first = np.where(group == _core.FREE, first, np.arange(len(first)))  # old documents stand for themselves
    similarity, scores = links(weights.rows, first, corpus, n_jobs)
    # A copy that another document stands for has no links, so that its size does not matter.
    sizes = np.maximum(np.bincount(first, minlength=len(corpus)), 1).astype(np.uint32)
    a, b = similarity.row.astype(np.uint32), similarity.col.astype(np.uint32)
    groups = _core.average_linkage(len(corpus), a, b, scores, _THRESHOLD, sizes, group)[first]
    articles = _articles(corpus, weights, known, n_jobs)
    return describe(articles, groups, strengths(groups, similarity, first))


def _within_reach(old: Corpus, new: Corpus) -> npt.NDArray[np.bool_]:
    """Which old documents could be linked to new ones by their dates."""
    of_old, of_new = published_of(old), published_of(new)
    if np.isnan(of_new).any():
        return np.ones(len(old), bool)
    times = np.sort(of_new)
    begin, end = np.searchsorted(times, of_old - REACH), np.searchsorted(times, of_old + REACH, "right")
    near: npt.NDArray[np.bool_] = np.isnan(of_old) | (begin < end)
    return near


def _articles(corpus: Corpus, weights: Weights, known: pa.Array, n_jobs: int) -> Articles:
    beginnings = pc.utf8_slice_codeunits(corpus.table["text"], 0, _NAMED_CHARACTERS)
    titles = pc.fill_null(corpus.table["title"], "").cast(beginnings.type)
    early = pc.binary_join_element_wise(titles, beginnings, pa.scalar("\n\n", beginnings.type))
    early_corpus = corpus.with_documents(corpus.table.set_column(1, "text", early))
    entities = find_entities(early_corpus, n_jobs=n_jobs)
    return Articles(
        table=corpus.table,
        order=corpus.core.by_id().order,
        stories=known,
        weights=weights,
        mentions=entities.counts,
        names=entities.to_arrow()["name"].to_pylist(),
    )
