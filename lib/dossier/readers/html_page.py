"""
Saved web pages: trafilatura finds the article; headings, quotations, lists, rows and posts it lost come back.

Where trafilatura finds nothing, all visible text is taken, and the draft says so. Checked on pages
saved by browsers and on the parser bombs of the test suite.
"""

import email
import email.policy
import json
import re
from html import unescape
from typing import Any

from lxml import etree, html

from dossier.readers.blocks import Block, is_hidden, iterate_blocks, join_blocks, tag_of, tidy
from dossier.readers.dates import read_date
from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source
from dossier.readers.encoding import decode_bytes
from dossier.readers.languages import language_code
from dossier.readers.page_parts import mark_posts, open_items, restore_lost

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+?) -->")
_FEWEST = 200  # characters below which an extraction is compared with the visible text


def parse_html(text: str) -> Any:
    """
    Parse a page, however broken; None where there is no element in it.

    Never loads anything and never expands an entity beyond HTML's own.
    """
    try:
        parser = html.HTMLParser(no_network=True, huge_tree=False, remove_pis=True)
        return html.document_fromstring(_DECLARATION.sub("", text.replace("\0", "")), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def decode_html(source: Source) -> str:
    """
    Text of an HTML file: as any text, except that a charset the page declares wins over a guess.

    Raises
    ------
    NotTextError
        If the file is not a text.
    """
    decoded = decode_bytes(source.data)
    declared = _CHARSET.search(source.head[:4096])
    if decoded.encoding in {"cp1252", "mac_roman", "cp850", "iso8859-15"} and declared:
        named = declared[1].decode("ascii").lower()
        if named in {"iso-8859-15", "macintosh", "windows-1250", "iso-8859-2"}:
            return source.data.decode(named, "replace").replace("\r\n", "\n")
    return decoded.text


def read_page(source: Source) -> Reading:
    """Read one saved page as one article."""
    yield read_html(decode_html(source), source)


def read_mhtml(source: Source) -> Reading:
    """Read a page saved as a single file (``.mhtml``): the first HTML part is the page."""
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                draft = read_html(decode_bytes(data).text, source)
                address = str(message.get("Snapshot-Content-Location", "")) or str(part.get("Content-Location", ""))
                if address.startswith("http") and not draft.get("url"):
                    draft.fields["url"] = address
                yield draft
                return
    raise RefusedError("an MHTML file without an HTML part: save the page again")


def read_html(text: str, source: Source | None = None) -> Draft:
    """
    Read the text of a page.

    Raises
    ------
    SkippedError
        If the page shows no text.

    Examples
    --------
    >>> page = "<html><body><article><h1>Le pont</h1><p>" + "La mairie ferme le pont samedi. " * 12 + "</p>"
    >>> read_html(page).text[:40]
    'Le pont\\n\\nLa mairie ferme le pont samedi.'
    """
    tree = parse_html(text)
    body = tree.find("body") if tree is not None else None
    if tree is None or body is None:
        raise SkippedError("a page without any element")
    mark_posts(tree)
    open_items(tree)
    draft = Draft("")
    read_metadata(tree, text, draft)
    draft.text = join_blocks(_article_blocks(tree, body, draft)) or _stripped(text, draft)
    if not draft.text.strip():
        raise SkippedError("the page shows no text (is it written by a script?)")
    if source is not None:
        source.notes.append("read by trafilatura" if not draft.warnings else "read as visible text")
    return draft


def _article_blocks(tree: Any, body: Any, draft: Draft) -> list[Block]:
    found, extracted = _extract(tree)
    visible = list(iterate_blocks(body))
    size, whole = _length(found), _length(visible)
    if not found or (size < _FEWEST and whole > 5 * size):
        draft.warnings.append("no article was found on the page: all visible text was taken, menus included")
        return visible
    for name, value in extracted.items():
        draft.infer(name, value)
    return restore_lost(found, body)


def _stripped(text: str, draft: Draft) -> str:
    """Text of a page too broken to parse (boxes nested by the thousand): what is left without its tags."""
    bare = re.sub(r"(?is)<(script|style|head|template|noscript)\b.*?</\1\s*>|<!--.*?-->", " ", text)
    words = tidy(unescape(re.sub(r"<[^<>]*>", "\n", bare)))
    if words:
        draft.warnings[:] = ["the page could not be parsed: all its words were taken"]
    return words


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _extract(tree: Any) -> tuple[list[Block], dict[str, str]]:
    import trafilatura

    page: Any
    try:
        page = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, favor_recall=False, with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (ValueError, RecursionError, etree.LxmlError):
        page = None
    if page is None or page.body is None:
        return [], {}
    date = read_date(page.date or "").value
    guessed = {"title": page.title or "", "outlet": page.sitename or "", "published": date, "url": page.url or ""}
    return list(iterate_blocks(page.body, keep_heads=True)), guessed


def read_metadata(tree: Any, text: str, draft: Draft) -> None:
    """Fill what the page states of itself: Open Graph and other meta tags, JSON-LD, canonical address, language."""
    meta = _meta_tags(tree)
    linked = _linked_data(tree)
    saved = _SAVED_FROM.search(text[:2000])
    canonical = next((str(link.get("href") or "") for link in tree.iter("link") if link.get("rel") == "canonical"), "")
    stated = {
        "title": meta.get("og:title") or linked.get("headline") or _title_tag(tree),
        "outlet": meta.get("og:site_name") or linked.get("publisher") or "",
        "url": next((u for u in (canonical, meta.get("og:url", ""), saved[1] if saved else "") if _is_url(u)), ""),
        "lang": language_code(tree.get("lang") or meta.get("og:locale", "") or tree.get("xml:lang") or ""),
    }
    draft.fields |= {name: tidy(value).replace("\n", " ") for name, value in stated.items() if value}
    dated = meta.get("article:published_time") or linked.get("datePublished") or meta.get("citation_publication_date")
    reading = read_date(dated or meta.get("dc.date", "") or meta.get("date", ""))
    if reading.value:
        draft.fields["published"] = reading.value
    author = linked.get("author") or meta.get("author") or meta.get("article:author", "")
    if author and not _is_url(author):
        draft.remark(f"author: {tidy(author)}")


def _meta_tags(tree: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if name and tag.get("content"):
            tags.setdefault(name, tag.get("content").strip())
    return tags


def _title_tag(tree: Any) -> str:
    headings = [h for h in tree.iter("h1") if not is_hidden(h)]
    if len(headings) == 1 and tidy(headings[0].text_content()):
        return tidy(headings[0].text_content())
    title = next((t for t in tree.iter("title") if tag_of(t.getparent()) != "svg"), None)
    return tidy(title.text_content()) if title is not None else ""


def _linked_data(tree: Any) -> dict[str, str]:
    """Headline, datePublished, author and publisher of the page's JSON-LD, from the first item that has a headline."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or len(script.text or "") > 500_000:
            continue
        try:
            loaded = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        items = loaded.get("@graph", [loaded]) if isinstance(loaded, dict) else loaded
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and "headline" in item and "datePublished" in item:
                return {key: _name(item.get(key)) for key in ("headline", "datePublished", "author", "publisher")}
    return {}


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:5])))
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() if isinstance(value, str) else ""


def _is_url(value: str) -> bool:
    return value.lower().startswith(("http://", "https://"))
