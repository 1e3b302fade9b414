"""What outlets have in common: texts, standing lines, stories; as `ties` tests it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy.clusters.stories import Stories
from wirecopy.clusters.ties import Carried
from wirecopy.corpus import Corpus
from wirecopy.results import Result

_UNDATED = -1
# Bytes of a standing line that is a whole one: some eight words of English, or a dozen characters of Chinese.
_WHOLE_LINE = 40
_ROUNDING = 1e-9


class Reuse(Protocol):
    """What this room needs of what documents share."""

    @property
    def corpus(self) -> Corpus:
        """The documents."""

    @property
    def documents(self) -> Result:
        """How much of each document is its own."""

    @property
    def outlets(self) -> Result:
        """Pairs of sources that share prose."""

    @property
    def passages(self) -> Result:
        """Spans that carry the same text."""

    @property
    def families(self) -> Result:
        """Near-identical paragraphs."""

    @property
    def boilerplate(self) -> Result:
        """What publishers print on many pages."""


def carried_texts(reuse: Reuse, sources: pd.Index) -> Carried:
    """Texts of prose that documents of several outlets carry, by the month of the first.

    A text is what documents share directly or through others. What an agency is credited for is left out: whoever
    subscribes to it carries that.
    """
    outlet, month = _outlets(reuse.corpus, sources), _months(reuse.corpus)
    a, b = _prose_pairs(reuse)
    size = len(reuse.corpus)
    graph = scipy.sparse.coo_matrix((np.ones(len(a)), (a, b)), shape=(size, size))
    text = scipy.sparse.csgraph.connected_components(graph, directed=False)[1].astype(np.int64)
    carriers = np.unique(np.concatenate([a, b]))
    return _once(outlet[carriers], text[carriers], _first_months(month[carriers], text[carriers]))


def houses_by_lines(reuse: Reuse, sources: pd.Index) -> pd.DataFrame:
    """How alike two outlets are in the lines that stand on their pages: `a`, `b` and `marks`.

    What a house prints on every page is its mark, under whatever labels; what stands everywhere is nobody's, so that
    rare lines weigh most, and of two words any two may think ("Read more"), so that a line of less than some eight
    counts by its length. Marks are the share of its lines, by weight, that the outlet with less of them has in common
    with the other, as if it had half a line more, as rare as one of two outlets: with few lines little is known. One
    line in common says nothing, however long: any two may have chosen it, or an agency for them.
    """
    line, outlet, lengths = _standing_lines(reuse, _outlets(reuse.corpus, sources))
    shape = (len(sources), len(lengths))
    prints = scipy.sparse.coo_matrix((np.ones(len(line)), (outlet, line)), shape=shape).tocsr()
    carriers = np.bincount(prints.indices, minlength=len(lengths))
    extent = np.sqrt(np.minimum(lengths / _WHOLE_LINE, 1))[prints.indices]
    own = scipy.sparse.csr_matrix((extent, prints.indices, prints.indptr), shape=shape)
    rare = np.log(len(sources) / np.maximum(carriers, 1))[prints.indices]
    weighed = scipy.sparse.csr_matrix((extent * rare, prints.indices, prints.indptr), shape=shape)
    weights = np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel() + np.log(max(len(sources), 3) / 2) ** 2 / 2
    told = (own @ own.T) > 1 + _ROUNDING
    alike = scipy.sparse.triu((weighed @ weighed.T).multiply(told), 1).tocoo()
    alike.data /= np.minimum(weights[alike.row], weights[alike.col])
    return pd.DataFrame({"a": alike.row.astype(np.int64), "b": alike.col.astype(np.int64), "marks": alike.data})


def carried_stories(stories: Stories, corpus: Corpus, sources: pd.Index) -> Carried:
    """Which outlet covers which story, by the month of its first article."""
    told = stories.to_arrow()
    rows = pc.index_in(told["document"].cast(corpus.ids.type), value_set=corpus.ids).to_numpy()
    story = told["story"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    return _once(_outlets(corpus, sources)[rows], story, _first_months(_months(corpus)[rows], story))


def _first_months(month: npt.NDArray[np.int64], item: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each row the month of its item's first dated one."""
    dated = pd.Series(month).where(month != _UNDATED)
    first: npt.NDArray[np.int64] = dated.groupby(item).transform("min").fillna(_UNDATED).to_numpy(np.int64)
    return first


def _once(outlet: npt.NDArray[np.int64], item: npt.NDArray[np.int64], stratum: npt.NDArray[np.int64]) -> Carried:
    known = outlet >= 0
    rows = np.unique(np.stack([outlet[known], item[known], stratum[known]]), axis=1)
    return Carried(*rows)


def _outlets(corpus: Corpus, sources: pd.Index) -> npt.NDArray[np.int64]:
    """The place of each document's source; -1 where it has none."""
    places: npt.NDArray[np.int64] = sources.get_indexer(corpus.table["source"].to_pandas()).astype(np.int64)
    return places


def _months(corpus: Corpus) -> npt.NDArray[np.int64]:
    published = corpus.table["published"].combine_chunks()
    months = pc.add(pc.multiply(pc.year(published), 12), pc.month(published))
    found: npt.NDArray[np.int64] = months.cast(pa.int64()).fill_null(_UNDATED).to_numpy()
    return found


def _prose_pairs(reuse: Reuse) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The rows of documents that share prose for which neither credits an agency."""
    families, passages = reuse.families.to_arrow(), reuse.passages.to_arrow()
    credited = families.filter(pc.is_valid(families["agency"]))["document"].unique().cast(pa.string())
    prose = passages.filter(pc.equal(passages["context"].cast(pa.string()), "prose"))
    rows = []
    own = np.ones(len(prose), bool)
    for name in ("document_a", "document_b"):
        document = prose[name].cast(reuse.corpus.ids.type)
        rows.append(pc.index_in(document, value_set=reuse.corpus.ids).to_numpy().astype(np.int64))
        own &= ~pc.is_in(document, value_set=credited).to_numpy()
    return rows[0][own], rows[1][own]


def _standing_lines(
    reuse: Reuse, outlet: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Lines of boilerplate, numbered, an outlet that prints each, once; and how many bytes each line has."""
    found = reuse.boilerplate
    if not len(found):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
    frame = found.to_pandas(text=True)
    rows = pc.index_in(pa.array(frame["document"], pa.string()), value_set=reuse.corpus.ids).to_numpy()
    line, lines = pd.factorize(frame["text"].str.casefold().str.split().str.join(" "))
    printed = np.unique(np.stack([line, outlet[rows]])[:, outlet[rows] >= 0], axis=1)
    return printed[0], printed[1], np.array([len(text.encode()) for text in lines], np.int64)
