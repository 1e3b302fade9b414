"""Rows of any model, made in batches and kept by text."""

import numpy as np
import pytest

import wirecopy as wc


class Lengths:
    """A model that counts what it is asked."""

    def __init__(self, width=3):
        self.asked = []
        self.width = width

    def encode(self, texts):
        self.asked.append(texts)
        return [[len(text)] * self.width for text in texts]


def test_every_document_has_the_row_of_its_text_and_equal_texts_are_made_once(sample):
    model = Lengths()
    texts = ["a", "bb", "a", "ccc", "bb"]
    assert wc.embed(texts, model, batch_size=2).tolist() == [[len(text)] * 3 for text in texts]
    assert model.asked == [["a", "bb"], ["ccc"]]
    assert wc.embed(sample, model)[:, 0].tolist() == [len(document.text) for document in sample]
    assert wc.embed([], model).shape == (0, 0)


def test_what_was_kept_is_not_made_again(tmp_path):
    kept = tmp_path / "rows.parquet"
    first, second, third = Lengths(), Lengths(), Lengths()
    wc.embed(["a", "bb"], first, cache=kept)
    assert wc.embed(["bb", "dddd"], second, cache=kept).tolist() == [[2] * 3, [4] * 3]
    wc.embed(["a", "bb", "dddd"], third, cache=kept)
    assert (second.asked, third.asked) == ([["dddd"]], [])
    with pytest.raises(ValueError, match=r"rows of 5 numbers; others, or those in .* have 3"):
        wc.embed(["e"], Lengths(5), cache=kept)
    (tmp_path / "other.parquet").write_bytes(b"PAR1")
    with pytest.raises(ValueError, match=r"other\.parquet holds no rows"):
        wc.embed(["a"], Lengths(), cache=tmp_path / "other.parquet")


def test_components_estimators_and_functions_are_models(sample):
    @wc.component(writes=["vector"])
    def lengths(batch):
        return {"vector": np.array([[len(text), 1] for text in batch.text.to_pylist()])}

    texts = ["a", "bb"]
    assert wc.embed(texts, lengths).tolist() == [[1, 1], [2, 1]]
    assert wc.embed(texts, lambda some: np.ones((len(some), 2))).tolist() == [[1, 1], [1, 1]]
    tfidf = wc.TfidfVectorizer(dtype=np.float32).fit(sample)
    np.testing.assert_allclose(wc.embed(sample, tfidf), tfidf.transform(sample).toarray())


def test_a_model_that_returns_something_else_is_named():
    with pytest.raises(ValueError, match=r"shape \(1, 2\) for 2 texts"):
        wc.embed(["a", "b"], lambda texts: np.ones((1, 2)))
    with pytest.raises(TypeError, match="int does neither"):
        wc.embed(["a"], 3)
    with pytest.raises(ValueError, match="batch_size is 0"):
        wc.embed(["a"], Lengths(), batch_size=0)


def test_a_model_may_return_the_same_memory_again():
    row = np.zeros((1, 1), np.float32)

    def length(texts):
        row[:] = len(texts[0])
        return row

    np.testing.assert_array_equal(wc.embed(["a", "bcd"], length, batch_size=1), [[1], [3]])


def test_rows_made_before_a_model_fails_are_kept(tmp_path):
    def fails(texts):
        if "ccc" in texts:
            raise RuntimeError("no memory")
        return [[len(text)] for text in texts]

    kept = tmp_path / "rows.parquet"
    with pytest.raises(RuntimeError, match="no memory"):
        wc.embed(["a", "bb", "ccc"], fails, cache=kept, batch_size=2)
    asked = Lengths(1)
    assert wc.embed(["a", "bb", "ccc"], asked, cache=kept).tolist() == [[1], [2], [3]]
    assert asked.asked == [["ccc"]]


def test_half_a_pair_of_surrogates_is_a_text_like_any_other():
    assert wc.embed(["a\ud800", "b"], Lengths(1)).tolist() == [[2], [1]]
