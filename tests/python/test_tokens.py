"""Tokens, sentences, paragraphs and raw boundaries, checked against ICU's rules as Unicode tests them."""

import itertools
import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import wirecopy as wc
from wirecopy import _core

# Text as it may come: any characters but surrogates, and many that the rules treat apart.
TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a1.,'’“”\n\r\u0085\u2028\u200d\u00ad 🇰🇷👩"))
)


def test_a_token_says_where_it_stands_and_what_it_is():
    text = "It’s 10,000 — yes?\n\nNew “line”. And more."
    rows = wc.tokenize([text]).to_pandas(text=True)
    assert rows["text"].tolist() == [
        *("It’s", "10,000", "—", "yes", "?"),
        *("New", "“", "line", "”", ".", "And", "more", "."),
    ]
    assert rows["kind"].tolist()[:5] == ["word", "number", "punctuation", "word", "punctuation"]
    assert rows["paragraph"].tolist() == [0] * 5 + [1] * 8
    assert rows["sentence"].tolist() == [0] * 5 + [1] * 5 + [2] * 3


def test_spans_count_code_points_of_the_original_text():
    text = "𝕏 naïve 👍🏽 İstanbul"
    for row in wc.tokenize([text]).to_arrow().to_pylist():
        assert text[row["begin"] : row["end"]] in ("𝕏", "naïve", "👍🏽", "İstanbul")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Don’t", "DON'T"), ("ﬁx", "fix"), ("Straße", "STRASSE"), ("co‑op", "co‐op"), ("wo\u00adrd", "word")],
)
def test_spellings_of_one_word_have_one_key(one, other):
    keys = [wc.tokenize([text]).to_arrow()["key"].to_pylist() for text in (one, other)]
    assert keys[0] == keys[1]


def test_different_words_have_different_keys():
    keys = wc.tokenize(["word words wording - résumé resume"]).to_arrow()["key"].to_pylist()
    assert len(set(keys)) == len(keys)


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert _core.fold(_core.fold(text)) == _core.fold(text)


# Variation selectors, fillers and tags print, but show nothing.
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")


@given(st.lists(TEXTS, max_size=5))
def test_tokens_lie_apart_in_order_and_leave_out_only_what_is_blank(texts):
    rows = wc.tokenize(texts).to_arrow().to_pylist()
    for number, text in enumerate(texts):
        spans = [(row["begin"], row["end"]) for row in rows if row["document"] == str(number)]
        assert all(begin < end for begin, end in spans)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
        covered = {at for begin, end in spans for at in range(begin, end)}
        left_out = [c for at, c in enumerate(text) if at not in covered]
        assert not [c for c in left_out if c.isprintable() and not c.isspace() and not _IGNORABLE.match(c)]


@given(st.lists(TEXTS, max_size=5))
def test_sentences_and_paragraphs_count_up_from_zero(texts):
    rows = wc.tokenize(texts).to_arrow().to_pylist()
    for number in range(len(texts)):
        own = [row for row in rows if row["document"] == str(number)]
        for unit in ("sentence", "paragraph"):
            counted = [row[unit] for row in own]
            assert not own or counted[0] == 0
            assert all(b - a in (0, 1) for a, b in itertools.pairwise(counted))


def test_a_mark_after_an_invisible_character_is_a_token():
    rows = wc.tokenize(["\u200d👩 x"]).to_pandas(text=True)
    assert rows["text"].tolist() == ["\u200d👩", "x"]


@given(st.lists(TEXTS, max_size=5))
def test_strings_and_arrow_give_the_same_tokens(texts):
    arrow = pa.array(["left out", *texts], pa.large_string()).slice(1)
    expected = wc.tokenize(texts).to_arrow()
    for same in (arrow, pa.chunked_array([arrow.slice(0, 2), arrow.slice(2)]), arrow.cast(pa.string()), iter(texts)):
        assert wc.tokenize(same).to_arrow().equals(expected)


def test_a_corpus_has_the_tokens_of_its_texts(sample):
    names = ["begin", "end", "kind", "key", "sentence", "paragraph"]
    corpus = wc.tokenize([document.text for document in sample]).to_arrow().select(names)
    assert corpus.equals(sample.tokens.to_arrow().select(names))


def test_a_table_of_other_texts_is_refused():
    long, short = (wc.read([{"id": "a", "text": text}]).core for text in ("x y z " * 1000, "x"))
    with pytest.raises(ValueError, match="another batch"):
        _core.tokenize(long, 1, False)[0].code_points(short, 0)
    with pytest.raises(ValueError, match="no batch 1"):
        _core.tokenize(long, 1, False)[0].code_points(long, 1)


def test_what_is_no_string_is_named():
    for call in (wc.tokenize, lambda texts: wc.TfidfVectorizer().fit_transform(texts)):
        with pytest.raises(TypeError, match="text 1 is of type NoneType, not a string"):
            call(["fine", None])
    with pytest.raises(TypeError, match="Arrow's type int64, not strings"):
        wc.tokenize(pa.array([1, 2]))
    with pytest.raises(TypeError, match="texts is a dict; give its column of texts"):
        wc.tokenize({"text": ["fine"]})


def test_a_missing_text_of_arrow_is_named_whatever_lies_behind_it():
    behind = [pa.py_buffer(b"\x02"), pa.py_buffer(np.array([0, 6, 7], np.int64)), pa.py_buffer(b"secretb")]
    for texts in (pa.array([None, "b"]), pa.Array.from_buffers(pa.large_string(), 2, behind)):
        with pytest.raises(ValueError, match="text 0 is missing"):
            wc.tokenize(texts)


