"""What a result of reuse answers: options, identity, differences of two documents, who printed one."""

import datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wirecopy as wc
from test_reuse import corpus_of, prose, tables
from wirecopy.report.glance import CLASSES

SHARED = [" ".join(prose(30, seed)) for seed in range(90, 96)]


def own(seed):
    return " ".join(prose(40, 1000 + seed))


def changed(text, every):
    return " ".join(f"new{n}" if n % every == 0 else word for n, word in enumerate(text.split()))


def days(*numbers):
    return [None if day is None else datetime.date(2024, 5, day) for day in numbers]


@pytest.fixture(scope="module")
def edited():
    """d1 has d0's paragraphs, the second with every twelfth word changed; d2 and d3 have the changed one."""
    edit = changed(SHARED[1], 12)
    texts = [f"{SHARED[0]}\n{SHARED[1]}", f"{SHARED[0]}\n{edit}", f"{own(1)}\n{edit}", f"{edit}\n{own(2)}"]
    return corpus_of(*texts, source=list("ABCD"), published=days(1, 2, 3, 4))


# --- options ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", SHARED[:2])
def test_across_says_between_what_passages_and_families_are_looked_for(text):
    corpus = corpus_of(
        *(f"{text}\n{own(0)}\n{text}", f"{own(1)}\n{text}", f"{text}\n{own(2)}", f"{own(3)}\n{text}"),
        source=["A", "A", "B", "C"],
        publisher=["one", "one", "one", "two"],
    )
    pairs = {}
    for across in ("all", "documents", "sources", "publishers"):
        reuse = wc.find_reuse(corpus, across=across)
        table = reuse.passages.to_arrow()
        pairs[across] = set(zip(table["document_a"].to_pylist(), table["document_b"].to_pylist(), strict=True))
        shares = reuse.documents.to_arrow()
        assert all(sum(row[name] for name in CLASSES) == pytest.approx(1) for row in shares.to_pylist())
        assert len(set(reuse.families.to_arrow()["document"].to_pylist())) == 4
    every = {(f"d{a}", f"d{b}") for a in range(4) for b in range(a, 4)} - {("d1", "d1"), ("d2", "d2"), ("d3", "d3")}
    assert pairs["all"] == every and pairs["documents"] == every - {("d0", "d0")}
    assert pairs["sources"] == pairs["documents"] - {("d0", "d1")}
    assert pairs["publishers"] == {("d0", "d3"), ("d1", "d3"), ("d2", "d3")}


def test_families_that_span_too_little_fall_away():
    corpus = corpus_of(f"{SHARED[0]}\n{own(0)}\n{SHARED[0]}", f"{SHARED[1]}", f"{SHARED[1]}", source=["A", "B", "B"])
    sizes = {across: len(wc.find_reuse(corpus, across=across).families) for across in ("all", "documents", "sources")}
    assert sizes == {"all": 4, "documents": 2, "sources": 0}


def test_passages_with_too_long_a_lag_are_left_out_and_undated_ones_stay():
    corpus = corpus_of(*[SHARED[0]] * 4, published=days(1, 3, 9, None))

    def pairs(max_lag):
        table = wc.find_reuse(corpus, max_lag=max_lag).passages.to_arrow()
        return [a[1] + b[1] for a, b in zip(*(table[f"document_{side}"].to_pylist() for side in "ab"), strict=True)]

    assert pairs(None) == ["01", "02", "03", "12", "13", "23"] == pairs("30D")
    assert pairs("25h") == ["01", "03", "13", "23"]  # a day and the next but one can be 24 hours and a moment apart
    assert pairs("1D") == ["03", "13", "23"]
    assert pairs(datetime.timedelta(days=6)) == ["01", "03", "12", "13", "23"]


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"across": "outlets"}, "across is 'outlets'; it must be one of 'all', 'documents', 'sources', 'publishers'"),
        ({"min_identity": 1.5}, "min_identity is 1.5; it must be at least 0 and at most 1"),
        ({"min_identity": -1}, "min_identity is -1"),
        ({"max_lag": "soon"}, "max_lag is 'soon'"),
        ({"max_lag": 3}, "max_lag is 3; .* and with its unit"),
        ({"max_lag": "-3D"}, "max_lag is '-3D'"),
    ],
)
def test_options_that_make_no_sense_are_named(edited, option, message):
    with pytest.raises(ValueError, match=message):
        wc.find_reuse(edited, **option)


# --- identity ---------------------------------------------------------------------------------------------------------


def members(reuse):
    table = reuse.families.to_arrow()
    found = {}
    for row in table.to_pylist():
        found.setdefault(row["family"], []).append((row["document"], row["role"][0], round(row["identity"], 2)))
    return sorted(found.values())


