"""Where in two texts the same words stand."""

from __future__ import annotations

from collections.abc import Iterator

from archive.pages import Block

_MARKS = "“”,.:"


def edges(block: Block, first: int, last: int) -> tuple[int, int]:
    """From the first to the last of these words, without the marks outside them."""
    begins, ends = block.offsets()
    begin, end = block.words[first], block.words[last]
    return begins[first] + len(begin) - len(begin.lstrip(_MARKS)), ends[last] - len(end) + len(end.rstrip(_MARKS))


def inside(block: Block) -> tuple[int, int]:
    """The span of the words that a block has from elsewhere."""
    assert block.paragraph is not None
    if block.kind == "quotation":
        return edges(block, block.skipped, block.skipped + len(block.paragraph.words) - 1)
    taken = [at for at, origin in enumerate(block.paragraph.origin) if origin >= 0]
    return edges(block, taken[0], taken[-1])


def kept(block: Block) -> float:
    """The share of the words first written that are still there, and still the same."""
    assert block.paragraph is not None
    same = sum(map(block.paragraph.kept, range(len(block.paragraph.words))))
    return same / len(block.paragraph.original.words)


def between(a: Block, b: Block) -> tuple[int, dict[str, int]]:
    """How many words two printings have in common, and the spans from the first to the last of them."""
    assert a.paragraph is not None and b.paragraph is not None
    place = {origin: at for at, origin in enumerate(a.paragraph.origin) if origin != -1}
    common = [
        (place[origin], at)
        for at, origin in enumerate(b.paragraph.origin)
        if origin in place and a.words[place[origin]] == b.words[at]
    ]
    if not common:
        return 0, {}
    common.sort(key=lambda pair: pair[1])
    (begin_a, end_a), (begin_b, end_b) = (edges(x, common[0][i], common[-1][i]) for i, x in enumerate((a, b)))
    return len(common), {"begin_a": begin_a, "end_a": end_a, "begin_b": begin_b, "end_b": end_b}


def changed_numbers(a: Block, b: Block) -> Iterator[dict[str, int]]:
    """The numbers that b changed, beside those of a."""
    assert a.paragraph is not None and b.paragraph is not None
    for at in b.paragraph.changed:
        if b.paragraph.origin[at] not in a.paragraph.origin:
            continue
        other = a.paragraph.origin.index(b.paragraph.origin[at])
        if a.words[other] == b.words[at] or not a.words[other][0].isdigit():
            continue
        (begin_a, end_a), (begin_b, end_b) = edges(a, other, other), edges(b, at, at)
        yield {"begin_a": begin_a, "end_a": end_a, "begin_b": begin_b, "end_b": end_b}
