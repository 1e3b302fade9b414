"""The one way to extend wirecopy: a component is a function of a batch that returns columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy import _core

_SPANS = ("document", "begin", "end")
_TEXTS_AT_A_TIME = 256  # that a Hugging Face tokenizer holds the pieces of

#: A mapping of names to arrays, a pyarrow.Table or a pyarrow.RecordBatch.
Columns: TypeAlias = Any


@dataclass(frozen=True)
class Batch:
    """What a component sees: whole documents, in read-only columns.

    Attributes
    ----------
    number : int
        Counts the batches of the corpus, from 0.
    ids : pyarrow.StringArray (n,)
    text : pyarrow.LargeStringArray (n,)

    `batch["tokens"]` and `batch["name of an earlier component"]` are tables of what was made of the batch, for
    components that declare to read them. Rows of `tokens` and of spans hold `document` (the row in the batch), `begin`
    and `end` (code points of the original text).
    """

    number: int
    ids: pa.Array
    text: pa.Array
    made: Mapping[str, pa.Table] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self.made:
            raise KeyError(f"{name!r} is not read: the component declares reads={sorted(self.made)}")
        return self.made[name]


@dataclass(frozen=True)
class Component:
    """A function of a batch, with the columns it returns declared; made by `component`."""

    function: Callable[[Batch], Columns]
    name: str
    writes: tuple[str, ...]
    reads: tuple[str, ...] = ()

    @property
    def writes_spans(self) -> bool:
        """Whether its rows are spans; else they are documents."""
        return set(_SPANS) <= set(self.writes)

    def __call__(self, batch: Batch) -> dict[str, npt.NDArray[Any]]:
        """The declared columns as arrays; what the function returns beside them is an error."""
        where = f"component {self.name!r}, batch {batch.number}"
        try:
            result = self.function(batch)
        except Exception as error:
            error.add_note(f"raised in {where}")
            raise
        if isinstance(result, pa.Table | pa.RecordBatch):
            result = {name: result.column(name) for name in result.schema.names}
        if not isinstance(result, Mapping):
            kind = type(result).__name__
            raise TypeError(f"{where}: returned {kind}; it must return a mapping of columns or a table")
        if set(result) != set(self.writes):
            raise ValueError(f"{where}: returned the columns {sorted(result)}; it declared writes={list(self.writes)}")
        return {name: _as_array(result[name]) for name in self.writes}


def component(
    *, writes: Sequence[str], reads: Sequence[str] = (), name: str | None = None
) -> Callable[[Callable[[Batch], Columns]], Component]:
    """Declare a function of a batch a component.

    Parameters
    ----------
    writes : names of the columns that the function returns
        Spans are the columns `document` (the row in the batch), `begin` and `end` (code points of the original text,
        half-open), as int64, sorted by document and begin. Without them a row is a document.
    reads : names of what it looks up in the batch
        "tokens", or components that run before it.
    name : str, optional
        What error messages call it; by default the function's name.

    Examples
    --------
    >>> @wc.component(writes=["document", "begin", "end"])
    ... def by_spaces(batch):
    ...     spans = [(row, m.start(), m.end())
    ...              for row, text in enumerate(batch.text.to_pylist()) for m in re.finditer(r"[^ ]+", text)]
    ...     return pa.table(dict(zip(["document", "begin", "end"], zip(*spans))))
    >>> corpus.with_tokenizer(by_spaces).tokens
    """

    def declare(function: Callable[[Batch], Columns]) -> Component:
        return Component(function, name or function.__name__, tuple(writes), tuple(reads))

    return declare


def as_tokenizer(tokenizer: Any) -> Component:
    """Return a component that makes tokens: `tokenizer` itself, or one around a Hugging Face `tokenizers.Tokenizer`.

    Raises
    ------
    TypeError
        If `tokenizer` is neither; the message names its type.
    ValueError
        If the Hugging Face tokenizer cuts texts short.
    """
    if isinstance(tokenizer, Component):
        return tokenizer
    if not hasattr(tokenizer, "encode_batch"):
        kind = type(tokenizer).__name__
        raise TypeError(f"a tokenizer is a component, a tokenizers.Tokenizer or 'unicode', not {kind}")
    if tokenizer.truncation is not None:
        length = tokenizer.truncation["max_length"]
        raise ValueError(f"the tokenizer cuts texts after {length} tokens; call its no_truncation() first")
    return Component(lambda batch: _encoded(tokenizer, batch), type(tokenizer).__name__, _SPANS)


def run_spans(
    made_by: Component,
    core: _core.Corpus,
    batch: Batch,
    *,
    disjoint: bool,
    written: dict[str, npt.NDArray[Any]] | None = None,
) -> tuple[tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint32], npt.NDArray[np.uint32]], dict[str, npt.NDArray[Any]]]:
    """Run a component that returns spans, and check them; `written` takes the columns as it returned them.

    Returns
    -------
    spans : (document_begin, begin, end)
        Checked, in bytes.
    columns : dict of arrays
        Whatever else the component wrote, a row a span.

    Raises
    ------
    ValueError
        Names the component, the batch, the document and the row.
    """
    columns = made_by(batch)
    if written is not None:
        written.update(columns)
    spans: dict[str, npt.NDArray[Any]] = {
        name: columns.pop(name) for name in ("document", "begin", "end") if name in columns
    }
    checked = _core.check_spans(core, batch.number, spans, made_by.name, disjoint)
    for name, values in columns.items():
        if len(values) != len(checked[1]):
            raise ValueError(
                f"component {made_by.name!r}, batch {batch.number}: column {name!r} has {len(values)} rows "
                f"for {len(checked[1])} spans"
            )
    return checked, columns


def run_components(
    components: Sequence[Component], core: _core.Corpus, batches: Iterable[Batch], tokens: Callable[[int], pa.Table]
) -> Iterator[dict[str, tuple[Any, dict[str, npt.NDArray[Any]]]]]:
    """Run components one after the other on each batch; `tokens` makes the tokens of a batch for those that read them.

    Yields
    ------
    dict : for each component its spans as of `run_spans` (None where a row is a document) and its other columns.

    Raises
    ------
    ValueError
        If two have one name, or one reads what no earlier one writes; else as `run_spans`.
    """
    check_order(components)
    for batch in batches:
        made: dict[str, pa.Table] = {}
        results = {}
        for each in components:
            if "tokens" in each.reads and "tokens" not in made:
                made["tokens"] = tokens(batch.number)
            seen = Batch(batch.number, batch.ids, batch.text, {name: made[name] for name in each.reads})
            written: dict[str, npt.NDArray[Any]] = {}
            if each.writes_spans:
                spans, others = run_spans(each, core, seen, disjoint=False, written=written)
            else:
                spans, others = None, _rows_of_documents(each, seen)
                written = others
            made[each.name] = pa.table(written)
            results[each.name] = spans, others
        yield results


def check_order(components: Sequence[Component]) -> None:
    """Raise a ValueError if two components have one name, or one reads what no earlier one writes."""
    known = ["tokens"]
    for each in components:
        if not isinstance(each, Component):
            raise TypeError(f"components are made by wirecopy.component, not {type(each).__name__}")
        if each.name in known:
            raise ValueError(f"two components are called {each.name!r}; give one a name of its own")
        missing = [name for name in each.reads if name not in known]
        if missing:
            raise ValueError(f"component {each.name!r} reads {missing[0]!r}; what there is before it: {known}")
        known.append(each.name)


def _rows_of_documents(made_by: Component, batch: Batch) -> dict[str, npt.NDArray[Any]]:
    columns = made_by(batch)
    for name, values in columns.items():
        if len(values) != len(batch):
            raise ValueError(
                f"component {made_by.name!r}, batch {batch.number}: column {name!r} has {len(values)} rows for "
                f"{len(batch)} documents"
            )
    return columns


def _encoded(tokenizer: Any, batch: Batch) -> dict[str, npt.NDArray[np.int64]]:
    """Spans of the pieces of a Hugging Face tokenizer, without what shows nothing of the text."""
    parts = [np.empty((3, 0), np.int64)]
    for first in range(0, len(batch), _TEXTS_AT_A_TIME):
        texts = batch.text.slice(first, _TEXTS_AT_A_TIME).to_pylist()
        for row, encoding in enumerate(tokenizer.encode_batch(texts, add_special_tokens=False), first):
            begin, end = _visible(texts[row - first], np.array(encoding.offsets, np.int64).reshape(-1, 2).T)
            parts.append(np.stack([np.full(len(begin), row), begin, end]))
    return dict(zip(_SPANS, np.concatenate(parts, axis=1), strict=True))


def _visible(text: str, spans: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Spans without white space at their ends and without empty ones; those that share a character are joined."""
    is_space = np.fromiter(map(str.isspace, text), bool, len(text))
    places = np.arange(len(text) + 1)
    next_visible = np.minimum.accumulate(np.append(np.where(is_space, len(text), places[:-1]), len(text))[::-1])[::-1]
    visible_before = np.maximum.accumulate(np.insert(np.where(is_space, 0, places[1:]), 0, 0))
    begin, end = next_visible[spans[0]], visible_before[spans[1]]
    begin, end = begin[begin < end], end[begin < end]
    # Pieces of bytes: several are of one character.
    starts = np.flatnonzero(begin >= np.concatenate([[0], np.maximum.accumulate(end)[:-1]])) if len(begin) else begin
    return begin[starts], np.maximum.reduceat(end, starts) if len(end) else end


def _as_array(values: Any) -> npt.NDArray[Any]:
    if isinstance(values, pa.Array | pa.ChunkedArray):
        values = values.to_numpy(zero_copy_only=False) if isinstance(values, pa.Array) else values.to_numpy()
    array: npt.NDArray[Any] = np.asarray(values)
    return array.astype(np.int64) if array.size == 0 else array
