"""Groups of sources against houses that are known: planted in archives, and the sites of real articles.

    bench_sources.py [DATA] [--quick]

DATA is the folder with news/; without it, and with --quick, small archives stand alone. "Without addresses" means that
the core is given no URL, so that every label is a house of its own unless its text tells otherwise. Independent pairs
are of two houses; of those chance gives 1% a p of .01.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import pandas as pd
import tldextract

import wirecopy as wc
from archive import Options, Truth, Vocabulary, generate
from wirecopy import evaluate

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_ARCHIVES = [Options(documents=1500, seed=31, outlets=20), Options(documents=4000, seed=32, outlets=120)]
_QUICK = [Options(documents=150, seed=31, outlets=8)]
_ENOUGH = 5  # documents that two labels of one site have for us to expect anything
_STRONGEST = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--quick", action="store_true", help="on a small archive, to see that it runs")
    options = parser.parse_args()
    print(f"{'archive':<24} {'addresses':<9} {'ARI':>6} {'tied, of two houses':>20} {'p <= .01, of two houses':>24}")
    for archive in _QUICK if options.quick else _ARCHIVES:
        planted(archive)
    articles = options.data / "news" / "articles.jsonl.gz"
    if not options.quick and articles.exists():
        real(articles)


def planted(options: Options) -> None:
    truth = Truth()
    rows = [row for documents in generate(options, Vocabulary(), truth) for row in documents]
    house = truth.tables()["documents"].to_pandas().drop_duplicates("outlet").set_index("outlet")["house"]
    for addresses in (True, False):
        corpus = wc.read([{**row, "url": row["url"] if addresses else None} for row in rows])
        sources = wc.cluster_sources(wc.find_reuse(corpus))
        found, ties = sources.to_pandas(), sources.ties.to_pandas()
        ari = evaluate.adjusted_rand_index(house[found["source"]].tolist(), found["group"].tolist())
        independent = ties[house[ties["source_a"]].to_numpy() != house[ties["source_b"]].to_numpy()]
        labels = house[found["source"]].value_counts()
        pairs = len(found) * (len(found) - 1) // 2 - int((labels * (labels - 1) // 2).sum())
        print(
            f"{f'{len(found)} outlets, seed {options.seed}':<24} {'yes' if addresses else 'no':<9} {ari:>6.3f}"
            f" {int(independent['tied'].sum()):>20} {int((independent['p'] <= 0.01).sum()):>15} of {pairs:>5,}",
            flush=True,
        )


def real(articles: Path) -> None:
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    site_of = tldextract.TLDExtract(suffix_list_urls=())
    frame = pd.DataFrame({"source": row["outlet"].strip(), "site": site_of(row["url"] or "").domain} for row in rows)
    site = frame.groupby("source")["site"].agg(lambda sites: sites.mode().iloc[0])
    often = frame["source"].value_counts()
    columns = ("id", "title", "text", "published")
    corpus = wc.read([{**{name: row.get(name) for name in columns}, "source": row["outlet"]} for row in rows])
    sources = wc.cluster_sources(wc.find_reuse(corpus))
    group = sources.to_pandas().set_index("source")["group"]
    labels = sorted(group.index)
    pairs = [(a, b) for i, a in enumerate(labels) for b in labels[i + 1 :]]
    together = [(a, b) for a, b in pairs if group[a] == group[b]]
    of_one_site = {(a, b) for a, b in pairs if site[a] == site[b] and min(often[a], often[b]) >= _ENOUGH}
    print(f"\narticles without addresses: {len(together)} pairs grouped, {sum(p in of_one_site for p in together)} of")
    print(f"the {len(of_one_site)} pairs of one site whose labels have {_ENOUGH} documents each. All that are grouped:")
    for a, b in together:
        print(f"  {'one site' if site[a] == site[b] else 'two sites':<10} {a} | {b}")
    ties = sources.ties.to_pandas()
    apart = ties[site[ties["source_a"]].to_numpy() != site[ties["source_b"]].to_numpy()].head(_STRONGEST)
    print("\nthe strongest ties between sites")
    print(apart[["source_a", "source_b", "together", "expected", "p", "q", "tied"]].to_string(index=False))


if __name__ == "__main__":
    main()
