"""The one extension protocol, tried with a tokenizer."""

import re

import numpy as np
import pyarrow as pa
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

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


@pytest.fixture(scope="module")
def pieces():
    """A tokenizer of Hugging Face whose pieces are of bytes."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    texts = ["The harbour was closed on Monday, the council said. "] * 20
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=320, initial_alphabet=alphabet))
    return tokenizer


def test_a_tokenizer_of_hugging_face_makes_the_tokens(corpus, pieces):
    rows = corpus.with_tokenizer(pieces).tokens.to_pandas(text=True)
    text = corpus["one"].text
    expected = []
    for begin, end in pieces.encode(text, add_special_tokens=False).offsets:
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        if begin < end and (begin, end) not in expected:  # the bytes of a dash are three pieces and one character
            expected.append((begin, end))
    assert list(zip(rows["begin"], rows["end"], strict=True)) == expected
    assert "–" in rows["text"].tolist()
    assert rows["paragraph"].max() == 1
    assert set(rows["document"]) == {"one"}


def test_pieces_that_share_characters_are_one_token_and_texts_may_be_of_any_script(pieces):
    texts = ["\u3000東京 👨\u200d👩 e\u0301", " \t\n", "", "ok", *["x"] * 300]
    corpus = wc.read([{"id": str(i), "text": text} for i, text in enumerate(texts) if text.strip()])
    rows = corpus.with_tokenizer(pieces).tokens.to_pandas(text=True)
    assert "".join(rows["text"]) == "".join(text.replace(" ", "").replace("\u3000", "").strip() for text in texts)
    assert rows.groupby("document", observed=True)["begin"].is_monotonic_increasing.all()


def test_its_tokens_feed_the_rooms_above_whatever_they_are(sample, pieces):
    by_pieces = sample.with_tokenizer(pieces)
    assert len(wc.find_reuse(by_pieces).families) > 0
    assert wc.TfidfVectorizer().fit_transform(by_pieces).shape[0] == len(sample)
    words = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    by_words = sample.with_tokenizer(words)
    assert len(by_words.tokens) != len(sample.tokens)
    assert len(wc.find_reuse(by_words).families) > 0
    assert len(wc.find_entities(by_words).mentions) > 0


def test_a_tokenizer_that_cuts_texts_short_is_refused(corpus, pieces):
    short = Tokenizer.from_str(pieces.to_str())
    short.enable_truncation(5)
    with pytest.raises(ValueError, match=r"cuts texts after 5 tokens; call its no_truncation\(\) first"):
        corpus.with_tokenizer(short)


def test_what_is_no_tokenizer_is_refused(corpus):
    with pytest.raises(
        TypeError, match=r"a tokenizer is a component, a tokenizers\.Tokenizer or 'unicode', not function"
    ):
        corpus.with_tokenizer(lambda batch: None)


def test_the_words_of_unicode_alone_feed_the_rooms_above(sample):
    assert len(wc.find_reuse(sample.with_tokenizer("unicode")).families) > 0
    tokens = wc.read([{"id": "a", "text": "so ... so"}]).with_tokenizer("unicode").tokens
    assert tokens.to_pandas(text=True)["text"].tolist() == ["so", ".", ".", ".", "so"]


def test_a_component_cannot_write_into_the_corpus(corpus):
    def writes(batch):
        for column in (batch.text, batch.ids):
            for buffer in column.buffers():
                if buffer is not None:
                    assert not buffer.is_mutable
                    with pytest.raises(ValueError, match="read-only"):
                        np.frombuffer(buffer, np.uint8)[0] = 0
        return {name: [] for name in SPANS}

    before = corpus.to_arrow()
    corpus.with_tokenizer(wc.component(writes=SPANS)(writes)).tokens  # noqa: B018
    assert corpus.to_arrow().equals(before)
