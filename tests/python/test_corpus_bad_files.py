"""Files that are cut short, mislabelled or malformed: what they give, and what is said of them."""

import gzip
import json
import os

import openpyxl
import pyarrow as pa
import pytest

from wirecopy.corpus import read


def issues(corpus):
    return corpus.issues.to_arrow().to_pylist()


def texts(corpus):
    return corpus.table["text"].to_pylist()


def test_malformed_json_lines_are_named_with_their_number(tmp_path):
    lines = ['{"text": "one"}', "", "{broken", "[1]", '{"text": "two"}', "[" * 100_000, '{"text": "th']
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    corpus = read(tmp_path / "x.jsonl")
    assert corpus.table["id"].to_pylist() == ["1", "5"]
    assert [(each["row"], each["problem"]) for each in issues(corpus)] == [
        (3, "malformed JSON"),
        (4, "not an object"),
        (6, "malformed JSON"),
        (7, "malformed JSON"),
    ]
    assert "cut short" in issues(corpus)[-1]["detail"]
    with pytest.raises(ValueError, match="row 3: malformed JSON"):
        read(tmp_path / "x.jsonl", errors="raise")


@pytest.mark.parametrize(
    "data", ["{broken", '{"text": "x"}\n{"text": "y"}', '"text"', '{"status": "error"}', "[" * 99999]
)
def test_a_json_file_that_is_no_list_of_articles_is_an_error_that_names_it(tmp_path, data):
    (tmp_path / "x.json").write_text(data)
    with pytest.raises(ValueError, match=r"x\.json"):
        read(tmp_path / "x.json")


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.jsonl.zst", "x.csv.gz"])
def test_a_packed_file_cut_short_gives_what_it_holds_and_an_issue(tmp_path, name):
    noise = [f"{number * 2654435761 % 2**32:x} {number * 40503 % 2**31:x}" for number in range(30_000)]
    if ".csv" in name:
        data = "text\n" + "\n".join(noise)
    else:
        data = "".join(json.dumps({"text": each}) + "\n" for each in noise)
    packed = (
        gzip.compress(data.encode()) if name.endswith(".gz") else pa.Codec("zstd").compress(data.encode(), asbytes=True)
    )
    (tmp_path / name).write_bytes(packed[: len(packed) // 2])
    corpus = read(tmp_path / name)
    assert 1_000 < len(corpus) < 30_000
    assert texts(corpus) == noise[: len(corpus)]
    assert [each["problem"] for each in issues(corpus)] == ["file cut short"]
    with pytest.raises(ValueError, match="cut short"):
        read(tmp_path / name, errors="raise")


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.jsonl.zst", "x.json.gz", "x.xlsx", "x.parquet"])
def test_a_file_that_is_not_what_its_name_says_is_an_error_that_names_it(tmp_path, name):
    (tmp_path / name).write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match=name.replace(".", r"\.")):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["x.xlsx", "x.parquet"])
def test_a_workbook_or_parquet_file_cut_short_is_an_error_that_names_it(tmp_path, name):
    read([{"text": "x"}]).write(tmp_path / name)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-30])
    with pytest.raises(ValueError, match=r"cut short"):
        read(tmp_path / name)


def test_csv_rows_with_more_cells_than_the_header_are_left_out(tmp_path):
    (tmp_path / "x.csv").write_text("id,text\na,one\nb,two, three\nc,four\nd\ne,five,,\n")
    corpus = read(tmp_path / "x.csv")
    assert corpus.table["id"].to_pylist() == ["a", "c", "e"]
    assert [(each["row"], each["problem"]) for each in issues(corpus)] == [(3, "too many cells"), (5, "missing text")]


def test_a_quotation_mark_that_is_never_closed_is_an_issue_not_a_long_text(tmp_path):
    (tmp_path / "x.csv").write_text('id,text\na,one\nb,"two\nc,three\n')
    corpus = read(tmp_path / "x.csv")
    assert [document.text for document in corpus] == ["one", "three"]
    (issue,) = issues(corpus)
    assert (issue["row"], issue["problem"], issue["value"]) == (3, "malformed CSV", 'b,"two')
    assert issue["detail"].startswith("line 3: ") and "the line was left out" in issue["detail"]


def test_a_broken_quotation_mark_takes_one_row_of_a_thousand_and_names_it(tmp_path):
    lines = [f'{number},"text {number}"' for number in range(1_000)]
    lines[9] = '9,"text 9'
    (tmp_path / "x.csv").write_text("\n".join(["id,text", *lines]))
    corpus = read(tmp_path / "x.csv")
    assert corpus.ids.to_pylist() == [str(number) for number in range(1_000) if number != 9]
    (issue,) = issues(corpus)
    assert issue["detail"].startswith("line 11: ") and "found in line 12" in issue["detail"]


def test_lines_that_are_too_many_to_read_again_are_all_named(tmp_path, monkeypatch):
    monkeypatch.setattr("wirecopy.corpus.files._READ_AGAIN", 0)
    (tmp_path / "x.csv").write_text('id,text\na,one\nb,"two\nc,"three\nd,four\n')
    corpus = read(tmp_path / "x.csv")
    assert corpus.ids.to_pylist() == ["a", "d"]
    (issue,) = issues(corpus)
    assert issue["detail"].startswith("lines 3–4: ")


def test_a_text_file_in_utf_16_is_named_as_such(tmp_path):
    (tmp_path / "a.txt").write_bytes("x".encode("utf-16"))
    (tmp_path / "b.txt").write_text("y")
    corpus = read(tmp_path)
    assert texts(corpus) == ["y"]
    (issue,) = issues(corpus)
    assert issue["document"] == "a" and "encoding='utf-16'" in issue["detail"]


def test_a_file_name_that_is_not_utf_8_is_not_called_a_matter_of_encoding(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such names")
    (tmp_path / "b.txt").write_text("y")
    corpus = read(tmp_path)
    assert texts(corpus) == ["y"]
    (issue,) = issues(corpus)
    assert issue["problem"] == "invalid file name" and "encoding" not in issue["detail"]


def test_formulas_without_a_stored_value_are_named(tmp_path):
    book = openpyxl.Workbook()
    for row in (["id", "text", "notes"], ["a", "one", "=1+1"], ["b", '="two"', None], ['="c"', '="three"', None]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    corpus = read(tmp_path / "x.xlsx")
    assert texts(corpus) == ["one", "", ""]
    named = [each for each in issues(corpus) if each["problem"] == "formula without a stored value"]
    assert [(each["row"], each["field"]) for each in named] == [(3, "text"), (4, "id"), (4, "text")]
