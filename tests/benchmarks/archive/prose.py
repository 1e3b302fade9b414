"""Where the words of a made-up archive come from: a vocabulary of its own, or texts that are given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

import numpy as np

_COMMONEST = """the of to and a in that for it was on is with he as at by be from his are but has have they not were an
this who had which one will their more said its been would about up when out there she or if two we all her what so
can after also people over into new years first last could time than other some her them him only most government
before made now many between because while through during where against under three being work such city police both
week day year month since still those then how company still public our any may state should each part long down
""".split()


class Prose(Protocol):
    """An endless supply of words that say nothing twice."""

    def words(self, rng: np.random.Generator, count: int) -> list[str]:
        """Return `count` words, without capitals for the sake of a sentence and without marks."""
        ...


class Vocabulary:
    """Words put together from syllables, drawn one by one, the n-th most frequent in proportion to 1 / (n + 2)."""

    def __init__(self, size: int = 40_000, seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        onsets = ["", *"b c d f g h l m n p r s t v w br ch cr dr fl gr pl pr sh sp st th tr".split()]
        vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
        codas = ["", "", "", *"n r s t l nd nt rs st ck ng m".split()]
        made = dict.fromkeys(_COMMONEST)
        while len(made) < size:
            drawn = rng.random((4 * size, 9)).tolist()
            syllables = np.minimum(rng.geometric(0.45, 4 * size), 3).tolist()
            for count, row in zip(syllables, drawn, strict=True):
                letters = zip(row[: 3 * count], (onsets, vowels, codas) * count, strict=True)
                word = "".join(kind[int(chance * len(kind))] for chance, kind in letters)
                if len(word) > 3:
                    made[word] = None
        made = dict.fromkeys(list(made)[:size])
        self._words = np.array(list(made), dtype=object)
        weight = 1 / np.arange(3, size + 3)
        self._until = np.cumsum(weight / weight.sum())

    def words(self, rng: np.random.Generator, count: int) -> list[str]:
        at = np.searchsorted(self._until, rng.random(count), side="right")
        found: list[str] = self._words[np.minimum(at, len(self._words) - 1)].tolist()
        return found


class Recombined:
    """Pieces of four to seven words of given texts, in an order of chance.

    Two documents share a longer run only where the same two pieces follow each other in both: for the million pieces
    of a few thousand articles, in one pair of a trillion.
    """

    _MARKS = str.maketrans(dict.fromkeys('"“”„‟«»‹›「」『』‘()[]{}<>*|', ""))
    _SENTENCE = re.compile(r"[.!?:;]\s+|\n")

    def __init__(self, texts: Iterable[str], seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        pieces = set()
        for text in texts:
            for sentence in self._SENTENCE.split(text.translate(self._MARKS)):
                words = [word.strip(".,!?'’-–—") for word in sentence.split()]
                words = [word for word in words if word and word.isalnum()]
                lengths = rng.integers(4, 8, len(words) // 4).tolist()
                start = 0
                for length in lengths:
                    if start + length > len(words):
                        break
                    pieces.add(" ".join(words[start : start + length]))
                    start += length
        if len(pieces) < 1_000:
            raise ValueError(f"the given texts have {len(pieces)} pieces of a sentence; it takes 1,000 and more")
        self._pieces = np.array(sorted(pieces), dtype=object)

    def words(self, rng: np.random.Generator, count: int) -> list[str]:
        chosen = self._pieces[rng.integers(0, len(self._pieces), count // 4 + 1)]
        found: list[str] = " ".join(chosen.tolist()).split()[:count]
        return found
