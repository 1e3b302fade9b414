"""The border to the core: the same documents, nothing copied, dates as intervals."""

import re

import numpy as np
import pyarrow as pa
import pytest

from wirecopy.batches import strings
from wirecopy.components import component
from wirecopy.corpus import read
from wirecopy.corpus.core import intervals


def test_the_core_sees_each_batch_of_documents(monkeypatch):
    monkeypatch.setattr("wirecopy.batches.BATCH_BYTES", 10)
    corpus = read(["one two", "drei", "", "öäü" * 5, "x"])
    assert (len(corpus.core), corpus.core.batches) == (5, [1, 2, 1, 1])
    assert corpus.core is corpus.core
    frame = corpus.tokens.to_pandas(text=True)
    assert frame["text"].tolist() == ["one", "two", "drei", "öäü" * 5, "x"]
    assert frame["document"].tolist() == ["0", "0", "1", "3", "4"]


def test_tokens_are_made_once_by_as_many_threads_as_asked_for():
    corpus = read(["one two"])
    with pytest.raises(ValueError, match="n_jobs"):
        corpus.tables(0)
    assert corpus.tables(1) is corpus.token_tables is corpus.tables(2)


@pytest.mark.parametrize("items", [[], [""]])
def test_a_corpus_without_words_has_no_tokens(items):
    corpus = read(items)
    assert (len(corpus.core), len(corpus.tokens)) == (len(items), 0)


def test_rows_that_are_left_out_are_not_seen_by_the_core():
    corpus = read([{"id": "a", "text": None}, {"id": "b", "text": "words"}])
    assert len(corpus.core) == 1
    assert corpus.tokens.to_pandas(text=True)["text"].tolist() == ["words"]


def test_texts_go_to_the_core_without_a_copy():
    array = pa.array(["skipped", "öne", "", "two"], pa.large_string())
    data, offsets = strings(array.slice(1))
    assert data.address == array.buffers()[2].address + len("skipped")
    assert (data.to_pybytes().decode(), offsets.tolist()) == ("önetwo", [0, 4, 4, 7])
    data, offsets = strings(array.slice(2, 0))
    assert (data.size, offsets.tolist()) == (0, [0])


def test_a_day_is_an_interval_and_an_instant_a_point():
    rows = [{"text": "x", "date": date} for date in ("1970-01-02", "1970-01-01T00:00:01Z", None)]
    earliest, latest = intervals(read(rows).table)
    unknown = np.iinfo(np.int64).min
    assert earliest.tolist() == [86_400_000_000, 1_000_000, unknown]
    assert latest.tolist() == [2 * 86_400_000_000 - 1, 1_000_000, unknown]


def test_a_corpus_takes_a_tokenizer_and_shares_its_columns():
    @component(writes=["document", "begin", "end"])
    def by_spaces(batch):
        spans = [
            (row, match.start(), match.end())
            for row, text in enumerate(batch.text.to_pylist())
            for match in re.finditer(r"[^ ]+", text)
        ]
        return dict(zip(("document", "begin", "end"), np.array(spans, np.int64).T, strict=True))

    corpus = read([{"id": "a", "text": "it's ten-fold"}])
    other = corpus.with_tokenizer(by_spaces)
    assert other.tokens.to_pandas(text=True)["text"].tolist() == ["it's", "ten-fold"]
    assert other.table is corpus.table
    assert corpus.tokens.to_pandas(text=True)["text"].tolist() == ["it's", "ten", "-", "fold"]
