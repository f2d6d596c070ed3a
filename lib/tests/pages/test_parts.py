"""The small parts of a page: cleaning, pseudonyms, parameters, translations, headings, changes."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.findings.cells import escape
from dossier.findings.finding import SAMPLE, TEXT_LIMIT
from dossier.pages import translate
from dossier.pages.actors import portrait_pages
from dossier.pages.articles import say_numbers
from dossier.pages.body import join_code, render_body
from dossier.pages.changes import compare_findings, tell_changes
from dossier.pages.clean import check_own, clean_foreign
from dossier.pages.evidence import Recorded, evidence_pages
from dossier.pages.listing import list_rows
from dossier.pages.material import Material
from dossier.pages.persons import Masks, make_masks
from dossier.pages.plan import list_jobs, read_parameters, set_parameters
from dossier.pages.redaction import WINDOW, make_redactor
from dossier.pages.sharing import find_twins, name_list
from dossier.pages.tables import write_tables
from dossier.paths import NOTEBOOKS
from dossier.strings import Words


@pytest.mark.parametrize(
    "bad",
    ["<script>x</script>", '<a onclick="x">y</a>', '<a href="javascript:x">y</a>', '<a href=" javascript:x">y</a>',
     '<p style="x">y</p>', "<iframe></iframe>", "<!-- x -->", '<svg onload="x"></svg>',
     '<a href="data:text/html,x">y</a>',
     "<style>x</style>", "<form></form>", '<use href="#x"/>', '<image href="x"/>'],
)  # fmt: skip
def test_what_our_objects_never_make_is_refused(bad):
    with pytest.raises(ValueError, match="may not"):
        check_own(bad)
    assert not {"<script", "onclick", "javascript:", "style", "<iframe", "onload", "data:text"} & set(
        clean_foreign(bad).split()
    )


def test_private_authors_have_pseudonyms_everywhere():
    masks = make_masks(
        ["Ada Nulle | Bo Rien"],
        texts=["Salut @ada_n et @bo.rien, @pub_lic"],
        public=["bo rien", "@pub_lic"],
        noun="author",
    )
    assert masks.names == {"Ada Nulle": "author 1", "@ada_n": "author 2", "@bo.rien": "author 3"}
    assert (
        masks.html('<a href="evidence/x.html#ada-nulle">Ada Nulle</a>')
        == '<a href="evidence/x.html#author-1">author 1</a>'
    )
    assert masks.text("Adalbert Nullepart") == "Adalbert Nullepart", "only whole names"


def test_an_address_is_no_handle():
    assert not make_masks([], texts=["write to me@place.example"], public=[], noun="author").names


def test_parameters_are_set_and_read():
    source = 'CORPUS = None  # folder\nTHEME = "jobs"\nK = [\n    1,\n    2,\n]  # sizes'
    changed = set_parameters(source, {"THEME": "l'eau", "K": [3]})
    assert changed == 'CORPUS = None  # folder\nTHEME = "l\'eau"\nK = [3]  # sizes'
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(changed, metadata={"tags": ["parameters"]})])
    assert read_parameters(notebook)[2] == ("K", "[3]", "sizes")


def _notebook(*sources):
    cells = [
        nbformat.v4.new_markdown_cell(s[1:], id=f"c{i}")
        if s.startswith("%")
        else nbformat.v4.new_code_cell(s, id=f"c{i}")
        for i, s in enumerate(sources)
    ]
    return nbformat.v4.new_notebook(cells=cells)


def test_markdown_is_translated_by_cell(tmp_path, monkeypatch):
    monkeypatch.setattr(translate, "STRINGS", tmp_path)
    (tmp_path / "fr").mkdir()
    notebook = _notebook("%# A question?", "%## Kept", "%## Changed since")
    (tmp_path / "fr/notebooks.toml").write_text(
        f'["10-x".c0]\nsource = "{translate.source_hash("# A question?")}"\ntext = "# Une question ?"\n'
        '["10-x".c2]\nsource = "00000000"\ntext = "## Vieux"\n["10-x".c9]\nsource = ""\ntext = ""\n',
        "utf-8",
    )
    assert translate.find_stale(notebook, stem="10-x", lang="fr") == {"c1": "missing", "c2": "stale", "c9": "orphan"}
    assert [c.source for c in translate.translate_cells(notebook, stem="10-x", lang="fr").cells][:2] == [
        "# Une question ?", "## Kept",
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda p: p.stem)
def test_the_french_of_the_notebooks_is_fresh(path):
    notebook = nbformat.read(path, as_version=4)
    assert translate.find_stale(notebook, stem=path.stem, lang="fr") == {}


def test_headings_are_in_order_and_have_anchors():
    notebook = _notebook("%# What of <b>é</b>?", "%text", "%### Too deep", "%## Next & last", "%# A second title")
    body = render_body(notebook, words=Words("en"), name="x")
    assert body.title == "What of é?"
    assert body.contents == [
        ("too-deep", "Too deep"),
        ("next-amp-last", "Next & last"),
        ("a-second-title", "A second title"),
    ]
    assert '<h2 id="too-deep">' in body.html and "<h1" not in body.html


def test_foreign_output_is_cleaned_and_errors_channel_dropped():
    notebook = _notebook("show()")
    notebook.cells[0].outputs = [
        nbformat.v4.new_output("display_data", {"text/html": "<b onclick=x>bold</b><script>bad</script>"}),
        nbformat.v4.new_output("stream", name="stderr", text="a bar"),
        nbformat.v4.new_output("stream", name="stdout", text="<said>"),
        nbformat.v4.new_output("display_data", {"text/plain": "<object object at 0x7f00>"}),
    ]
    html = render_body(notebook, words=Words("en"), name="x").html
    assert "<b>bold</b>" in html and "bad" not in html and "a bar" not in html and "&lt;said&gt;" in html
    assert "0x7f00" not in html


def test_code_stands_with_the_next_figure_or_at_the_end_of_its_section():
    notebook = _notebook("import a", "b = 1", "show(b)", "%text", "assert b")
    notebook.cells[2].outputs = [nbformat.v4.new_output("stream", name="stdout", text="1")]
    assert [b.code or b.markdown for b in join_code(notebook.cells)] == [
        "import a\n\nb = 1\n\nshow(b)\n\nassert b",
        "text",
    ]


def test_moved_findings_are_told(tmp_path):
    for folder, n in (("old", 3), ("new", 5)):
        (tmp_path / folder).mkdir()
        pd.DataFrame({"theme": ["jobs", "law"], "n": [n, 1]}).to_csv(tmp_path / folder / "themes.csv", index=False)
    changes = compare_findings(tmp_path / "old", tmp_path / "new")
    assert changes.to_numpy().tolist() == [["themes", "jobs", "n", "3", "5"]]
    assert tell_changes(changes, tmp_path / "changes.csv")[1] == "  themes, jobs, n: 3 → 5"
    assert tell_changes(changes.iloc[:0], tmp_path / "changes.csv") == ["No finding moved since the last build."]


def test_a_new_finding_is_one_line(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    pd.DataFrame({"theme": ["jobs"], "n": [1]}).to_csv(tmp_path / "new/themes.csv", index=False)
    assert compare_findings(tmp_path / "old", tmp_path / "new").to_numpy().tolist() == [["themes", "", "", "", "new"]]


def _finding(name, rows, *, by=(), parts=(("all",),)):
    """Return a finding with a group a key of `parts`; rows say by "group" which counts them."""
    rows = pd.DataFrame(rows, columns=["group", "article_id", "sentence_no"])
    groups = [
        {"page": name, "anchor": "-".join(key), "label": " · ".join(key), "first": key[0], "row": "",
         "n": int((rows.group == number).sum())}
        for number, key in enumerate(parts)
    ]  # fmt: skip
    about = {"name": name, "page": "10-x", "by": list(by), "groups": groups, "description": ""}
    return Recorded(about, rows, Path(f"{name}.csv"), title=name, shown_at="10-x.html")


def test_a_repeated_list_is_given_once():
    first = _finding("a", [(0, "t", n) for n in range(12)])
    again = _finding("b", [(0, "t", n) for n in reversed(range(12))])
    assert find_twins([first, again]) == {("evidence/b", "all"): ("evidence/a", "all")}
    assert find_twins([first, _finding("b", [(0, "t", n) for n in range(11)])]) == {}
    known = {name_list(first.lists[0]): ("actors/x", "statements")}
    assert find_twins([first], known=known) == {("evidence/a", "all"): ("actors/x", "statements")}


SIDES = _finding("sides", [(0, "t", 1), (0, "t", 2), (1, "t", 3), (2, "t", 4)], by=("theme", "side"),
                 parts=(("jobs", "for"), ("jobs", "against"), ("law", "for")))  # fmt: skip


def test_a_sum_is_listed_where_its_parts_stand():
    shares = _finding("shares", [(0, "t", n) for n in (1, 2, 3)], by=("theme",), parts=(("jobs",),))
    twins = find_twins([shares, SIDES])
    assert twins == {("evidence/shares", "jobs"): ("evidence/sides", "jobs")}
    page = evidence_pages(SIDES, _material(), Words("en"), twins=twins)[0]
    block = re.search(r'<section id="jobs" data-n="3">(.*?)<section id="law"', page.main, re.S)
    assert block[1].count("<li") == 3
    assert "listed elsewhere" in evidence_pages(shares, _material(), Words("en"), twins=twins)[0].main


def _material(**changes):
    said = [f"Sentence {n}." for n in range(1, 401)]
    sentences = pd.DataFrame({"article_id": "t", "sentence_no": range(1, 401), "start": 0, "end": 1, "kind": "text",
                              "lang": "en", "dropped": "", "text": said})  # fmt: skip
    article = {"article_id": "t", "title": "A tram", "outlet": "Echo", "published_date": "2031-05", "lang": "en",
               "rights": "own", "url": "", "text": ""}  # fmt: skip
    given = {"articles": pd.DataFrame([article]), "sentences": sentences, "themes": {"jobs": "Jobs", "law": "Law"}}
    return Material(**given | changes)


@pytest.mark.parametrize(
    ("n", "with_text", "elsewhere"), [(3, 3, 0), (TEXT_LIMIT, TEXT_LIMIT, 0), (400, SAMPLE, 400 - SAMPLE)]
)
def test_a_long_list_shows_a_sample_and_says_where_the_others_are(n, with_text, elsewhere):
    rows = pd.DataFrame({"article_id": "t", "sentence_no": range(1, n + 1)})
    _, html = list_rows(rows, by=(), material=_material(), words=Words("en"))
    listed, _, rest = html.partition('<ul class="rest">')
    numbers = [int(x) for x in re.findall(r"[ ,](\d+)", rest.split("</a>:")[-1])]
    shown = [int(x) for x in re.findall(r"#s(\d+)", listed)]
    assert (len(shown), len(numbers)) == (with_text, elsewhere) and sorted(shown + numbers) == list(range(1, n + 1))


STATEMENTS = pd.DataFrame(
    [("Ana Sorel", "jobs", "threat", n, "named") for n in range(1, 6)]
    + [("Ana Sorel", "law", "opportunity", 6, "named"), ("Bo Lind", "jobs", "opportunity", 7, "named")]
    + [("a lawyer", "law", "threat", n, "described") for n in range(8, 20)]
    + [("Cy Prive", "law", "threat", n, "named") for n in range(20, 30)],
    columns=["actor", "theme", "stance", "sentence_no", "actor_kind"],
).assign(article_id="t", published_date="2031-05", outlet="Echo")


def test_a_portrait_lists_every_statement_and_private_people_have_none():
    material = _material(statements=STATEMENTS, masks=Masks({"Cy Prive": "author 1"}))
    index, page = portrait_pages(material, Words("en"))
    assert page.file == "actors/ana-sorel.html" and "ana-sorel.html" in index.main and "at least 5" in index.lead
    sections = re.findall(r'<section id="(\w+-\w+)" data-n="(\d+)">(.*?)</section>', page.main, re.S)
    assert [(name, int(n), body.count("<li")) for name, n, body in sections] == [
        ("jobs-threat", 5, 5), ("law-opportunity", 1, 1),
    ]  # fmt: skip
    assert 'data-n="6"' in page.main and {f"#{name}" for name, _, _ in sections} <= set(
        re.findall(r'href="(#[^"]+)', page.main)
    )
    neighbours = page.main[page.main.index('id="neighbours"') :]
    assert "Bo Lind" in neighbours and "Cy Prive" not in page.main and "lawyer" not in page.main


def test_a_hostile_name_stays_text():
    name = "</title><script>x</script>\u202e" + "y" * 10_000
    pages = portrait_pages(_material(statements=STATEMENTS.assign(actor=name, actor_kind="named")), Words("fr"))
    assert len(pages) == 2
    for page in pages:
        assert "<script" not in page.main + page.lead and "\u202e" not in page.main + page.title and len(page.file) < 60


def test_tables_for_a_manuscript(tmp_path):
    docx = pytest.importorskip("docx")
    (tmp_path / "findings").mkdir()
    pd.DataFrame({"outlet": ["A & B_1", "x"], "share": [0.25, 0.5], "stance": ["threat", ""]}).to_csv(
        tmp_path / "findings/t.csv", index=False
    )
    write_tables(tmp_path, forms=("tex", "docx"), titles={"t": "50% of #1"}, words=Words("fr"))
    text = (tmp_path / "tables/t.tex").read_text("utf-8")
    assert (
        r"\caption{50\% of \#1}\label{tab:t}\\" in text and r"A \& B\_1 & 0,25 & Menace \\" in text and "{lrl}" in text
    )
    rows = docx.Document(str(tmp_path / "tables/t.docx")).tables[0].rows
    assert [cell.text for cell in rows[1].cells] == ["A & B_1", "0,25", "Menace"]


def test_numbers_of_sentences_as_ranges():
    assert say_numbers([5, 1, 2, 3, 9, 10]) == "1–3, 5, 9, 10"


HELD = 'Le "conseil" du bourg a tenu <hier> une séance fort longue & houleuse.'


@pytest.mark.parametrize(
    ("write", "given", "left"),
    [
        ("html", f"<td>{escape(HELD)} Suite.</td>", "<td>[held]. Suite.</td>"),
        ("html", f"<td>{escape(HELD[:55])}…</td><td>x</td>", "<td>[held] lon…</td><td>x</td>"),
        ("html", f"<p>Avant, {escape(HELD[16:])}</p>", "<p>Avant, [held].</p>"),
        ("html", "<p>bourg a tenu &lt;hier&gt; <mark>une</mark> séance</p>", "<p>[held]<mark></mark></p>"),
        ("html", "<p>bourg a tenu</p><p>hier une séance</p>", None),
        ("html", '<td title="bourg a tenu hier une séance">x</td>', '<td title="[held]">x</td>'),
        ("html", "<p>BOURG A TENU HIER UNE SÉANCE</p>", "<p>[held]</p>"),
        ("html", "<p>Le &quot;conseil&quot; de la ville a tenu une séance</p>", None),
        ("plain", '1,"' + HELD.replace('"', '""') + '",x', '1,"[held].",x'),
        ("plain", "bourg a tenu,hier", "bourg a tenu,hier"),
        ("html", "<p>Cours, dit-elle vite.</p>", "<p>[held].</p>"),
        ("html", "<p>Cours vite.</p>", None),
    ],
)
def test_a_sentence_held_back_is_shown_nowhere(write, given, left):
    redactor = make_redactor([HELD, "Cours, dit-elle vite.", "Trop court."], label="[held]", free=[])
    assert getattr(redactor, write)(given) == (left or given)


def test_what_may_be_shown_elsewhere_may_stand():
    assert make_redactor([HELD], label="[held]", free=[HELD]).html(escape(HELD)) == escape(HELD)


@given(st.lists(st.text("abcé", min_size=1, max_size=4), min_size=WINDOW, max_size=30), st.data())
def test_six_words_in_a_row_are_found_however_they_are_cut(words, data):
    begin = data.draw(st.integers(0, len(words) - WINDOW))
    marked = data.draw(st.integers(begin, begin + WINDOW - 1))
    cut = [f"<mark>{w}</mark>" if at == marked else w for at, w in enumerate(words[begin:], start=begin)]
    left = make_redactor([" ".join(words)], label="[held]", free=[]).html(f"<p>Zz zz {', '.join(cut)} zz</p>")
    assert re.sub(r"<[^>]+>|[, ]", "", left) == "Zzzz[held]zz"


def test_only_notebooks_that_read_codes_ask_for_coding():
    wanted = {job.stem: job.needs_codes for job in list_jobs([], folder=NOTEBOOKS)}
    assert not wanted["10-corpus"]
    assert all(wanted[stem] for stem in ("20-agreement", "30-topics", "40-themes", "50-voices"))
