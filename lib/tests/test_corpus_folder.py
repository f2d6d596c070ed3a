"""A corpus folder opens as a table, or says with file and line why not."""
# ruff: noqa: E501 - sources stand as their programs write them

import pytest

from dossier.corpus import open_corpus
from dossier.errors import DossierError
from dossier.schema import ARTICLES


def make(root, **files: str):
    (root / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_toml", ".toml").replace("_csv", ".csv")
        path.write_text(text, encoding="utf-8", newline="")
    return root


def article(root, name: str, text: str):
    make(root)
    (root / "articles" / name).write_text(text, encoding="utf-8", newline="")


HEAD = "---\nid: a\ntitle: Le pont\npublished: 2024-06\nlang: fr\npeople: [Ada Lem, Bo Quist]\ncollected: 2024-07-01\n---\n"


def test_a_folder_of_bare_texts_opens_with_sensible_settings(tmp_path):
    article(tmp_path, "b.txt", "\ufeffLe pont ferme samedi pour travaux.\r\nFin.\r\n")
    article(tmp_path, "a.md", HEAD + "\n The bridge closes on Saturday for works.\n\n")
    article(tmp_path, ".hidden", "x")
    corpus = open_corpus(tmp_path)
    assert corpus.articles.columns.tolist() == ARTICLES.names
    assert corpus.articles.article_id.tolist() == ["a", "b"]
    assert corpus.text("b") == "Le pont ferme samedi pour travaux.\nFin.\n"
    assert corpus.text("a") == " The bridge closes on Saturday for works.\n\n"
    row = corpus.articles.iloc[0]
    assert (row.people, row.published_date, row.rights, row.file) == (
        "Ada Lem | Bo Quist",
        "2024-06",
        "restricted",
        "articles/a.md",
    )
    assert corpus.articles.inferred.tolist() == ["", "lang"]
    assert (corpus.settings.composition, corpus.settings.languages) == ("collected", ("fr",))
    assert corpus.like is None and corpus.build_dir == tmp_path / "build"


def test_fingerprint_follows_articles_and_corrections_only(tmp_path):
    article(tmp_path, "a.txt", "Le pont ferme samedi.")
    first = open_corpus(tmp_path).fingerprint
    make(tmp_path, corpus_toml='title = "x"\n')
    assert open_corpus(tmp_path).fingerprint == first
    make(tmp_path, corrections_csv="article_id,sentence_no,dropped\n")
    second = open_corpus(tmp_path).fingerprint
    article(tmp_path, "a.txt", "Le pont ferme dimanche.")
    assert len({first, second, open_corpus(tmp_path).fingerprint}) == 3


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("id: b", 2, "is not the file's name"),
        ("published: 13 juin 2024", 2, "not an ISO date"),
        ("published: 2024-13", 2, "not an ISO date"),
        ("published: 2024-08\ncollected: 2024-07-01", 2, "lies after 2024-07-01"),
        ("title: x\nauthor: y", 3, "unknown field 'author'"),
        ("lang: de", 2, "not one of fr, en, und"),
        ("rights: mine", 2, "not one of own, open, restricted"),
        ("genre: gossip", 2, "not one of news"),
        ("url: www.x.example", 2, "http"),
        ("country: France", 2, "two-letter"),
        ("inferred: [author]", 2, "not a field"),
        ("title: [a, b]", 2, "is a list"),
    ],
)
def test_faults_name_file_and_line(tmp_path, front, line, words):
    article(tmp_path, "a.md", f"---\n{front}\n---\nLe pont ferme.\n")
    with pytest.raises(DossierError, match=rf"a\.md:{line}: .*{words}"):
        open_corpus(tmp_path)


def test_files_that_cannot_be_articles(tmp_path):
    article(tmp_path, "a.txt", "Le pont ferme.")
    (tmp_path / "articles" / "b.txt").write_bytes("L'été\nà Lyon".encode("cp1252"))
    with pytest.raises(DossierError, match=r"b\.txt:1: not UTF-8"):
        open_corpus(tmp_path)
    (tmp_path / "articles" / "b.txt").unlink()
    (tmp_path / "articles" / "c.pdf").write_bytes(b"%PDF")
    with pytest.raises(DossierError, match="not an article"):
        open_corpus(tmp_path)


def test_two_files_of_one_id(tmp_path):
    article(tmp_path, "a.txt", "Le pont ferme.")
    article(tmp_path, "a.md", "Le pont ouvre.")
    with pytest.raises(DossierError, match="the same id"):
        open_corpus(tmp_path)


@pytest.mark.parametrize(
    ("written", "line", "words"),
    [
        ('title = "x"\nauthor = "y"', 2, "unknown key 'author'"),
        ('composition = "random"', 1, "quota"),
        ('languages = ["de"]', 1, "'fr' or 'en'"),
        ('title = "x"\n[[events]]\ndate = "juin"\nlabel_en = "a"', 3, "not an ISO date"),
        ('[[events]]\ndate = 2024-06-13\nlabel_fr = "a"\n[[events]]\ndate = "2024"', 4, "label_en or label_fr"),
        ('title = "x"\ntitle = "y"', 2, "TOML"),
    ],
)
def test_settings_at_fault(tmp_path, written, line, words):
    article(tmp_path, "a.txt", "Le pont ferme.")
    make(tmp_path, corpus_toml=written)
    with pytest.raises(DossierError, match=rf"corpus\.toml:{line}: .*{words}"):
        open_corpus(tmp_path)


def test_settings_are_read(tmp_path):
    article(tmp_path, "a.txt", "Le pont ferme.")
    make(
        tmp_path,
        corpus_toml='composition = "quota"\nlanguages = ["en", "fr"]\n[[events]]\ndate = 2024-06-13\nlabel_fr = "Vote"\n',
    )
    settings = open_corpus(tmp_path).settings
    assert (settings.composition, settings.languages) == ("quota", ("en", "fr"))
    assert (settings.events[0].date, settings.events[0].label("en")) == ("2024-06-13", "Vote")


def test_empty_and_missing_folders(tmp_path):
    with pytest.raises(DossierError, match="no such corpus folder"):
        open_corpus(tmp_path / "none")
    with pytest.raises(DossierError, match="holds no article"):
        open_corpus(make(tmp_path / "bare"))
