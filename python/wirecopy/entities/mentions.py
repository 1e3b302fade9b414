"""Where something is named, and whom a name may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy import _core
from wirecopy.components import Batch
from wirecopy.results import Result, TextSource

RULES = (
    "gazetteer",
    "discovered",
    "surname",
    "given_name",
    "short_name",
    "acronym",
    "title",
    "ambiguous",
    "inflected",
    "spelling",
)

MentionColumns = tuple[
    npt.NDArray[np.uint32],
    npt.NDArray[np.uint32],
    npt.NDArray[np.uint32],
    npt.NDArray[np.int32],
    npt.NDArray[np.uint8],
]
CandidateColumns = tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32], npt.NDArray[np.float32]]
_Strings = tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]


class Corpus(TextSource, Protocol):
    """What this room needs of a corpus."""

    @property
    def core(self) -> _core.Corpus:
        """The documents as the core holds them."""

    def tables(self, n_jobs: int) -> list[_core.TokenTable]:
        """Return the tokens of each batch."""

    def batches(self) -> Iterator[Batch]:
        """Return the documents as components see them."""

    @property
    def table(self) -> pa.Table:
        """What is known of the documents."""

    @property
    def has_own_tokenizer(self) -> bool:
        """Whether a component makes the tokens."""

    @property
    def ids(self) -> pa.Array:
        """The ids of the documents."""


class Candidates(Result):
    """Whom ambiguous mentions may mean, a row a candidate, in order of the mentions and of the entities' ids.

    Columns: `mention` (row of the mention), `document` (id), `begin`, `end` (as in the mention), `entity` (id), `kind`,
    `score`. The scores of one mention add up to 1. `Gazetteer.find`: each candidate weighs 1 and as much again for each
    of its certain mentions in the document, twice that where one of its names is written exactly as the text has it.
    `find_entities`: 1 and as much again for each mention of its full name in the document; where none names it in full,
    for each document that does.
    """


class Mentions(Result):
    """Where something is named, a row a mention, in order of the documents' ids and of the text.

    Columns: `document` (id), `begin`, `end` (code points of the original text), `entity` (id), `kind`, `rule` (why).
    `entity` and `kind` are null where several entities are meant by the name and nothing tells which
    (`rule` is "ambiguous"). A possessive 's is no part of a mention, unless the name is hardly ever without it
    ("Moody's"); a form of address before a bare surname ("Mr Shoigu") is.

    Attributes
    ----------
    candidates : Candidates
        Of the ambiguous mentions.
    """

    def __init__(self, table: pa.Table, corpus: TextSource, candidates: Candidates | None = None) -> None:
        super().__init__(table, corpus)
        self.candidates = (
            Candidates(_candidate_table(table, *_NO_CANDIDATES), corpus) if candidates is None else candidates
        )


def strings_of(columns: _Strings) -> pa.LargeStringArray:
    """Return bytes and offsets of the core as Arrow strings, without a copy."""
    data, offsets = columns
    return pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def to_mentions(
    corpus: Corpus,
    core: _core.Corpus,
    columns: MentionColumns,
    ids: pa.Array,
    kinds: pa.Array,
    candidates: CandidateColumns | None = None,
    finders: Sequence[str] = (),
) -> Mentions:
    """Return the core's columns as a table; `ids` and `kinds` are the entities', `finders` further rules."""
    document, begin, end, entity, rule = columns
    known = pa.array(entity, mask=entity < 0)
    table = pa.table(
        {
            "document": pa.DictionaryArray.from_arrays(pa.array(core.order[document]), corpus.ids),
            "begin": _core.to_code_points(core, document, begin),
            "end": _core.to_code_points(core, document, end),
            "entity": ids.take(known).cast(pa.string()),
            "kind": kinds.take(known).cast(pa.string()),
            "rule": pa.DictionaryArray.from_arrays(pa.array(rule), pa.array([*RULES, *finders])),
        }
    )
    if candidates is None:
        return Mentions(table, corpus)
    mention, named, score = candidates
    named_ids, named_kinds = ids.take(pa.array(named)), kinds.take(pa.array(named))
    return Mentions(table, corpus, Candidates(_candidate_table(table, mention, named_ids, named_kinds, score), corpus))


def _candidate_table(mentions: pa.Table, mention: Any, ids: pa.Array, kinds: pa.Array, score: Any) -> pa.Table:
    rows = pa.array(mention, pa.int64())
    return pa.table(
        {
            "mention": rows,
            **{name: mentions[name].take(rows) for name in ("document", "begin", "end")},
            "entity": ids.cast(pa.string()),
            "kind": kinds.cast(pa.string()),
            "score": pa.array(score, pa.float32()),
        }
    )


_NO_CANDIDATES: tuple[Any, pa.Array, pa.Array, Any] = ([], pa.array([], pa.string()), pa.array([], pa.string()), [])
