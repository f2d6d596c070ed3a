"""
TEI XML: the header's bibliographic facts and the body's text; a ``teiCorpus`` gives several articles.

Element names follow the TEI P5 Guidelines. Entities are never expanded and nothing is loaded.
"""

import re
from typing import Any

from lxml import etree

from dossier.readers.blocks import iterate_blocks, join_blocks, tag_of, tidy
from dossier.readers.dates import read_date
from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source, Unusable
from dossier.readers.languages import language_code

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LEFT_OUT = ("note", "fw", "figDesc", "del", "front", "back", "teiHeader")
_EMPTY = {"pb", "cb", "gb", "milestone", "anchor"}


def is_tei(head: bytes) -> bool:
    """Whether a file's head opens a TEI document."""
    return bool(re.search(rb"<(?:\w+:)?(?:TEI|teiCorpus|TEI\.2)[\s>]", head[:20_000]))


def read_tei(source: Source) -> Reading:
    """
    Read every text of a TEI file.

    Raises
    ------
    RefusedError
        If it is not well-formed (with the line), declares entities, or is not TEI.
    SkippedError
        If it holds no text.
    """
    if b"<!ENTITY" in source.head:
        raise RefusedError("declares XML entities, which are never expanded: remove them")
    if not is_tei(source.head):
        raise RefusedError("XML that is not TEI: save it as text, HTML or a table")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_pis=True, remove_comments=True)  # fmt: skip
    try:
        root = etree.fromstring(source.data, parser=parser)
    except etree.XMLSyntaxError as fault:
        raise RefusedError(f"line {fault.lineno}: not well-formed XML ({fault.msg})") from None
    documents = [e for e in root.iter() if tag_of(e) in {"tei", "tei.2"}]
    if not documents:
        raise SkippedError("a TEI file without a text")
    for n, document in enumerate(documents, start=1):
        part = f"document {n}" if len(documents) > 1 else ""
        draft = _read_document(document, part)
        yield draft if draft.text.strip() else Unusable(part, "skipped", "a TEI text without words")


def _read_document(document: Any, part: str) -> Draft:
    body = next((e for e in document.iter() if tag_of(e) == "body"), None)
    draft = Draft("", part=part)
    if body is not None:
        left_out = [e for e in body.iter() if tag_of(e) in {name.lower() for name in _LEFT_OUT}]
        draft.text = join_blocks(iterate_blocks(body, skip=left_out, keep_heads=True))
    header = next((e for e in document if tag_of(e) == "teiheader"), None)
    identifier = document.get(_ID) or ""
    if identifier:
        draft.fields["id"] = identifier
    if header is not None:
        _read_header(header, draft)
    lang = language_code(document.get(_LANG) or "")
    if lang and not draft.get("lang"):
        draft.fields["lang"] = lang
    return draft


def _read_header(header: Any, draft: Draft) -> None:
    source = _first(header, "sourcedesc")
    place = source if source is not None and _text(source, "title") else header
    titles = [e for e in place.iter() if tag_of(e) == "title" and tidy("".join(e.itertext()))]
    own = [e for e in titles if e.get("level") in {"a", None, "m"}]
    journal = [e for e in titles if e.get("level") in {"j", "s"}]
    main = own[0] if own else _first(header, "title")
    publisher = _text(source, "publisher") if source is not None else ""
    stated = {
        "title": _words(main),
        "outlet": _words(journal[0]) if journal else publisher or _text(header, "publisher"),
        "url": next((u for u in _addresses(header) if u.startswith(("http://", "https://"))), ""),
        "lang": language_code(next((e.get("ident") or "" for e in header.iter() if tag_of(e) == "language"), "")),
    }
    draft.fields |= {name: value for name, value in stated.items() if value}
    for block in (source, _first(header, "publicationstmt")):
        for date in [e for e in block.iter() if tag_of(e) == "date"] if block is not None else []:
            reading = read_date(date.get("when") or _words(date))
            if reading.value and not draft.get("published"):
                draft.fields["published"] = reading.value
    author = _text(place, "author") or _text(header, "author")
    if author:
        draft.remark(f"author: {author}")


def _addresses(header: Any) -> list[str]:
    return [e.get("target") or _words(e) for e in header.iter() if tag_of(e) in {"idno", "ref", "ptr"}]


def _first(element: Any, name: str) -> Any:
    return next((e for e in element.iter() if tag_of(e) == name), None)


def _text(element: Any, name: str) -> str:
    return _words(_first(element, name))


def _words(element: Any) -> str:
    return "" if element is None else tidy("".join(element.itertext()).replace("\n", " "))
