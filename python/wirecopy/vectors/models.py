"""Any model's rows of documents, made in batches and kept by what the texts say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from wirecopy.components import Batch, Component
from wirecopy.results import written_whole
from wirecopy.vectors.terms import Corpus, texts_of

_KEY_BYTES = 16


def embed(
    documents: Corpus | Iterable[str],
    model: Any,
    *,
    cache: str | os.PathLike[str] | None = None,
    batch_size: int = 256,
) -> npt.NDArray[np.float32]:
    """Rows of documents by any model, such as one of sentence-transformers.

    Equal texts are given to the model once.

    Parameters
    ----------
    documents : Corpus or iterable of str
    model : object with `encode` or `transform`, component, or callable
        Takes a list of texts and returns a row of numbers for each. A component takes a batch, whose ids are the
        numbers of texts, and writes one column, of rows.
    cache : path of a Parquet file, optional
        Rows that are in it are not made again; new ones are added to it, also where the model fails later. They are
        found by the text alone: one file serves one model.
    batch_size : int
        Texts that the model is given at a time.

    Returns
    -------
    ndarray (documents, dimensions), float32

    Raises
    ------
    ValueError
        If the model returns other than a row for each text, or rows of another length than those kept; the message has
        both numbers.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size!r}; it must be at least 1")
    texts = list(texts_of(documents))
    keys = [hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_KEY_BYTES).digest() for text in texts]
    known = {} if cache is None else _read(Path(cache))
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    encode = _encoder(model)
    made: dict[bytes, npt.NDArray[np.float32]] = {}
    expected = next((len(row) for row in known.values()), None)
    try:
        for some in _parts(list(new), batch_size):
            rows = np.array(encode([new[key] for key in some]), np.float32)  # a model may use its memory again
            if rows.ndim != 2 or len(rows) != len(some):
                raise ValueError(f"the model returned an array of shape {rows.shape} for {len(some)} texts")
            width = rows.shape[1]
            if width != (expected := width if expected is None else expected):
                raise ValueError(
                    f"the model returned rows of {width} numbers; others, or those in {cache}, have {expected}"
                )
            made.update(zip(some, rows, strict=True))
    finally:
        known |= made
        if cache is not None and made:
            _write(Path(cache), known)
    return np.stack([known[key] for key in keys]) if keys else np.empty((0, 0), np.float32)


def _encoder(model: Any) -> Callable[[list[str]], Any]:
    if isinstance(model, Component):
        if len(model.writes) != 1:
            raise ValueError(f"component {model.name!r} writes {list(model.writes)}; an embedder writes one column")
        return lambda texts: np.stack(list(model(_batch(texts))[model.writes[0]]))
    for name in ("encode", "transform"):
        if hasattr(model, name):
            encode: Callable[[list[str]], Any] = getattr(model, name)
            return lambda texts: _dense(encode(texts))
    if not callable(model):
        raise TypeError(
            f"a model has encode or transform, or is called with texts; {type(model).__name__} does neither"
        )
    return lambda texts: _dense(model(texts))


def _dense(rows: Any) -> Any:
    return rows.toarray() if hasattr(rows, "toarray") else rows


def _batch(texts: list[str]) -> Batch:
    return Batch(0, pa.array(map(str, range(len(texts))), pa.string()), pa.array(texts, pa.large_string()))


def _parts(keys: list[bytes], size: int) -> Iterator[list[bytes]]:
    for begin in range(0, len(keys), size):
        yield keys[begin : begin + size]


def _read(path: Path) -> dict[bytes, npt.NDArray[np.float32]]:
    if not path.exists():
        return {}
    try:
        table = pq.read_table(path, columns=["key", "row"])
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise ValueError(f"{path} holds no rows of an earlier embed: {error}") from error
    rows = table["row"].combine_chunks()
    values = rows.flatten().to_numpy(zero_copy_only=False).reshape(len(rows), -1)
    return dict(zip(table["key"].to_pylist(), values, strict=True))


def _write(path: Path, known: dict[bytes, npt.NDArray[np.float32]]) -> None:
    rows = np.stack([known[key] for key in sorted(known)])
    table = pa.table(
        {
            "key": pa.array(sorted(known), pa.binary(_KEY_BYTES)),
            "row": pa.FixedSizeListArray.from_arrays(pa.array(rows.ravel()), rows.shape[1]),
        }
    )
    with written_whole(path) as file:
        pq.write_table(table, file)
