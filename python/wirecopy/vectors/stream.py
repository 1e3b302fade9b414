"""What documents that come in parts have told about their terms."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse


class TermStream:
    """In how many documents terms were, and how often: in all that came, or in the last `window` of them.

    `names` are in the order of code points. Without a window a part costs time for each distinct term, with one for
    each value of the window.
    """

    def __init__(self, window: int | None) -> None:
        self.window = window
        self.documents = 0
        self.names = pa.array([], pa.large_string())
        self.document_frequency = np.zeros(0, np.int64)
        self.frequency = np.zeros(0, np.int64)
        self._rows = scipy.sparse.csr_matrix((0, 0), dtype=np.int64)  # of the window

    def add(self, names: pa.LargeStringArray, rows: scipy.sparse.csr_matrix) -> None:
        """Take the counts of further documents: a row each, a column a name."""
        merged = pc.unique(pa.chunked_array([self.names, names]))
        merged = merged.take(pc.sort_indices(merged))
        old, new = (pc.index_in(some, merged).to_numpy(zero_copy_only=False) for some in (self.names, names))
        if self.window is None:
            self.documents += rows.shape[0]
            self.document_frequency = _spread(self.document_frequency, old, len(merged)) + _spread(
                np.bincount(rows.indices, minlength=len(names)), new, len(merged)
            )
            self.frequency = _spread(self.frequency, old, len(merged)) + _spread(
                np.asarray(rows.sum(axis=0), np.int64).ravel(), new, len(merged)
            )
            self.names = merged
            return
        kept = [_renumbered(self._rows, old, len(merged)), _renumbered(rows, new, len(merged))]
        window = scipy.sparse.vstack(kept, format="csr")[-self.window :]
        there = np.bincount(window.indices, minlength=len(merged)) > 0
        self._rows = window[:, there]
        self.names = merged.filter(pa.array(there))
        self.documents = window.shape[0]
        self.document_frequency = np.bincount(self._rows.indices, minlength=len(self.names))
        self.frequency = np.asarray(self._rows.sum(axis=0), np.int64).ravel()


def _spread(values: npt.NDArray[np.int64], places: npt.NDArray[np.int32], size: int) -> npt.NDArray[np.int64]:
    result = np.zeros(size, np.int64)
    result[places] = values
    return result


def _renumbered(rows: scipy.sparse.csr_matrix, places: npt.NDArray[np.int32], size: int) -> scipy.sparse.csr_matrix:
    indices = places[rows.indices] if len(places) else rows.indices
    return scipy.sparse.csr_matrix((rows.data, indices, rows.indptr), shape=(rows.shape[0], size))
