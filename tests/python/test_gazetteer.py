"""Lists of names: how they are read and kept, and what of them is found in a text."""

import json
import re
import unicodedata

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import wirecopy as wc


def spans(mentions):
    return mentions.to_arrow().select(["document", "begin", "end", "entity", "rule"]).to_pylist()


COLUMNS = {
    "entity": ["Q1", "Q1", "Q2", "Q3"],
    "name": ["Osk River Authority", "ORA", "Osk", "NA"],
    "kind": ["organisation", "organisation", "place", "other"],
}
TEXT = "The Osk River Authority (ORA) on the Osk’s bank; an ora is not NA.\nOSK RIVER AUTHORITY"


@pytest.mark.parametrize(
    ("ending", "write"),
    [
        ("json", lambda path: path.write_text(json.dumps(pa.table(COLUMNS).to_pylist()), encoding="utf-8")),
        ("csv", lambda path: pd.DataFrame(COLUMNS).to_csv(path, index=False)),
        ("parquet", lambda path: pq.write_table(pa.table(COLUMNS), path)),
    ],
)
def test_a_gazetteer_reads_the_same_from_every_format(tmp_path, ending, write):
    path = tmp_path / f"names.{ending}"
    write(path)
    corpus = wc.read([{"id": "a", "text": TEXT}])
    gazetteer = wc.Gazetteer.read(path)
    assert len(gazetteer) == 4
    found = gazetteer.find(corpus).to_pandas(text=True)
    assert list(zip(found.text, found.entity, found.kind, found.rule, strict=True)) == [
        ("Osk River Authority", "Q1", "organisation", "gazetteer"),
        ("ORA", "Q1", "organisation", "gazetteer"),
        ("Osk", "Q2", "place", "gazetteer"),
        ("NA", "Q3", "other", "gazetteer"),
        ("OSK RIVER AUTHORITY", "Q1", "organisation", "gazetteer"),
    ]
    for table in (COLUMNS, pd.DataFrame(COLUMNS), pa.table(COLUMNS)):
        assert spans(wc.Gazetteer.from_table(table).find(corpus)) == spans(gazetteer.find(corpus))


def test_a_bad_list_is_named_with_its_file_column_or_row(tmp_path):
    with pytest.raises(ValueError, match=r"entity and name.*label"):
        wc.Gazetteer.from_table({"label": ["x"]})
    with pytest.raises(ValueError, match="row 1"):
        wc.Gazetteer.from_table({"entity": ["a", "b"], "name": ["Kim", "--"]})
    with pytest.raises(ValueError, match="row 0: entity is empty"):
        wc.Gazetteer.from_table({"entity": pa.array([None], pa.string()), "name": ["Kim"]})
    with pytest.raises(TypeError, match="int"):
        wc.Gazetteer.from_table(7)
    path = tmp_path / "names.txt"
    path.write_text("Kim")
    with pytest.raises(ValueError, match=r"names\.txt.*\.json, \.csv or \.parquet"):
        wc.Gazetteer.read(path)
    path = tmp_path / "names.json"
    path.write_text("{")
    with pytest.raises(ValueError, match=r"names\.json"):
        wc.Gazetteer.read(path)
    for other in ('{"Kim": 1}', "7", '["Kim"]'):
        path.write_text(other)
        with pytest.raises(ValueError, match=r'names\.json: JSON must be a list of objects such as \{"entity"'):
            wc.Gazetteer.read(path)


def test_an_empty_list_finds_nothing(sample):
    gazetteer = wc.Gazetteer.from_table({"entity": pa.array([], pa.string()), "name": pa.array([], pa.string())})
    assert len(gazetteer.find(sample)) == 0


def naive_spans(names, text):
    """Leftmost longest names between spaces."""
    found, at = [], 0
    words = [(match.group(), match.start(), match.end()) for match in re.finditer("[^ ]+", text)]
    while at < len(words):
        for size in range(len(words) - at, 0, -1):
            if " ".join(word for word, _, _ in words[at : at + size]) in names:
                found.append((words[at][1], words[at + size - 1][2]))
                at += size
                break
        else:
            at += 1
    return found


NAMES = st.lists(st.sampled_from(["ab", "ba", "c", "é", "김", "42"]), min_size=1, max_size=4).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.lists(NAMES, max_size=12).map("  ".join))
def test_spans_are_those_of_the_naive_twin(names, text):
    gazetteer = wc.Gazetteer.from_table({"entity": names, "name": names})
    found = spans(gazetteer.find(wc.read([{"id": "a", "text": text}])))
    assert [(row["begin"], row["end"]) for row in found] == naive_spans(set(names), text)


def canonical(word):
    """The spelling of a word by Python's Unicode: no case, marks, apostrophes or full stops."""
    apart = unicodedata.normalize("NFD", word.casefold().replace("ł", "l"))
    return "".join(c for c in apart if not unicodedata.combining(c) and c not in "'’.")


