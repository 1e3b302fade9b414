"""What is written is read back as it was: every format, hostile strings, dates with their precision."""

import datetime
import itertools

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.batches import BATCH_BYTES, in_batches
from wirecopy.corpus import read
from wirecopy.corpus.core import codes

FORMATS = [".parquet", ".csv", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".xlsx"]
HOSTILE = st.sampled_from(
    [
        *(
            "=1+1",
            "@x",
            '"',
            '""',
            "a,b;c\td",
            "'",
            "\\",
            "\\n",
            "a\r\nb\rc\nd",
            "null",
            "NaN",
            "#N/A",
            "TRUE",
            "1e5",
            "0017",
        ),
        *("<b>&amp;</b>", "\u2028", "\x85", "\ufeff", "\x00", "\ufdfa\u202e", "e\u0301", "\U0001f469\u200d\U0001f469"),
        *("_x000D_", " x ", "2025-06-05", "1 [+1 chars]"),
    ]
)
STRINGS = st.one_of(st.text(), HOSTILE, st.lists(HOSTILE).map("".join))
# What every field but the text is stripped of.
METADATA = STRINGS.map(str.strip).filter(bool) | st.none()
MOMENTS = st.datetimes(min_value=datetime.datetime(1600, 1, 1))
DATES = st.one_of(
    st.none(), st.dates(min_value=datetime.date(1600, 1, 1)), MOMENTS.map(lambda d: d.replace(tzinfo=datetime.UTC))
)
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "id": STRINGS.filter(bool),
            "text": STRINGS,
            "title": METADATA,
            "source": METADATA,
            "publisher": METADATA,
            "published": DATES,
            "url": METADATA,
            "language": METADATA,
        }
    ),
    unique_by=lambda row: row["id"],
    max_size=6,
)


def rows(corpus):
    return corpus.table.to_pylist()


def printable(document):
    """Leave out what XLSX cannot hold."""
    bad = dict.fromkeys([*range(9), 11, 12, *range(13, 32), 0xFFFE, 0xFFFF])
    return {name: value.translate(bad) if isinstance(value, str) else value for name, value in document.items()}


@pytest.mark.parametrize("ending", FORMATS)
@settings(deadline=None, max_examples=40)
@given(documents=DOCUMENTS)
def test_a_corpus_is_read_back_as_it_was_written(tmp_path_factory, ending, documents):
    if ending == ".xlsx":
        documents = list({row["id"]: row for row in map(printable, documents) if row["id"]}.values())
    corpus = read(documents)
    path = tmp_path_factory.mktemp("corpus") / f"x{ending}"
    corpus.write(path)
    assert rows(read(path)) == rows(corpus)


@settings(deadline=None)
@given(documents=DOCUMENTS)
def test_a_corpus_survives_pandas_polars_and_arrow(documents):
    import polars as pl

    corpus = read(documents)
    for table in (corpus.to_arrow(), pl.from_arrow(corpus.to_arrow()), corpus.to_pandas(), list(corpus)):
        assert rows(read(table)) == rows(corpus)


@settings(deadline=None)
@given(documents=DOCUMENTS)
def test_the_values_of_documents_are_kept(documents):
    for document, given_ in zip(read(documents), documents, strict=True):
        assert (document.id, document.text) == (given_["id"], given_["text"])
        assert document.published == given_["published"]
        assert type(document.published) is type(given_["published"])


@settings(deadline=None)
@given(texts=st.lists(st.text()))
def test_a_folder_of_text_files_is_read_byte_for_byte(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("folder")
    (folder / "zzz.txt").touch()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_bytes(text.encode())
    corpus = read(folder)
    assert corpus.table["text"].to_pylist() == [text.removeprefix("\ufeff") for text in texts] + [""]


@settings(deadline=None)
@given(values=st.lists(st.text(max_size=20)), cuts=st.lists(st.integers(0, 20)), size=st.integers(1, 60))
def test_batches_hold_whole_documents_and_no_more_than_they_may(values, cuts, size):
    edges = [0, *sorted(min(cut, len(values)) for cut in cuts), len(values)]
    chunks = [values[a:b] for a, b in itertools.pairwise(edges)]
    column = pa.chunked_array(chunks, pa.large_string())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wirecopy.batches.BATCH_BYTES", size)
        batches = in_batches(column).chunks
    assert [text for batch in batches for text in batch.to_pylist()] == values
    for batch in batches:
        held = [len(text.encode()) for text in batch.to_pylist()]
        assert held and (sum(held) <= size or max(held) > size)
    assert BATCH_BYTES == 64 * 1024 * 1024


@settings(deadline=None)
@given(names=st.lists(st.none() | st.sampled_from("abcdé")))
def test_codes_do_not_depend_on_the_order_of_documents(names):
    numbered = dict(zip(names, codes(pa.chunked_array([names], pa.string())).tolist(), strict=True))
    turned = dict(zip(names[::-1], codes(pa.chunked_array([names[::-1]], pa.string())).tolist(), strict=True))
    assert numbered == turned
    assert numbered.get(None, -1) == -1
    known = sorted((name for name in numbered if name is not None), key=str.encode)
    assert [numbered[name] for name in known] == list(range(len(known)))
