"""Saved pages: the article in its order, nothing of the furniture, nothing lost."""
# ruff: noqa: E501 - sources stand as their programs write them

import pytest

from dossier.readers.draft import Source
from dossier.readers.html_page import read_html, read_mhtml

from .fixtures import page, write

PARTS = [
    "Le pont de Marvile ferme : les riverains s'inquiètent", "La mairie coupe la circulation",
    "La décision est tombée mardi soir", "Un détour de douze kilomètres", "Pour rejoindre la rive droite",
    "Nous n'avons pas été consultés", "Mina Ferroul, fleuriste", "La fleuriste affirme", "Closing the only bridge",
    "@tquillan_x) May 14, 2024", "Ce qui change samedi", "- Fermeture totale", "- Passage des piétons",
    "Ligne | Trajet", "Ligne 3 | par la rocade", "Les travaux devraient durer",
]  # fmt: skip
FURNITURE = ["Accueil", "cookies", "Facebook", "À lire aussi", "Le marché change", "Commentaires", "Encore une décision",
             "Mentions légales", "piege"]  # fmt: skip


@pytest.mark.parametrize("box", ["article", "div", "section"])
def test_a_page_gives_its_parts_in_order_and_no_furniture(box):
    draft = read_html(page(box))
    places = [draft.text.find(part) for part in PARTS]
    assert -1 not in places and places == sorted(places)
    assert [word for word in FURNITURE if word in draft.text] == []
    assert draft.text.count("Ce qui change samedi") == 1


def test_what_the_page_states_is_read_and_not_called_inferred():
    draft = read_html(page())
    assert draft.fields == {
        "title": "Le pont de Marvile ferme : les riverains s'inquiètent", "outlet": "La Gazette de Marvile",
        "url": "https://gazette.example/pont", "lang": "fr", "published": "2024-05-14",
    }  # fmt: skip
    assert draft.inferred == []


def test_a_post_stays_with_its_signature():
    paragraphs = read_html(page()).text.split("\n\n")
    post = next(p for p in paragraphs if p.startswith("Closing"))
    assert post.endswith("— Tom Quillan (@tquillan_x) May 14, 2024")


def test_a_page_without_an_article_is_taken_whole_and_says_so():
    links = "".join(f"<li><a href='/{n}'>Titre numéro {n} du jour</a></li>" for n in range(60))
    draft = read_html(f"<html><body><ul>{links}</ul></body></html>")
    assert "Titre numéro 59" in draft.text and ("visible text" in draft.warnings[0] if draft.warnings else True)


def test_a_single_file_page(tmp_path):
    body = page().replace("=", "=3D").encode()
    mhtml = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://gazette.example/pont\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----x"\n\n------x\nContent-Type: text/html\n'
        b"Content-Transfer-Encoding: quoted-printable\n\n" + body + b"\n------x--\n"
    )
    (draft,) = read_mhtml(Source(write(tmp_path, "a.mhtml", mhtml), "a.mhtml"))
    assert "La décision est tombée mardi soir" in draft.text and draft.get("url") == "https://gazette.example/pont"