def test_families_are_grouped_again_by_identity(edited):
    reuse = wc.find_reuse(edited)
    first = [("d0", "r", 1), ("d1", "c", 1)]
    loose = [("d0", "r", 1), ("d1", "c", 0.9), ("d2", "c", 0.9), ("d3", "c", 0.9)]
    assert members(reuse) == sorted([first, loose])
    strict = [("d1", "r", 1), ("d2", "c", 1), ("d3", "c", 1)]
    assert members(reuse.at_least(identity=0.95)) == sorted([first, strict])
    assert members(reuse.at_least(identity=0.9)) == members(reuse)
    assert members(wc.find_reuse(edited, min_identity=0.95)) == sorted([first, strict])


@pytest.mark.parametrize("identity", [0, 0.5, 0.9, 0.91, 1])
def test_at_least_is_what_running_with_min_identity_gives(edited, sample, identity):
    for corpus in (edited, sample):
        assert tables(wc.find_reuse(corpus).at_least(identity=identity)) == tables(
            wc.find_reuse(corpus, min_identity=identity)
        )


def test_families_keep_their_ids_and_each_has_its_own():
    sentence = " ".join(prose(15, 97))
    alone = [f"{own(seed)}\n{sentence}\n{own(100 + seed)}" for seed in range(2)]
    inside = [f"{own(seed)} {sentence} {own(100 + seed)}" for seed in range(2, 32)]
    reuse = wc.find_reuse(corpus_of(*alone, *inside))
    assert sorted(len(family) for family in members(reuse)) == [2, 32]
    assert reuse.at_least(identity=0).families.to_arrow() == reuse.families.to_arrow()


def test_at_least_leaves_the_result_it_came_from_alone(sample):
    reuse = wc.find_reuse(sample)
    before = tables(reuse)
    assert len(reuse.at_least(identity=1).passages) < len(reuse.passages)
    assert tables(reuse) == before
    with pytest.raises(ValueError, match=r"identity is 2; it must be at least 0 and at most 1"):
        reuse.at_least(identity=2)


# --- differences ------------------------------------------------------------------------------------------------------


def test_what_changed_between_two_documents_is_told_with_numbers_and_names(sample):
    a, b = "velmark-today-korvel-jobs", "aldhaven-ledger-korvel-jobs"
    reuse = wc.find_reuse(sample)
    there = reuse.diff(a, b).to_pandas(text=True)
    back = reuse.diff(b, a).to_pandas(text=True)
    numbers = there[there["kind"] == "number"]
    assert list(zip(numbers["text_a"], numbers["text_b"], strict=True)) == [("1,340", "1,430")]
    assert set(zip(there["text_a"], there["text_b"], strict=True)) == set(
        zip(back["text_b"], back["text_a"], strict=True)
    )
    assert set(there["document_a"]) == {a} and set(there["document_b"]) == {b}
    assert "1,430" in reuse.diff(a, b)._repr_html_()


def test_documents_that_share_nothing_differ_nowhere(edited):
    assert len(wc.find_reuse(corpus_of(own(1), own(2))).diff("d0", "d1")) == 0
    with pytest.raises(KeyError, match="nowhere"):
        wc.find_reuse(edited).diff("d0", "nowhere")


# --- who printed it ---------------------------------------------------------------------------------------------------


def test_a_trace_tells_who_printed_how_much_when_and_with_what_changes():
    story = (
        "Korvel cuts 1,340 jobs in Tarn and moves the press shop, said Anna Berg of the works council on Monday, who "
        "had known of the plan for some weeks and had asked for talks that never came about before the summer."
    )
    copy = story.replace("1,340", "1,430").replace("Anna Berg", "Anton Berg")
    texts = [f"{story}\n{SHARED[0]}", f"{copy}\n{own(1)}", f"{own(2)}\n{SHARED[0]}\n{story}", own(3), SHARED[0]]
    corpus = corpus_of(*texts, source=list("ABCDE"), published=days(2, 3, 2, 4, 1))
    traced = wc.find_reuse(corpus).trace("d0")
    rows = {row["document"]: row for row in traced.to_arrow().to_pylist()}
    assert list(rows) == ["d4", "d2", "d1"]
    assert [rows[d]["printed"] for d in rows] == ["earlier", None, "later"]
    assert [rows[d]["lag"] for d in rows] == [datetime.timedelta(days=1), None, datetime.timedelta(days=1)]
    words = len(wc.words(texts[0]))
    assert rows["d2"]["words"] == words and rows["d2"]["share"] == 1 and rows["d2"]["changes"] == 0
    assert rows["d4"]["words"] == 30 and rows["d1"]["words"] == words - 30
    assert rows["d1"]["numbers"] == ["1,340 → 1,430"] and rows["d1"]["names"] == ["Anna → Anton"]
    assert rows["d1"]["source"] == "B" and rows["d1"]["changes"] == 2
    assert "1,430" in traced._repr_html_()


