"""The numbers at the top of the page, and how much of each document is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc
from markupsafe import Markup

from wirecopy.report.catalogue import Card, Catalogue, days_in_words, from_microseconds

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus
    from wirecopy.reuse import Reuse

# From what another house printed to what nobody else did: the order of the bars.
CLASSES = {
    "other_publisher": "in another house’s articles",
    "wire": "from an agency",
    "same_publisher": "in other articles of the same house",
    "quotation": "quotations",
    "boilerplate": "standing text of the pages",
    "own": "its own",
}


@dataclass(frozen=True)
class Shares:
    """How the words of a document, an outlet or a corpus fall into the six classes; the shares sum to 1."""

    words: int
    of: dict[str, float]

    @property
    def carried(self) -> float:
        """The share that also stands in another house's articles or came from an agency."""
        return self.of["other_publisher"] + self.of["wire"]

    @property
    def bar(self) -> Markup:
        """A stacked bar, drawn without style attributes, which the page's policy forbids."""
        parts, x = [], 0.0
        for name, share in self.of.items():
            if share > 0:
                parts.append(
                    f'<rect class="{name}" x="{x * 100:.3f}%" width="{share * 100:.3f}%" height="100%">'
                    f"<title>{percent(share)} {CLASSES[name]}</title></rect>"
                )
                x += share
        return Markup('<svg class="bar" role="img" aria-label="{}">{}</svg>').format(
            self.in_words, Markup("".join(parts))
        )

    @property
    def in_words(self) -> str:
        """The classes that occur, with their shares."""
        return ", ".join(f"{percent(share)} {CLASSES[name]}" for name, share in self.of.items() if share > 0)


@dataclass(frozen=True)
class Glance:
    """The whole corpus in numbers."""

    documents: int
    sources: int
    houses: int
    days: str
    undated: int
    passages: int
    families: int
    shares: Shares


def glance_at(corpus: Corpus, reuse: Reuse) -> Glance:
    """Count what the top of the page, and the command line, tell."""
    table = corpus.table
    times = table["published"]
    first, last = (from_microseconds(end.value) for end in pc.min_max(times).values())
    return Glance(
        documents=len(corpus),
        sources=pc.count_distinct(table["source"]).as_py(),
        houses=pc.count_distinct(table["publisher"]).as_py(),
        days=days_in_words(first, last) if first and last else "",
        undated=times.null_count,
        passages=len(reuse.passages),
        families=pc.count_distinct(reuse.families.to_arrow()["family"]).as_py(),
        shares=_Words(reuse).shares(),
    )


def outlet_shares(corpus: Corpus, reuse: Reuse) -> list[tuple[str, int, Shares]]:
    """Return each outlet with its number of documents and its shares, the one that carries most first."""
    words = _Words(reuse)
    rows = pc.index_in(words.documents, value_set=corpus.table["id"].combine_chunks())
    sources = np.asarray(corpus.table["source"].take(rows).to_pylist(), dtype=object)
    known = sorted({source for source in sources if source is not None})
    found = []
    for source in known:
        mine = sources == source
        found.append((source, int(mine.sum()), words.shares(mine)))
    return sorted(found, key=lambda each: (-each[2].carried, each[2].of["own"], each[0]))


def document_shares(catalogue: Catalogue, reuse: Reuse, at_most: int) -> list[tuple[Card, Shares]]:
    """Return the documents that are least their own."""
    words = _Words(reuse)
    own, ids = words.own, words.documents.to_pylist()
    least = sorted(range(len(ids)), key=lambda row: (own[row], ids[row]))[:at_most]
    return [(catalogue[ids[row]], words.shares(np.array([row]))) for row in least if own[row] < 1]


def percent(share: float) -> str:
    """Return a share as a percentage; never 0 % of something or 100 % of less than all."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 < share < 1:
        return "over 99%"
    return f"{share:.0%}"


class _Words:
    """Words of each document in each class."""

    def __init__(self, reuse: Reuse) -> None:
        table = reuse.documents.to_arrow()
        self.documents = table["document"].combine_chunks().cast("string")
        self._words = np.asarray(table["words"], dtype=np.float64)
        shares = {name: np.nan_to_num(np.asarray(table[name], dtype=np.float64)) for name in CLASSES}
        self._counts = {name: share * self._words for name, share in shares.items()}
        self.own = shares["own"]

    def shares(self, rows: Sequence[bool] | np.ndarray | slice = slice(None)) -> Shares:
        words = float(self._words[rows].sum())
        return Shares(
            int(words),
            {name: float(count[rows].sum()) / words if words else 0.0 for name, count in self._counts.items()},
        )
