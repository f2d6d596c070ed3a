"""A build from the outside: what stands in the folder, twice the same, and whole or not at all."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from conftest import CORPUS_CELLS, make_corpus, make_notebooks
from lxml import html

from dossier.errors import DossierError, UsageError
from dossier.pages.build import build_reports
from dossier.pages.frame import Site, dress
from dossier.pages.single import single_page
from dossier.pages.staging import MARKER
from dossier.strings import Words


def page(toy, name: str) -> str:
    return (toy[1] / name).read_text("utf-8")


def all_pages(toy) -> list[Path]:
    return sorted(toy[1].rglob("*.html"))


def test_the_pages_are_there(toy):
    names = {p.relative_to(toy[1]).as_posix() for p in all_pages(toy)}
    assert names == {
        "index.html", "10-corpus.html", "30-words.html", "methods.html", "evidence/sentences-by-outlet.html",
        "evidence/articles-by-outlet-and-lang.html", "articles/echo-tram.html", "articles/valley-tram.html",
        "articles/mechant.html",
    }, "one page a notebook, a finding with evidence, and an article whose rights allow it"  # fmt: skip


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [v for k, v in attrs if k in {"href", "src"}]


def test_every_link_arrives_and_no_id_is_used_twice(toy):
    names = {}
    for path in all_pages(toy):
        reader = _Names()
        reader.feed(path.read_text("utf-8"))
        assert len(reader.ids) == len(set(reader.ids)), path
        names[path.resolve()] = reader
    for path, reader in names.items():
        for link in reader.links:
            if link.startswith(("https://", "http://", "mailto:")):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), f"{path.name}: {link}"
            if anchor:
                assert anchor in names[target].ids, f"{path.name}: {link}"


def test_the_rows_listed_add_up_to_the_number(toy):
    table = pd.read_csv(toy[1] / "findings/sentences-by-outlet.csv")
    text = page(toy, "evidence/sentences-by-outlet.html")
    listed = {
        m[1]: m[2].count("<li")
        for m in re.finditer(r'<section id="([^"]+)".*?<ol class="rows"[^>]*>(.*?)</ol>', text, re.S)
    }
    assert sorted(listed.values()) == sorted(table["n"])
    for n, section in re.findall(r'data-n="(\d+)">(.*?)</section>', text, re.S):
        assert section.count("<li") == int(n)


def test_every_number_and_mark_opens_as_many_rows_as_it_says(toy):
    """Reads only the pages: follows each link to a list and counts what stands there."""
    checked = 0
    for path in sorted(toy[1].glob("*.html")):
        for link in html.parse(path).getroot().xpath("//a[starts-with(@href, 'evidence/') and contains(@href, '#')]"):
            file, anchor = link.get("href").split("#")
            section = html.parse(toy[1] / file).getroot().get_element_by_id(anchor)
            said = re.search(r"(\d+) (?:sentence|article)|^(\d+)$", link.findtext("title") or link.text_content())
            if said:
                rows = len(section.xpath(".//ol[@class='rows']/li"))
                assert rows == int(said[1] or said[2]) == int(section.get("data-n")), link.get("href")
                checked += 1
    assert checked > 20


def test_a_restricted_article_has_no_page_and_five_sentences(toy):
    whole = "".join(p.read_text("utf-8") for p in all_pages(toy))
    held = ["a voté le tracé", "Une élue s", "Un riverain applaudit", "Le budget double", "seront replantés"]
    held += ["Le stade sera desservi", "Une enquête publique", "La ligne ouvrira"]
    assert [sentence in whole for sentence in held] == [True] * 5 + [False] * 3
    assert "articles/gazette-tram.html" not in whole


def test_hostile_text_stays_text(toy):
    for path in all_pages(toy):
        text = path.read_text("utf-8")
        bare = re.sub(r"<script[^>]*>.*?</script>", "", text, count=1, flags=re.S)
        assert (
            "<script" not in bare.lower()
            and "<img" not in bare
            and "javascript:" not in re.findall(r'href="([^"]*)', bare)
        )
        assert "\u202e" not in text
        assert len(text.encode()) < 400_000
    assert "'=HYPERLINK" in (toy[1] / "findings/sentences-by-outlet.csv").read_text("utf-8")


def test_nothing_is_loaded_and_no_path_shows(toy):
    for path in all_pages(toy):
        text = path.read_text("utf-8")
        assert (
            not re.search(r'(src|srcset|poster|data)="(?!data:)', text) and "url(" not in text and "@import" not in text
        )
        assert str(toy[0]) not in text and f"{Path.home()}/" not in text
        assert "default-src 'none'" in text


def test_the_answer_stands_on_the_index(toy):
    index = page(toy, "index.html")
    assert '<a class="n" href="evidence/sentences-by-outlet.html">19</a> sentences' in index
    assert 'id="fig-sentences-by-outlet"' in index and 'id="fig-articles-by-outlet-and-lang"' in index


def test_code_is_one_click_away_and_names_no_folder(toy):
    text = page(toy, "10-corpus.html")
    assert "CORPUS = None  # folder" in text and "REPORT_LANG = &#x27;en&#x27;" in text
    assert text.count('<details class="code">') == 6


def test_methods_state_corpus_parameters_versions(toy):
    text = page(toy, "methods.html")
    for said in ("TOP", "outlets shown", "pandas", "collected", "MIT"):
        assert said in text


def test_zip_holds_the_report(toy):
    with zipfile.ZipFile(toy[1] / "report.zip") as archive:
        assert "reports/index.html" in archive.namelist()
        assert archive.read("reports/index.html") == (toy[1] / "index.html").read_bytes()


def test_the_whole_report_as_one_file_has_every_page_and_link(toy):
    files = [p.relative_to(toy[1]).as_posix() for p in all_pages(toy)]
    page = single_page(toy[1], files=files, title="Un tram")
    reader = _Names()
    reader.feed(dress(page, Site(title="Un tram", words=Words("en"))))
    assert len(reader.ids) == len(set(reader.ids)) and {f"p-{f[:-5].replace('/', '--')}" for f in files} <= set(
        reader.ids
    )
    inside = [link for link in reader.links if not link.startswith("http")]
    assert len(inside) > 100 and {link[1:] for link in inside} <= set(reader.ids)


def test_a_second_run_changes_nothing_and_is_quick(toy, capsys):
    before = (toy[1] / "index.html").stat().st_mtime_ns
    begun = time.monotonic()
    assert build_reports(toy[0], notebooks=toy[0].parent / "notebooks") == 0
    assert time.monotonic() - begun < 5
    assert (toy[1] / "index.html").stat().st_mtime_ns == before and "Nothing has changed" in capsys.readouterr().err


def test_same_bytes_elsewhere(toy, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Chatham")
    monkeypatch.setenv("USER", "somebody")
    root = shutil.copytree(toy[0], tmp_path / "other", ignore=shutil.ignore_patterns("reports", "build"))
    notebooks = shutil.copytree(toy[0].parent / "notebooks", tmp_path / "nb")
    build_reports(root, notebooks=notebooks)
    first = {p.relative_to(toy[1]): p.read_bytes() for p in sorted(toy[1].rglob("*")) if p.is_file()}
    again = {
        p.relative_to(root / "reports"): p.read_bytes() for p in sorted((root / "reports").rglob("*")) if p.is_file()
    }
    assert first == again


def test_a_failing_notebook_is_named_and_the_old_reports_stay(toy, tmp_path):
    root = shutil.copytree(toy[0], tmp_path / "c")
    old = (root / "reports/index.html").read_bytes()
    cells = [*CORPUS_CELLS, ("code", "1 / 0  # by intent")]
    with pytest.raises(DossierError, match=r"10-corpus\.ipynb: cell 15 \(1 / 0.*ZeroDivisionError"):
        build_reports(root, notebooks=make_notebooks(tmp_path / "nb", **{"10-corpus": cells}))
    assert (root / "reports/index.html").read_bytes() == old
    assert not [p for p in root.iterdir() if p.name.startswith(".reports")]


def test_a_foreign_folder_is_never_replaced(toy, tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(DossierError, match="not reports of ours"):
        build_reports(toy[0], out=tmp_path, notebooks=toy[0].parent / "notebooks")
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_only_names_what_is_there(toy):
    with pytest.raises(UsageError, match=r"'99-none': choose from 10-corpus, 30-words"):
        build_reports(toy[0], only=["99-none"], notebooks=toy[0].parent / "notebooks")


def test_the_marker_lists_every_file(toy):
    marker = json.loads((toy[1] / MARKER).read_text("utf-8"))
    files = sorted(p.relative_to(toy[1]).as_posix() for p in toy[1].rglob("*") if p.is_file() and p.name != MARKER)
    assert marker["files"] == files


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_an_interrupt_leaves_the_last_good_result(toy, tmp_path):
    root = make_corpus(tmp_path / "c")
    shutil.copytree(toy[1], root / "reports")
    old = (root / "reports/index.html").read_bytes()
    notebooks = make_notebooks(
        tmp_path / "nb", **{"10-slow": [("md", "# Slow"), ("code", "import time\ntime.sleep(600)")]}
    )
    # A suite started in the background inherits "ignore" for this signal, and so would the build.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from pathlib import Path; from dossier.pages.build import build_reports; "
        f"build_reports({str(root)!r}, notebooks=Path({str(notebooks)!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    log = root / "build/runs/kernels.log"
    deadline = time.monotonic() + 60
    while not log.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) != 0
    assert (root / "reports/index.html").read_bytes() == old
    assert not [p for p in root.iterdir() if p.name.startswith(".reports")]
