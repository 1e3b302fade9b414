"""Near-identical paragraphs by other libraries, as their documentation says to use them; each returns pairs of rows.

They get paragraphs that are folded and split already, words joined by blanks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from reuse_bench.measure import Figures

Pairs = npt.NDArray[np.int64]
HASHES, THRESHOLD = 128, 0.5


def shingles(line: str) -> set[str]:
    """Every three words in a row."""
    words = line.split()
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def rensa(lines: Sequence[str], figures: Figures) -> Pairs:
    """MinHash in Rust, 32 bands of 4."""
    from rensa import RMinHash, RMinHashLSH

    signed = []
    for at in range(0, len(lines), 10_000):
        signed += RMinHash.from_token_sets([list(shingles(line)) for line in lines[at : at + 10_000]], HASHES, 42)
    index = RMinHashLSH(THRESHOLD, HASHES, 32)
    index.insert_many(signed)
    return _pairs(index.query_all(signed))


def datasketch(lines: Sequence[str], figures: Figures) -> Pairs:
    """MinHash in NumPy, bands as the library chooses them."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=HASHES)
    signed = []
    with index.insertion_session() as session:
        for row, line in enumerate(lines):
            one = MinHash(num_perm=HASHES)
            one.update_batch([shingle.encode() for shingle in shingles(line)])
            signed.append(one)
            session.insert(row, one, check_duplication=False)
    return _pairs(index.query(one) for one in signed)


def text_dedup_style(lines: Sequence[str], figures: Figures) -> Pairs:
    """MinHash as text-dedup does it: bands in dictionaries, a union-find over them, all pairs of a cluster."""
    import xxhash

    prime = np.uint64((1 << 61) - 1)
    rng = np.random.RandomState(42)
    a, b = (rng.randint(low, 2**31, HASHES).astype(np.uint64) for low in (1, 0))
    bands, rows = 25, 5  # its optimum for a threshold of .5
    seen: list[dict[bytes, int]] = [{} for _ in range(bands)]
    parent = np.arange(len(lines))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = int(parent[row])
        return row

    for row, line in enumerate(lines):
        hashed = np.array([xxhash.xxh32_intdigest(shingle.encode()) for shingle in shingles(line)], np.uint64)
        least = ((hashed[:, None] * a + b) % prime & np.uint64(0xFFFFFFFF)).min(axis=0).astype(">u4")
        for band, table in enumerate(seen):
            other = table.setdefault(least[band * rows : (band + 1) * rows].tobytes(), row)
            x, y = root(row), root(other)
            parent[max(x, y)] = min(x, y)
    return _of_clusters(np.array([root(row) for row in range(len(lines))]))


def sparse_dot_topn(lines: Sequence[str], figures: Figures) -> Pairs:
    """scikit-learn's TF-IDF of word 3-grams, and the pairs of cosine .5 and more, at most 1,000 a row."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectorizer = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(3, 3), lowercase=False, dtype=np.float32)
    rows = vectorizer.fit_transform(lines)
    found = sp_matmul_topn(rows, rows.T.tocsr(), top_n=1_000, threshold=THRESHOLD, n_threads=1).tocoo()
    return np.stack([found.row, found.col], axis=1).astype(np.int64)[found.row < found.col]


def rapidfuzz(lines: Sequence[str], figures: Figures) -> Pairs:
    """Every pair of the first 3,000 by `fuzz.ratio` >= 60; for all of them the time is reckoned from that."""
    from rapidfuzz import fuzz, process

    some = lines[:3_000]
    met = process.cdist(some, some, scorer=fuzz.ratio, score_cutoff=60, dtype=np.uint8, workers=1)
    figures["paragraphs"] = len(some)
    return np.argwhere(np.triu(met, 1)).astype(np.int64)


def difflib(lines: Sequence[str], figures: Figures) -> Pairs:
    """The words of every pair of 120 by `SequenceMatcher`; for all of them the time is reckoned from that."""
    some = [line.split() for line in lines[:120]]
    figures["paragraphs"] = len(some)
    pairs = [(i, j) for j in range(len(some)) for i in range(j)]
    random.Random(1).shuffle(pairs)
    return np.array(
        [pair for pair in pairs if SequenceMatcher(None, some[pair[0]], some[pair[1]], False).ratio() >= THRESHOLD] or
        np.zeros((0, 2)), np.int64)  # fmt: skip


PEERS: dict[str, Callable[[Sequence[str], Figures], Pairs]] = {
    "rensa": rensa,
    "datasketch": datasketch,
    "text-dedup's way": text_dedup_style,
    "scikit-learn + sparse_dot_topn": sparse_dot_topn,
    "RapidFuzz": rapidfuzz,
    "difflib": difflib,
}


def _pairs(found: Iterable[Sequence[int]]) -> Pairs:
    """Pairs from what is returned for each row."""
    lists = list(found)
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    a = np.repeat(np.arange(len(lists)), sizes)
    b = np.fromiter((other for each in lists for other in each), np.int64, int(sizes.sum()))
    return np.stack([a, b], axis=1)[a < b]


def _of_clusters(label: Pairs) -> Pairs:
    """All pairs inside clusters."""
    order = np.argsort(label, kind="stable")
    clusters = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    pairs = [
        np.sort(each)[np.stack(np.triu_indices(len(each), 1), axis=1)] for each in clusters if 1 < len(each) < 20_000
    ]
    return np.concatenate(pairs or [np.zeros((0, 2), np.int64)])
