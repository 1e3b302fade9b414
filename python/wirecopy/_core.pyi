"""The C++ core. Arrays have one dimension unless a shape is given; `n` is the number of documents."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from typing_extensions import Buffer

_U8 = npt.NDArray[np.uint8]
_I32 = npt.NDArray[np.int32]
_U32 = npt.NDArray[np.uint32]
_I64 = npt.NDArray[np.int64]
_U64 = npt.NDArray[np.uint64]
_F32 = npt.NDArray[np.float32]
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
    def code_points(self, corpus: Corpus, batch: int) -> tuple[_U32, _U32]: ...  # begin, end
    def document(self, first: int) -> _U32: ...  # a row a token, counted from `first`
    def sentence(self) -> _I32: ...  # a row a token, from 0 in each document
    def paragraph(self) -> _I32: ...

def tokenize(corpus: Corpus, n_jobs: int, unicode: bool = False) -> list[TokenTable]: ...
def encode_strings(texts: tuple[str, ...]) -> tuple[npt.NDArray[np.int8], _I64]: ...

# The columns of `wirecopy.Tokens`, spans in code points; a document is the number of its text.
def tokenize_strings(texts: tuple[str, ...], n_jobs: int, unicode: bool = False) -> dict[str, npt.NDArray[Any]]: ...
def tokenize_arrow(data: Buffer, offsets: _I64, n_jobs: int, unicode: bool = False) -> dict[str, npt.NDArray[Any]]: ...
def token_table(corpus: Corpus, batch: int, document_begin: _U64, begin: _U32, end: _U32) -> TokenTable: ...
def token_key(token: str) -> int: ...

class BoundaryUnit:
    words: BoundaryUnit
    sentences: BoundaryUnit
    graphemes: BoundaryUnit
    __members__: ClassVar[dict[str, Any]]
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...

def boundaries(text: str, unit: BoundaryUnit) -> _I64: ...  # code points

class Subwords:
    def __init__(self, model: bytes) -> None: ...
    def __len__(self) -> int: ...
    @property
    def remembers_words(self) -> bool: ...
    def piece(self, id: int) -> bytes: ...
    def encode(
        self, corpus: Corpus, n_jobs: int
    ) -> list[tuple[_U32, _I32, _I32, _I32]]: ...  # of runs of documents: document, begin, end (code points), id

# --- vectors ----------------------------------------------------------------------------------------------------------

_Rows = tuple[_I64, _I32, _F64]  # row begins (rows + 1,), columns, values
_Csr = tuple[_I64, _I32, _F64, int]  # and the number of columns

class Norm:
    none: Norm
    l1: Norm
    l2: Norm
    __members__: ClassVar[dict[str, Any]]
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...

class Units:
    words: Units
    word_characters: Units
    characters: Units
    padded_words: Units
    __members__: ClassVar[dict[str, Any]]
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...

class Accents:
    keep: Accents
    strip: Accents
    ascii: Accents
    __members__: ClassVar[dict[str, Any]]
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...

class Analysis:
    def __init__(
        self,
        units: Units,
        shortest: int,
        longest: int,
        lowercase: bool,
        accents: Accents,
        stop_words: Sequence[str],
    ) -> None: ...

class Documents:
    @staticmethod
    def texts(corpus: Corpus) -> Documents: ...
    @staticmethod
    def tokens(corpus: Corpus, tables: Sequence[TokenTable]) -> Documents: ...
    @staticmethod
    def word_lists(words: _Strings, document_begin: _I64) -> Documents: ...  # (n + 1,)

class Vocabulary:
    def __init__(self, names: _Strings, analysis: Analysis) -> None: ...

class TermCounts:
    @staticmethod
    def learn(documents: Documents, analysis: Analysis, n_jobs: int) -> TermCounts: ...
    @staticmethod
    def known(documents: Documents, analysis: Analysis, vocabulary: Vocabulary, n_jobs: int) -> TermCounts: ...
    @staticmethod
    def hashed(
        documents: Documents, analysis: Analysis, columns: int, alternate_sign: bool, n_jobs: int
    ) -> TermCounts: ...
    def limit(self, low: float, high: float, n_jobs: int) -> None: ...  # documents of a term
    def keep(self, kept: _U8) -> None: ...  # (columns,)
    @property
    def documents(self) -> int: ...
    @property
    def distinct_terms(self) -> int: ...
    @property
    def columns(self) -> int: ...
    def document_frequency(self) -> _I64: ...  # (columns,)
    def frequency(self) -> _I64: ...  # (columns,)
    def names(self, n_jobs: int) -> tuple[npt.NDArray[np.int8], _I64]: ...  # UTF-8 and offsets (columns + 1,)
    # Once; empty idf: none.
    def rows_float64(self, binary: bool, sublinear: bool, idf: _F64, norm: Norm, n_jobs: int) -> _Rows: ...
    def rows_float32(
        self, binary: bool, sublinear: bool, idf: _F64, norm: Norm, n_jobs: int
    ) -> tuple[_I64, _I32, npt.NDArray[np.float32]]: ...
    def rows_int64(
        self, binary: bool, sublinear: bool, idf: _F64, norm: Norm, n_jobs: int
    ) -> tuple[_I64, _I32, _I64]: ...

_Numbered = tuple[_Strings, _U32]  # pieces, and the number of each
_Table = npt.NDArray[np.float32] | npt.NDArray[np.float16]

class PieceCutter:
    def __len__(self) -> int: ...
    def mean_rows(self, corpus: Corpus, table: _Table, weights: _F32, n_jobs: int) -> _F32: ...
    def count(self, corpus: Corpus, n_jobs: int) -> _I64: ...  # of each piece
    def lists(self, corpus: Corpus, n_jobs: int) -> tuple[_I64, _U32]: ...  # document_begin (n + 1,), pieces

class BytePairs(PieceCutter):
    def __init__(
        self,
        pieces: _Numbered,
        sides: _Strings,  # two of each merge
        prefix: str,
        space: str,
        unknown: int | None,
        bytes_of_unknown: bool,
        join_unknown: bool,
        whole: _Numbered,
    ) -> None: ...

class WordPieces(PieceCutter):
    def __init__(
        self,
        pieces: _Numbered,
        inside: str,
        longest_word: int,
        clean: bool,
        cut_cjk: bool,
        strip_accents: bool,
        lowercase: bool,
        whole: _Numbered,
    ) -> None: ...  # words that are no pieces are left out

def mean_rows(counts: _Csr, table: _Table, weights: _F32, n_jobs: int) -> _F32: ...  # documents * dimensions
def product(left: _Csr, right: _F64, n_jobs: int) -> _F64: ...  # rows of dense numbers
def truncated_svd(
    rows: _Csr, rank: int, n_jobs: int
) -> tuple[_F64, _F64]: ...  # singular values, right vectors (rank * columns,)

# --- entities ---------------------------------------------------------------------------------------------------------

_Mentions = tuple[_U32, _U32, _U32, _I32, _U8]  # document, begin, end in bytes, entity (-1: several), rule
_Bytes = tuple[_U8, _I64]  # strings as in _Strings
# id, name, kind, aliases, the first alias of each entity (n + 1), documents, mentions
_Entities = tuple[_Bytes, _Bytes, _Bytes, _Bytes, _I64, _I64, _I64]

class Gazetteer:
    def __init__(self, entities: _Strings, names: _Strings, kinds: _Strings, cases: _U8) -> None: ...  # a row a name
    @staticmethod
    def open(file: Buffer) -> Gazetteer: ...
    @property
    def bytes(self) -> _U8: ...  # what open takes
    def __len__(self) -> int: ...  # names
    @property
    def names(self) -> _Bytes: ...
    @property
    def name_entity(self) -> _I32: ...
    @property
    def name_case(self) -> _U8: ...
    @property
    def ids(self) -> _Bytes: ...  # of entities, ascending
    @property
    def kinds(self) -> _Bytes: ...
    @property
    def entity_kind(self) -> _U32: ...
    def find(
        self, corpus: Corpus, tables: Sequence[TokenTable] | None, overlapping: bool, n_jobs: int
    ) -> tuple[_Mentions, tuple[_U32, _I32, _F32]]: ...  # the candidates' mention, entity and score

class NameIndex:
    def __init__(self, names: _Bytes) -> None: ...
    def find(
        self, asked: _Strings, score: float, n_jobs: int
    ) -> tuple[_U32, _U32, _F64]: ...  # number of the asked and of the name, score

# the first mention of each document (n + 1), begins and ends in bytes, kinds
_Given = tuple[_U64, _U32, _U32, _U32]

def find_entities(
    corpus: Corpus,
    tables: Sequence[TokenTable],
    gazetteer: Gazetteer | None,
    finders: Sequence[_Given],
    kinds: Sequence[str],
    n_jobs: int,
) -> tuple[_Mentions, _Entities, tuple[_U32, _I32, _F32]]: ...

# --- similarity -------------------------------------------------------------------------------------------------------

def similar_pairs(
    rows: _Csr,
    threshold: float,
    documents: Corpus | None,
    different_source: bool,
    max_lag: int | None,
    n_jobs: int,
    most: int | None = None,
) -> tuple[_U32, _U32, _F64]: ...  # a < b, similarity; max_lag in microseconds; ValueError past `most` pairs
def similar_pairs_dense(
    rows: _F64, threshold: float, documents: Corpus | None, different_source: bool, max_lag: int | None, n_jobs: int
) -> tuple[_U32, _U32, _F64]: ...
def nearest(
    rows: _Csr,
    count: int,
    rank: _U32,
    n_jobs: int,
    documents: Corpus | None = None,
    different_source: bool = False,
    max_lag: int | None = None,
) -> tuple[_U32, _U32, _F64]: ...
def nearest_dense(
    rows: _F64,
    count: int,
    rank: _U32,
    n_jobs: int,
    documents: Corpus | None = None,
    different_source: bool = False,
    max_lag: int | None = None,
) -> tuple[_U32, _U32, _F64]: ...

# --- reuse ------------------------------------------------------------------------------------------------------------

class CreditWords:
    def __init__(
        self,
        *,
        agencies: Sequence[tuple[str, str]],  # name, form
        joining: Sequence[str],
        bylines: Sequence[str],
        pictures: Sequence[str],
        openings: Sequence[str],
        phrases: Sequence[str],
        remarks: Sequence[str],
        others: Sequence[str],
    ) -> None: ...

class Across:
    all: Across
    documents: Across
    sources: Across
    publishers: Across
    __members__: ClassVar[dict[str, Any]]
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...

class Noise:
    none: Noise
    ocr: Noise
    __members__: ClassVar[dict[str, Any]]
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...

class ReuseOptions:
    def __init__(
        self,
        *,
        min_words: int,
        jaccard: float,
        min_identity: float,
        max_lag: int | None,  # microseconds
        across: Across,
        credits: CreditWords,
        noise: Noise,
        words_at_once: int = 134217728,
        on_disk: bool = False,
    ) -> None: ...

def disk_folder() -> str: ...  # for temporary files that are not to lie in memory
def find_reuse(
    corpus: Corpus,
    tables: Sequence[TokenTable] | None,
    options: ReuseOptions,
    n_jobs: int,
    progress: Callable[[str, int, int], object] | None = None,  # stage, done, total
) -> dict[str, Any]: ...
def standing_paragraphs(
    corpus: Corpus, tables: Sequence[TokenTable] | None, n_jobs: int
) -> dict[str, Any]: ...  # document (in the order of by_id()), begin, end; bytes
def find_shares(
    corpus: Corpus,  # in the order of by_id()
    tables: Sequence[TokenTable] | None,
    sides: Sequence[_U32],  # document, begin, end of side a, then of side b; bytes
    context: _U8,
    is_boilerplate: _U8,  # of the paragraphs of all documents
    agency: _I32,  # (n,) -1: none
    n_jobs: int,
) -> dict[str, Any]: ...
def regroup(
    corpus: Corpus,
    family: _U32,  # rows of one family together, its representative first
    document: _U32,
    begin: _U32,
    end: _U32,
    equal: _U32,
    aligned: _U32,
    min_identity: float,
    n_jobs: int,
) -> tuple[_U32, _U32, _U64, _U32, _U32]: ...  # rows of the input, number of family, its id, equal, aligned
def of_common_sources(
    document: _U32, family: _U32, house: _I64, documents: int
) -> _I64: ...  # (documents,) the first of each one's group, -1: none
def similar_paragraphs(
    corpus: Corpus, tables: Sequence[TokenTable] | None, jaccard: float, min_words: int, n_jobs: int
) -> dict[str, Any]: ...
def word_diff(a: str, b: str) -> _I64: ...  # (changes, 5): begin_a, end_a, begin_b, end_b in code points, kind

# --- clusters ---------------------------------------------------------------------------------------------------------

FREE: int

def average_linkage(
    items: int,
    a: _U32,
    b: _U32,
    similarity: _F64,
    threshold: float,
    sizes: _U32 | None = None,
    groups: _U32 | None = None,
) -> _U32: ...  # (items,) the smallest item of each one's group
def story_links(
    rows: _Csr, times: _F64, rank: _U32, least: float, decay: float, most: int, n_jobs: int
) -> tuple[_U32, _U32, _F64, _F64]: ...  # a, b, similarity; (rows,) background by rank
def story_rows(words: _Csr, idf: _F64, emphasis: _Csr, n_jobs: int) -> tuple[_I64, _I32, _F64]: ...  # unit rows
def story_terms(
    story_begin: _I64, documents: _U32, words: _Csr, idf: _F64, heads: _Csr
) -> tuple[_I64, _I32, _F64]: ...  # a row a story
