"""Reading documents from each kind of input, and what the columns may be called."""

import datetime
import gzip
import json

import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wirecopy.components import component
from wirecopy.corpus import Corpus, read


@component(writes=["document", "begin", "end"])
def whole_text(batch):
    rows = list(range(len(batch)))
    return {"document": rows, "begin": [0] * len(rows), "end": [len(text) for text in batch.text.to_pylist()]}


ROWS = [
    {"id": "a", "text": "One.\nTwo.", "source": "Alpha", "published": "2025-06-05", "url": "https://www.alpha.co.uk/1"},
    {"id": "b", "text": "Drei; „vier“", "source": "Beta", "published": "2025-06-05T11:05:00+09:00", "url": None},
]
A = {"source": "Alpha", "publisher": "alpha.co.uk", "published": datetime.date(2025, 6, 5)}
B = {"source": "Beta", "publisher": "Beta", "published": datetime.datetime(2025, 6, 5, 2, 5, tzinfo=datetime.UTC)}


def check(corpus):
    assert [document.id for document in corpus] == ["a", "b"]
    assert [document.text for document in corpus] == ["One.\nTwo.", "Drei; „vier“"]
    for document, expected in zip(corpus, (A, B), strict=True):
        assert {name: getattr(document, name) for name in expected} == expected
    assert corpus.table["precision"].to_pylist() == ["day", "instant"]
    assert len(corpus.issues) == 0


def jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


@pytest.mark.parametrize("name", ["x.jsonl", "x.ndjson", "x.jsonl.gz", "x.jsonl.zst", "X.JSONL"])
def test_jsonl_is_read_plain_and_packed(tmp_path, name):
    data = jsonl(ROWS)
    if name.endswith(".gz"):
        data = gzip.compress(data)
    elif name.endswith(".zst"):
        data = pa.Codec("zstd").compress(data, asbytes=True)
    (tmp_path / name).write_bytes(data)
    check(read(tmp_path / name))
    check(read(str(tmp_path / name), errors="raise"))


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_json_array_is_read_bare_and_as_the_list_inside_an_object(tmp_path, wrapped):
    data = {"status": "ok", "articles": ROWS} if wrapped else ROWS
    (tmp_path / "x.json").write_text(json.dumps(data))
    check(read(tmp_path / "x.json"))


@pytest.mark.parametrize(("name", "delimiter"), [("x.csv", ","), ("x.csv", ";"), ("x.tsv", "\t"), ("x.csv.gz", ",")])
def test_csv_is_read_with_its_own_delimiter(tmp_path, name, delimiter):
    pd.DataFrame(ROWS).to_csv(tmp_path / name, sep=delimiter, index=False)
    check(read(tmp_path / name))


def test_the_first_line_may_name_the_mark_between_cells_as_excel_does(tmp_path):
    (tmp_path / "x.csv").write_bytes('\ufeffsep=;\r\nid;text\r\na;"one, two, three"\r\nb;"x\r\n'.encode())
    corpus = read(tmp_path / "x.csv")
    assert corpus["a"].text == "one, two, three"
    (issue,) = corpus.issues.to_arrow().to_pylist()
    assert issue["detail"].startswith("line 4: ")


def test_xlsx_is_read_with_dates_as_the_sheet_shows_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "text", "date"])
    book.active.append([17, "day", datetime.date(2025, 6, 5)])
    book.active.append([18, "midnight", datetime.datetime(2025, 6, 5)])
    book.active.append([])
    book.active.append(["c", "text", "2025-06-05"])
    book.active["C3"].number_format = "yyyy-mm-dd hh:mm"
    book.save(tmp_path / "x.xlsx")
    corpus = read(tmp_path / "x.xlsx")
    assert corpus.table["id"].to_pylist() == ["17", "18", "c"]
    assert corpus.table["precision"].to_pylist() == ["day", "instant", "day"]
    assert len(corpus.issues) == 0


def test_parquet_is_read_and_other_columns_are_not(tmp_path):
    pq.write_table(pa.Table.from_pylist([row | {"other": [1]} for row in ROWS]), tmp_path / "x.parquet")
    check(read(tmp_path / "x.parquet"))


@pytest.mark.parametrize(
    "made",
    [
        list,
        iter,
        pd.DataFrame,
        pl.DataFrame,
        pa.Table.from_pylist,
        lambda rows: pa.Table.from_pylist(rows).to_batches()[0],
        lambda rows: pa.Table.from_pylist(rows).to_reader(),
        lambda rows: read(rows),
        lambda rows: list(read(rows)),
        lambda rows: read(rows).table,
        lambda rows: read(rows).to_pandas(),
        lambda rows: pd.DataFrame(rows).set_index("id"),
        lambda rows: pl.DataFrame(rows).with_columns(pl.col("source").cast(pl.Categorical)),
        lambda rows: pd.DataFrame(rows).astype({"source": "category"}),
        lambda rows: pa.Table.from_pylist([rows[0], *rows]).slice(1),
    ],
)
def test_tables_in_memory_are_read(made):
    check(read(made(ROWS)))


