"""What static embeddings have a vector for: the pieces of a tokenizer, or words."""

from __future__ import annotations

import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy import _core
from wirecopy.batches import strings
from wirecopy.vectors.counting import CountVectorizer
from wirecopy.vectors.csr import csr_arrays

Table = npt.NDArray[np.float32] | npt.NDArray[np.float16]
Weights = npt.NDArray[np.float32]
_TEXTS_AT_A_TIME = 256
_MOST_PIECES = 1 << 24


class Pieces(Protocol):
    """Cuts texts, of a corpus or of `PlainTexts`, into what a table has a row for."""

    def mean_rows(self, documents: Any, table: Table, weights: Weights, n_jobs: int) -> npt.NDArray[np.float32]:
        """For each document the mean of the rows of its pieces, times their weights if there are any; else 0."""
        ...

    def count(self, documents: Any, n_jobs: int) -> npt.NDArray[np.int64]:
        """How often each piece comes in all documents."""
        ...


class Cut:
    """Pieces that the core cuts."""

    def __init__(self, kind: type[_core.BytePairs] | type[_core.WordPieces], *model: Any) -> None:
        self._made_of = (kind, *model)
        self._cutter: _core.PieceCutter = kind(*model)

    def __reduce__(self) -> tuple[Any, ...]:
        return Cut, self._made_of

    def mean_rows(self, documents: Any, table: Table, weights: Weights, n_jobs: int) -> npt.NDArray[np.float32]:
        """For each document the mean of the rows of its pieces."""
        return self._cutter.mean_rows(documents.core, table, weights, n_jobs).reshape(-1, table.shape[1])

    def count(self, documents: Any, n_jobs: int) -> npt.NDArray[np.int64]:
        """How often each piece comes."""
        return self._cutter.count(documents.core, n_jobs)


class Counted(ABC):
    """Pieces that are counted by document first."""

    @abstractmethod
    def rows(self, documents: Any, n_jobs: int) -> scipy.sparse.csr_matrix:
        """How often each document has each piece."""

    def mean_rows(self, documents: Any, table: Table, weights: Weights, n_jobs: int) -> npt.NDArray[np.float32]:
        """For each document the mean of the rows of its pieces."""
        rows = csr_arrays(self.rows(documents, n_jobs))
        return _core.mean_rows(rows, table, weights, n_jobs).reshape(-1, table.shape[1])

    def count(self, documents: Any, n_jobs: int) -> npt.NDArray[np.int64]:
        """How often each piece comes."""
        return np.asarray(self.rows(documents, n_jobs).sum(axis=0), np.int64).ravel()


class Words(Counted):
    """Words as `wirecopy.words` finds them: as they stand where the table tells capitals, else folded."""

    def __init__(self, words: list[str]) -> None:
        cased = any(word != word.lower() for word in words)
        self._vectorizer = CountVectorizer(vocabulary=words, lowercase=not cased)

    def rows(self, documents: Any, n_jobs: int) -> scipy.sparse.csr_matrix:
        """How often each document has each word."""
        return self._vectorizer.set_params(n_jobs=n_jobs).transform(documents)


class HuggingFacePieces(Counted):
    """The pieces of any `tokenizer.json`, cut by the library `tokenizers`; unknown ones are left out."""

    def __init__(self, path: Path, size: int, unknown: int | None) -> None:
        try:
            from tokenizers import Tokenizer  # type: ignore[import-untyped,unused-ignore]
        except ImportError as error:
            raise ImportError(
                f"{path} is of a kind that needs the package tokenizers: pip install 'wirecopy[embeddings]'"
            ) from error
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._size, self._unknown = size, unknown

    def rows(self, documents: Any, n_jobs: int) -> scipy.sparse.csr_matrix:
        """How often each document has each piece."""
        ids: list[npt.NDArray[np.int32]] = []
        texts = _strings(documents)
        for begin in range(0, len(texts), _TEXTS_AT_A_TIME):
            some = self._tokenizer.encode_batch(texts[begin : begin + _TEXTS_AT_A_TIME], add_special_tokens=False)
            ids.extend(np.array(one.ids, np.int32) for one in some)
        kept = [one[one != self._unknown] if self._unknown is not None else one for one in ids]
        begins = np.cumsum([0, *map(len, kept)])
        columns = np.concatenate(kept) if kept else np.empty(0, np.int32)
        rows = scipy.sparse.csr_matrix((np.ones(len(columns)), columns, begins), shape=(len(kept), self._size))
        rows.sum_duplicates()
        return rows


def _strings(documents: Any) -> list[str]:
    if hasattr(documents, "table"):
        texts: list[str] = documents.table["text"].to_pylist()
        return texts
    return [documents.text_of(str(row)) for row in range(len(documents.core))]


