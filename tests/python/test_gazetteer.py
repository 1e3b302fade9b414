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
