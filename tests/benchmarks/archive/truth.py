"""What is known about an archive, in tables: who carries whose text, where, since when, and what was done to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from archive.pages import Block, Page
from archive.printed import Printed, first_of
from archive.sentences import DASHES
from archive.shares import CLASSES, Standing, add_bylines, boilerplate_shares, classes
from archive.spans import between, changed_numbers, inside, kept

_SHORTEST = 12  # equal words of a passage of prose


class Truth:
    """Tables that grow with each chunk; `tables()` gives them as Arrow.

    documents
        `document, outlet, house, story, kind, agency, had_from, hop, precision, words` and the shares of all classes.
        `kind` says where the story came from: `own`, `agency` or `hidden`, a source that is not in the archive.
    copies
        `family, document, begin, end, context, kept`: every printing of a paragraph or quotation that others print
        too; `kept` is the share of its words that are still there.
    passages
        `document_a, begin_a, end_a, document_b, begin_b, end_b, words, context, first`: each copy beside the one it
        was made from, or beside the first printing where that came from outside the archive.
    changed_numbers
        The same spans, of the two numbers.
    standing
        `document, begin, end, line`: the standing lines of houses.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, object]]] = defaultdict(list)
        self._standing: list[Standing] = []

    def add(self, pages: list[Page], dates: dict[str, Printed]) -> None:
        """Take in the pages of a chunk, whose texts have been made."""
        by_id = {page.id: page for page in pages}
        copies = _copies(pages)
        counts = classes(copies)
        add_bylines(counts, pages)
        first_of_story: dict[int, Page] = {}
        for page in pages:
            known = first_of_story.get(page.story)
            if known is None or page.time < known.time:
                first_of_story[page.story] = page
        for page in pages:
            self._document(page, counts[page.id], dates[page.id])
            for block in page.blocks:
                if block.kind == "boilerplate":
                    self._stands(page, block)
            before = by_id[page.had_from] if page.had_from else first_of_story[page.story]
            if before is not page:
                self._copied(before, page, first_of(dates[before.id], dates[page.id]))
        for family, members in copies.items():
            if len(members) > 1:
                self._family(family, members, dates)

    def tables(self) -> dict[str, pa.Table]:
        """Return everything as Arrow tables."""
        found = {name: pd.DataFrame(rows) for name, rows in self._rows.items()}
        found["documents"] = boilerplate_shares(found["documents"], self._standing)
        return {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in found.items()}

    def _document(self, page: Page, counts: dict[str, int], date: Printed) -> None:
        words = sum(len(block.words) - sum(map(block.words.count, DASHES)) for block in page.blocks)
        known = {name: counts.get(name, 0) for name in CLASSES}
        self._rows["documents"].append(
            {
                "document": page.id,
                "outlet": page.outlet.name,
                "house": page.outlet.house,
                "story": page.story,
                "kind": page.kind,
                "agency": page.agency,
                "had_from": page.had_from,
                "hop": page.hop,
                "precision": date[1] if date else None,
                "words": words,
                **known,
            }
        )

    def _stands(self, page: Page, block: Block) -> None:
        line = Standing.of(page, block)
        self._standing.append(line)
        end = block.begin + len(line.line)
        row = {"document": page.id, "begin": block.begin, "end": end, "line": f"{line.house} {line.line}"}
        self._rows["standing"].append(row)

    def _copied(self, before: Page, page: Page, first: str | None) -> None:
        of_before = {b.paragraph.original.number: b for b in before.blocks if b.kind == "story" and b.paragraph}
        for block in page.blocks:
            if block.kind != "story" or block.paragraph is None:
                continue
            other = of_before.get(block.paragraph.original.number)
            if other is None:
                continue
            words, spans = between(other, block)
            if words >= _SHORTEST:
                row = {"document_a": before.id, "document_b": page.id, **spans, "words": words}
                self._rows["passages"].append({**row, "context": "prose", "first": first})
            for spans in changed_numbers(other, block):
                self._rows["changed_numbers"].append({"document_a": before.id, "document_b": page.id, **spans})

    def _family(self, family: int, members: list[tuple[Page, Block]], dates: dict[str, Printed]) -> None:
        quotation = members[0][1].kind == "quotation"
        context = "quotation" if quotation else "prose"
        spans = [inside(block) for _, block in members]
        for (page, block), (begin, end) in zip(members, spans, strict=True):
            row = {"family": family, "document": page.id, "begin": begin, "end": end, "context": context}
            self._rows["copies"].append({**row, "kept": kept(block)})
        if quotation:
            (page_a, block), (begin_a, end_a) = members[0], spans[0]
            for (page_b, _), (begin_b, end_b) in zip(members[1:], spans[1:], strict=True):
                self._rows["passages"].append(
                    {
                        "document_a": page_a.id,
                        "document_b": page_b.id,
                        "begin_a": begin_a,
                        "end_a": end_a,
                        "begin_b": begin_b,
                        "end_b": end_b,
                        "words": len(block.paragraph.words) if block.paragraph else 0,
                        "context": context,
                        "first": first_of(dates[page_a.id], dates[page_b.id]),
                    }
                )


def _copies(pages: Iterable[Page]) -> dict[int, list[tuple[Page, Block]]]:
    """By the number of what was first written, where it is printed."""
    found: dict[int, list[tuple[Page, Block]]] = defaultdict(list)
    for page in pages:
        for block in page.blocks:
            if block.paragraph is not None:
                found[block.paragraph.original.number].append((page, block))
    return found