def test_a_corpus_is_read_as_itself_with_the_columns_mapped_anew():
    corpus = read(read(ROWS), source="publisher")
    assert corpus.table["source"].to_pylist() == ["alpha.co.uk", "Beta"]


def test_a_corpus_read_again_keeps_its_issues_and_its_tokenizer():
    corpus = read([{"id": "a", "text": "one two"}, {"id": "a", "text": "x"}]).with_tokenizer(whole_text)
    again = read(corpus)
    assert len(again.issues) == 1
    assert again.tokens.to_pandas(text=True)["text"].tolist() == ["one two"]


def test_plain_strings_are_documents_called_by_their_position():
    assert [(document.id, document.text) for document in read(["x", "y"])] == [("0", "x"), ("1", "y")]


def test_a_document_without_an_id_is_called_by_its_row(tmp_path):
    (tmp_path / "x.csv").write_text("text\none\ntwo\n")
    assert read(tmp_path / "x.csv").table["id"].to_pylist() == ["2", "3"]


def test_a_folder_is_read_in_order_of_paths_with_what_the_names_say(tmp_path):
    (tmp_path / "june").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "june" / "the_times_2025-06-05.txt").write_bytes("\ufeffOne\r\ntwo".encode())
    (tmp_path / "beta_2025-06-06.TXT").write_text("Three")
    (tmp_path / ".git" / "x_2025-06-06.txt").write_text("hidden")
    (tmp_path / "notes.md").write_text("x")
    corpus = read(tmp_path, pattern="{source}_{published}.txt")
    assert corpus.table["id"].to_pylist() == ["beta_2025-06-06", "june/the_times_2025-06-05"]
    assert corpus.table["source"].to_pylist() == ["beta", "the_times"]
    assert corpus["june/the_times_2025-06-05"].published == datetime.date(2025, 6, 5)
    assert corpus["june/the_times_2025-06-05"].text == "One\r\ntwo"
    assert corpus.issues.to_arrow().select(["problem", "value"]).to_pylist() == [
        {"problem": "not read", "value": "notes.md"}
    ]


def test_a_pattern_with_a_slash_is_held_against_the_path(tmp_path):
    (tmp_path / "alpha").mkdir()
    (tmp_path / "alpha" / "2025-06-05-17.txt").write_text("x")
    corpus = read(tmp_path, pattern="{source}/{published}-{id}")
    assert (corpus["17"].source, corpus["17"].published) == ("alpha", datetime.date(2025, 6, 5))


def test_a_name_that_does_not_fit_the_pattern_is_an_issue_and_the_document_stays(tmp_path):
    (tmp_path / "odd.txt").write_text("x")
    corpus = read(tmp_path, pattern="{source}_{published}.txt")
    assert len(corpus) == 1
    assert corpus.issues.to_pandas()["problem"].tolist() == ["name without fields"]


@pytest.mark.parametrize("pattern", ["plain.txt", "{outlet}.txt", "{source}_{source}.txt", "{text}.txt"])
def test_a_pattern_without_known_fields_is_an_error(tmp_path, pattern):
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(ValueError, match="id, title, source, publisher, published, url, language"):
        read(tmp_path, pattern=pattern)


def test_one_text_file_is_one_document(tmp_path):
    (tmp_path / "alpha_2025-06-05.txt").write_text("x")
    corpus = read(tmp_path / "alpha_2025-06-05.txt", pattern="{source}_{published}.txt")
    assert [(document.id, document.source) for document in corpus] == [("alpha_2025-06-05", "alpha")]


def test_a_folder_of_html_says_that_the_text_must_be_taken_out(tmp_path):
    (tmp_path / "a.html").write_text("<p>x")
    with pytest.raises(ValueError, match=r"no \.txt files.*1 \.html.*HTML"):
        read(tmp_path)
    with pytest.raises(ValueError, match=r"a\.html.*HTML"):
        read(tmp_path / "a.html")


def test_another_encoding_is_read_when_named(tmp_path):
    for encoding in ("cp1252", "utf-16", "euc-kr"):
        text = "북한 김정은" if encoding == "euc-kr" else "naïve “quotes”"
        (tmp_path / "x.csv").write_bytes(f"id,text\na,{text}\n".encode(encoding))
        (tmp_path / "x.txt").write_bytes(text.encode(encoding))
        assert read(tmp_path / "x.csv", encoding=encoding, errors="raise")["a"].text == text
        assert read(tmp_path / "x.txt", encoding=encoding, errors="raise")["x"].text == text


