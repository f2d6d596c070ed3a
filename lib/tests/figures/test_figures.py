"""Figures: every mark opens its row, the drawing is safe and the same each time, what overlaps is not stacked."""

import re

import pandas as pd
import pytest
from lxml import etree

from dossier.figures import (
    dot_map,
    dumbbell,
    matrix_heat,
    network_map,
    share_bars,
    show_sentences,
    show_table,
    stacked_bars,
    stance_bars,
    time_lines,
)  # fmt: skip
from dossier.figures.figure import Figure
from dossier.figures.palette import CATEGORIES, DARK, LIGHT, STEPS
from dossier.figures.sheet import Sheet, fit_text, text_width
from dossier.findings import record
from dossier.findings.tables import highlight
from dossier.pages.clean import check_own
from dossier.strings import Words

EN, FR = Words("en"), Words("fr")
BAD = "</svg><script>x</script>$\\frac{1}{0}$\u202e\x07" + "y" * 10_000


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_DESK", str(tmp_path))
    return tmp_path


def finding(labels=("jobs", "climate", BAD)):
    table = pd.DataFrame({"theme": labels, "n": [3, 1, 2], "share": [0.3, 0.1, 0.2], "low": [0.1, 0.0, 0.1],
                          "high": [0.5, 0.3, 0.4], "weak": ["", "too few", ""]})  # fmt: skip
    rows = pd.concat([
        pd.DataFrame({"theme": label, "article_id": "a", "sentence_no": range(n)})
        for label, n in zip(labels, table.n, strict=True)
    ])  # fmt: skip
    return record(table, "themes", rows=rows, title="Themes")


def pairs(value="n"):
    stances = ["threat", "mixed", "opportunity", "threat", "mixed"]
    table = pd.DataFrame({"theme": ["jobs"] * 3 + [BAD] * 2, "stance": stances,
                          "n": [3, 1, 2, 1, 1], "share": [0.5, 1 / 6, 1 / 3, 0.5, 0.5]})  # fmt: skip
    rows = table.loc[table.index.repeat(table.n), ["theme", "stance"]].assign(article_id="a", sentence_no=range(8))
    return record(table, "pairs", rows=rows)


def periods():
    return pd.DataFrame({
        "period": ["2022", "2023-Q2", "2024-06", "2024-06-13"], "share": [0.1, 0.2, None, 0.4],
        "low": [0, 0.1, None, 0.2], "high": [0.2, 0.3, None, 0.6], "theme": ["a", "a", "b", "b"],
    })  # fmt: skip


def everything() -> list[Figure]:
    places = finding().table.assign(x=[1, 2, 3], y=[3, 1, 2])
    ties = pd.DataFrame({"source": ["jobs"], "target": ["climate"], "weight": [2], "stance": ["threat"]})
    said = {"title": BAD, "words": EN, "subtitle": BAD, "note": BAD}
    return [
        share_bars(finding(), weak="weak", **said),
        share_bars(finding(), value="n", panel="theme", colour="theme", **said),
        stance_bars(pairs(), **said),
        stacked_bars(pairs(), row="theme", part="stance", **said),
        dumbbell(pairs(), row="theme", part="stance", value="n", **said),
        matrix_heat(pairs(), row="theme", column="stance", **said),
        time_lines(periods(), low="low", high="high", series="theme", events=[("2023-01-02", BAD)], **said),
        dot_map(places, label="theme", size="n", **said),
        network_map(places, ties, node="theme", size="n", colour="theme", **said),
    ]


def test_nothing_hostile_gets_through_any_figure():
    for figure in everything():
        html = check_own(figure.html())
        assert "<script" not in html and "\x07" not in html and "\u202e" not in html
        assert len(html) < 60_000


def test_the_same_bytes_twice():
    assert [f.html() for f in everything()] == [f.html() for f in everything()]


def test_every_bar_opens_its_row_wide_and_narrow():
    figure = share_bars(finding(("jobs", "climate", "law")), title="T", words=EN)
    for sheet in re.findall(r"<svg.*?</svg>", figure.html()):
        links = dict(re.findall(r'<a href="([^"]+)"><title>([^<]+)</title>', sheet))
        assert links == {
            "evidence/themes.html#jobs": "jobs: 30% (10%–50%) · 3 sentences",
            "evidence/themes.html#climate": "climate: 10% (0%–30%) · 1 sentence",
            "evidence/themes.html#law": "law: 20% (10%–40%) · 2 sentences",
        }


