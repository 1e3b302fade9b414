"""Groups of outlets, and which have more in common than chance gives."""

import itertools
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import wirecopy as wc
from archive import Options, Truth, generate
from wirecopy import evaluate
from wirecopy.clusters.common import carried_stories
from wirecopy.clusters.ties import Carried, ties
from wirecopy.results import Result


class Lines(Result):
    """Boilerplate whose text is given."""

    def to_pandas(self, *, text=False):
        return super().to_pandas().rename(columns={"line": "text"})


def reuse_of(words, shared, same_publisher=(), lines=None):
    """What `find_reuse` would say of outlets with so many words, and of pairs with (words, a_first, b_first).

    `lines` are those that stand on the outlets' pages.
    """
    corpus = wc.read([{"id": f"doc-{source}", "text": "x", "source": source} for source in words])
    documents = pa.table({"document": [f"doc-{source}" for source in words], "words": list(words.values())})
    printed = [(f"doc-{source}", line) for source, of_source in (lines or {}).items() for line in of_source]
    boilerplate = pa.table(
        {name: pa.array([row[i] for row in printed], pa.string()) for i, name in enumerate(("document", "line"))}
    )
    columns = {name: [pair[i] for pair in shared] for i, name in enumerate(("source_a", "source_b"))}
    counts = {name: [value[i] for value in shared.values()] for i, name in enumerate(("words", "a_first", "b_first"))}
    outlets = pa.table({**columns, **counts, "same_publisher": [pair in same_publisher for pair in shared]})
    nothing = pa.array([], pa.string())
    passages = pa.table(dict.fromkeys(["document_a", "document_b", "context", "first"], nothing))
    families = pa.table(dict.fromkeys(["document", "agency"], nothing))
    return SimpleNamespace(
        corpus=corpus,
        documents=Result(documents),
        outlets=Result(outlets),
        passages=Result(passages),
        families=Result(families),
        boilerplate=Lines(boilerplate),
    )


def test_outlets_that_share_a_tenth_of_the_smaller_ones_words_are_a_group():
    reuse = reuse_of({"A": 1000, "B": 100, "C": 1000, "D": 50}, {("A", "B"): (10, 0, 0), ("A", "C"): (99, 0, 0)})
    rows = wc.cluster_sources(reuse).to_arrow().to_pylist()
    assert [(row["source"], row["group"], row["shared_words"], row["hub"]) for row in rows] == [
        ("A", "A", 109, None),
        ("B", "A", 10, None),
        ("C", "C", 99, None),
        ("D", "D", 0, None),
    ]


def hubs_of(carriers, publisher=None):
    """The hubs of an archive in which outlets print texts in this order, a text a list, and much of their own."""
    rng = np.random.default_rng(5)
    rows = []
    for number, outlets in enumerate([*carriers, *([each] for each in sorted(set(itertools.chain(*carriers))))]):
        text = " ".join(map(str, rng.integers(10**6, 10**7, 60 if len(outlets) > 1 else 10_000)))
        for hour, outlet in enumerate(outlets):
            rows.append(
                {
                    "id": f"{number}-{outlet}",
                    "text": text,
                    "source": outlet,
                    "publisher": (publisher or {}).get(outlet, outlet),
                    "published": f"2024-05-{1 + number % 28:02}T{hour:02}:00:00Z",
                }
            )
    table = wc.cluster_sources(wc.find_reuse(wc.read(rows))).to_arrow().to_pylist()
    return [row["source"] for row in table if row["hub"]]


def test_a_hub_is_first_with_what_three_other_groups_carry_more_often_than_chance_gives():
    fed = [["agency", a, b] for a, b in ["AB", "BC", "CD", "DA", "AC", "BD"] * 2]
    assert hubs_of(fed) == ["agency"]
    assert hubs_of(fed[:3]) == []  # three times first of three is chance
    assert hubs_of([["agency", "A", "B"]] * 12) == []  # two groups are no three
    house = {"A": "the house", "agency": "the house"}
    assert hubs_of([["agency", "A", "B", "C"]] * 12, house) == []  # A is the agency's own label


def test_who_is_first_by_chance_makes_no_hub():
    rng = np.random.default_rng(7)
    outlets = list("ABCDEFGHIJ")
    carriers = [rng.permutation(outlets)[: rng.integers(2, 6)].tolist() for _ in range(150)]
    assert hubs_of(carriers) == []


