"""Pairs, neighbours, latent semantics and static embeddings against other software: one run, truth beside time.

    bench_similarity.py [DATA] [--documents 18766] [--only pairs] [--quick]
    bench_similarity.py --only million

DATA is the folder with news/articles.jsonl.gz; without it the shipped sample is read. One thread each; imports are not
timed. Peers that are not installed are left out (tests/benchmarks/requirements.txt has them). Peaks are those of a
process of its own above what it holds before it begins. `times` is what each takes of our own seconds. `truth` is, of
pairs and neighbours, the share of our exact answers that were found (and of what was found, the share that is among
them); of latent semantics the squared length of the rows in the components as a share of ARPACK's; of embeddings the
least cosine to our own rows.
The neighbours of a million made-up rows, on all threads, take half an hour and are for those who ask; there, `truth` is
the recall that the result tells.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import pickle
import subprocess
import sys
import tempfile
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
#: What is imported before a clock starts: ours, and what a peer reads its files with.
IMPORTED = ("wirecopy.similarity", "wirecopy.vectors")
WITH = {
    "wordllama": ("safetensors.numpy", "tokenizers", "wordllama.inference"),
    "model2vec": ("safetensors.numpy", "tokenizers"),
}
CASES: dict[str, tuple[str, Callable[..., Any]]] = {}


def case(topic: str, needs: str = "numpy") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A way to do what a topic asks: a function of the topic's input that returns the answer, or how to read it."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        CASES[f"{topic} {function.__name__}"] = (needs, function)
        return function

    return add


@case("pairs")
def ours(rows: Any) -> Any:
    found = wc.similar_pairs(rows, threshold=THRESHOLD, n_jobs=1)
    return lambda: pairs_of(found)


@case("pairs")
def scipy_blocks(rows: Any) -> Any:
    parts = []
    for first in range(0, rows.shape[0], 1000):
        block = (rows[first : first + 1000] @ rows.T).tocoo()
        kept = (block.data >= THRESHOLD - 1e-10) & (block.row + first < block.col)
        parts.append((block.row[kept] + first, block.col[kept]))
    return lambda: {pair for a, b in parts for pair in zip(a.tolist(), b.tolist(), strict=True)}


@case("pairs", "sparse_dot_topn")
def sparse_dot_topn(rows: Any) -> Any:
    from sparse_dot_topn import sp_matmul_topn

    block = sp_matmul_topn(rows, rows.T.tocsr(), top_n=rows.shape[0], threshold=THRESHOLD - 1e-10, n_threads=1).tocoo()
    kept = block.row < block.col
    return lambda: set(zip(block.row[kept].tolist(), block.col[kept].tolist(), strict=True))


@case("nearest")
def ours_sparse(rows: Any) -> Any:
    found = wc.nearest(rows, n_neighbors=NEIGHBOURS, n_jobs=1)
    return lambda: pairs_of(found)


@case("nearest", "sparse_dot_topn")
def sparse_dot_topn_(rows: Any) -> Any:
    from sparse_dot_topn import sp_matmul_topn

    best = sp_matmul_topn(rows, rows.T.tocsr(), top_n=NEIGHBOURS + 1, n_threads=1).tocoo()
    return lambda: {(a, b) for a, b in zip(best.row.tolist(), best.col.tolist(), strict=True) if a != b}


@case("dense")
def ours_dense(rows: Any) -> Any:
    found = wc.nearest(rows, n_neighbors=NEIGHBOURS, n_jobs=1)
    return lambda: pairs_of(found)


@case("dense")
def numpy(rows: Any) -> Any:
    found = []
    for first in range(0, len(rows), 500):
        scores = rows[first : first + 500] @ rows.T
        found.append(np.argpartition(-scores, NEIGHBOURS + 1, axis=1)[:, : NEIGHBOURS + 1])
    return lambda: of_rows(np.concatenate(found))


@case("dense", "faiss")
def faiss_flat(rows: Any) -> Any:
    import faiss

    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    found = index.search(rows, NEIGHBOURS + 1)[1]
    return lambda: of_rows(found)


@case("dense", "usearch")
def usearch(rows: Any) -> Any:
    from usearch.index import Index

    index = Index(ndim=rows.shape[1], metric="ip", dtype="f32", connectivity=16, expansion_add=128, expansion_search=64)
    index.add(np.arange(len(rows)), rows, threads=1)
    found = index.search(rows, NEIGHBOURS + 1, threads=1).keys
    return lambda: of_rows(found)


@case("dense", "hnswlib")
def hnswlib(rows: Any) -> Any:
    import hnswlib as library

    index = library.Index("ip", rows.shape[1])
    index.init_index(len(rows), M=16, ef_construction=128)
    index.set_num_threads(1)
    index.add_items(rows)
    index.set_ef(64)
    found = index.knn_query(rows, NEIGHBOURS + 1)[0]
    return lambda: of_rows(found)


@case("million", "usearch")
def ours_approximate(rows: Any) -> Any:
    return wc.nearest(rows, n_neighbors=NEIGHBOURS, approximate=True).recall


@case("semantics")
def ours_lsa(rows: Any) -> Any:
    return wc.LatentSemantics(rank(rows), n_jobs=1).fit(rows).components_


@case("semantics", "sklearn")
def sklearn(rows: Any) -> Any:
    from sklearn.decomposition import TruncatedSVD

    return TruncatedSVD(rank(rows), random_state=0, n_iter=5).fit(rows).components_


@case("semantics", "gensim")
def gensim(rows: Any) -> Any:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LsiModel

    corpus = Sparse2Corpus(rows.T.tocsc(), documents_columns=True)
    words = {column: str(column) for column in range(rows.shape[1])}
    model = LsiModel(corpus, id2word=words, num_topics=rank(rows), random_seed=0)
    return model.projection.u.T


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


@case("embeddings", "model2vec")
def model2vec(texts: list[str]) -> Any:
    import safetensors.numpy
    import tokenizers
    from model2vec import StaticModel

    folder = wordllama_folder()
    table = safetensors.numpy.load_file(next(folder.glob("weights/*.safetensors")))["embedding.weight"]
    tokenizer = tokenizers.Tokenizer.from_file(str(next(folder.glob("tokenizers/*.json"))))
    model = StaticModel(table.astype(np.float32), tokenizer, max_length=None)
    return model.encode(texts, max_length=None, use_multiprocessing=False)


def wordllama_folder() -> Path:
    spec = importlib.util.find_spec("wordllama")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


def rank(rows: Any) -> int:
    return min(RANK, min(rows.shape) - 1)


def pairs_of(found: Any) -> set[tuple[int, int]]:
    table = found.to_arrow()
    return set(zip(table["row_a"].to_pylist(), table["row_b"].to_pylist(), strict=True))


def of_rows(found: Any) -> set[tuple[int, int]]:
    """The first neighbours of each row but itself."""
    pairs = set()
    for row, others in enumerate(found.tolist()):
        pairs |= {(row, other) for other in [other for other in others if other != row][:NEIGHBOURS]}
    return pairs


def input_of(topic: str, options: argparse.Namespace) -> Any:
    if topic == "million":
        return clustered_rows(2000 if options.quick else 1_000_000)
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


def clustered_rows(size: int) -> Any:
    """Rows around one of a fiftieth as many centres each, whose cosine to it is about .8."""
    generator = np.random.default_rng(5)
    centres = generator.standard_normal((size // 50, DIMENSIONS), np.float32)
    rows = generator.standard_normal((size, DIMENSIONS), np.float32)
    rows *= 0.7
    rows += centres[generator.integers(0, len(centres), size)]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def truth(topic: str, answer: Any, exact: Any, given: Any) -> str:
    if topic == "semantics":
        captured, most = (np.square(given @ components.T).sum() for components in (answer, exact))
        return f"{captured / most:.4f}"
    if topic == "million":
        return f"{answer:.4f}"
    if topic == "embeddings":
        lengths = np.linalg.norm(answer, axis=1) * np.linalg.norm(exact, axis=1)
        return f"{((answer * exact).sum(axis=1) / lengths).min():.6f}"
    common = len(answer & exact)
    return f"{common / max(1, len(exact)):.4f} ({common / max(1, len(answer)):.4f})"


def alone(name: str, folder: Path) -> None:
    """Runs one case and prints its seconds and peak; the answer of the first of a topic is kept for the others."""
    topic = name.split()[0]
    given = pickle.loads((folder / topic).read_bytes())
    needs = CASES[name][0]
    for module in (*IMPORTED, needs, *WITH.get(needs, ())):
        if importlib.util.find_spec(module.split(".")[0]) is not None:
            importlib.import_module(module)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts again from what is held now
    before, start = memory("VmRSS"), time.perf_counter()
    answer = CASES[name][1](given)
    seconds, peak = time.perf_counter() - start, memory("VmHWM") - before
    answer = answer() if callable(answer) else answer
    reference = folder / f"{topic} reference"
    if not reference.exists():
        exact = CASES["semantics arpack"][1](given) if topic == "semantics" else answer
        reference.write_bytes(pickle.dumps(exact))
    exact = pickle.loads(reference.read_bytes())
    print(json.dumps({"seconds": seconds, "peak": peak, "truth": truth(topic, answer, exact, given)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--documents", type=int, default=18766)
    parser.add_argument("--only", default="", help="a topic, or the beginning of a case")
    parser.add_argument("--quick", action="store_true", help="on the sample alone, to see that it runs")
    parser.add_argument("--alone", nargs=2, help="print the row of one case, whose input is in a folder, as JSON")
    options = parser.parse_args()
    if options.alone:
        alone(options.alone[0], Path(options.alone[1]))
        return
    print(f"{'':28s} {'seconds':>8s} {'times':>6s} {'peak, MB':>9s}  truth")
    with tempfile.TemporaryDirectory() as folder:
        compare(options, Path(folder))


def compare(options: argparse.Namespace, folder: Path) -> None:
    own: dict[str, float] = {}
    for name, (needs, _) in CASES.items():
        topic = name.split()[0]
        if not name.startswith(options.only) or (topic == "million" and not options.only):
            continue
        if importlib.util.find_spec(needs) is None:
            print(f"{name:28s} not installed")
            continue
        if not (folder / topic).exists():
            (folder / topic).write_bytes(pickle.dumps(input_of(topic, options), 5))
        command = [sys.executable, __file__, "--alone", name, str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | ONE_THREAD)
        row = json.loads(done.stdout.splitlines()[-1])
        times = row["seconds"] / own.setdefault(topic, row["seconds"])
        print(f"{name:28s} {row['seconds']:8.2f} {times:6.1f} {row['peak']:9.0f}  {row['truth']}", flush=True)


if __name__ == "__main__":
    main()
