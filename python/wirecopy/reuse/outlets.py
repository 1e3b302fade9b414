"""Which outlets share text, and which of two printed it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_Z = 1.959963984540054  # two-sided 95%


def outlets(passages: pa.Table, corpus: Corpus) -> pa.Table:
    """Pairs of sources that share prose, a row a pair, most words first.

    `low` and `high` bound `a_first_share` with 95% confidence (Wilson, JASA 1927); null where nothing is decided.
    `same_publisher` marks two labels of one house, whose sharing is not copying between houses.
    """
    of_document = corpus.to_arrow().select(["id", "source", "publisher"]).to_pandas().set_index("id")
    rows = passages.to_pandas()
    rows = rows[(rows["context"] == "prose") & (rows["document_a"] != rows["document_b"])].copy()
    for side in "ab":
        rows[f"source_{side}"] = of_document["source"].reindex(rows[f"document_{side}"]).to_numpy()
        rows[f"publisher_{side}"] = of_document["publisher"].reindex(rows[f"document_{side}"]).to_numpy()
    rows = rows.dropna(subset=["source_a", "source_b"])
    rows = rows[rows["source_a"] != rows["source_b"]].copy()
    turned = (rows["source_a"] > rows["source_b"]).to_numpy()
    for name in ("document", "source", "publisher"):
        a, b = rows[f"{name}_a"].to_numpy(), rows[f"{name}_b"].to_numpy()
        rows[f"{name}_a"], rows[f"{name}_b"] = np.where(turned, b, a), np.where(turned, a, b)
    first = rows["first"].to_numpy()
    rows["a_first"] = first == np.where(turned, "b", "a")
    rows["b_first"] = first == np.where(turned, "a", "b")

    records = []
    for (source_a, source_b), pair in rows.groupby(["source_a", "source_b"], sort=True):
        a_first, b_first = int(pair["a_first"].sum()), int(pair["b_first"].sum())
        share, low, high = _wilson(a_first, a_first + b_first)
        same = pair["publisher_a"].iloc[0]
        records.append(
            {
                "source_a": source_a,
                "source_b": source_b,
                "same_publisher": bool(pd.notna(same) and same == pair["publisher_b"].iloc[0]),
                "documents": pd.concat([pair["document_a"], pair["document_b"]]).nunique(),
                "words": int(pair["words"].sum()),
                "a_first": a_first,
                "b_first": b_first,
                "undecided": len(pair) - a_first - b_first,
                "a_first_share": share,
                "low": low,
                "high": high,
                "median_lag": pair["lag"].median(),
            }
        )
    records.sort(key=lambda record: (-record["words"], record["source_a"], record["source_b"]))
    return pa.Table.from_pylist(records, _SCHEMA)


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


def _wilson(successes: int, trials: int) -> tuple[float | None, float | None, float | None]:
    if trials == 0:
        return None, None, None
    share = successes / trials
    centre = share + _Z**2 / (2 * trials)
    margin = _Z * float(np.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2)))
    scale = 1 + _Z**2 / trials
    return share, max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)
