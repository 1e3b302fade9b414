"""Near-identical paragraphs, passages, families and shares: their promises, and corpora at the edges."""

import itertools
import random

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wirecopy as wc
from wirecopy import _core

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("n", "r", "sk", "lt")]


def prose(words, seed, vocabulary=WORDS):
    chosen = random.Random(seed)
    return [chosen.choice(vocabulary) for _ in range(words)]


def numbered(word, count):
    return [f"{word}{number}" for number in range(count)]


def corpus_of(*texts, **columns):
    rows = [{"id": f"d{number}", "text": text} for number, text in enumerate(texts)]
    for name, values in columns.items():
        for row, value in zip(rows, values, strict=True):
            row[name] = value
    return wc.read(rows)


def passages(corpus, **options):
    return wc.find_reuse(corpus, **options).passages.to_pandas(text=True)


# --- near-identical paragraphs ----------------------------------------------------------------------------------------


def naive_pairs(corpus, jaccard, min_words, same_document):
    """Every pair of paragraphs by comparing every pair of paragraphs."""
    paragraphs = []
    for document in corpus:
        at = 0
        for line in document.text.split("\n"):
            words = [_core.fold(word) for word in wc.words(line)]
            if len(words) >= min_words:
                grams = frozenset(zip(words, words[1:], words[2:], strict=False))
                paragraphs.append((document.id, at, at + len(line), grams))
            at += len(line) + 1
    found = set()
    for (id_a, begin_a, end_a, a), (id_b, begin_b, end_b, b) in itertools.combinations(paragraphs, 2):
        similarity = len(a & b) / len(a | b)
        if similarity >= jaccard and (same_document or id_a != id_b):
            found.add((id_a, begin_a, end_a, id_b, begin_b, end_b, similarity))
    return found


LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=12).map(" ".join)
TEXTS = st.lists(st.lists(LINES, max_size=4).map("\n".join), min_size=1, max_size=6)


@settings(deadline=None)
@given(TEXTS, st.sampled_from([0.3, 0.5, 0.7, 0.9, 1.0]), st.integers(3, 6), st.booleans())
def test_similar_paragraphs_are_those_that_comparing_all_finds(texts, jaccard, min_words, same_document):
    corpus = corpus_of(*texts)
    twins = wc.similar_paragraphs(corpus, jaccard=jaccard, min_words=min_words, same_document=same_document)
    rows = twins.pairs().to_arrow().to_pylist()
    expected = naive_pairs(corpus, jaccard, min_words, same_document)
    assert {tuple(row.values()) for row in rows} == expected and len(rows) == len(expected)


@settings(deadline=None)
@given(TEXTS, st.booleans())
def test_variants_are_the_paragraphs_that_have_a_twin(texts, same_document):
    twins = wc.similar_paragraphs(corpus_of(*texts), jaccard=0.5, min_words=3, same_document=same_document)
    places = {tuple(row.values())[1:] for row in twins.variants.to_arrow().to_pylist()}
    paired = set()
    for row in twins.pairs().to_arrow().to_pylist():
        paired |= {tuple(row[f"{name}_{side}"] for name in ("document", "begin", "end")) for side in "ab"}
    assert places == paired


@pytest.mark.parametrize("jaccard", [0.3, 0.5, 0.9])
def test_similar_paragraphs_of_the_sample_are_those_that_comparing_all_finds(sample, jaccard):
    in_order = sorted(sample, key=lambda document: document.id.encode())
    found = {
        (row["document_a"], row["document_b"], row["jaccard"])
        for row in wc.similar_paragraphs(sample, jaccard=jaccard).pairs().to_arrow().to_pylist()
    }
    expected = {(pair[0], pair[3], pair[6]) for pair in naive_pairs(in_order, jaccard, 20, same_document=False)}
    assert found == expected and len(expected) > 10


@pytest.mark.parametrize(
    ("options", "message"),
    [({"jaccard": 0}, "jaccard is 0"), ({"jaccard": 1.5}, "jaccard is 1.5"), ({"min_words": 2}, "min_words is 2")],
)
def test_options_out_of_range_are_named(sample, options, message):
    with pytest.raises(ValueError, match=message):
        wc.similar_paragraphs(sample, **options)


# --- passages ---------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(12, 60), st.integers(0, 80), st.integers(0, 80))
def test_a_run_of_twelve_words_in_two_documents_is_a_passage(seed, size, before_a, before_b):
    copied = prose(size, seed)
    a = " ".join([*prose(before_a, seed + 1, ["xylo"]), *copied, "end"])
    b = " ".join([*prose(before_b, seed + 2, ["zebra"]), *copied])
    (passage,) = passages(corpus_of(a, b)).to_dict("records")
    assert passage["text_a"] == passage["text_b"] == " ".join(copied)
    assert (passage["words"], passage["identity"], passage["edit"]) == (size, 1, "verbatim")


def test_eleven_words_are_not_a_passage():
    copied = " ".join(prose(11, 3))
    assert passages(corpus_of(f"one {copied} two", f"three {copied} four")).empty


