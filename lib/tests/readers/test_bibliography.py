"""Bibliographies join their metadata to texts by file name, address or title."""
# ruff: noqa: E501 - sources stand as their programs write them

import pytest

from dossier.corpus import open_corpus
from dossier.readers.bibliography import read_records
from dossier.readers.draft import Source
from dossier.readers.importing import import_sources
from dossier.readers.registry import find_format

from .fixtures import write

BIB = r"""@comment{nothing}
@article{ramplat2024, title = {Le {M{\'e}tier} d'{\oe}uvrier \& le pont}, author = "Odile Ramplat", journal = {Le Fanal},
  year = 2024, month = jun, url = {https://fanal.example/pont}, file = {PDF:/home/x/Pont ferme.txt:text/plain} }
@online{two, title={A bridge closes at night}, date={2023-05-02}, langid={english}, organization = {The Lantern}}"""
RIS = """TY  - NEWS
TI  - Le pont de Marvile
AU  - Ramplat, Odile
T2  - Le Fanal
DA  - 2024/06/13/
UR  - https://fanal.example/pont
L1  - C:\\Zotero\\Pont ferme.txt
LA  - fr
ER  -
TY  - NEWS
TI  - A bridge closes at night
PY  - 2023///
ER  -
"""
ZOTERO = '''"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","Date","File Attachments"
"ABC","newspaperArticle","2024","Ramplat, Odile","Le pont de Marvile","Le Fanal","https://fanal.example/pont","2024-06-13","/x/Pont ferme.txt; /x/b.pdf"'''

CSL = """[{"id": "a", "type": "article-newspaper", "title": "Le pont de Marvile", "container-title": "Le Fanal",
"issued": {"date-parts": [[2024, 6, 13]]}, "author": [{"family": "Ramplat", "given": "Odile"}], "language": "fr-FR"}]"""


def test_csl_json_is_a_bibliography(tmp_path):
    source = Source(write(tmp_path, "library.json", CSL.encode()), "library.json")
    assert find_format(source).name == "bibliography"
    (record,) = read_records(source)
    wanted = {"title": "Le pont de Marvile", "outlet": "Le Fanal", "published": "2024-06-13", "lang": "fr"}
    assert record.fields == {**wanted, "note": "author: Ramplat, Odile"}


def test_an_entry_that_is_not_closed_counts(tmp_path):
    written = b"TY  - NEWS\nTI  - Le pont de Marvile\nTY  - NEWS\nTI  - Le quai de Marvile\n"
    records = read_records(Source(write(tmp_path, "b.ris", written), "b.ris"))
    assert [record.fields["title"] for record in records] == ["Le pont de Marvile", "Le quai de Marvile"]


@pytest.mark.parametrize(
    ("name", "written", "title", "published"),
    [
        ("b.bib", BIB, "Le Métier d'œuvrier & le pont", "2024-06"),
        ("b.ris", RIS, "Le pont de Marvile", "2024-06-13"),
        ("b.csv", ZOTERO, "Le pont de Marvile", "2024-06-13"),
    ],
)
def test_each_form_gives_its_records(tmp_path, name, written, title, published):
    record = read_records(Source(write(tmp_path, name, written.encode()), name))[0]
    assert (record.fields["title"], record.fields["outlet"]) == (title, "Le Fanal")
    assert record.fields["published"] == published and "Pont ferme.txt" in record.files


@pytest.mark.parametrize(("name", "written"), [("b.bib", BIB), ("b.ris", RIS), ("b.csv", ZOTERO)])
def test_metadata_reaches_the_text_it_names_and_is_then_not_inferred(tmp_path, name, written):
    write(tmp_path / "in", name, written.encode())
    write(tmp_path / "in", "Pont ferme.txt", "Un autre titre en tête\n\nLe pont ferme samedi, dit la mairie.".encode())
    write(tmp_path / "in", "b.txt", b"A bridge closes at night\n\nThe only bridge of the town closes on Saturday.")
    manifest = import_sources([tmp_path / "in"], corpus=tmp_path / "corpus")
    articles = open_corpus(tmp_path / "corpus").articles.set_index("article_id")
    pont = articles.loc["Pont-ferme"]
    assert pont.outlet == "Le Fanal" and pont.published_date.startswith("2024-06") and "published" not in pont.inferred
    assert "title" not in pont.inferred and "Ramplat" in pont.note
    if name != "b.csv":
        assert articles.loc["b"].published_date.startswith("2023")  # joined by the title that its text shows
    entry = next(e for e in manifest.entries if e.source == f"in/{name}")
    assert entry.status == "read" and f"{1 if name == 'b.csv' else 2} joined" in entry.reason


def test_a_table_that_names_files_is_a_bibliography(tmp_path):
    write(tmp_path / "in", "catalogue.csv", b"fichier;titre;date;journal\na.txt;Le pont;13/06/2024;Le Fanal\n")
    write(tmp_path / "in", "a.txt", b"Le pont ferme samedi.")
    import_sources([tmp_path / "in"], corpus=tmp_path / "corpus")
    row = open_corpus(tmp_path / "corpus").articles.iloc[0]
    assert (row.title, row.published_date, row.outlet) == ("Le pont", "2024-06-13", "Le Fanal")