def test_labels_of_one_house_are_grouped_but_share_no_words_between_houses():
    words = dict.fromkeys(["agency", "A", "B", "C", "D"], 10_000)
    shared = {("A", "agency"): (50, 0, 2), ("B", "agency"): (50, 0, 2), ("C", "agency"): (50, 0, 1)}
    shared["B", "D"] = (2_000, 0, 5)
    rows = wc.cluster_sources(reuse_of(words, shared, [("B", "D"), ("C", "agency")])).to_arrow().to_pylist()
    found = {row["source"]: (row["group"], row["shared_words"]) for row in rows}
    assert found["B"] == ("B", 50) and found["D"] == ("B", 0)
    assert found["agency"] == ("agency", 100)


def groups_by_lines(lines):
    words = dict.fromkeys([*lines, *(f"other {i}" for i in range(16))], 10_000)
    rows = wc.cluster_sources(reuse_of(words, {}, lines=lines)).to_arrow().to_pylist()
    return {frozenset(row["source"] for row in rows if row["group"] == group) for group in lines} - {frozenset()}


def test_one_line_that_two_outlets_print_makes_no_house_and_several_do():
    alone = {frozenset(["A"]), frozenset(["B"])}
    assert groups_by_lines({"A": ["Advertisement"], "B": ["Advertisement"]}) == alone
    assert groups_by_lines({"A": ["Advertisement"] * 9, "B": ["advertisement"] * 9}) == alone
    house = ["This paper belongs to the Marsh Press Group of towns"]
    assert groups_by_lines({"A": house, "B": house}) == alone  # an agency may have asked both for it
    chinese = ["本报讯请勿转载违者必究谢谢合作", "版权所有马什报业集团出版发行"]
    assert groups_by_lines({"A": chinese, "B": chinese}) == {frozenset(["A", "B"])}
    lines = [f"Marsh Press Group, line {i}" for i in range(3)]
    assert groups_by_lines({"A": lines, "B": lines}) == {frozenset(["A", "B"])}


def test_labels_of_one_address_are_one_group_though_they_share_no_text():
    texts = ["The ferry was late.", "A bridge opens in May.", "Snow fell on the hills."]
    outlets = [("A", "https://a.osk.com/1"), ("B", "https://b.osk.com/1"), ("C", "https://velm.com/1")]
    rows = [
        {"id": source, "text": text, "source": source, "url": url}
        for text, (source, url) in zip(texts, outlets, strict=True)
    ]
    sources = wc.cluster_sources(wc.find_reuse(wc.read(rows)))
    assert {row["source"]: row["group"] for row in sources.to_arrow().to_pylist()} == {"A": "A", "B": "A", "C": "C"}
    assert len(sources.ties) == 0


def test_the_month_of_what_several_carry_is_that_of_its_first_dated_carrier():
    text = "The river rose by a hand overnight and the mayor of Osk asked all who live by it to leave. "
    rows = [
        {"id": "a", "text": text, "source": "A", "published": "2024-05-03"},
        {"id": "b", "text": text, "source": "B", "published": "2024-05-03"},
        {"id": "c", "text": text, "source": "C"},
    ]
    corpus = wc.read(rows)
    found = carried_stories(wc.cluster_stories(corpus), corpus, pd.Index(["A", "B", "C"]))
    assert found.stratum.tolist() == [2024 * 12 + 5] * 3


def test_sources_of_the_sample_with_the_stories_they_cover(sample):
    sources = wc.cluster_sources(wc.find_reuse(sample), stories=wc.cluster_stories(sample)).to_arrow()
    rows = {row["source"]: row for row in sources.to_pylist()}
    assert len(rows) == 9
    assert rows["Velmark Today"]["documents"] == 10
    assert not any(row["hub"] for row in rows.values())  # first with two documents of four is chance
    assert rows["Osk River Authority"]["group"] == rows["Osk Valley Journal"]["group"]
    assert rows["나루신문"]["group"] == "나루신문"
    assert rows["Tidewater Echo"]["publisher"] == rows["Harbour Post"]["publisher"] == "harbourpost.example"
    assert rows["Brenholt Courier"]["stories"] == 5 and rows["Brenholt Courier"]["alone"] == 1


