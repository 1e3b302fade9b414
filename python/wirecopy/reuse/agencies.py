"""News agencies, and the words with which articles credit them: `agencies.json` beside this file."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from wirecopy import _core


def known_agencies() -> dict[str, list[str]]:
    """Return the agencies that credits are searched for: each with the forms in which articles name it."""
    return {name: list(forms) for name, forms in _data()["agencies"].items()}


def credit_words(more: Mapping[str, Iterable[str]]) -> _core.CreditWords:
    """Return what credits are made of, with `more` agencies and forms.

    Raises
    ------
    ValueError
        If `more` is no mapping of names to forms; the message quotes the value.
    """
    if not isinstance(more, Mapping):
        raise ValueError(f"agencies={more!r}; expected a mapping of names to forms, as {{'Northwire': ['NW']}}")
    pairs = [(name, form) for name, forms in known_agencies().items() for form in forms]
    for name, forms in more.items():
        if not isinstance(name, str) or not name or isinstance(forms, str):
            raise ValueError(f"agencies: {name!r}: {forms!r}; expected a name and a list of its forms")
        for form in (name, *forms):
            if not isinstance(form, str) or not form:
                raise ValueError(f"agencies: {name!r}: {form!r} is no form of a name")
            pairs.append((name, form))
    return _core.CreditWords(agencies=pairs, **{kind: words for kind, words in _data().items() if kind != "agencies"})


@functools.cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files(__package__) / "agencies.json").read_text(encoding="utf-8"))
    return data
