"""The C++ core. Arrays have one dimension unless a shape is given; `n` is the number of documents."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from typing_extensions import Buffer

_U8 = npt.NDArray[np.uint8]
_I32 = npt.NDArray[np.int32]
_U32 = npt.NDArray[np.uint32]
_I64 = npt.NDArray[np.int64]
_U64 = npt.NDArray[np.uint64]
_F64 = npt.NDArray[np.float64]
# Bytes, and the int64 offsets (rows + 1) at which each string begins: Arrow's large_string.
_Strings = tuple[Buffer, _I64]

__version__: str

# --- text -------------------------------------------------------------------------------------------------------------

def fold(text: str) -> str: ...
def unicode_version() -> str: ...

# --- documents --------------------------------------------------------------------------------------------------------

class Corpus:
    def __init__(
        self,
        batches: Sequence[_Strings],
        ids: _Strings,
        source: _I32,  # (n,) codes, -1 unknown
        publisher: _I32,  # (n,)
        earliest: _I64,  # (n,) microseconds UTC, int64's minimum where unknown
        latest: _I64,  # (n,)
    ) -> None: ...
    def __len__(self) -> int: ...
    def by_id(self) -> Corpus: ...
    @property
    def order(self) -> _U32: ...  # (n,) positions in the order given
    @property
    def batches(self) -> list[int]: ...  # documents of each

def check_spans(
    corpus: Corpus, batch: int, columns: dict[str, npt.NDArray[Any]], component: str, disjoint: bool
) -> tuple[_U64, _U32, _U32]: ...  # document_begin (documents + 1,), begin, end in bytes
def to_code_points(corpus: Corpus, document: _U32, byte: _U32) -> _I64: ...

# --- tokens -----------------------------------------------------------------------------------------------------------

class TokenTable:
    def __len__(self) -> int: ...
    @property
    def begin(self) -> _U32: ...  # bytes
    @property
    def end(self) -> _U32: ...
    @property
    def kind(self) -> _U8: ...
    @property
    def key(self) -> _U64: ...
    @property
    def document_begin(self) -> _U64: ...
    @property
    def sentence_begin(self) -> _U64: ...
    @property
    def paragraph_begin(self) -> _U64: ...
    def sentence(self) -> _I32: ...  # a row a token, from 0 in each document
    def paragraph(self) -> _I32: ...

def tokenize(corpus: Corpus, n_jobs: int) -> list[TokenTable]: ...
def token_table(corpus: Corpus, batch: int, document_begin: _U64, begin: _U32, end: _U32) -> TokenTable: ...
def token_key(token: str) -> int: ...

class BoundaryUnit:
    words: BoundaryUnit
    sentences: BoundaryUnit
    graphemes: BoundaryUnit

def boundaries(text: str, unit: BoundaryUnit) -> _I64: ...  # code points

class Subwords:
    def __init__(self, model: bytes) -> None: ...
    def __len__(self) -> int: ...
    def piece(self, id: int) -> bytes: ...
    def encode(
        self, corpus: Corpus, n_jobs: int
    ) -> tuple[_I32, _U32, _U32, _U64]: ...  # and begin, end, document_begin

# --- reuse ------------------------------------------------------------------------------------------------------------

def find_reuse(
    corpus: Corpus, tables: Sequence[TokenTable], min_words: int, jaccard: float, n_jobs: int
) -> dict[str, Any]: ...
def similar_paragraphs(
    corpus: Corpus, tables: Sequence[TokenTable], jaccard: float, min_words: int, n_jobs: int
) -> dict[str, Any]: ...
def word_diff(a: str, b: str) -> _I64: ...  # (changes, 5): begin_a, end_a, begin_b, end_b in code points, kind
