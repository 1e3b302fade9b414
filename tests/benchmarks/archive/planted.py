"""Pairs of documents with one passage in common, of known length and damage; nothing else in them is shared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from archive.edits import edit_words, scan
from archive.pages import Block
from archive.prose import Prose
from archive.sentences import Original, as_written, sentence_of
from archive.spans import edges


def planted(
    prose: Prose, *, pairs: int, words: int, edits: float = 0.0, noise: float = 0.0, around: int = 300, seed: int = 0
) -> tuple[list[dict[str, str]], pd.DataFrame]:
    """Return documents, and where in each pair of them the passage stands.

    Each document has `around` words of its own before and after `words` words of the other's, of which a share
    `edits` is edited (60% replaced, 20% dropped, after 20% a word put in) or of whose letters a share `noise` is
    damaged.
    """
    rng = np.random.default_rng([seed, pairs, words, round(1e6 * edits), round(1e6 * noise)])
    documents, rows = [], []
    for pair in range(pairs):
        passage = as_written(Original(pair, _sentences(rng, prose, words), [0] * words))
        copy = edit_words(rng, prose, passage, edits) if edits else passage
        copy = scan(rng, copy, noise) if noise else copy
        row: dict[str, object] = {}
        for side, each in (("a", passage), ("b", copy)):
            before = _sentences(rng, prose, around)
            block = Block("story", before + each.words + _sentences(rng, prose, around))
            span = edges(block, len(before), len(before) + len(each.words) - 1)
            id = f"{rng.integers(0, 2**40):010x}-{pair}{side}"
            documents.append({"id": id, "text": " ".join(block.words)})
            row |= {f"document_{side}": id, f"begin_{side}": span[0], f"end_{side}": span[1]}
        rows.append(row)
    return documents, pd.DataFrame(rows)


def _sentences(rng: np.random.Generator, prose: Prose, words: int) -> list[str]:
    """Sentences of twenty words in one line, with names and numbers, the last one as long as is left."""
    supply = prose.words(rng, words)
    made: list[str] = []
    for start in range(0, words, 20):
        sentence = supply[start : start + 20]
        if len(sentence) == 20:
            sentence = sentence_of(sentence, [*rng.random(9).tolist(), 1.0])
        made += sentence
    return made
