"""Word and PDF files."""

import pytest

from dossier.readers.draft import RefusedError, Source
from dossier.readers.pdf import read_pdf
from dossier.readers.pdf_lines import Line, join_lines, leave_out_margins
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


def test_word_loses_no_words_of_changes_controls_boxes_and_notes(tmp_path):
    import io

    import docx
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    for inner in (
        "<w:p {0}><w:r><w:t>Le pont </w:t></w:r><w:ins><w:r><w:t>ferme</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>ouvre</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>",
        "<w:sdt {0}><w:sdtContent><w:p><w:r><w:t>Un encadré de formulaire.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p {0}><w:r><w:t>Autour.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Dans la boîte.</w:t></w:r>"
        "</w:p></w:txbxContent></w:pict></w:r></w:p>",
    ):
        document.element.body.insert(-1, parse_xml(inner.format(space)))
    inner = '<w:footnote w:id="2"><w:p><w:r><w:t>Rapport de mai.</w:t></w:r></w:p></w:footnote>'
    note = f"<w:footnotes {space}>{inner}</w:footnotes>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", note.encode(), document.part.package)
    document.part.relate_to(part, kind)
    buffer = io.BytesIO()
    document.save(buffer)
    (draft,) = read_docx(Source(write(tmp_path, "a.docx", buffer.getvalue()), "a.docx"))
    told = ["Le pont ferme.", "Un encadré de formulaire.", "Autour.", "Dans la boîte.", "Rapport de mai."]
    assert draft.text.split("\n\n") == told


def test_pdf_lines_are_joined_and_running_heads_left_out(tmp_path):
    body = [
        "La Gazette de Marvile",
        "Le pont de la vieille ville fermera ses deux voies same-",
        "di prochain et pour de bien longs mois de lourds travaux,",
        "annonce la mairie.",
        "Les riverains demandent un second passage en aval de la",
        "ville.",
    ]
    pages = [[*body, "1"], ["La Gazette de Marvile", "Rien n'est encore tranché à ce jour, dit-on au conseil.", "2"],
             ["La Gazette de Marvile", "Fin de la page.", "3"]]  # fmt: skip
    (draft,) = read_pdf(Source(write(tmp_path, "a.pdf", pdf_bytes(*pages)), "a.pdf"))
    assert (
        "fermera ses deux voies samedi prochain et pour de bien longs mois de lourds travaux, annonce la mairie."
        in draft.text
    )
    assert "Gazette" not in draft.text and draft.warnings[1].startswith("6 page numbers")
    assert draft.text.split("\n\n")[1].startswith("Les riverains demandent")


def _page(*rows: tuple[str, float, float, float], size: float = 10, page: int = 0) -> list[Line]:
    return [Line(text, left, right, base, size, page) for text, left, right, base in rows]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (_page(("La ligne Paris-", 0, 100, 30), ("Lyon est coupée.", 0, 80, 18)), "La ligne Paris- Lyon est coupée."),
        (_page(("Le porte-parole dit : le porte-", 0, 150, 30), ("parole.", 0, 30, 18)),
         "Le porte-parole dit : le porte-parole."),
        (_page(("Un.", 0, 100, 60), ("Deux.", 0, 100, 48), ("Trois.", 0, 100, 20)), "Un. Deux.\n\nTrois."),
        (_page(("Un.", 0, 100, 60), ("Deux.", 12, 100, 48)), "Un.\n\nDeux."),
        (_page(("Année", 0, 30, 60), ("Jours", 60, 90, 60), ("2019", 0, 20, 30)), "Année Jours\n\n2019"),
        (_page(("Une colonne qui", 0, 100, 12), ("se poursuit.", 120, 180, 60)), "Une colonne qui se poursuit."),
        ([*_page(("Titre", 0, 100, 60), size=18), *_page(("Le pont ferme.", 0, 100, 44))], "Titre\n\nLe pont ferme."),
    ],
)  # fmt: skip
def test_lines_of_a_page_join_by_where_they_stand(lines, text):
    assert join_lines(lines) == text


def test_a_number_inside_a_page_is_no_page_number():
    page = _page(*[(text, 0, 100, 90 - 12 * n) for n, text in enumerate(["Un", "Deux", "2019", "Trois", "Page 3/5"])])
    lines, dropped = leave_out_margins([page])
    assert [line.text for line in lines] == ["Un", "Deux", "2019", "Trois"] and dropped == 1


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
