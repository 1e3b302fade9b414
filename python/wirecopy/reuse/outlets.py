"""Which outlets share text, and which of two printed it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_Z = 1.959963984540054  # two-sided 95%

_SCHEMA = pa.schema(
    [
        ("source_a", pa.string()),
        ("source_b", pa.string()),
        ("same_publisher", pa.bool_()),
        ("documents", pa.int64()),
        ("words", pa.int64()),
        ("a_first", pa.int64()),
        ("b_first", pa.int64()),
        ("undecided", pa.int64()),
        ("a_first_share", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("median_lag", pa.duration("us")),
    ]
)
_PAIR = ["source_a", "source_b"]


def outlets(passages: pa.Table, corpus: Corpus) -> pa.Table:
    """Pairs of sources that share prose, a row a pair, most words first.

    `low` and `high` bound `a_first_share` with 95% confidence (Wilson, JASA 22, 1927); null where nothing is decided.
    `same_publisher` marks two labels of one house, whose sharing is not copying between houses. Where a source prints
    for several houses, what it shares inside a house is left out of its pairs with other houses.
    """
    rows = _between_sources(passages, corpus)
    if rows.empty:
        return _SCHEMA.empty_table()
    pairs = rows.groupby(_PAIR)
    found = pairs.agg(
        same_publisher=("same_publisher", "all"),
        words=("words", "sum"),
        a_first=("a_first", "sum"),
        b_first=("b_first", "sum"),
        passages=("words", "size"),
        median_lag=("lag", "median"),
    )
    sides = [rows[[*_PAIR, f"document_{side}"]].set_axis([*_PAIR, "document"], axis=1) for side in "ab"]
    found["documents"] = pd.concat(sides).groupby(_PAIR)["document"].nunique()
    decided = (found["a_first"] + found["b_first"]).to_numpy()
    found["undecided"] = found["passages"] - decided
    found["a_first_share"], found["low"], found["high"] = _wilson(found["a_first"].to_numpy(), decided)
    found = found.reset_index().sort_values(["words", *_PAIR], ascending=[False, True, True])
    return pa.Table.from_pandas(found[_SCHEMA.names], _SCHEMA, preserve_index=False)


def _between_sources(passages: pa.Table, corpus: Corpus) -> pd.DataFrame:
    """Passages of prose between two sources, turned so that the lesser name is a."""
    of_document = corpus.to_arrow().select(["id", "source", "publisher"]).to_pandas().set_index("id")
    rows = passages.to_pandas()
    rows = rows[(rows["context"] == "prose") & (rows["document_a"] != rows["document_b"])].copy()
    for side in "ab":
        for name in ("source", "publisher"):
            rows[f"{name}_{side}"] = of_document[name].reindex(rows[f"document_{side}"]).to_numpy()
    rows = rows.dropna(subset=_PAIR)
    rows = rows[rows["source_a"] != rows["source_b"]].copy()
    turned = (rows["source_a"] > rows["source_b"]).to_numpy()
    for name in ("document", "source"):
        a, b = rows[f"{name}_a"].to_numpy(), rows[f"{name}_b"].to_numpy()
        rows[f"{name}_a"], rows[f"{name}_b"] = np.where(turned, b, a), np.where(turned, a, b)
    first = rows["first"].to_numpy()
    rows["a_first"] = first == np.where(turned, "b", "a")
    rows["b_first"] = first == np.where(turned, "a", "b")
    rows["same_publisher"] = (rows["publisher_a"] == rows["publisher_b"]).fillna(False)
    return rows[rows["same_publisher"] == rows.groupby(_PAIR)["same_publisher"].transform("all")]


def _wilson(successes: npt.NDArray[np.int64], trials: npt.NDArray[np.int64]) -> tuple[npt.NDArray[Any], ...]:
    """Shares with their bounds; NaN, which Arrow takes for null, where there were no trials."""
    count = np.where(trials == 0, np.nan, trials.astype(float))
    share = successes / count
    centre = share + _Z**2 / (2 * count)
    margin = _Z * np.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    scale = 1 + _Z**2 / count
    return share, np.maximum(0.0, (centre - margin) / scale), np.minimum(1.0, (centre + margin) / scale)
