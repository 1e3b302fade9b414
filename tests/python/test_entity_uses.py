"""Finders of one's own, reasons, and what is made of entities: counts, co-mentions, graphs."""

import hashlib
import re
import time

import networkx
import numpy as np
import pyarrow as pa
import pytest

import wirecopy as wc
from wirecopy.corpus import Corpus

MENTIONS = ["document", "begin", "end", "kind"]


def finder_of(pattern, kind, name):
    @wc.component(writes=MENTIONS, name=name)
    def find(batch):
        rows = [
            (row, match.start(), match.end(), kind)
            for row, text in enumerate(batch.text.to_pylist())
            for match in re.finditer(pattern, text)
        ]
        return dict(zip(MENTIONS, zip(*rows, strict=True), strict=True)) if rows else {name: [] for name in MENTIONS}

    return find


@pytest.fixture(scope="module")
def corpus():
    return wc.read(
        [
            {"id": "one", "text": "He saw that the calla maren had sailed. Anna Petrova left.", "source": "A"},
            {"id": "two", "text": "Again the calla maren was late, said Ms Petrova of the Osk Board.", "source": "B"},
        ]
    )


def test_mentions_of_a_function_take_part_with_its_name_for_a_rule(corpus):
    entities = wc.find_entities(corpus, components=[finder_of("calla maren", "ship", "ships")])
    row = next(row for row in entities.to_arrow().to_pylist() if row["entity"] == "calla-maren")
    assert (row["kind"], row["documents"], row["aliases"]) == ("ship", 2, ["calla maren"])
    rules = {row["rule"] for row in entities.mentions.to_arrow().to_pylist() if row["entity"] == "calla-maren"}
    assert rules == {"ships"}
    assert "calla-maren" not in wc.find_entities(corpus).to_arrow()["entity"].to_pylist()


def test_kinds_that_are_known_are_ours_and_short_forms_grow_from_what_a_finder_found():
    corpus = wc.read([{"id": "a", "text": "There was ada lovelace. Then Lovelace left."}])
    entities = wc.find_entities(corpus, components=[finder_of("ada lovelace", "PER", "model")])
    assert entities.to_arrow()["kind"].to_pylist() == ["person"]
    assert entities.mentions.to_arrow()["rule"].to_pylist() == ["model", "surname"]


def test_scripts_without_case_have_the_mentions_of_a_finder():
    corpus = wc.read([{"id": "ko", "text": "평양 에서 김정은 위원장"}])
    entities = wc.find_entities(corpus, components=[finder_of("김정은", "person", "model")])
    assert entities.mentions.to_pandas(text=True)["text"].tolist() == ["김정은"]


def test_a_component_reads_tokens_and_what_those_before_it_made(corpus):
    seen = []

    @wc.component(writes=["length"])
    def length(batch):
        return {"length": [len(text) for text in batch.text.to_pylist()]}

    @wc.component(writes=MENTIONS, reads=["tokens", "length", "first"])
    def second(batch):
        seen.append((batch["tokens"].num_rows, batch["length"]["length"].to_pylist(), batch["first"].num_rows))
        first = batch["first"]
        return {name: first[name].to_pylist() for name in MENTIONS}

    first = finder_of("calla", "ship", "first")
    entities = wc.find_entities(corpus, components=[length, first, second])
    assert seen == [(len(corpus.tokens), [len(document.text) for document in corpus], 2)]
    assert "calla" in entities.to_arrow()["entity"].to_pylist()


@pytest.mark.parametrize(
    ("components", "message"),
    [
        ([finder_of("x", "k", "surname")], "has the name of a rule"),
        ([finder_of("x", "k", "a"), finder_of("y", "k", "a")], "two components are called 'a'"),
        ([wc.component(writes=MENTIONS, reads=["later"], name="a")(dict)], "'a' reads 'later'; what there is before"),
        ([wc.component(writes=MENTIONS[:3], name="a")(dict)], "'a': a mention finder writes document, begin, end and"),
        ([finder_of("calla", "", "a")], "component 'a', batch 0: row 0: kind is ''; it must be a string"),
        ([finder_of("$", "k", "a")], r"component 'a', batch 0: row 0, document 'one': span .* is empty"),
        ([wc.component(writes=["n"], name="a")(lambda batch: {"n": [1]})], "column 'n' has 1 rows for 2 documents"),
    ],
)  # fmt: skip
def test_what_a_finder_gets_wrong_is_named(corpus, components, message):
    with pytest.raises(ValueError, match=message):
        wc.find_entities(corpus, components=components)


def test_a_column_that_was_not_declared_cannot_be_read(corpus):
    @wc.component(writes=["n"])
    def curious(batch):
        return {"n": batch["tokens"]}

    with pytest.raises(KeyError, match="'tokens' is not read: the component declares reads="):
        wc.find_entities(corpus, components=[curious])


