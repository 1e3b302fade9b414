"""The report: what it says is so, what it leaves out it names, and nothing of a document becomes markup."""

import base64
import hashlib
import io
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wirecopy as wc
from wirecopy.clusters import cluster_stories
from wirecopy.report import page as page_module
from wirecopy.report.catalogue import Catalogue, days_in_words, duration_in_words, first_of, lag_in_words
from wirecopy.report.glance import percent
from wirecopy.report.page import render
from wirecopy.report.redline import redline
from wirecopy.results import Result
from wirecopy.reuse import find_reuse, word_diff

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
PARAGRAPH = (
    "The council said on Monday that it would close the old bridge for eleven weeks this summer, "
    "because the 34 bearings under its eastern span have to be replaced before the winter."
)


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the text a reader sees."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self._hidden = [], [], 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._hidden += tag in ("style", "script")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("style", "script")

    def handle_data(self, data):
        if not self._hidden:
            self.text.append(data)


def page_of(corpus):
    return render(corpus, find_reuse(corpus), cluster_stories(corpus))


def seen_on(html):
    return re.sub(r"\s+", " ", "".join(Tags(html).text))


def section(html, name):
    return re.search(rf'<section id="{name}".*?</section>\n(?=<section|</main>)', html, re.DOTALL).group()


@pytest.fixture(scope="module")
def sample_page(sample):
    return page_of(sample)


