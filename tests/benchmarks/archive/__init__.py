"""Archives of made-up news of any size, with everything known about who carries whose text.

    for documents, pages in archive.generate(Options(documents=10_000, seed=7), truth=(truth := Truth())): ...

The same options give the same archive. Documents come in chunks of some hundred, so that no size is too large.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from archive.chunk import chunk
from archive.houses import outlets
from archive.options import Options
from archive.pages import Page
from archive.printed import Printed, printed, written
from archive.prose import Prose, Recombined, Vocabulary
from archive.truth import Truth

__all__ = ["Options", "Recombined", "Truth", "Vocabulary", "generate"]

Document = dict[str, str | None]


def generate(options: Options, prose: Prose | None = None, truth: Truth | None = None) -> Iterator[list[Document]]:
    """Yield documents as rows with `id, source, published, url, title, text`, some hundred at a time.

    Words come from `prose`, or from a vocabulary of the archive's own; what is known about them goes to `truth`.
    """
    prose = prose or Vocabulary()
    labels = outlets(np.random.default_rng([options.seed, 2**32]), prose, options.outlets)
    made = number = 0
    while made < options.documents:
        pages = chunk(options, prose, labels, number, options.documents - made)
        rng = np.random.default_rng([options.seed, 2**33, number])
        missing = (rng.random(len(pages)) < 0.05).tolist()
        dates = {
            page.id: printed(page.time, page.outlet.day_only, gone) for page, gone in zip(pages, missing, strict=True)
        }
        yield [_document(page, dates[page.id]) for page in pages]
        if truth is not None:
            truth.add(pages, dates)
        made, number = made + len(pages), number + 1


def _document(page: Page, date: Printed) -> Document:
    return {
        "id": page.id,
        "source": page.outlet.name,
        "published": written(date),
        "url": f"{page.outlet.address}news/{page.id}",
        "title": " ".join(page.headline).strip("“,."),
        "text": page.text(),
    }
