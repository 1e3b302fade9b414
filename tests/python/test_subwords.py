"""Ids and spans of subwords are those of sentencepiece, for models of every kind."""

import contextlib
import gzip
import io
import itertools
import json
import threading

import numpy as np
import pyarrow as pa
import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

import wirecopy as wc

UNIGRAM = {"model_type": "unigram"}
BPE = {"model_type": "bpe"}
PLAIN = {"normalization_rule_name": "identity", "remove_extra_whitespaces": False}

#: How each model is trained, and whether its words can be remembered.
TRAININGS = {
    "unigram": (UNIGRAM, True),
    "unigram, bytes, symbols": (UNIGRAM | {"byte_fallback": True, "user_defined_symbols": ["<sep>", "ing"]}, True),
    "unigram, case folded": (UNIGRAM | {"normalization_rule_name": "nmt_nfkc_cf"}, True),
    "unigram, plain": (UNIGRAM | PLAIN | {"allow_whitespace_only_pieces": True}, True),
    "unigram, no space in front": (UNIGRAM | {"add_dummy_prefix": False}, True),
    "unigram, spaces inside": (UNIGRAM | {"split_by_whitespace": False}, False),
    "unigram, spaces behind": (UNIGRAM | {"treat_whitespace_as_suffix": True}, False),
    "unigram, symbol with a space": (UNIGRAM | {"user_defined_symbols": ["of the"]}, False),
    "bpe": (BPE, True),
    "bpe, plain, bytes": (BPE | PLAIN | {"byte_fallback": True, "allow_whitespace_only_pieces": True}, True),
    "bpe, no space in front, symbols": (
        BPE | {"add_dummy_prefix": False, "user_defined_symbols": ["▁the", "\n"]},
        True,
    ),
    "bpe, spaces behind": (BPE | {"treat_whitespace_as_suffix": True}, False),
    "char": ({"model_type": "char"}, True),
    "word": ({"model_type": "word"}, False),
}

