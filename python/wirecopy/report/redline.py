"""A copy held against the text it was copied from: what was struck out, what was put in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from wirecopy.results.side_by_side import Difference

# Longer stretches are shown by their first and last words.
_LONGEST_CUT = 160
_LONGEST = 3_000


def redline(original: str, copy: str, differences: Sequence[Difference]) -> Markup:
    """Return `copy` as HTML with the words of `original` that it lacks struck out before those it has instead.

    Long stretches are shown by their first and last words, and the page says how much is left out between them.
    """
    pieces: list[str] = []
    at = 0
    for each in differences:
        pieces.append(escape(shortened(copy[at : each.begin_b])))
        kind = f' class="{each.kind}"' if each.kind in ("number", "name") else ""
        gone, new = original[each.begin_a : each.end_a], copy[each.begin_b : each.end_b]
        if gone.strip():
            struck = f"<del{kind}>{escape(shortened(gone, _LONGEST_CUT))}</del>"
            # Words that were only cut stood after a word of the copy, the others stand before what replaced them.
            pieces.append(f" {struck}" if not new and each.begin_b else f"{struck} ")
        if new:
            pieces.append(f"<ins{kind}>{escape(shortened(new))}</ins>")
        at = each.end_b
    pieces.append(escape(shortened(copy[at:])))
    return Markup("".join(pieces))


def shortened(words: str, longest: int = _LONGEST) -> str:
    """Return `words`, or where they are longer than `longest` characters their beginning, a count and their end."""
    if len(words) <= longest:
        return words
    head, tail = words[: longest // 2].rsplit(" ", 1)[0], words[-(longest // 3) :].split(" ", 1)[-1]
    return f"{head} [… {len(words) - len(head) - len(tail):,} characters …] {tail}"
