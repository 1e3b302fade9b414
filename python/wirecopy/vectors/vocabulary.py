"""Terms and their columns, as users give them and as the core does."""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from wirecopy import _core


class NoTermsError(ValueError):
    """There is nothing to learn from: no document, or no term that is not left out."""


def columns_of(vocabulary: Any) -> dict[str, int]:
    """The column of each term of a vocabulary as users give them.

    Raises
    ------
    ValueError
        If there is none, a term comes twice, or columns are not the numbers from 0 on.
    """
    if isinstance(vocabulary, Mapping):
        columns = {term: int(column) for term, column in vocabulary.items()}
        if sorted(columns.values()) != list(range(len(columns))):
            raise ValueError(
                f"vocabulary of {len(columns)} terms: their columns must be the numbers from 0 on, each once"
            )
    else:
        terms = sorted(vocabulary) if isinstance(vocabulary, set | frozenset) else list(vocabulary)
        columns = {term: column for column, term in enumerate(terms)}
        if len(columns) < len(terms):
            twice = next(term for column, term in enumerate(terms) if columns[term] != column)
            raise ValueError(f"vocabulary has {twice!r} twice")
    if not columns:
        raise ValueError("vocabulary is empty")
    return columns


def names_of(counts: _core.TermCounts, n_jobs: int) -> pa.LargeStringArray:
    """The names of the columns, as the core lays them out."""
    data, offsets = counts.names(n_jobs)
    return pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def documents_of(limit: float, size: int) -> float:
    """How many of `size` documents `min_df` or `max_df` stands for."""
    return float(limit if isinstance(limit, numbers.Integral) else limit * size)
