"""Pairs, neighbours, latent semantics and static embeddings against other software: one run, truth beside time.

    bench_similarity.py [DATA] [--documents 18766] [--only pairs] [--quick]

DATA is the folder with news/articles.jsonl.gz; without it the shipped sample is read. One thread each. Peers that are
not installed are left out (tests/benchmarks/requirements.txt has them). Peaks are those of a process of its own above
what it holds before it begins. `truth` is, of pairs and neighbours, the share of our exact answers that were found (and
of what was found, the share that is among them); of latent semantics the squared length of the rows in the components
as a share of ARPACK's; of embeddings the least cosine to our own rows.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse.linalg

import wirecopy as wc
from bench_vectors import ROOT, memory, news

THRESHOLD, NEIGHBOURS, RANK, DIMENSIONS = 0.5, 10, 200, 256
Run = Callable[[], Any]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1") | {
    "TOKENIZERS_PARALLELISM": "false"
}
CASES: dict[str, tuple[str, Callable[..., Any]]] = {}


def case(topic: str, needs: str = "numpy") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A way to do what a topic asks: a function of the topic's input that returns the answer."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        CASES[f"{topic} {function.__name__}"] = (needs, function)
        return function

    return add


@case("pairs")
def ours(rows: Any) -> Any:
    found = wc.similar_pairs(rows, threshold=THRESHOLD, n_jobs=1).to_arrow()
    return set(zip(found["row_a"].to_pylist(), found["row_b"].to_pylist(), strict=True))


@case("pairs")
def scipy_blocks(rows: Any) -> Any:
    found = set()
    for first in range(0, rows.shape[0], 1000):
        block = (rows[first : first + 1000] @ rows.T).tocoo()
        kept = (block.data >= THRESHOLD - 1e-10) & (block.row + first < block.col)
        found |= set(zip((block.row[kept] + first).tolist(), block.col[kept].tolist(), strict=True))
    return found


@case("pairs", "sparse_dot_topn")
def sparse_dot_topn(rows: Any) -> Any:
    from sparse_dot_topn import sp_matmul_topn

    block = sp_matmul_topn(rows, rows.T.tocsr(), top_n=rows.shape[0], threshold=THRESHOLD - 1e-10, n_threads=1).tocoo()
    kept = block.row < block.col
    return set(zip(block.row[kept].tolist(), block.col[kept].tolist(), strict=True))


@case("nearest")
def ours_sparse(rows: Any) -> Any:
    return neighbours(wc.nearest(rows, n_neighbors=NEIGHBOURS, n_jobs=1))


@case("nearest", "sparse_dot_topn")
def sparse_dot_topn_(rows: Any) -> Any:
    from sparse_dot_topn import sp_matmul_topn

    best = sp_matmul_topn(rows, rows.T.tocsr(), top_n=NEIGHBOURS + 1, n_threads=1)
    pairs = zip(np.repeat(np.arange(best.shape[0]), np.diff(best.indptr)).tolist(), best.indices.tolist(), strict=True)
    return {(a, b) for a, b in pairs if a != b}


@case("dense")
def ours_dense(rows: Any) -> Any:
    return neighbours(wc.nearest(rows, n_neighbors=NEIGHBOURS, n_jobs=1))


@case("dense")
def numpy(rows: Any) -> Any:
    found = []
    for first in range(0, len(rows), 500):
        scores = rows[first : first + 500] @ rows.T
        found.append(np.argpartition(-scores, NEIGHBOURS + 1, axis=1)[:, : NEIGHBOURS + 1])
    return of_rows(np.concatenate(found))


@case("dense", "faiss")
def faiss_flat(rows: Any) -> Any:
    import faiss

    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    return of_rows(index.search(rows, NEIGHBOURS + 1)[1])


@case("dense", "usearch")
def usearch(rows: Any) -> Any:
    from usearch.index import Index

    index = Index(ndim=rows.shape[1], metric="ip", dtype="f32", connectivity=16, expansion_add=128, expansion_search=64)
    index.add(np.arange(len(rows)), rows, threads=1)
    return of_rows(index.search(rows, NEIGHBOURS + 1, threads=1).keys)


@case("dense", "hnswlib")
def hnswlib(rows: Any) -> Any:
    import hnswlib as library

    index = library.Index("ip", rows.shape[1])
    index.init_index(len(rows), M=16, ef_construction=128)
    index.set_num_threads(1)
    index.add_items(rows)
    index.set_ef(64)
    return of_rows(index.knn_query(rows, NEIGHBOURS + 1)[0])


@case("semantics")
def ours_lsa(rows: Any) -> Any:
    return wc.LatentSemantics(rank(rows), n_jobs=1).fit(rows).components_


@case("semantics", "sklearn")
def sklearn(rows: Any) -> Any:
    from sklearn.decomposition import TruncatedSVD

    return TruncatedSVD(rank(rows), random_state=0, n_iter=5).fit(rows).components_


@case("semantics")
def arpack(rows: Any) -> Any:
    return scipy.sparse.linalg.svds(rows, rank(rows), solver="arpack")[2]


@case("embeddings", "wordllama")
def ours_wordllama(texts: list[str]) -> Any:
    return wc.StaticEmbeddings.load(wordllama_folder(), n_jobs=1).transform(texts)


@case("embeddings", "wordllama")
def wordllama(texts: list[str]) -> Any:
    import safetensors.numpy
    import tokenizers
    from wordllama.inference import WordLlamaInference

    folder = wordllama_folder()
    table = safetensors.numpy.load_file(next(folder.glob("weights/*.safetensors")))["embedding.weight"]
    tokenizer = tokenizers.Tokenizer.from_file(str(next(folder.glob("tokenizers/*.json"))))
    return WordLlamaInference(table, tokenizer).embed(texts)


def wordllama_folder() -> Path:
    spec = importlib.util.find_spec("wordllama")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


def rank(rows: Any) -> int:
    return min(RANK, min(rows.shape) - 1)


def neighbours(found: Any) -> set[tuple[int, int]]:
    table = found.to_arrow()
    return set(zip(table["row_a"].to_pylist(), table["row_b"].to_pylist(), strict=True))


def of_rows(found: Any) -> set[tuple[int, int]]:
    """The first neighbours of each row but itself."""
    pairs = set()
    for row, others in enumerate(found.tolist()):
        pairs |= {(row, other) for other in [other for other in others if other != row][:NEIGHBOURS]}
    return pairs


def input_of(topic: str, options: argparse.Namespace) -> Any:
    texts = news(Path() if options.quick else options.data, options.documents)
    if topic == "embeddings":
        return texts[:2000]
    if topic in ("pairs", "nearest"):
        return wc.TfidfVectorizer(min_df=2, max_df=0.1, token_pattern=r"(?u)\b\w\w+\b").fit_transform(texts)
    rows = wc.TfidfVectorizer(min_df=2, max_df=0.5, sublinear_tf=True).fit_transform(texts)
    if topic == "semantics":
        return rows
    dense = wc.LatentSemantics(min(DIMENSIONS, min(rows.shape) - 1)).fit_transform(rows).astype(np.float32)
    return np.ascontiguousarray(dense / np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-12))


def truth(topic: str, answer: Any, exact: Any, given: Any) -> str:
    if topic == "semantics":
        captured, most = (np.square(given @ components.T).sum() for components in (answer, exact))
        return f"{captured / most:.4f}"
    if topic == "embeddings":
        lengths = np.linalg.norm(answer, axis=1) * np.linalg.norm(exact, axis=1)
        return f"{((answer * exact).sum(axis=1) / lengths).min():.6f}"
    common = len(answer & exact)
    return f"{common / max(1, len(exact)):.4f} ({common / max(1, len(answer)):.4f})"


def alone(name: str, options: argparse.Namespace) -> None:
    """Runs one case and prints its seconds and peak; keeps the answer where the first of a topic left its own."""
    topic = name.split()[0]
    given = input_of(topic, options)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts again from what is held now
    before, start = memory("VmRSS"), time.perf_counter()
    answer = CASES[name][1](given)
    seconds, peak = time.perf_counter() - start, memory("VmHWM") - before
    first = next(other for other in CASES if other.startswith(topic))
    reference = CASES["semantics arpack"][1](given) if topic == "semantics" else None
    if reference is None:
        reference = answer if name == first else CASES[first][1](given)
    print(json.dumps({"seconds": seconds, "peak": peak, "truth": truth(topic, answer, reference, given)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--documents", type=int, default=18766)
    parser.add_argument("--only", default="", help="a topic, or the beginning of a case")
    parser.add_argument("--quick", action="store_true", help="on the sample alone, to see that it runs")
    parser.add_argument("--alone", help="print one case's row as JSON")
    options = parser.parse_args()
    if options.alone:
        alone(options.alone, options)
        return
    print(f"{'':28s} {'seconds':>8s} {'peak, MB':>9s}  truth")
    for name, (needs, _) in CASES.items():
        if not name.startswith(options.only):
            continue
        if importlib.util.find_spec(needs) is None:
            print(f"{name:28s} not installed")
            continue
        command = [sys.executable, __file__, str(options.data), "--documents", str(options.documents), "--alone", name]
        done = subprocess.run(
            command + ["--quick"] * options.quick,
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | ONE_THREAD,
        )
        row = json.loads(done.stdout.splitlines()[-1])
        print(f"{name:28s} {row['seconds']:8.2f} {row['peak']:9.0f}  {row['truth']}", flush=True)


if __name__ == "__main__":
    main()
