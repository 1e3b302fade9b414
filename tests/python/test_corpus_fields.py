"""Which column is which: names that exports use, dates and their precision, the house behind an outlet."""

import datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from wirecopy.corpus import read


def test_columns_are_mapped_by_keyword():
    rows = [{"Nr": 7, "Beitrag": "x", "outlet": "Zeitung", "source": "dpa", "meta": {"desk": {"name": "Inland"}}}]
    corpus = read(rows, id="Nr", text="Beitrag", source="outlet", title="meta.desk.name")
    assert (corpus["7"].text, corpus["7"].source, corpus["7"].title) == ("x", "Zeitung", "Inland")
    frame = read(pd.DataFrame(rows), id="Nr", text="Beitrag", title="meta.desk.name")
    assert (frame["7"].source, frame["7"].title) == ("dpa", "Inland")


def test_an_unknown_column_is_an_error_that_lists_those_there_are():
    with pytest.raises(ValueError, match=r"source='outlett'.*'text', 'outlet'"):
        read([{"text": "x", "outlet": "y"}], source="outlett")


def test_a_table_without_text_is_an_error_that_lists_the_columns_and_the_keyword(tmp_path):
    (tmp_path / "x.csv").write_text("nr;inhalt\n1;x\n")
    with pytest.raises(ValueError, match=r"x\.csv: no column holds the articles' text.*text='\.\.\.'.*'nr', 'inhalt'"):
        read(tmp_path / "x.csv")


@pytest.mark.parametrize("made", [lambda rows: rows, pd.DataFrame, pa.Table.from_pylist])
def test_newsapi_is_recognised_and_cut_texts_are_named(made):
    rows = [
        {
            "source": {"id": "alpha", "name": "Alpha News"},
            "author": "N. N.",
            "title": "T",
            "description": "D",
            "url": "https://alpha.example/1",
            "publishedAt": "2025-06-05T11:05:00Z",
            "content": "The beginning of it… [+1234 chars]",
        }
    ]
    corpus = read(made(rows))
    document = next(iter(corpus))
    assert (document.source, document.title, document.published.hour) == ("Alpha News", "T", 11)
    (issue,) = corpus.issues.to_arrow().to_pylist()
    assert (issue["problem"], issue["field"], issue["row"]) == ("truncated text", "text", 0)
    assert "[+1234 chars]" in issue["value"]


def test_newsapi_without_content_is_named_and_the_teaser_offered():
    with pytest.raises(ValueError, match=r"NewsAPI export without 'content'.*text='description'"):
        read([{"source": {"name": "A"}, "publishedAt": "2025-06-05T11:05:00Z", "description": "D", "url": "u"}])


def test_media_cloud_with_text_is_recognised():
    row = {
        "stories_id": 17,
        "media_name": "Alpha",
        "publish_date": "2025-06-05 11:05:00",
        "story_text": "x",
        "text": "",
    }
    corpus = read([row], text="story_text")
    assert (corpus["17"].source, corpus["17"].published) == (
        "Alpha",
        datetime.datetime(2025, 6, 5, 11, 5, tzinfo=datetime.UTC),
    )


def test_media_cloud_without_text_is_named():
    with pytest.raises(ValueError, match=r"Media Cloud export, which comes without.*fetch the pages of 'url'"):
        read([{"id": "1", "media_name": "A", "publish_date": "2025-06-05", "title": "t", "url": "u"}])


def test_gdelt_without_text_is_named_and_with_text_added_is_read():
    row = {"DocumentIdentifier": "https://a.example/1", "SourceCommonName": "a.example", "DATE": 20250605110500}
    with pytest.raises(ValueError, match=r"GDELT export, which comes without.*'DocumentIdentifier'"):
        read([row])
    document = next(iter(read([row | {"text": "x"}])))
    assert (document.source, document.url) == ("a.example", "https://a.example/1")
    assert document.published == datetime.datetime(2025, 6, 5, 11, 5, tzinfo=datetime.UTC)


def test_a_column_of_lists_is_passed_over_where_it_was_not_asked_for():
    corpus = read([{"text": "x", "media": ["a.jpg"], "title": "t"}])
    assert corpus["0"].source is None
    assert len(corpus.issues) == 0


def test_ids_that_pandas_made_floats_are_the_whole_numbers_they_were():
    frame = pd.DataFrame({"id": [1.0, np.nan, 3.0], "text": ["x", "y", "z"]})
    assert read(frame).table["id"].to_pylist() == ["1", "row-1", "3"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-06-05", datetime.date(2025, 6, 5)),
        ("20250605", datetime.date(2025, 6, 5)),
        (" 2025-06-05 ", datetime.date(2025, 6, 5)),
        ("2025-06-05T11:05", datetime.datetime(2025, 6, 5, 11, 5)),
        ("2025-06-05 11:05:00", datetime.datetime(2025, 6, 5, 11, 5)),
        ("2025-06-05T20:05:00+09:00", datetime.datetime(2025, 6, 5, 11, 5)),
        ("2025-06-05T20:05:00+0900", datetime.datetime(2025, 6, 5, 11, 5)),
        ("2025-06-05 11:05:00 UTC", datetime.datetime(2025, 6, 5, 11, 5)),
        ("2025-06-05T11:05:00.250Z", datetime.datetime(2025, 6, 5, 11, 5, 0, 250_000)),
        ("20250605T110500Z", datetime.datetime(2025, 6, 5, 11, 5)),
        ("20250605110500", datetime.datetime(2025, 6, 5, 11, 5)),
        ("Thu, 05 Jun 2025 11:05:00 GMT", datetime.datetime(2025, 6, 5, 11, 5)),
        (datetime.date(2025, 6, 5), datetime.date(2025, 6, 5)),
        (datetime.datetime(2025, 6, 5), datetime.datetime(2025, 6, 5)),
        (pd.Timestamp("2025-06-05 11:05", tz="Asia/Seoul"), datetime.datetime(2025, 6, 5, 2, 5)),
        (20250605, datetime.date(2025, 6, 5)),
        (None, None),
        ("", None),
    ],
)
def test_dates_keep_the_precision_they_came_with(value, expected):
    if isinstance(expected, datetime.datetime):
        expected = expected.replace(tzinfo=datetime.UTC)
    corpus = read([{"text": "x", "date": value}, {"text": "y", "date": "2025-01-01"}], errors="raise")
    assert corpus["0"].published == expected
    assert type(corpus["0"].published) is type(expected)


