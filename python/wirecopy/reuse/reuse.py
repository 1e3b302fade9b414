"""What documents share, as one object that answers questions."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.results import Result
from wirecopy.results.graph import Graph
from wirecopy.reuse.columns import Columns
from wirecopy.reuse.commons import common_sources
from wirecopy.reuse.found import FoundReuse
from wirecopy.reuse.pairs import Differences, SideBySide, between, differences
from wirecopy.reuse.regroup import regrouped
from wirecopy.reuse.tables import shares_table
from wirecopy.reuse.traces import Trace, trace


class Reuse(FoundReuse):
    """What documents share; made by `find_reuse`.

    Attributes
    ----------
    corpus : Corpus
    passages : Result
        `passage, document_a, begin_a, end_a, document_b, begin_b, end_b, words, identity, edit, context, first, lag`:
        two spans that carry the same text give or take edits. `words` are equal on both sides; `identity` is equal
        aligned words / aligned words; `edit` is `verbatim` (after folding), `edited` (identity >= .5) or `rewritten`;
        `context` is `prose`, `quotation` or `boilerplate`; `first` is `a`, `b` or null, and `lag` how much later the
        other side came.
    families : Result
        `family, document, begin, end, role, identity, edit, context, agency`: near-identical paragraphs, and text that
        more than sixteen places carry, whatever paragraphs it stands in; `role` is `representative` or `copy`,
        `identity` compares with the representative, `agency` is credited by the document.
    documents : Result
        `document, words` and the shares `boilerplate, quotation, wire, same_publisher, other_publisher, own`, which
        sum to 1 (each word counts once, the first class that fits); `shared_first`: the share printed here first and
        elsewhere later, null without a date.
    boilerplate : Result
        `publisher, pages, document, begin, end`: what publishers print on pages of three different articles or more,
        names and numbers aside, on how many, and the first that carries it; most pages first.
    outlets : Graph
        `source_a, source_b, same_publisher, documents, words, a_first, b_first, undecided, a_first_share, low, high,
        median_lag`: passages of prose that two sources share, and which of the two printed them first;
        `.write("outlets.gexf")` is for Gephi, `.to_networkx()` for networkx.
    """

    @cached_property
    def documents(self) -> Result:
        """How much of each document is its own; see the class."""
        found = self._found
        shares = found if "shares" in found else self._shares()
        ids = Columns(found["corpus"], self.corpus.ids).ids
        return Result(shares_table(shares["shares"], shares["shared_first"], ids), self.corpus)

    @cached_property
    def outlets(self) -> Graph:
        """Pairs of sources that share prose; see the class."""
        from wirecopy.reuse.outlets import outlets

        return Graph(outlets(self.passages.to_arrow(), self.corpus), self.corpus, weight="words")

    def at_least(self, *, identity: float) -> Reuse:
        """Return the same with passages and members of families of at least this identity, without running again.

        Members that are less like their representative make families with their like around the earliest of them;
        shares and outlets rest on the passages that are left.

        Raises
        ------
        ValueError
            If `identity` is not in [0, 1]; the message quotes the value.
        """
        if not 0 <= identity <= 1:
            raise ValueError(f"identity is {identity!r}; it must be at least 0 and at most 1")
        found = {name: of for name, of in self._found.items() if name not in ("shares", "shared_first")}
        passages = found["passages"]
        kept = passages["words"] / passages["aligned"] >= identity
        found["passages"] = {name: column[kept] for name, column in passages.items()}
        found["families"] = regrouped(found["corpus"], found["families"], identity, -1)
        return Reuse(self.corpus, found, self.min_words, self.noise, self._on_disk)

    def diff(self, a: str, b: str) -> Differences:
        """Return where document `b` differs from `a` inside of the passages that they share.

        Raises
        ------
        KeyError
            If the corpus has no document of that id.
        """
        return differences(self, a, b)

    def trace(self, id: str) -> Trace:
        """Return who else printed this document: how much of it, when, and with what changes.

        Raises
        ------
        KeyError
            If the corpus has no document of that id.
        """
        return trace(self, id)

    def between(self, a: str, b: str) -> pa.Table:
        """Return the passages that two documents share, as `passages` has them, `a` and `b` in order of their ids.

        Text that many documents carry is linked to its earliest copies only: what the two share of it is looked up.
        """
        return between(self, a, b)

    @cached_property
    def common_sources(self) -> Result:
        """Documents that share what they had from elsewhere, and what tells so; see `wirecopy.reuse.commons`."""
        return Result(common_sources(self), self.corpus)

    def show(self, a: str, b: str) -> SideBySide:
        """Two documents side by side, shared text and what was changed in it marked.

        Raises
        ------
        KeyError
            If the corpus has no document of that id.
        """
        return SideBySide(self, a, b)

    def _shares(self) -> dict[str, Any]:
        found, passages = self._found, self._found["passages"]
        sides = [passages[f"{name}_{side}"] for side in "ab" for name in ("document", "begin", "end")]
        tables = self.corpus.made_tables()
        return _core.find_shares(
            found["corpus"], tables, sides, passages["context"], found["is_boilerplate"], found["agency"], -1
        )

    def __repr__(self) -> str:
        families = pc.count_distinct(self.families.to_arrow()["family"]).as_py()
        return f"<Reuse: {len(self.passages):,} passages and {families:,} families in {len(self.corpus):,} documents>"

    def _repr_html_(self) -> str:
        return self.passages._repr_html_()
