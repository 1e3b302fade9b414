"""Forty articles by invented outlets, and what a careful reader finds in them (CC0; see README.md beside this file).

`wirecopy.sample()` reads the articles, `wirecopy.sample.labels()` says what a reader found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from wirecopy.corpus import Corpus, read

_HERE = Path(__file__).parent


class _Sample(ModuleType):
    """This module, which is called as well: `wirecopy.sample` is one thing, whoever imports it first."""

    def __call__(self) -> Corpus:
        """Return the sample corpus: forty articles over ten days, written for this project."""
        return read(_HERE / "articles.jsonl")


def labels() -> dict[str, Any]:
    """Return what a reader marked in the sample, in code points of each article's text; README.md explains the keys."""
    found: dict[str, Any] = json.loads((_HERE / "labels.json").read_text(encoding="utf-8"))
    return found


sample = cast(_Sample, sys.modules[__name__])
sample.__class__ = _Sample
