"""wirecopy reads news articles and shows who carries whose text.

Names load when they are first used, so that `import wirecopy` costs little.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wirecopy.components import Batch, Component, component
    from wirecopy.corpus import Corpus, read
    from wirecopy.documents import Document
    from wirecopy.tokens import Subwords, Tokens, boundaries, tokenize, words

_HOME = {
    "Batch": "components",
    "Component": "components",
    "Corpus": "corpus",
    "Document": "documents",
    "Subwords": "tokens",
    "Tokens": "tokens",
    "boundaries": "tokens",
    "component": "components",
    "read": "corpus",
    "tokenize": "tokens",
    "words": "tokens",
}

__all__ = [  # noqa: RUF022  (in the order of a session)
    "Batch",
    "Component",
    "Corpus",
    "Document",
    "Subwords",
    "Tokens",
    "boundaries",
    "component",
    "read",
    "tokenize",
    "unicode_version",
    "words",
]


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
