"""Results: words behind spans, files written whole, a display that escapes."""

import datetime
import gzip
import json
import re

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.corpus import read
from wirecopy.results import Result, write_table, written_whole

CORPUS = read(
    [
        {"id": "a", "text": "Ö naïve 🦊 fox", "title": "First", "source": "Alpha", "published": "2025-06-05"},
        {"id": "b", "text": "<b>bold</b> move", "title": "<script>alert(1)</script>"},
    ]
)


def spans(**columns):
    return Result(pa.table(columns), CORPUS)


def test_words_are_slices_of_code_points():
    frame = spans(document=["b", "a", "a"], begin=[12, 2, 8], end=[16, 7, 9]).to_pandas(text=True)
    assert frame["text"].tolist() == ["move", "naïve", "🦊"]
    assert frame["source"].tolist()[1:] == ["Alpha", "Alpha"]
    assert frame["published"][1] == pd.Timestamp("2025-06-05", tz="UTC")


def test_pairs_get_the_words_of_both_sides():
    result = spans(document_a=["a"], begin_a=[0], end_a=[1], document_b=["b"], begin_b=[0], end_b=[3])
    row = result.to_pandas(text=True).iloc[0]
    assert (row["text_a"], row["text_b"], row["title_a"], row["source_a"]) == ("Ö", "<b>", "First", "Alpha")
    assert pd.isna(row["source_b"])


def test_a_table_without_spans_gets_titles_and_no_text():
    frame = spans(document=["b"], words=[2]).to_pandas(text=True)
    assert list(frame.columns) == ["document", "words", "title", "source", "published"]


def test_a_column_the_table_already_has_stays():
    assert spans(document=["a"], source=["mine"]).to_pandas(text=True)["source"].tolist() == ["mine"]


def test_unknown_and_missing_documents_get_nulls():
    table = pa.table({"document": ["zz", None, "a"], "begin": [0, 0, None], "end": [1, 1, 1]})
    frame = Result(table, CORPUS).to_pandas(text=True)
    assert frame["text"].isna().tolist() == [True, True, False]


def test_documents_may_be_dictionary_encoded():
    document = pa.array(["a", "b", "a"]).dictionary_encode()
    table = pa.table({"document": document, "begin": [0, 0, 2], "end": [1, 3, 7]})
    assert Result(table, CORPUS).to_pandas(text=True)["text"].tolist() == ["Ö", "<b>", "naïve"]


def test_a_source_of_texts_without_a_table_gives_words_only():
    class Texts:
        def text_of(self, document):
            return "seven words"

    table = pa.table({"document": ["0"], "begin": [6], "end": [11]})
    frame = Result(table, Texts()).to_pandas(text=True)
    assert frame.columns.tolist() == ["document", "begin", "end", "text"]
    assert frame["text"].tolist() == ["words"]


def test_words_without_a_corpus_are_refused_with_the_reason():
    with pytest.raises(ValueError, match="without a corpus"):
        Result(pa.table({"document": ["a"], "begin": [0], "end": [1]})).to_pandas(text=True)


def test_rows_without_words_are_shown_as_they_are():
    for result in (Result(pa.table({"row_a": [1]})), Result(pa.table({"source": ["A"]}), CORPUS), CORPUS.issues):
        assert result.to_pandas(text=True).equals(result.to_pandas())


