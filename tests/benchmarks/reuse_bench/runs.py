"""Whether every run of 12 words that two documents share is in a passage between them, or its places in one family."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

import wirecopy as wc
from reuse_bench.measure import Figures
from reuse_bench.paragraphs import Ints, Words, words_of
from wirecopy.evaluate.passages import union_lengths
from wirecopy.evaluate.tables import common_codes

RUN, RARE = 12, 100
_DOCUMENTS = ["document_a", "document_b"]


def check(reuse: wc.Reuse) -> Figures:
    """The longest runs of words that two documents share, each of whose 12 words in a row at most 100 documents carry:
    how many pairs of documents have one, how many of these have a passage, and how much of the runs lies in passages
    of the pair or, on both sides, in members of one family. Of more frequent 12 words, how many have one family.
    """
    words = words_of(reuse.corpus)
    window, first = _windows(words.key, words.document)
    order = np.argsort(window, kind="stable")
    window, first = window[order], first[order]
    new = np.flatnonzero(np.diff(window, prepend=~window[:1]) != 0)
    group = np.repeat(np.arange(len(new)), np.diff([*new, len(window)]))
    document = words.document[first]
    another = np.diff(group * (int(document.max()) + 1) + document, prepend=-1) != 0
    carriers = np.bincount(group[another])
    rare = (carriers[group] > 1) & (carriers[group] <= RARE)
    runs = _longest(group[rare], first[rare], words)
    told, in_family = _told(runs, _passages(reuse)), _one_family(runs, _members(reuse))
    pairs = runs.groupby(_DOCUMENTS).ngroups
    frequent = carriers[group] > RARE
    whole = _in_one_family(_members(reuse), group[frequent], first[frequent], words)
    length = (runs["end_a"] - runs["begin_a"]).to_numpy()
    fully = (told >= length - 2) | in_family
    return {
        "pairs with a run": pairs,
        "with a passage": float(_pairs_in(runs, _passages(reuse)) / max(1, pairs)),
        "or a family": float(runs[fully | (told > 0)].groupby(_DOCUMENTS).ngroups / max(1, pairs)),
        "runs": len(runs),
        "told whole": float(fully.mean()) if len(runs) else 1.0,
        "inside a paragraph": float(fully[runs["inside"]].mean()) if runs["inside"].any() else 1.0,
        "frequent windows": len(whole),
        "in one family": float(whole.mean()) if len(whole) else 1.0,
    }


def _windows(key: npt.NDArray[np.uint64], document: Ints) -> tuple[npt.NDArray[np.uint64], Ints]:
    """A hash of every 12 words in a row of one document, and where in the columns they begin."""
    size = max(0, len(key) - RUN + 1)
    inside = np.flatnonzero(document[:size] == document[len(document) - size :])
    total = np.zeros(size, np.uint64)
    for at in range(RUN):
        part = key[at : at + size]
        total = total * np.uint64(0x9E3779B97F4A7C15) + (part ^ part >> np.uint64(29))
    return total[inside], inside


def _longest(group: Ints, first: Ints, words: Words) -> pd.DataFrame:
    """Windows that two documents share, joined to the longest runs: spans on both sides."""
    found: list[Ints] = []
    for distance in range(1, len(group)):
        same = group[:-distance] == group[distance:]
        if not same.any():
            break
        a, b = first[:-distance][same], first[distance:][same]
        a, b = np.minimum(a, b), np.maximum(a, b)
        apart = words.document[a] != words.document[b]
        found.append(np.stack([b - a, a])[:, apart])
    shift, a = np.concatenate([np.zeros((2, 0), np.int64), *found], axis=1)
    order = np.lexsort((a, shift))
    shift, a = shift[order], a[order]
    starts = (np.diff(shift, prepend=-1) != 0) | (np.diff(a, prepend=-2) != 1)
    begin = np.flatnonzero(starts)
    end = np.concatenate([begin[1:], [len(a)]]) - 1
    a, last, shift = a[begin], a[end] + RUN - 1, shift[begin]
    return pd.DataFrame(
        {
            "document_a": words.document[a],
            "begin_a": words.begin[a],
            "end_a": words.end[last],
            "document_b": words.document[a + shift],
            "begin_b": words.begin[a + shift],
            "end_b": words.end[last + shift],
            "inside": words.paragraph[a] == words.paragraph[last],  # one paragraph
        }
    )


def _passages(reuse: wc.Reuse) -> pd.DataFrame:
    """Passages, documents by number; each both ways, since which side is a depends on the ids."""
    table = reuse.passages.to_arrow()
    _, a, b = common_codes(reuse.corpus.ids, table["document_a"], table["document_b"])
    sides = {f"{end}_{side}": table[f"{end}_{side}"].to_numpy() for side in "ab" for end in ("begin", "end")}
    one = pd.DataFrame({"document_a": a, "document_b": b, **sides})
    return pd.concat([one, one.rename(columns=lambda name: name[:-1] + ("b" if name.endswith("a") else "a"))])


def _members(reuse: wc.Reuse) -> pd.DataFrame:
    table = reuse.families.to_arrow()
    _, document = common_codes(reuse.corpus.ids, table["document"])
    spans = {name: table[end].to_numpy() for name, end in (("lo", "begin"), ("hi", "end"))}
    return pd.DataFrame({"document": document, "family": common_codes(table["family"])[0], **spans})


def _pairs_in(runs: pd.DataFrame, passages: pd.DataFrame) -> int:
    """Pairs of documents of runs that have a passage."""
    pairs = runs[_DOCUMENTS].drop_duplicates()
    return len(pairs.merge(passages[_DOCUMENTS].drop_duplicates(), on=_DOCUMENTS))


def _told(runs: pd.DataFrame, passages: pd.DataFrame) -> Ints:
    """How many characters of each run, on side a, lie in passages that also overlap its side b."""
    met = runs.reset_index(names="run").merge(passages, on=_DOCUMENTS, suffixes=("", "_p"))
    met = met[(met["begin_b"] < met["end_b_p"]) & (met["end_b"] > met["begin_b_p"])]
    begin, end = np.maximum(met["begin_a"], met["begin_a_p"]), np.minimum(met["end_a"], met["end_a_p"])
    return union_lengths(met["run"].to_numpy(), begin.to_numpy(), end.to_numpy(), len(runs))


def _one_family(runs: pd.DataFrame, members: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether both sides of a run overlap members of one family."""
    sides = []
    for side in "ab":
        spans = runs[[f"{name}_{side}" for name in ("document", "begin", "end")]]
        met = (
            spans.set_axis(["document", "begin", "end"], axis=1).reset_index(names="run").merge(members, on="document")
        )
        sides.append(met[(met["lo"] < met["end"]) & (met["hi"] > met["begin"])][["run", "family"]])
    both = sides[0].merge(sides[1], on=["run", "family"])["run"].unique()
    return np.isin(np.arange(len(runs)), both)


def _in_one_family(members: pd.DataFrame, group: Ints, first: Ints, words: Words) -> npt.NDArray[np.bool_]:
    """Of each group of places, whether one family has a member that overlaps each of them."""
    if not len(group):
        return np.zeros(0, bool)
    places = pd.DataFrame({"group": group, "document": words.document[first], "begin": words.begin[first]})
    places["end"] = words.end[first + RUN - 1]
    met = places.reset_index(names="place").merge(members, on="document")
    met = met[(met["lo"] < met["end"]) & (met["hi"] > met["begin"])]
    per_family = met.drop_duplicates(["place", "family"]).groupby(["group", "family"]).size().groupby("group").max()
    size = places.groupby("group").size()
    return (per_family.reindex(size.index).fillna(0) == size).to_numpy()
