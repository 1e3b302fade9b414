"""Each kind of bad input: what becomes of the row, what the issue says, what errors="raise" says."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from wirecopy.corpus import read


def issues(corpus):
    return corpus.issues.to_arrow().to_pylist()


def texts(corpus):
    return corpus.table["text"].to_pylist()


def test_the_first_of_two_documents_with_one_id_stays():
    rows = [{"id": "a", "text": "1"}, {"id": "b", "text": "2"}, {"id": "a", "text": "3"}, {"id": "a", "text": "4"}]
    corpus = read(rows)
    assert texts(corpus) == ["1", "2"]
    assert [(each["row"], each["document"], each["problem"]) for each in issues(corpus)] == [
        (2, "a", "duplicate id"),
        (3, "a", "duplicate id"),
    ]
    with pytest.raises(ValueError, match=r"list: row 2: document 'a': id: duplicate id: row 0 has it too"):
        read(rows, errors="raise")


def test_a_row_without_text_does_not_take_the_id_from_a_later_good_one():
    corpus = read([{"id": "a", "text": None}, {"id": "a", "text": "x"}])
    assert texts(corpus) == ["x"]
    assert [each["problem"] for each in issues(corpus)] == ["missing text"]


def test_text_files_that_are_not_utf_8_are_named_with_the_byte(tmp_path):
    (tmp_path / "bad.txt").write_bytes("naïve ".encode() + b"\xe9t\xe9")
    (tmp_path / "good.txt").write_text("fine")
    corpus = read(tmp_path)
    assert texts(corpus) == ["fine"]
    (issue,) = issues(corpus)
    assert (issue["document"], issue["problem"], issue["row"]) == ("bad", "invalid UTF-8", None)
    assert issue["detail"].startswith("at byte 7;") and "encoding=" in issue["detail"]
    with pytest.raises(ValueError, match=r"document 'bad': text: invalid UTF-8: at byte 7"):
        read(tmp_path, errors="raise")


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_rows_that_are_not_utf_8_are_named_with_the_byte_and_the_rest_goes_on(tmp_path, ending):
    good, bad = "één".encode(), "één ".encode() + b"\xff"
    rows = [(b"a", good), (b"b", bad), (b"c", good)]
    if ending == ".csv":
        data = b"id,text\n" + b"".join(b'%b,"%b"\n' % row for row in rows)
    else:
        data = b"".join(b'{"id":"%b","text":"%b"}\n' % row for row in rows)
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    corpus = read(path)
    assert corpus.table["id"].to_pylist() == ["a", "c"]
    (issue,) = issues(corpus)
    expected_row = 3 if ending == ".csv" else 2
    assert (issue["document"], issue["problem"], issue["row"]) == ("b", "invalid UTF-8", expected_row)
    assert issue["detail"].startswith("at byte 6;")


def test_a_title_that_is_not_utf_8_is_left_out_and_the_document_stays(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"id,text,title\na,fine,caf\xe9\n")
    corpus = read(tmp_path / "x.csv")
    assert corpus["a"].title is None
    assert [(each["field"], each["problem"]) for each in issues(corpus)] == [("title", "invalid UTF-8")]


def test_bytes_that_do_not_fit_the_named_encoding_are_an_issue(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"id,text\na,caf\x81\nb,fine\n")
    corpus = read(tmp_path / "x.csv", encoding="cp1252")
    assert texts(corpus) == ["fine"]
    assert issues(corpus)[0]["problem"] == "invalid cp1252"


@pytest.mark.parametrize(
    "made",
    [
        lambda path: read([{"id": "a", "text": "x \ud83d"}, {"id": "b", "text": "fine"}]),
        lambda path: read(pd.DataFrame({"id": ["a", "b"], "text": pd.Series(["x \ud83d", "fine"], dtype=object)})),
        lambda path: path.write_text('{"id":"a","text":"x \\ud83d"}\n{"id":"b","text":"fine"}\n') and read(path),
    ],
)
def test_half_a_character_is_an_issue(tmp_path, made):
    corpus = made(tmp_path / "x.jsonl")
    assert texts(corpus) == ["fine"]
    (issue,) = issues(corpus)
    assert (issue["document"], issue["problem"]) == ("a", "lone surrogate")
    assert "byte 2" in issue["detail"]


def test_arrow_columns_that_claim_to_be_utf_8_are_checked():
    offsets = pa.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 2, 6)))
    array = pa.StringArray.from_buffers(2, offsets, pa.py_buffer(b"a\xfffine"))
    corpus = read(pa.table({"text": array}))
    assert texts(corpus) == ["fine"]
    assert issues(corpus)[0]["problem"] == "invalid UTF-8"


def test_binary_columns_are_read_as_utf_8():
    corpus = read(pa.table({"text": pa.array([b"fine", b"\xc3"])}))
    assert texts(corpus) == ["fine"]
    assert read(pl.DataFrame({"text": [b"fine"]})).table["text"].to_pylist() == ["fine"]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_a_row_without_text_is_left_out(missing):
    for made in (list, pd.DataFrame):
        corpus = read(made([{"id": "a", "text": missing}, {"id": "b", "text": "fine"}]))
        assert texts(corpus) == ["fine"]
        assert [(each["document"], each["problem"]) for each in issues(corpus)] == [("a", "missing text")]


@pytest.mark.parametrize("empty", ["", " \n\u3000"])
def test_a_document_with_an_empty_text_stays(empty):
    corpus = read([{"id": "a", "text": empty}])
    assert texts(corpus) == [empty]
    assert [each["problem"] for each in issues(corpus)] == ["empty text"]


def test_an_empty_cell_is_an_empty_text(tmp_path):
    frame = pd.DataFrame({"id": ["a", "b"], "text": ["", "fine"]})
    frame.to_csv(tmp_path / "x.csv", index=False)
    frame.to_excel(tmp_path / "x.xlsx", index=False)
    for name in ("x.csv", "x.xlsx"):
        corpus = read(tmp_path / name)
        assert texts(corpus) == ["", "fine"]
        assert [(each["row"], each["problem"]) for each in issues(corpus)] == [(2, "empty text")]


def test_a_text_that_is_a_list_is_an_issue():
    corpus = read([{"id": "a", "text": ["one", "two"]}, {"id": "b", "text": "fine"}])
    assert texts(corpus) == ["fine"]
    assert [each["problem"] for each in issues(corpus)] == ["not a single value", "missing text"]


def test_a_column_of_lists_as_text_is_an_error_that_says_so():
    with pytest.raises(ValueError, match="holds lists or objects"):
        read(pa.table({"paragraphs": [["x"]], "id": ["a"]}), text="paragraphs")
    with pytest.raises(ValueError, match="no column holds the articles' text"):
        read([{"text": ["x"], "id": "a"}])


def test_a_text_as_long_as_a_cell_can_be_is_named_as_cut(tmp_path):
    read([{"id": "a", "text": "x" * 32_767}]).write(tmp_path / "x.xlsx")
    assert [each["problem"] for each in issues(read(tmp_path / "x.xlsx"))] == ["truncated text"]


@pytest.mark.parametrize(
    "value",
    [
        *("2025-02-30", "05/06/2025", "yesterday", "2025-06-05T25:00", "2025-06", "0000-01-01", "12025-01-01"),
        *("1717585500", "0001-01-01T00:00:00+14:00", "Thu, 99 Jun 2025 11:05:00 GMT", "2025-06-05T11:05:00+99:00"),
        *("２０２５-06-05", "2025-06-05 then", "9999-12-31T23:59:59-01:00", "0001-11-30", "1599-12-31"),
    ],
)
def test_an_impossible_date_is_an_issue_and_the_document_stays(value):
    rows = [{"id": "a", "text": "x", "published": value}, {"id": "b", "text": "y", "published": "2025-06-05"}]
    corpus = read(rows)
    assert corpus["a"].published is None and corpus["b"].published is not None
    (issue,) = issues(corpus)
    assert (issue["document"], issue["field"], issue["problem"]) == ("a", "published", "unusable date")
    assert issue["value"] == value
    with pytest.raises(ValueError, match="document 'a': published: unusable date"):
        read(rows, errors="raise")


@pytest.mark.parametrize("kind", [pa.timestamp("s"), pa.timestamp("ms", "UTC"), pa.timestamp("us"), pa.date32()])
@pytest.mark.parametrize("sign", [1, -1])
def test_times_out_of_range_are_issues(kind, sign):
    far = 2**31 - 2 if pa.types.is_date32(kind) else 2**62
    ticks = pa.array([sign * far, 0], pa.int32() if pa.types.is_date32(kind) else pa.int64())
    corpus = read(pa.table({"text": ["x", "y"], "published": ticks.cast(kind)}))
    assert corpus["0"].published is None and corpus["1"].published is not None
    assert [(each["row"], each["problem"]) for each in issues(corpus)] == [(0, "unusable date")]


def test_values_that_are_only_the_addresses_of_objects_are_refused():
    frame = pl.DataFrame({"id": ["a"], "text": pl.Series([object()], dtype=pl.Object)})
    with pytest.raises(ValueError, match=r"column 'text' holds values of type fixed_size_binary\[8\]"):
        read(frame)
    with pytest.raises(ValueError, match=r"column 'id' holds values of type .*uuid"):
        read(pa.table({"id": pa.array([b"0123456789abcdef"], pa.uuid()), "text": ["x"]}))


@pytest.mark.parametrize("encoding", ["klingon", "hex", "utf-8\0"])
def test_an_unknown_encoding_is_an_error_that_names_it(encoding):
    with pytest.raises(ValueError, match=r"encoding='(klingon|hex|utf-8)"):
        read(["x"], encoding=encoding)


@pytest.mark.parametrize("date_format", ["%Q", "%d.%m.%Y %d", "%Y %"])
def test_a_date_format_that_reads_nothing_is_an_error_before_any_row(date_format):
    with pytest.raises(ValueError, match="date_format="):
        read([{"text": "x", "published": "2025"}], date_format=date_format)


def test_nul_bytes_are_kept_and_byte_order_marks_are_not(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xef\xbb\xbfid,text\na,x\x00y\n")
    (tmp_path / "x.jsonl").write_bytes(b'\xef\xbb\xbf{"id":"a","text":"x\\u0000y"}\n')
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfx\x00y")
    for name in ("x.csv", "x.jsonl", "a.txt"):
        assert read(tmp_path / name, errors="raise")["a"].text == "x\x00y"


def test_a_missing_id_is_an_issue_and_the_document_gets_a_name():
    corpus = read([{"id": "a", "text": "x"}, {"id": None, "text": "y"}, {"id": "", "text": "z"}])
    assert corpus.table["id"].to_pylist() == ["a", "row-1", "row-2"]
    assert [each["problem"] for each in issues(corpus)] == ["missing id"] * 2


def test_mixed_types_in_a_column_of_pandas_are_read_as_text():
    frame = pd.DataFrame({"id": [1, "b", 2.0], "text": ["x", 17, True]})
    corpus = read(frame)
    assert {document.id: document.text for document in corpus} == {"1": "x", "b": "17", "2": "true"}


def test_issues_come_in_order_of_rows_with_the_columns_people_need():
    rows = [{"id": "a", "text": None}, {"id": "b", "text": "x", "date": "?"}, {"id": "b", "text": ""}]
    corpus = read(rows)
    assert corpus.issues.to_arrow().column_names == ["row", "document", "field", "problem", "value", "detail"]
    assert [each["row"] for each in issues(corpus)] == [0, 1, 2, 2]
    assert "4 issues" in repr(corpus)


def test_issues_of_a_clean_corpus_are_an_empty_table_that_can_be_written(tmp_path):
    corpus = read(["x"])
    corpus.issues.write(tmp_path / "x.csv")
    assert corpus.issues.to_pandas().empty
