"""The command line: `wirecopy reuse|report|stories|sources|entities|tokens IN --out OUT`."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wirecopy.corpus import Corpus

_COLUMNS = ("text", "id", "title", "source", "publisher", "published", "url", "language")
_ENDING = re.compile(r"(\.[A-Za-z0-9]+(\.(gz|zst))?)$")


class _Table(Protocol):
    def __len__(self) -> int: ...
    def write(self, path: str | os.PathLike[str]) -> None: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 after a line that says what was wrong with the input."""
    options = _parser().parse_args(arguments)
    # A terminal that cannot show a letter shows a question mark instead of ending the command.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        run: Callable[[argparse.Namespace], None] = options.run
        run(options)
    except (ValueError, OSError) as error:
        from wirecopy.report.terminal import plain

        print(f"wirecopy: {plain(_one_line(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wirecopy", description="Shows who carries whose text in news articles.")
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, out, about in (
        ("report", _report, "report.html", "one page that shows everything, and a summary here"),
        ("reuse", _reuse, None, "passages, families, shares of documents, pairs of outlets: four tables"),
        ("stories", _stories, None, "which articles tell one story: a table of stories and one of their documents"),
        ("sources", _sources, None, "which outlets share text with which: a table"),
        ("entities", _entities, None, "names, and where they stand: two tables"),
        ("tokens", _tokens, None, "words, numbers and marks with their places: a table"),
    ):
        command = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        command.set_defaults(run=run)
        _add_input(command)
        ending = "a file that ends in .parquet, .csv, .jsonl or .xlsx; of several tables each gets its name put in"
        command.add_argument(
            "--out",
            metavar="OUT",
            type=Path,
            default=out and Path(out),
            required=out is None,
            help=f"the page to write ({out} unless told)" if out else ending,
        )
        command.add_argument("--n-jobs", metavar="N", type=int, default=-1, help="threads; -1 takes all cores")
    return parser


def _add_input(command: argparse.ArgumentParser) -> None:
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "input", metavar="IN", nargs="?", help="a folder of .txt files, or a .jsonl, .csv, .xlsx or .parquet file"
    )
    where.add_argument("--sample", action="store_true", help="the articles that come with wirecopy")
    command.add_argument("--pattern", help="what the names of text files say, as in '{source}_{published}.txt'")
    for column in _COLUMNS:
        command.add_argument(f"--{column}", metavar="COLUMN", help=f"the column that holds the {column}")
    command.add_argument("--encoding", default="utf-8", help="of text, JSON and CSV files (utf-8 unless told)")
    command.add_argument("--date-format", metavar="FORMAT", help="how dates are written, as in '%%d.%%m.%%Y'")


class _Version(argparse.Action):
    """Prints the version, which is looked up only when asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help="print the version and stop")

    def __call__(self, parser: argparse.ArgumentParser, *unused: object) -> None:
        from importlib.metadata import version

        print(f"wirecopy {version('wirecopy')}")
        parser.exit()


def _read(options: argparse.Namespace) -> Corpus:
    from wirecopy.corpus import read
    from wirecopy.results import check_place
    from wirecopy.samples import sample

    check_place(options.out)
    if options.sample:
        _refuse_reading(options)
        corpus = sample()
    else:
        if not os.path.exists(options.input):
            raise FileNotFoundError(f"no file or folder {options.input!r}")
        corpus = read(
            options.input,
            pattern=options.pattern,
            encoding=options.encoding,
            date_format=options.date_format,
            **{column: getattr(options, column) for column in _COLUMNS},
        )
    for problem, rows in _issues(corpus):
        print(f"wirecopy: {problem}: {rows:,} {'row' if rows == 1 else 'rows'}", file=sys.stderr)
    return corpus


def _refuse_reading(options: argparse.Namespace) -> None:
    for name in ("pattern", *_COLUMNS, "date_format"):
        if getattr(options, name) is not None:
            raise ValueError(f"--{name.replace('_', '-')} says how to read a file, and --sample reads none")
    if options.encoding != "utf-8":
        raise ValueError("--encoding says how to read a file, and --sample reads none")


def _report(options: argparse.Namespace) -> None:
    corpus = _read(options)

    from wirecopy.clusters import cluster_stories
    from wirecopy.report import write_report
    from wirecopy.report.terminal import summary
    from wirecopy.reuse import find_reuse

    reuse = find_reuse(corpus, n_jobs=options.n_jobs)
    write_report(corpus, options.out, reuse=reuse, stories=cluster_stories(corpus, n_jobs=options.n_jobs))
    print(summary(corpus, reuse))
    print(f"\nReport: {options.out.resolve()}")


def _reuse(options: argparse.Namespace) -> None:
    corpus = _read_for_tables(options)

    from wirecopy.reuse import find_reuse

    reuse = find_reuse(corpus, n_jobs=options.n_jobs)
    _write(
        options.out,
        {
            "passages": reuse.passages,
            "families": reuse.families,
            "documents": reuse.documents,
            "outlets": reuse.outlets,
        },
    )


def _stories(options: argparse.Namespace) -> None:
    corpus = _read_for_tables(options)

    from wirecopy.clusters import cluster_stories

    stories = cluster_stories(corpus, n_jobs=options.n_jobs)
    _write(options.out, {"stories": stories.table, "documents": stories})


def _sources(options: argparse.Namespace) -> None:
    corpus = _read_for_tables(options)

    from wirecopy.clusters import cluster_sources
    from wirecopy.reuse import find_reuse

    reuse = find_reuse(corpus, n_jobs=options.n_jobs)
    sources = cluster_sources(reuse, n_jobs=options.n_jobs)
    _write(options.out, {"sources": sources, "ties": sources.ties})


def _entities(options: argparse.Namespace) -> None:
    corpus = _read_for_tables(options)

    from wirecopy.entities import find_entities

    found = find_entities(corpus, n_jobs=options.n_jobs)
    _write(options.out, {"entities": found, "mentions": found.mentions})


def _tokens(options: argparse.Namespace) -> None:
    corpus = _read_for_tables(options)
    corpus.tables(options.n_jobs)
    _write(options.out, {"tokens": corpus.tokens})


def _read_for_tables(options: argparse.Namespace) -> Corpus:
    from wirecopy.results import check_ending

    check_ending(options.out)  # before the work begins
    return _read(options)


def _write(out: Path, tables: dict[str, _Table]) -> None:
    """Write one table to `out`, several beside it: `out.csv` becomes `out.passages.csv`, `out.families.csv`, ..."""
    for name, table in tables.items():
        path = out if len(tables) == 1 else out.with_name(_ENDING.sub(rf".{name}\1", out.name))
        table.write(path)
        print(f"{path}: {len(table):,} {'row' if len(table) == 1 else 'rows'}")


def _issues(corpus: Corpus) -> list[tuple[str, int]]:
    """Return what was wrong with the input, and with how many rows."""
    counted = corpus.issues.to_arrow().group_by("problem").aggregate([([], "count_all")])
    return sorted((row["problem"], row["count_all"]) for row in counted.to_pylist())


def _one_line(error: ValueError | OSError) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split())
