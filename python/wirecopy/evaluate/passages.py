"""PAN's measures of found passages: recall, precision, granularity and plagdet, by characters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy.evaluate.tables import Codes, arrow_of, common_codes, numbers, require, row_codes

if TYPE_CHECKING:
    from wirecopy.evaluate.tables import Table

_COLUMNS = tuple(f"{name}_{side}" for side in "ab" for name in ("document", "begin", "end"))


class PassageScores(NamedTuple):
    """How well passages were found.

    `recall` and `precision` are means over passages of the share of their characters, on both sides, that the other
    list covers; `granularity` is how many detections a detected passage has, at best 1; `plagdet` is their F1 divided
    by log2(1 + granularity).
    """

    recall: float
    precision: float
    granularity: float
    plagdet: float


class _Passages(NamedTuple):
    """Passages in columns; the pair of documents as a number, two spans, the side of the lesser document first."""

    pair: Codes
    begin: tuple[Codes, Codes]
    end: tuple[Codes, Codes]


def plagdet(truth: Table, found: Table, *, slack: int = 0, listed: bool = False) -> PassageScores:
    """PAN's recall, precision, granularity and plagdet, macro-averaged.

    A detection detects a passage when the two overlap on both sides. Which side is called a makes no difference.

    Parameters
    ----------
    truth, found : Result, pyarrow.Table or DataFrame
        Columns `document_a, begin_a, end_a, document_b, begin_b, end_b`; spans in any one unit, half-open.
    slack : int, in the unit of the spans
        Where offsets are known to drift: for recall detections, and for precision the passages of the truth, count as
        grown by this much at both ends.
    listed : bool
        Leave out detections between documents that the truth does not list as a pair.

    Returns
    -------
    PassageScores
        Against an empty truth, or without detections, recall and precision are 0, and 1 if both are empty.

    Raises
    ------
    ValueError
        If a column is missing or has nulls, if a span ends before it begins, or if `slack` is negative.

    References
    ----------
    Potthast, Stein, Barron-Cedeno & Rosso, "An evaluation framework for plagiarism detection", COLING 2010.
    """
    if slack < 0:
        raise ValueError(f"slack is {slack}; it must not be negative")
    true, detected = _read(arrow_of(truth, "truth"), arrow_of(found, "found"))
    if listed:
        detected = _select(detected, np.isin(detected.pair, true.pair))
    recall, detections = _covered(true, detected, slack)
    precision, _ = _covered(detected, true, slack)
    if not len(true.pair) and not len(detected.pair):
        return PassageScores(1.0, 1.0, 1.0, 1.0)
    granularity = float(detections[detections > 0].mean()) if detections.any() else 1.0
    return PassageScores(recall, precision, granularity, _f1(recall, precision) / math.log2(1 + granularity))


def _read(truth: pa.Table, found: pa.Table) -> tuple[_Passages, _Passages]:
    """Both lists, with pairs of documents numbered alike."""
    for table, name in ((truth, "truth"), (found, "found")):
        require(table, _COLUMNS, name)
    sides = [table[f"document_{side}"] for table in (truth, found) for side in "ab"]
    true_a, true_b, found_a, found_b = common_codes(*sides)
    true, detected = _oriented(truth, true_a, true_b, "truth"), _oriented(found, found_a, found_b, "found")
    low = np.concatenate([np.minimum(true_a, true_b), np.minimum(found_a, found_b)])
    high = np.concatenate([np.maximum(true_a, true_b), np.maximum(found_a, found_b)])
    pair = row_codes(low, high)
    return true._replace(pair=pair[: len(truth)]), detected._replace(pair=pair[len(truth) :])


def _oriented(table: pa.Table, a: Codes, b: Codes, name: str) -> _Passages:
    """The spans, the lesser document's first; of two in one document the one that begins first."""
    begin_a, end_a, begin_b, end_b = (numbers(table[f"{end}_{side}"]) for side in "ab" for end in ("begin", "end"))
    wrong = np.flatnonzero((end_a < begin_a) | (end_b < begin_b))
    if len(wrong):
        raise ValueError(f"row {wrong[0]} of {name} has a span that ends before it begins")
    turned = (a > b) | ((a == b) & (begin_a > begin_b))
    begin = np.where(turned, begin_b, begin_a), np.where(turned, begin_a, begin_b)
    end = np.where(turned, end_b, end_a), np.where(turned, end_a, end_b)
    return _Passages(a, begin, end)


