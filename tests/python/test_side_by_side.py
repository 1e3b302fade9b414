"""Two documents side by side: nothing of a text is lost, nothing of it is markup, every mark stands where it should."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from wirecopy.results.side_by_side import Shared, Side, known_language, side_by_side
from wirecopy.reuse import word_diff

TEXTS = st.text(st.sampled_from("ab <>&\"'\n\r🦊é"), max_size=60)


def columns_of(html):
    return re.findall(r'<div class="text"[^>]*>(.*?)</div>', html, re.DOTALL)


def words_of(html):
    """The text of a column as a reader sees it: without tags and without the numbers of passages."""
    without_numbers = re.sub(r"<a [^>]*>\d+</a>", "", html)
    return [unescape(re.sub(r"<[^>]*>", "", p)) for p in re.findall(r"<p[^>]*>(.*?)</p>", without_numbers, re.DOTALL)]


def lines_of(text):
    return [line for line in re.split(r"[\r\n]+", text) if line and not line.isspace()]


@st.composite
def texts_and_passages(draw):
    a, b = draw(TEXTS), draw(TEXTS)

    def span(text):
        return sorted([draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))])

    passages = []
    for _ in range(draw(st.integers(0, 4))):
        (begin_a, end_a), (begin_b, end_b) = span(a), span(b)
        changes = word_diff(a[begin_a:end_a], b[begin_b:end_b])
        passages.append(Shared(begin_a, end_a, begin_b, end_b, "prose", changes))
    return a, b, passages


@given(texts_and_passages())
def test_a_reader_sees_every_word_of_both_texts_whatever_is_marked(drawn):
    a, b, passages = drawn
    columns = columns_of(side_by_side(Side("A", "", a), Side("B", "", b), passages))
    assert [words_of(column) for column in columns] == [lines_of(a), lines_of(b)]


@given(texts_and_passages())
def test_marks_open_and_close_in_turn(drawn):
    a, b, passages = drawn
    for column in columns_of(side_by_side(Side("A", "", a), Side("B", "", b), passages)):
        open_tags = []
        for closing, tag in re.findall(r"<(/?)([a-z]+)", column):
            if closing:
                assert open_tags.pop() == tag
            else:
                open_tags.append(tag)
        assert not open_tags


def test_a_mark_covers_exactly_the_code_points_of_its_passage():
    a, b = "🦊🦊 one shared run of words here", "no fox: one shared run of words here"
    html = side_by_side(Side("A", "", a), Side("B", "", b), [Shared(3, 20, 8, 25)])
    assert re.findall(r"</a>([^<]*)</mark>", html) == ["one shared run of", "one shared run of"]


def test_changed_numbers_and_words_are_marked_inside_their_passage():
    a, b = "It will cost 1,340 jobs in all.", "It may cost 1,430 jobs in all."
    html = side_by_side(Side("A", "", a), Side("B", "", b), [Shared(0, len(a), 0, len(b), "prose", word_diff(a, b))])
    left, right = columns_of(html)
    assert '<b class="words">will</b>' in left and '<b class="words">may</b>' in right
    assert '<b class="number">1,340</b>' in left and '<b class="number">1,430</b>' in right


def test_every_passage_links_to_its_twin():
    html = side_by_side(Side("A", "", "x y z"), Side("B", "", "z y x"), [Shared(0, 1, 4, 5), Shared(4, 5, 0, 1)])
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert len(ids) == 4
    assert set(re.findall(r'href="#([^"]+)"', html)) == ids


def test_a_passage_that_crosses_lines_is_numbered_once():
    html = side_by_side(Side("A", "", "one\ntwo"), Side("B", "", "one two"), [Shared(0, 7, 0, 7)])
    assert [column.count("<mark") for column in columns_of(html)] == [2, 1]
    assert [column.count("<a ") for column in columns_of(html)] == [1, 1]


def test_a_long_text_is_shown_around_its_passages_and_says_what_is_left_out():
    text = "x" * 5_000_000 + " shared words " + "y" * 5_000_000
    html = side_by_side(Side("A", "", text), Side("B", "", "shared words"), [Shared(5_000_001, 5_000_013, 0, 12)])
    assert len(html) < 5_000
    left = columns_of(html)[0]
    shown = sum(len(p) for p in words_of(left) if "left out" not in p)
    said = sum(int(n.replace(",", "")) for n in re.findall(r"… ([\d,]+) characters left out …", left))
    assert shown + said == len(text)


def test_titles_lines_and_languages_cannot_carry_markup():
    hostile = '"><script>alert(1)</script>'
    html = side_by_side(Side(hostile, hostile, hostile, hostile), Side("", "", ""), [])
    assert "<script" not in html
    assert "lang=" not in html


def test_only_codes_of_languages_reach_the_browser():
    assert [known_language(each) for each in ("en", "zh-Hant", "English", "", None, 'e"')] == [
        *("en", "zh-Hant"),
        *(None, None, None, None),
    ]