def twin(names, text):
    """Longest names from the left, by comparing every name at every word."""
    word = r"\w+(?:[’'.]\w+)*"
    words = [(m.start(), m.end()) for m in re.finditer(word, text)]
    parts = {name: [m.group() for m in re.finditer(word, name)] for name in names}

    def ends(name, at):
        """Where the name ends that begins with the word number `at`, in code points and words."""
        for i, part in enumerate(parts[name]):
            if at + i == len(words):
                return None
            begin, end = words[at + i]
            between = text[words[at + i - 1][1] : begin] if i else " "
            surface = text[begin:end]
            hyphen = between == "-"
            if not re.fullmatch(r" +|-", between):
                return None
            if part[0].isupper() and not surface[0].isupper() and not hyphen:
                return None
            possessive = re.fullmatch("(.+)['’]s", surface)
            if canonical(part) == canonical(surface):
                stop = end
            elif possessive and i == len(parts[name]) - 1 and canonical(part) == canonical(possessive[1]):
                stop = begin + len(possessive[1])
            else:
                return None
        return stop, at + len(parts[name])

    found, at = [], 0
    while at < len(words):
        best = max(filter(None, (ends(name, at) for name in names)), default=None)
        if best is None:
            at += 1
        else:
            found.append((words[at][0], best[0]))
            at = best[1]
    return found


PIECES = st.sampled_from(
    ["Müller", "Muller", "muller", "Ana", "ANA", "ana", "Wałęsa", "Walesa", "O’Hara", "OHara", "42"]
)
LISTED = st.lists(PIECES, min_size=1, max_size=3).map(" ".join)
GAPS = st.sampled_from([" ", "  ", "-", ", ", "’s ", "'s ", "\n\n", "; "])


@given(st.lists(LISTED, min_size=1, max_size=8, unique=True), st.lists(st.tuples(PIECES, GAPS), max_size=14))
def test_marks_possessives_and_capitals_are_read_as_a_slow_twin_reads_them(names, pieces):
    text = "".join(piece + gap for piece, gap in pieces)
    # Between words a hyphen may also be nothing, which the twin does not know.
    assume(not any(a + b in "".join(names) for a, b in re.findall(r"(\w+)-(\w+)", text)))
    table = {"entity": names, "name": names, "case": ["capitals"] * len(names)}
    found = spans(wc.Gazetteer.from_table(table).find(wc.read([{"id": "a", "text": text}])))
    assert [(row["begin"], row["end"]) for row in found] == twin(names, text)


def test_a_saved_gazetteer_finds_the_same_and_a_damaged_file_is_named(tmp_path, sample):
    gazetteer = wc.Gazetteer.from_table(COLUMNS)
    path = tmp_path / "names.gazetteer"
    gazetteer.save(path)
    corpus = wc.read([{"id": "a", "text": TEXT}])
    loaded = wc.Gazetteer.load(path)
    assert loaded.to_arrow().equals(gazetteer.to_arrow())
    assert spans(loaded.find(corpus)) == spans(gazetteer.find(corpus))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    whole = path.read_bytes()
    for damaged in (whole[:-64], b"x" + whole[1:], b"", whole[:8] + b"\xff" + whole[9:]):
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match=r"names\.gazetteer"):
            wc.Gazetteer.load(path)


def test_a_file_of_another_version_is_refused_with_both_versions(tmp_path):
    path = tmp_path / "names.gazetteer"
    wc.Gazetteer.from_table(COLUMNS).save(path)
    whole = path.read_bytes()
    own = int.from_bytes(whole[8:12], "little")
    path.write_bytes(whole[:8] + (own - 1).to_bytes(4, "little") + whole[12:])
    with pytest.raises(ValueError, match=rf"version {own - 1} .* version {own}"):
        wc.Gazetteer.load(path)


#: A name, where it is written otherwise and found, and where something else is written and it is not.
WRITTEN = [
    (
        "Jean-Luc Marais",
        "Jean-Luc Marais|Jean Luc Marais|JeanLuc Marais|Jean‐Luc Marais|Jean–Luc Marais",
        "Jean Marais",
    ),
    (
        "Jean Luc Marais",
        "Jean-Luc Marais|Jean‑Luc Marais|Jean\u00a0Luc Marais|JeanLuc Marais",
        "jean Luc Marais|JeanLuc",
    ),
    ("Kim Jong-un", "Kim Jong Un|Kim Jongun|Kim Jong-Un|Kim Jong‐un", "Kim Jong|Kim-un|Jong-un"),
    ("Coca-Cola", "Coca Cola|CocaCola|Coca‑Cola", "Coca. Cola|Coca, Cola|coca cola"),
    ("Sun Day", "Sun-Day", "Sunday|SunDay"),
    ("O'Neill", "O’Neill|O‘Neill|ONeill|OʼNeill", "O Neil|Oneida"),
    ("McDonald's", "McDonald’s|McDonalds|McDonald's", "McDonald"),
    ("Müller", "Mu\u0308ller|Muller|MÜLLER", "Mueller|müller"),
    ("Malmo", "Malmö|MALMÖ", "Malmoe"),
    ("São Paulo", "Sao Paulo|SÃO PAULO", "São|Paulo"),
    ("Łódź", "Lodz|LODZ", "lodz"),
    ("평양", "평양|평양에서|평양은|평양에서는|평양으로", "평양가|평양냉면|서평양"),
    ("한국 은행", "한국 은행|한국 은행이|한국-은행", "은행"),
    ("김정은", "김정은|김정은이|김정은은|김정은의", "김정"),
    ("U.S.", "US|U.S.|U.S", "us|u.s."),
]


