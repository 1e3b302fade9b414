"""A document as it is printed: its paragraphs with what stands around them, and where in the text each came to lie."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from archive.houses import Outlet
from archive.sentences import Paragraph


@dataclass(slots=True)
class Block:
    """A printed paragraph: `kind` is `own`, `story`, `quotation`, `credit` or `boilerplate`."""

    kind: str
    words: list[str]
    paragraph: Paragraph | None = None  # of a story, or what is quoted; its words begin at `skipped`
    skipped: int = 0
    begin: int = 0  # of its words in the text, in code points

    def offsets(self) -> tuple[list[int], list[int]]:
        """Where each word begins and ends in the text, its marks included."""
        begins = list(itertools.accumulate((len(word) + 1 for word in self.words[:-1]), initial=self.begin))
        return begins, [begin + len(word) for begin, word in zip(begins, self.words, strict=True)]


@dataclass(slots=True)
class Page:
    """A document in the making."""

    id: str
    outlet: Outlet
    story: int
    time: int  # when it was printed, whether or not it says so
    kind: str = "own"
    headline: list[str] = field(default_factory=list)
    agency: str | None = None  # that it credits
    had_from: str | None = None
    hop: int = 0
    blocks: list[Block] = field(default_factory=list)

    def text(self) -> str:
        """The text, all blocks in order; sets where each of them begins."""
        parts, at = [], 0
        for block in self.blocks:
            block.begin = at
            parts.append(" ".join(block.words))
            at += len(parts[-1]) + len(self.outlet.between)
        opening, closing = self.outlet.marks
        return self.outlet.between.join(parts).replace("“", opening).replace("”", closing)