def test_a_spacy_pipeline_takes_part(sample):
    spacy = pytest.importorskip("spacy", reason="spaCy is not here: pip install spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "EVENT", "pattern": [{"LOWER": "council"}]}])

    @wc.component(writes=MENTIONS, name="spacy")
    def ruler(batch):
        rows = [
            (row, entity.start_char, entity.end_char, entity.label_)
            for row, document in enumerate(nlp.pipe(batch.text.to_pylist()))
            for entity in document.ents
        ]
        return pa.table(dict(zip(MENTIONS, map(list, zip(*rows, strict=True)), strict=True)))

    found = wc.find_entities(sample, components=[ruler]).mentions.to_pandas(text=True)
    by_spacy = found[found.rule == "spacy"]
    assert len(by_spacy)
    assert set(by_spacy.text.str.lower()) == {"council"}


@pytest.fixture(scope="module")
def entities(sample):
    return wc.find_entities(sample)


def test_counts_by_document_and_source_are_those_of_the_mentions(sample, entities):
    mentions = entities.mentions.to_pandas().dropna(subset=["entity"])
    by_document = entities.by_document.to_pandas()
    assert by_document.mentions.sum() == len(mentions)
    expected = mentions.astype({"document": str}).groupby(["document", "entity"]).size()
    assert by_document.set_index(["document", "entity"]).mentions.tolist() == expected.tolist()
    by_source = entities.by_source.to_pandas()
    sources = {document.id: document.source for document in sample}
    assert by_source.mentions.sum() == mentions.document.map(sources).notna().sum()


def test_counts_are_features_in_the_order_read(sample, entities):
    counts = entities.counts
    assert counts.shape == (len(sample), len(entities))
    assert np.asarray(counts.sum(axis=0)).ravel().tolist() == entities.to_arrow()["mentions"].to_pylist()
    backwards = wc.read([{"id": document.id, "text": document.text} for document in sample][::-1])
    assert (wc.find_entities(backwards).counts[::-1] != counts).nnz == 0


def test_comentions_are_pairs_that_documents_name_together(entities):
    by_entity = entities.by_document.to_pandas().groupby("entity").document.agg(set)
    ties = entities.comentions(min_documents=2).to_pandas()
    assert len(ties)
    for tie in ties.itertuples():
        a, b = by_entity[tie.entity_a], by_entity[tie.entity_b]
        assert tie.documents == len(a & b) >= 2
        assert tie.jaccard == pytest.approx(len(a & b) / len(a | b))
    names = by_entity.index.tolist()
    pairs = sum(len(by_entity[a] & by_entity[b]) >= 2 for i, a in enumerate(names) for b in names[i + 1 :])
    assert len(ties) == pairs
    with pytest.raises(ValueError, match="min_documents is 0"):
        entities.comentions(min_documents=0)


def test_graphs_are_read_back_by_networkx(tmp_path, sample, entities):
    ties = entities.comentions()
    ties.write(tmp_path / "names.gexf")
    graph = networkx.read_gexf(tmp_path / "names.gexf")
    assert graph.number_of_edges() == len(ties) == ties.to_networkx().number_of_edges()
    row = ties.to_arrow().to_pylist()[0]
    assert graph[row["entity_a"]][row["entity_b"]]["weight"] == row["documents"]
    assert graph.nodes[row["entity_a"]]["kind"]
    first = (tmp_path / "names.gexf").read_bytes()
    ties.write(tmp_path / "names.gexf")
    assert (tmp_path / "names.gexf").read_bytes() == first
    assert not re.search(rb'date="\d{4}', first)
    outlets = wc.find_reuse(sample).outlets
    outlets.write(tmp_path / "outlets.gexf")
    graph = networkx.read_gexf(tmp_path / "outlets.gexf")
    assert graph.number_of_edges() == len(outlets)
    row = outlets.to_arrow().to_pylist()[0]
    edge = graph[row["source_a"]][row["source_b"]]
    assert (edge["source_a"], edge["weight"], edge["a_first"]) == (row["source_a"], row["words"], row["a_first"])


def test_reasons_are_given_for_one_and_for_two(seeds):
    entities = wc.find_entities(seeds)
    one = entities.explain("Shoigu", "Sergei Shoigu")
    assert one
    assert one.entities == ("sergei-shoigu",)
    assert any("surname" in line or "last or family name" in line for line in one.reasons)
    two = entities.explain("kim-jong-un", "kim-il-sung")
    assert not two
    assert "“Jong” “un”" in two.reasons[0]
    assert "“Il” “Sung”" in two.reasons[0]
    with pytest.raises(KeyError, match="close to it are kim-jong-un"):
        entities.explain("Kim Jong Um", "Shoigu")


def test_what_an_open_name_means_and_what_keeps_namesakes_apart_is_not_made_up():
    table = {"entity": ["Q1", "Q1", "Q2", "Q2"], "name": ["John Smith", "Johnny Smith", "John Smith", "Jack Smith"]}
    corpus = wc.read([{"id": "a", "text": "John Smith spoke. Then Johnny Smith met Jack Smith and John Smith."}])
    entities = wc.find_entities(corpus, gazetteer=wc.Gazetteer.from_table({**table, "kind": ["person"] * 4}))
    assert "are the same words" in entities.explain("Q1", "Q2").reasons[0]
    with pytest.raises(KeyError, match="'John Smith' is ambiguous wherever it stands"):
        entities.explain("John Smith", "Q2")


def test_whom_an_open_name_may_mean_is_said():
    corpus = wc.read([{"id": "a", "text": "We met Anna Petrova.\nWe met Ivan Petrova.\nThe man called Petrova left."}])
    candidates = wc.find_entities(corpus).mentions.candidates.to_pandas(text=True)
    assert candidates[["text", "entity", "score"]].values.tolist() == [
        ["Petrova", "anna-petrova", 0.5], ["Petrova", "ivan-petrova", 0.5],
    ]  # fmt: skip


def test_endings_and_spellings_join_and_other_persons_stay_apart():
    texts = [
        "Мы видели, как Владимира Путина и не только его встретил сам Сергей Лавров, но это было давно.",
        "И вот что было: Владимир Путин и Сергей Лавров не были в городе, а Сергея Лаврова ждали.",
        "They saw Sergei Shoigu and Sergei Shoigu again. They saw Kim Yong Nam with Kim Jong Nam.",
        "They met Sergey Shoygu, and Kim Jong-nam.",
    ]
    entities = wc.find_entities(wc.read([{"id": str(i), "text": text} for i, text in enumerate(texts)]))
    aliases = {row["entity"]: set(row["aliases"]) for row in entities.to_arrow().to_pylist()}
    assert {"Владимира Путина", "Владимир Путин"} in aliases.values()
    assert {"Сергей Лавров", "Сергея Лаврова"} in aliases.values()
    assert aliases["sergei-shoigu"] == {"Sergei Shoigu", "Sergey Shoygu"}
    assert aliases["kim-jong-nam"] == {"Kim Jong Nam", "Kim Jong-nam"}
    assert "kim-yong-nam" in aliases
    rules = dict(zip(*entities.mentions.to_pandas(text=True)[["text", "rule"]].values.T, strict=True))
    assert rules["Sergey Shoygu"] == "spelling"


def test_german_nouns_are_no_names():
    text = (
        "Der Rat der Stadt hat am Freitag nicht über die Kosten für das neue Theater gesprochen. "
        "Das sagte Bürgermeisterin Karla Wendt, und die Entscheidung wird nun von Wendt und der Verwaltung erwartet. "
        "Auch die Deutsche Bank war in Krakau und ist nicht zu einem Gespräch bereit."
    )
    mentions = wc.find_entities(wc.read([{"id": "a", "text": text}])).mentions.to_pandas(text=True)
    assert mentions.text.tolist() == ["Karla Wendt", "Wendt", "Deutsche Bank", "Krakau"]


def test_addresses_of_pages_hold_no_names():
    text = "See https://example.org/News/Story%20Of_Anna?Q=Petrova and the page of Anna Petrova."
    mentions = wc.find_entities(wc.read([{"id": "a", "text": text}])).mentions.to_pandas(text=True)
    assert mentions.text.tolist() == ["Anna Petrova"]


def test_a_number_belongs_to_a_name_that_it_follows_again_and_again():
    text = "The Borlan 737 landed. The old Borlan 737 stayed. Then Borlan sold 12 of them in Osk 200 times."
    mentions = wc.find_entities(wc.read([{"id": "a", "text": text}])).mentions.to_pandas(text=True)
    assert mentions.text.tolist() == ["Borlan 737", "Borlan 737", "Borlan", "Osk"]


@pytest.mark.parametrize(
    "text",
    [
        "Der Rat und die Stadt sind nicht im Bau: " + "Ab" * 500_000 + " kam.",
        "He met Anna K" + "kh" * 500_000 + " there.",
        "He met Anna " + "Ab\u0301" * 200_000,
        "И в не на с что: " + "Б" + "а" * 500_000 + " был.",
    ],
    ids=["German", "transliterated", "marks", "Russian"],
)
def test_endless_words_take_no_endless_time(text):
    begin = time.process_time()
    wc.find_entities(wc.read([{"id": str(i), "text": text} for i in range(3)]), n_jobs=1)
    assert time.process_time() - begin < 20


def ids_of(texts):
    corpus = wc.read([{"id": str(i), "text": text} for i, text in enumerate(texts)])
    return set(wc.find_entities(corpus).to_arrow()["entity"].to_pylist())


def test_one_letter_is_no_slip_in_short_names_of_any_script():
    found = ids_of(
        ["Вчера сказал Игорь Носов, что он не был там."] * 12 + ["Вчера сказал Игорь Косов, что он не был там."]
    )
    assert {"игорь-носов", "игорь-косов"} <= found
    found = ids_of(["He met Anna Karlsdottir there."] * 12 + ["He met Anna Karlsdotir there."])
    assert {id for id in found if id.startswith("anna")} == {"anna-karlsdottir"}


def test_persons_of_one_document_are_two_however_alike_they_sound():
    apart = ["He met Louis Martin there."] * 3 + ["He met Luis Martin there."] * 2
    assert len(ids_of(apart)) == 1
    assert ids_of([*apart, "Then Louis Martin met the singer Luis Martin."]) == {"louis-martin", "luis-martin"}


def test_endings_of_one_language_change_no_names_of_another():
    russian = ["Вчера и сегодня об этом говорил Ivan Petrova, но не о том, что было."]
    english = ["He met Ivan Petrov there and she was in it with him."] * 3
    assert {"ivan-petrova", "ivan-petrov"} <= ids_of(russian + english)


def test_candidates_of_a_surname_that_thousands_share_are_the_sixteen_heaviest():
    names = [f"{a}{b}{c}ro" for a in "BDFGKLMNPRST" for b in "aeiou" for c in "bdfgklmnprst"]
    mister = [f"Mr {name.capitalize()} Volkers" for name in names]
    texts = [f"He met {name} there. Then {name} said so." for name in mister]
    texts += ["They spoke. Later Mr Volkers said so."] * len(names)
    begin = time.process_time()
    mentions = wc.find_entities(wc.read([{"id": f"{i:04}", "text": text} for i, text in enumerate(texts)])).mentions
    assert time.process_time() - begin < 20
    candidates = mentions.candidates.to_arrow()
    ambiguous = mentions.to_arrow()["rule"].to_pylist().count("ambiguous")
    assert ambiguous >= len(names) and len(candidates) == 16 * ambiguous
    first = sorted(f"{name.lower()}-volkers" for name in names)[:16]
    assert set(candidates["entity"].to_pylist()) == set(first)


def test_batches_make_no_difference(sample, monkeypatch):
    whole = wc.find_entities(sample)
    monkeypatch.setattr("wirecopy.batches.BATCH_BYTES", 5_000)
    parts = Corpus(sample.table)
    assert parts.table["text"].num_chunks > 5
    ship = finder_of("Calla Maren", "ship", "ships")
    assert wc.find_entities(parts).to_arrow().equals(whole.to_arrow())
    expected = wc.find_entities(sample, components=[ship]).mentions.to_arrow()
    assert wc.find_entities(parts, components=[ship]).mentions.to_arrow().equals(expected)


def test_ids_of_entities_are_what_they_were(entities):
    ids = sorted(entities.to_arrow()["entity"].to_pylist(), key=str.encode)
    assert {"ines-okonjo", "maritime-safety-bureau", "brenholt", "calla-maren"} <= set(ids)
    assert hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16] == "8d3ddb5d82a1f52e"


