"""Names of a list as news says them: short forms, surnames, initials, and runs of capitals around them."""

from __future__ import annotations

import pytest

import wirecopy as wc


def linked(text: str | list[str], names: dict[str, str], kinds: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """What of the texts is linked to the list, in order, with the entity; '?' where several may be meant."""
    gazetteer = wc.Gazetteer.from_table(
        {
            "entity": list(names.values()),
            "name": list(names),
            "kind": [(kinds or {}).get(name, "other") for name in names],
        }
    )
    texts = [text] if isinstance(text, str) else text
    corpus = wc.read([{"id": f"{i:03d}", "text": each} for i, each in enumerate(texts)])
    rows = wc.find_entities(corpus, gazetteer=gazetteer).mentions.to_pandas(text=True)
    ids = set(names.values())
    return [
        (words, "?" if rule == "ambiguous" else entity)
        for words, entity, rule in zip(rows["text"], rows["entity"], rows["rule"], strict=True)
        if entity in ids or rule == "ambiguous"
    ]


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("Avnet", "Avnet Co Inc"),
        ("Dillon Read", "Dillon Read and Co"),
        ("Merck & Co.", "Merck and Co"),
        ("Avnet Inc", "Avnet"),
        ("Volkswagen Group", "Volkswagen"),
        ("Helen of Troy Limited", "Helen of Troy"),
        ("The New England Journal of Medicine", "New England Journal of Medicine"),
        ("United States Senate", "Senate"),
        ("Supreme Court of the United States", "Supreme Court"),
        ("Supreme Court of the United States", "U.S. Supreme Court"),
        ("Ministry of Social Affairs", "Social Affairs Ministry"),
        ("Samuel J. Heyman", "Samuel Heyman"),
        ("Karl Otto Pöhl", "Karl Otto Poehl"),
        ("Noh Seung-yul", "Seung-yul Noh"),
        ("California", "Calif"),
        ("Ronald Reagan", "Reagan"),
        ("Integrated Services Digital Network", "ISDN"),
        ("Bristol-Myers Squibb Co", "Bristol-Myers"),
    ],
)
def test_a_listed_name_is_found_as_news_says_it(listed: str, said: str) -> None:
    assert linked(f"We heard that {said} was named there.", {listed: "Q1"}) == [(said, "Q1")]


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("United States Steel", "Steel"),
        ("University of Alabama", "University"),
        ("Bank of England", "Bank"),
        ("Aston Martin", "Martin"),  # nothing tells that it is a person
        ("Paris Hilton", "Paris"),
        ("John Smith Jr", "Jr"),
        ("Green Party of the United States", "Green"),
    ],
)
def test_words_that_tell_nothing_are_no_short_forms(listed: str, said: str) -> None:
    assert linked(f"We heard that {said} was named there.", {listed: "Q1"}) == []


def test_a_surname_that_two_of_the_list_share_stays_open_with_both() -> None:
    names = {"Anna Merkel": "Q1", "Ronald Merkel": "Q2"}
    gazetteer = wc.Gazetteer.from_table({"entity": ["Q1", "Q2"], "name": list(names), "kind": ["person"] * 2})
    found = wc.find_entities(wc.read([{"id": "a", "text": "We saw that Merkel was there."}]), gazetteer=gazetteer)
    assert found.mentions.to_pandas()["rule"].tolist() == ["ambiguous"]
    candidates = found.mentions.candidates.to_pandas()
    assert candidates["entity"].tolist() == ["Q1", "Q2"]
    assert candidates["score"].tolist() == [0.5, 0.5]


@pytest.mark.parametrize("text", ["We saw what the Hill printed.", "We saw that Tiffany came."])
def test_a_name_with_an_article_or_that_is_given_is_no_surname(text: str) -> None:
    names = {"French Hill": "Q1", "Thomas Tiffany": "Q2"}
    assert linked(text, names, dict.fromkeys(names, "person")) == []


def test_who_is_named_in_full_beside_a_surname_is_meant_whatever_the_list_has() -> None:
    text = "We saw Ines Carter. Then Carter left."
    assert linked(text, {"Jimmy Carter": "Q1"}, {"Jimmy Carter": "person"}) == []


def test_a_listed_person_stays_in_a_longer_run_of_capitals() -> None:
    names = {"Kevin Costner": "Q1"}
    assert linked("We met Hollywood Star Kevin Costner there.", names) == [("Kevin Costner", "Q1")]
    assert linked("We flew to Kevin Costner Airport then.", names) == []
    assert linked("We met Kevin Costner Jr there.", names) == []


def test_a_run_that_is_a_name_of_its_own_is_not_taken_apart() -> None:
    names = {"New York": "Q1"}
    assert linked("We read the New York Times there.", names) == []
    assert linked(["We saw the New York Yankees.", "They saw the New York Yankees."], names) == []


def test_what_stands_beside_a_listed_name_in_a_run_stays_if_it_is_a_name_elsewhere() -> None:
    texts = ["He said that Orlan Kevin Costner came.", "We like that Orlan came."]
    rows = wc.find_entities(
        wc.read([{"id": f"{i}", "text": text} for i, text in enumerate(texts)]),
        gazetteer=wc.Gazetteer.from_table({"entity": ["Q1"], "name": ["Kevin Costner"]}),
    ).mentions.to_pandas(text=True)
    assert rows["text"].tolist() == ["Orlan", "Kevin Costner", "Orlan"]


def test_the_legal_form_ends_the_name_of_a_company() -> None:
    corpus = wc.read([{"id": "a", "text": "He told Cetus Corp CTUS and Pace Consultants Inc of Houston so."}])
    rows = wc.find_entities(corpus).mentions.to_pandas(text=True)
    assert rows["text"].tolist() == ["Cetus Corp", "CTUS", "Pace Consultants Inc", "Houston"]


def test_rules_say_why() -> None:
    gazetteer = wc.Gazetteer.from_table(
        {"entity": ["Q1", "Q2", "Q3"], "name": ["Avnet Inc", "Ronald Reagan", "Grain Safety Bureau"]}
    )
    text = "He told that Avnet and Reagan and the GSB and Ronald Reagan had left."
    rows = wc.find_entities(wc.read([{"id": "a", "text": text}]), gazetteer=gazetteer).mentions.to_pandas(text=True)
    assert dict(zip(rows["text"], rows["rule"], strict=True)) == {
        "Avnet": "short_name",
        "Reagan": "surname",
        "GSB": "acronym",
        "Ronald Reagan": "gazetteer",
    }
