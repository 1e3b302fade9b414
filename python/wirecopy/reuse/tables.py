"""What the core found, as the tables that users see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.reuse.columns import Columns, hexadecimal, named

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_CONTEXTS = ("prose", "quotation", "boilerplate")
_CLASSES = ("boilerplate", "quotation", "wire", "same_publisher", "other_publisher", "own")


def _edit(equal: npt.NDArray[np.uint32], aligned: npt.NDArray[np.uint32]) -> dict[str, Any]:
    identity = equal / aligned
    codes = np.where(equal == aligned, 0, np.where(identity >= 0.5, 1, 2))
    return {"identity": identity, "edit": named(codes, ("verbatim", "edited", "rewritten"))}


def passages_table(found: dict[str, Any], columns: Columns) -> pa.Table:
    """What `Reuse.passages` shows."""
    order = found["order"]
    return pa.table(
        {
            "passage": hexadecimal(found["id"]),
            **columns.span(found, "_a"),
            **columns.span(found, "_b"),
            "words": found["words"].astype(np.int64),
            **_edit(found["words"], found["aligned"]),
            "context": named(found["context"], _CONTEXTS),
            "first": named(order + 1, ("a", None, "b")),
            "lag": pa.array(found["lag"], pa.duration("us"), mask=order == 0),
        }
    )


def families_table(found: dict[str, Any], agencies: list[str], columns: Columns) -> pa.Table:
    """What `Reuse.families` shows."""
    return pa.table(
        {
            "family": hexadecimal(found["id"]),
            **columns.span(found),
            "role": named(found["is_copy"], ("representative", "copy")),
            **_edit(found["equal"], found["aligned"]),
            "context": named(found["context"], _CONTEXTS),
            "agency": named(np.where(found["agency"] < 0, len(agencies), found["agency"]), (*agencies, None)),
        }
    )


def boilerplate_table(found: dict[str, Any], columns: Columns, corpus: Corpus) -> pa.Table:
    """What `Reuse.boilerplate` shows."""
    span = columns.span(found)
    rows = pc.index_in(span["document"], value_set=corpus.ids)
    table = pa.table(
        {"publisher": corpus.table["publisher"].take(rows), "pages": found["pages"].astype(np.int64), **span}
    )
    return table.sort_by(
        [("pages", "descending"), ("publisher", "ascending"), ("document", "ascending"), ("begin", "ascending")]
    )


def shares_table(counts: npt.NDArray[np.uint32], shared_first: npt.NDArray[np.int64], ids: pa.Array) -> pa.Table:
    """What `Reuse.documents` shows, of counts of words: a row a document, all and then of each class."""
    words = counts[:, 0].astype(np.int64)
    whole = np.maximum(words, 1)
    shares = {name: counts[:, 1 + column] / whole for column, name in enumerate(_CLASSES)}
    shares["own"] = np.where(words == 0, 1.0, shares["own"])
    return pa.table(
        {
            "document": ids,
            "words": words,
            **shares,
            "shared_first": pa.array(np.maximum(shared_first, 0) / whole, mask=shared_first < 0),
        }
    )