def test_keys_stay_what_they_are():
    # Keys are written to files; a change of how they are made is a change of version.
    keys = wc.tokenize(["wire Ärger 10,000"]).to_arrow()["key"].to_pylist()
    assert keys == [2608164780620692115, 10762755632670242179, 14976573253142133803]


def test_words_are_words_and_numbers_as_they_stand():
    assert wc.words("“Don’t” – 3.5 Äpfel, e.g. 서울!") == ["Don’t", "3.5", "Äpfel", "e.g", "서울"]


def test_threads_make_no_difference(sample):
    texts = [document.text for document in sample] * 10
    one, many = (wc.tokenize(texts, n_jobs=n_jobs).to_arrow() for n_jobs in (1, 7))
    assert one.equals(many)


def test_an_empty_text_has_no_token_and_no_boundary():
    assert len(wc.tokenize(["", "  \n "])) == 0 and len(wc.tokenize([])) == 0
    assert wc.boundaries([""])[0].tolist() == []


def test_a_string_instead_of_a_list_is_an_error():
    for call in (wc.tokenize, wc.boundaries):
        with pytest.raises(TypeError, match="list of strings"):
            call("one text")


def test_an_unknown_unit_is_an_error():
    with pytest.raises(ValueError, match="'lines'"):
        wc.boundaries(["x"], unit="lines")


def test_a_lone_surrogate_is_named():
    with pytest.raises(ValueError, match=r"text 1 holds the lone surrogate U\+D800 at 2"):
        wc.tokenize(["fine", "ab\ud800"])


@pytest.mark.parametrize("unit", ["word", "sentence", "grapheme"])
def test_boundaries_are_those_of_unicodes_conformance_file(shared_data, unit):
    # The file is of Unicode 14; nothing that it tests has changed since.
    for line in (shared_data / "text" / f"{unit.title()}BreakTest.txt").read_text(encoding="utf-8").splitlines():
        marked = line.partition("#")[0].split()
        if not marked:
            continue
        text = "".join(chr(int(code, 16)) for code in marked[1::2])
        expected = [at for at, mark in enumerate(marked[0::2]) if mark == "÷"]
        if any(0xD800 <= ord(c) < 0xE000 for c in text):
            continue
        assert wc.boundaries([text], unit=f"{unit}s")[0].tolist() == expected, line


def test_a_line_of_ten_megabytes_is_read():
    text = "All work and no play makes a dull text. " * 250_000
    rows = wc.tokenize([text]).to_arrow()
    assert len(rows) == 10 * 250_000 and rows["paragraph"][-1].as_py() == 0


def test_nul_and_bidirectional_marks_do_no_harm():
    assert wc.words("a\0b \u202eright-to-left \u202c") == ["a", "b", "right", "to", "left"]


class TestSubwords:
    @pytest.fixture
    def model(self, shared_data):
        return wc.Subwords.load(shared_data / "text" / "test_model.model")

    def test_pieces_cover_the_text(self, model):
        text = "I saw a girl with a telescope."
        rows = model.encode([text]).to_pylist()
        assert "".join(text[row["begin"] : row["end"]] for row in rows) == text
        assert next(model.piece(row["id"]).replace("▁", " ") for row in rows) == " I"

    def test_a_file_that_is_no_model_is_an_error_that_names_it(self, tmp_path):
        (tmp_path / "bad.model").write_bytes(b"\xff not a model")
        with pytest.raises(ValueError, match=r"bad\.model: not a sentencepiece model"):
            wc.Subwords.load(tmp_path / "bad.model")


def test_tokens_of_a_corpus_name_its_documents(sample):
    table = sample.tokens.to_arrow()
    assert pa.types.is_dictionary(table["document"].type)
    assert set(table["document"].to_pylist()) == {document.id for document in sample}


@pytest.mark.parametrize("texts", [[b"\xff \xe2\x80"], ["a", None], ["a \ud800 b"]])
def test_boundaries_name_what_is_no_text(texts):
    with pytest.raises((TypeError, ValueError), match=r"^text [01] "):
        wc.boundaries(texts)


def test_boundaries_of_an_arrow_column_are_those_of_its_strings():
    column = pa.chunked_array([["a b"], ["c"]])
    assert [each.tolist() for each in wc.boundaries(column)] == [each.tolist() for each in wc.boundaries(["a b", "c"])]


def key_as_documented(folded: str) -> int:
    """The key of a folded form, straight from the words at `token_key` in tokenize.hpp."""
    data = folded.encode()
    hashed = len(data) * 0x9E3779B97F4A7C15 % 2**64
    for at in range(0, len(data), 16):
        piece = data[at : at + 16].ljust(16, b"\0")
        a, b = (int.from_bytes(half, "little") for half in (piece[:8], piece[8:]))
        product = (a ^ 0xE7037ED1A0B428DB ^ hashed) * (b ^ 0x8EBC6AF09C88C6E3)
        hashed = product % 2**64 ^ product >> 64
    return hashed


def test_keys_of_words_of_every_length_are_the_documented_hash():
    words = ["x" * length for length in range(1, 200)]
    words += ["Ж" * length for length in range(1, 80)] + ["東京タワー", "rechtsschutzversicherungsgesellschaften"]
    keys = wc.tokenize([" ".join(words)], rules="unicode").to_arrow()["key"].to_pylist()
    joined = [*words[:-2], *"東京", "タワー", words[-1]]  # by UAX #29 alone, each Han is a word
    assert keys == [key_as_documented(word.casefold()) for word in joined]


def test_keys_do_not_change():
    words = ["news", "antidisestablishmentarian", "достопримечательность", "ab" * 50]
    keys = wc.tokenize([" ".join(words)]).to_arrow()["key"].to_pylist()
    assert keys == [0x5B755544014461C7, 0x166F90199F1912B1, 0x8A52678E57DE4C7A, 0x865642D417F98130]
