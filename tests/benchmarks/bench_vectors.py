"""Vectorizers against scikit-learn's: the same texts, the same rows, one run in turns.

    bench_vectors.py [DATA] [--documents 18766] [--runs 3] [--quick]

DATA is the folder with news/articles.jsonl.gz; without it the shipped sample is read. Rows and names are compared in
the same run. Peaks are those of fresh processes above what they hold before they begin.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import itertools
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import sklearn.feature_extraction.text as sk

import wirecopy as wc

ROOT = Path(__file__).resolve().parents[2]
#: Name, class, options, and which share of the documents scikit-learn gets through in sensible time.
CASES: list[tuple[str, str, dict[str, Any], int]] = [
    ("TF-IDF, words", "TfidfVectorizer", {}, 1),
    ("TF-IDF, words 1-2", "TfidfVectorizer", {"ngram_range": (1, 2)}, 6),
    ("TF-IDF, char_wb 3-5", "TfidfVectorizer", {"analyzer": "char_wb", "ngram_range": (3, 5)}, 12),
    ("hashed words", "HashingVectorizer", {}, 4),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--documents", type=int, default=18766)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="on the sample alone, to see that it runs")
    parser.add_argument("--peak", nargs=2, metavar=("CASE", "WHOSE"), help="print the peak of one run, in MB")
    options = parser.parse_args()
    texts = news(Path() if options.quick else options.data, options.documents)
    if options.peak:
        print(peak(int(options.peak[0]), options.peak[1], texts))
        return
    print(
        f"{'':20s} {'MB':>6s} {'MB/s':>7s} {'peer':>6s} {'ratio':>6s} {'two':>5s} {'own words':>9s}  {'peaks, MB':>11s}"
    )
    for number, case in enumerate(CASES):
        name, _, _, share = case
        some = texts[: max(1, len(texts) // share)]
        times = compare(case, some, 1 if options.quick else options.runs)
        size = sum(len(text.encode()) for text in some) / 1e6
        peaks = [peak_of(number, whose, len(some), options) for whose in ("ours", "theirs")]
        speed = {which: size / statistics.median(taken) for which, taken in times.items()}
        against = speed["theirs"]
        print(
            f"{name:20s} {size:6.1f} {speed['ours']:7.1f} {against:6.1f} {speed['ours'] / against:6.1f}"
            f" {speed['two'] / speed['ours']:5.2f} {speed['own'] / against:9.1f}  {peaks[0]:5.0f} {peaks[1]:5.0f}",
            flush=True,
        )
    others(texts[: max(1, len(texts) // 4)])


def others(texts: list[str]) -> None:
    """What other software takes for words and their weights, and nothing else: its numbers are others."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    for name, run in (("gensim", gensim), ("bm25s", bm25s)):
        if importlib.util.find_spec(name) is None:
            print(f"{name:20s} not installed")
            continue
        start = time.perf_counter()
        run(texts)
        print(f"{name:20s} {size:6.1f} {size / (time.perf_counter() - start):7.1f}", flush=True)


def gensim(texts: list[str]) -> Any:
    from gensim.corpora import Dictionary
    from gensim.matutils import corpus2csc
    from gensim.models import TfidfModel
    from gensim.utils import simple_preprocess

    words = [simple_preprocess(text) for text in texts]
    dictionary = Dictionary(words)
    counts = [dictionary.doc2bow(some) for some in words]
    return corpus2csc(TfidfModel(counts)[counts], num_terms=len(dictionary))


def bm25s(texts: list[str]) -> Any:
    import bm25s as library

    index = library.BM25()
    index.index(library.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)
    return index


def news(data: Path, documents: int) -> list[str]:
    path = data / "news" / "articles.jsonl.gz"
    if not path.exists():
        return [document.text for document in wc.sample()]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, documents)]


def compare(case: tuple[str, str, dict[str, Any], int], texts: list[str], runs: int) -> dict[str, list[float]]:
    """Seconds of each, in turns; the rows must be equal."""
    _, kind, options, _ = case
    corpus = wc.read(pa.table({"id": [str(i) for i in range(len(texts))], "text": pa.array(texts, pa.large_string())}))
    pattern = {"token_pattern": r"(?u)\b\w\w+\b"}
    ours = {
        "ours": getattr(wc, kind)(n_jobs=1, **pattern, **options),
        "two": getattr(wc, kind)(n_jobs=2, **pattern, **options),
        "own": getattr(wc, kind)(n_jobs=1, **options),
    }
    theirs = getattr(sk, kind)(**options)
    times: dict[str, list[float]] = {which: [] for which in (*ours, "theirs")}
    for _ in range(runs):
        for which, vectorizer in ours.items():
            start = time.perf_counter()
            made = vectorizer.fit_transform(corpus)
            times[which].append(time.perf_counter() - start)
            if which == "ours":
                rows = made
        start = time.perf_counter()
        expected = theirs.fit_transform(texts)
        times["theirs"].append(time.perf_counter() - start)
    assert rows.shape == expected.shape
    assert abs(rows - expected).max() < 1e-6
    if kind == "TfidfVectorizer":
        assert (ours["ours"].get_feature_names_out() == theirs.get_feature_names_out()).all()
    return times


def peak_of(number: int, whose: str, documents: int, options: argparse.Namespace) -> float:
    command = [sys.executable, __file__, str(options.data), "--documents", str(documents), "--peak", str(number), whose]
    done = subprocess.run(command + ["--quick"] * options.quick, check=True, capture_output=True, text=True)
    return float(done.stdout)


def peak(number: int, whose: str, texts: list[str]) -> float:
    """MB above what is held when the texts are there."""
    _, kind, options, _ = CASES[number]
    if whose == "ours":
        vectorizer = getattr(wc, kind)(n_jobs=1, token_pattern=r"(?u)\b\w\w+\b", **options)
        ids = [str(i) for i in range(len(texts))]
        documents: Any = wc.read(pa.table({"id": ids, "text": pa.array(texts, pa.large_string())}))
        _ = documents.core
    else:
        vectorizer, documents = getattr(sk, kind)(**options), texts
    vectorizer.fit_transform(documents[:1] if whose == "theirs" else ["a ferry"])
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts again from what is held now
    before = memory("VmRSS")
    vectorizer.fit_transform(documents)
    return memory("VmHWM") - before


def memory(field: str) -> float:
    """MB, of Linux's account of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith(field + ":"))


if __name__ == "__main__":
    main()
