"""Results whose rows are ties between two things: for networkx, and GEXF files for Gephi."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from wirecopy.results.files import written_whole
from wirecopy.results.words import TextSource

if TYPE_CHECKING:
    import networkx

from wirecopy.results import Result

# What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Graph(Result):
    """A table whose rows are ties; the first two columns are their ends.

    Parameters
    ----------
    table, corpus
        As of every result.
    weight : str
        The column that says how strong a tie is.
    nodes : pyarrow.Table, optional
        What is known of the ends: their names in the first column; a column `name` is what is shown of them.
    """

    def __init__(
        self, table: pa.Table, corpus: TextSource | None = None, *, weight: str, nodes: pa.Table | None = None
    ) -> None:
        super().__init__(table, corpus)
        self._weight = weight
        self._nodes = nodes

    def to_networkx(self) -> networkx.Graph:
        """Return an undirected graph: the other columns are attributes of the edges, `weight` among them.

        Nulls are left out; durations are seconds.
        """
        import networkx

        graph = networkx.Graph()
        ends = self._table.column_names[:2]
        for row in self._table.to_pylist():
            a, b = (row.pop(end) for end in ends)
            # Which end "a" is; the graph itself has no direction.
            graph.add_edge(a, b, weight=row[self._weight], **{ends[0]: a, ends[1]: b}, **_attributes(row))
        if self._nodes is not None:
            id = self._nodes.column_names[0]
            for row in self._nodes.to_pylist():
                if row[id] in graph:
                    attributes = _attributes({name: value for name, value in row.items() if name != id})
                    graph.add_node(row[id], **attributes, label=row.get("name", row[id]))
        return graph

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the ties as every result is written, or as GEXF (`.gexf`), which Gephi opens; whole or not at all."""
        if not Path(path).name.lower().endswith(".gexf"):
            super().write(path)
            return
        import networkx

        text = "\n".join(networkx.generate_gexf(_for_xml(self.to_networkx())))
        # The same ties give the same file on any day.
        text = re.sub(r' lastmodifieddate="[^"]*"', "", text)
        with written_whole(path) as file:
            file.write(f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode())


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, int | float | str | bool) else str(value)


def _for_xml(graph: networkx.Graph) -> networkx.Graph:
    """Return the graph with names and attributes that XML can hold."""
    import networkx

    def clean(value: Any) -> Any:
        return _ILLEGAL.sub("\ufffd", value) if isinstance(value, str) else value

    plain = networkx.Graph()
    for node, attributes in graph.nodes(data=True):
        plain.add_node(clean(node), **{name: clean(value) for name, value in attributes.items()})
    for a, b, attributes in graph.edges(data=True):
        plain.add_edge(clean(a), clean(b), **{name: clean(value) for name, value in attributes.items()})
    return plain
