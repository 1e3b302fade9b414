"""Near-identical paragraphs, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wirecopy import _core
from wirecopy.results import Result
from wirecopy.reuse.columns import Columns, hexadecimal

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_Rows = npt.NDArray[np.int64]


class SimilarParagraphs:
    """Near-identical paragraphs, verbatim copies collapsed to variants; made by `similar_paragraphs`.

    Attributes
    ----------
    variants : Result
        `variant, document, begin, end`: every paragraph that has a twin. Verbatim copies (after folding) share a
        variant.
    links : Result
        `variant_a, variant_b, jaccard`: the variants that are similar to each other.
    """

    def __init__(self, corpus: Corpus, found: dict[str, Any], *, same_document: bool) -> None:
        self._corpus = corpus
        self._same_document = same_document
        kept = _with_twin(found, same_document)
        of_kept = {name: found[name][kept] for name in ("variant", "document", "begin", "end")}
        a, b, self._jaccard = found["variant_a"], found["variant_b"], found["jaccard"]
        # Most paragraphs have no twin: those that are left are named, and numbered anew.
        variants, numbers = np.unique(np.concatenate([of_kept["variant"], a, b]), return_inverse=True)
        names = hexadecimal(found["variant_id"][variants])
        self._variant, self._a, self._b = np.split(numbers, [len(of_kept["variant"]), len(numbers) - len(b)])
        self._names = len(names)
        self._document = of_kept["document"].astype(np.int64)
        spans = Columns(found["corpus"], corpus.ids).span(of_kept)
        self.variants = Result(pa.table({"variant": names.take(pa.array(self._variant)), **spans}), corpus)
        sides = {"variant_a": names.take(pa.array(self._a)), "variant_b": names.take(pa.array(self._b))}
        self.links = Result(pa.table({**sides, "jaccard": self._jaccard}), corpus)

    def pairs(self) -> Result:
        """Every pair of near-identical paragraphs, spelt out: as many rows as there are pairs of copies.

        Columns `document_a, begin_a, end_a, document_b, begin_b, end_b, jaccard`, `document_a` <= `document_b`.
        """
        a, b, jaccard = self._pairs()
        a, b = np.minimum(a, b), np.maximum(a, b)  # paragraphs are numbered by document, then by place
        order = np.lexsort((b, a))
        rows = self.variants.to_arrow().drop(["variant"])
        side_a, side_b = rows.take(pa.array(a[order])), rows.take(pa.array(b[order]))
        table = pa.table(
            {
                **{f"{name}_a": side_a[name] for name in rows.column_names},
                **{f"{name}_b": side_b[name] for name in rows.column_names},
                "jaccard": jaccard[order],
            }
        )
        return Result(table, self._corpus)

    def _pairs(self) -> tuple[_Rows, _Rows, npt.NDArray[np.float64]]:
        """Rows of `variants` and their similarity, each pair once; time and memory are those of what is returned."""
        copies = np.argsort(self._variant, kind="stable")  # by variant, then by document, then by place
        first = np.searchsorted(self._variant[copies], np.arange(self._names + 1))
        documents = self._document.max(initial=0) + 1
        place = self._variant[copies] * documents + self._document[copies]

        # Of one variant: each copy with those after it, or with those of later documents.
        end = first[self._variant[copies] + 1]
        later = np.arange(len(copies)) + 1 if self._same_document else np.searchsorted(place, place, side="right")
        left, right = _members(later, end)
        # Of two linked variants: each copy of one with each of the other, those of its own document left out.
        link, one = _members(first[self._a], first[self._a + 1])
        begin, end = first[self._b][link], first[self._b + 1][link]
        if self._same_document:
            which, other = _members(begin, end)
        else:
            own = self._b[link] * documents + self._document[copies[one]]
            before = _members(begin, np.searchsorted(place, own))
            behind = _members(np.searchsorted(place, own, side="right"), end)
            which, other = (np.concatenate(sides) for sides in zip(before, behind, strict=True))
        a, b = np.concatenate([left, one[which]]), np.concatenate([right, other])
        return copies[a], copies[b], np.concatenate([np.ones(len(left)), self._jaccard[link[which]]])

    def __repr__(self) -> str:
        return (
            f"<SimilarParagraphs: {len(self.variants):,} paragraphs with a twin, "
            f"{len(self.links):,} links of distinct texts>"
        )

    def _repr_html_(self) -> str:
        return self.variants._repr_html_()


def similar_paragraphs(
    corpus: Corpus, *, jaccard: float = 0.5, min_words: int = 20, same_document: bool = False, n_jobs: int = -1
) -> SimilarParagraphs:
    """Every pair of paragraphs whose sets of folded word 3-grams are at least this similar, exactly.

    Parameters
    ----------
    corpus : Corpus
    jaccard : float in (0, 1]
        |A and B| / |A or B| of the two sets.
    min_words : int
        Shorter paragraphs are left out; at least 3.
    same_document : bool
        Also pairs inside one document.
    n_jobs : int
        Threads; -1: all cores.

    Raises
    ------
    ValueError
        If `jaccard` or `min_words` is out of range; the message quotes the value.

    References
    ----------
    Bayardo, Ma & Srikant, "Scaling up all pairs similarity search", WWW 2007.
    Xiao, Wang, Lin & Yu, "Efficient similarity joins for near duplicate detection", WWW 2008.
    """
    if min_words < 3:
        raise ValueError(f"min_words is {min_words}; it must be at least 3, since texts are compared by word 3-grams")
    found = _core.similar_paragraphs(corpus.core, corpus.made_tables(n_jobs), jaccard, min_words, n_jobs)
    return SimilarParagraphs(corpus, found, same_document=same_document)


def _members(begin: _Rows, end: _Rows) -> tuple[_Rows, _Rows]:
    """The members of half-open ranges, one range after the other: the number of its range and the member itself."""
    sizes = end - begin
    which = np.repeat(np.arange(len(sizes)), sizes)
    first = np.cumsum(sizes) - sizes
    return which, np.arange(len(which)) - first[which] + begin[which]


def _with_twin(found: dict[str, Any], same_document: bool) -> Any:
    """Which paragraphs have a twin: another copy, or a copy of a similar variant, in a document that counts."""
    variant, document = found["variant"], found["document"]
    variants = len(found["variant_id"])
    if same_document:
        copies = np.bincount(variant, minlength=variants)
        linked = np.zeros(variants, bool)
        linked[found["variant_a"]] = linked[found["variant_b"]] = True
        return (copies[variant] > 1) | linked[variant]
    # A paragraph has a twin elsewhere if its variant, with all that are linked to it, stands in another document.
    low = np.full(variants, np.iinfo(np.int64).max)
    high = np.full(variants, -1)
    np.minimum.at(low, variant, document)
    np.maximum.at(high, variant, document)
    near_low, near_high = low.copy(), high.copy()
    for a, b in ((found["variant_a"], found["variant_b"]), (found["variant_b"], found["variant_a"])):
        np.minimum.at(near_low, a, low[b])
        np.maximum.at(near_high, a, high[b])
    return (near_low[variant] != document) | (near_high[variant] != document)
