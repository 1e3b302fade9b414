"""Agreement with people on how similar 50 news documents are (Lee, Pincombe & Welsh 2005): Pearson over all pairs.

    bench_lee.py [DATA] [--documents 18766] [--quick]

DATA is the folder with similarity/lee.cor and news/articles.jsonl.gz. Latent semantics and word vectors learn from the
news alone; static vectors are those of the package wordllama, if it is there. Nothing is fetched. Of two kinds of rows
each has length 1, so that both count alike.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import wirecopy as wc
from bench_similarity import wordllama_folder
from bench_vectors import ROOT, news

Rows = npt.NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--documents", type=int, default=18766)
    parser.add_argument("--quick", action="store_true", help="learn from the sample alone, to see that it runs")
    options = parser.parse_args()
    folder = options.data / "similarity"
    if not folder.exists():
        print(f"no {folder}: nothing to agree with")
        return
    lee = (folder / "lee.cor").read_text(encoding="latin-1").strip().split("\n")
    human = np.loadtxt(folder / "similarities0-1.txt")[np.triu_indices(50, 1)]
    texts = news(Path() if options.quick else options.data, options.documents)

    def show(name: str, *rows: Rows) -> None:
        similarity = sum((unit(some) @ unit(some).T)[np.triu_indices(50, 1)] for some in rows)
        print(f"{name:44s} {np.corrcoef(similarity, human)[0, 1]:.3f}", flush=True)

    terms = wc.TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2)
    rows = terms.fit_transform(texts)
    show("TF-IDF", terms.transform(lee).toarray())
    semantics = {}
    for size in (100, 200, 300):
        model = wc.LatentSemantics(min(size, min(rows.shape))).fit(rows)
        semantics[size] = model.transform(terms.transform(lee))
        show(f"latent semantics of the news, {size}", semantics[size])
    words = wc.WordVectors.train(texts, pooling="sif").fit(texts).transform(lee)
    show("word vectors of the news, SIF", words)
    show("latent semantics, 300, and word vectors", semantics[300], words)
    if importlib.util.find_spec("wordllama") is None:
        print("wordllama is not installed")
        return
    for pooling in ("mean", "sif"):
        static = wc.StaticEmbeddings.load(wordllama_folder(), pooling=pooling).fit(texts).transform(lee)
        show(f"static vectors, {pooling}", static)
        show(f"latent semantics, 300, and static, {pooling}", semantics[300], static)
        show(f"all three, {pooling}", semantics[300], words, static)


def unit(rows: Any) -> Rows:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), np.float64)


if __name__ == "__main__":
    main()