def _select(passages: _Passages, kept: npt.NDArray[np.bool_]) -> _Passages:
    return _Passages(
        passages.pair[kept],
        (passages.begin[0][kept], passages.begin[1][kept]),
        (passages.end[0][kept], passages.end[1][kept]),
    )


def _covered(passages: _Passages, others: _Passages, slack: int) -> tuple[float, Codes]:
    """The mean share of a passage that the others cover, and how many of them overlap each."""
    touched, by = _meetings(passages, others, slack)
    if not len(passages.pair):
        return 0.0, np.zeros(0, np.int64)
    characters = np.zeros(len(passages.pair), np.int64)
    for side in range(2):
        begin = np.maximum(passages.begin[side][touched], others.begin[side][by] - slack)
        end = np.minimum(passages.end[side][touched], others.end[side][by] + slack)
        characters += union_lengths(touched, begin, end, len(passages.pair))
    length = sum(passages.end[side] - passages.begin[side] for side in range(2))
    return float(np.mean(characters / np.maximum(length, 1))), np.bincount(touched, minlength=len(passages.pair))


def _meetings(passages: _Passages, others: _Passages, slack: int) -> tuple[Codes, Codes]:
    """Every passage and other that overlap on both sides, as two columns of row numbers.

    Of the others between the same documents, those are looked at that begin, on one side, before the passage ends and
    not further before it than the longest is long.
    """
    if not len(passages.pair) or not len(others.pair):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    longest = int((others.end[0] - others.begin[0]).max())
    lowest = min(int(others.begin[0].min()), int(passages.begin[0].min()) - longest) - slack
    width = max(int(others.begin[0].max()), int(passages.end[0].max())) + slack + 2 - lowest
    place = others.pair * width + (others.begin[0] - lowest)
    order = np.argsort(place, kind="stable")
    first = np.searchsorted(place[order], passages.pair * width + (passages.begin[0] - slack - longest - lowest))
    last = np.searchsorted(place[order], passages.pair * width + (passages.end[0] + slack - lowest))
    touched = np.repeat(np.arange(len(passages.pair)), last - first)
    by = order[
        np.arange(len(touched)) + np.repeat(first - np.concatenate([[0], np.cumsum(last - first)[:-1]]), last - first)
    ]
    both = np.ones(len(touched), bool)
    for side in range(2):
        both &= passages.begin[side][touched] < others.end[side][by] + slack
        both &= passages.end[side][touched] > others.begin[side][by] - slack
    return touched[both], by[both]


def union_lengths(owner: Codes, begin: Codes, end: Codes, owners: int) -> npt.NDArray[np.int64]:
    """How much of the line each owner's half-open intervals cover together; what ends before it begins is empty.

    O(n log n), no step for each character or owner.
    """
    order = np.lexsort((begin, owner))
    owner, begin, end = owner[order], begin[order], np.maximum(begin, end)[order]
    if not len(owner):
        return np.zeros(owners, np.int64)
    # Each owner's intervals stand on a stretch of the line of their own, so that one running maximum serves all.
    stretch = owner * (int(end.max()) - int(begin.min()) + 1) - int(begin.min())
    begin, end = begin + stretch, end + stretch
    reached = np.maximum.accumulate(np.concatenate([[0], end[:-1]]))
    fresh = np.maximum(0, end - np.maximum(begin, reached))
    return np.bincount(owner, weights=fresh, minlength=owners).astype(np.int64)


def _f1(recall: float, precision: float) -> float:
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
