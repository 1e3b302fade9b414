"""What can be made of mentions: counts by document and source, and which entities are named together."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_ROWS_AT_A_TIME = 1024  # of the product of entities


def counts(mentions: pa.Table, entities: pa.Table, ids: pa.Array) -> Any:
    """How often each document (a row, in the order of `ids`) names each entity (a column): CSR, int64."""
    import scipy.sparse  # not with the room: it takes longer than the names of a short text

    document, entity = _places(mentions, entities, ids)
    ones = np.ones(len(document), np.int64)
    matrix = scipy.sparse.coo_array((ones, (document, entity)), shape=(len(ids), len(entities))).tocsr()
    matrix.sort_indices()
    return matrix


def by_document(mentions: pa.Table) -> pa.Table:
    """`document, entity, kind, mentions, begin`: a row for each entity that a document names, in order of both ids."""
    known = mentions.filter(pc.is_valid(mentions["entity"]))
    plain = known.set_column(0, "document", known["document"].cast(pa.string()))
    grouped = plain.group_by(["document", "entity", "kind"]).aggregate([("begin", "count"), ("begin", "min")])
    table = grouped.rename_columns(["document", "entity", "kind", "mentions", "begin"])
    return table.sort_by([("document", "ascending"), ("entity", "ascending")])


def by_source(documents: pa.Table, sources: pa.Table) -> pa.Table:
    """`source, entity, kind, documents, mentions`: a row for each entity that a source names, most documents first.

    `documents` is what `by_document` returns, `sources` has the columns `id` and `source`.
    """
    rows = pc.index_in(documents["document"], value_set=sources["id"].cast(pa.string()))
    table = documents.append_column("source", sources["source"].cast(pa.string()).take(rows))
    table = table.filter(pc.is_valid(table["source"]))
    grouped = table.group_by(["source", "entity", "kind"]).aggregate([("document", "count"), ("mentions", "sum")])
    named = grouped.rename_columns(["source", "entity", "kind", "documents", "mentions"])
    order = [("source", "ascending"), ("documents", "descending"), ("mentions", "descending"), ("entity", "ascending")]
    return named.sort_by(order)


def comentions(matrix: Any, entities: pa.Table, least: int) -> pa.Table:
    """`entity_a, entity_b, documents, jaccard`: pairs that at least `least` documents name both, most first.

    `matrix` is what `counts` returns. `jaccard` is the share of the documents that name either. Memory grows with the
    pairs that are returned and those that any document names of 1,024 entities.
    """
    named = (matrix > 0).astype(np.int32)
    documents = np.asarray(named.sum(axis=0)).ravel()
    kept = np.flatnonzero(documents >= least)
    columns = named[:, kept].tocsc()
    rows = columns.T.tocsr()
    parts: list[npt.NDArray[Any]] = [np.empty((3, 0), np.int64)]
    for begin in range(0, len(kept), _ROWS_AT_A_TIME):
        both = (rows[begin : begin + _ROWS_AT_A_TIME] @ columns).tocoo()
        a = both.row + begin
        wanted = (a < both.col) & (both.data >= least)
        parts.append(np.stack([a[wanted], both.col[wanted], both.data[wanted]]))
    a, b, count = np.concatenate(parts, axis=1)
    a, b = kept[a], kept[b]
    order = np.lexsort((b, a, -count))
    a, b, count = a[order], b[order], count[order]
    ids = entities["entity"].combine_chunks()
    return pa.table(
        {
            "entity_a": ids.take(pa.array(a)),
            "entity_b": ids.take(pa.array(b)),
            "documents": pa.array(count, pa.int64()),
            "jaccard": count / (documents[a] + documents[b] - count),
        }
    )


def _places(mentions: pa.Table, entities: pa.Table, ids: pa.Array) -> tuple[Any, Any]:
    known = mentions.filter(pc.is_valid(mentions["entity"]))
    document = pc.index_in(known["document"].cast(ids.type), value_set=ids)
    names = entities["entity"].combine_chunks()
    return document.to_numpy(), pc.index_in(known["entity"].cast(names.type), value_set=names).to_numpy()