PARTS = st.sampled_from(
    ["the ", "of the", "said", "ing", "<sep>", "“", "”", " ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "\u200b"]
    + [
        "▁",
        "▁the",
        "é",
        "e\u0301",
        " \u0301",
        "\u00a8",
        "ﬁ",
        "½",
        "ｗｉｄｅ",
        "Straße",
        "İ",
        "日本",
        "👍🏽",
        "\0",
        "a",
        "1,000",
    ]
)
TEXTS = st.lists(st.lists(st.one_of(PARTS, st.characters(codec="utf-8")), max_size=12).map("".join), max_size=6)


def pieces(table):
    """The number of the document, the id and the span of each row."""
    columns = (table[name].to_pylist() for name in ("document", "id", "begin", "end"))
    return list(zip(*columns, strict=True))


def expected(peer, texts):
    """The same by sentencepiece."""
    found = peer.encode(list(texts), out_type="offset_mapping") if texts else []
    return [
        (document, id, begin, end)
        for document, text in enumerate(found)
        for id, (begin, end) in zip(text["ids"], text["offsets"], strict=True)
    ]


def train(sample, **options):
    """The bytes of a model of the sample."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([line for document in sample for line in document.text.splitlines() if line]),
        model_writer=written,
        vocab_size=1200,
        hard_vocab_limit=options["model_type"] == "bpe",
        minloglevel=2,
        num_threads=1,
        **options,
    )
    return written.getvalue()


@pytest.fixture(scope="module", params=TRAININGS)
def trained(request, sample):
    options, remembers = TRAININGS[request.param]
    model = train(sample, **options)
    ours = wc.Subwords(model)
    assert ours._core.remembers_words == remembers
    return ours, sentencepiece.SentencePieceProcessor(model_proto=model)


def test_the_sample_has_the_pieces_of_sentencepiece(trained, sample):
    ours, peer = trained
    texts = [document.text for document in sample]
    assert pieces(ours.encode(texts)) == expected(peer, texts)


@given(texts=TEXTS)
def test_any_text_has_the_pieces_of_sentencepiece(trained, texts):
    ours, peer = trained
    assert pieces(ours.encode(texts, n_jobs=1)) == expected(peer, texts)


@pytest.mark.parametrize("name", ["test_model", "test_ja_model"])
class TestRealTexts:
    def check(self, shared_data, name, texts):
        path = shared_data / "text" / f"{name}.model"
        assert pieces(wc.Subwords.load(path).encode(texts)) == expected(
            sentencepiece.SentencePieceProcessor(model_file=str(path)), texts
        )

    def test_a_book_whole_and_by_lines(self, shared_data, name):
        text = (shared_data / "text" / "botchan.txt").read_text(encoding="utf-8")
        self.check(shared_data, name, [text, *text.splitlines()])

    def test_eleven_scripts(self, shared_data, name):
        self.check(
            shared_data,
            name,
            [file.read_text(encoding="utf-8") for file in sorted((shared_data / "text/wikipedia").glob("*.utf8.txt"))],
        )

    def test_news(self, shared_data, name):
        with gzip.open(shared_data / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in itertools.islice(lines, 500)]
        self.check(shared_data, name, texts)


@pytest.fixture(scope="module")
def written(sample):
    return train(sample, model_type="unigram")


@pytest.fixture
def model(written):
    return wc.Subwords(written)


def test_a_corpus_is_encoded_with_its_ids(model, sample):
    table = model.encode(sample)
    plain = model.encode([document.text for document in sample])
    assert pa.types.is_dictionary(table["document"].type)
    ids = [document.id for document in sample]
    assert table["document"].to_pylist() == [ids[number] for number in plain["document"].to_pylist()]
    assert table.drop_columns("document").equals(plain.drop_columns("document"))


def test_no_texts_and_empty_texts_have_no_pieces(model):
    names = ["document", "begin", "end", "id"]
    for texts in ([], [""], ["", " ", "\n"]):
        assert model.encode(texts).to_pydict() == {name: [] for name in names}


def test_columns_are_small_and_the_same_on_every_number_of_threads(model, sample):
    texts = [document.text for document in sample] * 20
    alone = model.encode(texts, n_jobs=1)
    assert [str(field.type) for field in alone.schema] == ["uint32", "int32", "int32", "int32"]
    assert model.encode(texts, n_jobs=2).equals(alone)
    assert model.encode(texts, n_jobs=5).equals(alone)


def test_several_threads_may_use_one_model(model, sample):
    texts = [document.text for document in sample]
    want = model.encode(texts, n_jobs=1)
    found = []
    threads = [threading.Thread(target=lambda: found.append(model.encode(texts, n_jobs=2))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and all(table.equals(want) for table in found)


def test_a_damaged_model_is_an_error_or_works_and_nothing_is_printed(written, capfd):
    whole = np.frombuffer(written, np.uint8)
    random = np.random.default_rng(1)
    for _ in range(100):
        damaged = whole.copy()
        damaged[random.integers(len(whole), size=3)] = random.integers(256, size=3)
        with contextlib.suppress(ValueError):
            wc.Subwords(damaged.tobytes()).encode(["The quick “brown” fox,  and\u00a0more."])
    for length in (0, 1, 10, len(whole) // 2):
        with pytest.raises(ValueError, match="not a sentencepiece model"):
            wc.Subwords(whole[:length].tobytes())
    assert capfd.readouterr() == ("", "")


def test_texts_in_several_batches_have_the_pieces_of_one(model, sample, monkeypatch):
    texts = [document.text for document in sample]
    whole = model.encode(texts)
    monkeypatch.setattr("wirecopy.batches.BATCH_BYTES", 5_000)
    assert len(wc.tokens.PlainTexts(texts, 1).core.batches) > 3
    assert model.encode(texts).equals(whole)
    assert model.encode(pa.array(texts).slice(2)).num_rows == sum(len(model.encode([text])) for text in texts[2:])
