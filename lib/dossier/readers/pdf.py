"""PDF, by pypdfium2: the text layer, its lines joined to paragraphs. No recognition of scanned pages."""

import re

from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source
from dossier.readers.pdf_lines import join_lines, leave_out_margins, read_lines

_MOST_PAGES = 2_000


def read_pdf(source: Source) -> Reading:
    """
    Read a PDF as one article.

    Raises
    ------
    RefusedError
        If pypdfium2 is not installed, or the file is damaged or wants a password.
    SkippedError
        If it has no text layer.
    """
    try:
        import pypdfium2
    except ImportError:
        raise RefusedError("reading .pdf needs pypdfium2: pip install 'dossier[formats]'") from None
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as fault:
        reason = "it wants a password" if "assword" in str(fault) else "it is damaged"
        raise RefusedError(f"the PDF cannot be opened: {reason}") from None
    try:
        if len(document) > _MOST_PAGES:
            raise RefusedError(f"{len(document)} pages: a document of at most {_MOST_PAGES} is read; split it")
        pages = [list(read_lines(page, n)) for n, page in enumerate(document)]
        title = str(document.get_metadata_value("Title") or "")
    finally:
        document.close()
    lines, dropped = leave_out_margins(pages)
    text = join_lines(lines)
    if not text.strip():
        raise SkippedError("a PDF without a text layer: run text recognition (OCR) first")
    draft = Draft(text, warnings=["from PDF: lines were joined to paragraphs, check the reading order"])
    if dropped:
        draft.warnings.append(f"{dropped} page numbers and running heads left out")
    if len(title.split()) > 1 and not re.search(r"\.\w{2,4}$|^Microsoft Word", title):
        draft.infer("title", title.strip())
    yield draft
