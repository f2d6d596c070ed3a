"""
HTML exports of Europresse (Eureka, Cedrom-SNi): several articles a file.

Two shapes: an ``<article>`` each with header, section and footer (since about 2015), and a table each
with everything in one cell (before). Shapes checked against the test files of tm.plugin.europresse
(both) and the class names that public converters of 2019 to 2025 read.
"""

import re
from typing import Any

from dossier.readers.blocks import Block, iterate_blocks, join_blocks, tag_of, tidy
from dossier.readers.dates import read_date
from dossier.readers.draft import Draft, Reading, SkippedError, Source, Unusable
from dossier.readers.html_page import decode_html, parse_html

_SIGNS = re.compile(rb"DocPublicationName|titreArticleVisu|publiC_lblNodoc|cedrom-sni", re.IGNORECASE)
_NUMBER = re.compile(r"(?:news|pub|web|mag|avis)?[·.](20\d{6}|19\d{6})[·.][\w·.]+")
_TAIL = re.compile(r"^(?:©|Numéro de document|Document number|Tous droits réservés|Ce certificat est émis)")


def is_europresse(head: bytes) -> bool:
    """Whether a file's head carries the class names of an Europresse export."""
    return len(set(_SIGNS.findall(head))) >= 2 or b"cedrom-sni.com" in head


def read_europresse(source: Source) -> Reading:
    """
    Read every article of an export.

    Raises
    ------
    SkippedError
        If the file holds none.
    """
    tree = parse_html(decode_html(source))
    articles = [] if tree is None else (list(tree.iter("article")) or _old_tables(tree))
    if not articles:
        raise SkippedError("an Europresse page without articles")
    for n, element in enumerate(articles, start=1):
        draft = _read_new(element) if tag_of(element) == "article" else _read_old(element)
        draft.part = f"document {n}"
        yield draft if draft.text.strip() else Unusable(draft.part, "skipped", "a document without text")


def _by_class(element: Any, *names: str) -> list[Any]:
    wanted = {name.casefold() for name in names}
    return [e for e in element.iter() if wanted & set((e.get("class") or "").casefold().split())]


def _words(elements: list[Any]) -> str:
    return tidy(" ".join(e.text_content() for e in elements).replace("\n", " "))


def _outlet(elements: list[Any]) -> str:
    """Name of the publication without edition, number or site remark: the words before a comma or a wide gap."""
    if not elements:
        return ""
    written = next((t.strip() for t in elements[0].itertext() if t.strip()), "")
    return tidy(re.split(r",|\s{2,}|\(site", written)[0])


def _read_new(article: Any) -> Draft:
    header = next((e for e in article.iter("header")), article)
    body = _by_class(article, "DocText") or list(article.iter("section")) or _by_class(article, "docOcurrContainer")
    left_out = list(article.iter("header", "footer", "aside")) + _by_class(article, "apd-wrapper", "divPubliC")
    draft = Draft(join_blocks(block for e in _outermost(body) for block in iterate_blocks(e, skip=left_out)))
    title = _by_class(header, "titreArticleVisu") or _by_class(header, "rdp__articletitle", "titreArticle")
    above = _by_class(header, "rdp__subtitle")
    author = _words(_by_class(header, "docAuthors", "sm-margin-bottomNews")) or _line_after_title(header)
    _fill(draft, article, title=_words(title), author=author)
    if above:
        draft.text = f"{_words(above)}\n\n{draft.text}"
    return draft


def _line_after_title(header: Any) -> str:
    """Author line of the shape of 2015: a bare ``div`` behind the title."""
    for title in _by_class(header, "titreArticle"):
        after = title.getnext()
        if after is not None and tag_of(after) == "div" and not after.get("class"):
            return tidy(after.text_content())
    return ""


def _outermost(elements: list[Any]) -> list[Any]:
    chosen = set(elements)
    return [e for e in elements if not any(ancestor in chosen for ancestor in e.iterancestors())]


def _old_tables(tree: Any) -> list[Any]:
    names = _by_class(tree, "DocPublicationName")
    cells = [next((a for a in name.iterancestors() if tag_of(a) == "td"), None) for name in names]
    return [cell for cell in cells if cell is not None]


def _read_old(cell: Any) -> Draft:
    """One cell holds it all: the text runs from behind the title to the copyright line."""
    title = _by_class(cell, "TitreArticleVisu")
    blocks = list(iterate_blocks(cell, skip=list(cell.iter("table"))))
    lines = [line for block in blocks for line in block.text.split("\n")]
    heading = _words(title)
    start = next((n for n, line in enumerate(lines) if heading and line.strip() == heading), -1)
    stop = next((n for n, line in enumerate(lines) if n > start and _TAIL.match(line.strip())), len(lines))
    body = lines[start + 1 : stop]
    author = body[0] if len(body) > 1 and _is_name(body[0]) else ""
    draft = Draft(join_blocks(Block("text", line) for line in (body[1:] if author else body)))
    _fill(draft, cell, title=heading, author=author)
    return draft


def _is_name(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= 5 and not line.endswith((".", "?", "!", ":")) and all(w[:1].isupper() for w in words)


def _fill(draft: Draft, element: Any, *, title: str, author: str) -> None:
    header = _words(_by_class(element, "DocHeader"))
    number = _NUMBER.search(" ".join(element.itertext()))
    date = read_date(header).value or (read_date(number[1]).value if number else "")
    outlet = _outlet(_by_class(element, "DocPublicationName", "rdp__DocPublicationName"))
    draft.fields |= {k: v for k, v in {"title": title, "outlet": outlet, "published": date}.items() if v}
    if header and not read_date(header).value and not date:
        draft.warnings.append(read_date(header).warning)
    if author:
        draft.remark(f"author: {author}")
    if number:
        draft.remark(f"Europresse {number[0]}")
