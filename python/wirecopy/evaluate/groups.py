"""Agreement of two groupings of the same items: the adjusted Rand index and B-cubed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy.evaluate.pairs import Scores, scores
from wirecopy.evaluate.tables import Codes, arrow_of, common_codes, is_table, numbers, require, row_codes

if TYPE_CHECKING:
    from typing import TypeAlias

    from wirecopy.evaluate.tables import Table

    Groups: TypeAlias = Table | Sequence[Any] | npt.NDArray[Any] | pa.Array

# By the column that names the group, those that name the item.
_ITEMS = {"story": ("document",), "family": ("document", "begin", "end"), "group": ("source",)}


class _Contingency(NamedTuple):
    """How many items each two groups have in common, and the sizes of both, for each cell that is not empty."""

    common: Codes
    true: Codes  # the size of the true group of each cell
    found: Codes  # the size of the found group of each cell
    true_sizes: Codes
    found_sizes: Codes


def b_cubed(truth: Groups, found: Groups) -> Scores:
    """B-cubed recall and precision: for each item, how much of its group the other grouping puts with it, averaged.

    Parameters
    ----------
    truth, found : sequences of labels, or tables
        Labels of the same items in the same order; or results, Arrow tables or DataFrames with the columns
        `story, document`, or `group, source`, or `family, document, begin, end`. Of tables the items of the truth
        count; one that was not found is a group of its own.

    Raises
    ------
    ValueError
        If the labels are not of equally many items, are missing, or if a table lists an item twice.

    References
    ----------
    Bagga & Baldwin, "Algorithms for scoring coreference chains", LREC workshop on linguistic coreference 1998.
    """
    cells = _contingency(truth, found)
    items = int(cells.common.sum())
    if not items:
        return Scores(1.0, 1.0, 1.0)
    square = cells.common.astype(float) ** 2
    return scores(float((square / cells.true).sum() / items), float((square / cells.found).sum() / items))


def adjusted_rand_index(truth: Groups, found: Groups) -> float:
    """Share of pairs of items on which two groupings agree, corrected for chance: 1 if equal, about 0 if random.

    Parameters
    ----------
    truth, found : sequences of labels, or tables
        As for `b_cubed`.

    Raises
    ------
    ValueError
        As for `b_cubed`.

    References
    ----------
    Hubert & Arabie, "Comparing partitions", Journal of Classification 2, 1985.
    """
    cells = _contingency(truth, found)
    items = int(cells.common.sum())
    together, true, guessed = (_pairs(sizes) for sizes in (cells.common, cells.true_sizes, cells.found_sizes))
    if true == guessed == together:
        return 1.0
    expected = true * guessed / (items * (items - 1) // 2)
    return (together - expected) / ((true + guessed) / 2 - expected)


def _pairs(sizes: Codes) -> int:
    """Pairs inside groups of these sizes; exact, as whole numbers of Python."""
    return int((sizes * (sizes - 1) // 2).sum())


def _contingency(truth: Groups, found: Groups) -> _Contingency:
    if is_table(truth) != is_table(found):
        raise TypeError("truth and found must both be tables, or both sequences of labels")
    true, guessed = _of_tables(truth, found) if is_table(truth) else (_labels(truth, "truth"), _labels(found, "found"))
    if len(true) != len(guessed):
        raise ValueError(f"truth labels {len(true):,} items and found {len(guessed):,}; they must be the same")
    true_sizes, found_sizes = np.bincount(true), np.bincount(guessed)
    _, first, common = np.unique(row_codes(true, guessed), return_index=True, return_counts=True)
    return _Contingency(common, true_sizes[true[first]], found_sizes[guessed[first]], true_sizes, found_sizes)


def _labels(labels: Any, name: str) -> Codes:
    column = labels if isinstance(labels, pa.Array | pa.ChunkedArray) else pa.array(labels, from_pandas=True)
    if column.null_count:
        raise ValueError(f"{name} has {column.null_count:,} items without a label; leave them out of both")
    return row_codes(common_codes(column)[0])


def _of_tables(truth: Any, found: Any) -> tuple[Codes, Codes]:
    """The groups of the items of the truth in both tables."""
    tables = arrow_of(truth, "truth"), arrow_of(found, "found")
    known = [group for group in _ITEMS if all(group in table.column_names for table in tables)]
    if not known:
        raise ValueError(f"truth and found must both have a column {', '.join(_ITEMS)}")
    group = known[0]
    for table, name in zip(tables, ("truth", "found"), strict=True):
        require(table, (group, *_ITEMS[group]), name)
    columns = [np.concatenate(common_codes(*(table[_ITEMS[group][0]] for table in tables)))]
    columns += [np.concatenate([numbers(table[name]) for table in tables]) for name in _ITEMS[group][1:]]
    item = row_codes(*columns)
    split = len(tables[0])
    for rows, name in ((item[:split], "truth"), (item[split:], "found")):
        if len(np.unique(rows)) < len(rows):
            raise ValueError(f"{name} lists an item twice; each belongs to one {group}")
    guesses = common_codes(tables[1][group])[0]
    of_item = np.arange(len(item)) + int(guesses.max(initial=0)) + 1  # not found: a group of its own
    of_item[item[split:]] = guesses
    return common_codes(tables[0][group])[0], row_codes(of_item[item[:split]])
