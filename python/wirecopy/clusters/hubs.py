"""Outlets that feed the others."""

from __future__ import annotations

from typing import Any

import pandas as pd
import scipy.special

from wirecopy.clusters.common import Reuse

# So many other groups must print after an outlet what it printed first.
_GROUPS = 3
# The chance of any outlet being taken for a hub where only chance says who prints first.
_LEVEL = 0.01


def hubs(reuse: Reuse, group: pd.Series[str]) -> Any:
    """Which outlets were first with what outlets of several other groups carry, more often than chance gives.

    Of an outlet's documents that share prose with other groups, and where times tell who was first, it led with those
    that nothing came before. By chance each of a document's carriers would be the first as likely as any other; the
    number led is compared with that by the binomial law, whose variance is at least that of the sum of unequal chances
    (Hoeffding 1956), and corrected for the number of outlets (Bonferroni).

    Parameters
    ----------
    group : pandas.Series
        The group of each source, by its name.

    Returns
    -------
    pandas array of boolean
        In the order of `group`; all null where no time tells who was first.
    """
    shared = _shared(reuse, group)
    if shared.empty:
        return pd.array([None] * len(group), "boolean")
    documents = shared.groupby(["source", "document"]).agg(led=("led", "all"), groups=("other_group", "nunique"))
    documents["chance"] = 1 / (1 + documents["groups"])
    outlets = documents.groupby("source").agg(led=("led", "sum"), size=("led", "size"), chance=("chance", "mean"))
    led = documents.index[documents["led"]]
    fed = shared.set_index(["source", "document"])["other_group"]
    outlets["fed"] = fed[fed.index.isin(led)].groupby("source").nunique()
    by_chance = scipy.special.bdtrc(outlets["led"].to_numpy() - 1.0, outlets["size"], outlets["chance"])
    found = outlets.index[(by_chance * len(outlets) <= _LEVEL) & (outlets["fed"] >= _GROUPS)]
    return pd.array(group.index.isin(found), "boolean")


def _shared(reuse: Reuse, group: pd.Series[str]) -> pd.DataFrame:
    """A row for each side of each passage between two groups and houses of which one is known to be first."""
    known = reuse.corpus.table.select(["id", "source", "publisher"]).to_pandas().set_index("id")
    columns = ["document_a", "document_b", "context", "first"]
    passages = reuse.passages.to_arrow().select(columns).to_pandas()
    passages = passages[(passages["context"] == "prose") & passages["first"].notna()]
    sides = []
    for own, other in ("ab", "ba"):
        mine = known.reindex(passages[f"document_{own}"]).reset_index(names="document")
        theirs = known.reindex(passages[f"document_{other}"]).reset_index(drop=True)
        side = mine.assign(other_group=theirs["source"].map(group), led=(passages["first"] == own).to_numpy())
        apart = (mine["source"].map(group) != side["other_group"]) & (mine["publisher"] != theirs["publisher"])
        sides.append(side[apart & mine["source"].notna() & side["other_group"].notna()])
    return pd.concat(sides)
