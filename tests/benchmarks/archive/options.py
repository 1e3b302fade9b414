"""What an archive is to be like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """An archive of `documents` articles of about `words` words.

    Parameters
    ----------
    documents, seed
        How many, and which ones.
    outlets : int
        How many labels print them.
    copied : float in [0, 1)
        The share of documents that belong to a story of several.
    widest : int
        If not 0, one story is carried by so many outlets; by chance none is by more than `widest_by_chance`.
    edits : float
        The mean rate at which copied words are edited, where any are.
    quotations : float
        How many quotations, shared by two to four pages, there are for three pages.
    """

    documents: int = 10_000
    seed: int = 0
    outlets: int = 400
    copied: float = 0.3
    widest: int = 0
    widest_by_chance: int = 1_000
    words: int = 480
    edits: float = 0.03
    quotations: float = 0.1
