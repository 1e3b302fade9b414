"""What was found among rows, and what made it."""

from __future__ import annotations

import numbers
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse

from wirecopy.results import Result
from wirecopy.similarity.rows import Corpus


class Explanation(Result):
    """What two rows share, the largest part of their similarity first.

    Columns: `term` (or `column`, where nobody named the columns), `weight_a`, `weight_b`, and `part`, their product.
    The parts of all terms add up to the similarity.

    Attributes
    ----------
    entities : pyarrow.Table or None
        Entities that both documents mention, those of fewer documents first: `entity`, `name`, `kind`, `mentions_a`,
        `mentions_b`. None unless they were asked for.
    """

    entities: pa.Table | None = None


class _Found(Result):
    """What was found among rows, and the rows."""

    def __init__(self, table: pa.Table, documents: Corpus | None, rows: Any) -> None:
        super().__init__(table, documents)
        self._rows = rows

    def explain(self, a: str | int, b: str | int, *, terms: Any = None, entities: Any = None) -> Explanation:
        """What made the similarity of two documents: the terms that both have, and what each adds.

        Parameters
        ----------
        a, b : str or int
            Ids of documents, or numbers of rows where the rows were given without documents.
        terms : vectorizer or sequence of str, optional
            What names the columns: the vectorizer that made the rows, or a name for each column.
        entities : Entities, optional
            What `find_entities` found in the documents; then those that both mention are told, too.

        Raises
        ------
        KeyError
            If there is no such document or row.
        ValueError
            If there is not one name for each column.
        """
        names = terms.get_feature_names_out() if hasattr(terms, "get_feature_names_out") else terms
        if names is not None and len(names) != self._rows.shape[1]:
            raise ValueError(f"{len(names):,} terms for {self._rows.shape[1]:,} columns")
        one, other = (self._row(which) for which in (a, b))
        part = one * other
        columns = np.flatnonzero(part)
        columns = columns[np.lexsort((columns, -part[columns]))]
        named = {"column": columns} if names is None else {"term": [str(names[column]) for column in columns]}
        weights = {"weight_a": one[columns], "weight_b": other[columns], "part": part[columns]}
        explanation = Explanation(pa.table({**named, **weights}))
        if entities is not None:
            if self._corpus is None:
                raise ValueError("entities= needs documents=, the corpus that the rows stand for")
            explanation.entities = _shared_entities(entities, a, b)
        return explanation

    def _row(self, which: str | int) -> npt.NDArray[np.float64]:
        if self._corpus is None:
            if not (isinstance(which, numbers.Integral) and 0 <= which < self._rows.shape[0]):
                raise KeyError(f"there is no row {which!r}; they are numbered from 0 to {self._rows.shape[0] - 1:,}")
            at = int(which)
        else:
            at = cast(Corpus, self._corpus).ids.index(which).as_py()
            if at < 0:
                raise KeyError(f"there is no document {which!r}")
        row = self._rows[[at]]
        return np.asarray(row.todense() if scipy.sparse.issparse(row) else row, np.float64).ravel()


class SimilarPairs(_Found):
    """Pairs of rows and their cosine similarity.

    Columns: `document_a`, `document_b` (ids, in that order) or `row_a`, `row_b` without documents, and `similarity`.
    """


class Neighbors(_Found):
    """The nearest others of each row, nearest first.

    Columns: `document_a`, `document_b` (one of its neighbours) or `row_a`, `row_b` without documents, `rank` (from 1)
    and `similarity`.

    Attributes
    ----------
    recall : float
        The share of the true neighbours that is there: 1 where all were compared, else measured on a sample of rows.
    """

    recall: float = 1.0


def _shared_entities(entities: Any, a: str | int, b: str | int) -> pa.Table:
    """The entities that two documents mention."""
    mentions = entities.by_document.to_arrow().select(["document", "entity", "mentions"])
    shared = entities.to_arrow().select(["entity", "name", "kind", "documents"])
    for which, document in (("mentions_a", a), ("mentions_b", b)):
        of_one = mentions.filter(pc.equal(mentions["document"], document)).select(["entity", "mentions"])
        shared = shared.join(of_one.rename_columns(["entity", which]), "entity", join_type="inner")
    return shared.sort_by([("documents", "ascending"), ("entity", "ascending")]).drop_columns("documents")
