"""Names found without a list, and which of them are one."""

import re
from collections import Counter

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

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


def test_no_run_of_capitals_becomes_one_endless_name():
    mentions = wc.find_entities(wc.read([{"id": "a", "text": "Ab " * 100_000}])).mentions.to_arrow()
    assert max(pc.subtract(mentions["end"], mentions["begin"]).to_pylist()) < 100