@pytest.mark.parametrize("seed", range(20))
def test_a_passage_survives_edits(seed):
    chosen = random.Random(seed)
    copied = prose(80, seed)
    edited = []
    for word in copied:
        kind = chosen.random()
        edited += [] if kind < 0.04 else [word, "added"] if kind < 0.08 else ["changed"] if kind < 0.2 else [word]
    a = " ".join([*numbered("xylo", 60), *copied, *numbered("zither", 60)])
    b = " ".join([*numbered("yak", 60), *edited, *numbered("zebra", 60)])
    rows = passages(corpus_of(a, b))
    assert rows["words"].sum() > 0.9 * sum(word in edited for word in copied)
    assert rows["edit"].isin(["edited", "verbatim"]).all()
    assert not rows["text_a"].str.contains("xylo|zither").any() and not rows["text_b"].str.contains("yak|zebra").any()


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "«»", "„“", "「」", "‘’", "''"])
def test_six_words_inside_quotation_marks_are_a_quotation(opening, closing):
    said = "nobody here expected a second winter"
    a = f"The mayor told the council: {opening}{said}{closing}, and sat down."
    b = f"Asked later, she repeated that {opening}{said}{closing} was all she had meant."
    (passage,) = passages(corpus_of(a, b)).to_dict("records")
    assert (passage["context"], passage["text_a"], passage["text_b"]) == ("quotation", said, said)


def test_a_quotation_on_one_side_only_needs_as_many_words_as_prose():
    said = "nobody here expected a second winter"
    assert passages(corpus_of(f"She said “{said}” today.", f"He wrote that {said} came.")).empty


def test_a_passage_inside_one_document_is_found():
    copied = " ".join(prose(20, 5))
    (passage,) = passages(corpus_of(f"{copied}\nsomething else in between\n{copied}")).to_dict("records")
    assert passage["document_a"] == passage["document_b"] and passage["end_a"] <= passage["begin_b"]


def test_too_small_a_minimum_is_named(sample):
    with pytest.raises(ValueError, match="min_words is 5; it must be at least 6"):
        wc.find_reuse(sample, min_words=5)
    with pytest.raises(ValueError, match="min_words is -1"):
        wc.find_reuse(sample, min_words=-1)


# --- the same whatever the order, the threads and the batches ---------------------------------------------------------

TABLES = ["passages", "families", "outlets"]


def tables(reuse):
    own = reuse.documents.to_arrow().sort_by("document")
    return [*(getattr(reuse, name).to_arrow().combine_chunks() for name in TABLES), own.combine_chunks()]


def test_threads_make_no_difference(sample):
    for n_jobs in (1, 2, 7):
        assert tables(wc.find_reuse(sample, n_jobs=n_jobs)) == tables(wc.find_reuse(sample))


def test_the_order_of_documents_makes_no_difference(sample):
    table = sample.to_arrow()
    shuffled = list(range(len(sample)))
    random.Random(1).shuffle(shuffled)
    assert tables(wc.find_reuse(wc.read(table.take(shuffled)))) == tables(wc.find_reuse(sample))


def test_batches_make_no_difference(sample, monkeypatch):
    monkeypatch.setattr("wirecopy.batches.BATCH_BYTES", 5_000)
    small = wc.read(sample.to_arrow())
    assert len(small.core.batches) > 5
    assert tables(wc.find_reuse(small)) == tables(wc.find_reuse(sample))


# --- corpora at the edges ---------------------------------------------------------------------------------------------


def test_without_dates_and_sources_all_works_but_what_rests_on_them():
    copied = " ".join(prose(40, 9))
    reuse = wc.find_reuse(corpus_of(copied, copied))
    (passage,) = reuse.passages.to_arrow().to_pylist()
    assert passage["first"] is None and passage["lag"] is None
    assert len(reuse.outlets) == 0
    assert reuse.documents.to_arrow()["other_publisher"].to_pylist() == [1.0, 1.0]
    assert reuse.documents.to_arrow()["shared_first"].to_pylist() == [None, None]


@pytest.mark.parametrize("texts", [[], [""], ["one short text"], ["", "", "word"], ["\0", "\u202e", "\n\n\n"]])
def test_corpora_with_little_in_them_share_nothing(texts):
    reuse = wc.find_reuse(corpus_of(*texts))
    assert [len(getattr(reuse, name)) for name in TABLES] == [0, 0, 0]
    assert reuse.documents.to_arrow()["own"].to_pylist() == [1.0] * len(texts)
    assert len(wc.similar_paragraphs(corpus_of(*texts)).pairs()) == 0


def test_ten_megabytes_in_one_line_are_compared():
    line = " ".join(prose(2_000_000, 11, [f"{a}{b}" for a in WORDS for b in WORDS]))
    assert len(line) > 10_000_000
    reuse = wc.find_reuse(corpus_of(line, line[:5_000_000] + " changed " + line[5_000_000:]))
    (family,) = set(reuse.families.to_arrow()["family"].to_pylist())
    assert len(family) == 16
    assert min(reuse.families.to_arrow()["identity"].to_pylist()) > 0.99


