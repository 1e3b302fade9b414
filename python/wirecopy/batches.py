"""Columns of texts in batches: what the core works on at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

#: A batch is what the core works on at a time: whole documents, at most this much text unless one alone has more.
BATCH_BYTES = 64 * 1024 * 1024


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


def read_only(array: Any) -> Any:
    """Return the same array on memory that nobody can write to through it."""
    buffers = [buffer and pa.foreign_buffer(buffer.address, buffer.size, base=buffer) for buffer in array.buffers()]
    return pa.Array.from_buffers(array.type, len(array), buffers, array.null_count, array.offset)


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
