"""What changed between two wordings."""

from __future__ import annotations

from typing import Literal, NamedTuple

from wirecopy import _core

_KINDS: tuple[Literal["number", "name", "words"], ...] = ("number", "name", "words")


class Change(NamedTuple):
    """A place where two texts differ, in code points of each; empty on one side where words were put in or left out.

    `kind` is "number" where a number stands on either side, "name" where both sides are capitalised words, and
    "words" otherwise.
    """

    begin_a: int
    end_a: int
    begin_b: int
    end_b: int
    kind: Literal["number", "name", "words"]


def word_diff(a: str, b: str) -> list[Change]:
    """Where the words of two texts differ after folding, in order; punctuation does not count.

    References
    ----------
    Needleman & Wunsch, "A general method applicable to the search for similarities in the amino acid sequence of two
    proteins", Journal of Molecular Biology 48, 1970.
    """
    rows: list[list[int]] = _core.word_diff(a, b).tolist()
    return [Change(row[0], row[1], row[2], row[3], _KINDS[row[4]]) for row in rows]
