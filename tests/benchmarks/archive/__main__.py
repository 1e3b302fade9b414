"""Write an archive to files: python -m archive FOLDER --documents 100000 --seed 7 [--widest 1000] [--texts FILE]."""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import pyarrow.parquet as pq

from archive import Options, Recombined, Truth, Vocabulary, generate


def main() -> None:
    parser = argparse.ArgumentParser(prog="archive", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=Options.documents)
    parser.add_argument("--seed", type=int, default=Options.seed)
    parser.add_argument("--outlets", type=int, default=Options.outlets)
    parser.add_argument("--copied", type=float, default=Options.copied)
    parser.add_argument("--widest", type=int, default=Options.widest)
    parser.add_argument("--texts", type=Path, help="JSONL, may be .gz, with a field text: its words are recombined")
    given = vars(parser.parse_args())
    folder, texts = given.pop("folder"), given.pop("texts")
    folder.mkdir(parents=True, exist_ok=True)
    truth = Truth()
    with (folder / "documents.jsonl").open("w", encoding="utf-8") as lines:
        for documents in generate(Options(**given), recombined(texts) if texts else Vocabulary(), truth):
            lines.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in documents)
    for name, table in truth.tables().items():
        pq.write_table(table, folder / f"{name}.parquet")


def recombined(path: Path, most: int = 4_000) -> Recombined:
    """The words of the first texts of a file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return Recombined(json.loads(line)["text"] for _, line in zip(range(most), lines, strict=False))


if __name__ == "__main__":
    main()
