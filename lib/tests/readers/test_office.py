"""Word and PDF files."""

import pytest

from dossier.readers.draft import RefusedError, Source
from dossier.readers.pdf import join_lines, read_pdf
from dossier.readers.word import read_docx

from .fixtures import docx_bytes, pdf_bytes, write


def test_word_keeps_headings_lists_and_tables_in_order(tmp_path):
    styles = {"Le pont": "Title", "Un détour": "Heading 1", "ici": "List Bullet", "là": "List Bullet"}
    data = docx_bytes(
        "Le pont", "Il ferme.", "Un détour", "ici", "là", styles=styles, table=[["Ligne", "Trajet"], ["3", "rocade"]]
    )
    (draft,) = read_docx(Source(write(tmp_path, "a.docx", data), "a.docx"))
    assert draft.text == "Le pont\n\nIl ferme.\n\nUn détour\n\n- ici\n- là\n\nLigne | Trajet\n3 | rocade"
    assert draft.get("title") == "Le pont"


def test_pdf_lines_are_joined_and_running_heads_left_out(tmp_path):
    body = [
        "La Gazette de Marvile",
        "Le pont de la vieille ville fermera ses deux voies same-",
        "di prochain pour de longs mois de travaux,",
        "annonce la mairie.",
        "Les riverains demandent un second passage en aval de la",
        "ville.",
    ]
    pages = [[*body, "1"], ["La Gazette de Marvile", "Rien n'est encore tranché à ce jour, dit-on au conseil.", "2"],
             ["La Gazette de Marvile", "Fin de la page.", "3"]]  # fmt: skip
    (draft,) = read_pdf(Source(write(tmp_path, "a.pdf", pdf_bytes(*pages)), "a.pdf"))
    assert "fermera ses deux voies samedi prochain pour de longs mois de travaux, annonce la mairie." in draft.text
    assert "Gazette" not in draft.text and draft.warnings[1].startswith("6 page numbers")
    assert draft.text.split("\n\n")[1].startswith("Les riverains demandent")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Le pont fermera same-", "di."], "Le pont fermera samedi."),
        (["La ligne Paris-", "Lyon est coupée."], "La ligne Paris- Lyon est coupée."),
        (["Le porte-parole parle, dit le porte-", "parole."], "Le porte-parole parle, dit le porte-parole."),
        (["Un.", "", "Deux."], "Un.\n\nDeux."),
        (["12", "Page 3/5", "Le pont ferme."], "Le pont ferme."),
    ],
)
def test_join_lines(lines, text):
    assert join_lines(["\n".join(lines)])[0] == text


def test_missing_extras_say_how_to_be_installed(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    for read, name, data in ((read_docx, "a.docx", docx_bytes_of()), (read_pdf, "a.pdf", pdf_bytes(["x"]))):
        with pytest.raises(RefusedError, match=r"dossier\[formats\]"):
            list(read(Source(write(tmp_path, name, data), name)))


def docx_bytes_of() -> bytes:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()
