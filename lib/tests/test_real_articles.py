"""
From a folder of real press pages to the reports, as a user does it.

The pages are other people's and no part of the project: DOSSIER_REAL_ARTICLES names their folder. Where it
does not, the test is skipped and says so.
"""

import re
import subprocess
import sys

import pandas as pd
import pytest

PAGES = ["10-corpus", "20-agreement", "30-topics", "40-themes", "50-voices", "60-explore", "index", "methods"]


def _dossier(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "dossier", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def built(real_articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "case"
    read = _dossier("import", real_articles, "--corpus", folder)
    assert read.returncode == 0, read.stderr
    done = _dossier("build", "--corpus", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_every_input_file_is_accounted_for(built, real_articles):
    manifest = pd.read_csv(built / "manifest.csv", dtype=str, keep_default_na=False)
    assert len(manifest) == len(list(real_articles.glob("*.txt")))
    assert set(manifest.status) <= {"read", "skipped", "refused"} and (manifest.status == "read").any()


@pytest.mark.slow
def test_every_page_is_there_and_asks_for_nothing(built):
    themes = [f"theme-{key}" for key in ("jobs", "authenticity", "regulation", "environment")]
    for name in [*PAGES, *themes]:
        page = (built / "reports" / f"{name}.html").read_text("utf-8")
        assert not re.search(r"""(?:src|data-src)=["']https?://|@import|url\(https?:""", page), name


@pytest.mark.slow
def test_restricted_articles_have_no_page_and_at_most_five_sentences(built):
    assert not list((built / "reports" / "articles").glob("*.html"))
    shown: dict[str, set[str]] = {}
    for page in (built / "reports").rglob("*.html"):
        for text, source in re.findall(
            r'<li><span lang="\w+">(.*?)</span> <cite>(.*?)</cite>', page.read_text("utf-8")
        ):
            shown.setdefault(source, set()).add(re.sub(r"<[^>]+>", "", text))
    assert shown and all(len(texts) <= 5 for texts in shown.values())


@pytest.mark.slow
def test_what_cannot_be_estimated_from_so_few_is_said(built):
    page = (built / "reports" / "40-themes.html").read_text("utf-8")
    assert "from so few articles" in page