def test_bars_are_as_long_as_they_say():
    sheet = share_bars(finding(("jobs", "climate", "law")), title="T", words=EN).sheets[0]
    widths = [p.get_width() for p in sheet.axes.patches]
    assert widths[1] / widths[0] == pytest.approx(1 / 3) and widths[2] / widths[0] == pytest.approx(2 / 3)


def test_weak_rows_are_grey_and_say_why():
    html = share_bars(finding(), weak="weak", title="T", words=EN).html()
    assert "f-weak" in html and "too few" in html


def test_alternative_text_comes_from_the_data():
    assert share_bars(finding(("a", "b", "c")), title="T", words=FR).alt == (
        "3 barres. La plus longue : a (30\u202f%). La plus courte : b (10\u202f%)."
    )


def test_the_table_below_repeats_the_links():
    html = share_bars(finding(("jobs", "climate", "law")), title="T", words=EN).html()
    table = html[html.index("<table>") :]
    assert table.count('href="evidence/themes.html#jobs"') == 2  # count and share


def test_overlapping_shares_are_not_stacked():
    table = pd.DataFrame({"outlet": ["a", "a"], "theme": ["x", "y"], "share": [0.7, 0.6]})
    with pytest.raises(ValueError, match=r"add up to 1\.30, not to 1"):
        stacked_bars(table, row="outlet", part="theme", value="share", title="T", words=EN)


def test_downloads_stand_beside(desk):
    figure = share_bars(finding(), title="T & U", words=EN)
    figure._repr_mimebundle_()
    svg = etree.fromstring((desk / "figures/themes.svg").read_bytes())
    assert svg.find("{*}title").text == "T & U" and not svg.findall(".//{*}a")
    assert (desk / "figures/themes.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("draw", [share_bars, time_lines, lambda t, **c: dot_map(t, x="n", y="n", **c)])
def test_an_empty_table_says_so(draw):
    empty = pd.DataFrame({"theme": pd.Series(dtype=str), "period": pd.Series(dtype=str), "n": pd.Series(dtype=int),
                          "share": pd.Series(dtype=float)})  # fmt: skip
    html = draw(empty, title="T", words=EN).html()
    assert "There is nothing to draw." in html and "<svg" not in html


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    light, dark = sorted([_luminance(a), _luminance(b)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_told_from_the_paper(colours):
    for name in ("ink", "soft"):
        assert _contrast(colours[name], colours["paper"]) >= 4.5, name
    for name in (*CATEGORIES, "threat", "opportunity"):
        assert _contrast(colours[name], colours["paper"]) >= 3, name
    for step in STEPS[4:]:
        assert _contrast(colours[step], colours["paper"]) >= 3, step
    assert len(set(LIGHT.values())) == len(LIGHT), "a drawing finds its classes by colour"


def test_text_is_cut_to_its_room():
    shown = fit_text("A very long name of an outlet indeed", 100)
    assert text_width(shown) <= 100 and shown.endswith("…")
    assert Sheet(350, 10).narrow and not Sheet(680, 10).narrow


def test_tables_have_caption_scope_and_say_what_is_left_out():
    frame = pd.DataFrame({"outlet": [f"o{i}" for i in range(70)], "n": range(70)})
    html = show_table(frame, words=EN, caption="All").html()
    assert "<caption>All</caption>" in html and 'scope="col" class="num"' in html and html.count('scope="row"') == 60
    assert "10 more rows in the CSV" in html


def test_highlights_fall_on_the_exact_words():
    assert highlight("<b> jobs & jobs", "jobs | nowhere") == "&lt;b&gt; <mark>jobs</mark> &amp; jobs"


def test_sentences_of_a_restricted_article_stop_at_five():
    articles = pd.DataFrame({"article_id": ["a"], "rights": ["restricted"], "outlet": ["O"], "title": ["T"],
                             "published_date": ["2024"]})  # fmt: skip
    sentences = pd.DataFrame({"article_id": "a", "sentence_no": range(1, 8), "dropped": "", "lang": "fr",
                              "text": [f"Phrase {i}." for i in range(1, 8)]})  # fmt: skip
    html = show_sentences(sentences, articles=articles, sentences=sentences, words=EN).html()
    assert html.count("Phrase ") == 5 and html.count("text not shown: rights") == 2
