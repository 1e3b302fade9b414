"""Names that are spelt much like others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from wirecopy.corpus.strings import from_values, to_strings
from wirecopy.results import Result


class SimilarNames(Result):
    """Names of a gazetteer that are spelt much like those asked for, a row a pair, the most similar first.

    Columns: `name` (as asked, in order of first appearance), `entity` (id), `alias` (the gazetteer's name), `score`
    (RapidFuzz's `fuzz.ratio`, 0 to 100).
    """


def asked_names(names: Iterable[str]) -> pa.LargeStringArray:
    """Return the distinct names as Arrow strings, without nulls, in order of first appearance.

    Raises
    ------
    TypeError
        If `names` is one string.
    ValueError
        If one is no string or holds half a character; the message says which.
    """
    if isinstance(names, str):
        raise TypeError(f"names is one string; ask for [{names!r}]")
    column: Any = names
    if not isinstance(names, pa.Array | pa.ChunkedArray):
        column, refused = from_values(list(names))
        if refused:
            row, value = next(iter(refused.items()))
            raise ValueError(f"name {row} is {value!r}, which is no string")
    if isinstance(column, pa.Array):
        column = pa.chunked_array([column])
    texts, malformed = to_strings(column)
    if malformed:
        raise ValueError(f"name {min(malformed)} is no text: it holds half a character, which UTF-8 cannot write")
    return texts.combine_chunks().unique().drop_null()
