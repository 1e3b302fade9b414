"""The made-up archives of the benchmarks: that what is said to be known about them is true; and find_reuse on one."""

import datetime
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import reuse_scores
import wirecopy as wc
from archive import Options, Recombined, Truth, Vocabulary, generate
from archive.planted import planted
from archive.printed import first_of, printed
from archive.shares import CLASSES

WORDS = 12


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary()


def make(vocabulary, **options):
    truth = Truth()
    documents = [each for part in generate(Options(**options), vocabulary, truth) for each in part]
    return documents, truth.tables()


def test_several_processes_make_the_same_archive(vocabulary):
    options = Options(documents=1_500, seed=20_009)  # more than two parts, the last of them cut
    alone = list(generate(options, vocabulary))
    assert len(alone) > 1
    assert list(generate(options, vocabulary, processes=2)) == alone


@pytest.fixture(scope="module")
def archive(vocabulary):
    return make(vocabulary, documents=900, seed=20_001, widest=60)


@pytest.fixture(scope="module")
def texts(archive):
    return {each["id"]: each["text"] for each in archive[0]}


def plain(text):
    return [word.strip("“”„\"«».,:()[]'").lower() for word in text.split()]


# --- that the truth is true -------------------------------------------------------------------------------------------


def test_the_same_options_make_the_same_archive_and_another_seed_another(vocabulary, archive):
    assert make(vocabulary, documents=900, seed=20_001, widest=60)[0] == archive[0]
    other, _ = make(vocabulary, documents=900, seed=20_002)
    assert len(other) == len(archive[0]) == 900
    assert not {each["text"] for each in other} & {each["text"] for each in archive[0]}


def test_every_run_of_twelve_words_in_two_documents_is_known(archive, texts):
    known = defaultdict(list)  # by document: spans, and what stands there
    for table, name in (("copies", "family"), ("standing", "line")):
        for row in archive[1][table].to_pylist():
            known[row["document"]].append((row["begin"], row["end"], row[name]))
    places = defaultdict(set)
    for document, text in texts.items():
        at, spans = 0, []
        for word in text.split():
            at = text.index(word, at)
            spans.append((at, at + len(word)))
            at += len(word)
        words = plain(text)
        for first in range(len(words) - WORDS + 1):
            places[" ".join(words[first : first + WORDS])].add((document, spans[first][0], spans[first + WORDS - 1][1]))
    shared = [found for found in places.values() if len({document for document, _, _ in found}) > 1]
    assert len(shared) > 1_000
    for found in shared:
        of_each = [{what for begin, end, what in known[d] if begin < stop and end > start} for d, start, stop in found]
        assert set.intersection(*of_each), found


def test_passages_hold_the_words_they_are_said_to_have_in_common(archive, texts):
    rows = archive[1]["passages"].to_pylist()
    assert {row["context"] for row in rows} == {"prose", "quotation"} and len(rows) > 300
    for row in rows:
        a, b = (plain(texts[row[f"document_{x}"]][row[f"begin_{x}"] : row[f"end_{x}"]]) for x in "ab")
        assert a[0] == b[0] and a[-1] == b[-1]
        assert row["words"] <= len(a) and row["words"] <= len(b) and len(set(a) & set(b)) >= 0.8 * len(set(a[:12]))


def test_changed_numbers_are_two_different_numbers(archive, texts):
    rows = archive[1]["changed_numbers"].to_pylist()
    assert len(rows) > 10
    for row in rows:
        a, b = (texts[row[f"document_{x}"]][row[f"begin_{x}"] : row[f"end_{x}"]] for x in "ab")
        assert a != b and float(a.replace(",", "")) != float(b.replace(",", ""))


def test_shares_of_every_document_sum_to_one(archive):
    documents = archive[1]["documents"].to_pandas()
    assert len(documents) == 900
    assert documents[list(CLASSES)].sum(axis=1).to_numpy() == pytest.approx(1)
    assert (documents[list(CLASSES)].to_numpy() >= 0).all() and (documents[list(CLASSES)].mean() > 0).all()