def test_entities_of_most_documents_come_first_and_counts_are_in_their_order():
    texts = [
        "We saw Ada Orlan. Then Ada Orlan met Vera Marrow.",
        "We like Zed Barlow and Vera Marrow.",
        "It was Vera Marrow.",
    ]
    entities = wc.find_entities(wc.read([{"id": str(i), "text": text} for i, text in enumerate(texts)]))
    table = entities.to_pandas()
    assert table["entity"].tolist() == ["vera-marrow", "ada-orlan", "zed-barlow"]
    assert entities.counts.toarray().tolist() == [[1, 2, 0], [1, 0, 1], [1, 0, 0]]


def test_names_are_shown_with_single_spaces_and_end_where_columns_begin():
    text = (
        "He saw Anna  Petrova and then\nAnna Petrova.\n"
        "Burton Hall School        Marrow Library was seen by Anna Petrova."
    )
    entities = wc.find_entities(wc.read([{"id": "a", "text": text}]))
    aliases = dict(zip(entities.to_pandas()["entity"], entities.to_pandas()["aliases"], strict=True))
    assert list(aliases["anna-petrova"]) == ["Anna Petrova"]
    assert {"burton-hall-school", "marrow-library"} <= set(aliases)


@pytest.mark.parametrize(
    "text",
    [
        "It was sent to the President & CEO of it.",
        "We were there at 10:00 PM EST or 9:30AM ET on that day.",
        "They said that the doors open at 8 AM.",
    ],
)
def test_hours_and_what_is_left_of_offices_are_no_names(text):
    assert wc.find_entities(wc.read([{"id": "a", "text": text}])).to_pandas()["name"].tolist() == []
