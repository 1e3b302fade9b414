"""What `find_reuse` found, as tables: what questions about it are answered from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa

from wirecopy.results import Result
from wirecopy.reuse.columns import Columns
from wirecopy.reuse.parts import in_parts
from wirecopy.reuse.tables import boilerplate_table, families_table, passages_table

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_KINDS = ("paragraph", "part", "crowded")


class FoundReuse:
    """The tables of a `Reuse`, which says what is in them, and the options they were found with.

    `on_disk`: the long ones lie there.
    """

    def __init__(
        self, corpus: Corpus, found: dict[str, Any], min_words: int, noise: str, on_disk: bool = False
    ) -> None:
        self.corpus = corpus
        self.min_words = min_words
        self.noise = noise
        self._found = found
        self._on_disk = on_disk
        columns = Columns(found["corpus"], corpus.ids)
        agencies = found["agencies"]
        passages = in_parts(lambda part: passages_table(part, columns), found["passages"], on_disk)
        families = in_parts(lambda part: families_table(part, agencies, columns), found["families"], on_disk)
        self.passages, self.families = Result(passages, corpus), Result(families, corpus)
        self.boilerplate = Result(boilerplate_table(found["boilerplate"], columns, corpus), corpus)

    def member_kinds(self, *kinds: Literal["paragraph", "part", "crowded"]) -> pa.Array:
        """Return for each row of `families` whether it is a member of one of these kinds: a paragraph like the
        representative, a part of a text that carries a part of it, or a place of text that many carry in paragraphs of
        any kind.
        """
        of = self._found["families"]["kind"]
        return pa.array(np.isin(of, [_KINDS.index(kind) for kind in kinds]))
