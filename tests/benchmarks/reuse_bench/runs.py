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
PAGES = 3  # of one publisher, on which furniture stands
EDGE = 2  # words at either end of a run that may be left out
_DOCUMENTS = ["document_a", "document_b"]


def check(reuse: wc.Reuse) -> Figures:
    """The longest runs of words that two documents share, each of whose 12 words in a row at most 100 documents carry:
    how many pairs of documents have one, how many of these have a passage, and how many runs are told whole: all their
    words but two at either end lie on both sides in passages of the pair, or in members of one family. The same where
    runs are cut at page furniture, which is told by `boilerplate`: at paragraphs that one publisher prints in three
    documents or more. Of the places of more frequent 12 words, how many lie together in members of one family, but for
    two words at either end.
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
    places = _Places(words)
    passages, members = _passages(reuse, places), _members(reuse, places)
    told = _told(runs, passages, members)
    parts = _cut(runs[~told], _furniture(words, reuse.corpus))
    of_parts = _told(parts, passages, members)
    pairs = runs.groupby(_DOCUMENTS).ngroups
    frequent = carriers[group] > RARE
    whole = _in_one_family(members, group[frequent], first[frequent], words)
    return {
        "pairs with a run": pairs,
        "with a passage": float(_pairs_in(runs, passages) / max(1, pairs)),
        "runs": len(runs),
        "told whole": _mean(told),
        "inside a paragraph": _mean(told[runs["inside"].to_numpy()]),
        "runs cut at furniture": int(told.sum()) + len(parts),
        "of them told whole": float((told.sum() + of_parts.sum()) / max(1, told.sum() + len(parts))),
        "frequent windows": len(whole),
        "in one family": _mean(whole),
    }


def _mean(values: npt.NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else 1.0


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
    """Windows that two documents share, joined to the longest runs: the words on both sides, by their rows."""
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
            "begin_a": a,
            "document_b": words.document[a + shift],
            "begin_b": a + shift,
            "words": last - a + 1,
            "inside": words.paragraph[a] == words.paragraph[last],  # one paragraph
        }
    )


class _Places:
    """Rows of the table of words, by where they stand in the text."""

    def __init__(self, words: Words) -> None:
        self._width = int(words.end.max(initial=0)) + 2
        self._begins = words.document * self._width + words.begin
        self._ends = words.document * self._width + words.end

    def rows(self, document: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The first word that lies in a span, and the one after the last."""
        first = np.searchsorted(self._begins, document * self._width + begin)
        return first, np.searchsorted(self._ends, document * self._width + end, side="right")


def _passages(reuse: wc.Reuse, places: _Places) -> pd.DataFrame:
    """Passages, documents and words by row; each both ways, since which side is a depends on the ids."""
    table = reuse.passages.to_arrow()
    _, *documents = common_codes(reuse.corpus.ids, table["document_a"], table["document_b"])
    columns = {}
    for side, document in zip("ab", documents, strict=True):
        span = (table[f"{edge}_{side}"].to_numpy() for edge in ("begin", "end"))
        columns[f"document_{side}"] = document
        columns[f"lo_{side}"], columns[f"hi_{side}"] = places.rows(document, *span)
    one = pd.DataFrame(columns)
    return pd.concat([one, one.rename(columns=lambda name: name[:-1] + ("b" if name.endswith("a") else "a"))])


def _members(reuse: wc.Reuse, places: _Places) -> pd.DataFrame:
    table = reuse.families.to_arrow()
    _, document = common_codes(reuse.corpus.ids, table["document"])
    lo, hi = places.rows(document, table["begin"].to_numpy(), table["end"].to_numpy())
    return pd.DataFrame({"document": document, "family": common_codes(table["family"])[0], "lo": lo, "hi": hi})


def _pairs_in(runs: pd.DataFrame, passages: pd.DataFrame) -> int:
    """Pairs of documents of runs that have a passage."""
    pairs = runs[_DOCUMENTS].drop_duplicates()
    return len(pairs.merge(passages[_DOCUMENTS].drop_duplicates(), on=_DOCUMENTS))


