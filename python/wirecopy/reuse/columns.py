"""From the core's columns to Arrow's: ids for documents, code points for bytes, hexadecimal for hashes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy import _core


class Columns:
    """Turns columns that speak of documents by number into columns that speak of them by id."""

    def __init__(self, core: _core.Corpus, ids: pa.Array) -> None:
        self._core = core
        self.ids = ids.take(pa.array(core.order))

    def documents(self, numbers: npt.NDArray[np.uint32]) -> pa.Array:
        """Ids, as a column of strings."""
        return self.ids.take(pa.array(numbers))

    def offsets(self, documents: npt.NDArray[np.uint32], offsets: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
        """Code points for bytes."""
        return _core.to_code_points(self._core, documents, offsets)

    def span(self, found: dict[str, Any], suffix: str = "") -> dict[str, Any]:
        """The columns `document, begin, end` of one side of what was found."""
        document, begin, end = (found[f"{name}{suffix}"] for name in ("document", "begin", "end"))
        # Both at once: a document's characters are counted for each call.
        edges = self.offsets(np.repeat(document, 2), np.stack([begin, end], axis=1).ravel()).reshape(-1, 2)
        return {
            f"document{suffix}": self.documents(document),
            f"begin{suffix}": np.ascontiguousarray(edges[:, 0]),
            f"end{suffix}": np.ascontiguousarray(edges[:, 1]),
        }


def hexadecimal(hashes: npt.NDArray[np.uint64]) -> pa.Array:
    """64-bit hashes as strings of 16 digits: whole numbers of that size do not survive spreadsheets."""
    digits = hashes.astype(">u8").tobytes().hex().encode()
    begins = np.arange(0, len(digits) + 1, 16, dtype=np.int32)
    return pa.StringArray.from_buffers(len(hashes), pa.py_buffer(begins), pa.py_buffer(digits))


def named(codes: npt.NDArray[np.integer[Any]], names: tuple[str | None, ...]) -> pa.Array:
    """Numbers as the names they stand for."""
    return pa.array(names, pa.string()).take(pa.array(codes))
