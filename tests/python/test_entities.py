"""Lists of names, names found without a list, and which of them are one."""

import json
import re
import unicodedata
from collections import Counter

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import wirecopy as wc

STRAIGHT = str.maketrans("‘’“”", "''\"\"")
CURLY = str.maketrans("'\"", "’”")
QUOTES = pytest.mark.parametrize("table", [{}, STRAIGHT, CURLY], ids=["as published", "straight", "curly"])


def with_quotes(corpus, table):
    return wc.read([{"id": document.id, "text": document.text.translate(table)} for document in corpus])


def spans(mentions):
    return mentions.to_arrow().select(["document", "begin", "end", "entity", "rule"]).to_pylist()


def owners(entities):
    """The entities that each surface (quotes straight) stands for, with how often."""
    found = {}
    for row in entities.mentions.to_pandas(text=True).itertuples():
        by_entity = found.setdefault(row.text.translate(STRAIGHT), {})
        by_entity[row.entity] = by_entity.get(row.entity, 0) + 1
    return found


def stands_alone(corpus, entities, alias):
    """Whether some document says `alias` other than inside a longer name."""
    inside = {}
    for row in spans(entities.mentions):
        inside.setdefault(row["document"], []).append((row["begin"], row["end"]))
    return any(
        not any(begin <= match.start() and match.end() <= end for begin, end in inside.get(document.id, []))
        for document in corpus
        for match in re.finditer(rf"(?<![\w-]){re.escape(alias)}(?![\w-])", document.text.translate(STRAIGHT))
    )


def check_labels(corpus, entities, labels):
    found = owners(entities)
    for group in labels["aliases_of_one_entity"]:
        names = [name.translate(STRAIGHT) for name in group]
        entity = max(found[names[0]], key=found[names[0]].get)
        assert pd.notna(entity), f"{names[0]!r} is nobody's"
        for name in names:
            if name in found:
                assert set(found[name]) == {entity}, name
            else:
                assert not stands_alone(corpus, entities, name), f"{name!r} stands in a text and was not found"
    for one, other in labels["different_entities_sharing_a_name"]:
        of_one, of_other = (set(filter(pd.notna, found[name.translate(STRAIGHT)])) for name in (one, other))
        assert of_one and of_other and of_one.isdisjoint(of_other), (one, other)


@QUOTES
def test_names_in_the_five_articles_are_joined_and_kept_apart_as_a_reader_does(seeds, gold, table):
    corpus = with_quotes(seeds, table)
    entities = wc.find_entities(corpus)
    check_labels(corpus, entities, gold)
    assert spans(entities.mentions) == spans(wc.find_entities(seeds).mentions)


def test_bare_names_in_the_five_articles_mean_whom_the_article_is_about(seeds):
    found = owners(wc.find_entities(seeds))
    assert set(found["Kim"]) == {"kim-jong-un"}
    assert set(found["Shoigu"]) == {"sergei-shoigu"}


@QUOTES
def test_names_in_the_sample_are_joined_and_kept_apart_as_labelled(sample, sample_labels, table):
    corpus = with_quotes(sample, table)
    entities = wc.find_entities(corpus)
    check_labels(corpus, entities, sample_labels)
    assert spans(entities.mentions) == spans(wc.find_entities(sample).mentions)


def test_mentions_point_at_whole_words_and_never_overlap(sample):
    last = (None, 0)
    for row in spans(wc.find_entities(sample).mentions):
        text = sample[row["document"]].text
        assert 0 <= row["begin"] < row["end"] <= len(text)
        assert text[row["begin"] : row["end"]].strip() == text[row["begin"] : row["end"]]
        assert not re.search(r"\w$", text[: row["begin"]])
        assert not re.match(r"\w", text[row["end"] :])
        assert row["document"] != last[0] or row["begin"] >= last[1]
        last = (row["document"], row["end"])


def test_results_depend_neither_on_the_order_of_documents_nor_on_threads(sample):
    rows = [{"id": document.id, "text": document.text} for document in sample]
    one = wc.find_entities(wc.read(rows), n_jobs=1)
    other = wc.find_entities(wc.read(rows[::-1]), n_jobs=2)
    assert one.to_arrow().equals(other.to_arrow())
    assert spans(one.mentions) == spans(other.mentions)


def test_counts_and_aliases_agree_with_the_mentions(sample):
    entities = wc.find_entities(sample)
    mentions = entities.mentions.to_pandas(text=True)
    for row in entities.to_arrow().to_pylist():
        own = mentions[mentions.entity == row["entity"]]
        assert len(own) == row["mentions"]
        assert own.document.nunique() == row["documents"]
        assert set(own.text) == set(row["aliases"])
    assert mentions[mentions.rule == "ambiguous"].entity.isna().all()


def test_kinds_are_told_by_cues(sample):
    table = wc.find_entities(sample).to_arrow()
    kinds = dict(zip(table["entity"].to_pylist(), table["kind"].to_pylist(), strict=True))
    assert set(kinds.values()) == {"person", "organisation", "place", "other"}
    assert kinds["ines-okonjo"] == "person"
    assert kinds["maritime-safety-bureau"] == "organisation"
    assert kinds["brenholt"] == "place"
    assert kinds["calla-maren"] == "other"


def test_a_name_shared_by_two_is_nobodys_where_nothing_tells_which():
    corpus = wc.read([{"id": "a", "text": "We met Anna Petrova.\nWe met Ivan Petrova.\nThe man called Petrova left."}])
    last = wc.find_entities(corpus).mentions.to_arrow().to_pylist()[-1]
    assert corpus["a"].text[last["begin"] : last["end"]] == "Petrova"
    assert (last["entity"], last["kind"], last["rule"]) == (None, None, "ambiguous")


def test_scripts_without_case_give_names_only_by_a_gazetteer():
    corpus = wc.read([{"id": "ko", "text": "평양 에서 김정은 위원장"}, {"id": "ar", "text": "وقالت ليلى الصابوني"}])
    assert len(wc.find_entities(corpus)) == 0
    gazetteer = wc.Gazetteer.from_table({"entity": ["kju", "ls"], "name": ["김정은", "ليلى الصابوني"]})
    entities = wc.find_entities(corpus, gazetteer=gazetteer)
    assert entities.to_arrow()["entity"].to_pylist() == ["kju", "ls"]


@pytest.mark.parametrize(
    "texts", [[], [""], ["  \n\n "], ["a" * 1_000_000], ["Ab " * 100_000], ["\u200b’s 's"]], ids=range(6)
)
def test_odd_corpora_give_sensible_answers(texts):
    rows = pa.table({"id": pa.array(map(str, range(len(texts))), pa.string()), "text": pa.array(texts, pa.string())})
    entities = wc.find_entities(wc.read(rows))
    mentions = entities.mentions.to_arrow()
    counted = Counter(entity for entity in mentions["entity"].to_pylist() if entity is not None)
    assert counted == {row["entity"]: row["mentions"] for row in entities.to_arrow().to_pylist()}
    for row in mentions.to_pylist():
        assert 0 <= row["begin"] < row["end"] <= len(texts[int(row["document"])])
    # Only the fifth holds a word with a capital.
    assert bool(len(mentions)) == any("Ab" in text for text in texts)


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


def test_no_run_of_capitals_becomes_one_endless_name():
    mentions = wc.find_entities(wc.read([{"id": "a", "text": "Ab " * 100_000}])).mentions.to_arrow()
    assert max(pc.subtract(mentions["end"], mentions["begin"]).to_pylist()) < 100
