"""Which documents could tell one story: links of words and time, each over its background."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy import _core
from wirecopy.corpus import Corpus
from wirecopy.similarity import ranks
from wirecopy.vectors import csr_arrays

_LEAST = 0.1
_DAY = 86_400_000_000
_DECAY = 7 * _DAY
#: Microseconds beyond which even equal documents are not linked.
REACH = _DECAY * math.log(1 / _LEAST)
# Links kept, as a bound of memory: each takes about 60 bytes while stories are made.
_MOST_LINKS = 30_000_000
_LEAST_LINKS = 200


def firsts(rows: Any, corpus: Corpus) -> npt.NDArray[np.intp]:
    """For each document one with the same words, at most a day earlier, which stands for it; by their places by id."""
    published, place = published_of(corpus), ranks(corpus.core)
    standing: dict[bytes, tuple[float, int]] = {}
    first = np.arange(len(corpus))
    sums = pd.Series(rows @ np.ones(rows.shape[1]))
    alike = sums.duplicated(keep=False) & (np.diff(rows.indptr) > 0)  # without words they are like no other
    order = np.lexsort((place, published))  # those without a date last
    for document in order[alike[order]].tolist():
        inside = slice(rows.indptr[document], rows.indptr[document + 1])
        words = hashlib.blake2b(rows.indices[inside].tobytes() + rows.data[inside].tobytes(), digest_size=16).digest()
        when, before = standing.get(words, (-math.inf, 0))
        if published[document] - when <= _DAY or (np.isnan(published[document]) and np.isnan(when)):
            first[place[document]] = before
        else:
            standing[words] = published[document], int(place[document])
    return first


def links(rows: Any, first: npt.NDArray[np.intp], corpus: Corpus, n_jobs: int) -> tuple[Any, npt.NDArray[np.float64]]:
    """The similarities that count, by place in order of id, and each over its background."""
    most = max(_LEAST_LINKS, _MOST_LINKS // max(len(corpus), 1))
    a, b, similarity, background = _core.story_links(
        csr_arrays(_alone(rows, first, corpus)), published_of(corpus), ranks(corpus.core), _LEAST, _DECAY, most, n_jobs
    )
    found = scipy.sparse.coo_matrix((similarity, (a, b)), shape=(len(corpus), len(corpus)))
    return found, similarity / np.sqrt(background[a] * background[b])


def _alone(rows: Any, first: npt.NDArray[np.intp], corpus: Corpus) -> Any:
    """The rows of documents that stand for themselves, in the order of the corpus; those of the others are empty."""
    own = (first == np.arange(len(first)))[ranks(corpus.core).astype(np.int64)]
    if own.all():
        return rows
    sizes = np.diff(rows.indptr)
    kept = np.repeat(own, sizes)
    begins = np.concatenate([[0], np.cumsum(sizes * own)])
    return scipy.sparse.csr_matrix((rows.data[kept], rows.indices[kept], begins), shape=rows.shape)


def published_of(corpus: Corpus) -> npt.NDArray[np.float64]:
    """Microseconds, days taken at noon; nan where the date is missing."""
    published: npt.NDArray[np.float64]
    published = corpus.table["published"].cast(pa.int64()).to_numpy().astype(np.float64)
    published += np.where(pc.equal(corpus.table["precision"], "day").fill_null(False).to_numpy(), _DAY / 2, 0)
    return published
