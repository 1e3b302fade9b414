"""What find_reuse says of an archive against what is known about it."""

from __future__ import annotations

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
    found = pd.concat([found, looked_up(reuse, planted, found)], ignore_index=True)
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
    figures["changed numbers marked"] = numbers_marked(reuse, turned(known["changed_numbers"]))
    figures |= agency_scores(reuse, known)
    figures |= house_scores(reuse, known["documents"])
    figures["copies in their family"] = copies_in_family(reuse, known["copies"])
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


def looked_up(reuse: wc.Reuse, planted: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Passages of pairs of documents that are not listed, since each of them is listed with an earlier copy."""
    unmet = planted.drop(index=overlapping(planted, found)["planted"].unique())
    listed = set(zip(found["document_a"], found["document_b"], strict=True))
    pairs = {pair for pair in zip(unmet["document_a"], unmet["document_b"], strict=True) if pair not in listed}
    tables = [turned(reuse.between(a, b).to_pandas()) for a, b in sorted(pairs)]
    return pd.concat([table for table in tables if len(table)] or [found.iloc[:0]], ignore_index=True)


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


def numbers_marked(reuse: wc.Reuse, changed: pd.DataFrame) -> float:
    """The part of planted changes of a number that the difference of the two documents marks as one."""
    marked = 0
    for (a, b), rows in changed.groupby(_DOCUMENTS):
        found = reuse.diff(a, b).to_pandas()
        found = found[found["kind"] == "number"]
        for row in rows.itertuples():
            inside = [
                (found[f"begin_{x}"] <= getattr(row, f"begin_{x}")) & (found[f"end_{x}"] >= getattr(row, f"end_{x}"))
                for x in "ab"
            ]
            marked += bool((inside[0] & inside[1]).any())
    return marked / len(changed)


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


def copies_in_family(reuse: wc.Reuse, copies: pd.DataFrame) -> float:
    """The part of planted copies of a paragraph, of those with four fifths of its words, that are in the one family
    that most of them are in.
    """
    whole = copies[(copies["context"] == "prose") & (copies["kept"] >= 0.8)]
    members = _of_known_family(reuse, whole).drop_duplicates(["text", "document", "family"])
    most = members.groupby(["text", "family"]).size().groupby("text").max()
    several = whole.groupby("family")["document"].nunique().loc[lambda size: size > 1]
    return float(most.reindex(several.index).fillna(0).sum() / several.sum())


def common_source_scores(reuse: wc.Reuse, documents: pd.DataFrame) -> dict[str, float]:
    """How many of the sources outside the archive are told that can be, and how many are told that are none.

    One can be told where all that print it are of different houses, and either are three and more, each of which
    lacks a part that others have, or two that printed it at one moment.
    """
    if not hasattr(reuse, "common_sources"):
        return {}
    stories = documents[documents["kind"] == "hidden"].groupby("story")
    hidden = stories.agg(size=("house", "size"), houses=("house", "nunique"), precision=("precision", "unique"))
    at_once = hidden["precision"].map(lambda kinds: list(kinds) == ["instant"])
    known = hidden.index[(hidden["houses"] == hidden["size"]) & ((hidden["size"] > 2) | at_once)]
    told = reuse.common_sources.to_pandas().merge(documents[["document", "story", "kind"]], on="document")
    outside = told.groupby("common_source")["kind"].agg(lambda kinds: kinds.isin(["hidden", "agency"]).any())
    without_credit = told[told["evidence"] != "agency"]
    return {
        "common sources told": float(known.isin(without_credit["story"]).mean()),
        "common sources that are none": float((~outside).sum()),
    }
