"""The scorers: the cases that PAN's own program tests itself with, published examples, scikit-learn, plain twins."""

import math

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

import wirecopy as wc
from wirecopy import evaluate
from wirecopy.evaluate.passages import union_lengths

COLUMNS = ["document_a", "begin_a", "end_a", "document_b", "begin_b", "end_b"]


def passages(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS).astype({name: int for name in COLUMNS if "document" not in name})


# --- passages ---------------------------------------------------------------------------------------------------------


def pan(document, offset, length):
    """A passage as PAN's program writes its test cases: the same offsets in a text and in its source."""
    end = offset + length
    return (f"tref{document}", offset, end, f"sref{document}", offset, end)


FIRST, SECOND, BOTH = pan(1, 0, 100), pan(1, 100, 100), pan(1, 0, 200)
ELSEWHERE, HALF, THREE_QUARTERS = pan(2, 0, 100), pan(2, 50, 100), pan(2, 25, 75)


@pytest.mark.parametrize(
    ("truth", "found", "recall", "precision", "granularity"),
    [
        ([], [], 1, 1, 1),
        ([FIRST], [], 0, 0, 1),
        ([], [FIRST], 0, 0, 1),
        ([FIRST], [FIRST], 1, 1, 1),
        ([FIRST, ELSEWHERE], [FIRST], 0.5, 1, 1),
        ([FIRST], [ELSEWHERE], 0, 0, 1),
        ([FIRST], [SECOND], 0, 0, 1),
        ([FIRST], [BOTH], 1, 0.5, 1),
        ([FIRST], [BOTH, ELSEWHERE], 1, 0.25, 1),
        ([FIRST], [ELSEWHERE, HALF], 0, 0, 1),
        ([ELSEWHERE], [HALF], 0.5, 0.5, 1),
        ([ELSEWHERE], [THREE_QUARTERS], 0.75, 1, 1),
        ([ELSEWHERE], [HALF, THREE_QUARTERS], 0.75, 0.75, 2),
        ([FIRST], [SECOND, BOTH], 1, 0.25, 1),
        ([FIRST, SECOND], [FIRST, BOTH], 1, 1, 1.5),
    ],
)
def test_the_measures_of_pan_on_the_cases_of_its_own_program(truth, found, recall, precision, granularity):
    scores = evaluate.plagdet(passages(*truth), passages(*found))
    assert scores[:3] == pytest.approx((recall, precision, granularity))


@pytest.mark.parametrize(
    ("truth", "found", "plagdet"),
    [
        ([FIRST], [SECOND], 0),
        ([FIRST], [FIRST], 1),
        ([FIRST, ELSEWHERE], [FIRST], 2 / 3),
        ([FIRST], [BOTH], 2 / 3),
        ([FIRST], [pan(1, 0, 50), pan(1, 50, 50)], 0.63092975),
    ],
)
def test_plagdet_is_as_in_pans_program(truth, found, plagdet):
    assert evaluate.plagdet(passages(*truth), passages(*found)).plagdet == pytest.approx(plagdet)


def plain_plagdet(truth, found, slack):
    """The definition, a character at a time."""

    def turned(row):
        return row if (row[0], row[1]) <= (row[3], row[4]) else (*row[3:], *row[:3])

    def share(row, others):
        covered, meets = [set(), set()], 0
        for other in others:
            if (row[0], row[3]) != (other[0], other[3]):
                continue
            sides = [
                set(range(row[b], row[e])) & set(range(other[b] - slack, other[e] + slack)) for b, e in [(1, 2), (4, 5)]
            ]
            if all(sides):
                meets += 1
                covered = [seen | new for seen, new in zip(covered, sides, strict=True)]
        return sum(map(len, covered)) / (row[2] - row[1] + row[5] - row[4]), meets

    truth, found = [turned(row) for row in truth], [turned(row) for row in found]
    if not truth or not found:
        return (float(not truth and not found),) * 2 + (1.0,)
    recall, precision = ([share(row, others) for row in rows] for rows, others in ((truth, found), (found, truth)))
    detected = [meets for _, meets in recall if meets]
    return (*(np.mean([part for part, _ in each]) for each in (recall, precision)), np.mean(detected or [1]))