@pytest.mark.parametrize("addresses", [True, False])
@pytest.mark.parametrize("seed", [1, 2])
def test_planted_houses_are_groups_with_and_without_addresses_and_no_independent_outlets_are_tied(seed, addresses):
    truth = Truth()
    rows = [row for chunk in generate(Options(documents=1_500, seed=seed, outlets=20), truth=truth) for row in chunk]
    known = truth.tables()["documents"].select(["outlet", "house"]).to_pylist()
    house = {row["outlet"]: row["house"] for row in known}
    corpus = wc.read([{**row, "url": row["url"] if addresses else None} for row in rows])
    sources = wc.cluster_sources(wc.find_reuse(corpus))
    found = sources.to_arrow()
    expected = [house[source] for source in found["source"].to_pylist()]
    assert evaluate.adjusted_rand_index(expected, found["group"].to_pylist()) >= 0.95
    ties = sources.ties.to_arrow().to_pylist()
    assert all(tie["words"] or tie["together"] for tie in ties)
    tied = [tie for tie in ties if tie["tied"]]
    assert all(house[tie["source_a"]] == house[tie["source_b"]] for tie in tied)


def test_tables_that_name_no_document_take_text_as_every_result_does(sample):
    for found in (wc.cluster_stories(sample).table, wc.cluster_sources(wc.find_reuse(sample))):
        assert found.to_pandas(text=True).equals(found.to_pandas())


def test_a_number_of_threads_that_is_none_is_named(sample):
    with pytest.raises(ValueError, match="n_jobs is 0"):
        wc.cluster_sources(wc.find_reuse(sample), n_jobs=0)


def test_without_sources_there_are_no_groups_of_them(sample):
    assert len(wc.cluster_sources(wc.find_reuse(wc.read(sample.table.select(["id", "text", "published"]))))) == 0
    assert len(wc.cluster_sources(wc.find_reuse(wc.read([])))) == 0


# --- ties -------------------------------------------------------------------------------------------------------------


def carried_by_chance(rng, outlets, items, strata=4):
    """Outlets of different size that carry items of 2 to 5 carriers, in strata."""
    size = rng.pareto(1.5, outlets) + 0.2
    rows = [
        (outlet, item, item % strata)
        for item in range(items)
        for outlet in rng.choice(outlets, int(rng.integers(2, 6)), replace=False, p=size / size.sum())
    ]
    return Carried(*np.array(rows).T.astype(np.int64))


def test_of_independent_outlets_one_pair_in_a_hundred_has_a_p_of_a_hundredth_and_none_is_a_tie():
    low = pairs = false = 0
    for seed in range(10):
        found = ties(carried_by_chance(np.random.default_rng(seed), 40, 300), 40, n_jobs=1)
        low, pairs, false = low + (found.p <= 0.01).sum(), pairs + 40 * 39 // 2, false + (found.q <= 0.01).sum()
    assert low <= 0.01 * pairs + 3 * np.sqrt(0.01 * pairs)
    assert false <= 2


def test_outlets_that_carry_the_same_more_often_than_chance_are_tied():
    rng = np.random.default_rng(7)
    chance = carried_by_chance(rng, 40, 300)
    planted = [(outlet, 1000 + item, item % 4) for item in range(12) for outlet in (3, 17)]
    rows = np.concatenate([np.array([chance.outlet, chance.item, chance.stratum]), np.array(planted).T], axis=1)
    found = ties(Carried(*rows), 40, n_jobs=1)
    assert [(a, b) for a, b, q in zip(found.a, found.b, found.q, strict=True) if q <= 0.01] == [(3, 17)]
    shuffled = Carried(*rows[:, rng.permutation(rows.shape[1])])
    for name in ("a", "b", "together", "expected", "p", "q"):
        assert np.array_equal(getattr(ties(shuffled, 40, n_jobs=2), name), getattr(found, name))


def test_nothing_carried_together_has_no_ties():
    none = np.empty(0, np.int64)
    assert len(ties(Carried(none, none, none), 5, n_jobs=1).a) == 0
    alone = np.arange(5)
    assert len(ties(Carried(alone, alone, alone), 5, n_jobs=1).a) == 0
