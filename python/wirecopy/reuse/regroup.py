"""Families made smaller: by how identical their members must be, or by what they must span."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from wirecopy import _core


def regrouped(core: _core.Corpus, families: dict[str, Any], identity: float, n_jobs: int) -> dict[str, Any]:
    """Split the core's families so that each member is at least as identical to its representative as asked."""
    document, begin, end, equal, aligned = (families[name] for name in ("document", "begin", "end", "equal", "aligned"))
    rows, number, id, equal, aligned = _core.regroup(
        core, _numbers(families), document, begin, end, equal, aligned, identity, n_jobs
    )
    kept = {name: column[rows] for name, column in families.items()}
    first = np.ones(len(rows), dtype=bool)
    first[1:] = number[1:] != number[:-1]
    # Who stays with the representative keeps its family's id.
    id = np.where((kept["is_copy"][first] == 0)[number], kept["id"], id)
    return kept | {"id": id, "is_copy": (~first).astype(np.uint8), "equal": equal, "aligned": aligned}


def spanning(families: dict[str, Any], labels: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Keep the families whose documents have two labels or more."""
    number = _numbers(families).astype(np.int64)
    pairs = np.unique(np.stack([number, labels[families["document"]]]), axis=1)
    kept = np.bincount(pairs[0], minlength=1)[number] > 1
    return {name: column[kept] for name, column in families.items()}


def _numbers(families: dict[str, Any]) -> npt.NDArray[np.uint32]:
    """Number the families: each begins with its representative."""
    return (np.cumsum(families["is_copy"] == 0) - 1).astype(np.uint32)