SPAN = st.tuples(st.sampled_from("xyz"), st.integers(0, 30), st.integers(1, 12)).map(
    lambda s: (s[0], s[1], s[1] + s[2])
)
PASSAGES = st.lists(st.tuples(SPAN, SPAN).map(lambda sides: (*sides[0], *sides[1])), max_size=8)


@settings(deadline=None, max_examples=300)
@given(PASSAGES, PASSAGES, st.sampled_from([0, 0, 1, 5]))
def test_the_measures_of_pan_are_those_that_counting_characters_gives(truth, found, slack):
    scores = evaluate.plagdet(passages(*truth), passages(*found), slack=slack)
    recall, precision, granularity = plain_plagdet(truth, found, slack)
    assert scores[:3] == pytest.approx((recall, precision, granularity))
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0
    assert scores.plagdet == pytest.approx(f1 / math.log2(1 + granularity))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-20, 20), st.integers(-5, 15)), max_size=20))
def test_intervals_that_overlap_count_once(intervals):
    owner, begin, length = (np.array([row[i] for row in intervals], np.int64) for i in range(3))
    expected = [set() for _ in range(5)]
    for each, start, size in intervals:
        expected[each] |= set(range(start, start + size))
    assert union_lengths(owner, begin, begin + length, 5).tolist() == [len(covered) for covered in expected]


def test_detections_between_documents_that_are_not_listed_can_be_left_out():
    found = passages(FIRST, ELSEWHERE)
    assert evaluate.plagdet(passages(FIRST), found, listed=True).precision == 1
    assert evaluate.plagdet(passages(FIRST), found).precision == 0.5


def test_results_tables_and_frames_give_the_same_scores(sample):
    found = wc.find_reuse(sample).passages
    forms = [found, found.to_arrow(), found.to_pandas()]
    for truth in forms:
        for detected in forms:
            assert evaluate.plagdet(truth, detected).recall == 1
            assert evaluate.pair_scores(truth, detected) == (1, 1, 1)


@pytest.mark.parametrize(
    ("truth", "options", "message"),
    [
        (passages(FIRST).drop(columns="end_b"), {}, "truth has no column end_b"),
        (passages(FIRST).astype({"end_b": "float"}).assign(end_b=np.nan), {}, "truth has 1 nulls in end_b"),
        (passages(pan(1, 10, -3)), {}, "row 0 of truth has a span that ends before it begins"),
        (passages(FIRST), {"slack": -1}, "slack is -1"),
    ],
)
def test_what_cannot_be_scored_is_named(truth, options, message):
    with pytest.raises(ValueError, match=message):
        evaluate.plagdet(truth, passages(FIRST), **options)


def test_what_is_no_table_is_named():
    with pytest.raises(TypeError, match="truth is list"):
        evaluate.plagdet([1, 2], passages(FIRST))


# --- pairs ------------------------------------------------------------------------------------------------------------


PAIRS = st.lists(st.tuples(st.sampled_from("uvwxyz"), st.sampled_from("uvwxyz")), max_size=12)


@given(PAIRS, PAIRS)
def test_recall_and_precision_of_pairs_are_those_of_sets(truth, found):
    tables = [
        pa.table({f"document_{side}": pa.array([p[i] for p in pairs], pa.string()) for i, side in enumerate("ab")})
        for pairs in (truth, found)
    ]
    true, guessed = ({frozenset(pair) for pair in pairs if pair[0] != pair[1]} for pairs in (truth, found))
    expected = (len(true & guessed) / len(true) if true else 1, len(true & guessed) / len(guessed) if guessed else 1)
    assert evaluate.pair_scores(*tables)[:2] == pytest.approx(expected)


