"""Names that are spelt much like others, against RapidFuzz."""

import json
import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

import wirecopy as wc

LETTERS = st.sampled_from("aabcdeé ŁĀ한글😀Ж")
WORDS = st.text(LETTERS, min_size=1, max_size=12)
# Some longer than the 64 letters of a machine word, some than the 255 that one byte counts.
NAMES = st.one_of(WORDS, st.builds(lambda a, n: a * n, WORDS, st.sampled_from([6, 40])))


def gazetteer_of(names):
    return wc.Gazetteer.from_table({"entity": [f"id {i}" for i in range(len(names))], "name": names})


def by_rapidfuzz(asked, names, score):
    matrix = process.cdist(asked, names, scorer=fuzz.ratio, score_cutoff=score, dtype=np.float64, workers=1)
    rows, columns = np.nonzero(matrix)
    return {(asked[i], f"id {j}", matrix[i, j]) for i, j in zip(rows, columns, strict=True)}


def found(result):
    return {(row["name"], row["entity"], row["score"]) for row in result.to_arrow().to_pylist()}


@settings(deadline=None)  # the first call imports RapidFuzz
@given(
    st.lists(NAMES.map(lambda name: name + "x"), min_size=1, max_size=12),
    st.lists(st.one_of(NAMES, st.just("")), max_size=12, unique=True),
    st.one_of(st.sampled_from([80, 50, 100, 75, 90]), st.floats(1, 100)),
    st.randoms(use_true_random=False),
)
def test_the_answers_are_those_of_rapidfuzz(names, asked, score, rng):
    edited = [
        name[:at] + rng.choice("aé한") + name[at + rng.randrange(2) :] for name in names for at in [len(name) // 2]
    ]
    asked = list(dict.fromkeys(asked + edited))
    assert found(gazetteer_of(names).similar(asked, score=score)) == by_rapidfuzz(asked, names, score)


def test_misspelt_names_of_countries_are_found_as_rapidfuzz_finds_them(shared_data):
    text = (shared_data / "entities" / "countries.json").read_text(encoding="utf-8")
    names = sorted(
        {name for country in json.loads(text) for name in country["altSpellings"] if any(map(str.isalnum, name))}
    )
    rng = random.Random(7)
    asked = list(
        dict.fromkeys(
            name[:at] + rng.choice("aeiou") + name[at + 1 :] for name in names for at in [rng.randrange(len(name))]
        )
    )
    for score in (80, 60):
        assert found(gazetteer_of(names).similar(asked, score=score)) == by_rapidfuzz(asked, names, score)


def test_the_most_similar_name_comes_first_and_names_keep_their_order():
    gazetteer = gazetteer_of(["Anna Petrova", "Ana Petrova", "Ana Petrov", "Kim"])
    rows = gazetteer.similar(["Kym", "Ana Petrova", "Kym", None], score=60).to_arrow().to_pylist()
    assert [(row["name"], row["alias"]) for row in rows] == [
        ("Kym", "Kim"), ("Ana Petrova", "Ana Petrova"), ("Ana Petrova", "Anna Petrova"), ("Ana Petrova", "Ana Petrov"),
    ]  # fmt: skip
    assert rows[1]["score"] == 100
    assert gazetteer.similar([]).to_arrow().num_rows == 0


def test_a_name_that_was_added_is_found():
    gazetteer = gazetteer_of(["Kim"])
    assert len(gazetteer.similar(["Petrowa"])) == 0
    gazetteer.add("Q", "Petrova")
    assert gazetteer.similar(pa.array(["Petrowa"])).to_arrow()["entity"].to_pylist() == ["Q"]


@pytest.mark.parametrize("n_jobs", [1, 2, -1])
def test_the_answers_do_not_depend_on_threads(n_jobs):
    names = [f"{a} {b}" for a in ("Anna", "Ana", "Hanna") for b in ("Petrova", "Petrov", "Peters")] * 30
    asked = [f"{name}{i}" for i, name in enumerate(names)]
    one = gazetteer_of(names).similar(asked, n_jobs=1).to_arrow()
    assert one.equals(gazetteer_of(names).similar(asked, n_jobs=n_jobs).to_arrow())


@pytest.mark.parametrize("score", [0, -1, 101, float("nan")])
def test_a_score_that_is_none_is_named(score):
    with pytest.raises(ValueError, match="score is"):
        gazetteer_of(["Kim"]).similar(["Kim"], score=score)


def test_names_that_are_none_are_named():
    gazetteer = gazetteer_of(["Kim"])
    with pytest.raises(TypeError, match="one string"):
        gazetteer.similar("Kim")
    with pytest.raises(ValueError, match="name 1 is no text"):
        gazetteer.similar(["Kim", "\ud800"])
    with pytest.raises(ValueError, match=r"name 0 is \['Kim'\]"):
        gazetteer.similar([["Kim"]])