def test_the_same_few_words_a_million_times_do_not_hang():
    reuse = wc.find_reuse(corpus_of("one two three " * 300_000, "two three one " * 300_000))
    copy = reuse.families.to_arrow().filter(pc.field("role") == "copy").to_pylist()
    assert [row["identity"] > 0.99 for row in copy] == [True]


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_two_documents_are_shown_side_by_side_whichever_comes_first(sample):
    reuse = wc.find_reuse(sample)
    a, b = "velmark-today-korvel-jobs", "aldhaven-ledger-korvel-jobs"
    for first, second in ((a, b), (b, a)):
        shown = reuse.show(first, second)
        assert len(shown.passages) > 0
        assert shown.html().index(sample[first].title) < shown.html().index(sample[second].title)
        assert "1,340" in shown.html() and "1,430" in shown.html() and shown._repr_html_().startswith("<style>")


def test_a_document_that_is_not_there_is_named(sample):
    with pytest.raises(KeyError, match="nowhere"):
        wc.find_reuse(sample).show("nowhere", "velmark-today-weir")


def test_what_changed_between_two_wordings_is_told_apart_by_kind():
    a, b = "Some 1,340 jobs go, said Anna Berg today.", "Some 1,430 jobs go, said Anton Berg, late today."
    changes = [(c.kind, a[c.begin_a : c.end_a], b[c.begin_b : c.end_b]) for c in wc.reuse.word_diff(a, b)]
    assert changes == [("number", "1,340", "1,430"), ("name", "Anna", "Anton"), ("words", "", "late")]


@settings(deadline=None)
@given(LINES, LINES)
def test_what_did_not_change_is_equal_on_both_sides(a, b):
    changes = wc.reuse.word_diff(a, b)
    for side in "ab":
        spans = [(getattr(c, f"begin_{side}"), getattr(c, f"end_{side}")) for c in changes]
        assert all(begin <= end for begin, end in spans)
    kept_a = _without(a, [(c.begin_a, c.end_a) for c in changes])
    kept_b = _without(b, [(c.begin_b, c.end_b) for c in changes])
    assert kept_a.split() == kept_b.split()


def _without(text, spans):
    for begin, end in reversed(spans):
        text = text[:begin] + " " + text[end:]
    return text


def test_results_are_arrow_tables_with_the_columns_they_promise(sample):
    reuse = wc.find_reuse(sample)
    assert reuse.passages.to_arrow().column_names == [
        *("passage", "document_a", "begin_a", "end_a", "document_b", "begin_b", "end_b"),
        *("words", "identity", "edit", "context", "first", "lag"),
    ]
    assert reuse.families.to_arrow().column_names == [
        *("family", "document", "begin", "end", "role", "identity", "edit", "context", "agency"),
    ]
    assert pa.types.is_duration(reuse.passages.to_arrow()["lag"].type)


# --- houses -----------------------------------------------------------------------------------------------------------


def test_what_a_source_shares_inside_a_house_is_no_copying_between_houses():
    first, second = " ".join(prose(20, 21)), " ".join(prose(30, 22))
    corpus = corpus_of(
        *(first, first, second, second),
        source=["A", "B", "A", "B"],
        publisher=["one", "one", "one", "two"],
    )
    (row,) = wc.find_reuse(corpus).outlets.to_arrow().to_pylist()
    assert (row["same_publisher"], row["words"], row["undecided"]) == (False, 30, 1)


# --- boilerplate ------------------------------------------------------------------------------------------------------


def test_what_a_house_prints_on_many_pages_is_shown_with_its_evidence():
    line = "By {} on {} March: write to our editors if you found a mistake in this text."
    names = ["Ann Berg", "Ole Ro", "Ida May-Lund"]
    texts = [" ".join(prose(60, day)) + "\n" + line.format(names[day % 3], day) for day in range(1, 7)]
    corpus = corpus_of(*texts, source=["A", "A", "A", "B", "B", "B"], publisher=["one"] * 4 + ["two"] * 2)
    reuse = wc.find_reuse(corpus)
    (row,) = reuse.boilerplate.to_pandas(text=True).to_dict("records")
    assert (row["publisher"], row["pages"], row["document"]) == ("one", 4, "d0")
    first = line.format("Ole Ro", 1)
    assert row["text"] == first
    shares = dict(
        zip(*reuse.documents.to_arrow().select(["document", "boilerplate"]).to_pydict().values(), strict=True)
    )
    assert shares["d0"] == pytest.approx(18 / 78) and shares["d4"] == 0
    assert set(reuse.passages.to_arrow()["context"].to_pylist()) <= {"boilerplate", "prose"}


def test_houses_without_standing_text_have_no_boilerplate(sample):
    found = wc.find_reuse(corpus_of(*(" ".join(prose(60, seed)) for seed in range(5)), publisher=["one"] * 5))
    assert len(found.boilerplate) == 0
    pages = wc.find_reuse(sample).boilerplate.to_arrow()
    assert set(pages["publisher"].to_pylist()) >= {"keslingmedia.example"}
    assert min(pages["pages"].to_pylist()) >= 3
