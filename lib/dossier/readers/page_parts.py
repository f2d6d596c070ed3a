"""Parts of a page that extraction loses: embedded posts, headings, quotations, list items, table rows."""

import re
from typing import Any

from lxml import html

from dossier.readers.blocks import Block, iterate_blocks, tag_of, tidy
from dossier.readers.slugs import fold

_POST = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post|"
                   r"threads-post|text-post-media|reddit-embed|socialNetworkPost", re.IGNORECASE)  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|rgpd|share|sharing|partage|social|related|newsletter|comments?|"
    r"commentaires?|breadcrumbs?|menu|nav|navbar|sidebar|promo|advert\w*|ads?|pub|footer|subscribe|abonne\w*|paywall|"
    r"recommend\w*|popular|trending|tags?|toolbar|banner|modal|popup|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_APART = frozenset(("nav", "footer", "aside", "form", "header"))
_NEAR = 4  # blocks that may lie between a kept block and one that comes back


def mark_posts(tree: Any) -> None:
    """Make each embedded post one paragraph, text and signature together, so that no extraction parts them."""
    for element in list(tree.iter("blockquote", "div")):
        if not _POST.search(element.get("class") or "") or element.getparent() is None:
            continue
        words = tidy(" ".join(block.text for block in iterate_blocks(element)).replace("\n", " "))
        if not words:
            continue
        tail = element.tail
        element.clear()
        element.tail = tail
        element.set("class", "embedded-post")
        paragraph = html.Element("p")
        paragraph.text = words
        element.append(paragraph)


def open_items(tree: Any) -> None:
    """Take the paragraph out of each list item that is one: extraction takes such an item for plain text."""
    for item in tree.iter("li"):
        if len(item) == 1 and tag_of(item[0]) == "p" and not (item.text or item[0].tail or "").strip():
            item[0].drop_tag()


def restore_lost(found: list[Block], body: Any) -> list[Block]:
    """
    Put back what belongs to the article and was left out between its first and its last block.

    A block comes back if it is a heading right above a kept block, a quotation, a post, or the sibling of a
    kept block of its kind; never one inside furniture (menus, share bars, related articles), nor one that
    is mostly links.

    Parameters
    ----------
    found : list of Block
        What extraction kept, in order.
    body : element
        The whole page.
    """
    page = [block for block in iterate_blocks(body, skip=_furniture(body)) if block.text]
    place = {fold(block.text): n for n, block in reversed(list(enumerate(found)))}
    kept = [place.get(fold(block.text)) for block in page]
    matched = [n for n, at in enumerate(kept) if at is not None]
    if len(matched) < 2:
        return found
    back = _returning(page, kept, found)
    lost: dict[int, list[Block]] = {}
    at = -1
    for n, block in enumerate(page):
        here = kept[n]
        if here is not None:
            at = here
        elif n in back:
            lost.setdefault(at, []).append(block)
    return lost.get(-1, []) + [b for n, block in enumerate(found) for b in (block, *lost.get(n, ()))]


def _returning(page: list[Block], kept: list[int | None], found: list[Block]) -> set[int]:
    """Places of the blocks of the page that come back; headings last, since they follow what they head."""
    matched = [n for n, at in enumerate(kept) if at is not None]
    parents = {id(page[n].element.getparent()) for n in matched if page[n].element is not None}
    joined = fold(" ".join(block.text for block in found))
    back: set[int] = set()
    for n in range(matched[0], matched[-1] + 1):
        wanted = kept[n] is None and page[n].kind != "heading" and fold(page[n].text) not in joined
        if wanted and _belongs(page, kept, n, parents):
            back.add(n)
    for n in range(matched[-1] - 1, max(matched[0] - 2, -1), -1):
        follows = kept[n + 1] is not None or n + 1 in back
        if kept[n] is None and page[n].kind == "heading" and follows and _link_share(page[n]) <= 0.5:
            back.add(n)
    return back


def _furniture(body: Any) -> list[Any]:
    return [e for e in body.iter() if tag_of(e) and (tag_of(e) in _APART or _FURNITURE.search(_names(e)))]


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _belongs(page: list[Block], kept: list[int | None], n: int, parents: set[int]) -> bool:
    block = page[n]
    if block.element is None or _link_share(block) > 0.5:
        return False
    near = any(at is not None for at in kept[max(n - _NEAR, 0) : n + _NEAR + 1])
    if any(tag_of(ancestor) == "blockquote" for ancestor in (block.element, *block.element.iterancestors())):
        return near
    return near and len(fold(block.text)) > 2 and id(block.element.getparent()) in parents


def _link_share(block: Block) -> float:
    words = len("".join(block.element.itertext())) or 1
    return sum(len("".join(link.itertext())) for link in block.element.iter("a")) / words
