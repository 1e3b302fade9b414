"""Two documents side by side: what they share is marked, numbered and linked across the columns."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Protocol

CSS = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")

_LINE = re.compile(r"[^\r\n]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# Texts up to this many characters are shown whole; of longer ones, what is shared and this much on either side of it.
_WHOLE = 20_000
_AROUND = 400
_LONGEST_PASSAGE = 6_000


class Difference(Protocol):
    """A place where two passages differ, in code points from where each begins."""

    @property
    def begin_a(self) -> int:
        """Where it begins in the first passage."""

    @property
    def end_a(self) -> int:
        """Where it ends in the first passage."""

    @property
    def begin_b(self) -> int:
        """Where it begins in the second passage."""

    @property
    def end_b(self) -> int:
        """Where it ends in the second passage."""

    @property
    def kind(self) -> str:
        """`number`, `name` or `words`."""


@dataclass(frozen=True, slots=True)
class Side:
    """A document as a column shows it: `heading` is its title or id, `line` says who printed it and when."""

    heading: str
    line: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that both documents carry, in code points of each text, and where its two wordings differ."""

    begin_a: int
    end_a: int
    begin_b: int
    end_b: int
    context: str = "prose"
    differences: Sequence[Difference] = ()


def side_by_side(a: Side, b: Side, shared: Iterable[Shared]) -> str:
    """Return two documents as HTML columns, without the style sheet, which is `CSS`.

    Passages are numbered in the order of the first document. Everything that comes from a document is escaped. Of a
    text longer than 20,000 characters the stretches far from any passage are left out, and the page says so.
    """
    passages = sorted(shared, key=lambda each: (each.begin_a, each.end_a, each.begin_b, each.end_b))
    name = hashlib.sha256("\0".join([a.heading, a.text, b.heading, b.text]).encode()).hexdigest()[:12]
    left = [_Mark(p.begin_a, p.end_a, n, p.context) for n, p in enumerate(passages, 1)]
    right = [_Mark(p.begin_b, p.end_b, n, p.context) for n, p in enumerate(passages, 1)]
    changed_left = [(p.begin_a + d.begin_a, p.begin_a + d.end_a, d.kind) for p in passages for d in p.differences]
    changed_right = [(p.begin_b + d.begin_b, p.begin_b + d.end_b, d.kind) for p in passages for d in p.differences]
    return (
        '<div class="wirecopy-side">'
        + _Column(a, left, changed_left, f"s{name}a", f"s{name}b").html()
        + _Column(b, right, changed_right, f"s{name}b", f"s{name}a").html()
        + "</div>"
    )


def known_language(language: str | None) -> str | None:
    """Return `language` if it is a code that a browser understands."""
    return language if language and _LANGUAGE.fullmatch(language) else None


@dataclass(frozen=True, slots=True)
class _Mark:
    begin: int
    end: int
    number: int
    context: str


class _Column:
    """One document: its paragraphs cut at every edge of a passage and of a difference."""

    def __init__(
        self, side: Side, marks: list[_Mark], changed: list[tuple[int, int, str]], here: str, there: str
    ) -> None:
        self._side, self._marks, self._changed = side, marks, changed
        self._here, self._there = here, there
        self._edges = sorted({e for m in marks for e in (m.begin, m.end)} | {e for c in changed for e in c[:2]})
        self._numbered: set[int] = set()

    def html(self) -> str:
        side = self._side
        label = f"Text of {side.heading}"
        language = f' lang="{side.language}"' if known_language(side.language) else ""
        return (
            f'<section><h4 dir="auto">{escape(side.heading)}</h4><p class="line" dir="auto">{escape(side.line)}</p>'
            f'<div class="text" tabindex="0" role="region" aria-label="{escape(label)}" dir="auto"'
            f"{language}>{''.join(self._paragraphs())}</div></section>"
        )

    def _paragraphs(self) -> Iterable[str]:
        shown_to = 0
        for begin, end in self._shown():
            yield self._left_out(begin - shown_to)
            for line in _LINE.finditer(self._side.text, begin, end):
                if not line.group().isspace():
                    yield f'<p dir="auto">{self._inline(*line.span())}</p>'
            shown_to = end
        yield self._left_out(len(self._side.text) - shown_to)

    def _left_out(self, characters: int) -> str:
        return f'<p class="left-out" lang="en">… {characters:,} characters left out …</p>' if characters > 0 else ""

    def _shown(self) -> list[tuple[int, int]]:
        """Return the ranges of the text that are shown, in order and apart."""
        length = len(self._side.text)
        if length <= _WHOLE:
            return [(0, length)]
        wanted = [(0, _AROUND)] if not self._marks else []
        for mark in self._marks:
            if mark.end - mark.begin <= _LONGEST_PASSAGE:
                wanted.append((mark.begin - _AROUND, mark.end + _AROUND))
            else:
                half = _LONGEST_PASSAGE // 2
                wanted += [(mark.begin - _AROUND, mark.begin + half), (mark.end - half, mark.end + _AROUND)]
        ranges: list[tuple[int, int]] = []
        for begin, end in sorted((max(0, begin), min(length, end)) for begin, end in wanted):
            if ranges and begin <= ranges[-1][1]:
                ranges[-1] = (ranges[-1][0], max(ranges[-1][1], end))
            else:
                ranges.append((begin, end))
        return ranges

    def _inline(self, begin: int, end: int) -> str:
        pieces: list[str] = []
        inside: tuple[_Mark, ...] = ()
        within = self._edges[bisect_right(self._edges, begin) : bisect_left(self._edges, end)]
        edges = [begin, *within, end]
        marks = [m for m in self._marks if m.begin < end and m.end > begin]
        changed = [c for c in self._changed if c[0] < end and c[1] > begin]
        for start, stop in pairwise(edges):
            around = tuple(m for m in marks if m.begin <= start and stop <= m.end)
            if around != inside:
                pieces.append("</mark>" if inside else "")
                pieces.append(self._opening(around) if around else "")
                inside = around
            words = escape(self._side.text[start:stop])
            kind = next((c[2] for c in changed if c[0] <= start and stop <= c[1]), None) if around else None
            pieces.append(words if kind is None else f'<b class="{escape(kind)}">{words}</b>')
        pieces.append("</mark>" if inside else "")
        return "".join(pieces)

    def _opening(self, marks: tuple[_Mark, ...]) -> str:
        numbers = " ".join(str(mark.number) for mark in marks)
        quotation = " quotation" if all(mark.context == "quotation" for mark in marks) else ""
        links = []
        for number in (mark.number for mark in marks if mark.number not in self._numbered):
            self._numbered.add(number)
            links.append(
                f'<a id="{self._here}{number}" href="#{self._there}{number}" '
                f'aria-label="Passage {number}: go to it in the other document">{number}</a>'
            )
        return f'<mark class="shared{quotation}" data-passage="{numbers}">{"".join(links)}'
