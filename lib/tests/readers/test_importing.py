"""Importing: every file accounted for, nothing overwritten, the same twice, names that are safe everywhere."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.corpus import open_corpus
from dossier.errors import DossierError
from dossier.readers.importing import create_corpus, import_sources
from dossier.readers.slugs import make_slug

from .fixtures import page, write

TEXT = "La mairie ferme le pont samedi."


def digest(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def manifest_rows(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def cuttings(tmp_path) -> Path:
    folder = tmp_path / "cuttings"
    write(folder, "a.txt", TEXT.encode())
    write(folder / "deep" / "er", "b.txt", b"Un autre texte, plus loin.")
    write(folder, "page.html", page().encode())
    write(folder / "page_files", "ad.html", b"<html><body>Pub</body></html>")
    write(folder, "rows.csv", b"id;texte;titre\nr1;Le pont ferme.;Un\nr2;;Deux\nr1;Un autre texte ici.;Trois\n")
    write(folder, ".DS_Store", b"\0\0\0\1")
    write(folder, "~$letter.docx", b"x")
    write(folder / ".git", "config", b"x")
    return folder


def test_the_manifest_accounts_for_every_file(cuttings, tmp_path):
    manifest = import_sources([cuttings], corpus=tmp_path / "corpus")
    files = {p.relative_to(tmp_path).as_posix() for p in cuttings.rglob("*") if p.is_file()}
    told = {row["source"] for row in manifest_rows(tmp_path / "corpus")}
    covered = {name for name in files if name in told or any(t.endswith("/") and name.startswith(t) for t in told)}
    assert covered == files
    assert sorted(manifest.article_ids) == ["a", "b", "page", "r1", "r1-2"]
    assert [(e.part, e.status) for e in manifest.entries if e.part] == [("row 2", "skipped")]


def test_a_second_import_changes_nothing(cuttings, tmp_path):
    corpus = tmp_path / "corpus"
    import_sources([cuttings], corpus=corpus)
    before = digest(corpus)
    assert import_sources([cuttings], corpus=corpus).written == 0
    assert digest(corpus) == before


def test_what_a_user_edited_is_kept(tmp_path):
    corpus = tmp_path / "corpus"
    source = write(tmp_path, "a.txt", TEXT.encode())
    import_sources([source], corpus=corpus)
    path = corpus / "articles" / "a.md"
    path.write_text(path.read_text("utf-8").replace("lang: fr", "lang: fr\noutlet: Le Fanal"), "utf-8")
    before = digest(corpus / "articles")
    import_sources([source], corpus=corpus)
    assert digest(corpus / "articles") == before


def test_another_text_of_the_same_name_gets_a_number(tmp_path):
    corpus = tmp_path / "corpus"
    import_sources([write(tmp_path / "one", "a.txt", TEXT.encode())], corpus=corpus)
    manifest = import_sources([write(tmp_path / "two", "A.txt", b"Un tout autre texte.")], corpus=corpus)
    assert manifest.article_ids == ["A-2"]  # also where only the case differs: not every disk tells them apart
    assert "the id A has another text" in manifest.entries[0].warnings
    assert open_corpus(corpus).text("a") == TEXT


def test_the_same_text_twice_is_kept_once_unless_it_is_another_article(tmp_path):
    folder = tmp_path / "in"
    write(folder, "a.txt", TEXT.encode())
    write(folder, "b.txt", TEXT.encode("utf-16"))  # the same file in another encoding
    write(folder, "c.md", f"---\noutlet: Le Fanal\n---\n{TEXT}".encode())
    write(folder, "d.md", f"---\noutlet: Le Phare\n---\n{TEXT}".encode())
    corpus = tmp_path / "corpus"
    manifest = import_sources([folder / "c.md", folder / "d.md", folder / "a.txt", folder / "b.txt"], corpus=corpus)
    assert manifest.article_ids == ["c", "d"]
    reasons = {entry.source: (entry.status, entry.reason) for entry in manifest.entries}
    assert reasons["a.txt"] == ("skipped", "same text as c") and reasons["b.txt"] == ("skipped", "same text as c")
    assert "another outlet" in manifest.entries[1].warnings
    before = digest(corpus)
    import_sources([folder / "c.md", folder / "d.md", folder / "a.txt", folder / "b.txt"], corpus=corpus)
    assert digest(corpus) == before


def test_stored_text_is_the_decoded_file(tmp_path):
    source = write(tmp_path, "a.txt", "\ufeff  Deux blancs.\r\n\r\n\u2028Fin\u00a0! \n\n".encode())
    import_sources([source], corpus=tmp_path / "corpus")
    assert open_corpus(tmp_path / "corpus").text("a") == "  Deux blancs.\n\n\u2028Fin\u00a0! \n\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=3))
def test_any_text_comes_back_from_the_corpus_as_it_went_in(tmp_path_factory, text):
    import unicodedata

    folder = tmp_path_factory.mktemp("any")
    text = "Le pont " + unicodedata.normalize("NFC", text).replace("Ã", "").replace("â€", "").replace("Â", "").replace(
        "Å", ""
    )
    import_sources([write(folder, "a.txt", text.encode())], corpus=folder / "corpus")
    assert open_corpus(folder / "corpus").text("a") == text


NAMES = [
    "../../x.txt",
    "CON.txt",
    "a\nb.txt",
    "-rf.txt",
    "été.txt",
    "e\u0301te\u0301.txt",
    "{{ x }}.txt",
    "<script>.txt",
    " .txt",
]


@given(st.text(max_size=300))
def test_slugs_are_safe_names(name):
    slug = make_slug(name)
    assert (
        slug
        and len(slug) <= 80
        and set(slug) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
    )
    assert not slug.startswith("-") and slug.casefold() not in {"con", "nul", "com1"}


def test_ids_of_rows_never_leave_the_folder(tmp_path):
    table = "id,text\n" + "".join(f'"{name}",Le texte numéro {n} dit autre chose.\n' for n, name in enumerate(NAMES))
    manifest = import_sources([write(tmp_path, "t.csv", table.encode())], corpus=tmp_path / "corpus")
    written = set(tmp_path.rglob("*.md"))
    assert len(manifest.article_ids) == len(NAMES) and {p.parent for p in written} == {tmp_path / "corpus" / "articles"}
    assert set(open_corpus(tmp_path / "corpus").articles.article_id) == set(manifest.article_ids)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(tmp_path):
    secret = write(tmp_path / "elsewhere", "secret.txt", b"Un secret bien garde.")
    folder = tmp_path / "in"
    write(folder, "a.txt", TEXT.encode())
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    manifest = import_sources([folder], corpus=tmp_path / "corpus")
    assert manifest.article_ids == ["a"]
    assert sorted(e.source for e in manifest.entries if "symbolic link" in e.reason) == ["in/link.txt", "in/loop/"]


def test_codebook_and_actors_are_taken_and_marks_never(tmp_path):
    like = tmp_path / "like"
    create_corpus(like)
    (like / "codebook.toml").write_text('version = "7"\n', "utf-8")
    write(like / "annotations", "agreed.csv", b"x")
    source = write(tmp_path, "a.txt", TEXT.encode())
    import_sources([source], corpus=tmp_path / "corpus", like=like)
    assert (tmp_path / "corpus" / "codebook.toml").read_text("utf-8") == 'version = "7"\n'
    assert (tmp_path / "corpus" / "actors.toml").is_file() and not (tmp_path / "corpus" / "annotations").exists()
    corpus = open_corpus(tmp_path / "corpus")
    assert corpus.like == like.resolve() and corpus.articles.rights.tolist() == ["restricted"]
    (tmp_path / "corpus" / "codebook.toml").write_text('version = "8"\n', "utf-8")
    import_sources([source], corpus=tmp_path / "corpus", like=like)
    assert (tmp_path / "corpus" / "codebook.toml").read_text("utf-8") == 'version = "8"\n'


def test_like_must_have_a_codebook(tmp_path):
    with pytest.raises(DossierError, match="no codebook here to take"):
        import_sources([write(tmp_path, "a.txt", TEXT.encode())], corpus=tmp_path / "c", like=tmp_path / "none")


def test_create_corpus_refuses_a_folder_that_holds_anything(tmp_path):
    write(tmp_path / "full", "x", b"")
    with pytest.raises(DossierError, match="holds something"):
        create_corpus(tmp_path / "full")
    create_corpus(tmp_path / 'new "one"')
    assert (tmp_path / 'new "one"' / "codebook.toml").is_file()


def test_the_comments_of_the_new_codebook_hold_a_theme_that_works(tmp_path):
    import re

    from dossier.codebook import read_codebook

    create_corpus(tmp_path / "new")
    source = (tmp_path / "new" / "codebook.toml").read_text("utf-8")
    assert read_codebook(re.sub(r"(?m)^# ?(?!#)", "", source)).keys == ("farming",)


def test_real_press_pages_keep_every_character(real_articles, tmp_path):
    manifest = import_sources([real_articles], corpus=tmp_path / "corpus")
    corpus = open_corpus(tmp_path / "corpus")
    for path in sorted(real_articles.glob("*.txt")):
        assert corpus.text(path.stem) == path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert manifest.count("read") == len(list(real_articles.glob("*.txt")))
    assert set(corpus.articles.lang) == {"fr"} and (corpus.articles.title != "").all()
