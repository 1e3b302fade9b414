"""Shared text against other libraries and against what is known, in one run; every case in a process of its own.

    bench_reuse.py [DATA] [--quick] [--only SECTION ...] [--peers NAME ...] [--limit N] [--scale 10000 100000 ...]

DATA is the folder with news/, reuse/; without it, and with --quick, the sample and small archives stand in.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import tempfile
from pathlib import Path

from reuse_bench.measure import Figures, run, table
from reuse_bench.peers import PEERS

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SECTIONS = ("paragraphs", "passages", "pan", "truth", "damage", "wide", "scale")
_MODULES = {"text-dedup's way": "xxhash", "scikit-learn + sparse_dot_topn": "sparse_dot_topn", "RapidFuzz": "rapidfuzz"}
_SEEDS = (70_001, 70_002)  # never used while anything is built


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--quick", action="store_true", help="on little data, to see that it runs")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS)
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--limit", type=int, default=0, help="so many documents of each file")
    parser.add_argument("--scale", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.data = options.data.resolve()  # cases run in a folder of their own
    for section in options.only:
        globals()[section](options)


def news(options: argparse.Namespace) -> dict[str, str]:
    """The files of news by name; the sample where there are none."""
    files = {name: options.data / "news" / f"{name}.jsonl.gz" for name in ("articles", "press_releases")}
    if options.quick or not all(path.exists() for path in files.values()):
        return {"sample": ""}
    return {name: str(path) for name, path in files.items()}


def paragraphs(options: argparse.Namespace) -> None:
    for name, path in news(options).items():
        with tempfile.TemporaryDirectory() as folder:
            of_text = {"path": path, "folder": folder, "limit": options.limit}
            rows = {"plain matrices (the answer)": run("prepare", **of_text)}
            rows["wirecopy"] = run("ours", **of_text, n_jobs=options.threads)
            for peer in options.peers:
                if importlib.util.find_spec(_MODULES.get(peer, peer)):
                    rows[peer] = run("peer", name=peer, folder=folder)
                else:
                    rows[peer] = {"error": "not installed"}
        table(f"Near-identical paragraphs: {name}, 3-grams, Jaccard .5", rows)


def passages(options: argparse.Namespace) -> None:
    rows: dict[str, Figures] = {}
    for name, path in news(options).items():
        of_text = {"path": path, "limit": options.limit}
        rows[name] = run("reuse", **of_text, n_jobs=options.threads, check=True)
        if options.quick:  # the program would have to be built
            continue
        rows[f"{name}: ICU's words, one thread"] = icu = run("icu", **of_text, build=options.build)
        if "seconds" in rows[name] and "seconds" in icu:
            rows[name]["times ICU"] = rows[name]["seconds"] / icu["seconds"]
    table("find_reuse, and the runs of 12 words that documents share", rows)


def pan(options: argparse.Namespace) -> None:
    folder = options.data / "reuse"
    if not folder.exists():
        print(f"\nno {folder}: PAN is left out")
        return
    rows: dict[str, Figures] = {}
    for choice in ({}, {"min_words": 30}):  # what PAN planted has 256 characters or more; what it did not, fewer
        called = ", ".join(["find_reuse", *(f"{name}={value}" for name, value in choice.items())])
        files = {"documents": folder / "pan_documents.jsonl.gz", "passages": folder / "pan_passages.json"}
        rows[called] = run("pan", **files, options=choice)
    table("PAN, listed pairs, 150 characters of slack", rows)


def truth(options: argparse.Namespace) -> None:
    documents = 300 if options.quick else 10_000
    columns: dict[str, Figures] = {}
    for seed in _SEEDS[:1] if options.quick else _SEEDS:
        columns[f"seed {seed}"] = run("truth", documents=documents, seed=seed)
    texts = news(options).get("articles")
    if texts:
        columns["real words recombined"] = run("truth", documents=documents, seed=_SEEDS[0], texts=texts)
    rows: dict[str, Figures] = {}
    for column, figures in columns.items():
        for name, value in figures.items():
            rows.setdefault(name, {})[column] = value
    table(f"What is known of archives of {documents:,} documents", rows)


def damage(options: argparse.Namespace) -> None:
    pairs = 50 if options.quick else 1_000
    plans: dict[str, dict[str, object]] = {
        "verbatim, 12 words": {"words": 12, "edits": 0.0, "noise": 0.0},
        "30% of words edited, 40 words": {"words": 40, "edits": 0.3, "noise": 0.0},
        "30% of words edited, 80 words": {"words": 80, "edits": 0.3, "noise": 0.0},
        "5% of letters damaged, 60 words": {"words": 60, "edits": 0.0, "noise": 0.05},
        '10%, 60 words, noise="ocr"': {"words": 60, "edits": 0.0, "noise": 0.1, "options": {"noise": "ocr"}},
    }
    rows = {name: run("damaged", pairs=pairs, seed=_SEEDS[0], **plan) for name, plan in plans.items()}
    table(f"{pairs:,} planted passages each", rows)


def wide(options: argparse.Namespace) -> None:
    path = news(options).get("articles", "")
    figures = run("wide", path=path, limit=options.limit, outlets=40 if options.quick else 1_000, seed=_SEEDS[0])
    table("One wire story in 1,000 outlets among the articles", {"find_reuse": figures})


def scale(options: argparse.Namespace) -> None:
    rows: dict[str, Figures] = {}
    before: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for documents in [200, 400] if options.quick else options.scale:
            path = f"{folder}/archive.parquet"
            written = run("write_archive", path=path, documents=documents, seed=_SEEDS[0])
            figures = written if "error" in written else run("scale", path=path, n_jobs=options.threads)
            if before and "error" not in figures:
                growth = math.log(figures["seconds"] / before["seconds"])
                figures["exponent"] = growth / math.log(figures["documents"] / before["documents"])
            rows[f"{documents:,}"] = before = figures
    table("Archives of growing size, the same share of copies", rows)


if __name__ == "__main__":
    main()
