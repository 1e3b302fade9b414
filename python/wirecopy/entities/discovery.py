"""Names found without a list, and which of them name the same."""

from __future__ import annotations

import pyarrow as pa

from wirecopy import _core
from wirecopy.entities.gazetteer import Gazetteer
from wirecopy.entities.mentions import Corpus, Mentions, strings_of, to_mentions
from wirecopy.results import Result, TextSource


class Entities(Result):
    """The things named, a row an entity, in order of their ids.

    Columns: `entity` (id), `name` (what it is called most), `kind` (person, organisation, place, other, or what the
    gazetteer says), `aliases` (everything it is called, most often first), `documents`, `mentions` (counts).

    Attributes
    ----------
    mentions : Mentions
    """

    def __init__(self, table: pa.Table, corpus: TextSource, mentions: Mentions) -> None:
        super().__init__(table, corpus)
        self.mentions = mentions


def find_entities(corpus: Corpus, *, gazetteer: Gazetteer | None = None, n_jobs: int = -1) -> Entities:
    """Names found without a list, and which of them name the same, inside each document and across documents.

    A name is a run of capitals for which nothing else in the corpus gives a reason: sentence starts and headlines in
    title case count only when the word or name is capitalised elsewhere too. Inside a document "Shoigu" and
    "Mr Shoigu" belong to "Sergei Shoigu", "KCNA" to "Korean Central News Agency (KCNA)", "Kim" to "Kim Jong Un" where
    it far outweighs other Kims; what stays open is marked ambiguous. Across documents full names join when they are
    equal but for hyphens, quotes, case and middle initials, and short forms join a full name they fit alone or
    which outweighs the others; two full names never join through a third.

    Titles and other cues are English, so English news fares best. Scripts without case (Korean, Arabic, Chinese)
    give no names without a `gazetteer`, and every noun of a German text looks like a name.

    Parameters
    ----------
    corpus : Corpus
    gazetteer : Gazetteer, optional
        Known names; they take part like names found, with their own ids and kinds.
    n_jobs : int
        Threads; -1: all cores.

    Returns
    -------
    Entities
        Ids are full names, folded, with hyphens for spaces ("kim-jong-un"), or the gazetteer's. They do not depend on
        the order of documents.
    """
    core = corpus.core.by_id()
    columns, (ids, names, kinds, aliases, alias_begin, documents, mentions) = _core.find_entities(
        core, corpus.tables(n_jobs), None if gazetteer is None else gazetteer.core, n_jobs
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
    found = to_mentions(corpus, core, columns, table["entity"].combine_chunks(), table["kind"].combine_chunks())
    return Entities(table, corpus, found)
