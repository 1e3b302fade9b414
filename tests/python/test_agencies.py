"""The agencies that come with wirecopy, and the ways in which articles credit them."""

import pytest

import wirecopy as wc
from wirecopy.reuse import known_agencies

STORY = (
    "The harbour of the old town was closed for nine hours on Tuesday after a crane had fallen into the basin.\n"
    "Nobody was hurt, a spokeswoman said, and the ferries will sail again in the morning if the wind drops."
)
NAMES = ["AP", "Reuters", "AFP", "dpa", "EFE", "Xinhua", "TASS", "Yonhap", "Kyodo", "PTI", "UPI", "ANSA", "Bloomberg"]
FORMS = [
    "HARBOUR TOWN ({0}) - {1}",
    "HARBOUR TOWN ({0}) — {1}",
    "HARBOUR TOWN ({0}) _ {1}",
    "HARBOUR TOWN ({0}) -- {1}",
    "HARBOUR TOWN, March 3 ({0}) – {1}",
    "Harbour Town, 3 mars ({0}) - {1}",
    "Puerto Viejo, 3 mar ({0}).- {1}",
    "({0}) - {1}",
    "{0} - {1}",
    "By Ann Writer, {0}\n{1}",
    "By ANN WRITER, {0} Staff Writer\n{1}",
    "By Ann Writer and Ben Writer / {0}\n{1}",
    "Von Anna Ander, {0}\n{1}",
    "Par Anne Autre, {0}\n{1}",
    "{0}\n{1}",
    "{1}\n({0})",
    "{1}\n[{0}]",
    "{1}\n- {0}",
    "{1}\n— {0}, with staff",
    "{1}\nSource: {0}",
    "{1}\nQuelle: {0}",
    "{1}\nFuente: {0}",
    "{1} ({0})",
    "{1} — {0}",
    "{1} / {0}",
    "{1}\nThe story was written by the staff. {0} contributed to this report.",
    "{1}\nStaff writer A. Sample and {0} contributed to this report.",
    "{1}\n(Reporting by Ann A. Writer; editing by Ben Editor, {0})",
    "{1}\nContributing: {0}",
    "{1}\nCopyright 2020 {0}. All rights reserved.",
    "{1}\n© 2020 {0}. All rights reserved. This material may not be published.",
    "{1}\n(c) {0}",
]


def agencies_of(*texts, **options):
    """The agency of each text's family; each text is there twice."""
    rows = [{"id": f"{number}{copy}", "text": text} for number, text in enumerate(texts) for copy in "ab"]
    families = wc.find_reuse(wc.read(rows), **options).families.to_arrow().to_pylist()
    found = {row["document"]: row["agency"] for row in families}
    return [found[f"{number}a"] for number in range(len(texts))]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_credit_is_read_for_every_agency(form):
    assert agencies_of(*(form.format(name, STORY) for name in NAMES)) == NAMES


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("WASHINGTON (Associated Press) - " + STORY, "AP"),
        ("BERLIN (dpa/AFP) - " + STORY, "AFP"),
        ("Berlin (Deutsche Presse-Agentur) - " + STORY, "dpa"),
        ("(서울=연합뉴스) 홍길동 기자 = " + STORY, "Yonhap"),
        ("【ソウル共同】" + STORY, "Kyodo"),
        ("МОСКВА, 3 марта. (ТАСС) — " + STORY, "TASS"),
        ("新华社\n" + STORY, "Xinhua"),
        (STORY + "\nMit Agenturen", "agencies"),
        (STORY + "\n(avec Agence France-Presse)", "AFP"),
        (STORY + "\nCon información de EFE", "EFE"),
        (STORY + "\nWith agencies", "agencies"),
        (STORY + "\nCopyright 2020 The Associated Press. All rights reserved.", "AP"),
        (STORY + "\nAssociated Press writers Ann Writer and B. Writer in Elmstead contributed to this report.", "AP"),
    ],
)
def test_credits_in_several_languages_are_read(text, agency):
    assert agencies_of(text) == [agency]


@pytest.mark.parametrize(
    "sentence",
    [
        "A spokesman told {0} that the crane was old.",
        "The crane was old, {0} reported on Wednesday.",
        "{0} said the crane was old.",
        "“The crane was old,” he told {0}.",
        "According to {0}, the crane was old - and so was the basin.",
        "The head of {0} (a news agency) - who was there - saw it fall.",
        "He once wrote for {0}",
        "(Photo: Ann Writer/{0})",
        "Ann Writer/{0}",
    ],
)
def test_an_agency_that_prose_or_a_picture_names_is_not_credited(sentence):
    texts = [f"{STORY}\n{sentence.format(name)}" for name in NAMES]
    assert agencies_of(*texts) == [None] * len(NAMES)
    texts = [f"{sentence.format(name)}\n{STORY}" for name in NAMES]
    assert agencies_of(*texts) == [None] * len(NAMES)


@pytest.mark.parametrize("remark", ["Corrected", "UPDATED", "Update 2", "Exclusive", "WATCH LIVE"])
def test_what_a_dateline_says_of_its_text_is_no_agency(remark):
    texts = [f"HARBOUR TOWN ({remark}) - {STORY}", f"Harbour Town, March 3 ({remark}) - {STORY}"]
    assert agencies_of(*texts, f"HARBOUR TOWN (Northwire) - {STORY}") == [None, None, "Northwire"]


def test_agencies_are_added_by_name_with_further_forms():
    texts = (STORY + "\n(Northwire)", STORY + "\nAdditional reporting by NW Press.", STORY + "\n(AP)")
    assert agencies_of(*texts) == [None, None, "AP"]
    assert agencies_of(*texts, agencies={"Northwire": ["NW Press"]}) == ["Northwire", "Northwire", "AP"]
    assert agencies_of(*texts, agencies={"Northwire": []}) == ["Northwire", None, "AP"]


@pytest.mark.parametrize("agencies", [["Northwire"], {"Northwire": "NW"}, {"": ["NW"]}, {"Northwire": [""]}])
def test_agencies_that_are_no_mapping_of_names_to_forms_are_named(agencies):
    with pytest.raises(ValueError, match="agencies"):
        agencies_of(STORY, agencies=agencies)


def test_every_known_agency_is_a_form_of_itself():
    known = known_agencies()
    assert len(known) > 40 and known["AP"][:1] == ["AP"]
    assert agencies_of(*(f"{STORY}\n({name})" for name in known)) == list(known)