def test_everyone_had_a_story_from_somebody_who_printed_it_before(archive):
    documents = archive[1]["documents"].to_pandas().set_index("document")
    later = documents[documents["had_from"].notna()]
    assert (later["hop"].to_numpy() == documents.loc[later["had_from"], "hop"].to_numpy() + 1).all()
    assert (later["story"].to_numpy() == documents.loc[later["had_from"], "story"].to_numpy()).all()
    assert later["hop"].max() >= 3 and documents["story"].value_counts().iloc[0] >= 60
    passages = archive[1]["passages"].to_pandas()
    assert set(passages[passages["context"] == "prose"]["first"].dropna()) == {"a"}


def test_a_day_is_all_of_its_hours():
    noon, day = 1_577_880_000_000_000, 86_400_000_000
    at_noon, that_day, next_day = (
        printed(noon, False, False),
        printed(noon, True, False),
        printed(noon + day, True, False),
    )
    assert first_of(at_noon, that_day) is first_of(that_day, at_noon) is first_of(that_day, that_day) is None
    assert first_of(at_noon, next_day) == first_of(that_day, next_day) == "a" and first_of(next_day, at_noon) == "b"
    assert first_of(at_noon, printed(noon + day, False, True)) is None


def test_credits_stand_in_the_documents_that_are_said_to_have_one(archive, texts):
    rows = archive[1]["documents"].to_pandas()
    credited = rows[rows["agency"].notna()]
    assert len(credited) > 50 and credited["agency"].nunique() > 5
    assert all(
        agency in texts[document] for document, agency in zip(credited["document"], credited["agency"], strict=True)
    )


@pytest.mark.parametrize(("edits", "noise"), [(0, 0), (0.3, 0), (0, 0.05)])
def test_planted_passages_are_damaged_as_much_as_asked(vocabulary, edits, noise):
    documents, rows = planted(vocabulary, pairs=60, words=80, edits=edits, noise=noise, around=50, seed=3)
    text = {each["id"]: each["text"] for each in documents}
    kept = []
    for row in rows.to_dict("records"):
        a, b = (plain(text[row[f"document_{x}"]][row[f"begin_{x}"] : row[f"end_{x}"]]) for x in "ab")
        assert len(a) == 80
        counts = pd.Series(a).value_counts().to_frame("a").join(pd.Series(b).value_counts().rename("b"), how="inner")
        kept.append(counts.min(axis=1).sum() / 80)
    assert np.mean(kept) == pytest.approx(1 - 0.8 * edits - 4.5 * noise, abs=0.06)


def test_given_texts_are_recombined(texts):
    prose = Recombined(texts.values())
    words = prose.words(np.random.default_rng(1), 50)
    assert len(words) == 50 and set(words) <= {word for text in texts.values() for word in text.split()} | set(words)
    assert not any(" ".join(words) in text for text in texts.values())
    with pytest.raises(ValueError, match="have 0 pieces"):
        Recombined(["too little"])


def test_an_archive_is_written_to_files(tmp_path):
    command = [sys.executable, "-m", "archive", str(tmp_path), "--documents", "50", "--outlets", "30"]
    subprocess.run(command, check=True, cwd=Path(__file__).resolve().parents[1] / "benchmarks")
    lines = (tmp_path / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert pq.read_table(tmp_path / "documents.parquet").num_rows == len(lines) == 50
    assert datetime.date.fromisoformat(json.loads(lines[0]).get("published", "2020-01-01")[:10]).year in (2020, 2021)


# --- what find_reuse makes of it --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def figures(archive):
    return reuse_scores.score(wc.find_reuse(wc.read(archive[0])), archive[1])


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("passages: plagdet", 0.97),
        ("first right where decidable", 1),
        ("first null elsewhere", 1),
        ("changed numbers marked", 1),
        ("no agency where none", 1),
    ],
)
def test_find_reuse_says_what_is_known(figures, figure, least):
    assert figures[figure] >= least


@pytest.mark.parametrize(
    ("figure", "most"),
    [("false passages per 1,000 documents", 2), ("houses taken for two", 0), ("houses taken for one", 0)],
)
def test_find_reuse_says_little_that_is_not_so(figures, figure, most):
    assert figures[figure] <= most
