"""Files of word vectors: safetensors, and the text and binary formats of word2vec, GloVe and fastText."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import IO, Any, TypeGuard

import numpy as np
import numpy.typing as npt

_KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I8": "i1", "U8": "u1", "I32": "<i4", "I64": "<i8"}
_LONGEST_WORD = 1 << 16


def read_safetensors(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of a safetensors file by name, mapped and not always aligned; BF16 becomes float32.

    Raises
    ------
    ValueError
        If the file is not what its header says; the message names it.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > size - 8:
            raise ValueError(
                f"{path}: the header says {length} bytes of {size}; the file is truncated or no safetensors"
            )
        try:
            header = json.loads(file.read(length))
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{path}: the header is no JSON: {error}") from error
    if not isinstance(header, dict):
        raise ValueError(f"{path}: the header is a {type(header).__name__}, not names with what they describe")
    data = np.memmap(path, np.uint8, "r", offset=8 + length) if size > 8 + length else np.empty(0, np.uint8)
    return {name: _tensor(path, data, name, entry) for name, entry in header.items() if name != "__metadata__"}


def _tensor(path: Path, data: npt.NDArray[np.uint8], name: str, entry: Any) -> npt.NDArray[np.generic]:
    known = entry if isinstance(entry, dict) else {}
    kind, shape, offsets = str(known.get("dtype")), known.get("shape"), known.get("data_offsets")
    if kind not in _KINDS or not _are_sizes(shape) or not _are_sizes(offsets) or len(offsets) != 2:
        raise ValueError(f"{path}: {name!r} is described as {entry}; that kind cannot be read")
    dtype = np.dtype(_KINDS[kind])
    begin, end = offsets
    if not 0 <= begin <= end <= len(data) or end - begin != math.prod(shape) * dtype.itemsize:
        raise ValueError(f"{path}: {name!r} of shape {shape} does not fill bytes {begin} to {end} of {len(data)}")
    values = data[begin:end].view(dtype).reshape(shape)
    if kind == "BF16":  # the upper half of a float32
        return (values.astype(np.uint32) << 16).view(np.float32)
    return values


def _are_sizes(numbers: Any) -> TypeGuard[list[int]]:
    return isinstance(numbers, list) and all(isinstance(number, int) and number >= 0 for number in numbers)


def read_words(path: Path) -> tuple[list[str], npt.NDArray[np.float32]]:
    """The words and vectors of a file in the text or binary format of word2vec, of GloVe or of fastText's `.vec`.

    Of a word that comes twice the first counts.

    Raises
    ------
    ValueError
        If a line or record has not as many numbers as the others; the message says which.
    """
    with path.open("rb") as file:
        first = file.readline(_LONGEST_WORD).split()
        counted = len(first) == 2 and first[0].isdigit() and first[1].isdigit()
        if path.suffix == ".bin":
            if not counted:
                raise ValueError(f"{path}: it does not begin with the numbers of words and dimensions")
            words, rows = _binary(path, file, int(first[0]), int(first[1]))
        else:
            if not counted:
                file.seek(0)
            words, rows = _text(path, file, int(first[1]) if counted else None)
    if not words:
        raise ValueError(f"{path}: it holds no words")
    seen: dict[str, int] = {}
    for at, word in enumerate(words):
        seen.setdefault(word, at)
    return list(seen), np.vstack([rows[at] for at in seen.values()])


def _text(path: Path, file: IO[bytes], dimensions: int | None) -> tuple[list[str], list[npt.NDArray[np.float32]]]:
    words, rows = [], []
    for number, line in enumerate(file, 2 if dimensions else 1):
        text = line.rstrip()
        if not text:
            continue
        if dimensions is None:
            dimensions = len(text.split(b" ")) - 1
        word, *numbers = text.rsplit(b" ", min(dimensions, len(text)))
        try:
            row = np.array(numbers, np.float32)
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from error
        if len(row) != dimensions or not dimensions:
            raise ValueError(f"{path}, line {number}: {len(row)} numbers in place of {dimensions}")
        words.append(word.decode(errors="replace"))
        rows.append(row)
    return words, rows


def _binary(
    path: Path, file: IO[bytes], count: int, dimensions: int
) -> tuple[list[str], list[npt.NDArray[np.float32]]]:
    words, rows = [], []
    if not dimensions:
        raise ValueError(f"{path}: its words have 0 dimensions")
    size = path.stat().st_size
    for number in range(count):
        word = bytearray()
        while (byte := file.read(1)) not in (b" ", b""):
            word += byte
            if len(word) > _LONGEST_WORD:
                raise ValueError(f"{path}, word {number}: longer than {_LONGEST_WORD} bytes")
        data = file.read(min(4 * dimensions, size))
        if len(data) != 4 * dimensions:
            raise ValueError(f"{path}: it ends inside word {number} of {count}")
        words.append(word.lstrip(b"\n").decode(errors="replace"))
        rows.append(np.frombuffer(data, "<f4"))
    return words, rows
