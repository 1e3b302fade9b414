"""Static embeddings: documents as the mean of the vectors of their words or pieces."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from wirecopy.tokens import PlainTexts
from wirecopy.vectors.estimator import Estimator
from wirecopy.vectors.pieces import Pieces, Table, Words, read_pieces
from wirecopy.vectors.tables import read_safetensors, read_words
from wirecopy.vectors.terms import Corpus

#: "a" of the paper: a piece of this share of the text counts half.
_HALF = 1e-3


class StaticEmbeddings(Estimator):
    """Documents as the mean of the vectors of their pieces: no network, nothing that looks around.

    Made by `load`. Whole texts count, however long they are.

    Parameters
    ----------
    table : ndarray (pieces, dimensions), float32 or float16
        Sums are made in single precision.
    pieces : what cuts texts into pieces
    pooling : "mean" or "sif"
        "sif" weighs each piece by a / (a + p), p its share of the texts that `fit` saw and a = .001, and takes the
        direction that all documents seen by `fit` share most out of the mean.
    normalize : bool
        Give rows length 1.
    n_jobs : int
        Threads; -1: all cores.

    References
    ----------
    Arora, Liang & Ma, "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017.
    """

    def __init__(
        self,
        table: Table,
        pieces: Pieces,
        *,
        pooling: Literal["mean", "sif"] = "mean",
        normalize: bool = False,
        n_jobs: int = -1,
    ) -> None:
        self.table = table
        self.pieces = pieces
        self.pooling = pooling
        self.normalize = normalize
        self.n_jobs = n_jobs

    _takes_text = True

    @classmethod
    def load(cls, path: str | Path, **options: Any) -> StaticEmbeddings:
        """Read a table from files; nothing is fetched.

        Parameters
        ----------
        path : str or Path
            A folder with `model.safetensors` and `tokenizer.json` (model2vec), or with one table in `weights` and one
            tokenizer in `tokenizers` (the folder of the package wordllama); or a file in the text or binary (`.bin`)
            format of word2vec, of GloVe or of fastText's `.vec`.
        **options
            As of the class.

        Raises
        ------
        ValueError, FileNotFoundError
            If a file is missing, or not what it should be; the message names it.
        """
        path = Path(path)
        if not path.is_dir():
            words, vectors = read_words(path)
            return cls(vectors, Words(words), **options)
        table, tokenizer = _files(path)
        return cls(_read_table(table), read_pieces(tokenizer), **options)

    def fit(self, documents: Corpus | Iterable[str], y: object = None) -> Self:
        """Learn how frequent pieces are and what all documents share; for `pooling="sif"` alone."""
        if self.pooling == "sif":
            source = self._source(documents)
            counts = np.zeros(len(self.table), np.int64)
            found = self.pieces.count(source, self.n_jobs)[: len(counts)]
            counts[: len(found)] = found  # a table may have rows to spare
            self.weights_ = (_HALF / (_HALF + counts / max(1, counts.sum()))).astype(np.float32)
            means = self._means(source)
            _, _, directions = np.linalg.svd(means.T.astype(np.float64) @ means)
            self.common_ = directions[0].astype(np.float32)
        return self

    def transform(self, documents: Corpus | Iterable[str]) -> npt.NDArray[np.float32]:
        """Return a row a document.

        Returns
        -------
        ndarray (documents, dimensions), float32
            0 where a document has no piece of the table.
        """
        if self.pooling not in ("mean", "sif"):
            raise ValueError(f"pooling is {self.pooling!r}; it must be 'mean' or 'sif'")
        if self.pooling == "sif":
            self._check_fitted("common_")
        rows = self._means(self._source(documents))
        if self.pooling == "sif":
            # Row by row: a product of matrices rounds otherwise where it has other rows.
            rows = rows - (rows * self.common_).sum(axis=1, keepdims=True) * self.common_
        if self.normalize:
            lengths = np.linalg.norm(rows, axis=1, keepdims=True)
            rows = (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
        return rows

    def fit_transform(self, documents: Corpus | Iterable[str], y: object = None) -> npt.NDArray[np.float32]:
        """`fit`, and the rows of the same documents."""
        return self.fit(documents).transform(documents)

    def __sklearn_is_fitted__(self) -> bool:
        return self.pooling != "sif" or "common_" in self.__dict__

    def __repr__(self) -> str:
        return f"StaticEmbeddings of {self.table.shape[0]:,} pieces in {self.table.shape[1]} dimensions"

    def _source(self, documents: Any) -> Any:
        if isinstance(documents, str):
            raise TypeError("texts is one string; give a list of strings")
        return documents if hasattr(documents, "core") else PlainTexts(documents, self.n_jobs)

    def _means(self, source: Any) -> npt.NDArray[np.float32]:
        weights = self.weights_ if self.pooling == "sif" else np.empty(0, np.float32)
        return self.pieces.mean_rows(source, self.table, weights, self.n_jobs)


def _files(folder: Path) -> tuple[Path, Path]:
    """The table and the tokenizer of a folder."""
    if (folder / "model.safetensors").exists():
        return folder / "model.safetensors", folder / "tokenizer.json"
    tables, tokenizers = list(folder.glob("weights/*.safetensors")), list(folder.glob("tokenizers/*.json"))
    if len(tables) != 1 or len(tokenizers) != 1:
        raise FileNotFoundError(
            f"{folder}: neither model.safetensors nor one table in weights and one tokenizer in tokenizers"
        )
    return tables[0], tokenizers[0]


def _read_table(path: Path) -> Table:
    """A row a piece, of half or single precision as the file has it."""
    arrays = read_safetensors(path)
    names: list[str] = [name for name in ("embeddings", "embedding.weight") if name in arrays]
    if not names and sum(array.ndim == 2 for array in arrays.values()) == 1:
        names = [name for name, array in arrays.items() if array.ndim == 2]
    if not names or arrays[names[0]].ndim != 2:
        raise ValueError(f"{path}: which of {sorted(arrays)} are the embeddings?")
    found = arrays[names[0]]
    with np.errstate(over="ignore"):  # what single precision cannot hold is refused
        rows: npt.NDArray[Any] = found if found.dtype == np.float16 else found.astype(np.float32, copy=False)
    if not np.isfinite(rows).all():
        row = int(np.flatnonzero(~np.isfinite(rows).all(axis=1))[0])
        raise ValueError(f"{path}: row {row:,} of {names[0]!r} is not finite in single precision")
    if "mapping" in arrays:
        mapping: npt.NDArray[Any] = arrays["mapping"]
        if mapping.ndim != 1 or mapping.dtype.kind not in "iu" or not ((mapping >= 0) & (mapping < len(rows))).all():
            raise ValueError(f"{path}: 'mapping' must hold numbers of its {len(rows):,} embeddings")
        rows = rows[mapping]
    if "weights" in arrays:
        if arrays["weights"].shape != (len(rows),):
            raise ValueError(f"{path}: 'weights' of shape {arrays['weights'].shape} for {len(rows):,} pieces")
        rows = rows.astype(np.float32, copy=False) * arrays["weights"].astype(np.float32)[:, None]
    return rows
