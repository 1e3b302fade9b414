"""What runs in a process of its own: python -m reuse_bench.cases CASE OPTIONS, the figures as the last line."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import archive
import reuse_scores
import wirecopy as wc
from archive.planted import planted
from reuse_bench import paragraphs, runs
from reuse_bench.measure import Figures, measured, peak_mb
from reuse_bench.peers import PEERS
from wirecopy import evaluate


def corpus_of(path: str, limit: int = 0) -> wc.Corpus:
    """The documents of a file, or the first `limit` of them; the sample if there is no file."""
    if not path:
        return wc.sample()
    if path.endswith(".parquet"):
        return wc.read(path)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(limit or sys.maxsize), lines, strict=False)]
    wanted = ("id", "text", "outlet", "published", "url", "title")
    return wc.read(pd.DataFrame([{name: row.get(name) for name in wanted} for row in rows]), source="outlet")


def prepare(*, path: str, folder: str, limit: int) -> Figures:
    """Write the paragraphs of a corpus as peers read them, and the answer."""
    figures: Figures = {}
    with measured(figures):
        figures["paragraphs"] = paragraphs.prepare(corpus_of(path, limit), Path(folder))
    figures["pairs"] = len(np.load(f"{folder}/answer.npz")["a"])
    return figures


def peer(*, name: str, folder: str) -> Figures:
    """A peer on prepared paragraphs, from text in memory to pairs."""
    lines = (Path(folder) / "paragraphs.txt").read_text(encoding="utf-8").split("\n")[:-1]
    document, answer = np.load(f"{folder}/document.npy"), np.load(f"{folder}/answer.npz")
    figures: Figures = {"paragraphs": len(lines)}
    with measured(figures):
        pairs = PEERS[name](lines, figures)
    compared = figures["paragraphs"]
    figures |= _scores(pairs[document[pairs[:, 0]] != document[pairs[:, 1]]], answer, compared)
    if compared < len(lines):
        figures["all of them"] = f"{figures['seconds'] * (len(lines) / compared) ** 2 / 3600:,.1f} h"
    return figures


def _scores(pairs: np.ndarray, answer: Any, compared: int) -> Figures:
    """Recall, also of edited pairs, and precision, among the first `compared` paragraphs."""
    listed = answer["b"] < compared
    true = pd.DataFrame({"document_a": answer["a"][listed], "document_b": answer["b"][listed]})
    edited = true[answer["jaccard"][listed] < 1]
    found = pd.DataFrame(pairs, columns=["document_a", "document_b"])
    all_pairs = evaluate.pair_scores(true, found)
    return {
        "pairs": len(found.drop_duplicates()),
        "recall": all_pairs.recall,
        "of edited": evaluate.pair_scores(edited, found).recall,
        "precision": all_pairs.precision,
    }


def ours(*, path: str, folder: str, limit: int, n_jobs: int) -> Figures:
    """similar_paragraphs from strings in memory to pairs that are verified, and then all of them spelt out."""
    corpus = corpus_of(path, limit)
    texts = corpus.table.select(["id", "text"])
    corpus = wc.Corpus(corpus.table)
    figures: Figures = {"MB of text": round(texts.nbytes / 2**20)}
    with measured(figures):
        twins = wc.similar_paragraphs(corpus, n_jobs=n_jobs)
    with measured(figures, "spelling out"):
        pairs = twins.pairs().to_arrow()
    return figures | _paragraph_pairs(corpus, pairs, folder)


def _paragraph_pairs(corpus: wc.Corpus, pairs: pa.Table, folder: str) -> Figures:
    """Score pairs of spans as pairs of prepared paragraphs: the one of the document that the span overlaps."""
    words = paragraphs.words_of(corpus)
    place = words.document * (int(words.paragraph.max(initial=0)) + 1) + words.paragraph
    _, start, count = np.unique(place, return_index=True, return_counts=True)
    start = start[count >= paragraphs.MIN_WORDS]
    width = int(words.begin.max(initial=0)) + 2
    begins = words.document[start] * width + words.begin[start]
    number = {id: row for row, id in enumerate(corpus.ids.to_pylist())}
    rows = []
    for side in "ab":
        document = np.array([number[id] for id in pairs[f"document_{side}"].to_pylist()], np.int64)
        rows.append(np.searchsorted(begins, document * width + pairs[f"end_{side}"].to_numpy()) - 1)
    answer = np.load(f"{folder}/answer.npz")
    return _scores(np.stack(rows, axis=1).reshape(-1, 2), answer, len(start))


def reuse(*, path: str, limit: int, n_jobs: int, check: bool) -> Figures:
    """find_reuse from a corpus in memory, and whether every shared run of 12 words is told."""
    corpus = corpus_of(path, limit)
    figures: Figures = {"documents": len(corpus), "MB of text": round(corpus.table["text"].nbytes / 2**20)}
    with measured(figures):
        found = wc.find_reuse(corpus, n_jobs=n_jobs)
    figures["passages"] = len(found.passages)
    return figures | (runs.check(found) if check else {})


def icu(*, path: str, limit: int, build: str) -> Figures:
    """What ICU's word iterator takes over the same texts, from C++; reckoned from its speed on their beginning."""
    from bench_tokens import build as built

    corpus = corpus_of(path, limit)
    texts = corpus.table["text"]
    file = Path(build) / "texts"
    program = built(Path(build), "")
    file.write_text("\n".join(texts.slice(0, 2_000).to_pylist()), encoding="utf-8")
    lines = subprocess.run([program, file], check=True, capture_output=True, text=True).stdout.splitlines()
    speeds = {row["case"]: row["gb_s"] for row in map(json.loads, lines)}
    characters = sum(pc.sum(pc.binary_length(chunk)).as_py() or 0 for chunk in texts.chunks)
    return {"documents": len(corpus), "seconds": characters / 1e9 / speeds["ICU words, UTF-8"]}


