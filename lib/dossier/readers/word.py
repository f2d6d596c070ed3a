"""Word files (.docx), by python-docx: paragraphs, headings, lists and tables in order."""

import io
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from lxml import etree

from dossier.readers.blocks import Block, join_blocks, tidy
from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source
from dossier.readers.nexis import is_nexis_lines, read_nexis_lines
from dossier.readers.office import check_office_zip

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = {_W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_NOT_SHOWN = {_W + name for name in ("del", "moveFrom", "txbxContent", "rPr", "pPr")} | {_MC + "Fallback"}
_SIGNS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "\u2011"}

_NO_TITLES = {"Word Document", "Document Word", "Document1", "Document 1"}  # what programs write where nobody did


def read_docx(source: Source) -> Reading:
    """
    Read a Word file as one article; a Nexis Uni export as several.

    Raises
    ------
    RefusedError
        If python-docx is not installed, or the file is damaged, encrypted or a zip bomb.
    SkippedError
        If it holds no text.
    """
    check_office_zip(source)
    try:
        import docx
    except ImportError:
        raise RefusedError("reading .docx needs python-docx: pip install 'dossier[formats]'") from None
    try:
        document = docx.Document(io.BytesIO(source.data))
        blocks = list(_blocks(document))
    except Exception as fault:
        # python-docx raises KeyError, ValueError, XMLSyntaxError and more on broken packages.
        raise RefusedError(f"not a Word file that can be read ({type(fault).__name__}): save it again") from None
    if not blocks:
        raise SkippedError("a Word file without text (are its words in pictures or text boxes?)")
    lines = [line for block in blocks for line in block.text.split("\n")]
    if is_nexis_lines(lines):
        yield from read_nexis_lines(lines)
        return
    draft = Draft(join_blocks(blocks))
    title = tidy(document.core_properties.title or "")
    title = "" if title in _NO_TITLES else title
    styled = next((b.text for b in blocks if b.element == "Title"), "")
    if styled or title:
        draft.fields["title"] = styled or title
    yield draft


def _blocks(document: Any) -> Iterator[Block]:
    """Blocks of the body in order, then notes: a reader that passes them over would lose words silently."""
    yield from _body_blocks(document.element.body, document)
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            notes = etree.fromstring(relation.target_part.blob, parser=etree.XMLParser(resolve_entities=False))
            for note in notes:
                text = tidy("\n".join(filter(None, map(_words, note.iter(_W + "p")))))
                if text:
                    yield Block("text", text, "note")


def _body_blocks(parent: Any, document: Any) -> Iterator[Block]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for child in parent:
        if child.tag == _W + "p":
            paragraph = Paragraph(child, document._body)
            style = str(paragraph.style.name) if paragraph.style is not None else ""
            if text := tidy(_words(child)):
                yield Block(_kind(style, paragraph), text, style)
            for box in child.iter(_W + "txbxContent"):
                if not _lies_in(box, child, {_MC + "Fallback"}):
                    yield from _body_blocks(box, document)
        elif child.tag == _W + "tbl":
            yield from _rows(Table(child, document._body))
        elif child.tag in _WRAPPERS:
            yield from _body_blocks(child, document)


def _words(paragraph: Any) -> str:
    """Words of a paragraph as they stand with all changes accepted; those of a box in it are not its own."""
    parts = []
    for element in paragraph.iter(_W + "t", _W + "tab", _W + "br", _W + "cr", _W + "noBreakHyphen"):
        if not _lies_in(element, paragraph, _NOT_SHOWN):
            parts.append(element.text or "" if element.tag == _W + "t" else _SIGNS[element.tag])
    return "".join(parts)


def _lies_in(element: Any, top: Any, tags: set[str]) -> bool:
    return any(a.tag in tags for a in takewhile(lambda a: a is not top, element.iterancestors()))


def _kind(style: str, paragraph: Any) -> str:
    if style == "Title" or style.startswith(("Heading", "Titre")):
        return "heading"
    listed = style.startswith("List") or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None)
    return "bullet" if listed else "text"


def _rows(table: Any) -> Iterator[Block]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:  # a merged cell is given once for each column it spans
            text = tidy(" ".join(map(_words, cell._tc.iter(_W + "p")))).replace("\n", " ")
            if text and (not cells or cells[-1] != text):
                cells.append(text)
        if cells:
            yield Block("row" if len(cells) > 1 else "text", " | ".join(cells))
