"""Archives of made-up news of any size, with everything known about who carries whose text.

    for documents, pages in archive.generate(Options(documents=10_000, seed=7), truth=(truth := Truth())): ...

The same options give the same archive. Documents come in chunks of some hundred, so that no size is too large.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from archive.chunk import chunk
from archive.houses import Outlet, outlets
from archive.options import Options
from archive.pages import Page
from archive.printed import Printed, printed, written
from archive.prose import Prose, Recombined, Vocabulary
from archive.truth import Truth

__all__ = ["Options", "Recombined", "Truth", "Vocabulary", "generate"]

Document = dict[str, str | None]


def generate(
    options: Options, prose: Prose | None = None, truth: Truth | None = None, *, processes: int = 1
) -> Iterator[list[Document]]:
    """Yield documents as rows with `id, source, published, url, title, text`, some hundred at a time.

    Words come from `prose`, or from a vocabulary of the archive's own; what is known about them goes to `truth`.
    Several processes make the same archive, without its truth.
    """
    prose = prose or Vocabulary()
    labels = outlets(np.random.default_rng([options.seed, 2**32]), prose, options.outlets)
    if processes > 1 and truth is None:
        yield from _generate_in_processes(options, prose, labels, processes)
        return
    made = number = 0
    while made < options.documents:
        pages, dates = _part(options, prose, labels, number, options.documents - made)
        yield [_document(page, dates[page.id]) for page in pages]
        if truth is not None:
            truth.add(pages, dates)
        made, number = made + len(pages), number + 1


def _part(
    options: Options, prose: Prose, labels: list[Outlet], number: int, documents: int
) -> tuple[list[Page], dict[str, Printed]]:
    pages = chunk(options, prose, labels, number, documents)
    rng = np.random.default_rng([options.seed, 2**33, number])
    missing = (rng.random(len(pages)) < 0.05).tolist()
    dates = {page.id: printed(page.time, page.outlet.day_only, gone) for page, gone in zip(pages, missing, strict=True)}
    return pages, dates


def _generate_in_processes(
    options: Options, prose: Prose, labels: list[Outlet], processes: int
) -> Iterator[list[Document]]:
    """Make parts ahead as if there were no last document; the last part is made again, as long as it is to be."""
    made = number = 0
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(options, prose, labels)) as pool:
        ahead = deque(pool.submit(_rows, part, options.documents) for part in range(2 * processes))
        while made < options.documents:
            rows = ahead.popleft().result()
            if made + len(rows) > options.documents:
                rows = pool.submit(_rows, number, options.documents - made).result()
            else:
                ahead.append(pool.submit(_rows, number + len(ahead) + 1, options.documents))
            yield rows
            made, number = made + len(rows), number + 1
        for each in ahead:
            each.cancel()


_shared: list[Any] = []  # what every part of a process is made from


def _begin(*shared: Any) -> None:
    _shared[:] = shared


def _rows(number: int, documents: int) -> list[Document]:
    pages, dates = _part(*_shared, number, documents)
    return [_document(page, dates[page.id]) for page in pages]


def _document(page: Page, date: Printed) -> Document:
    return {
        "id": page.id,
        "source": page.outlet.name,
        "published": written(date),
        "url": f"{page.outlet.address}news/{page.id}",
        "title": " ".join(page.headline).strip("“,."),
        "text": page.text(),
    }