def test_the_page_names_nothing_that_a_browser_would_load(sample_page):
    for tag, attributes in Tags(sample_page).tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "source")
        assert not {"src", "srcset", "style", "background", "poster"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
    style = re.search(r"<style>(.*?)</style>", sample_page, re.DOTALL).group(1)
    assert "url(" not in style and "@import" not in style


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(sample_page):
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', sample_page).group(1))
    assert policy.startswith("default-src 'none'; ")
    for element in ("style", "script"):
        content = re.search(rf"<{element}>(.*?)</{element}>", sample_page, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_nothing_of_a_document_becomes_markup():
    corpus = wc.read(
        [
            {
                "id": f"{HOSTILE}{number}",
                "title": HOSTILE,
                "source": f"{HOSTILE}{number}",
                "publisher": f"{HOSTILE}{number}",
                "url": f"javascript:alert({number})",
                "language": '"><b onmouseover=alert(3)>',
                "text": f"{HOSTILE}\n\n{PARAGRAPH} {HOSTILE}\n\n{PARAGRAPH.replace('34', str(number))}",
                "published": "2026-01-02",
            }
            for number in range(3)
        ]
    )
    corpus = wc.Corpus(corpus.table, wc.read([{"text": "x", "id": HOSTILE, "published": HOSTILE}]).issues)
    html = page_of(corpus)
    plain = Counter(tag for tag, _ in Tags(page_of(wc.read(["nothing to see"]))).tags)
    tags = Tags(html).tags
    assert Counter(tag for tag, _ in tags)["script"] == plain["script"] == 1
    assert not [tag for tag, _ in tags if tag == "img"]
    for _, attributes in tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("href") or "#").lower().startswith("javascript")
        assert attributes.get("lang", "en") == "en"
    assert HOSTILE in "".join(Tags(html).text)


def test_a_changed_number_stands_out_and_leads_to_its_family(sample_page, sample_labels):
    (changed,) = sample_labels["changed_numbers"]
    assert f'<ins class="number">{changed["to"]}</ins>' in section(sample_page, "families")
    list_of_changes = re.search(r'<aside class="changed".*?</aside>', sample_page, re.DOTALL).group()
    found = re.search(rf'href="#(\w+)"><del class="number"><bdi>{changed["from"]}</bdi>', list_of_changes)
    assert f'<article class="family" id="{found.group(1)}">' in sample_page


def test_the_page_says_who_was_first_where_the_labels_do(sample, sample_labels, sample_page):
    articles = re.findall(r'<article class="family" id="f\w+">.*?</article>', sample_page, re.DOTALL)
    for label in sample_labels["first_to_print"]:
        (family,) = [a for a in articles if label["family_begins"] in unescape(re.sub("<[^>]*>", "", a))][:1]
        finding = re.search(r'<p class="finding">(.*?)</p>', family, re.DOTALL).group(1)
        assert sample[label["article"]].source in unescape(finding)
    for label in sample_labels["first_undecided"]:
        (family,) = [a for a in articles if label["family_begins"] in unescape(re.sub("<[^>]*>", "", a))][:1]
        assert "The dates cannot tell" in family


def test_boilerplate_is_folded_away_after_the_families(sample_page, sample_labels):
    families = section(sample_page, "families")
    before, folded = families.split('<details class="boilerplate">')
    begins = sample_labels["boilerplate"][0]["begins"]
    assert begins in unescape(folded) and begins not in unescape(before)
    assert begins not in unescape(re.search(r'<aside class="changed".*?</aside>', families, re.DOTALL).group())


def test_every_list_that_is_cut_says_how_much_it_leaves_out(sample, sample_page, monkeypatch):
    for limit in ("_FAMILIES", "_BOILERPLATE", "_PAIRS", "_OUTLETS", "_DOCUMENTS", "_STORIES", "_ISSUES"):
        monkeypatch.setattr(page_module, limit, 1)
    reuse, stories = find_reuse(sample), cluster_stories(sample)
    corpus = wc.Corpus(sample.table, wc.read([{"text": "x", "published": "no day"}] * 3).issues)
    html = render(corpus, reuse, stories)
    families = reuse.families.to_arrow().to_pandas()
    heads = families[families.role == "representative"]
    prose = heads[heads.context != "boilerplate"].family.nunique()
    passages = reuse.passages.to_pandas()
    passages = passages[(passages.context != "boilerplate") & (passages.document_a != passages.document_b)]
    pairs = passages.groupby(["document_a", "document_b"]).ngroups
    told_by_several = (stories.table.to_pandas().documents > 1).sum()
    for name, left_out in {
        "families": prose - 1,
        "pairs": pairs - 1,
        "outlets": len(reuse.outlets) - 1,
        "shares": len(sample) - 1,
        "stories": told_by_several - 1,
        "input": 2,
    }.items():
        assert left_out > 0
        notes = re.findall(r'"left-out-note">(.*?)</p>', section(html, name), re.DOTALL)
        assert re.search(rf"\b{left_out:,} (other|more|article)", " ".join(notes)), (name, notes)
    assert "are shown" not in sample_page


def test_pages_do_not_depend_on_the_order_of_the_documents(sample, sample_page):
    turned = wc.read(sample.table.take(list(reversed(range(len(sample))))))
    assert page_of(turned) == sample_page


def test_an_article_that_was_printed_earlier_stands_on_the_left(sample, sample_page):
    catalogue = Catalogue(sample)
    by_title = {card.heading: card for card in map(catalogue.__getitem__, sample.ids.to_pylist())}
    pairs = re.findall(r'<div class="wirecopy-side">.*?</details>', sample_page, re.DOTALL)
    assert len(pairs) > 5
    for pair in pairs:
        left, right = (by_title[unescape(title)] for title in re.findall(r"<h4[^>]*>(.*?)</h4>", pair))
        if left.earliest and right.latest:
            assert left.earliest < right.latest or left.earliest == right.earliest


@pytest.mark.parametrize(
    "documents",
    [
        [],
        ["One article, with nobody to share with."],
        [""],
        ["", PARAGRAPH, PARAGRAPH],
        [PARAGRAPH + " " + "word " * 2_000_000, PARAGRAPH],
        [f"{PARAGRAPH}\n\n{PARAGRAPH}"],
    ],
    ids=["none", "one", "an empty text", "no dates or sources", "ten million characters in a line", "a repeat"],
)
def test_any_corpus_has_a_page(documents, tmp_path):
    wc.write_report(wc.read(documents), tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(html) < 200_000
    seen = seen_on(html)
    assert "None" not in seen and "nan" not in seen.replace("finance", "")
    if len(documents) < 2:
        assert ("There are no articles here" if not documents else "1 article") in seen


def test_a_report_appears_whole_or_not_at_all(sample, tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    path.write_text("what was there before")

    class Disk(io.FileIO):
        def write(self, data):
            super().write(data[: len(data) // 2])
            raise OSError("no space is left")

    monkeypatch.setattr("os.fdopen", lambda descriptor, mode: Disk(descriptor, mode))
    with pytest.raises(OSError, match="no space"):
        wc.write_report(sample, path)
    monkeypatch.undo()
    assert path.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_takes_as_many_threads_as_asked_for(sample, tmp_path):
    with pytest.raises(ValueError, match="n_jobs"):
        wc.write_report(wc.read(sample.table), tmp_path / "report.html", n_jobs=0)


def test_results_made_before_are_taken_as_they_are(sample, tmp_path):
    reuse, stories = find_reuse(sample), cluster_stories(sample)
    reuse.families = Result(reuse.families.to_arrow().slice(0, 0), sample)
    wc.write_report(sample, tmp_path / "report.html", reuse=reuse, stories=stories)
    assert "No paragraph stands in two places" in (tmp_path / "report.html").read_text(encoding="utf-8")


@given(st.lists(st.sampled_from(["the", "old", "34", "bridges", "<b>", "&", "closed,", "May"])), st.data())
def test_what_is_not_struck_out_is_the_copy(words, data):
    original = " ".join(words)
    copy = " ".join(data.draw(st.lists(st.sampled_from([*words, "new", "35"]))) if words else [])
    html = redline(original, copy, word_diff(original, copy))
    kept = unescape(re.sub(r"</?ins[^>]*>", "", re.sub(r"<del[^>]*>.*?</del>", "", html)))
    assert "".join(kept.split()) == "".join(copy.split())


def cards_of(*dates):
    corpus = wc.read([{"id": str(n), "text": "x", "published": date} for n, date in enumerate(dates)])
    return [Catalogue(corpus)[str(n)] for n in range(len(dates))]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["2026-03-02", "2026-03-03"], 0),
        (["2026-03-02", "2026-03-02"], None),
        (["2026-03-02T10:00Z", "2026-03-02"], None),
        (["2026-03-03T00:20+01:00", "2026-03-03"], 0),
        (["2026-03-02T10:00Z", "2026-03-02T10:00Z"], None),
        (["2026-03-02T10:00Z", "2026-03-02T10:01Z", "2026-03-01T23:00Z"], 2),
        (["2026-03-02", None], None),
        (["9999-12-31", "9999-12-30"], 1),
    ],
)
def test_nobody_is_first_where_the_dates_cannot_tell(dates, first):
    cards = cards_of(*dates)
    found = first_of(cards)
    assert found == (None if first is None else cards[first])


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["2026-03-02T10:00Z", "2026-03-02T12:05Z"], "2 h 5 min later"),
        (["2026-03-02T10:00Z", "2026-03-04T11:05Z"], "2 d 1 h later"),
        (["2026-03-02T10:00Z", "2026-03-02"], "the same day"),
        (["2026-03-02", "2026-03-03T01:00Z"], "the next day"),
        (["2026-03-02", "2026-03-09"], "7 days later"),
        (["2026-03-02", None], ""),
    ],
)
def test_lags_are_told_as_far_as_the_dates_tell(dates, words):
    assert lag_in_words(*cards_of(*dates)) == words


def test_shares_are_never_rounded_to_nothing_or_to_all():
    assert [percent(x) for x in (0, 0.001, 0.25, 0.999, 1)] == ["0%", "under 1%", "25%", "over 99%", "100%"]


def test_days_are_told_once():
    first, last = (card.earliest for card in cards_of("2026-03-02", "2026-03-11"))
    assert days_in_words(first, last) == "2–11 March 2026"
    assert days_in_words(first, first) == "2 March 2026"
    assert duration_in_words(last - first) == "9 d"
