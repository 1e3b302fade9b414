"""The border to the core: a corpus's columns as the buffers it works on, without a copy of the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.batches import strings
from wirecopy.corpus.dates import DAY

if TYPE_CHECKING:
    from wirecopy import _core

_UNKNOWN = np.iinfo(np.int64).min


def core_of(table: pa.Table) -> _core.Corpus:
    """Return the core's view of a corpus's table; the texts stay where they are."""
    from wirecopy import _core

    earliest, latest = intervals(table)
    return _core.Corpus(
        [strings(chunk) for chunk in table["text"].chunks],
        strings(table["id"].cast(pa.large_string()).combine_chunks()),
        codes(table["source"]),
        codes(table["publisher"]),
        earliest,
        latest,
    )


def codes(names: Any) -> npt.NDArray[np.int32]:
    """Number the distinct names in bytewise order, so that the order of documents plays no part; unknown is -1."""
    names = names.combine_chunks()
    distinct = names.unique().drop_null()
    distinct = distinct.take(pc.sort_indices(distinct))
    return np.asarray(pc.index_in(names, value_set=distinct).fill_null(-1), dtype=np.int32)


def intervals(table: pa.Table) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the first and the last microsecond at which each document can have been published."""
    published = table["published"].combine_chunks().cast(pa.int64())
    earliest = np.asarray(published.fill_null(int(_UNKNOWN)), dtype=np.int64)
    is_day = np.asarray(pc.fill_null(pc.equal(table["precision"].combine_chunks(), "day"), False))
    return earliest, np.where(is_day & (earliest != _UNKNOWN), earliest + (DAY - 1), earliest)
