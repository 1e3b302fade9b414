"""The report in a browser: nothing runs that is not its own, nothing is fetched, nothing sticks out."""

import shutil

import pytest

import wirecopy as wc

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PARAGRAPH = (
    "The council said on Monday that it would close the old bridge for eleven weeks this summer, "
    "because the 34 bearings under its eastern span have to be replaced before the winter."
)
SCRIPT = "<script>alert(1)</script>"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def sample_report(sample, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    wc.write_report(sample, path)
    return path


@pytest.fixture(scope="module")
def seeds_report(seeds, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    wc.write_report(seeds, path)
    return path


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory):
    rows = [
        {
            "id": f"{SCRIPT}{number}",
            "title": SCRIPT,
            "source": f"{SCRIPT} {number}",
            "publisher": str(number),
            "url": "https://outlet.invalid/page",
            "published": f"2026-01-0{number + 1}",
            "text": f"{SCRIPT}<img src='https://outlet.invalid/x.png' onerror='alert(2)'>\n\n{PARAGRAPH}\n\n"
            + f"Nobody{'long' * 60}{number} has said so.",
        }
        for number in range(3)
    ]
    path = tmp_path_factory.mktemp("report") / "report.html"
    wc.write_report(wc.read(rows), path)
    return path


class Visit:
    """A page that was opened, and everything it did that a quiet page does not do."""

    def __init__(self, browser, path, width=1280, scheme="light"):
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.dialogs, self.requests, self.complaints = [], [], []
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.address = path.as_uri()
        self.page.goto(self.address)

    def open_everything(self):
        self.page.evaluate(
            "document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true; })"
        )


def test_a_script_in_a_title_shows_as_text_and_nothing_leaves_the_page(browser, hostile_report):
    visit = Visit(browser, hostile_report)
    visit.open_everything()
    visit.page.wait_for_timeout(200)
    assert visit.page.locator("h4", has_text=SCRIPT).count() >= 2
    assert visit.page.locator("blockquote", has_text="eleven weeks").count() == 1
    assert visit.dialogs == []
    assert visit.requests == [visit.address]
    assert visit.complaints == []


@pytest.mark.parametrize("report", ["sample_report", "seeds_report", "hostile_report"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 400, 768, 1280])
def test_nothing_sticks_out_at_any_width(browser, request, report, scheme, width):
    visit = Visit(browser, request.getfixturevalue(report), width, scheme)
    visit.open_everything()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.requests == [visit.address]
    assert visit.complaints == []


def test_light_and_dark_have_grounds_of_their_own(browser, sample_report):
    grounds = {
        scheme: Visit(browser, sample_report, scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
        for scheme in ("light", "dark")
    }
    assert min(grounds["light"]) > 200 and max(grounds["dark"]) < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_told_from_their_ground(browser, sample_report, scheme):
    page = Visit(browser, sample_report, scheme=scheme).page
    contrasts = page.evaluate(
        """() => {
            const number = (value) => value.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
                .map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
            const ground = light(number(getComputedStyle(document.body).backgroundColor));
            return [...document.querySelectorAll("h1 em, .standfirst, .byline, .first, del, .how, small, .tag, td")]
                .map((e) => light(number(getComputedStyle(e).color)))
                .map((ink) => (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05));
        }"""
    )
    assert len(contrasts) > 50
    assert min(contrasts) >= 4.5


def test_the_number_of_a_passage_brings_its_twin_level_with_it(browser, sample_report):
    page = Visit(browser, sample_report).page
    columns = page.locator(".pair[open] .text")
    number = columns.nth(0).locator("mark a").last
    number.scroll_into_view_if_needed()
    twin = page.locator(f"[id='{number.get_attribute('href')[1:]}']")
    number.click()
    reach = columns.nth(1).evaluate("e => e.scrollHeight - e.clientHeight - e.scrollTop")
    assert abs(number.bounding_box()["y"] - twin.bounding_box()["y"]) < 2 or reach < 2
    assert twin.evaluate("e => document.activeElement === e")


def test_pointing_at_a_passage_lights_it_in_both_columns(browser, sample_report):
    page = Visit(browser, sample_report).page
    page.locator(".pair[open] section").first.locator("mark").first.hover()
    assert page.locator(".pair[open] section").nth(1).locator("mark.together").count() >= 1


def test_pairs_open_by_keyboard_one_at_a_time(browser, sample_report):
    page = Visit(browser, sample_report).page
    assert page.locator(".pair[open]").count() == 1
    page.locator(".pair summary").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.locator(".pair").nth(1).get_attribute("open") is not None
    assert page.locator(".pair[open]").count() == 1


def test_the_page_reads_without_scripts(browser, sample_report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample_report.as_uri())
    number = page.locator(".pair[open] .text").first.locator("mark a").first
    number.click()
    assert page.url.endswith(number.get_attribute("href"))
    context.close()


def test_every_control_has_a_name_and_every_link_inside_leads_somewhere(browser, sample_report):
    page = Visit(browser, sample_report).page
    assert (
        page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size")
        == page.locator("[id]").count()
    )
    missing = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert missing == 0
    unnamed = page.evaluate(
        "[...document.querySelectorAll('a, summary, [role=region], svg')]"
        ".filter(e => !(e.getAttribute('aria-label') || e.textContent.trim())).length"
    )
    assert unnamed == 0


def test_right_to_left_text_is_set_from_the_right(browser, tmp_path):
    arabic = (
        "قالت السلطات يوم الاثنين إن الجسر القديم سيغلق أحد عشر أسبوعا هذا الصيف "
        "لأن محامل الجسر تحتاج إلى تبديل قبل الشتاء كما جاء في البيان الصحفي"
    )
    wc.write_report(
        wc.read([{"id": str(n), "source": str(n), "text": arabic, "language": "ar"} for n in range(2)]),
        tmp_path / "report.html",
    )
    page = Visit(browser, tmp_path / "report.html").page
    assert page.locator("blockquote").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".text p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("blockquote").first.get_attribute("lang") == "ar"
