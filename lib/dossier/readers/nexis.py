"""
Exports of LexisNexis: HTML and text of the classic interface, and the Word and text files of Nexis Uni.

What each shape was checked against stands in docs/formats.md.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

from dossier.readers.blocks import Block, iterate_blocks, join_blocks, tag_of
from dossier.readers.dates import read_date
from dossier.readers.draft import Draft, Reading, SkippedError, Source, Unusable
from dossier.readers.html_page import decode_html, parse_html
from dossier.readers.languages import language_code

_COUNT = re.compile(r"^\d+ (?:of|de|sur|von) \d+ (?:DOCUMENTS?|DOKUMENTE?N?)$", re.IGNORECASE)
_COUNT_LINE = re.compile(r"^[ \t]*\d+ (?:of|de|sur|von) \d+ (?:DOCUMENTS?|DOKUMENTE?N?)[ \t]*$", re.MULTILINE)
_SLUG = re.compile(
    r"^([A-ZÀ-Þ][A-ZÀ-Þ -]{2,28}|(?:Load-Date|Language|Publication-Type|Byline|Section|Length|Dateline|Highlight"
    r"|Graphic|Headline|Subject|Auteur|Rubrique|Longueur|Encart|Titre|Langue)):[ \u00a0]*(.*)$",
    re.DOTALL,
)
_AUTHOR = {"byline", "auteur", "autor"}
_LANGUAGE = {"language", "langue", "sprache"}
_BEFORE_TEXT = {"byline", "auteur", "section", "rubrique", "length", "longueur", "dateline", "headline", "titre",
                "highlight", "encart", "series", "autor", "lange"}  # fmt: skip
_HEADLINE = {"headline", "titre"}
_STANDFIRST = {"highlight", "encart"}
_COPYRIGHT = re.compile(r"^(?:Copyright|©)", re.IGNORECASE)


def is_nexis(head: bytes) -> bool:
    """Whether a file's head carries the marks of a LexisNexis HTML export."""
    return b"LXNComment" in head or (b"DOC_ID_0_" in head and b"DOCFULL" in head)


def read_nexis(source: Source) -> Reading:
    """
    Read every article of an HTML export.

    Raises
    ------
    SkippedError
        If the file holds none.
    """
    tree = parse_html(decode_html(source))
    blocks = [] if tree is None else list(_blocks(tree))
    starts = [n for n, block in enumerate(blocks) if _COUNT.match(block.text.strip())]
    if not starts:
        raise SkippedError("a LexisNexis page without documents")
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=True), start=1):
        draft = _read_document(blocks[start + 1 : stop])
        draft.part = f"document {number}"
        yield draft if draft.text.strip() else Unusable(draft.part, "skipped", "a document without text")


def is_nexis_text(text: str) -> bool:
    """
    Whether a text holds the count line of a document of the classic interface's text export.

    Examples
    --------
    >>> is_nexis_text("\\n\\n          1 of 10 DOCUMENTS\\n\\n       The Mail\\n"), is_nexis_text("1 of 10 documents.")
    (True, False)
    """
    return bool(_COUNT_LINE.search(text))


def read_nexis_text(source: Source) -> Reading:
    """Read every article of a text export, wrapped lines joined."""
    for number, document in enumerate(_COUNT_LINE.split(source.decoded.text)[1:], start=1):
        paragraphs = (" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", document))
        draft = _read_document([Block("text", words, html.Element("div")) for words in paragraphs if words])
        draft.part = f"document {number}"
        yield draft if draft.text.strip() else Unusable(draft.part, "skipped", "a document without text")


def _blocks(tree: Any) -> Iterator[Block]:
    """Blocks of the page; its line ends inside a paragraph are wrapping and become spaces, breaks stay."""
    yield from iterate_blocks(tree.find("body") if tree.find("body") is not None else tree)


def _group(block: Block) -> Any:
    """The ``div`` that holds a paragraph: one for each field, and one for the whole text."""
    element = block.element
    if element is not None and tag_of(element) != "div":
        element = next((a for a in element.iterancestors() if tag_of(a) == "div"), element)
    return element


def _read_document(blocks: list[Block]) -> Draft:
    draft = Draft("")
    slugs: dict[str, str] = {}
    texts: list[list[Block]] = []
    head: list[str] = []
    group: Any = None
    in_field = False
    for block in blocks:
        slug = _SLUG.match(block.text)
        new_group = _group(block) is not group
        group = _group(block)
        if slug and new_group:
            slugs.setdefault(slug[1].strip().casefold(), slug[2].strip())
            in_field = True
        elif in_field and not new_group:
            continue  # the rest of a field's own division
        elif _COPYRIGHT.match(block.text):
            in_field = True
        elif not slugs:
            head.append(block.text)
        elif new_group or not texts:
            texts.append([block])
            in_field = False
        else:
            texts[-1].append(block)
    standfirst = [Block("text", slugs[name]) for name in _STANDFIRST if slugs.get(name)]
    draft.text = join_blocks([*standfirst, *(block for part in texts for block in part)])
    _fill(draft, head, slugs)
    return draft


def _fill(draft: Draft, head: list[str], slugs: dict[str, str]) -> None:
    dated = next((n for n, line in enumerate(head) if read_date(line).value), None)
    title = next((slugs[name] for name in _HEADLINE if slugs.get(name)), "")
    if dated is not None:
        draft.fields["published"] = read_date(head[dated]).value
        title = title or " ".join(head[dated + 1 : dated + 2]).replace("\n", " ")
    outlet = head[0].split("\n")[0] if head and dated != 0 else ""
    author = next((slugs[name] for name in _AUTHOR if slugs.get(name)), "")
    lang = next((language_code(re.split(r"[;,]", slugs[name])[0]) for name in _LANGUAGE if slugs.get(name)), "")
    draft.fields |= {k: v for k, v in {"title": title.strip(), "outlet": outlet, "lang": lang}.items() if v}
    if author:
        draft.remark(f"author: {re.sub(r'^(?:By|Par) ', '', author)}")


def is_nexis_lines(lines: Iterable[str]) -> bool:
    """Whether lines of a document look like Nexis Uni: a ``Body`` line and an ``End of Document``."""
    stripped = {line.strip() for line in lines}
    return "Body" in stripped and "End of Document" in stripped


def read_nexis_lines(lines: list[str]) -> Iterator[Draft]:
    """Read the documents of a Nexis Uni export from its lines; each ends in ``End of Document``."""
    document: list[str] = []
    number = 0
    for line in [*lines, "End of Document"]:
        if line.strip() != "End of Document":
            document.append(line.strip())
            continue
        kept, document = [entry for entry in document if entry], []
        if "Body" in kept:
            number += 1
            yield _read_lines(kept, number)


def _read_lines(lines: list[str], number: int) -> Draft:
    at = lines.index("Body")
    stop = next((n for n, line in enumerate(lines) if n > at and re.match(r"Load-Date:|Classification$", line)), None)
    draft = Draft("\n\n".join(lines[at + 1 : stop]), part=f"document {number}")
    head = [line for line in lines[:at] if not _COPYRIGHT.match(line)]
    slugs = {m[1].casefold(): m[2] for line in head if (m := _SLUG.match(line))}
    plain = [line for line in head if not _SLUG.match(line)]
    dated = next((n for n, line in enumerate(plain) if n and read_date(line).value), None)
    if dated is not None and dated >= 2:
        _fill(draft, [plain[dated - 1], plain[dated], plain[0]], slugs)
    else:
        _fill(draft, [], slugs | {"headline": plain[0] if plain else ""})
    return draft