def test_a_missing_folder_is_named_and_not_the_file_in_the_making(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder '.*nowhere' to write 'x\.csv' into$"):
        write_table(MIXED, tmp_path / "nowhere" / "x.csv")
    with pytest.raises(IsADirectoryError, match="is a folder"):
        write_table(MIXED, (tmp_path / "x.csv").mkdir() or tmp_path / "x.csv")


def test_two_hundred_thousand_rows_get_their_words():
    count = 200_000
    table = pa.table({"document": ["a", "b"] * (count // 2), "begin": [0] * count, "end": [1] * count})
    frame = Result(table, CORPUS).to_pandas(text=True)
    assert frame["text"].tolist() == ["Ö", "<"] * (count // 2)


def test_repr_is_short_and_names_class_rows_and_columns():
    class Passages(Result):
        """A kind of result."""

    assert repr(Passages(pa.table({"document": ["a"], "begin": [1]}))) == "<Passages: 1 row of document, begin>"


def test_the_notebook_display_escapes_everything_and_shows_words():
    shown = spans(document=["b"] * 12, begin=[0] * 12, end=[11] * 12)._repr_html_()
    assert "&lt;b&gt;bold&lt;/b&gt;" in shown and "&lt;script&gt;" in shown
    assert "<script>" not in shown and "<b>" not in shown
    assert "and 2 more" in shown


def test_only_long_texts_are_wide_in_the_notebook_display():
    def cells(text):
        return re.findall(r'<td[^>]*style="([^"]*)"', Result(pa.table({"text": [text], "n": [1]}))._repr_html_())

    long, number = cells("word " * 40)
    assert "min-width:20em" in long and "min-width" not in number
    assert "min-width" not in "".join(cells("short"))
    assert all("vertical-align:top" in each for each in cells("short"))
    assert "overflow-x:auto" in CORPUS._repr_html_()


def test_the_notebook_display_works_without_a_corpus_and_without_rows():
    assert "0 rows" in Result(pa.table({"document": pa.array([], pa.string())}))._repr_html_()


MIXED = pa.table(
    {
        "name": ["=1+1", None],
        "many": pa.array([["x", "ÿ"], None]),
        "share": [0.25, float("nan")],
        "lag": pa.array([datetime.timedelta(hours=30), None], pa.duration("us")),
        "first": pa.array([datetime.datetime(2025, 6, 5, 11, 5), None], pa.timestamp("us", "UTC")),
    }
)


def test_parquet_keeps_all_types(tmp_path):
    Result(MIXED).write(tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").schema == MIXED.schema


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_jsonl_is_valid_json_a_line(tmp_path, ending):
    path = tmp_path / f"x{ending}"
    Result(MIXED).write(str(path))
    compression = {".gz": "gzip", ".zst": "zstd"}.get(path.suffix)
    lines = pa.input_stream(str(path), compression=compression).read().decode().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"name": "=1+1", "many": ["x", "ÿ"], "share": 0.25, "lag": 108000.0, "first": "2025-06-05T11:05:00Z"},
        {"name": None, "many": None, "share": None, "lag": None, "first": None},
    ]


def test_csv_holds_lists_as_json_and_durations_in_seconds(tmp_path):
    Result(MIXED).write(tmp_path / "x.csv")
    frame = pd.read_csv(tmp_path / "x.csv")
    assert frame.iloc[0].tolist() == ["=1+1", '["x", "ÿ"]', 0.25, 108000, "2025-06-05T11:05:00Z"]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK('x')", "+1", "-1", "@SUM(A1)", "=", "#N/A", "TRUE", "12", " = x", "_x0041_"]
)
def test_xlsx_holds_text_as_text_never_as_a_formula(tmp_path, text):
    Result(pa.table({"text": [text]})).write(tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx").active["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_xlsx_leaves_out_what_xml_cannot_hold(tmp_path):
    Result(pa.table({"text": ["a\x00b\x0bc\ufffed\te\nf"]})).write(tmp_path / "x.xlsx")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").active["A2"].value == "abcd\te\nf"


def test_a_text_too_long_for_a_cell_is_an_error_that_leaves_no_file(tmp_path):
    with pytest.raises(ValueError, match=r"row 1: text has 32,768 characters, a cell of XLSX holds 32,767"):
        Result(pa.table({"text": ["short", "x" * 32_768]})).write(tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_is_an_error_that_lists_the_known_ones(tmp_path):
    with pytest.raises(ValueError, match=r"x\.feather.*\.parquet, \.csv, \.jsonl, \.jsonl\.gz, \.jsonl\.zst, \.xlsx"):
        Result(MIXED).write(tmp_path / "x.feather")


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("old")
    with pytest.raises(RuntimeError), written_whole(path) as file:
        file.write(b"half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]


def test_the_same_table_gives_the_same_bytes(tmp_path):
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        write_table(MIXED, tmp_path / name)
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "one.jsonl.gz").read_bytes()).count(b"\n") == 2


def test_a_written_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "plain").touch()
    write_table(MIXED, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


@settings(deadline=None)
@given(st.lists(st.text(), min_size=1))
def test_jsonl_gives_every_string_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("jsonl") / "x.jsonl"
    write_table(pa.table({"text": texts}), path)
    with path.open(encoding="utf-8", newline="\n") as lines:
        assert [json.loads(line)["text"] for line in lines] == texts
