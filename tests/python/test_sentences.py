"""Sentences and paragraphs as users get them: F1 on treebanks, paragraphs of real pages."""

import gzip
import json

import pytest

import wirecopy as wc

Span = tuple[int, int]

# Published tools reach 83.4, 93.7, 100 and 59.1 at best.
TARGETS = {"en_ewt": 85.5, "de_gsd": 95.5, "ja_gsd": 99.7, "ko_gsd": 59.1}


def _paragraphs(treebank: str) -> list[tuple[str, list[Span]]]:
    """The paragraphs of a CoNLL-U file, each with its text and the spans of its sentences in it."""
    paragraphs: list[tuple[str, list[Span]]] = []
    text, spans, first, skip_to = "", [], None, 0
    for line in [*treebank.splitlines(), "# newdoc"]:
        if line.startswith(("# newdoc", "# newpar")):
            if spans:
                paragraphs.append((text, spans))
            text, spans = "", []
        elif not line:
            if first is not None:
                spans.append((first, len(text.rstrip())))
            first, skip_to = None, 0
        elif not line.startswith("#"):
            number, form, *_, notes = line.split("\t")
            if "." in number or ("-" not in number and int(number) <= skip_to):
                continue
            if "-" in number:
                skip_to = int(number.split("-")[1])
            first = len(text) if first is None else first
            text += form + ("" if "SpaceAfter=No" in notes else " ")
    return paragraphs


def _sentences(texts: list[str]) -> set[tuple[str, int, int]]:
    rows = wc.tokenize(texts).to_pandas()
    spans = rows.groupby(["document", "sentence"], observed=True).agg({"begin": "min", "end": "max"})
    return {(str(document), begin, end) for (document, _), begin, end in spans.itertuples()}


def _f1(paragraphs: list[tuple[str, list[Span]]]) -> float:
    found = _sentences([text for text, _ in paragraphs])
    gold = {(str(i), begin, end) for i, (_, spans) in enumerate(paragraphs) for begin, end in spans}
    return 200 * len(found & gold) / (len(found) + len(gold))


def _joined(paragraphs: list[tuple[str, list[Span]]]) -> list[tuple[str, list[Span]]]:
    """One document, with blank lines between its paragraphs."""
    text, spans = "", []
    for body, own in paragraphs:
        spans += [(len(text) + begin, len(text) + end) for begin, end in own]
        text += body.rstrip() + "\n\n"
    return [(text, spans)]


@pytest.mark.parametrize("treebank", TARGETS)
def test_sentences_are_those_of_the_treebank(treebank, shared_data):
    paragraphs = _paragraphs((shared_data / "text" / f"{treebank}-dev.conllu").read_text(encoding="utf-8"))
    assert _f1(paragraphs) >= TARGETS[treebank]
    assert _f1(_joined(paragraphs)) >= 0.8 * TARGETS[treebank]


def _paragraph_texts(text: str) -> list[str]:
    rows = wc.tokenize([text]).to_pandas()
    spans = rows.groupby("paragraph").agg({"begin": "min", "end": "max"})
    return [text[begin:end] for begin, end in spans.itertuples(index=False)]


def test_paragraphs_of_the_sample_and_the_seeds_are_their_lines(sample, seeds):
    for document in [*sample, *seeds]:
        lines = [line for line in document.text.splitlines() if line.strip()]
        assert len(_paragraph_texts(document.text)) == len(lines)


def test_hardly_an_article_was_wrapped(shared_data):
    texts = []
    with gzip.open(shared_data / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(3000), strict=False):
            texts.append(json.loads(line)["text"])
    found = wc.tokenize(texts).to_pandas().groupby("document", observed=True)["paragraph"].max() + 1
    expected = [sum(any(c.isprintable() and not c.isspace() for c in line) for line in t.splitlines()) for t in texts]
    assert sum(int(found[str(i)]) != count for i, count in enumerate(expected)) <= 2


def test_a_press_release_without_line_ends_is_one_paragraph(shared_data):
    with gzip.open(shared_data / "news" / "press_releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        text = next(t for line in lines if "\n" not in (t := json.loads(line)["text"]) and "\r" not in t)
    rows = wc.tokenize([text]).to_pandas()
    assert rows["paragraph"].max() == 0
    assert rows["sentence"].max() > 5
