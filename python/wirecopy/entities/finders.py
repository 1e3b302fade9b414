"""Mentions that components find, as the core takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy.components import Component, check_order, run_components
from wirecopy.entities.mentions import RULES, Corpus
from wirecopy.tokens import columns_of

_U64 = npt.NDArray[np.uint64]
_U32 = npt.NDArray[np.uint32]
Given = tuple[_U64, _U32, _U32, _U32]


def given_mentions(
    components: Sequence[Component], corpus: Corpus, n_jobs: int
) -> tuple[list[str], list[Given], list[str]]:
    """Run `components` over a corpus.

    Returns
    -------
    names : of the components that find mentions
    finders : for each, the first mention of each document, begins, ends (bytes) and numbers of kinds
    kinds : list of str

    Raises
    ------
    ValueError
        If one of them has the name of a rule, or writes spans without `kind`; else as `run_components`.
    """
    check_order(components)
    for each in components:
        if each.name in RULES:
            raise ValueError(f"component {each.name!r} has the name of a rule; rules are {', '.join(RULES)}")
        if each.writes_spans and "kind" not in each.writes:
            raise ValueError(f"component {each.name!r}: a mention finder writes document, begin, end and kind")
    finders = [each.name for each in components if each.writes_spans]
    kinds: dict[str, int] = {}
    parts: dict[str, list[Given]] = {name: [] for name in finders}
    runs = run_components(components, corpus.core, corpus.batches(), lambda batch: _tokens(corpus, batch, n_jobs))
    for batch, made in enumerate(runs):
        for name in finders:
            (document_begin, begin, end), columns = made[name]
            numbers = _numbers(columns["kind"], kinds, f"component {name!r}, batch {batch}")
            parts[name].append((document_begin, begin, end, numbers))
    return finders, [_joined(parts[name]) for name in finders], list(kinds)


def _numbers(column: npt.NDArray[Any], kinds: dict[str, int], where: str) -> _U32:
    values = column.tolist()
    for row, value in enumerate(values):
        if not isinstance(value, str) or not value:
            raise ValueError(f"{where}: row {row}: kind is {value!r}; it must be a string")
    return np.array([kinds.setdefault(value, len(kinds)) for value in values], np.uint32)


def _joined(parts: list[Given]) -> Given:
    """The columns of all batches as those of one."""
    firsts, total = [np.zeros(1, np.uint64)], 0
    for document_begin, begin, _, _ in parts:
        firsts.append(document_begin[1:] + np.uint64(total))
        total += len(begin)
    empty = np.zeros(0, np.uint32)
    begin, end, kind = (np.concatenate([empty, *(part[i] for part in parts)]) for i in (1, 2, 3))
    return np.concatenate(firsts), begin, end, kind


def _tokens(corpus: Corpus, batch: int, n_jobs: int) -> pa.Table:
    return pa.table(columns_of(corpus.tables(n_jobs)[batch], corpus.core, batch))
