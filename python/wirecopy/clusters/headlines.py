"""What an article says first: its headline and its lead, told from the furniture of the page."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy import _core
from wirecopy.corpus import Corpus
from wirecopy.tokens import KINDS, PlainTexts, boundaries
from wirecopy.vectors import TfidfVectorizer

# Pages seldom hold more than this before the article begins.
_EARLY_LINES = 12
_EARLY_CHARACTERS = 4_000
_LEAD_WORDS = 20
# Spaces of a line that is the lead whatever is left of it without its signs: no need to read on.
_LEAD_SPACES = 2 * _LEAD_WORDS
_HEADLINE_WORDS = range(4, 31)
# Share of a headline's words, by weight, that the article uses again. Furniture speaks of other things.
_HEADLINE_SUPPORT = 0.5
# A date in figures before a headline, with a word such as "date" or "updated" before it.
_DATE_STAMP = re.compile(r"^(?:[^\W\d_]+:? )?\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[\s|,:–-]+")


def headlines_and_leads(
    corpus: Corpus, vectorizer: TfidfVectorizer, words: scipy.sparse.csr_matrix, *, n_jobs: int
) -> tuple[list[str | None], list[str]]:
    """The headline and the lead of each document.

    The headline is the document's title. Where there is none it is the first early line, before the lead, that has 4
    to 30 words, of which the rest of the text uses at least half again (counted by idf), and that no other document of
    the same source has; failing that, the first sentence of the lead. The lead is the first early line of 20 words or
    more, else the longest.

    Parameters
    ----------
    vectorizer : fitted on `corpus`, with norm=None
    words : its rows, page furniture left out

    Returns
    -------
    headlines : list of str or None
        None for a document without words.
    leads : list of str
        Empty for a document without words.
    """
    lines, document = _early_lines(corpus)
    tables = PlainTexts(lines, n_jobs).token_tables
    lengths, letters = (np.concatenate(parts) for parts in zip(*map(_word_counts, tables), strict=True))
    leads = _leads(lengths, document, len(corpus))
    titles = [" ".join(title.split()) if title else None for title in corpus.table["title"].to_pylist()]
    missing = np.array([not title for title in titles])[document]
    fits = missing & np.isin(lengths, _HEADLINE_WORDS) & (letters >= _HEADLINE_WORDS[0])
    fits &= np.arange(len(lines)) < leads[document]
    fits &= ~_furniture(lines, document, corpus)
    rows = np.flatnonzero(fits)
    candidates = vectorizer.transform([lines[row] for row in rows.tolist()])
    support = _support(candidates, words[document[rows]], vectorizer.idf_)
    for row in rows[support >= _HEADLINE_SUPPORT][::-1].tolist():
        titles[document[row]] = lines[row]
    for number in np.flatnonzero(leads >= 0).tolist():
        titles[number] = titles[number] or _first_sentence(lines[leads[number]])
    return titles, [lines[lead] if lead >= 0 else "" for lead in leads.tolist()]


def _early_lines(corpus: Corpus) -> tuple[list[str], npt.NDArray[np.int64]]:
    beginnings = pc.utf8_slice_codeunits(corpus.table["text"], 0, _EARLY_CHARACTERS).to_pylist()
    lines: list[str] = []
    document: list[int] = []
    for number, beginning in enumerate(beginnings):
        squeezed = (" ".join(line.split()) for line in beginning.splitlines())
        for line in islice(filter(None, squeezed), _EARLY_LINES):
            lines.append(_DATE_STAMP.sub("", line))
            document.append(number)
            if line.count(" ") >= _LEAD_SPACES:
                break
    return lines, np.array(document, np.int64)


def _word_counts(table: _core.TokenTable) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """How many words and numbers, and how many words alone, each text of a token table has."""
    kind, begin = np.asarray(table.kind), np.asarray(table.document_begin).astype(np.int64)
    word, number = KINDS.index("word"), KINDS.index("number")

    def count(kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        return np.diff(np.concatenate([[0], np.cumsum(kept)])[begin])

    return count((kind == word) | (kind == number)), count(kind == word)


def _leads(lengths: npt.NDArray[np.int64], document: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """The line that is each document's lead, -1 where no line has a word."""
    leads = np.full(size, -1, np.int64)
    # The last to be written wins: the longest line, then the first that is long enough.
    by_length = np.lexsort((-np.arange(len(lengths)), lengths))
    by_length = by_length[lengths[by_length] > 0]
    leads[document[by_length]] = by_length
    long = np.flatnonzero(lengths >= _LEAD_WORDS)[::-1]
    leads[document[long]] = long
    return leads


def _furniture(lines: list[str], document: npt.NDArray[np.int64], corpus: Corpus) -> npt.NDArray[np.bool_]:
    """Which lines stand in another document of the same source too."""
    source = corpus.table["source"].combine_chunks().dictionary_encode().indices.fill_null(-1).to_numpy()[document]
    line = pa.array(lines, pa.string()).dictionary_encode().indices.to_numpy()
    documents = pd.Series(document).groupby(source.astype(np.int64) * len(lines) + line)
    in_several = (documents.transform("min") != documents.transform("max")).to_numpy()
    repeated: npt.NDArray[np.bool_] = in_several & (source >= 0)
    return repeated


def _support(lines: Any, documents: Any, idf: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The share of each line's words, by idf, that its document has once more elsewhere."""
    weight = lines.copy()
    weight.data = idf[weight.indices]
    elsewhere = (documents - lines) > 1e-9
    total = np.asarray(weight.sum(axis=1)).ravel()
    return np.asarray(weight.multiply(elsewhere).sum(axis=1)).ravel() / np.where(total == 0, 1, total)


def _first_sentence(line: str) -> str:
    ends = boundaries([line], "sentences")[0]
    return line[: ends[1]].strip() if len(ends) > 1 else line