def _told(runs: pd.DataFrame, passages: pd.DataFrame, members: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether passages of the pair hold all words of each run but for those at its ends, or one family does."""
    runs = runs.assign(run=np.arange(len(runs)))
    by_passage = _shared(runs.merge(passages, on=_DOCUMENTS))
    sides = []
    for side in "ab":
        met = runs.merge(members.add_suffix(f"_{side}"), on=f"document_{side}")
        met = met[met[f"lo_{side}"] < met[f"begin_{side}"] + met["words"]]
        sides.append(met[met[f"hi_{side}"] > met[f"begin_{side}"]].rename(columns={f"family_{side}": "family"}))
    by_family = _shared(sides[0].merge(sides[1][["run", "family", "lo_b", "hi_b"]], on=["run", "family"]))
    number, code = _numbered(by_family[["run", "family"]])
    held = _lengths(by_passage, by_passage["run"].to_numpy(), len(runs))
    np.maximum.at(held, number["run"].to_numpy(), _lengths(by_family, code, len(number)))
    return held >= (runs["words"] - 2 * EDGE).to_numpy()


def _furniture(words: Words, corpus: wc.Corpus) -> npt.NDArray[np.bool_]:
    """Whether each word stands in a paragraph that one publisher prints in three documents or more."""
    place = words.document * (int(words.paragraph.max(initial=0)) + 1) + words.paragraph
    _, start, paragraph = np.unique(place, return_index=True, return_inverse=True)
    at = (np.arange(len(place)) - start[paragraph]).astype(np.uint64)
    mixed = (words.key ^ words.key >> np.uint64(31)) + at * np.uint64(0xD6E8FEB86659FD93)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    document = words.document[start]
    printed = pd.DataFrame(
        {
            "text": np.add.reduceat(mixed * np.uint64(0xBF58476D1CE4E5B9), start),
            "publisher": pd.factorize(np.array(corpus.table["publisher"].to_pylist(), object))[0][document],
            "document": document,
        }
    )
    pages = printed.groupby(["text", "publisher"])["document"].transform("nunique")
    return ((pages >= PAGES) & (printed["publisher"] >= 0)).to_numpy()[paragraph]


def _cut(runs: pd.DataFrame, is_furniture: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """What is left of runs without the words that are furniture on either side, where it is long enough."""
    parts = []
    for run in runs.itertuples(index=False):
        a, b = (is_furniture[begin : begin + run.words] for begin in (run.begin_a, run.begin_b))
        edges = np.flatnonzero(np.diff(np.concatenate([[True], a | b, [True]])))
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if end - begin >= RUN:
                parts.append((run.document_a, run.begin_a + begin, run.document_b, run.begin_b + begin, end - begin))
    return pd.DataFrame(parts, columns=["document_a", "begin_a", "document_b", "begin_b", "words"], dtype=np.int64)


def _numbered(rows: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """Distinct rows, and the number of each row among them."""
    grouped = rows.groupby(list(rows.columns), sort=False)
    return rows.drop_duplicates().reset_index(drop=True), grouped.ngroup().to_numpy()


def _shared(met: pd.DataFrame) -> pd.DataFrame:
    """Which words of a run, from 0, lie in a span on side a and in one on side b, the edges of the run aside."""
    begin, end = np.full(len(met), EDGE), met["words"].to_numpy() - EDGE
    for side in "ab":
        begin = np.maximum(begin, met[f"lo_{side}"] - met[f"begin_{side}"])
        end = np.minimum(end, met[f"hi_{side}"] - met[f"begin_{side}"])
    return met.assign(begin=begin, end=end)[begin < end]


def _lengths(parts: pd.DataFrame, owner: Ints, owners: int) -> Ints:
    return union_lengths(owner, parts["begin"].to_numpy(), parts["end"].to_numpy(), owners)


def _in_one_family(members: pd.DataFrame, group: Ints, first: Ints, words: Words) -> npt.NDArray[np.bool_]:
    """Of each group of places, whether one family has members that hold each of them, the edges aside."""
    if not len(group):
        return np.zeros(0, bool)
    places = pd.DataFrame({"group": group, "document": words.document[first]})
    places["begin"], places["end"] = first + EDGE, first + RUN - EDGE
    met = places.reset_index(names="place").merge(members, on="document")
    met = met[(met["lo"] < met["end"]) & (met["hi"] > met["begin"])]
    begin, end = np.maximum(met["begin"], met["lo"]), np.minimum(met["end"], met["hi"])
    number, code = _numbered(met[["place", "group", "family"]])
    held = number[_lengths(pd.DataFrame({"begin": begin, "end": end}), code, len(number)) == RUN - 2 * EDGE]
    per_family = held.groupby(["group", "family"]).size().groupby("group").max()
    size = places.groupby("group").size()
    return (per_family.reindex(size.index).fillna(0) == size).to_numpy()