def test_pairs_of_spans_are_compared_to_the_character():
    truth, found = passages(("u", 0, 9, "v", 5, 9), ("u", 0, 9, "v", 20, 30)), passages(("v", 5, 9, "u", 0, 9))
    assert evaluate.pair_scores(truth, found) == pytest.approx((0.5, 1, 2 / 3))
    documents = ["document_a", "document_b"]
    assert evaluate.pair_scores(truth[documents], found[documents]) == (1, 1, 1)


# --- groups -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "precision"),
    [("aaaaabbbbbbb", 16 / 21), ("aaaaabbaaaaa", 7 / 12)],
    ids=["a small group joined to a large one", "two large groups joined"],
)
def test_b_cubed_is_that_of_the_example_of_bagga_and_baldwin(found, precision):
    truth = "aaaaabbccccc"  # five mentions, two, and five
    assert evaluate.b_cubed(list(truth), list(found))[:2] == pytest.approx((1, precision))
    assert evaluate.b_cubed(list(found), list(truth))[:2] == pytest.approx((precision, 1))


LABELS = st.integers(0, 40).flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, 5), min_size=n, max_size=n)] * 2))


@given(LABELS)
def test_the_adjusted_rand_index_is_that_of_scikit_learn(labels):
    truth, found = labels
    expected = adjusted_rand_score(truth, found) if truth else 1
    assert evaluate.adjusted_rand_index(truth, found) == pytest.approx(expected)


@given(LABELS)
def test_b_cubed_is_that_of_its_definition(labels):
    truth, found = (np.array(each) for each in labels)
    same_true, same_found = truth[:, None] == truth, found[:, None] == found
    if len(truth):
        recall = ((same_true & same_found).sum(1) / same_true.sum(1)).mean()
        precision = ((same_true & same_found).sum(1) / same_found.sum(1)).mean()
        assert evaluate.b_cubed(truth, found)[:2] == pytest.approx((recall, precision))


def test_labels_of_any_kind_and_a_million_of_them_are_compared():
    truth = np.arange(1_000_000) // 1_000
    found = np.arange(1_000_000) // 500
    assert evaluate.adjusted_rand_index(truth, found) == pytest.approx(adjusted_rand_score(truth, found))
    assert evaluate.b_cubed(truth, found)[:2] == pytest.approx((0.5, 1))
    assert evaluate.b_cubed(["u", "u", "v"], pa.array([4, 4, 2])) == (1, 1, 1)


def test_stories_are_compared_by_document_and_one_not_found_is_alone():
    truth = pd.DataFrame({"story": [0, 0, 1], "document": ["u", "v", "w"]})
    found = pd.DataFrame({"document": ["w", "x", "v", "u"], "story": ["s", "s", "t", "t"]})
    assert evaluate.b_cubed(truth, found) == (1, 1, 1)
    assert evaluate.adjusted_rand_index(truth, found[:3]) == pytest.approx(adjusted_rand_score([0, 0, 1], [0, 1, 2]))


def test_families_are_compared_by_span(sample):
    families = wc.find_reuse(sample).families
    assert evaluate.b_cubed(families, families) == (1, 1, 1)
    alone = families.to_pandas().assign(family=range(len(families)))
    assert evaluate.b_cubed(families, alone).precision == 1 > evaluate.b_cubed(families, alone).recall


@pytest.mark.parametrize(
    ("truth", "found", "kind", "message"),
    [
        ([1, 2], [1], ValueError, "truth labels 2 items and found 1"),
        ([1, None], [1, 2], ValueError, "truth has 1 items without a label"),
        ([1], pd.DataFrame({"story": [1]}), TypeError, "must both be tables"),
        (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1]}), ValueError, "must both have a column story"),
        (
            pd.DataFrame({"story": [1, 2], "document": ["u", "u"]}),
            pd.DataFrame({"story": [1], "document": ["u"]}),
            ValueError,
            "truth lists an item twice",
        ),
    ],
)
def test_groups_that_cannot_be_compared_are_named(truth, found, kind, message):
    with pytest.raises(kind, match=message):
        evaluate.b_cubed(truth, found)
