"""How much of each document is its own: every word counted once, as the first class that fits."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from archive.pages import Block, Page
from archive.sentences import ATTRIBUTION, DASHES

CLASSES = ("boilerplate", "quotation", "wire", "same_publisher", "other_publisher", "own")
_OWN, _OTHER, _SAME, _WIRE = range(4)
_NAME = {_OTHER: "other_publisher", _SAME: "same_publisher", _WIRE: "wire"}
_CREDITS = 64  # numbers below -1 stand for words of a credit
_LONGEST_GAP = 12  # words between shared ones that count with them
_ARTICLES = 3  # pages of different articles with the same line make it boilerplate
_SHORTEST = 12


class Standing(NamedTuple):
    """A standing line on a page."""

    document: str
    house: int
    story: int
    line: str
    words: int
    credited: bool

    @classmethod
    def of(cls, page: Page, block: Block) -> Standing:
        """The standing line that a block is."""
        return cls(
            page.id, page.outlet.house, page.story, " ".join(block.words), len(block.words), page.agency is not None
        )


def classes(copies: dict[int, list[tuple[Page, Block]]]) -> dict[str, dict[str, int]]:
    """For each document, the words of each class that its story's paragraphs and quotations have."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for members in copies.values():
        if len(members) < 2:
            continue
        if members[0][1].kind == "quotation":
            tails = sum(block.skipped == 0 for _, block in members)
            for page, block in members:
                counts[page.id]["quotation"] += len(block.paragraph.words) if block.paragraph else 0
                if tails > 1 and block.skipped == 0:  # who said it stands behind it on several pages
                    counts[page.id]["quotation"] += ATTRIBUTION
            continue
        for (page, _), found in zip(members, _classes_of_copies(members), strict=True):
            for code, name in _NAME.items():
                counts[page.id][name] += int((found == code).sum())
    return counts


def add_bylines(counts: dict[str, dict[str, int]], pages: Iterable[Page]) -> None:
    """Count the words of a byline that stands before the same paragraph on several pages: it is shared as that is."""
    of_text: dict[tuple[int, int, str], list[tuple[str, int]]] = defaultdict(list)
    for page in pages:
        for byline, text in itertools.pairwise(page.blocks):
            if byline.kind == "credit" and text.kind == "story" and text.paragraph is not None:
                begins = text.paragraph.original.number, text.paragraph.origin[0]
                of_text[*begins, " ".join(byline.words)].append((page.id, len(byline.words)))
    for carriers in of_text.values():
        for id, words in carriers if len(carriers) > 1 else []:
            counts[id]["wire"] += words


def _classes_of_copies(members: list[tuple[Page, Block]]) -> list[np.ndarray]:
    """The class of each word of each printing of a paragraph."""
    size = len(members[0][1].paragraph.original.words) + _CREDITS  # type: ignore[union-attr]
    keys = [_keys(block) for _, block in members]
    everywhere, credited = np.zeros(size, int), np.zeros(size, int)
    of_house: dict[int, np.ndarray] = defaultdict(lambda: np.zeros(size, int))
    for (page, _), key in zip(members, keys, strict=True):
        known = key[key >= 0]
        everywhere[known] += 1
        of_house[page.outlet.house][known] += 1
        if page.agency:
            credited[known] += 1
    found = []
    for (page, block), key in zip(members, keys, strict=True):
        at = np.maximum(key, 0)
        shared = (key >= 0) & (everywhere[at] > 1)
        code = np.where(shared, _OTHER, _OWN)
        code[shared & (of_house[page.outlet.house][at] > 1)] = _SAME
        code[shared & ((credited[at] > 0) if not page.agency else True)] = _WIRE
        found.append(_filled(code)[[word not in DASHES for word in block.words]])
    return found


def _keys(block: Block) -> np.ndarray:
    """For each word, which of the original (or of the credit) it still is; -1 where none."""
    paragraph = block.paragraph
    assert paragraph is not None
    original = paragraph.original.words
    return np.array(
        [
            origin + _CREDITS if origin >= 0 and word == original[origin] else -2 - origin if origin < -1 else -1
            for word, origin in zip(paragraph.words, paragraph.origin, strict=True)
        ]
    )


def _filled(code: np.ndarray) -> np.ndarray:
    """Words between those of a class count with them, unless they are many or of a class that wins."""
    if (code != _OWN).sum() < _SHORTEST:
        return np.zeros_like(code)
    for name in (_WIRE, _SAME, _OTHER):
        found = np.flatnonzero(code == name)
        for before, after in zip(found[:-1].tolist(), found[1:].tolist(), strict=True):
            if 1 < after - before <= _LONGEST_GAP:
                code[before + 1 : after] = np.maximum(code[before + 1 : after], name)
    return code


def boilerplate_shares(documents: pd.DataFrame, standing: list[Standing]) -> pd.DataFrame:
    """Shares of all classes, now that all pages with the same standing line are known."""
    lines = pd.DataFrame(standing, columns=Standing._fields)
    if len(lines):
        of_line = lines.groupby(["house", "line"])
        stories, credited = of_line["story"].transform("nunique"), of_line["credited"].transform("any")
        twice = (stories > 1) & (lines["words"] >= _SHORTEST)  # shared prose, as far as two pages tell
        lines["name"] = np.select(
            [stories >= _ARTICLES, twice & credited, twice], ["boilerplate", "wire", "same_publisher"], "own"
        )
        words = lines.groupby(["document", "name"])["words"].sum().unstack(fill_value=0)
        for name in words.columns.intersection(["boilerplate", "wire", "same_publisher"]):
            documents[name] += documents["document"].map(words[name]).fillna(0).astype(int)
    documents["own"] = documents["words"] - documents[list(CLASSES[:-1])].sum(axis=1)
    for name in CLASSES:
        documents[name] = documents[name] / documents["words"].clip(lower=1)
    return documents
