"""Recall and precision of unordered pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from wirecopy.evaluate.tables import Codes, arrow_of, common_codes, numbers, require, row_codes

if TYPE_CHECKING:
    from wirecopy.evaluate.tables import Table


class Scores(NamedTuple):
    """Recall, precision and their harmonic mean."""

    recall: float
    precision: float
    f1: float


def scores(recall: float, precision: float) -> Scores:
    """Return both with their harmonic mean, which is 0 when both are."""
    return Scores(recall, precision, 2 * recall * precision / (recall + precision) if recall + precision else 0.0)


def pair_scores(truth: Table, found: Table) -> Scores:
    """Recall and precision of pairs of documents, or of spans of documents.

    A pair counts once however often it is listed, and whichever side is called a; a document paired with itself does
    not count.

    Parameters
    ----------
    truth, found : Result, pyarrow.Table or DataFrame
        Columns `document_a, document_b`. Where both have `begin_a, end_a, begin_b, end_b` too, pairs of spans are
        compared, which must be equal to the character; select the first two columns to compare documents alone.

    Returns
    -------
    Scores
        Of an empty list of pairs the share in common is 1.

    Raises
    ------
    ValueError
        If a column is missing or has nulls.
    """
    tables = arrow_of(truth, "truth"), arrow_of(found, "found")
    spans = all(f"{end}_{side}" in table.column_names for table in tables for side in "ab" for end in ("begin", "end"))
    of_side = {
        side: [f"{name}_{side}" for name in (("document", "begin", "end") if spans else ("document",))] for side in "ab"
    }
    for table, name in zip(tables, ("truth", "found"), strict=True):
        require(table, of_side["a"] + of_side["b"], name)
    places = _places(tables, of_side)
    low, high = np.minimum(*places), np.maximum(*places)
    pair = row_codes(low, high)
    apart = low != high
    split = len(tables[0])
    true, detected = np.unique(pair[:split][apart[:split]]), np.unique(pair[split:][apart[split:]])
    common = len(np.intersect1d(true, detected, assume_unique=True))
    return scores(common / len(true) if len(true) else 1.0, common / len(detected) if len(detected) else 1.0)


def _places(tables: tuple[pa.Table, pa.Table], of_side: dict[str, list[str]]) -> tuple[Codes, Codes]:
    """The number of what stands on side a, and on side b, of each row of both tables."""
    documents = common_codes(*(table[f"document_{side}"] for side in "ab" for table in tables))
    columns = [np.concatenate(documents)]
    for position in range(1, len(of_side["a"])):
        columns.append(np.concatenate([numbers(table[of_side[side][position]]) for side in "ab" for table in tables]))
    places = row_codes(*columns)
    half = len(places) // 2
    return places[:half], places[half:]
