"""Finders of one's own: components whose mentions take part."""

import re

import pyarrow as pa
import pytest

import wirecopy as wc
from wirecopy.corpus import Corpus

MENTIONS = ["document", "begin", "end", "kind"]


def finder_of(pattern, kind, name):
    @wc.component(writes=MENTIONS, name=name)
    def find(batch):
        rows = [
            (row, match.start(), match.end(), kind)
            for row, text in enumerate(batch.text.to_pylist())
            for match in re.finditer(pattern, text)
        ]
        return dict(zip(MENTIONS, zip(*rows, strict=True), strict=True)) if rows else {name: [] for name in MENTIONS}

    return find


@pytest.fixture(scope="module")
def corpus():
    return wc.read(
        [
            {"id": "one", "text": "He saw that the calla maren had sailed. Anna Petrova left.", "source": "A"},
            {"id": "two", "text": "Again the calla maren was late, said Ms Petrova of the Osk Board.", "source": "B"},
        ]
    )


def test_mentions_of_a_function_take_part_with_its_name_for_a_rule(corpus):
    entities = wc.find_entities(corpus, components=[finder_of("calla maren", "ship", "ships")])
    row = next(row for row in entities.to_arrow().to_pylist() if row["entity"] == "calla-maren")
    assert (row["kind"], row["documents"], row["aliases"]) == ("ship", 2, ["calla maren"])
    rules = {row["rule"] for row in entities.mentions.to_arrow().to_pylist() if row["entity"] == "calla-maren"}
    assert rules == {"ships"}
    assert "calla-maren" not in wc.find_entities(corpus).to_arrow()["entity"].to_pylist()


def test_kinds_that_are_known_are_ours_and_short_forms_grow_from_what_a_finder_found():
    corpus = wc.read([{"id": "a", "text": "There was ada lovelace. Then Lovelace left."}])
    entities = wc.find_entities(corpus, components=[finder_of("ada lovelace", "PER", "model")])
    assert entities.to_arrow()["kind"].to_pylist() == ["person"]
    assert entities.mentions.to_arrow()["rule"].to_pylist() == ["model", "surname"]


def test_scripts_without_case_have_the_mentions_of_a_finder():
    corpus = wc.read([{"id": "ko", "text": "평양 에서 김정은 위원장"}])
    entities = wc.find_entities(corpus, components=[finder_of("김정은", "person", "model")])
    assert entities.mentions.to_pandas(text=True)["text"].tolist() == ["김정은"]


def test_a_component_reads_tokens_and_what_those_before_it_made(corpus):
    seen = []

    @wc.component(writes=["length"])
    def length(batch):
        return {"length": [len(text) for text in batch.text.to_pylist()]}

    @wc.component(writes=MENTIONS, reads=["tokens", "length", "first"])
    def second(batch):
        seen.append((batch["tokens"].num_rows, batch["length"]["length"].to_pylist(), batch["first"].num_rows))
        first = batch["first"]
        return {name: first[name].to_pylist() for name in MENTIONS}

    first = finder_of("calla", "ship", "first")
    entities = wc.find_entities(corpus, components=[length, first, second])
    assert seen == [(len(corpus.tokens), [len(document.text) for document in corpus], 2)]
    assert "calla" in entities.to_arrow()["entity"].to_pylist()


@pytest.mark.parametrize(
    ("components", "message"),
    [
        ([finder_of("x", "k", "surname")], "has the name of a rule"),
        ([finder_of("x", "k", "a"), finder_of("y", "k", "a")], "two components are called 'a'"),
        ([wc.component(writes=MENTIONS, reads=["later"], name="a")(dict)], "'a' reads 'later'; what there is before"),
        ([wc.component(writes=MENTIONS[:3], name="a")(dict)], "'a': a mention finder writes document, begin, end and"),
        ([finder_of("calla", "", "a")], "component 'a', batch 0: row 0: kind is ''; it must be a string"),
        ([finder_of("$", "k", "a")], r"component 'a', batch 0: row 0, document 'one': span .* is empty"),
        ([wc.component(writes=["n"], name="a")(lambda batch: {"n": [1]})], "column 'n' has 1 rows for 2 documents"),
    ],
)  # fmt: skip
def test_what_a_finder_gets_wrong_is_named(corpus, components, message):
    with pytest.raises(ValueError, match=message):
        wc.find_entities(corpus, components=components)


def test_a_column_that_was_not_declared_cannot_be_read(corpus):
    @wc.component(writes=["n"])
    def curious(batch):
        return {"n": batch["tokens"]}

    with pytest.raises(KeyError, match="'tokens' is not read: the component declares reads="):
        wc.find_entities(corpus, components=[curious])


def test_a_spacy_pipeline_takes_part(sample):
    import spacy  # takes longer than the other tests of this file

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "EVENT", "pattern": [{"LOWER": "council"}]}])

    @wc.component(writes=MENTIONS, name="spacy")
    def ruler(batch):
        rows = [
            (row, entity.start_char, entity.end_char, entity.label_)
            for row, document in enumerate(nlp.pipe(batch.text.to_pylist()))
            for entity in document.ents
        ]
        return pa.table(dict(zip(MENTIONS, map(list, zip(*rows, strict=True)), strict=True)))

    found = wc.find_entities(sample, components=[ruler]).mentions.to_pandas(text=True)
    by_spacy = found[found.rule == "spacy"]
    assert len(by_spacy)
    assert set(by_spacy.text.str.lower()) == {"council"}


def test_batches_make_no_difference(sample, monkeypatch):
    whole = wc.find_entities(sample)
    monkeypatch.setattr("wirecopy.batches.BATCH_BYTES", 5_000)
    parts = Corpus(sample.table)
    assert parts.table["text"].num_chunks > 5
    ship = finder_of("Calla Maren", "ship", "ships")
    assert wc.find_entities(parts).to_arrow().equals(whole.to_arrow())
    expected = wc.find_entities(sample, components=[ship]).mentions.to_arrow()
    assert wc.find_entities(parts, components=[ship]).mentions.to_arrow().equals(expected)
