"""Which module reads which file: by suffix, then by what the file's head shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dossier.readers import (
    europresse,
    factiva,
    html_page,
    iramuteq,
    json_lines,
    nexis,
    pdf,
    plain,
    tables,
    tei,
    word,
    workbook,
)
from dossier.readers.bibliography import is_metadata
from dossier.readers.draft import Reader, RefusedError, SkippedError, Source


@dataclass(frozen=True)
class Format:
    """A format by name; `read` is None for a bibliography, which gives no articles of its own."""

    name: str
    read: Reader | None


TEXT = Format("text", plain.read_text)
MARKDOWN = Format("Markdown", plain.read_text)
PAGE = Format("HTML page", html_page.read_page)
MHTML = Format("MHTML page", html_page.read_mhtml)
EUROPRESSE = Format("Europresse", europresse.read_europresse)
FACTIVA = Format("Factiva", factiva.read_factiva)
NEXIS = Format("LexisNexis", nexis.read_nexis)
NEXIS_TEXT = Format("LexisNexis text", nexis.read_nexis_text)
IRAMUTEQ = Format("IRaMuTeQ", iramuteq.read_iramuteq)
TEI = Format("TEI", tei.read_tei)
PDF = Format("PDF", pdf.read_pdf)
WORD = Format("Word", word.read_docx)
TABLE = Format("table", tables.read_table_file)
WORKBOOK = Format("spreadsheet", workbook.read_workbook)
JSON = Format("JSON", json_lines.read_json)
BIBLIOGRAPHY = Format("bibliography", None)

_BY_SUFFIX = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE,
    ".mhtml": MHTML, ".mht": MHTML, ".pdf": PDF, ".docx": WORD, ".csv": TABLE, ".tsv": TABLE, ".tab": TABLE,
    ".xlsx": WORKBOOK, ".xlsm": WORKBOOK, ".xls": WORKBOOK, ".ods": WORKBOOK, ".jsonl": JSON, ".ndjson": JSON,
    ".json": JSON, ".xml": TEI, ".tei": TEI, ".bib": BIBLIOGRAPHY, ".ris": BIBLIOGRAPHY, ".nbib": BIBLIOGRAPHY,
}  # fmt: skip
_ADVICE = {
    ".doc": "an old Word file: save it as .docx", ".rtf": "rich text: save it as .docx or .txt",
    ".odt": "an OpenDocument text: save it as .docx", ".zip": "an archive: unpack it first",
    ".epub": "a book: save it as HTML or text", ".fodt": "an OpenDocument text: save it as .docx",
    ".pages": "a Pages file: save it as .docx", ".rdf": "a Zotero RDF: export the library as CSL JSON, RIS or BibTeX",
}  # fmt: skip
_SIGNATURES = (
    (b"%PDF", ".pdf", "a PDF"), (b"PK\x03\x04", ".zip", "a zip or office file"), (b"\x89PNG", ".png", "a picture"),
    (b"\xff\xd8\xff", ".jpg", "a picture"), (b"GIF8", ".gif", "a picture"), (b"\x7fELF", ".elf", "a program"),
    (b"MZ\x90", ".exe", "a program"), (b"\x1f\x8b", ".gz", "an archive"),
    (b"\xd0\xcf\x11\xe0", ".doc", "an old office file"), (b"{\\rtf", ".rtf", "rich text"), (b"OggS", ".ogg", "a sound"),
    (b"ID3", ".mp3", "a sound"),
    (b"RIFF", ".wav", "a sound or film"), (b"SQLite format 3", ".db", "a data base"),
)  # fmt: skip
_OFFICE = {".docx", ".xlsx", ".xlsm", ".ods"}


def find_format(source: Source) -> Format:
    """
    Return the format of a file.

    Raises
    ------
    SkippedError
        If it is empty.
    RefusedError
        If no reader knows it, or its content is not what its suffix says.
    """
    if not source.head:
        raise SkippedError("empty")
    named = _BY_SUFFIX.get(source.suffix)
    seen = next(((suffix, what) for sign, suffix, what in _SIGNATURES if source.head.startswith(sign)), None)
    if seen and not _agree(source.suffix, seen[0]):
        if seen[0] == ".pdf":
            return PDF
        if source.suffix in _ADVICE and seen[0] in {".zip", ".doc", ".rtf"}:
            raise RefusedError(_ADVICE[source.suffix])
        raise RefusedError(f"{seen[1]}{', whatever its name says' if named else ''}: "
                           f"{_ADVICE.get(seen[0], 'not a text')}")  # fmt: skip
    if named is None and source.suffix in _ADVICE:
        raise RefusedError(_ADVICE[source.suffix])
    if named is None and source.suffix:
        raise RefusedError(f"{source.suffix} is not a format that is read: save it as text, HTML or a table")
    return _by_content(source, named or TEXT)


def _agree(suffix: str, seen: str) -> bool:
    return suffix == seen or (seen == ".zip" and suffix in _OFFICE) or (seen == ".doc" and suffix in {".xls", *_OFFICE})


def _by_content(source: Source, named: Format) -> Format:
    head = source.head
    if named in {PAGE, TEXT}:
        for known, format_ in ((europresse.is_europresse, EUROPRESSE), (nexis.is_nexis, NEXIS),
                               (factiva.is_factiva, FACTIVA)):  # fmt: skip
            if known(head) and (named is PAGE or b"<" in head[:200]):
                return format_
    if named is TEXT:
        return _by_opening(source)
    if named is TEI and not tei.is_tei(head) and b"<html" in head[:1000].lower():
        return PAGE
    return BIBLIOGRAPHY if named in {TABLE, JSON} and is_metadata(source) else named


def _by_opening(source: Source) -> Format:
    """What a text file is by its first lines."""
    opening = source.head[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html")):
        return PAGE
    if opening.startswith(b"ty  - "):
        return BIBLIOGRAPHY
    if iramuteq.is_iramuteq(source.decoded.text[:2000]):
        return IRAMUTEQ
    return NEXIS_TEXT if nexis.is_nexis_text(source.decoded.text[:5000]) else TEXT


def open_table(source: Source) -> Callable[[], Iterator[list[str]]]:
    """
    Return what reads the rows of any table, header first.

    Raises
    ------
    RefusedError
        If the file is not a table.
    """
    kind = find_format(source)
    if kind is WORKBOOK:
        return workbook.open_workbook(source)
    if kind is JSON:
        return json_lines.open_json(source)
    if kind in {TABLE, TEXT, BIBLIOGRAPHY}:
        return tables.open_csv(source)
    raise RefusedError(f"a table was wanted (CSV, TSV, XLSX, JSONL), and this is {kind.name}")
