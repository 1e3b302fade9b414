"""Passages, families and shares of a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wirecopy import _core
from wirecopy.results import Result
from wirecopy.results.side_by_side import CSS, Shared, Side, side_by_side
from wirecopy.reuse.agencies import credit_words
from wirecopy.reuse.columns import Columns, hexadecimal, named
from wirecopy.reuse.differences import word_diff

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

#: Paragraphs whose sets of word 3-grams are this similar are near-identical.
NEAR_IDENTICAL = 0.5

_CONTEXTS = ("prose", "quotation", "boilerplate")
_CLASSES = ("boilerplate", "quotation", "wire", "same_publisher", "other_publisher", "own")


class Reuse:
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
        `family, document, begin, end, role, identity, edit, context, agency`: near-identical paragraphs; `role` is
        `representative` or `copy`, `identity` compares with the representative, `agency` is credited by the document.
    documents : Result
        `document, words` and the shares `boilerplate, quotation, wire, same_publisher, other_publisher, own`, which
        sum to 1 (each word counts once, the first class that fits); `shared_first`: the share printed here first and
        elsewhere later, null without a date.
    boilerplate : Result
        `publisher, pages, document, begin, end`: what publishers print on pages of three different articles or more,
        names and numbers aside, on how many, and the first that carries it; most pages first.
    outlets : Result
        `source_a, source_b, same_publisher, documents, words, a_first, b_first, undecided, a_first_share, low, high,
        median_lag`: passages of prose that two sources share, and which of the two printed them first.
    """

    def __init__(self, corpus: Corpus, found: dict[str, Any]) -> None:
        self.corpus = corpus
        columns = Columns(found["corpus"], corpus.ids)
        self.passages = Result(_passages(found["passages"], columns), corpus)
        self.families = Result(_families(found["families"], found["agencies"], columns), corpus)
        self.boilerplate = Result(_boilerplate(found["boilerplate"], columns, corpus), corpus)
        self.documents = Result(_shares(found["shares"], found["shared_first"], columns.ids), corpus)

    @cached_property
    def outlets(self) -> Result:
        """Pairs of sources that share prose; see the class."""
        from wirecopy.reuse.outlets import outlets

        return Result(outlets(self.passages.to_arrow(), self.corpus), self.corpus)

    def show(self, a: str, b: str) -> SideBySide:
        """Two documents side by side, shared text and what was changed in it marked.

        Raises
        ------
        KeyError
            If the corpus has no document of that id.
        """
        return SideBySide(self, a, b)

    def __repr__(self) -> str:
        families = pc.count_distinct(self.families.to_arrow()["family"]).as_py()
        return f"<Reuse: {len(self.passages):,} passages and {families:,} families in {len(self.corpus):,} documents>"

    def _repr_html_(self) -> str:
        return self.passages._repr_html_()


class SideBySide:
    """Two documents and the passages they share, as a page shows them; made by `Reuse.show`."""

    def __init__(self, reuse: Reuse, a: str, b: str) -> None:
        self._sides = reuse.corpus[a], reuse.corpus[b]
        low, high = min(a, b), max(a, b)
        table = reuse.passages.to_arrow()
        rows = table.filter((pc.field("document_a") == low) & (pc.field("document_b") == high))
        self._turned = a > b
        self.passages = Result(rows, reuse.corpus)

    def html(self) -> str:
        """The columns as HTML, without a style sheet; everything from the documents is escaped."""
        a, b = (
            Side(
                d.title or d.id, ", ".join(str(known) for known in (d.source, d.published) if known), d.text, d.language
            )
            for d in self._sides
        )
        return side_by_side(a, b, [self._shared(row) for row in self.passages.to_arrow().to_pylist()])

    def _shared(self, row: dict[str, Any]) -> Shared:
        x, y = ("b", "a") if self._turned else ("a", "b")
        begin_a, end_a, begin_b, end_b = (row[f"{name}_{side}"] for side in (x, y) for name in ("begin", "end"))
        changes = word_diff(self._sides[0].text[begin_a:end_a], self._sides[1].text[begin_b:end_b])
        return Shared(begin_a, end_a, begin_b, end_b, row["context"], changes)

    def __repr__(self) -> str:
        a, b = self._sides
        return f"<SideBySide: {a.id!r} and {b.id!r}, {len(self.passages):,} passages>"

    def _repr_html_(self) -> str:
        return f"<style>{CSS}</style>{self.html()}"