@pytest.mark.parametrize(
    ("date_format", "value", "expected"),
    [
        ("%d.%m.%Y", "05.06.2025", datetime.date(2025, 6, 5)),
        ("%d/%m/%Y %H:%M", "05/06/2025 11:05", datetime.datetime(2025, 6, 5, 11, 5, tzinfo=datetime.UTC)),
        ("%d/%m/%Y %z", "05/06/2025 +0900", datetime.date(2025, 6, 5)),
        ("%d.%m.%Y", datetime.date(2025, 6, 5), datetime.date(2025, 6, 5)),
    ],
)
def test_dates_written_otherwise_are_read_with_date_format(date_format, value, expected):
    assert read([{"text": "x", "date": value}], date_format=date_format)["0"].published == expected


def test_timestamps_of_pandas_are_days_when_all_are_midnight():
    for times, precision in ((["2025-06-05", "2025-06-06"], "day"), (["2025-06-05", "2025-06-06 11:05"], "instant")):
        frame = pd.DataFrame({"text": ["x", "y"], "date": pd.to_datetime(times, format="ISO8601")})
        assert read(frame).table["precision"].to_pylist() == [precision] * 2


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_arrow_timestamps_of_every_unit_are_instants_utc(unit):
    times = pa.array([datetime.datetime(2025, 6, 5, 20, 5), None]).cast(pa.timestamp(unit, "Asia/Seoul"))
    corpus = read(pa.table({"text": ["x", "y"], "published": times}), errors="raise")
    assert corpus["0"].published == datetime.datetime(2025, 6, 5, 20, 5, tzinfo=datetime.UTC)
    assert corpus["1"].published is None


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64()])
def test_arrow_dates_are_days(kind):
    days = pa.array([datetime.date(2025, 6, 5)]).cast(kind)
    assert read(pa.table({"text": ["x"], "published": days}))["0"].published == datetime.date(2025, 6, 5)


@pytest.mark.parametrize(
    ("url", "house"),
    [
        ("https://news.bbc.co.uk/a?b", "bbc.co.uk"),
        ("HTTP://WWW.Example.COM:8080/", "example.com"),
        ("//user@m.example.com/", "example.com"),
        ("www.example.com/path", "example.com"),
        ("https://tidewater.harbourpost.example/1", "harbourpost.example"),
        ("https://co.uk/1", "co.uk"),
        ("https://one.github.io/p/x", "one.github.io"),
        ("http://127.0.0.1/x", "127.0.0.1"),
        ("http://[2001:db8::1]/x", "2001:db8::1"),
        ("urn:isbn:1", "Label"),
        ("http://localhost/x", "Label"),
        ("", "Label"),
        (None, "Label"),
    ],
)
def test_the_publisher_is_the_registrable_domain_else_the_source(url, house):
    assert read([{"text": "x", "source": "Label", "url": url}])["0"].publisher.strip("[]") == house


def test_a_publisher_that_is_given_stays():
    rows = [
        {"text": "x", "publisher": "House", "url": "https://a.example/"},
        {"text": "y", "url": "https://b.example/"},
    ]
    assert read(rows).table["publisher"].to_pylist() == ["House", "b.example"]


def publishers_of(rows, **options):
    return read([{"text": "x", **row} for row in rows], **options).table["publisher"].to_pylist()


def test_a_document_without_an_address_has_the_house_of_its_source():
    rows = [{"source": "A"}, {"source": "A", "url": "https://www.house.example/1"}, {"source": "B"}]
    assert publishers_of(rows) == ["house.example", "house.example", "B"]
    assert publishers_of([*rows, {"source": "A", "url": "https://other.example/"}])[0] == "A"


@pytest.mark.parametrize(
    ("houses", "expected"),
    [
        ({"A": "One"}, ["One", "b.example", "One", None]),
        ({"b.example": "One"}, ["a.example", "One", "a.example", None]),
        ({"A": "One", "a.example": "Two", "nobody": "Three"}, ["One", "b.example", "One", None]),
        ({}, ["a.example", "b.example", "a.example", None]),
    ],
)
def test_houses_are_named_by_source_or_by_domain(houses, expected):
    rows = [
        {"source": "A", "url": "https://a.example/"},
        {"source": "B", "url": "https://b.example/"},
        {"source": "A"},
        {},
    ]
    assert publishers_of(rows, publishers=houses) == expected
    corpus = read([{"text": "x", **row} for row in rows])
    assert read(corpus, publishers=houses).table["publisher"].to_pylist() == expected


@pytest.mark.parametrize("houses", [{"A": ""}, {"A": None}, {1: "House"}])
def test_a_house_without_a_name_is_named(houses):
    with pytest.raises(ValueError, match="publishers: "):
        read([{"text": "x"}], publishers=houses)