def test_a_trace_finds_all_of_a_crowd():
    count = 40
    texts = [f"{own(n)}\n{SHARED[0]}" if n % 2 else f"{SHARED[0]}\n{own(n)}" for n in range(count)]
    reuse = wc.find_reuse(corpus_of(*texts, source=[f"s{n}" for n in range(count)], published=days(*range(1, 21)) * 2))
    for id in ("d0", "d7", "d39"):
        table = reuse.trace(id).to_arrow()
        assert sorted(table["document"].to_pylist()) == sorted(f"d{n}" for n in range(count) if f"d{n}" != id)
        assert set(table["words"].to_pylist()) == {30}
    assert len(reuse.show("d7", "d39").passages) == 1
    assert len(reuse.diff("d7", "d39")) == 0


def test_a_trace_finds_who_carries_a_part_of_a_paragraph_of_many():
    paragraph = " ".join(prose(90, 89))
    part = " ".join(paragraph.split()[20:50])
    texts = [
        f"{own(n)}\n{paragraph}" if n < 38 else " ".join([*prose(60, n), part, *prose(60, 99 + n)]) for n in range(40)
    ]
    reuse = wc.find_reuse(corpus_of(*texts, source=[f"s{n}" for n in range(40)], published=days(*range(1, 21)) * 2))
    whole = {row["document"]: row for row in reuse.trace("d7").to_arrow().to_pylist()}
    assert len(whole) == 39
    assert whole["d38"]["words"] == whole["d39"]["words"] == 30 and whole["d8"]["words"] == 90
    assert {row["changes"] for row in whole.values()} == {0}
    rows = {row["document"]: row for row in reuse.trace("d38").to_arrow().to_pylist()}
    assert {f"d{n}" for n in range(38)} <= set(rows)
    assert all(row["words"] == 30 and row["changes"] == 0 for row in rows.values())


def test_shares_of_scanned_text_rest_on_what_was_read_when_passages_are_left_out():
    line = "Every paper of this house prints these very words below each of its many articles"
    damaged = [line, line.replace("house", "hovse"), line.replace("prints", "prlnts"), line.replace("words", "wordz")]
    texts = [f"{own(n)}\n{own(9 + n)}\n{each}" for n, each in enumerate(damaged)]
    corpus = corpus_of(*texts, source=["A"] * 4)
    reuse = wc.find_reuse(corpus, noise="ocr")
    assert set(reuse.at_least(identity=0).documents.to_pandas()["boilerplate"] > 0) == {True}
    assert reuse.at_least(identity=0).documents.to_arrow() == reuse.documents.to_arrow()


def test_a_document_that_nobody_printed_has_an_empty_trace(edited):
    assert len(wc.find_reuse(corpus_of(own(1), own(2))).trace("d0")) == 0
    with pytest.raises(KeyError, match="nowhere"):
        wc.find_reuse(edited).trace("nowhere")


# --- shares -----------------------------------------------------------------------------------------------------------

PARTS = st.lists(st.sampled_from([*SHARED[:3], f"“{SHARED[3]}”", own(9)]), max_size=4).map("\n".join)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(PARTS, st.sampled_from("AB"), st.integers(1, 3)), min_size=1, max_size=7))
def test_shares_sum_to_one_and_shared_first_is_what_all_others_print_later(documents):
    texts, houses, when = zip(*documents, strict=True)
    corpus = corpus_of(*texts, publisher=list(houses), published=days(*when))
    rows = wc.find_reuse(corpus).documents.to_arrow().to_pylist()
    for row, text, day in zip(sorted(rows, key=lambda row: row["document"]), texts, when, strict=True):
        assert sum(row[name] for name in CLASSES) == pytest.approx(1)
        others = [(other, at) for other, at in zip(texts, when, strict=True) if other is not text]
        first = 0
        for part in text.split("\n"):
            carried = [at for other, at in others if part and part in other]
            first += len(wc.words(part)) if carried and min(carried) > day else 0
        if "”" not in "".join(texts) and row["boilerplate"] == 0 and len(set(texts)) == len(texts):
            assert row["shared_first"] * row["words"] == pytest.approx(first)


def test_results_have_the_columns_they_promise(sample):
    reuse = wc.find_reuse(sample)
    assert reuse.boilerplate.to_arrow().column_names == ["publisher", "pages", "document", "begin", "end"]
    assert reuse.trace("velmark-today-korvel-jobs").to_arrow().column_names == [
        *("document", "source", "publisher", "published", "printed", "lag", "words", "share"),
        *("changes", "numbers", "names"),
    ]
    assert pa.types.is_list(reuse.trace("velmark-today-weir").to_arrow()["names"].type)
