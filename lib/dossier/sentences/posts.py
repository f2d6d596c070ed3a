"""Embedded posts of social networks: where one ends in a line of name, handle and date."""

import re

from dossier.sentences.blocks import Layout
from dossier.sentences.boundaries import trim

MONTH = (
    r"(?:jan(?:uary|vier|v\.?|\.)?|feb(?:ruary|\.)?|f[ée]v(?:rier|r\.?|\.)?|mar(?:ch|s|\.)|apr(?:il|\.)?|avr(?:il|\.)?|may|mai"
    r"|jun(?:e|\.)?|juin|jul(?:y|\.)?|juil(?:let|\.)?|aug(?:ust|\.)?|ao[ûu]t|sep(?:tember|tembre|t\.?|\.)?|oct(?:ober|obre|\.)?"
    r"|nov(?:ember|embre|\.)?|dec(?:ember|\.)?|d[ée]c(?:embre|\.)?)"
)
DATE = (
    rf"(?:{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}(?:er)? {MONTH} \d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4})"
)
_CLOCK = r"(?: (?:at|à) \d\d?[:h]\d\d(?: ?[AP]M)?)?"
_LINKS = r"(?:(?:https?://t\.co/|pic\.(?:twitter|x)\.com/|https?://pic\.)\S{1,60}\s{0,3}){0,4}"
_HANDLE = r"[—–―-]\s?[^\n(—–]{1,80}\(@[\w.@-]{1,80}\)"
_TAIL = re.compile(rf"{_LINKS}{_HANDLE}(?:\s?[,·-]?\s?(?:on |le |at )?{DATE}{_CLOCK})?", re.IGNORECASE)


def cut_posts(text: str, blocks: list[Layout]) -> list[Layout]:
    """
    Cut the tail of name, handle and date from the posts among `blocks`; both parts are of kind ``post``.

    Examples
    --------
    >>> page = "Vivement lundi — Ana Roche (@anaroche) 6 juin 2024"
    >>> [page[b.start : b.end] for b in cut_posts(page, [Layout(0, len(page), "text")])]
    ['Vivement lundi', '— Ana Roche (@anaroche) 6 juin 2024']
    """
    result: list[Layout] = []
    for block in blocks:
        result += _cut(text, block)
    return result


def _cut(text: str, block: Layout) -> list[Layout]:
    if text.find("(@", block.start, block.end) < 0:
        return [block]
    pieces, place = [], block.start
    for tail in _TAIL.finditer(text, block.start, block.end):
        pieces.append(Layout(*trim(text, place, tail.start()), "post"))
        pieces.append(Layout(tail.start(), tail.end(), "post"))
        place = tail.end()
    if not pieces:
        return [block]
    pieces.append(Layout(*trim(text, place, block.end), "text" if block.kind == "heading" else block.kind))
    return [piece for piece in pieces if piece.start < piece.end]


def is_tail(sentence: str) -> bool:
    """
    Whether a sentence is nothing but the tail of a post.

    Examples
    --------
    >>> is_tail("— Ana Roche (@anaroche) June 6, 2024"), is_tail("Ana Roche (@anaroche) a réagi.")
    (True, False)
    """
    return "(@" in sentence and bool(_TAIL.fullmatch(sentence))
