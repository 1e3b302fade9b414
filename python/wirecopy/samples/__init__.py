"""Forty articles by invented outlets, and what a careful reader finds in them (CC0; see README.md beside this file)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wirecopy.corpus import Corpus, read

_HERE = Path(__file__).parent


def sample() -> Corpus:
    """Return the sample corpus: forty articles over ten days, written for this project."""
    return read(_HERE / "articles.jsonl")


def labels() -> dict[str, Any]:
    """Return what a reader marked in the sample, in code points of each article's text; README.md explains the keys."""
    found: dict[str, Any] = json.loads((_HERE / "labels.json").read_text(encoding="utf-8"))
    return found
