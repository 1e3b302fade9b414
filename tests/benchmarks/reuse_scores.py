"""What find_reuse says of an archive against what is known about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

import wirecopy as wc
from archive.shares import CLASSES
from wirecopy import evaluate

SLACK = 12  # characters: marks and a word at the edges
_SPANS = [f"{name}_{side}" for side in "ab" for name in ("document", "begin", "end")]
_DOCUMENTS = ["document_a", "document_b"]


def score(reuse: wc.Reuse, truth: dict[str, pa.Table]) -> dict[str, float]:
    """All figures, by name."""
    known = {name: table.to_pandas() for name, table in truth.items()}
    found = turned(reuse.passages.to_pandas())
    planted = turned(known["passages"])
    figures: dict[str, float] = {}
    told = found[found["context"] != "boilerplate"]  # that every page of a house has is not listed in the truth
    scores = evaluate.plagdet(planted, told, slack=SLACK, listed=True)
    figures |= {f"passages: {name}": value for name, value in scores._asdict().items()}
    figures["documents with all shares within .01"] = shares_within(reuse, known["documents"])
    meetings = overlapping(planted, found)
    figures |= first_scores(planted, found, meetings)
    contexts = true_contexts(found, known)
    figures["false passages per 1,000 documents"] = (
        1_000 * float((contexts == "").mean() * len(found)) / len(known["documents"])
    )
    figures["context F1"] = context_f1(planted, found, meetings, contexts)
    figures["changed numbers marked"] = numbers_marked(reuse, turned(known["changed_numbers"]), found)
    figures |= agency_scores(reuse, known)
    figures |= house_scores(reuse, known["documents"])
    figures["families whole"] = families_whole(reuse, known["copies"])
    figures |= common_source_scores(reuse, known["documents"])
    return figures


def turned(passages: pd.DataFrame) -> pd.DataFrame:
    """The same rows, the lesser document as a; `first` says which side, if it is there."""
    swap = (passages["document_a"] > passages["document_b"]).to_numpy()
    other = passages.copy()
    for name in ("document", "begin", "end"):
        a, b = passages[f"{name}_a"].to_numpy(), passages[f"{name}_b"].to_numpy()
        other[f"{name}_a"], other[f"{name}_b"] = np.where(swap, b, a), np.where(swap, a, b)
    if "first" in passages:
        mirrored = passages["first"].map({"a": "b", "b": "a"})
        other["first"] = passages["first"].where(~swap, mirrored)
    return other.reset_index(drop=True)


def overlapping(planted: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Row numbers `planted, found` of passages that overlap on both sides, and by how much on side a."""
    both = (
        planted[_SPANS]
        .reset_index(names="planted")
        .merge(found[_SPANS].reset_index(names="found"), on=_DOCUMENTS, suffixes=("", "_found"))
    )
    shared = {
        side: np.minimum(both[f"end_{side}"], both[f"end_{side}_found"])
        - np.maximum(both[f"begin_{side}"], both[f"begin_{side}_found"])
        for side in "ab"
    }
    both["overlap"] = shared["a"]
    return both[(shared["a"] > 0) & (shared["b"] > 0)][["planted", "found", "overlap"]]


def shares_within(reuse: wc.Reuse, documents: pd.DataFrame, limit: float = 0.01) -> float:
    """The part of documents whose six shares are all as known, give or take."""
    return float((share_errors(reuse, documents).max(axis=1) <= limit).mean())


def share_errors(reuse: wc.Reuse, documents: pd.DataFrame) -> pd.DataFrame:
    """How far each share is off, a row a document."""
    found = reuse.documents.to_pandas().set_index("document")[list(CLASSES)]
    return (found - documents.set_index("document")[list(CLASSES)].reindex(found.index)).abs()


def first_scores(planted: pd.DataFrame, found: pd.DataFrame, meetings: pd.DataFrame) -> dict[str, float]:
    """Whether `first` is right where the printed dates decide it, and null elsewhere."""
    said = found["first"].to_numpy()[meetings["found"]]
    true = planted["first"].to_numpy()[meetings["planted"]]
    decided = pd.notna(true)
    return {
        "first right where decidable": float((said[decided] == true[decided]).mean()),
        "first null elsewhere": float(pd.isna(said[~decided]).mean()),
    }


def true_contexts(found: pd.DataFrame, known: dict[str, pd.DataFrame]) -> pd.Series:
    """Of each found passage what both its spans truly have in common; empty where nothing."""
    copies = known["copies"].rename(columns={"family": "text"})[["text", "document", "begin", "end", "context"]]
    standing = known["standing"].rename(columns={"line": "text"}).assign(context="boilerplate")
    texts = pd.concat([copies.astype({"text": str}), standing])
    sides = []
    for side in "ab":
        spans = found[[f"{name}_{side}" for name in ("document", "begin", "end")]].set_axis(
            ["document", "lo", "hi"], axis=1
        )
        met = spans.reset_index(names="found").merge(texts, on="document")
        sides.append(met[(met["begin"] < met["hi"]) & (met["end"] > met["lo"])][["found", "text", "context"]])
    common = sides[0].merge(sides[1][["found", "text"]], on=["found", "text"])
    order = {"prose": 0, "quotation": 1, "boilerplate": 2}
    first = common.sort_values("context", key=lambda names: names.map(order)).drop_duplicates("found")
    return first.set_index("found")["context"].reindex(range(len(found))).fillna("")


