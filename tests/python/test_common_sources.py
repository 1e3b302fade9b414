"""Sources that documents share and that are not among them: reported where the evidence decides, and nowhere else."""

import datetime
import random

import pytest

import wirecopy as wc
from test_reuse import corpus_of, prose

PARTS = {name: " ".join(prose(30, 500 + at)) for at, name in enumerate("abcdefgh")}


def own(seed):
    return " ".join(prose(40, 2000 + seed))


def story(parts, seed):
    return "\n".join([own(seed), *(PARTS[part] for part in parts)])


def found(*stories, evidence="parts", **columns):
    """The groups of documents with this evidence."""
    columns.setdefault("publisher", [f"house {n}" for n in range(len(stories))])
    corpus = corpus_of(*(story(parts, seed) for seed, parts in enumerate(stories)), **columns)
    groups = {}
    for row in wc.find_reuse(corpus).common_sources.to_arrow().to_pylist():
        if row["evidence"] == evidence:
            groups.setdefault(row["common_source"], []).append(int(row["document"][1:]))
    return sorted(groups.values())


def test_three_that_have_parts_each_of_which_one_lacks_had_them_from_elsewhere():
    assert found("abc", "abd", "acd") == [[0, 1, 2]]
    assert found("abcd", "abde", "acde", "h", "h") == [[0, 1, 2]]


@pytest.mark.parametrize(
    "stories",
    [
        ("abcd", "abc", "abd", "acd"),  # the first has all
        ("abc", "abc", "ab", "ac"),
        ("abc", "abd", "ac"),  # what the second and third share, the first has too
        ("ab", "bc", "ac"),  # round-ups of three stories: nothing is in all of them
        ("abc", "abd"),  # two can always have had it from one another
        ("abcd", "abc", "abce", "abe"),  # e is new in the third and had from there
    ],
)
def test_what_copying_one_from_another_explains_has_no_common_source(stories):
    assert found(*stories) == []


def test_labels_of_one_house_are_one_witness():
    assert found("abc", "abd", "acd", publisher=["one", "two", "two"]) == []
    assert found("abc", "abd", "acd", "acd", publisher=["one", "two", "two", "three"]) == []  # two may have had all
    assert found("abc", "abd", "acd", "acd", publisher=["one", "two", "three", "three"]) == [[0, 1, 2, 3]]


@pytest.mark.parametrize("seed", range(30))
def test_no_tree_of_copies_has_a_common_source(seed):
    """Each has its parts from one other, leaves some out and adds some of its own."""
    chosen = random.Random(seed)
    stories = ["abcdef"]
    for new in "gh" * 6:
        parts = "".join(part for part in chosen.choice(stories) if chosen.random() < 0.8)
        stories.append(parts + (new if chosen.random() < 0.2 and not any(new in each for each in stories) else ""))
    assert found(*stories) == []


def test_a_hidden_source_with_many_carriers_is_one_source():
    chosen = random.Random(3)
    stories = ["a" + "".join(part for part in "bcdefgh" if chosen.random() < 0.6) for _ in range(40)]
    stories = [story for story in stories if len(story) < 8]
    (group,) = found(*stories)
    assert len(group) > 30


def at(*minutes):
    start = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
    return [None if each is None else start + datetime.timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize(
    ("minutes", "groups"),
    [
        ((0, 0.5, 600), [[0, 1]]),
        ((0, 0.5, -600), []),  # the third had it before
        ((0, 0.5, None), []),  # nobody knows when the third had it
        ((0, 5, 600), []),
        ((0, None, 600), []),
    ],
)
def test_two_that_print_the_same_at_once_before_all_others_had_it_from_elsewhere(minutes, groups):
    assert found("ab", "ab", "b", evidence="time", published=at(*minutes)) == groups


def test_one_day_is_not_one_moment():
    assert found("ab", "ab", evidence="time", published=[datetime.date(2024, 5, 1)] * 2) == []


def test_two_houses_that_credit_one_agency_had_it_from_there():
    texts = [f"MILLTOWN (AP) - {PARTS['a']}", f"MILLTOWN (AP) - {PARTS['a']}\n{own(1)}", PARTS["a"], "(AP)\n" + own(2)]
    corpus = corpus_of(*texts, publisher=["one", "two", "three", "four"])
    rows = wc.find_reuse(corpus).common_sources.to_arrow().to_pylist()
    assert rows == [
        {"common_source": "d0 agency", "document": f"d{n}", "evidence": "agency", "agency": "AP"} for n in (0, 1)
    ]
    one_house = corpus_of(*texts, publisher=["one", "one", "three", "four"])
    assert len(wc.find_reuse(one_house).common_sources) == 0


def test_without_shared_text_there_are_no_common_sources(sample):
    assert len(wc.find_reuse(corpus_of(own(1), own(2))).common_sources) == 0
    assert len(wc.find_reuse(wc.read([])).common_sources) == 0
    columns = ["common_source", "document", "evidence", "agency"]
    assert wc.find_reuse(sample).common_sources.to_arrow().column_names == columns


def test_text_of_two_agencies_in_one_document_does_not_make_one_source_of_both():
    of_ap, of_reuters = (" ".join(prose(40, seed)) for seed in (9000, 9100))
    corpus = corpus_of(
        f"HARBOUR TOWN (AP) - {of_ap}",
        f"{own(1)}\n{of_ap} (AP)\n{of_reuters} (Reuters)",
        f"HARBOUR TOWN (Reuters) - {of_reuters}",
        publisher=["one", "two", "three"],
    )
    rows = wc.find_reuse(corpus).common_sources.to_pandas()
    sources = rows[rows["evidence"] == "agency"].groupby("agency")["document"].agg(list).to_dict()
    assert sources == {"AP": ["d0", "d1"], "Reuters": ["d1", "d2"]}
    assert rows.groupby("common_source")["agency"].nunique().max() == 1
