"""Word files (.docx), by python-docx: paragraphs, headings, lists and tables in order."""

import io
from collections.abc import Iterator
from typing import Any

from dossier.readers.blocks import Block, join_blocks, tidy
from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source
from dossier.readers.nexis import is_nexis_lines, read_nexis_lines
from dossier.readers.office import check_office_zip


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
    styled = next((b.text for b in blocks if b.element == "Title"), "")
    if styled or title:
        draft.fields["title"] = styled or title
    yield draft


def _blocks(document: Any) -> Iterator[Block]:
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            yield from _rows(item)
            continue
        text = tidy(item.text)
        style = str(item.style.name) if item.style is not None else ""
        if text:
            yield Block(_kind(style, item), text, style)


def _kind(style: str, paragraph: Any) -> str:
    if style == "Title" or style.startswith(("Heading", "Titre")):
        return "heading"
    listed = style.startswith("List") or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None)
    return "bullet" if listed else "text"


def _rows(table: Any) -> Iterator[Block]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:  # a merged cell is given once for each column it spans
            text = tidy(cell.text).replace("\n", " ")
            if text and (not cells or cells[-1] != text):
                cells.append(text)
        if cells:
            yield Block("row" if len(cells) > 1 else "text", " | ".join(cells))