def context_f1(planted: pd.DataFrame, found: pd.DataFrame, meetings: pd.DataFrame, contexts: pd.Series) -> float:
    """F1 of contexts, averaged over those that were planted; what was not found at all is missed."""
    said = found["context"].to_numpy()
    missed = planted.drop(index=meetings["planted"].unique())["context"].value_counts()
    f1 = []
    for context in sorted(set(contexts) - {""}):
        right = float(((said == context) & (contexts == context)).sum())
        wrong = float(((said == context) ^ (contexts == context)).sum()) + float(missed.get(context, 0))
        f1.append(2 * right / (2 * right + wrong))
    return float(np.mean(f1))


def numbers_marked(reuse: wc.Reuse, changed: pd.DataFrame, found: pd.DataFrame) -> float:
    """The part of planted changes of a number that the difference of two documents marks as one."""
    return float(np.mean([_is_marked(reuse, row, rows) for row, rows in _by_pair(changed, found)]))


def _by_pair(changed: pd.DataFrame, found: pd.DataFrame) -> Iterator[tuple[Any, pd.DataFrame]]:
    of_pair = dict(tuple(found.groupby(_DOCUMENTS)))
    for row in changed.itertuples():
        yield row, of_pair.get((row.document_a, row.document_b), found.iloc[:0])


def _is_marked(reuse: wc.Reuse, row: Any, passages: pd.DataFrame) -> bool:
    for passage in passages.itertuples():
        a = reuse.corpus.text_of(row.document_a)[passage.begin_a : passage.end_a]
        b = reuse.corpus.text_of(row.document_b)[passage.begin_b : passage.end_b]
        for change in wc.reuse.word_diff(a, b):
            begin_a, begin_b = change.begin_a + passage.begin_a, change.begin_b + passage.begin_b
            inside_a = begin_a <= row.begin_a and row.end_a <= change.end_a + passage.begin_a
            inside_b = begin_b <= row.begin_b and row.end_b <= change.end_b + passage.begin_b
            if change.kind == "number" and inside_a and inside_b:
                return True
    return False


def agency_scores(reuse: wc.Reuse, known: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Agencies of families: right where a document credits one, none where its story has none."""
    members = _of_known_family(reuse, known["copies"]).merge(known["documents"], on="document", suffixes=("", "_true"))
    credited = members[members["agency_true"].notna()]
    others = members[members["kind"] != "agency"]
    return {
        "agencies right": float((credited["agency"] == credited["agency_true"]).mean()),
        "no agency where none": float(others["agency"].isna().mean()),
    }


def _of_known_family(reuse: wc.Reuse, copies: pd.DataFrame) -> pd.DataFrame:
    """Members of families that overlap a planted copy of prose, with its `text`."""
    prose = copies[copies["context"] == "prose"].rename(columns={"family": "text", "begin": "lo", "end": "hi"})
    met = reuse.families.to_pandas().merge(prose[["text", "document", "lo", "hi"]], on="document")
    overlap = np.minimum(met["end"], met["hi"]) - np.maximum(met["begin"], met["lo"])
    return met[overlap * 2 > met["hi"] - met["lo"]]


def house_scores(reuse: wc.Reuse, documents: pd.DataFrame) -> dict[str, float]:
    """Pairs of labels of one house that are taken for two, and pairs of two that are taken for one."""
    house = documents.drop_duplicates("outlet").set_index("outlet")["house"]
    pairs = reuse.outlets.to_pandas()
    same = pairs["source_a"].map(house) == pairs["source_b"].map(house)
    return {
        "houses taken for two": float((same & ~pairs["same_publisher"]).sum()),
        "houses taken for one": float((~same & pairs["same_publisher"]).sum()),
    }


def families_whole(reuse: wc.Reuse, copies: pd.DataFrame) -> float:
    """The part of planted families of prose whose members, all of them, are in one family."""
    members = _of_known_family(reuse, copies)
    prose = copies[copies["context"] == "prose"]
    size = prose.groupby("family")["document"].nunique()
    most = members.groupby(["text", "family"])["document"].nunique().groupby("text").max()
    return float((most.reindex(size.index).fillna(0) == size).mean())


def common_source_scores(reuse: wc.Reuse, documents: pd.DataFrame) -> dict[str, float]:
    """Nothing yet where results do not tell of common sources."""
    return {}
