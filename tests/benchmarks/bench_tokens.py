"""Words and token tables against ICU, StringZilla and others on news and eleven scripts, in one run.

    bench_tokens.py [DATA] [--megabytes 16] [--quick] [--build FOLDER] [--stringzilla INCLUDE]

DATA is the folder with news/articles.jsonl.gz and text/wikipedia; without it the shipped sample is read. Ratios are to
ICU's words over UTF-8, from C++. Python peers that are not installed are left out, and named.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

import wirecopy as wc

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--megabytes", type=float, default=16, help="of news")
    parser.add_argument("--quick", action="store_true", help="on the sample alone, to see that it runs")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--stringzilla", default="", help="the include folder of its sources")
    options = parser.parse_args()
    if options.quick:
        options.data = Path()
    texts = news(options.data, options.megabytes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news"
        path.write_text("\n".join(texts), encoding="utf-8")
        files = [path, *sorted((options.data / "text" / "wikipedia").glob("*.txt"))]
        from_cpp(build(options.build, options.stringzilla), files)
    from_python(texts)


def news(data: Path, megabytes: float) -> list[str]:
    """Whole articles, as many as make up `megabytes`."""
    path = data / "news" / "articles.jsonl.gz"
    if not path.exists():
        print(f"no {path}: the shipped sample stands in for it")
        return [document.text for document in wc.sample()] * 20
    texts, size = [], 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            texts.append(json.loads(line)["text"])
            size += len(texts[-1].encode())
            if size >= megabytes * 1e6:
                break
    return texts


def build(folder: Path, stringzilla: str) -> Path:
    """Build the C++ program as users would get it."""
    configure = ["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"]
    configure += ["-DWIRECOPY_BUILD_BENCHMARKS=ON", f"-DWIRECOPY_STRINGZILLA={stringzilla}"]
    for command in (configure, ["cmake", "--build", folder, "--target", "bench_tokens"]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "tests" / "bench_tokens"


def from_cpp(program: Path, files: list[Path]) -> None:
    done = subprocess.run([program, *files], check=True, capture_output=True, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    for name in dict.fromkeys(row["file"] for row in rows):
        cases = {row["case"]: row["gb_s"] for row in rows if row["file"] == name}
        icu = cases["ICU words, UTF-8"]
        print(f"\n{name}")
        for case, speed in cases.items():
            print(f"  {case:24s} {speed:7.3f} GB/s  {speed / icu:6.1f}")


def from_python(texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts)
    arrow = pa.array(texts, pa.large_string())
    cases: dict[str, Callable[[], object]] = {
        "tokenize(list of str)": lambda: wc.tokenize(texts, n_jobs=1),
        "tokenize(Arrow)": lambda: wc.tokenize(arrow, n_jobs=1),
        "tokenize, two threads": lambda: wc.tokenize(texts, n_jobs=2),
    }
    cases |= {name: peer() for name, (module, peer) in peers(texts).items() if importlib.util.find_spec(module)}
    print("\nfrom Python, news to spans")
    for name, run in cases.items():
        print(f"  {name:24s} {size / least(run) / 1e6:7.1f} MB/s")
    missing = [name for name, (module, _) in peers(texts).items() if not importlib.util.find_spec(module)]
    if missing:
        print(f"  not installed: {', '.join(missing)}")


def peers(texts: list[str]) -> dict[str, tuple[str, Callable[[], Callable[[], object]]]]:
    """By name, the module that it needs and what makes its run over the texts."""

    def pyicu() -> Callable[[], object]:
        import icu

        words = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())

        def offsets(text: str) -> list[int]:
            words.setText(text)
            return list(words)

        return lambda: [offsets(text) for text in texts]

    def stringzilla() -> Callable[[], object]:
        import stringzilla

        return lambda: [list(stringzilla.utf8_wordbreaks(text)) for text in texts]

    def spacy() -> Callable[[], object]:
        import spacy

        tokenizer = spacy.blank("en").tokenizer
        return lambda: [[token.idx for token in tokenizer(text)] for text in texts]

    def nltk() -> Callable[[], object]:
        from nltk.tokenize import NLTKWordTokenizer

        return lambda: [list(NLTKWordTokenizer().span_tokenize(text)) for text in texts]

    def blingfire() -> Callable[[], object]:
        import blingfire

        return lambda: [blingfire.text_to_words_with_offsets(text) for text in texts]

    def hugging_face() -> Callable[[], object]:
        from tokenizers.pre_tokenizers import Whitespace

        return lambda: [Whitespace().pre_tokenize_str(text) for text in texts]

    return {
        "PyICU": ("icu", pyicu),
        "StringZilla": ("stringzilla", stringzilla),
        "spaCy": ("spacy", spacy),
        "NLTK": ("nltk", nltk),
        "BlingFire": ("blingfire", blingfire),
        "Hugging Face, Whitespace": ("tokenizers", hugging_face),
    }


def least(run: Callable[[], object]) -> float:
    """The least time of a few runs."""
    times = []
    while len(times) < 3 or (sum(times) < 2 and len(times) < 10):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