def read_pieces(path: Path) -> Pieces:
    """The pieces of a `tokenizer.json`: those of Llama's and BERT's kinds by the core, others by `tokenizers`."""
    try:
        return _pieces(path, json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError(f"{path} is no tokenizer.json: {error!r}") from error


def _pieces(path: Path, description: dict[str, Any]) -> Pieces:
    model = description["model"]
    vocabulary = model["vocab"]
    if not isinstance(vocabulary, dict):  # of a unigram model: pieces with their scores
        vocabulary = {piece: number for number, (piece, _) in enumerate(vocabulary)}
    numbers = vocabulary.values()
    if not all(isinstance(number, int) and 0 <= number < _MOST_PIECES for number in numbers):
        raise ValueError(f"pieces must have numbers from 0 to {_MOST_PIECES - 1:,}")
    added = _added(description, vocabulary)
    size = max([*numbers, *added.values()], default=-1) + 1
    unknown = vocabulary.get(model.get("unk_token"), model.get("unk_id"))
    if unknown is not None and unknown not in set(numbers):
        raise ValueError(f"the unknown piece has number {unknown!r}, which is no piece")
    if not _has_plain_tokens(description):
        return HuggingFacePieces(path, size, unknown)
    marks, cleaning = _marks(description), _cleaning(description)
    if marks is not None:
        of_bytes, joined = bool(model.get("byte_fallback")), bool(model.get("fuse_unk"))
        sides = strings(_sides(model["merges"]))
        return Cut(_core.BytePairs, _numbered(vocabulary), sides, *marks, unknown, of_bytes, joined, _numbered(added))
    if cleaning is not None:
        inside, longest = model["continuing_subword_prefix"], model["max_input_chars_per_word"]
        if isinstance(longest, bool) or not isinstance(longest, int) or not 0 <= longest < 1 << 63:
            raise ValueError(f"{path}: max_input_chars_per_word is {longest!r}; it must be a number of characters")
        whole = {piece: number for piece, number in added.items() if number != unknown}
        return Cut(_core.WordPieces, _numbered(vocabulary), inside, longest, *cleaning, _numbered(whole))
    return HuggingFacePieces(path, size, unknown)


def _added(description: dict[str, Any], vocabulary: Mapping[str, int]) -> dict[str, int]:
    """Tokens beside the model, numbered as pieces or else with the next numbers, as `tokenizers` does."""
    added: dict[str, int] = {}
    following = len(vocabulary)
    for entry in description.get("added_tokens") or []:
        if not entry["content"] or entry["content"] in added:
            continue
        number = vocabulary.get(entry["content"], following)
        added[entry["content"]] = number
        following = max(following, number + 1)
    return added


def _numbered(pieces: Mapping[str, int]) -> tuple[Any, npt.NDArray[np.uint32]]:
    """Names and numbers as the core takes them."""
    return strings(pa.array(pieces, pa.large_string())), np.fromiter(pieces.values(), np.uint32, len(pieces))


def _sides(merges: list[Any]) -> Any:
    """The two pieces of each merge, which is written "a b" or ["a", "b"]."""
    if all(isinstance(merge, str) for merge in merges):
        both = pc.split_pattern(pa.array(merges, pa.large_string()), " ", max_splits=1)
        lengths = pc.list_value_length(both).to_numpy(zero_copy_only=False)
        sides = both.flatten()
    else:
        lengths = np.array([len(merge) if isinstance(merge, list) else 0 for merge in merges])
        sides = pa.array(list(itertools.chain.from_iterable(merges)), pa.large_string())
    if (lengths != 2).any():
        raise ValueError(f"merge {int(np.argmax(lengths != 2))} is not of two pieces")
    return sides


def _has_plain_tokens(description: dict[str, Any]) -> bool:
    """Added tokens that stand in a text as they are, whatever is around them."""
    return not any(
        entry.get("single_word") or entry.get("lstrip") or entry.get("rstrip") or entry.get("normalized")
        for entry in description.get("added_tokens") or []
    )


def _marks(description: dict[str, Any]) -> tuple[str, str] | None:
    """What Llama's kind of model puts before a text and what it makes of spaces; None of any other kind."""
    model, normalizer = description["model"], description.get("normalizer") or {}
    special = ("dropout", "continuing_subword_prefix", "end_of_word_suffix", "ignore_merges")
    if model.get("type") != "BPE" or description.get("pre_tokenizer") or any(model.get(key) for key in special):
        return None
    steps = normalizer.get("normalizers", [normalizer])
    if [step.get("type") for step in steps] != ["Prepend", "Replace"]:
        return None
    if steps[1].get("pattern") != {"String": " "}:
        return None
    return steps[0]["prepend"], steps[1]["content"]


def _cleaning(description: dict[str, Any]) -> tuple[bool, bool, bool, bool] | None:
    """How BERT's kind of model reads a text: clean, cut_cjk, strip_accents, lowercase; None of any other kind."""
    normalizer, before = description.get("normalizer") or {}, description.get("pre_tokenizer") or {}
    kinds = (description["model"].get("type"), normalizer.get("type"), before.get("type"))
    if kinds != ("WordPiece", "BertNormalizer", "BertPreTokenizer"):
        return None
    lowercase = bool(normalizer["lowercase"])
    accents = normalizer.get("strip_accents")
    strip = lowercase if accents is None else bool(accents)
    return bool(normalizer["clean_text"]), bool(normalizer["handle_chinese_chars"]), strip, lowercase
