"""Files of word vectors: safetensors, and the text and binary formats of word2vec, GloVe and fastText."""

from __future__ import annotations

import io
import itertools
import json
import math
import os
from pathlib import Path
from typing import IO, Any, TypeGuard

import numpy as np
import numpy.typing as npt

_KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I8": "i1", "U8": "u1", "I32": "<i4", "I64": "<i8"}
_LONGEST_WORD = 1 << 16
_LONGEST_LINE = 1 << 22
_DIGITS = 18  #: of a number of words or dimensions
_BUFFER = 1 << 20


def read_safetensors(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of a safetensors file by name; BF16 becomes float32.

    Raises
    ------
    ValueError
        If the file is not what its header says; the message names it.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
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
        described = {name: entry for name, entry in header.items() if name != "__metadata__"}
        return {name: _tensor(path, file, 8 + length, size, name, entry) for name, entry in described.items()}


def _tensor(path: Path, file: IO[bytes], first: int, size: int, name: str, entry: Any) -> npt.NDArray[np.generic]:
    known = entry if isinstance(entry, dict) else {}
    kind, shape, offsets = str(known.get("dtype")), known.get("shape"), known.get("data_offsets")
    if kind not in _KINDS or not _are_sizes(shape) or not _are_sizes(offsets) or len(offsets) != 2:
        raise ValueError(f"{path}: {name!r} is described as {entry}; that kind cannot be read")
    dtype = np.dtype(_KINDS[kind])
    begin, end = offsets
    count = math.prod(shape)
    if not begin <= end <= size - first or end - begin != count * dtype.itemsize:
        raise ValueError(f"{path}: {name!r} of shape {shape} does not fill bytes {begin} to {end} of {size - first}")
    file.seek(first + begin)
    values = np.fromfile(file, dtype, count).reshape(shape)
    if kind == "BF16":  # the upper half of a float32
        return (values.astype(np.uint32) << 16).view(np.float32)
    return values


def _are_sizes(numbers: Any) -> TypeGuard[list[int]]:
    return isinstance(numbers, list) and all(isinstance(number, int) and number >= 0 for number in numbers)


def read_words(path: Path) -> tuple[list[str], npt.NDArray[np.float32]]:
    """The words and vectors of a file in the text or binary format of word2vec, of GloVe or of fastText's `.vec`.

    Of a word that comes twice the first counts. Takes the memory of the table, and of the words.

    Raises
    ------
    ValueError
        If a line or record has not as many numbers as the others, or one that is not finite, or if there are not as
        many words as the file says; the message has the line, or the byte of a binary file.
    """
    with io.BufferedReader(path.open("rb", buffering=0), _BUFFER) as file:
        size = os.fstat(file.fileno()).st_size
        first = file.readline(_LONGEST_WORD).split()
        count, dimensions = None, None
        if len(first) == 2 and all(number.isdigit() for number in first):
            count, dimensions = (int(number[:_DIGITS]) for number in first)
            if not 0 < dimensions <= size or len(first[1]) > _DIGITS:
                raise ValueError(f"{path}: it says that its words have {dimensions} dimensions; it has {size} bytes")
        if path.suffix == ".bin":
            if count is None or dimensions is None:
                raise ValueError(f"{path}: it does not begin with the numbers of words and dimensions")
            table = _Table(path, dimensions, min(count, size // (4 * dimensions + 1)))
            _read_binary(table, file, count)
        else:
            if count is None:
                file.seek(0)
                dimensions = len(file.readline(_LONGEST_LINE).rstrip().split(b" ")) - 1
                file.seek(0)
            table = _Table(path, dimensions or 0, min(count or 0, (size + 1) // (2 * (dimensions or 0) + 1)))
            with np.errstate(over="ignore"):  # what is too large is not finite, and told as that
                _read_text(table, file, count)
    if not table.words:
        raise ValueError(f"{path}: it holds no words")
    return list(table.words), table.filled()


class _Table:
    """Rows that are added one by one to an array, which grows by a quarter where nobody said how many there are."""

    def __init__(self, path: Path, dimensions: int, expected: int) -> None:
        self.path = path
        self.words: dict[str, None] = {}
        self.rows = np.empty((expected, dimensions), np.float32)

    def add(self, word: bytes, row: npt.NDArray[np.float32], where: str) -> None:
        """Add a word; `where` is what a message names."""
        if not np.isfinite(row).all():
            raise ValueError(f"{self.path}, {where}: a number is not finite: {row[~np.isfinite(row)][0]}")
        name = word.decode(errors="replace")
        if name not in self.words:
            if len(self.words) == len(self.rows):
                self._resize(len(self.rows) + len(self.rows) // 4 + 1024)
            self.rows[len(self.words)] = row
            self.words[name] = None

    def filled(self) -> npt.NDArray[np.float32]:
        """The rows of all words; room that is left is given back."""
        self._resize(len(self.words))
        return self.rows

    def _resize(self, rows: int) -> None:
        self.rows.resize((rows, self.rows.shape[1]), refcheck=False)


def _read_text(table: _Table, file: IO[bytes], count: int | None) -> None:
    path, dimensions, lines = table.path, table.rows.shape[1], 0
    for number in itertools.count(1 if count is None else 2):
        line = file.readline(_LONGEST_LINE)
        if not line:
            break
        if len(line) == _LONGEST_LINE:
            raise ValueError(f"{path}, line {number}: longer than {_LONGEST_LINE - 1:,} bytes")
        text = line.rstrip()
        if not text:
            continue
        word, *numbers = text.rsplit(b" ", dimensions)
        try:
            row = np.array(numbers, np.float32)
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from error
        if len(row) != dimensions or not dimensions:
            raise ValueError(f"{path}, line {number}: {len(row)} numbers in place of {dimensions}")
        table.add(word, row, f"line {number}")
        lines += 1
    if count is not None and lines != count:
        raise ValueError(f"{path}: it says {count:,} words and has {lines:,}; is it cut off?")


def _read_binary(table: _Table, file: io.BufferedReader[Any], count: int) -> None:
    path, dimensions = table.path, table.rows.shape[1]
    for number in range(count):
        begin = file.tell()
        word = b""
        while not word.endswith(b" "):
            some = file.peek()
            if not some:
                raise ValueError(f"{path}, byte {begin + len(word)}: it ends inside word {number} of {count}")
            word += file.read(some.find(b" ") + 1 or len(some))
            if len(word) > _LONGEST_WORD:
                raise ValueError(f"{path}, byte {begin}: word {number} is longer than {_LONGEST_WORD} bytes")
        data = file.read(4 * dimensions)
        if len(data) != 4 * dimensions:
            raise ValueError(f"{path}, byte {file.tell()}: it ends inside word {number} of {count}")
        table.add(word[:-1].lstrip(b"\n"), np.frombuffer(data, "<f4"), f"byte {begin}")
    end = file.tell()
    if file.read(_LONGEST_WORD).strip():
        raise ValueError(f"{path}, byte {end}: more follows the {count:,} words of which it tells")
