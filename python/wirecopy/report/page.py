"""Everything the page shows, gathered and rendered into one file."""

from __future__ import annotations

import base64
import hashlib
import os
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from wirecopy.report.catalogue import Catalogue
from wirecopy.report.families import families_of
from wirecopy.report.glance import CLASSES, document_shares, glance_at, outlet_shares, percent
from wirecopy.report.outlets import outlets_of
from wirecopy.report.pairs import pairs_of
from wirecopy.report.stories import stories_of
from wirecopy.results import written_whole
from wirecopy.results.side_by_side import CSS as SIDE_BY_SIDE_CSS

if TYPE_CHECKING:
    from wirecopy.clusters import Stories
    from wirecopy.corpus import Corpus
    from wirecopy.reuse import Reuse

_HERE = Path(__file__).parent

# How much of each list the page holds; it says in words what it leaves out.
_FAMILIES = 40
_BOILERPLATE = 20
_PAIRS = 30
_OUTLETS = 60
_DOCUMENTS = 100
_STORIES = 60
_ISSUES = 100


def write_report(
    corpus: Corpus,
    path: str | os.PathLike[str],
    *,
    reuse: Reuse | None = None,
    stories: Stories | None = None,
    n_jobs: int = -1,
) -> None:
    """Write one page of HTML that shows what the documents share, and who printed it first.

    The page holds everything it needs: it opens without a network and never asks one. It shows the numbers at a
    glance, the families with their differing words marked, pairs of documents side by side, who prints first among
    the outlets, how much of each document is its own, the stories and what was wrong with the input. Of each list it
    holds what weighs most, and says how many it leaves out and where they are.

    Parameters
    ----------
    corpus : Corpus
    path : path
        The file to write, whole or not at all.
    reuse : Reuse, optional
        The result of `find_reuse(corpus)`, if it is there already.
    stories : Stories, optional
        The result of `cluster_stories(corpus)`, if it is there already.
    n_jobs : int
        Threads for what is not there yet; -1: all cores.
    """
    from wirecopy.clusters import cluster_stories
    from wirecopy.reuse import find_reuse

    page = render(
        corpus,
        find_reuse(corpus, n_jobs=n_jobs) if reuse is None else reuse,
        cluster_stories(corpus, n_jobs=n_jobs) if stories is None else stories,
    )
    with written_whole(path) as file:
        file.write(page.encode())


def render(corpus: Corpus, reuse: Reuse, stories: Stories) -> str:
    """Return the page."""
    catalogue = Catalogue(corpus)
    style = _read("page.css") + SIDE_BY_SIDE_CSS
    script = _read("page.js")
    issues = corpus.issues.to_arrow()
    families = families_of(corpus, catalogue, reuse, _FAMILIES, _BOILERPLATE)
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(count=_count, percent=percent)
    return environment.get_template("page.html").render(
        version=metadata.version("wirecopy"),
        policy=f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=Markup(style),
        script=Markup(script),
        classes=CLASSES,
        glance=glance_at(corpus, reuse),
        families=families,
        changed_numbers=[(family, *numbers) for family in families.shown for numbers in family.changed_numbers],
        pairs=pairs_of(catalogue, reuse, _PAIRS),
        outlets=outlets_of(reuse, _OUTLETS),
        outlet_shares=outlet_shares(corpus, reuse),
        document_shares=document_shares(catalogue, reuse, _DOCUMENTS),
        stories=stories_of(catalogue, stories, _STORIES),
        issues=issues.slice(0, _ISSUES).to_pylist(),
        issues_left_out=max(0, issues.num_rows - _ISSUES),
    )


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _source(content: str) -> str:
    """Return what a Content-Security-Policy calls this very piece of inline content."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
