"""Which words are names, whose they are, and the reasons that are given."""

import time

import pytest

import wirecopy as wc


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
