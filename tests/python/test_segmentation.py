"""Words, sentences and paragraphs as users get them: F1 on treebanks, paragraphs of real pages."""

import gzip
import itertools
import json
from typing import NamedTuple

import pytest

import wirecopy as wc

Span = tuple[int, int]

# Published tools reach 83.4, 93.7, 100 and 59.1 at best.
SENTENCES = {"en_ewt": 85.5, "de_gsd": 95.5, "ja_gsd": 99.7, "ko_gsd": 59.1}
# What the best of them reach; the segments of UAX #29 reach 94.9, 97.0, 49.6 and 98.0.
WORDS = {"en_ewt": 95.7, "de_gsd": 99.0, "ja_gsd": 81.5, "ko_gsd": 99.2}


class Paragraph(NamedTuple):
    """A paragraph of a treebank, with the spans of its sentences and words."""

    text: str
    sentences: list[Span]
    words: list[Span]  # those of several syntactic words are one


def _paragraphs(treebank: str) -> list[Paragraph]:
    """The paragraphs of a CoNLL-U file."""
    paragraphs: list[Paragraph] = []
    here, first, skip_to = Paragraph("", [], []), None, 0
    for line in [*treebank.splitlines(), "# newdoc"]:
        if line.startswith(("# newdoc", "# newpar")):
            if here.sentences:
                paragraphs.append(here)
            here = Paragraph("", [], [])
        elif not line:
            if first is not None:
                here.sentences.append((first, here.words[-1][1]))
            first, skip_to = None, 0
        elif not line.startswith("#"):
            number, form, *_, notes = line.split("\t")
            if "." in number or ("-" not in number and int(number) <= skip_to):
                continue
            if "-" in number:
                skip_to = int(number.split("-")[1])
            begin = len(here.text)
            first = begin if first is None else first
            here.words.append((begin, begin + len(form)))
            here = here._replace(text=here.text + form + ("" if "SpaceAfter=No" in notes else " "))
    return paragraphs


def _treebank(name: str, shared_data) -> list[Paragraph]:
    return _paragraphs((shared_data / "text" / f"{name}-dev.conllu").read_text(encoding="utf-8"))


def _f1(found: set[tuple[str, int, int]], gold: list[list[Span]]) -> float:
    expected = {(str(i), begin, end) for i, spans in enumerate(gold) for begin, end in spans}
    return 200 * len(found & expected) / (len(found) + len(expected))


def _sentence_f1(paragraphs: list[Paragraph]) -> float:
    rows = wc.tokenize([paragraph.text for paragraph in paragraphs]).to_pandas()
    spans = rows.groupby(["document", "sentence"], observed=True).agg({"begin": "min", "end": "max"})
    found = {(str(document), begin, end) for (document, _), begin, end in spans.itertuples()}
    return _f1(found, [paragraph.sentences for paragraph in paragraphs])


def _word_f1(paragraphs: list[Paragraph], rules: str) -> float:
    rows = wc.tokenize([paragraph.text for paragraph in paragraphs], rules=rules).to_pandas()
    found = set(zip(rows["document"].astype(str), rows["begin"], rows["end"], strict=True))
    return _f1(found, [paragraph.words for paragraph in paragraphs])


def _joined(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """One document, with blank lines between its paragraphs."""
    text, spans = "", []
    for body, own, _ in paragraphs:
        spans += [(len(text) + begin, len(text) + end) for begin, end in own]
        text += body.rstrip() + "\n\n"
    return [Paragraph(text, spans, [])]


@pytest.mark.parametrize("treebank", SENTENCES)
def test_sentences_are_those_of_the_treebank(treebank, shared_data):
    paragraphs = _treebank(treebank, shared_data)
    assert _sentence_f1(paragraphs) >= SENTENCES[treebank]
    assert _sentence_f1(_joined(paragraphs)) >= 0.8 * SENTENCES[treebank]


@pytest.mark.parametrize("treebank", WORDS)
def test_words_are_those_of_the_treebank_and_the_stage_beyond_uax_29_can_be_switched_off(treebank, shared_data):
    paragraphs = _treebank(treebank, shared_data)
    by_news = _word_f1(paragraphs, "news")
    assert by_news >= WORDS[treebank]
    assert _word_f1(paragraphs, "unicode") < by_news


def test_rules_of_unicode_are_its_boundaries():
    text = "Er sagte: '가나'라는 ... 東京都です. ok.So it's"
    rows = wc.tokenize([text], rules="unicode").to_pandas(text=True)
    ends = wc.boundaries([text])[0].tolist()
    segments = [text[b:e] for b, e in itertools.pairwise(ends)]
    assert rows["text"].tolist() == [segment for segment in segments if not segment.isspace()]
    assert wc.tokenize([text]).to_pandas(text=True)["text"].tolist() != rows["text"].tolist()
    with pytest.raises(ValueError, match="rules is 'uax'; it must be 'news' or 'unicode'"):
        wc.tokenize([text], rules="uax")


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


@pytest.mark.parametrize("seam", [" ", "\n", "。漢"])
def test_threads_that_share_a_long_text_find_what_one_finds(seam):
    text = seam.join(f"Die Wörter von Satz {i}. “Noch” einer... 東京都 {i}" for i in range(40_000))
    alone = wc.tokenize(["before", text, "after"], n_jobs=1).to_arrow()
    assert wc.tokenize(["before", text, "after"], n_jobs=3).to_arrow().equals(alone)
    core = wc.read([{"id": "a", "text": text}])
    assert core.tables(2)[0].end.tolist() == wc.read([{"id": "a", "text": text}]).tables(1)[0].end.tolist()