def test_utf_16_is_recognised_by_its_mark(tmp_path):
    (tmp_path / "x.csv").write_bytes("id,text\na,x\n".encode("utf-16"))
    with pytest.raises(ValueError, match=r"x\.csv.*encoding='utf-16'"):
        read(tmp_path / "x.csv")


@pytest.mark.parametrize(
    "empty", [[], pd.DataFrame(), pd.DataFrame({"text": []}), pa.table({"text": pa.array([], "str")})]
)
def test_no_documents_make_an_empty_corpus(empty):
    corpus = read(empty)
    assert (len(corpus), list(corpus), corpus.table["text"].num_chunks) == (0, [], 0)
    assert "0 documents" in repr(corpus) and "0 documents" in corpus._repr_html_()
    assert corpus.to_pandas().empty


def test_an_empty_file_is_an_empty_corpus_with_an_issue(tmp_path):
    (tmp_path / "x.jsonl").touch()
    corpus = read(tmp_path / "x.jsonl")
    assert (len(corpus), corpus.issues.to_pandas()["problem"].tolist()) == (0, ["no documents"])


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet", ".txt"])
def test_ten_megabytes_in_one_line_are_one_document(tmp_path, ending):
    text = "word " * 2_000_000
    path = tmp_path / f"x{ending}"
    if ending == ".txt":
        path.write_text(text)
    else:
        read([{"id": "x", "text": text}]).write(path)
    assert read(path, errors="raise")["x"].text == text


def test_texts_come_in_chunks_of_whole_documents(monkeypatch):
    monkeypatch.setattr("wirecopy.batches.BATCH_BYTES", 10)
    texts = ["äää", "bbb", "c", "d" * 25, "", "e" * 10, "f", "", ""]
    chunked = pa.chunked_array([texts[:4], texts[4:5], texts[5:]], pa.large_string())
    for column in (chunked, chunked.combine_chunks(), pa.chunked_array([[each] for each in texts], pa.large_string())):
        chunks = read(pa.table({"text": column})).table["text"].chunks
        assert [text for chunk in chunks for text in chunk.to_pylist()] == texts
        assert all(len(chunk) == 1 or sum(map(len, chunk.to_pylist())) <= 10 for chunk in chunks)
    chunks = read(pa.table({"text": chunked.combine_chunks()})).table["text"].chunks
    assert [chunk.to_pylist() for chunk in chunks] == [texts[:3], texts[3:4], texts[4:6], texts[6:]]


def test_neither_files_nor_objects_of_other_kinds_are_read(tmp_path):
    (tmp_path / "x.doc").touch()
    with pytest.raises(ValueError, match=r"x\.doc.*\.txt, \.jsonl"):
        read(tmp_path / "x.doc")
    with pytest.raises(FileNotFoundError, match="to read texts, pass a list"):
        read("Some text that is no path")
    with pytest.raises(TypeError, match="for one document pass a list"):
        read({"text": "x"})
    with pytest.raises(TypeError, match="item 1 of the list is a int"):
        read(["x", 1])
    with pytest.raises(TypeError, match="int"):
        read(17)
    with pytest.raises(ValueError, match="use pattern"):
        read(tmp_path, source="outlet")
    with pytest.raises(ValueError, match="pattern= is for names of text files"):
        read([], pattern="{source}.txt")
    with pytest.raises(ValueError, match="expected 'collect' or 'raise'"):
        read([], errors="ignore")


def test_a_corpus_takes_text_as_every_result_does():
    corpus = read(ROWS)
    assert corpus.to_pandas(text=True).equals(corpus.to_pandas())


def test_a_corpus_answers_by_id_and_suggests_close_ones():
    corpus = read([*ROWS, {"id": "release-17", "text": "x"}])
    assert "a" in corpus and "zz" not in corpus
    assert corpus.text_of("b") == "Drei; „vier“"
    with pytest.raises(KeyError, match="no document 'release-71'; close to it are 'release-17'"):
        corpus["release-71"]
    with pytest.raises(TypeError, match="by their id"):
        corpus[0]
    assert repr(corpus) == "<Corpus: 3 documents, 2 sources, 2025-06-05>"


def test_displays_in_a_notebook_escape_everything():
    hostile = "<script>alert(1)</script>"
    corpus = read([{"id": hostile, "text": hostile, "title": hostile, "source": hostile, "url": hostile}])
    for shown in (corpus._repr_html_(), corpus[hostile]._repr_html_(), corpus.issues._repr_html_()):
        assert "<script>" not in shown
    assert isinstance(corpus, Corpus)