@pytest.mark.parametrize(("name", "found", "other"), WRITTEN, ids=[name for name, _, _ in WRITTEN])
def test_a_name_is_found_as_news_writes_it_and_not_in_what_only_looks_like_it(name, found, other):
    gazetteer = wc.Gazetteer.from_table({"entity": ["a"], "name": [name]})
    for written in found.split("|"):
        corpus = wc.read([{"id": "a", "text": f"Word {written} word."}])
        assert len(gazetteer.find(corpus)) == 1, written
    for written in other.split("|"):
        corpus = wc.read([{"id": "a", "text": f"Word {written} word."}])
        assert len(gazetteer.find(corpus)) == 0, written


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "＇"])
def test_a_possessive_is_no_part_of_a_mention_whatever_its_apostrophe(apostrophe):
    gazetteer = wc.Gazetteer.from_table({"entity": ["a"], "name": ["Anna Petrova"]})
    corpus = wc.read([{"id": "a", "text": f"Anna Petrova{apostrophe}s car"}])
    assert gazetteer.find(corpus).to_pandas(text=True).text.tolist() == ["Anna Petrova"]


def test_a_german_genitive_is_part_of_the_mention_where_the_text_is_german():
    gazetteer = wc.Gazetteer.from_table({"entity": ["a", "b"], "name": ["Anna Kohl", "Bundestag"]})
    german = "Das ist die Rede Anna Kohls vor dem Ausschuss des Bundestages und der Partei."
    english = "It is the speech of the Anna Kohls and of the Bundestages of the day."
    corpus = wc.read([{"id": "a", "text": german}, {"id": "b", "text": english}])
    assert gazetteer.find(corpus).to_pandas(text=True).text.tolist() == ["Anna Kohls", "Bundestages"]


def test_names_can_be_added_and_bad_ones_are_refused():
    gazetteer = wc.Gazetteer.from_table(COLUMNS)
    gazetteer.add("Q4", "Anna Petrova", kind="person")
    gazetteer.add("Q3", "not", case="any")
    with pytest.raises(ValueError, match="holds no word"):
        gazetteer.add("Q4", "?")
    with pytest.raises(ValueError, match="case is 'loud'; it can be any, capitals, acronym"):
        gazetteer.add("Q4", "Anna", case="loud")
    assert len(gazetteer) == 6
    found = gazetteer.find(wc.read([{"id": "a", "text": "Anna Petrova is Not here."}])).to_arrow()
    assert found["entity"].to_pylist() == ["Q4", "Q3"]
    assert gazetteer.to_arrow()["case"].to_pylist() == [
        "capitals", "acronym", "capitals", "acronym", "capitals", "any",
    ]  # fmt: skip


def test_candidates_of_a_shared_name_are_weighed_by_the_other_mentions_in_the_document():
    gazetteer = wc.Gazetteer.from_table(
        {"entity": ["state", "country", "country"], "name": ["Georgia", "Georgia", "Tbilisi"], "kind": ["place"] * 3}
    )
    corpus = wc.read([{"id": "a", "text": "Georgia: Tbilisi, Tbilisi."}, {"id": "b", "text": "Georgia’s"}])
    mentions = gazetteer.find(corpus)
    assert mentions.to_arrow()["rule"].to_pylist() == ["ambiguous", "gazetteer", "gazetteer", "ambiguous"]
    rows = mentions.candidates.to_arrow().to_pylist()
    assert [(row["mention"], row["entity"], row["score"]) for row in rows] == [
        (0, "country", 0.75), (0, "state", 0.25), (3, "country", 0.5), (3, "state", 0.5),
    ]  # fmt: skip
    assert mentions.candidates.to_pandas(text=True).text.tolist() == ["Georgia"] * 4


def test_overlapping_names_are_found_on_request():
    gazetteer = wc.Gazetteer.from_table({"entity": ["a", "b", "c"], "name": ["New York", "York", "York Times"]})
    corpus = wc.read([{"id": "a", "text": "New York Times"}])
    assert [row["entity"] for row in spans(gazetteer.find(corpus))] == ["a"]
    assert [row["entity"] for row in spans(gazetteer.find(corpus, overlapping=True))] == ["a", "b", "c"]
