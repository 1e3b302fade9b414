"""Passages, families and shares of a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from wirecopy import _core
from wirecopy.corpus import Corpus
from wirecopy.documents import microseconds
from wirecopy.progress import progress_bar
from wirecopy.reuse.agencies import credit_words
from wirecopy.reuse.estimate import check_asked, fitted
from wirecopy.reuse.regroup import regrouped, spanning
from wirecopy.reuse.reuse import Reuse

#: Paragraphs whose sets of word 3-grams are this similar are near-identical.
NEAR_IDENTICAL = 0.5


def find_reuse(
    corpus: Corpus,
    *,
    min_words: int = 12,
    min_identity: float = 0,
    max_lag: Any = None,
    across: str = "all",
    agencies: Mapping[str, Iterable[str]] | None = None,
    noise: str = "none",
    n_jobs: int = -1,
    memory_limit: str | int | None = None,
    progress: bool | None = None,
) -> Reuse:
    """Find every passage that documents share, families of near-identical paragraphs, and what each document owes.

    Parameters
    ----------
    corpus : Corpus
    min_words : int
        A passage of prose has at least this many equal words; at least 6. Inside quotation marks on both sides 6 do.
    min_identity : float in [0, 1]
        Leave out passages of which a smaller share of the aligned words is equal, and split families likewise.
    max_lag : str or timedelta, optional
        Leave out passages between documents published further apart than this, such as "3D" (as `pandas.Timedelta`
        reads it). Where only the day is known, the closest moments of the two days count. Without a date they stay.
    across : {"all", "documents", "sources", "publishers"}
        Where passages and families are looked for: also inside one document, or between two different documents,
        sources or publishers only. A document without a source or publisher counts as its own.
    agencies : mapping of str to iterable of str, optional
        News agencies beside those that are known (`wirecopy.reuse.known_agencies()`): a name, and further forms in
        which credits have it, as in `{"Northwire": ["NW"]}`.
    noise : {"none", "ocr"}
        "ocr" for texts that a machine read from paper: words with a letter or two wrong count as what they were, as far
        as the corpus tells (rare words that look alike are taken for one).
    n_jobs : int
        Threads; -1: all cores. The result does not depend on it.
    memory_limit : str or int, optional
        The most memory beside the texts, such as "2GB" or a number of bytes. What does not fit at once is compared in
        rounds; where the words themselves do not fit, they and the tables of the result lie in temporary files (in the
        folder that TMPDIR names), of which the system holds in memory what there is room for. Either takes longer and
        finds the same. Where the least that is to be found leaves no room, the corpus is refused before
        anything is begun; where more is found than a sample tells, it takes more than the limit.
    progress : bool, optional
        Whether a bar on stderr tells how far the call is; None: in terminals and notebooks, if it lasts over a second.

    Raises
    ------
    ValueError
        If `min_words` is below 6, `min_identity` not in [0, 1], `max_lag` no duration, `across` none of the four,
        `noise` neither of the two, `agencies` no mapping of names to forms, or `memory_limit` no size; the message
        quotes the value.
    OSError
        If `memory_limit` asks for temporary files and there is no room for them, or their folder is held in memory; the
        message names the folder and what to do.
    MemoryError
        If what is found needs more memory than `memory_limit`; the message quotes both.

    References
    ----------
    Li, "Minimap2: pairwise alignment for nucleotide sequences", Bioinformatics 34, 2018 (chaining).
    Zhang, Schwartz, Wagner & Miller, "A greedy algorithm for aligning DNA sequences", J. Computational
    Biology 7, 2000 (X-drop).
    """
    check_asked(min_words, noise)
    if not 0 <= min_identity <= 1:
        raise ValueError(f"min_identity is {min_identity!r}; it must be at least 0 and at most 1")
    known = _core.Across.__members__
    if across not in known:
        raise ValueError(f"across is {across!r}; it must be one of {', '.join(map(repr, known))}")
    words_at_once, on_disk = fitted(corpus, memory_limit, min_words=min_words, noise=noise)
    options = _core.ReuseOptions(
        min_words=min_words,
        jaccard=NEAR_IDENTICAL,
        min_identity=min_identity,
        max_lag=None if max_lag is None else microseconds(max_lag),
        across=known[across],
        credits=credit_words(agencies or {}),
        noise=_core.Noise.__members__[noise],
        words_at_once=words_at_once,
        on_disk=on_disk,
    )
    with progress_bar(progress) as tell:
        found = _core.find_reuse(corpus.core, corpus.made_tables(n_jobs), options, n_jobs, tell)
    if min_identity > 0:
        found["families"] = regrouped(found["corpus"], found["families"], min_identity, n_jobs)
    if across != "all":
        found["families"] = spanning(found["families"], _labels(corpus, found["corpus"], across))
    return Reuse(corpus, found, min_words, noise, on_disk)


def _labels(corpus: Corpus, core: _core.Corpus, across: str) -> npt.NDArray[np.int64]:
    """For each document, in the order of `core`, a number that those of one source or publisher share."""
    own = -1 - np.arange(len(corpus), dtype=np.int64)
    if across == "documents":
        return own
    names = corpus.table[across.removesuffix("s")].combine_chunks().dictionary_encode().indices.fill_null(-1)
    codes = np.asarray(names, dtype=np.int64)[core.order]
    return np.where(codes < 0, own, codes)
