"""What find_reuse will need, told before it starts."""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.corpus import Corpus
from wirecopy.reuse.agencies import credit_words

#: As much text is tried out: a fifth of a second.
SAMPLE_BYTES = 4_000_000

# What is held at the peak, beside the texts: words, what is known of each paragraph and document, the rows of the
# result with those of its families (in the core and in Arrow, or of the core alone), the runs of text that many carry
# and the 3-grams that paragraphs share, and what is at work: fingerprints or 3-grams in rounds.
_BYTES_A_WORD = 4.6
_BYTES_A_WORD_AT_WORK = 8
_BYTES_A_PARAGRAPH = 70
_BYTES_A_DOCUMENT = 300
_BYTES_A_PASSAGE = 260
_BYTES_A_PASSAGE_ON_DISK = 120
_BYTES_A_CROWDED_WORD = 60
_BYTES_AT_LEAST = 40_000_000
_WORDS_A_ROUND = 2**27
_LEAST_WORDS_A_ROUND = 2**20

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}


@dataclass(frozen=True)
class Estimate:
    """What `find_reuse` will need: from the least to the most that is to be expected.

    Attributes
    ----------
    seconds : (float, float)
    memory : (int, int)
        Bytes beside the texts.
    result : (int, int)
        Bytes of these that the result takes, which stay.
    """

    seconds: tuple[float, float]
    memory: tuple[int, int]
    result: tuple[int, int]

    def __repr__(self) -> str:
        low, high = self.seconds
        time_needed = f"{_duration(low)} to {_duration(high)}"
        memory, result = (f"{_size(low)} to {_size(high)}" for low, high in (self.memory, self.result))
        return f"<Estimate: {time_needed}, {memory} beside the texts, of which the result keeps {result}>"


def estimate_reuse(corpus: Corpus, *, min_words: int = 12, noise: str = "none", n_jobs: int = -1) -> Estimate:
    """Tell how long `find_reuse` will take, and how much memory, from a run on some documents of the corpus.

    How often documents share text shows only when all are compared: the range tells how much that may matter.

    Parameters
    ----------
    corpus : Corpus
    min_words : int
    noise : {"none", "ocr"}
        As `find_reuse` is to be asked.
    n_jobs : int
        Threads; -1: all cores.

    Raises
    ------
    ValueError
        If `min_words` is below 6, or `noise` neither of the two; the message quotes the value.
    """
    check_asked(min_words, noise)
    tried = _try(corpus, min_words, noise, n_jobs)
    at_work = _BYTES_A_WORD_AT_WORK * min(tried.words, _WORDS_A_ROUND * 1.0)
    low, high = tried.held()
    growth = 1.4 + 0.15 * math.log2(max(tried.times, 1))
    seconds = tried.seconds * tried.times
    fewest, most = tried.result(_BYTES_A_PASSAGE)
    return Estimate(
        (0.7 * seconds, growth * seconds), (int(low + at_work), int(high + at_work)), (int(fewest), int(most))
    )


@dataclass(frozen=True)
class _Trial:
    """A run on a sample: what it took, and what the whole corpus has by it."""

    seconds: float
    times: float  # the corpus is so much longer
    documents: int
    words: float
    shared_words: float
    passages: float

    def held(self) -> tuple[float, float]:
        """What is held throughout, whatever the rounds: the least, and the most that is to be expected."""
        low, high = self.found(_BYTES_A_PASSAGE)
        words = _BYTES_A_WORD * self.words
        return low + words, high + words

    def found(self, bytes_a_passage: float) -> tuple[float, float]:
        """The same without the words and what is known of each of them."""
        paragraphs = self.words / 10  # short ones: more than there are, as a rule
        fewest, most = self.result(bytes_a_passage)
        low = _BYTES_AT_LEAST + _BYTES_A_DOCUMENT * self.documents + fewest
        high = _BYTES_AT_LEAST + _BYTES_A_DOCUMENT * self.documents + most
        return low, high + _BYTES_A_PARAGRAPH * paragraphs + _BYTES_A_CROWDED_WORD * self.shared_words

    def result(self, bytes_a_passage: float) -> tuple[float, float]:
        """What the result takes: what a sample shares, all may share with more."""
        return bytes_a_passage * self.passages, bytes_a_passage * self.passages * min(self.times, 8)


