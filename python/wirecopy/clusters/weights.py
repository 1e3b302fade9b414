"""Documents as weighted words, with what stands in their headlines and leads weighing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import scipy.sparse

from wirecopy import _core
from wirecopy.clusters.headlines import headlines_and_leads
from wirecopy.corpus import Corpus
from wirecopy.similarity import unit_rows
from wirecopy.vectors import TfidfVectorizer, csr_arrays, to_matrix
from wirecopy.vectors.vocabulary import NoTermsError

_HEAD_WEIGHT = 0.25
_TITLE_WEIGHT = 0.5
_NOTHING = 1e-6  # what is left of a weight, an idf or more, that was taken


@dataclass(frozen=True)
class Weights:
    """The documents, their heads (headline and lead) and their headlines as unit rows, in the order of the corpus.

    `words` are how often a document has each of the `vocabulary`, times its `idf`, page furniture left out.
    """

    rows: Any
    heads: Any
    headlines: list[str | None]
    headline_rows: Any
    words: Any
    idf: npt.NDArray[np.float64]
    vocabulary: list[str]


def weights_of(corpus: Corpus, n_jobs: int) -> Weights:
    """Weigh the words of each document: once with its idf, and more in headline, lead and title."""
    vectorizer = TfidfVectorizer(norm=None, n_jobs=n_jobs)
    try:
        words = vectorizer.fit_transform(corpus)
    except NoTermsError:
        nothing = scipy.sparse.csr_matrix((len(corpus), 0))
        return Weights(nothing, nothing, [None] * len(corpus), nothing, nothing, np.empty(0), [])
    words = _without_furniture(words, vectorizer, corpus, n_jobs)
    headlines, leads = headlines_and_leads(corpus, vectorizer, words, n_jobs=n_jobs)

    def unit(weights: Any) -> Any:
        once = vectorizer.idf_[weights.indices], weights.indices, weights.indptr
        return unit_rows(scipy.sparse.csr_matrix(once, shape=weights.shape))

    heads = unit(vectorizer.transform([f"{title or ''}\n{lead}" for title, lead in zip(headlines, leads, strict=True)]))
    titles = unit(vectorizer.transform([title or "" for title in corpus.table["title"].to_pylist()]))
    emphasis = _HEAD_WEIGHT * heads + _TITLE_WEIGHT * titles
    rows = _core.story_rows(csr_arrays(words), vectorizer.idf_, csr_arrays(emphasis), n_jobs)
    return Weights(
        to_matrix(rows, words.shape[1]),
        heads,
        headlines,
        unit(vectorizer.transform([title or "" for title in headlines])),
        words,
        vectorizer.idf_,
        list(vectorizer.vocabulary_),
    )


def _without_furniture(words: Any, vectorizer: TfidfVectorizer, corpus: Corpus, n_jobs: int) -> Any:
    """Take the words of what stands on many pages of a house: a form that lists all countries is no news of them."""
    if corpus.has_own_tokenizer or corpus.table["publisher"].null_count == len(corpus):
        return words
    by_id = corpus.core.by_id()
    found = _core.standing_paragraphs(corpus.core, corpus.made_tables(n_jobs), n_jobs)
    if not len(found["document"]):
        return words
    documents, first = np.unique(found["document"], return_index=True)
    begin, end = (_core.to_code_points(by_id, found["document"], found[edge]) for edge in ("begin", "end"))
    rows = by_id.order[documents]
    texts = corpus.table["text"].take(pa.array(rows)).to_pylist()
    spans = [
        zip(*edges, strict=True) for edges in zip(np.split(begin, first[1:]), np.split(end, first[1:]), strict=True)
    ]
    standing = ["\n".join(text[a:b] for a, b in own) for text, own in zip(texts, spans, strict=True)]
    furniture = vectorizer.transform(standing)
    where = (np.ones(len(rows)), (rows, np.arange(len(rows))))
    left = words - scipy.sparse.csr_matrix(where, shape=(len(corpus), len(rows))) @ furniture
    left.data[left.data < _NOTHING] = 0
    left.eliminate_zeros()
    return left
