"""The border to the core: a corpus's columns as the buffers it works on, without a copy of the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.corpus.dates import DAY

if TYPE_CHECKING:
    from wirecopy import _core

#: A batch is what the core works on at a time: whole documents, at most this much text unless one alone has more.
BATCH_BYTES = 64 * 1024 * 1024
_UNKNOWN = np.iinfo(np.int64).min


def in_batches(texts: Any) -> Any:
    """Return a large_string column in chunks of whole documents of at most `BATCH_BYTES` of text.

    Large chunks are sliced, which copies nothing; small ones are joined, which copies them once.
    """
    groups: list[list[Any]] = [[]]
    size = 0
    for chunk in texts.chunks:
        if size >= BATCH_BYTES // 2:  # joining more to it would copy what is there
            groups.append([])
            size = 0
        offsets = _offsets(chunk)
        start = 0
        while start < len(chunk):
            limit = offsets[start] + BATCH_BYTES - size
            stop = int(np.searchsorted(offsets, limit, side="right")) - 1
            if stop <= start and size == 0:
                stop = start + 1  # one document larger than a batch
            if stop > start:
                groups[-1].append(chunk.slice(start, stop - start))
                size += int(offsets[stop] - offsets[start])
                start = stop
            if start < len(chunk):
                groups.append([])
                size = 0
    chunks = [group[0] if len(group) == 1 else pa.concat_arrays(group) for group in groups if group]
    return pa.chunked_array(chunks, pa.large_string())


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


def strings(array: Any) -> tuple[pa.Buffer, npt.NDArray[np.int64]]:
    """Return the bytes and offsets of a large_string array, which may be a slice of another."""
    offsets = _offsets(array)
    data = array.buffers()[2]
    if data is None or not len(array):
        return pa.py_buffer(b""), offsets - offsets[0]
    return data.slice(int(offsets[0]), int(offsets[-1] - offsets[0])), offsets - offsets[0]


def _offsets(array: Any) -> npt.NDArray[np.int64]:
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.zeros(1, dtype=np.int64)
    return np.frombuffer(buffer, dtype=np.int64, count=len(array) + 1, offset=8 * array.offset)


def intervals(table: pa.Table) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the first and the last microsecond at which each document can have been published."""
    published = table["published"].combine_chunks().cast(pa.int64())
    earliest = np.asarray(published.fill_null(int(_UNKNOWN)), dtype=np.int64)
    is_day = np.asarray(pc.fill_null(pc.equal(table["precision"].combine_chunks(), "day"), False))
    return earliest, np.where(is_day & (earliest != _UNKNOWN), earliest + (DAY - 1), earliest)
