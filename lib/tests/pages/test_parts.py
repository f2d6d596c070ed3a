"""The small parts of a page: cleaning, pseudonyms, parameters, translations, headings, changes."""

import nbformat
import pandas as pd
import pytest

from dossier.findings.cells import escape
from dossier.pages import translate
from dossier.pages.body import join_code, render_body
from dossier.pages.changes import compare_findings, tell_changes
from dossier.pages.clean import check_own, clean_foreign
from dossier.pages.evidence import Recorded
from dossier.pages.persons import make_masks
from dossier.pages.plan import read_parameters, set_parameters
from dossier.pages.redaction import make_redactor
from dossier.pages.sharing import find_twins
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


def test_a_repeated_list_is_given_once(tmp_path):
    rows = pd.DataFrame({"group": [0] * 12, "article_id": "a", "sentence_no": range(12), "evidence": "x"})
    about = {"groups": [{"page": "b", "anchor": "all", "n": 12}]}
    first = Recorded({**about, "groups": [{"page": "a", "anchor": "y", "n": 12}]}, rows, tmp_path)
    assert find_twins([first, Recorded(about, rows[::-1], tmp_path)]) == {("b", "all"): ("a", "y")}
    assert find_twins([first, Recorded(about, rows.assign(evidence="z"), tmp_path)]) == {}
    assert find_twins([first, Recorded(about, rows.head(11), tmp_path)]) == {}


HELD = 'Le "conseil" du bourg a tenu <hier> une séance fort longue & houleuse.'


@pytest.mark.parametrize(
    ("write", "given", "left"),
    [
        ("html", f"<td>{escape(HELD)} Suite.</td>", "<td>[held] Suite.</td>"),
        ("html", f"<td>{escape(HELD[:55])}…</td><td>x</td>", "<td>[held]</td><td>x</td>"),
        ("html", f"<p>Avant. {escape(HELD)}</p>", "<p>Avant. [held]</p>"),
        ("html", "<p>Le &quot;conseil&quot; de la ville a tenu une séance</p>", None),
        ("csv", '1,"' + HELD.replace('"', '""') + '",x', '1,"[held]",x'),
        ("csv", '1,"' + HELD[:55].replace('"', '""') + '…",x', '1,"[held]",x'),
    ],
)
def test_a_sentence_held_back_is_shown_nowhere(write, given, left):
    redactor = make_redactor([HELD, "Trop court."], label="[held]")
    assert getattr(redactor, write)(given) == (left or given)


def test_a_title_may_stand():
    assert make_redactor([HELD], label="[held]", titles=[HELD]).html(escape(HELD)) == escape(HELD)
