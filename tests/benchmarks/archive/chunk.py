"""A part of an archive: some stories and all that print them, put on pages."""

from __future__ import annotations

import datetime

import numpy as np

from archive.houses import Outlet, credit
from archive.options import Options
from archive.pages import Block, Page
from archive.prose import Prose
from archive.sentences import Original, Paragraph, as_written, name_of, write
from archive.stories import Story, sizes, story

STORIES_AT_A_TIME = 500
_SPACE = 1_000_000  # numbers of paragraphs that a chunk may use


def chunk(options: Options, prose: Prose, outlets: list[Outlet], number: int, documents: int) -> list[Page]:
    """Make the pages of chunk `number`, at most `documents`; the same whatever other chunks are made."""
    rng = np.random.default_rng([options.seed, number])
    carriers = sizes(rng, options.copied, min(options.widest_by_chance, len(outlets)), STORIES_AT_A_TIME)
    if number == 0 and options.widest:
        carriers.insert(0, min(options.widest, len(outlets)))
    pages: list[Page] = []
    paragraph = number * _SPACE
    alone: list[int] = []
    for at, count in enumerate(carriers):
        count = min(count, documents - len(pages))
        if count <= 0:
            break
        each = story(rng, prose, outlets, number * _SPACE + at, paragraph, count, options.words, options.edits)
        paragraph += 1 + max(p.original.number for c in each.carriers for p in c.paragraphs) - paragraph
        if count == 1:
            alone.append(len(pages))
        pages += _pages(rng, prose, outlets, each, number, len(pages))
    _quote(rng, prose, [pages[at] for at in alone], options.quotations, number * _SPACE + _SPACE // 2)
    for page in pages:
        _stand_around(rng, page)
    order = rng.permutation(len(pages)).tolist()
    return [pages[at] for at in order]


def _pages(
    rng: np.random.Generator, prose: Prose, outlets: list[Outlet], each: Story, chunk_number: int, start: int
) -> list[Page]:
    """The pages of a story, with leads and credits."""
    names = rng.integers(0, 2**48, len(each.carriers)).tolist()
    ids = [f"{name:012x}-{chunk_number}-{start + at}" for at, name in enumerate(names)]
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=each.carriers[0].time)
    where, words = credit(rng, each.agency or "", each.town, moment.strftime("%B %-d"))
    made = []
    for id, carrier in zip(ids, each.carriers, strict=True):
        page = Page(id, outlets[carrier.outlet], each.number, carrier.time, kind=each.kind, headline=each.headline)
        page.had_from = ids[carrier.had_from] if carrier.had_from >= 0 else None
        page.hop = carrier.hop
        page.blocks = [Block("story", paragraph.words, paragraph) for paragraph in carrier.paragraphs]
        if each.agency and page.blocks and rng.random() < 0.8:
            page.agency = each.agency
            _put_credit(page, where, words, leads=carrier.paragraphs[0].original.number == each.first)
        if carrier.hop and rng.random() < 0.35:
            page.blocks.insert(1 if where == "byline" and page.agency else 0, _own(rng, prose))
        if carrier.hop and not page.agency and rng.random() < 0.2:
            page.blocks.append(_own(rng, prose))
        made.append(page)
    return made


def _put_credit(page: Page, where: str, words: list[str], *, leads: bool) -> None:
    """The words of a credit stand for numbers below -1, so that they are known again in another copy.

    A dateline stands only before the paragraph that `leads` the story; another page has a line of its own.
    """
    codes = [-2 - at for at in range(len(words))]
    if where == "byline":
        page.blocks.insert(0, Block("credit", words))
    elif where == "line" or (where == "dateline" and not leads):
        page.blocks.append(Block("credit", [words[-2] if where == "dateline" else words[0]]))
    else:
        block = page.blocks[0 if where == "dateline" else -1]
        old = block.paragraph
        assert old is not None
        both = (
            (words + old.words, codes + old.origin) if where == "dateline" else (old.words + words, old.origin + codes)
        )
        shift = len(words) if where == "dateline" else 0
        block.paragraph = Paragraph(old.original, *both, [at + shift for at in old.changed])
        block.words = block.paragraph.words


def _own(rng: np.random.Generator, prose: Prose) -> Block:
    return Block("own", [word for each in write(rng, prose, 45, 0) for word in each.words])


def _quote(rng: np.random.Generator, prose: Prose, pages: list[Page], rate: float, number: int) -> None:
    """Put what somebody said into two to four pages of different stories, each in a sentence of its own."""
    for said in range(round(len(pages) * rate / 3)):
        words = prose.words(rng, int(rng.integers(8, 26)))
        words[0] = words[0].capitalize()
        original = Original(number + said, words, [0] * len(words))
        name = name_of(rng.random(), rng.random())
        for at in rng.permutation(len(pages))[: int(rng.integers(2, 5))].tolist():
            before, after = prose.words(rng, int(rng.integers(3, 12))), prose.words(rng, int(rng.integers(3, 12)))
            first = rng.random() < 0.5
            lead = [before[0].capitalize(), *before[1:], name[1], "said:"] if first else []
            quoted = ["“" + words[0], *words[1:-1], words[-1] + ("”." if first else ",”")]
            tail = [] if first else ["said", *name, *after[:-1], after[-1] + "."]
            block = Block("quotation", lead + quoted + tail, as_written(original), len(lead))
            place = int(rng.integers(1, len(pages[at].blocks) + 1))
            pages[at].blocks.insert(place, block)


def _stand_around(rng: np.random.Generator, page: Page) -> None:
    """The house's standing lines above and below."""
    chance = rng.random(len(page.outlet.top) + len(page.outlet.bottom)).tolist()
    split = len(page.outlet.top)
    top = [line for line, drawn in zip(page.outlet.top, chance[:split], strict=True) if drawn < 0.8]
    bottom = [line for line, drawn in zip(page.outlet.bottom, chance[split:], strict=True) if drawn < 0.7]
    page.blocks[:0] = [Block("boilerplate", line.split()) for line in top]
    page.blocks += [Block("boilerplate", line.split()) for line in bottom]
