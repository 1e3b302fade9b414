"""wirecopy reads news articles and shows who carries whose text.

Names load when they are first used, so that `import wirecopy` costs little.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wirecopy.clusters import Sources, Stories, cluster_sources, cluster_stories
    from wirecopy.components import Batch, Component, component
    from wirecopy.corpus import Corpus, read
    from wirecopy.documents import Document
    from wirecopy.entities import Entities, Gazetteer, Mentions, find_entities
    from wirecopy.report import write_report
    from wirecopy.reuse import Reuse, SimilarParagraphs, estimate_reuse, find_reuse, similar_paragraphs
    from wirecopy.samples import sample
    from wirecopy.similarity import Neighbors, SimilarPairs, nearest, similar_pairs
    from wirecopy.tokens import Subwords, Tokens, boundaries, tokenize, words
    from wirecopy.vectors import (
        CountVectorizer,
        HashingVectorizer,
        LatentSemantics,
        StaticEmbeddings,
        TfidfVectorizer,
        WordVectors,
        embed,
    )

    __version__: str
    unicode_version: str

_HOME = {
    "Batch": "components",
    "Component": "components",
    "Corpus": "corpus",
    "CountVectorizer": "vectors",
    "Document": "documents",
    "Entities": "entities",
    "Gazetteer": "entities",
    "HashingVectorizer": "vectors",
    "LatentSemantics": "vectors",
    "Mentions": "entities",
    "Neighbors": "similarity",
    "Reuse": "reuse",
    "SimilarPairs": "similarity",
    "SimilarParagraphs": "reuse",
    "Sources": "clusters",
    "StaticEmbeddings": "vectors",
    "Stories": "clusters",
    "Subwords": "tokens",
    "TfidfVectorizer": "vectors",
    "WordVectors": "vectors",
    "Tokens": "tokens",
    "boundaries": "tokens",
    "cluster_sources": "clusters",
    "cluster_stories": "clusters",
    "component": "components",
    "embed": "vectors",
    "estimate_reuse": "reuse",
    "find_entities": "entities",
    "find_reuse": "reuse",
    "nearest": "similarity",
    "read": "corpus",
    "sample": "samples",
    "similar_pairs": "similarity",
    "similar_paragraphs": "reuse",
    "tokenize": "tokens",
    "words": "tokens",
    "write_report": "report",
}

__all__ = [
    "Batch",
    "Component",
    "Corpus",
    "CountVectorizer",
    "Document",
    "Entities",
    "Gazetteer",
    "HashingVectorizer",
    "LatentSemantics",
    "Mentions",
    "Neighbors",
    "Reuse",
    "SimilarPairs",
    "SimilarParagraphs",
    "Sources",
    "StaticEmbeddings",
    "Stories",
    "Subwords",
    "TfidfVectorizer",
    "Tokens",
    "WordVectors",
    "boundaries",
    "cluster_sources",
    "cluster_stories",
    "component",
    "embed",
    "estimate_reuse",
    "find_entities",
    "find_reuse",
    "nearest",
    "read",
    "sample",
    "similar_pairs",
    "similar_paragraphs",
    "tokenize",
    "unicode_version",
    "words",
    "write_report",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name in _HOME:
            value = getattr(importlib.import_module(f"wirecopy.{_HOME[name]}"), name)
        elif name in ("__version__", "unicode_version"):
            core = importlib.import_module("wirecopy._core")
            value = core.__version__ if name == "__version__" else core.unicode_version()
        else:
            raise AttributeError(f"module 'wirecopy' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