def _try(corpus: Corpus, min_words: int, noise: str, n_jobs: int) -> _Trial:
    texts = corpus.table["text"]
    total = sum(pc.sum(pc.binary_length(chunk)).as_py() or 0 for chunk in texts.chunks)
    share = min(1.0, SAMPLE_BYTES / max(total, 1))
    rows = np.unique(np.linspace(0, max(len(corpus) - 1, 0), max(1, round(len(corpus) * share))).astype(np.int64))
    sample = Corpus(_rows(corpus.table, rows[: len(corpus)]))
    options = _core.ReuseOptions(
        min_words=min_words,
        jaccard=0.5,
        min_identity=0,
        max_lag=None,
        across=_core.Across.all,
        credits=credit_words({}),
        noise=_core.Noise.__members__[noise],
    )
    core = sample.core
    start = time.perf_counter()
    found = _core.find_reuse(core, None, options, n_jobs)
    seconds = time.perf_counter() - start
    tried = sum(pc.sum(pc.binary_length(chunk)).as_py() or 0 for chunk in sample.table["text"].chunks)
    times = total / max(tried, 1)
    words = float(found["shares"][:, 0].sum())
    own = float(found["shares"][:, -1].sum())
    passages = len(found["passages"]["id"])
    return _Trial(seconds, times, len(corpus), words * times, (words - own) * times, passages * times)


def _rows(table: pa.Table, rows: npt.NDArray[np.int64]) -> pa.Table:
    """Return some rows, given in order: `take` on a table joins all its texts first."""
    taken, first = [], 0
    for batch in table.to_batches():
        here = rows[np.searchsorted(rows, first) : np.searchsorted(rows, first + len(batch))]
        taken.append(batch.take(pa.array(here - first)))
        first += len(batch)
    return pa.Table.from_batches(taken, table.schema)


def check_asked(min_words: int, noise: str) -> None:
    """Raise ValueError if `find_reuse` cannot be asked so."""
    if min_words < 6:
        raise ValueError(f"min_words is {min_words}; it must be at least 6")
    if noise not in _core.Noise.__members__:
        raise ValueError(f"noise is {noise!r}; it must be one of 'none', 'ocr'")


def fitted(corpus: Corpus, limit: str | int | None, *, min_words: int, noise: str) -> tuple[int, bool]:
    """Return of how many words `find_reuse` may hold fingerprints and 3-grams at a time, and whether these, the words
    and the tables of the result lie on disk.

    Raises
    ------
    MemoryError
        If what is found needs more than `limit` by the least that is to be expected.
    """
    if limit is None:
        return _WORDS_A_ROUND, False
    allowed = bytes_of(limit)
    tried = _try(corpus, min_words, noise, n_jobs=1)
    words = int((allowed - tried.held()[1]) / _BYTES_A_WORD_AT_WORK)
    if words >= _LEAST_WORDS_A_ROUND:
        return min(words, _WORDS_A_ROUND), False
    needed = tried.found(_BYTES_A_PASSAGE_ON_DISK)[0]
    if needed > allowed:
        raise MemoryError(
            f"find_reuse may need {_size(int(needed))} beside the texts of {len(corpus):,} documents, and memory_limit "
            f"is {_size(allowed)}: allow more, or split the corpus"
        )
    return _WORDS_A_ROUND, True


def bytes_of(size: str | int) -> int:
    """Return the number of bytes that "2GB", "500 MB" or a number means.

    Raises
    ------
    ValueError
        If it is no size above 0; the message quotes it.
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*((?:[kmgt]i?)?)b?\s*", str(size).lower())
    if found is None or float(found[1]) <= 0:
        raise ValueError(f'memory_limit is {size!r}; it must be a size such as "2GB", or a number of bytes')
    return int(float(found[1]) * _UNITS[found[2]])


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min"
