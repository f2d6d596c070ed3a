"""
HTML exports of Factiva (Dow Jones): several articles a file.

Two shapes: a table of field codes (HD, PD, SN, LP, TD …: "full article plus indexing"), and plain
``div`` lines. The table was checked against the test file of tm.plugin.factiva; the lines against the
selectors of the R package newspapers only.
"""

import re
from typing import Any

from dossier.readers.blocks import iterate_blocks, join_blocks, tag_of, tidy
from dossier.readers.dates import read_date
from dossier.readers.draft import Draft, Reading, SkippedError, Source, Unusable
from dossier.readers.html_page import decode_html, parse_html
from dossier.readers.languages import language_code

_TEXT_FIELDS = ("LP", "TD")
_LENGTH = re.compile(r"^[\d\s.,\u00a0\u202f]+\s*(?:words|mots|wörter|palabras|parole|palavras)$", re.IGNORECASE)
_DOCUMENT = re.compile(r"Document\s+(\w{10,})")


def is_factiva(head: bytes) -> bool:
    """Whether a file's head says that Factiva wrote it."""
    return b"<title>Factiva" in head or b"articleParagraph" in head or b"Dow Jones Factiva" in head


def read_factiva(source: Source) -> Reading:
    """
    Read every article of an export.

    Raises
    ------
    SkippedError
        If the file holds none.
    """
    tree = parse_html(decode_html(source))
    articles = [] if tree is None else _articles(tree)
    if not articles:
        raise SkippedError("a Factiva page without articles")
    for n, element in enumerate(articles, start=1):
        fields = _coded_fields(element)
        draft = _from_fields(fields) if fields else _from_lines(element)
        draft.part = f"document {n}"
        yield draft if draft.text.strip() else Unusable(draft.part, "skipped", "a document without text")


def _articles(tree: Any) -> list[Any]:
    found = [e for e in tree.iter("div") if re.search(r"\barticle\b|Article\b", e.get("class") or "")]
    chosen = set(found)
    return [e for e in found if not any(ancestor in chosen for ancestor in e.iterancestors())]


def _coded_fields(article: Any) -> dict[str, Any]:
    """Field codes of an article with their cells; empty for an article without a table of codes."""
    fields: dict[str, Any] = {}
    for row in article.iter("tr"):
        cells = [child for child in row if tag_of(child) in {"td", "th"}]
        if len(cells) == 2:
            code = tidy(cells[0].text_content()).strip()
            if re.fullmatch(r"[A-Z]{2,3}", code):
                fields.setdefault(code, cells[1])
    return fields if "HD" in fields or "TD" in fields else {}


def _from_fields(cells: dict[str, Any]) -> Draft:
    draft = Draft(join_blocks(b for code in _TEXT_FIELDS if code in cells for b in iterate_blocks(cells[code])))
    words = {code: tidy(cell.text_content()).replace("\n", " ").strip() for code, cell in cells.items()}
    _fill(draft, title=words.get("HD", ""), outlet=words.get("SN", ""), date=words.get("PD", ""),
          lang=words.get("LA", ""), author=words.get("BY", ""), document=words.get("AN", ""))  # fmt: skip
    return draft


def _from_lines(article: Any) -> Draft:
    paragraphs = [e for e in article.iter("p") if "articleParagraph" in (e.get("class") or "")]
    draft = Draft(join_blocks(b for p in paragraphs for b in iterate_blocks(p)))
    heads = [e for e in article.iter() if tag_of(e) and re.search(r"Headline\b", e.get("class") or "")]
    lines = [tidy(e.text_content()).replace("\n", " ") for e in article.iter("div") if not e.attrib]
    lines = [line for line in lines if line]
    length = next((n for n, line in enumerate(lines) if _LENGTH.match(line)), None)
    after = lines[length + 1 :] if length is not None else []
    date = next((line for line in after[:4] if read_date(line).value), "")
    others = [line for line in after if line != date and not re.fullmatch(r"\d\d:\d\d", line)]
    author = next((tidy(e.text_content()) for e in article.iter("div") if (e.get("class") or "") == "author"), "")
    lang = next((line for line in others if language_code(line) and len(line) > 2), "")
    _fill(draft, title=tidy(heads[0].text_content()) if heads else "", outlet=others[0] if others else "", date=date,
          lang=lang, author=author, document=tidy(article.text_content()))  # fmt: skip
    return draft


def _fill(draft: Draft, *, title: str, outlet: str, date: str, lang: str, author: str, document: str) -> None:
    reading = read_date(date)
    stated = {"title": title, "outlet": outlet, "published": reading.value, "lang": language_code(lang)}
    draft.fields |= {name: value for name, value in stated.items() if value}
    if reading.warning:
        draft.warnings.append(reading.warning)
    if author:
        draft.remark(f"author: {author.removeprefix('By ').removeprefix('Par ')}")
    number = _DOCUMENT.search(document)
    if number:
        draft.remark(f"Factiva {number[1]}")