def pan(*, documents: str, passages: str, options: dict[str, Any]) -> Figures:
    """PAN's planted passages, listed pairs of documents, 150 characters of slack."""
    rows = json.loads(Path(passages).read_text(encoding="utf-8"))
    truth = pd.DataFrame(
        {
            "document_a": row["suspicious"],
            "begin_a": row["this_offset"],
            "end_a": row["this_offset"] + row["this_length"],
            "document_b": row["source"],
            "begin_b": row["source_offset"],
            "end_b": row["source_offset"] + row["source_length"],
        }
        for row in rows
    )
    corpus = corpus_of(documents)
    figures: Figures = {}
    with measured(figures):
        found = wc.find_reuse(corpus, n_jobs=1, **options)
    return figures | evaluate.plagdet(truth, found.passages, slack=150, listed=True)._asdict()


def truth(*, documents: int, seed: int, texts: str = "", widest: int = 0) -> Figures:
    """What find_reuse says of an archive of which everything is known."""
    from archive.__main__ import recombined

    known = archive.Truth()
    options = archive.Options(documents=documents, seed=seed, widest=widest)
    prose = recombined(Path(texts)) if texts else archive.Vocabulary()
    rows = [row for part in archive.generate(options, prose, known) for row in part]
    figures: Figures = {}
    found = wc.find_reuse(wc.read(rows))
    return figures | reuse_scores.score(found, known.tables())


def damaged(
    *, pairs: int, words: int, edits: float, noise: float, seed: int, options: dict[str, Any] | None = None
) -> Figures:
    """How many planted passages are found, and how many are that nobody planted."""
    documents, rows = planted(archive.Vocabulary(), pairs=pairs, words=words, edits=edits, noise=noise, seed=seed)
    found = reuse_scores.turned(wc.find_reuse(wc.read(documents), **options or {}).passages.to_pandas())
    met = reuse_scores.overlapping(reuse_scores.turned(rows), found)
    detected = met[met["overlap"] >= 0]["planted"].nunique()
    scores = evaluate.plagdet(rows, found, slack=10)
    false = len(found) - met["found"].nunique()
    return {
        "found": detected / pairs,
        "characters": scores.recall,
        "granularity": scores.granularity,
        "false per 1,000": 1_000 * false / len(documents),
    }


def write_archive(*, path: str, documents: int, seed: int) -> Figures:
    """Write an archive to a Parquet file, a row group a chunk."""
    figures: Figures = {"documents": documents}
    schema = pa.schema([(name, pa.large_string()) for name in ("id", "source", "published", "url", "title", "text")])
    with measured(figures), pq.ParquetWriter(path, schema) as writer:
        for rows in archive.generate(archive.Options(documents=documents, seed=seed, outlets=1_200)):
            writer.write_table(pa.Table.from_pylist(rows, schema))
    return figures


def scale(*, path: str, n_jobs: int, **options: Any) -> Figures:
    """find_reuse on a file."""
    figures: Figures = {}
    with measured(figures, "reading"):
        corpus = wc.read(path)
    figures["documents"], figures["MB of text"] = len(corpus), round(corpus.table["text"].nbytes / 2**20)
    figures["MB with text"] = round(peak_mb())
    with measured(figures):
        found = wc.find_reuse(corpus, n_jobs=n_jobs, **options)
    figures["passages"] = len(found.passages)
    figures["families"] = pc.count_distinct(found.families.to_arrow()["family"]).as_py()
    return figures


def wide(*, path: str, limit: int, outlets: int, seed: int) -> Figures:
    """A wire story in many outlets among real articles, and the articles without it, in turns."""
    corpus = corpus_of(path, limit)
    known = archive.Truth()
    options = archive.Options(documents=outlets, seed=seed, outlets=outlets, widest=outlets, edits=0.01)
    story = [row for part in archive.generate(options, None, known) for row in part]
    both = wc.Corpus(pa.concat_tables([corpus.table, wc.read(story).table]))
    seconds: dict[str, list[float]] = {"without": [], "with": []}
    for _ in range(2):
        for name, each in (("without", corpus), ("with", both)):
            each.__dict__.pop("token_tables", None)
            start = time.perf_counter()
            found = wc.find_reuse(each, n_jobs=1)
            seconds[name].append(time.perf_counter() - start)
    figures: Figures = {name: min(times) for name, times in seconds.items()}
    return figures | {
        "times": figures["with"] / figures["without"],
        "copies in their family": reuse_scores.copies_in_family(found, known.tables()["copies"].to_pandas()),
        "MB": round(peak_mb()),
    }


CASES: dict[str, Callable[..., Figures]] = {
    each.__name__: each for each in (prepare, peer, ours, reuse, icu, pan, truth, damaged, write_archive, scale, wide)
}

if __name__ == "__main__":
    print(json.dumps(CASES[sys.argv[1]](**json.loads(sys.argv[2])), default=float))
