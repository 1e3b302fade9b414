"""Names found without a list, and which of them name the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa

from wirecopy import _core
from wirecopy.components import Component
from wirecopy.entities import uses
from wirecopy.entities.explain import Explanation, explain
from wirecopy.entities.finders import given_mentions
from wirecopy.entities.gazetteer import Gazetteer
from wirecopy.entities.mentions import Corpus, Mentions, strings_of, to_mentions
from wirecopy.results import Result
from wirecopy.results.graph import Graph


class Entities(Result):
    """The things named, a row an entity, those of most documents first, then of most mentions, then by id.

    Columns: `entity` (id), `name` (what it is called most), `kind` (person, organisation, place, other, or what the
    gazetteer or a component says), `aliases` (everything it is called, most often first), `documents`, `mentions`
    (counts).

    Attributes
    ----------
    mentions : Mentions
    by_document : Result
        `document, entity, kind, mentions, begin` (where it is named first).
    by_source : Result
        `source, entity, kind, documents, mentions`, for each source the entities that most of its documents name first.
    counts : scipy.sparse.csr_array (documents, entities), int64
        How often each document, in the order read, names each entity, in the order of this table: features to stack
        with others.
    """

    def __init__(self, table: pa.Table, corpus: Corpus, mentions: Mentions) -> None:
        super().__init__(table, corpus)
        self._documents = corpus
        self.mentions = mentions

    @cached_property
    def by_document(self) -> Result:
        """Which entities each document names; see the class."""
        return Result(uses.by_document(self.mentions.to_arrow()), self._documents)

    @cached_property
    def by_source(self) -> Result:
        """Which entities each source names; see the class."""
        return Result(uses.by_source(self.by_document.to_arrow(), self._documents.table), self._documents)

    @cached_property
    def counts(self) -> Any:
        """How often each document names each entity; see the class."""
        return uses.counts(self.mentions.to_arrow(), self._table, self._documents.ids)

    def comentions(self, *, min_documents: int = 2) -> Graph:
        """Pairs of entities that documents name together: for tables, networkx and Gephi (`.write("names.gexf")`).

        Columns: `entity_a`, `entity_b`, `documents` (that name both), `jaccard` (their share of those that name
        either); pairs of most documents first.

        Parameters
        ----------
        min_documents : int
            Pairs that fewer documents name are left out.

        Raises
        ------
        ValueError
            If `min_documents` is below 1.
        """
        if min_documents < 1:
            raise ValueError(f"min_documents is {min_documents}; it must be at least 1")
        ties = uses.comentions(self.counts, self._table, min_documents)
        return Graph(ties, self._documents, weight="documents", nodes=self._table.drop_columns(["aliases"]))

    def explain(self, a: str, b: str) -> Explanation:
        """Say why two names are one entity, or are not; each is an id or a name as it stands in a text.

        Examples
        --------
        >>> print(entities.explain("Kim Jong Un", "Kim Jong Il"))
        not one: kim-jong-un and kim-jong-il
        - “Kim Jong Un” and “Kim Jong Il” differ in “Un” and “Il”: two names are one only when ...

        Raises
        ------
        KeyError
            If nothing is called so (the message names what is close to it), or no mention of the name tells whom it
            means.
        """
        return explain(self._table, self.mentions.to_arrow(), self._documents, a, b)


def find_entities(
    corpus: Corpus,
    *,
    gazetteer: Gazetteer | None = None,
    components: Sequence[Component] = (),
    n_jobs: int = -1,
) -> Entities:
    """Names found without a list, and which of them name the same, inside each document and across documents.

    A name is a run of capitals for which nothing else in the corpus gives a reason: sentence starts and headlines in
    title case count only when the word or name is capitalised elsewhere too. Inside a document "Shoigu" and
    "Mr Shoigu" belong to "Sergei Shoigu", "KCNA" to "Korean Central News Agency (KCNA)", "Kim" to "Kim Jong Un" where
    it far outweighs other Kims; what stays open is marked ambiguous, with candidates. Across documents full names join
    when they are equal but for hyphens, quotes, case, middle initials, endings of cases (in languages that have them)
    and spelling (`Sergey Shoygu`), and short forms join a full name they fit alone or which outweighs the others; two
    full names never join through a third.

    Titles and other cues are known in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian and
    Ukrainian; English news fares best. Where every noun has a capital (German), a name is a capital that neither a list
    of nouns nor the corpus explains: articles and adjectives before it. Scripts without case (Korean, Arabic, Chinese)
    give no names without a `gazetteer` or a component.

    Parameters
    ----------
    corpus : Corpus
    gazetteer : Gazetteer, optional
        Known names; they take part like names found, with their own ids and kinds, and are known by the ways in which
        news writes them: without a legal form, an article or the United States ("Avnet" for "Avnet Inc", and the other
        way round), by a surname or initials that nobody else in the list or named in full has (`rule` "surname",
        "acronym", "short_name", "spelling"), and inside a longer run of capitals that is no name of its own. Kinds in
        the list ("person", "organisation", "place") tell which of these may be.
    components : sequence of Component, optional
        Run in this order. Those that write `document, begin, end` and `kind` (a string: person, organisation, place, or
        what you like) find mentions, which take part like names found; `rule` is then the component's name. Others
        write columns for those after them. Of mentions that overlap the longest counts.
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Entities
        Ids are full names, folded, with hyphens for spaces ("kim-jong-un"), or the gazetteer's. They do not depend on
        the order of documents.
    """
    core = corpus.core.by_id()
    names_of_finders, given, given_kinds = given_mentions(components, corpus, n_jobs)
    columns, (ids, names, kinds, aliases, alias_begin, documents, mentions), candidates = _core.find_entities(
        core, corpus.tables(n_jobs), None if gazetteer is None else gazetteer.core, given, given_kinds, n_jobs
    )
    table = pa.table(
        {
            "entity": strings_of(ids).cast(pa.string()),
            "name": strings_of(names).cast(pa.string()),
            "kind": strings_of(kinds).cast(pa.string()),
            "aliases": pa.ListArray.from_arrays(
                pa.array(alias_begin, pa.int32()), strings_of(aliases).cast(pa.string())
            ),
            "documents": pa.array(documents),
            "mentions": pa.array(mentions),
        }
    )
    found = to_mentions(
        corpus,
        core,
        columns,
        table["entity"].combine_chunks(),
        table["kind"].combine_chunks(),
        candidates,
        names_of_finders,
    )
    return Entities(table, corpus, found)