def find_reuse(
    corpus: Corpus, *, min_words: int = 12, agencies: Mapping[str, Iterable[str]] | None = None, n_jobs: int = -1
) -> Reuse:
    """Find every passage that documents share, families of near-identical paragraphs, and what each document owes.

    Parameters
    ----------
    corpus : Corpus
    min_words : int
        A passage of prose has at least this many equal words; at least 6. Inside quotation marks on both sides 6 do.
    agencies : mapping of str to iterable of str, optional
        News agencies beside those that are known (`wirecopy.reuse.known_agencies()`): a name, and further forms in
        which credits have it, as in `{"Northwire": ["NW"]}`.
    n_jobs : int
        Threads; -1: all cores. The result does not depend on it.

    Raises
    ------
    ValueError
        If `min_words` is below 6, or `agencies` is no mapping of names to forms; the message quotes the value.

    References
    ----------
    Li, "Minimap2: pairwise alignment for nucleotide sequences", Bioinformatics 34, 2018 (chaining).
    Zhang, Schwartz, Wagner & Miller, "A greedy algorithm for aligning DNA sequences", J. Computational
    Biology 7, 2000 (X-drop).
    """
    if min_words < 6:
        raise ValueError(f"min_words is {min_words}; it must be at least 6")
    words = credit_words(agencies or {})
    return Reuse(corpus, _core.find_reuse(corpus.core, corpus.tables(n_jobs), words, min_words, NEAR_IDENTICAL, n_jobs))


def _edit(equal: npt.NDArray[np.uint32], aligned: npt.NDArray[np.uint32]) -> dict[str, Any]:
    identity = equal / aligned
    codes = np.where(equal == aligned, 0, np.where(identity >= 0.5, 1, 2))
    return {"identity": identity, "edit": named(codes, ("verbatim", "edited", "rewritten"))}


def _passages(found: dict[str, Any], columns: Columns) -> pa.Table:
    order = found["order"]
    return pa.table(
        {
            "passage": hexadecimal(found["id"]),
            **columns.span(found, "_a"),
            **columns.span(found, "_b"),
            "words": found["words"].astype(np.int64),
            **_edit(found["words"], found["aligned"]),
            "context": named(found["context"], _CONTEXTS),
            "first": named(order + 1, ("a", None, "b")),
            "lag": pa.array(found["lag"], pa.duration("us"), mask=order == 0),
        }
    )


def _families(found: dict[str, Any], agencies: list[str], columns: Columns) -> pa.Table:
    return pa.table(
        {
            "family": hexadecimal(found["id"]),
            **columns.span(found),
            "role": named(found["is_copy"], ("representative", "copy")),
            **_edit(found["equal"], found["aligned"]),
            "context": named(found["context"], _CONTEXTS),
            "agency": named(np.where(found["agency"] < 0, len(agencies), found["agency"]), (*agencies, None)),
        }
    )


def _boilerplate(found: dict[str, Any], columns: Columns, corpus: Corpus) -> pa.Table:
    span = columns.span(found)
    rows = pc.index_in(span["document"], value_set=corpus.ids)
    table = pa.table(
        {"publisher": corpus.table["publisher"].take(rows), "pages": found["pages"].astype(np.int64), **span}
    )
    return table.sort_by(
        [("pages", "descending"), ("publisher", "ascending"), ("document", "ascending"), ("begin", "ascending")]
    )


def _shares(counts: npt.NDArray[np.uint32], shared_first: npt.NDArray[np.int64], ids: pa.Array) -> pa.Table:
    words = counts[:, 0].astype(np.int64)
    whole = np.maximum(words, 1)
    shares = {name: counts[:, 1 + column] / whole for column, name in enumerate(_CLASSES)}
    shares["own"] = np.where(words == 0, 1.0, shares["own"])
    return pa.table(
        {
            "document": ids,
            "words": words,
            **shares,
            "shared_first": pa.array(np.maximum(shared_first, 0) / whole, mask=shared_first < 0),
        }
    )
