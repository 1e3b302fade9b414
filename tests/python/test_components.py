"""The one extension protocol, tried with a tokenizer."""

import re

import pyarrow as pa
import pytest

import wirecopy as wc

SPANS = ["document", "begin", "end"]


@wc.component(writes=SPANS)
def by_spaces(batch):
    spans = [
        (row, found.start(), found.end())
        for row, text in enumerate(batch.text.to_pylist())
        for found in re.finditer(r"\S+", text)
    ]
    return pa.table([pa.array(column, pa.int64()) for column in zip(*spans, strict=True)], names=SPANS)


@pytest.fixture
def corpus():
    return wc.read([{"id": "one", "text": "Ein Satz. Noch – einer!\nUnd 7 mehr"}, {"id": "two", "text": ""}])


def returning(columns, name="faulty"):
    return wc.component(writes=SPANS, name=name)(lambda batch: columns)


def test_a_tokenizer_of_ones_own_makes_the_tokens(corpus):
    rows = corpus.with_tokenizer(by_spaces).tokens.to_pandas(text=True)
    assert rows["text"].tolist() == ["Ein", "Satz.", "Noch", "–", "einer!", "Und", "7", "mehr"]
    assert rows["kind"].tolist() == ["word"] * 3 + ["punctuation"] + ["word"] * 2 + ["number", "word"]
    assert rows["sentence"].tolist() == [0, 0, 1, 1, 1, 2, 2, 2]
    assert rows["paragraph"].tolist() == [0] * 5 + [1] * 3


def test_its_tokens_feed_the_rooms_above(sample):
    reuse = wc.find_reuse(sample.with_tokenizer(by_spaces))
    assert 0 < len(reuse.families) <= len(wc.find_reuse(sample).families)


def test_the_corpus_it_came_from_keeps_its_own_tokens(corpus):
    before = corpus.tokens.to_arrow()
    corpus.with_tokenizer(by_spaces).tokens.to_arrow()
    assert corpus.tokens.to_arrow().equals(before)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"document": [0], "begin": [0]}, r"returned the columns \['begin', 'document'\]; it declared writes="),
        ({"document": [0], "begin": [0], "end": [3, 4]}, "differ in length: document 1, begin 1, end 2"),
        (
            {"document": [0], "begin": [0], "end": [99]},
            r"row 0, document 'one': span \[0, 99\) lies outside the text of 34",
        ),
        ({"document": [0], "begin": [3], "end": [3]}, r"row 0, document 'one': span \[3, 3\) is empty"),
        ({"document": [0, 0], "begin": [4, 0], "end": [8, 3]}, "row 1, document 'one': .* begins before the one above"),
        ({"document": [0, 0], "begin": [0, 2], "end": [3, 8]}, "row 1, document 'one': .* overlaps the one above"),
        ({"document": [5], "begin": [0], "end": [1]}, "document 5 does not exist; the batch has 2 documents"),
        ({"document": [1, 0], "begin": [0, 0], "end": [1, 1]}, "row 0, document 'two': .* lies outside the text of 0"),
        ({"document": [0], "begin": [0.0], "end": [1.5]}, "column 'begin' is float64; it must be int64"),
    ],
)
def test_what_a_component_gets_wrong_is_named(corpus, columns, message):
    with pytest.raises(ValueError, match=rf"component 'faulty', batch 0.*{message}"):
        corpus.with_tokenizer(returning(columns)).tokens  # noqa: B018


def test_a_tokenizer_writes_spans_and_nothing_else(corpus):
    tagger = wc.component(writes=[*SPANS, "pos"])(lambda batch: {**{name: [] for name in SPANS}, "pos": []})
    with pytest.raises(ValueError, match=r"writes spans and nothing else, not \['pos'\]"):
        corpus.with_tokenizer(tagger).tokens  # noqa: B018


def test_an_exception_inside_a_component_says_where_it_was_raised(corpus):
    @wc.component(writes=SPANS)
    def broken(batch):
        raise KeyError("x")

    with pytest.raises(KeyError) as raised:
        corpus.with_tokenizer(broken).tokens  # noqa: B018
    assert raised.value.__notes__ == ["raised in component 'broken', batch 0"]


def test_a_component_that_returns_no_columns_is_an_error(corpus):
    with pytest.raises(TypeError, match="component 'faulty', batch 0: returned list"):
        corpus.with_tokenizer(returning([1, 2])).tokens  # noqa: B018


def test_no_tokens_at_all_are_fine(corpus):
    empty = returning({name: [] for name in SPANS})
    assert len(corpus.with_tokenizer(empty).tokens) == 0
