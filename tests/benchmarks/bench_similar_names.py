"""Names spelt much like others: us and RapidFuzz in one run, each case in a process of its own, one thread.

    bench_similar_names.py [DATA] [--names 100000 1000000] [--asked 10000] [--score 80] [--quick]

DATA is the folder with news/articles.jsonl.gz; without it the shipped sample is read. The names are those of
bench_entities.py, each asked for is one of them with one edit. RapidFuzz compares a share of them, whose matrix fits
into memory, and its seconds are those times the rest; `differ`: pairs of that share that only one of the two finds.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import wirecopy as wc
from bench_entities import ROOT, grown, peak
from bench_tokens import news

SHARE = 200  # names that RapidFuzz is asked for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--names", nargs="+", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--asked", type=int, default=10_000)
    parser.add_argument("--score", type=float, default=80)
    parser.add_argument("--megabytes", type=float, default=8, help="of news that the names are taken from")
    parser.add_argument("--quick", action="store_true", help="a few names of the sample, to see that it runs")
    parser.add_argument("--case", choices=["wirecopy", "rapidfuzz"], help="run this one only, and print a line of JSON")
    options = parser.parse_args()
    if options.quick:
        options.data, options.names, options.asked, options.megabytes = Path(), [1000], 300, 0.1
    if options.case:
        names = grown(news(options.data, options.megabytes), options.names[0])
        print(json.dumps(measured(options.case, names, misspelt(names, options.asked), options.score)))
        return
    for count in options.names:
        print(f"\n{count:,} names, {options.asked:,} asked for    seconds   peak MB     pairs")
        rows = [run(case, count, options) for case in ("wirecopy", "rapidfuzz")]
        for row in rows:
            print("  {case:30s} {seconds:10.3f} {peak:9.1f} {pairs:9d}".format(**row))
        ours, theirs = ({tuple(pair) for pair in row["share"]} for row in rows)
        print(f"  differ: {len(ours ^ theirs)} of {len(theirs)}")


def run(case: str, count: int, options: argparse.Namespace) -> dict:
    command = [sys.executable, __file__, str(options.data), "--case", case, "--names", str(count)]
    command += ["--asked", str(options.asked), "--score", str(options.score), "--megabytes", str(options.megabytes)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return {"case": case, **json.loads(done.stdout.splitlines()[-1])}


def misspelt(names: list[str], count: int) -> list[str]:
    """Names with one letter left out, put in or put for another."""
    rng = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < count:
        name = rng.choice(names)
        at = rng.randrange(len(name))
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
        found[name[:at] + rng.choice(["", letter, letter + name[at]]) + name[at + 1 :]] = None
    return list(found)


def measured(case: str, names: list[str], asked: list[str], score: float) -> dict:
    share = asked[:SHARE]
    if case == "wirecopy":
        gazetteer = wc.Gazetteer.from_table({"entity": names, "name": names})
        before, start = peak(), time.process_time()
        found = gazetteer.similar(asked, score=score, n_jobs=1)
        seconds, held = time.process_time() - start, peak() - before
        some = set(share)
        rows = [row for row in found.to_arrow().to_pylist() if row["name"] in some]
        pairs = sorted([row["name"], row["alias"], int(row["score"] + 0.5)] for row in rows)
        return {"seconds": seconds, "peak": held, "pairs": len(found), "share": pairs}
    import numpy as np
    from rapidfuzz import fuzz, process

    before, start = peak(), time.process_time()
    matrix = process.cdist(share, names, scorer=fuzz.ratio, score_cutoff=score, dtype=np.uint8, workers=1)
    seconds, held = time.process_time() - start, peak() - before
    pairs = sorted([share[i], names[k], int(matrix[i, k])] for i, k in zip(*np.nonzero(matrix), strict=True))
    part = len(asked) / len(share)
    return {"seconds": seconds * part, "peak": held * part, "pairs": round(len(pairs) * part), "share": pairs}


if __name__ == "__main__":
    main()
