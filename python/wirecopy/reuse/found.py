"""What `find_reuse` found, as tables: what questions about it are answered from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa

from wirecopy.results import Result
from wirecopy.reuse.columns import Columns
from wirecopy.reuse.tables import boilerplate_table, families_table, passages_table

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_KINDS = ("paragraph", "part", "crowded")


class FoundReuse:
    """The tables of a `Reuse`, which says what is in them, and the options they were found with."""

    def __init__(self, corpus: Corpus, found: dict[str, Any], min_words: int, noise: str) -> None:
        self.corpus = corpus
        self.min_words = min_words
        self.noise = noise
        self._found = found
        columns = Columns(found["corpus"], corpus.ids)
        self.passages = Result(passages_table(found["passages"], columns), corpus)
        self.families = Result(families_table(found["families"], found["agencies"], columns), corpus)
        self.boilerplate = Result(boilerplate_table(found["boilerplate"], columns, corpus), corpus)

    def member_kinds(self, *kinds: Literal["paragraph", "part", "crowded"]) -> pa.Array:
        """Return for each row of `families` whether it is a member of one of these kinds: a paragraph like the
        representative, a part of a text that carries a part of it, or a place of text that many carry in paragraphs of
        any kind.
        """
        of = self._found["families"]["kind"]
        return pa.array(np.isin(of, [_KINDS.index(kind) for kind in kinds]))
