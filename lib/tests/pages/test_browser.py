"""The pages in a real Chromium: nothing asked for, nothing said to the console, nothing run, all reachable."""

import random

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = ("index.html", "10-corpus.html", "30-words.html", "methods.html", "evidence/sentences-by-outlet.html",
         "evidence/articles-by-outlet-and-lang.html", "articles/mechant.html")  # fmt: skip


@pytest.fixture(params=["light", "dark"])
def context(browser, request):
    opened = browser.new_context(bypass_csp=True, color_scheme=request.param, offline=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_nothing_is_asked_for(browser, toy, name):
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((toy[1] / name).as_uri())
    assert page.evaluate("window.ran") is None
    assert len(asked) == 1 and not said
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(context, toy, name):
    page = context.new_page()
    page.goto((toy[1] / name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    assert not [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]
    page.close()


@pytest.mark.parametrize("width", [360, 390, 1024, 1920])
def test_no_page_is_wider_than_the_screen(browser, toy, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    for name in PAGES:
        page.goto((toy[1] / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.close()


def test_numbers_drawn_at_random_open_as_many_rows(browser, toy):
    page = browser.new_page()
    checked = 0
    for name in PAGES[:3]:
        page.goto((toy[1] / name).as_uri())
        links = page.eval_on_selector_all(
            "a.n", "all => all.map(a => [a.getAttribute('href'), a.textContent]).filter(p => p[0].includes('#'))"
        )
        for href, text in random.Random(7).sample(links, min(8, len(links))):
            page.goto((toy[1] / href.split("#")[0]).as_uri() + "#" + href.split("#")[1])
            rows = page.locator(f"section#{href.split('#')[1]} ol.rows > li").count()
            assert rows == int(text.replace(",", "")), f"{name}: {text} opens {rows} rows"
            checked += 1
    assert checked >= 6
    page.close()


def test_marks_open_as_many_rows_as_they_say(browser, toy):
    page = browser.new_page()
    page.goto((toy[1] / "10-corpus.html").as_uri())
    marks = page.eval_on_selector_all(
        "svg.wide a", "all => all.map(a => [a.getAttribute('href'), a.querySelector('title').textContent])"
    )
    assert len(marks) == 4
    for href, title in marks:
        page.goto((toy[1] / href.split("#")[0]).as_uri())
        rows = page.locator(f"section#{href.split('#')[1]} ol.rows > li").count()
        assert f"{rows} sentence" in title
    page.close()


def test_keyboard_reaches_the_text_first(browser, toy):
    page = browser.new_page()
    page.goto((toy[1] / "10-corpus.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_a_figure_is_copied_whole(browser, toy):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((toy[1] / "10-corpus.html").as_uri())
    page.click(".get button")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("<figure><svg") and "Outlets differ" in text and "rgb(" in text
    assert "<a " not in text and "class=" not in text and "<script" not in text
    context.close()


def test_filter_and_sort_are_an_addition(browser, toy):
    page = browser.new_page()
    page.goto((toy[1] / "evidence/sentences-by-outlet.html").as_uri())
    page.fill("input[type=search]", "tram")
    shown = page.locator("ol.rows > li:visible").count()
    assert 0 < shown < 19
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto((toy[1] / "evidence/sentences-by-outlet.html").as_uri())
    assert plain.locator("ol.rows > li:visible").count() == 19
    page.close()
