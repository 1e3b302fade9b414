"""Words and token tables against ICU, StringZilla and others on news and eleven scripts, in one run.

    bench_tokens.py [DATA] [--megabytes 16] [--quick] [--build FOLDER] [--stringzilla INCLUDE]

DATA is the folder with news/articles.jsonl.gz and text/wikipedia; without it the sample is read. From C++ ratios
are to ICU's words over UTF-8, and a table in new memory is the first of its program; runs that dictionaries cut into
words are timed by themselves, too, letters made before. From Python ratios are to PyICU's words with
their spans (marks are none), and `same` is the share of our tokens that begin where one of the peer's begins. Peers
that are not installed are left out, and named: requirements.txt beside this file has them all.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.metadata
import importlib.util
import itertools
import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
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
        if not options.quick:  # which need not build the core once more
            from_cpp(build(options.build, options.stringzilla), files)
    from_python(texts)
    subwords(texts, options.data / "text" / "test_model.model")


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
    ours: dict[str, Callable[[], object]] = {
        "tokenize(list of str)": lambda: wc.tokenize(texts, n_jobs=1),
        "tokenize(Arrow)": lambda: wc.tokenize(arrow, n_jobs=1),
    }
    speeds = {name: size / least(run) / 1e6 for name, run in ours.items()}
    gains = {name: gain_of_two_threads(column) for name, column in (("list of str", texts), ("Arrow", arrow))}
    begins = our_begins(texts)
    same, missing = {}, []
    for name, (module, make) in PEERS.items():
        if not importlib.util.find_spec(module):
            missing.append(name)
            continue
        begins_of = make()
        title = f"{name} {importlib.metadata.version(DISTRIBUTIONS.get(module, module))}"
        speeds[title] = size / least(lambda begins_of=begins_of: [begins_of(text) for text in texts]) / 1e6
        common = sum(len(own & set(begins_of(text))) for own, text in zip(begins, texts, strict=True))
        same[title] = common / max(1, sum(map(len, begins)))
    base = next((speed for name, speed in speeds.items() if name.startswith("PyICU")), float("nan"))
    print("\nfrom Python, news to spans" + " " * 6 + "MB/s  to PyICU    same")
    for name, speed in speeds.items():
        share = f"{same[name]:8.4f}" if name in same else ""
        print(f"  {name:26s} {speed:7.1f} {speed / base:9.1f}{share}")
    told = ", ".join(f"{gain:.2f} of one ({name})" for name, gain in gains.items())
    print(f"  two threads: {told}; two copies of a plain scan: {gain_of_plain_scans():.2f}")
    if missing:
        print(f"  not installed: {', '.join(missing)}")


def gain_of_two_threads(texts: Iterable[str]) -> float:
    """How many times the speed of one thread two have; taken in turns, so that a busy machine is busy for both."""
    return gain(lambda: wc.tokenize(texts, n_jobs=1), lambda: wc.tokenize(texts, n_jobs=2))


def gain_of_plain_scans() -> float:
    """How many times the speed of one thread two have here when each only reads memory of its own."""
    data = [np.ones(32_000_000, np.uint8) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        return 2 * gain(lambda: np.max(data[0]), lambda: list(threads.map(np.max, data)))


def gain(one: Callable[[], object], two: Callable[[], object]) -> float:
    times = [(least(one, time.perf_counter), least(two, time.perf_counter)) for _ in range(5)]
    return min(first for first, _ in times) / min(second for _, second in times)


def our_begins(texts: list[str]) -> list[set[int]]:
    """Where our tokens begin, by text."""
    rows = wc.tokenize(texts).to_arrow()
    begin = rows["begin"].to_numpy()
    document = rows["document"].combine_chunks().indices.to_numpy()
    cuts = np.searchsorted(document, np.arange(1, len(texts)))
    return [set(part.tolist()) for part in np.split(begin, cuts)]


def subwords(texts: list[str], path: Path) -> None:
    """Pieces with their spans, against sentencepiece; the first call has remembered no word yet."""
    if not path.exists() or not importlib.util.find_spec("sentencepiece"):
        print(f"\nsubwords: no {path.name}, or sentencepiece is not installed")
        return
    import sentencepiece

    size = sum(len(text.encode()) for text in texts)
    peer = sentencepiece.SentencePieceProcessor(model_file=str(path))
    model = wc.Subwords.load(path)
    start = time.process_time()
    found = model.encode(texts, n_jobs=1)
    speeds = {"first call": size / (time.process_time() - start) / 1e6}
    speeds["later calls"] = size / least(lambda: model.encode(texts, n_jobs=1)) / 1e6
    title = f"sentencepiece {sentencepiece.__version__}, ids alone"
    speeds[title] = size / least(lambda: peer.encode(texts, num_threads=1)) / 1e6
    equal = found["id"].to_pylist() == [id for ids in peer.encode(texts, num_threads=1) for id in ids]
    print(f"\nsubwords of news, ids equal: {equal}")
    for name, speed in speeds.items():
        print(f"  {name:34s} {speed:7.1f} MB/s {speed / speeds[title]:6.1f}")


def pyicu() -> Callable[[str], Iterable[int]]:
    import icu

    words = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())

    def begins(text: str) -> list[int]:
        """Words with their spans: what `tokenize` has columns for."""
        words.setText(text)
        spans, begin = [], 0
        for end in words:
            if words.getRuleStatus():
                spans.append((begin, end))
            begin = end
        return [begin for begin, _ in spans]

    return begins


def pyicu_boundaries() -> Callable[[str], Iterable[int]]:
    import icu

    words = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())

    def begins(text: str) -> list[int]:
        words.setText(text)
        return [0, *words]

    return begins


def stringzilla() -> Callable[[str], Iterable[int]]:
    import stringzilla

    return lambda text: list(itertools.accumulate((len(str(w)) for w in stringzilla.utf8_wordbreaks(text)), initial=0))


def spacy() -> Callable[[str], Iterable[int]]:
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    return lambda text: [token.idx for token in tokenizer(text)]


def nltk() -> Callable[[str], Iterable[int]]:
    from nltk.tokenize import NLTKWordTokenizer

    tokenizer = NLTKWordTokenizer()
    return lambda text: [begin for begin, _ in tokenizer.span_tokenize(text)]


def blingfire() -> Callable[[str], Iterable[int]]:
    import blingfire

    return lambda text: [begin for begin, _ in blingfire.text_to_words_with_offsets(text)[1]]


def hugging_face() -> Callable[[str], Iterable[int]]:
    from tokenizers.pre_tokenizers import Whitespace

    splitter = Whitespace()
    return lambda text: [begin for _, (begin, _) in splitter.pre_tokenize_str(text)]


#: By name, the module that it needs and what makes its function from a text to where its words begin.
PEERS = {
    "PyICU": ("icu", pyicu),
    "PyICU, boundaries": ("icu", pyicu_boundaries),
    "StringZilla": ("stringzilla", stringzilla),
    "spaCy, blank": ("spacy", spacy),
    "NLTK": ("nltk", nltk),
    "BlingFire": ("blingfire", blingfire),
    "tokenizers, Whitespace": ("tokenizers", hugging_face),
}
DISTRIBUTIONS = {"icu": "PyICU"}


def least(run: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """The least time of a few runs, or of one where it takes long: the processor's, for what runs on one thread."""
    times: list[float] = []
    while not times or (sum(times) < 2 and len(times) < 10):
        start = clock()
        run()
        times.append(clock() - start)
    return min(times)


if __name__ == "__main__":
    main()
