"""PDF, by pypdfium2: the text layer, its lines joined to paragraphs. No recognition of scanned pages."""

import re
import statistics
from collections.abc import Iterable

from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source

_PAGE_NUMBER = re.compile(r"^\s*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?\s*$", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?…:»”\"')\]]\s*$")
_HEADING = re.compile(r"[A-ZÀ-Þ«“\"].*[^-,;]$")
_SHORT = 0.75  # part of a usual line below which a line ends its paragraph
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
        pages = [page.get_textpage().get_text_range() for page in document]
        title = str(document.get_metadata_value("Title") or "")
    finally:
        document.close()
    text, dropped = join_lines(pages)
    if not text.strip():
        raise SkippedError("a PDF without a text layer: run text recognition (OCR) first")
    draft = Draft(text, warnings=["from PDF: lines were joined to paragraphs, check the reading order"])
    if dropped:
        draft.warnings.append(f"{dropped} page numbers and running heads left out")
    if len(title.split()) > 1 and not re.search(r"\.\w{2,4}$|^Microsoft Word", title):
        draft.infer("title", title.strip())
    yield draft


def join_lines(pages: Iterable[str]) -> tuple[str, int]:
    """
    Join the lines of pages to paragraphs; return the text and the number of lines left out.

    A line that does not fill its measure and closes a sentence ends a paragraph; a hyphen before a small
    letter is undone; page numbers, and first or last lines that recur on most pages, are left out.

    Examples
    --------
    >>> join_lines(["Le pont fermera same-\\ndi pour de longs mois.\\n1"])
    ('Le pont fermera samedi pour de longs mois.', 1)
    """
    split = [_unhyphenated(page.replace("\r\n", "\n").replace("\r", "\n")).split("\n") for page in pages]
    recurring = _recurring(split)
    lines, dropped = [], 0
    for page in split:
        for line in (entry.strip() for entry in page):
            if line and (_PAGE_NUMBER.match(line) or line in recurring):
                dropped += 1
            else:
                lines.append(line)
    return _paragraphs(lines), dropped


def _unhyphenated(page: str) -> str:
    """
    Join words that were broken at a line's end; a hyphen stays where the page writes the word with one elsewhere.

    pdfium marks such a hyphen with U+0002 or U+FFFE, and sometimes leaves it as it is.
    """
    whole = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", page.casefold()))

    def join(found: re.Match[str]) -> str:
        return f"{found[1]}-{found[2]}" if f"{found[1]}-{found[2]}".casefold() in whole else found[1] + found[2]

    page = re.sub(r"([^\W\d_]+)(?:[\x02\ufffe]\n?|[-\u00ad]\n)([a-zß-öø-ÿœ]+)", join, page)
    return re.sub("[\x02\ufffe]", "-", page)


def _recurring(pages: list[list[str]]) -> set[str]:
    counts: dict[str, int] = {}
    for page in pages:
        kept = [line.strip() for line in page if line.strip()]
        for line in {*kept[:1], *kept[-1:]}:
            counts[line] = counts.get(line, 0) + 1
    return {line for line, n in counts.items() if n >= 3 and n > len(pages) / 2}


def _paragraphs(lines: list[str]) -> str:
    widths = [len(line) for line in lines if len(line) > 20]
    usual = statistics.median(widths) if widths else 60
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        current = f"{current} {line}".strip() if line else _close(paragraphs, current)
        ends = len(line) < _SHORT * usual and (_CLOSED.search(line) or (line == current and _HEADING.match(line)))
        if line and ends:
            current = _close(paragraphs, current)
    _close(paragraphs, current)
    return "\n\n".join(paragraphs)


def _close(paragraphs: list[str], current: str) -> str:
    if current:
        paragraphs.append(re.sub(r"[ \t]{2,}", " ", current))
    return ""
