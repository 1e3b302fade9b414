"""Near-identical paragraphs, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from wirecopy import _core
from wirecopy.results import Result
from wirecopy.reuse.columns import Columns, hexadecimal

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus


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
        names = np.asarray(hexadecimal(found["variant_id"]), dtype=object)
        a, b = found["variant_a"], found["variant_b"]
        kept = _with_twin(found, same_document)
        of_kept = {name: found[name][kept] for name in ("variant", "document", "begin", "end")}
        self._variants = len(names)
        self._variant = of_kept["variant"]
        self._link = (a, b, found["jaccard"])
        columns = Columns(found["corpus"], corpus.ids)
        self._document = of_kept["document"]
        spans = columns.span(of_kept)
        self.variants = Result(pa.table({"variant": names[of_kept["variant"]], **spans}), corpus)
        self.links = Result(pa.table({"variant_a": names[a], "variant_b": names[b], "jaccard": self._link[2]}), corpus)

    def pairs(self) -> Result:
        """Every pair of near-identical paragraphs, spelt out: as many rows as there are pairs of copies.

        Columns `document_a, begin_a, end_a, document_b, begin_b, end_b, jaccard`, `document_a` <= `document_b`.
        """
        copies = np.argsort(self._variant, kind="stable")
        first = np.searchsorted(self._variant[copies], np.arange(self._variants + 1))
        left, right, jaccard = [], [], []
        for variant in range(len(first) - 1):
            own = copies[first[variant] : first[variant + 1]]
            i, j = np.triu_indices(len(own), 1)
            left.append(own[i])
            right.append(own[j])
            jaccard.append(np.ones(len(i)))
        for variant_a, variant_b, similarity in zip(*self._link, strict=True):
            own_a = copies[first[variant_a] : first[variant_a + 1]]
            own_b = copies[first[variant_b] : first[variant_b + 1]]
            left.append(np.repeat(own_a, len(own_b)))
            right.append(np.tile(own_b, len(own_a)))
            jaccard.append(np.full(len(own_a) * len(own_b), similarity))
        a = np.concatenate(left or [np.empty(0, np.int64)])
        b = np.concatenate(right or [np.empty(0, np.int64)])
        similarity = np.concatenate(jaccard or [np.empty(0)])
        if not self._same_document:
            apart = self._document[a] != self._document[b]
            a, b, similarity = a[apart], b[apart], similarity[apart]
        a, b = np.minimum(a, b), np.maximum(a, b)  # paragraphs are numbered by document, then by place
        order = np.lexsort((b, a))
        rows = self.variants.to_arrow().drop(["variant"])
        side_a, side_b = rows.take(pa.array(a[order])), rows.take(pa.array(b[order]))
        table = pa.table(
            {
                **{f"{name}_a": side_a[name] for name in rows.column_names},
                **{f"{name}_b": side_b[name] for name in rows.column_names},
                "jaccard": similarity[order],
            }
        )
        return Result(table, self._corpus)

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
    found = _core.similar_paragraphs(corpus.core, corpus.tables(n_jobs), jaccard, min_words, n_jobs)
    return SimilarParagraphs(corpus, found, same_document=same_document)


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
