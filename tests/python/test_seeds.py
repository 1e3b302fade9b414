"""Five real articles, and what a reader sees in them."""

import re

import pyarrow as pa
import pytest

import wirecopy as wc

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def curly(text):
    """Every mark curly: double ones open and close in turn, as a typesetter's replacement does it."""
    parts = text.translate(STRAIGHT).replace("'", "’").split('"')
    return "".join(part + mark for part, mark in zip(parts, ["“", "”"] * len(parts), strict=False))[: len(text)]


def with_texts(corpus, change):
    table = corpus.to_arrow()
    texts = [change(text) for text in table["text"].to_pylist()]
    return wc.read(table.set_column(table.column_names.index("text"), "text", pa.array(texts, pa.large_string())))


@pytest.fixture(scope="module", params=["as published", "straight quotes", "curly quotes"])
def articles(request, seeds):
    if request.param == "as published":
        return seeds
    return with_texts(seeds, curly if request.param == "curly quotes" else lambda text: text.translate(STRAIGHT))


@pytest.fixture(scope="module")
def reuse(articles):
    return wc.find_reuse(articles)


@pytest.fixture(scope="module")
def stories(articles):
    return wc.cluster_stories(articles)


def families_at(reuse, label, slack=5):
    """The families with a member at a labelled span."""
    return {
        row["family"]
        for row in reuse.families.to_arrow().to_pylist()
        if row["document"] == label["article"]
        and abs(row["begin"] - label["start"]) <= slack
        and abs(row["end"] - label["end"]) <= slack
    }


def overlap(row, side, label):
    return (
        row[f"document_{side}"] == label["article"]
        and row[f"begin_{side}"] < label["end"]
        and row[f"end_{side}"] > label["start"]
    )


def passages_between(reuse, x, y):
    return [
        row
        for row in reuse.passages.to_arrow().to_pylist()
        if (overlap(row, "a", x) and overlap(row, "b", y)) or (overlap(row, "a", y) and overlap(row, "b", x))
    ]


@pytest.mark.parametrize("kind", ["near_identical_paragraphs_across_outlets", "repeats_within_one_article"])
def test_labelled_twins_are_in_one_family_edge_to_edge(reuse, gold, kind):
    assert len(gold[kind]) == 3
    for a, b in gold[kind]:
        assert families_at(reuse, a) & families_at(reuse, b), (a, b)


def test_the_shared_quotation_is_a_passage_of_its_own(reuse, gold):
    ((a, b),) = gold["shared_quotations_not_copied_prose"]
    (passage,) = passages_between(reuse, a, b)
    assert passage["context"] == "quotation"
    for side, label in (("a", a), ("b", b)):
        assert label["start"] <= passage[f"begin_{side}"] and passage[f"end_{side}"] <= label["end"]


def test_a_second_shared_quotation_is_found(reuse, articles, gold):
    ((labelled, _),) = gold["shared_quotations_not_copied_prose"]
    quotations = [
        row
        for row in reuse.passages.to_arrow().to_pylist()
        if row["context"] == "quotation" and not overlap(row, "a", labelled)
    ]
    (second,) = quotations
    text = articles[second["document_a"]].text[second["begin_a"] : second["end_a"]]
    assert text.startswith("crucial") and text.endswith("issue")  # the words themselves belong to their publisher


def test_look_alikes_are_not_joined(reuse, gold):
    for a, b in gold["not_near_identical"]:
        assert not families_at(reuse, a) & families_at(reuse, b)
        assert not passages_between(reuse, a, b)


def test_page_furniture_is_nowhere(reuse, stories, articles, gold):
    families = reuse.families.to_pandas(text=True)
    passages = reuse.passages.to_pandas(text=True)
    titles = stories.table.to_arrow()["title"].to_pylist()
    shown = [*families["text"], *passages["text_a"], *passages["text_b"], *titles]
    for line in gold["page_furniture"]:
        assert not [text for text in shown if line in text], line


def test_the_stories_are_as_labelled(stories, gold):
    found = {}
    for row in stories.to_arrow().to_pylist():
        found.setdefault(row["story"], set()).add(row["document"])
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, gold["stories"]))


@pytest.fixture(scope="module")
def entities(articles):
    return wc.find_entities(articles)


def entities_named(entities, surface):
    """The entities that mentions of this wording belong to."""
    rows = entities.mentions.to_pandas(text=True)
    wording = rows["text"].str.translate(STRAIGHT)
    return set(rows.loc[wording == surface, "entity"].dropna())


def stands_alone(articles, alias, aliases):
    """True if an alias occurs anywhere outside of longer names of its group."""
    longer = [other for other in aliases if alias in other and other != alias]
    texts = "\n".join(document.text for document in articles).translate(STRAIGHT)
    for other in longer:
        texts = texts.replace(other, "")
    return re.search(rf"\b{re.escape(alias)}\b", texts) is not None


def test_every_alias_is_found_and_joined(entities, articles, gold):
    for aliases in gold["aliases_of_one_entity"]:
        found = [entities_named(entities, alias) for alias in aliases if stands_alone(articles, alias, aliases)]
        assert all(found), (aliases, found)
        assert set.intersection(*found), (aliases, found)


def test_namesakes_stay_apart(entities, gold):
    for a, b in gold["different_entities_sharing_a_name"]:
        of_a, of_b = entities_named(entities, a), entities_named(entities, b)
        assert of_a and of_b and not of_a & of_b, (a, b, of_a, of_b)


def test_marks_straight_or_curly_make_no_difference(articles, seeds, reuse, stories, entities):
    published = wc.find_reuse(seeds)
    for name in ("passages", "families", "documents", "outlets"):
        assert getattr(reuse, name).to_arrow().equals(getattr(published, name).to_arrow()), name
    assert stories.to_arrow().equals(wc.cluster_stories(seeds).to_arrow())
    spans = ["document", "begin", "end", "kind", "rule"]
    expected = wc.find_entities(seeds).mentions.to_arrow().select(spans)
    assert entities.mentions.to_arrow().select(spans).equals(expected)
