"""The labels of the sample, made from reading before the code was tried on it."""

import datetime

import pytest

import wirecopy as wc


@pytest.fixture(scope="module")
def reuse(sample):
    return wc.find_reuse(sample)


@pytest.fixture(scope="module")
def families(reuse):
    return reuse.families.to_pandas(text=True)


@pytest.fixture(scope="module")
def passages(reuse):
    return reuse.passages.to_pandas(text=True)


def families_at(families, label):
    at = families[families["document"] == label["article"]]
    return set(at[(at["begin"] == label["start"]) & (at["end"] == label["end"])]["family"])


def between(passages, x, y):
    rows = passages[passages["document_a"].isin([x, y]) & passages["document_b"].isin([x, y])]
    return rows[rows["document_a"] != rows["document_b"]]


@pytest.mark.parametrize(("kind", "pairs"), [("near_identical_paragraphs", 46), ("repeats_within_one_article", 4)])
def test_labelled_twins_are_in_one_family_edge_to_edge(families, sample_labels, kind, pairs):
    assert len(sample_labels[kind]) == pairs
    for a, b in sample_labels[kind]:
        assert families_at(families, a) & families_at(families, b), (a, b)


def overlap(row, side, label):
    return row[f"begin_{side}"] < label["end"] and row[f"end_{side}"] > label["start"]


def test_edited_copies_are_passages(passages, sample_labels):
    for pair in sample_labels["edited_copies_below_half"]:
        a, b = sorted(pair, key=lambda label: label["article"])
        rows = between(passages, a["article"], b["article"]).to_dict("records")
        assert [row for row in rows if overlap(row, "a", a) and overlap(row, "b", b)], (a, b)


def test_shared_quotations_are_passages_and_nothing_around_them(sample, passages, sample_labels):
    for a, b in sample_labels["shared_quotations"]:
        (passage,) = between(passages, a["article"], b["article"]).to_dict("records")
        assert passage["context"] == "quotation"
        first, second = sorted((a, b), key=lambda label: label["article"])
        quoted = [sample[label["article"]].text[label["start"] : label["end"]] for label in (first, second)]
        assert [passage["text_a"], passage["text_b"]] == [text.strip(".,") for text in quoted]


def test_the_appeal_on_every_page_is_boilerplate(families, sample_labels):
    found = set.union(*(families_at(families, label) for label in sample_labels["boilerplate"]))
    (family,) = found
    rows = families[families["family"] == family]
    assert set(rows["context"]) == {"boilerplate"} and len(rows) == len(sample_labels["boilerplate"])


def test_look_alikes_and_the_translation_are_not_joined(reuse, families, passages, sample_labels):
    for a, b in sample_labels["not_near_identical"]:
        assert not families_at(families, a) & families_at(families, b)
    for translation, original in sample_labels["translation_of"].items():
        assert between(passages, translation, original).empty
        shares = reuse.documents.to_pandas().set_index("document")
        assert shares.loc[translation, "own"] == 1


def test_page_furniture_is_in_no_family_and_no_passage(families, passages, sample_labels):
    shown = [*families["text"], *passages["text_a"], *passages["text_b"]]
    for line in sample_labels["page_furniture"]:
        assert not [text for text in shown if line in text], line


def test_a_changed_number_is_marked(families, sample_labels):
    for change in sample_labels["changed_numbers"]:
        rows = families[families["document"].isin([change["copy"], change["original"]])]
        marked = []
        for _, family in rows.groupby("family"):
            if len(family) == 2:
                original, copy = (
                    family.set_index("document").loc[change[side], "text"] for side in ("original", "copy")
                )
                marked += [
                    (original[d.begin_a : d.end_a], copy[d.begin_b : d.end_b])
                    for d in wc.reuse.word_diff(original, copy)
                    if d.kind == "number"
                ]
        assert (change["from"], change["to"]) in marked


def test_labels_of_one_house_are_recognised(sample, reuse, sample_labels):
    publisher = {d.source: d.publisher for d in sample}
    for house, sources in sample_labels["publishers"].items():
        assert {publisher[source] for source in sources} == {house}
    outlets = reuse.outlets.to_pandas().set_index(["source_a", "source_b"])
    assert outlets.loc[("Harbour Post", "Tidewater Echo"), "same_publisher"]
    assert not outlets.loc[("Harbour Post", "Velmark Today"), "same_publisher"]


def test_the_first_to_print_is_told_where_dates_tell(families, passages, sample_labels):
    for label in sample_labels["first_to_print"]:
        rows = families[families["text"].str.startswith(label["family_begins"])]
        family = families[families["family"].isin(rows["family"])]
        assert family[family["role"] == "representative"]["document"].tolist() == [label["article"]]
    for label in sample_labels["first_undecided"]:
        rows = between(passages, *label["articles"])
        assert len(rows) > 0 and rows["first"].isna().all()


def test_the_agency_of_a_dateline_is_named(families):
    agency = families.groupby("document")["agency"].agg(lambda names: set(names.dropna()))
    assert agency["velmark-today-ferry-aground"] == agency["velmark-today-korvel-jobs"] == {"Northwire"}
    assert agency["osk-river-authority-weir-release"] == agency["harbour-post-lanterns"] == set()


def test_the_shares_of_every_document_sum_to_one(reuse):
    shares = reuse.documents.to_pandas()
    classes = ["boilerplate", "quotation", "wire", "same_publisher", "other_publisher", "own"]
    assert ((shares[classes].sum(axis=1) - 1).abs() < 1e-9).all()


def test_undated_documents_have_no_direction(sample, reuse):
    undated = {d.id for d in sample if d.published is None}
    assert len(undated) == 2
    rows = reuse.passages.to_pandas()
    touched = rows[rows["document_a"].isin(undated) | rows["document_b"].isin(undated)]
    assert len(touched) > 0 and touched["first"].isna().all() and touched["lag"].isna().all()
    shares = reuse.documents.to_pandas().set_index("document")["shared_first"]
    assert shares[sorted(undated)].isna().all() and shares.drop(sorted(undated)).notna().all()


def test_stories_are_as_labelled_within_each_language(sample, sample_labels):
    story_of = {row["document"]: row["story"] for row in wc.cluster_stories(sample).to_arrow().to_pylist()}
    found, labelled = {}, {}
    for name, documents in sample_labels["stories"].items():
        for document in documents:
            language = sample[document].language
            labelled.setdefault((language, name), set()).add(document)
            found.setdefault((language, story_of[document]), set()).add(document)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, labelled.values()))


def test_a_lag_is_how_much_later_the_second_came(sample, passages):
    told = 0
    for row in passages.dropna(subset=["first"]).to_dict("records"):
        a, b = (sample[row[f"document_{side}"]].published for side in "ab")
        if all(isinstance(date, datetime.datetime) for date in (a, b)):
            assert row["lag"] == abs(b - a) and row["first"] == ("a" if a < b else "b")
            told += 1
    assert told > 5
