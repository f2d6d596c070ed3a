"""
Stretches between quotation marks: guillemets, curly and straight quotes, nested or over several paragraphs.

A span is only a place between marks. Whether somebody says it, or it is a title or a word held at
arm's length, is decided with its surroundings in `quotations`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.voices.lexicon import Lexicon

_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›", "‟": "”"}
_STRAIGHT = '"'
_MARKS = '»”“›«„"’'
_REACH = 4000
_PARAGRAPH = re.compile(r"\n\s*")
_WORD = re.compile(r"[\w’'-]+")
_SENTENCE_END = re.compile(r"[.!?…][\s»”\"]*$")


@dataclass(frozen=True)
class Span:
    """Outer offsets hold the marks, inner offsets the words."""

    outer_start: int
    outer_end: int
    start: int
    end: int


def find_spans(text: str) -> list[Span]:
    """
    Return the outermost quoted stretches of `text`, in order.

    A guillemet that is never closed ends with its paragraph; one that closes in a later paragraph
    spans them, unless another quotation opens in between.

    Examples
    --------
    >>> quoted = "Il dit : « Non, pas “ça”, jamais. » Et \\"puis\\" rien."
    >>> [quoted[s.start:s.end] for s in find_spans(quoted)]
    ['Non, pas “ça”, jamais.', 'puis']
    """
    spans: list[Span] = []
    at = 0
    while at < len(text):
        end = _closing(text, at) if text[at] in _PAIRS or text[at] == _STRAIGHT else -1
        if text[at] == "‘" and not text[at - 1 : at].isalnum():
            end = _single(text, at)
        if end > at:
            spans.append(_span(text, at, end))
            at = end
        at += 1
    return spans


def _span(text: str, at: int, end: int) -> Span:
    closed = text[end - 1] in _MARKS and end - 1 > at
    inner = text[at + 1 : end - 1 if closed else end]
    start = at + 1 + len(inner) - len(inner.lstrip(" \u00a0\u202f\u2009\n"))
    stripped = inner.strip(" \u00a0\u202f\u2009\n")
    return Span(at, end, start, max(start, start + len(stripped)))


def _closing(text: str, at: int) -> int:
    """Offset after the mark that closes the one at `at`; -1 where `at` opens nothing."""
    mark = text[at]
    if mark == _STRAIGHT:
        return _straight(text, at)
    closing, depth = _PAIRS[mark], 0
    limit = min(len(text), at + _REACH)
    for i in range(at, limit):
        if text[i] == mark and depth == 1 and _closes_wrongly(text, i):
            return i + 1
        if text[i] == mark and depth == 1 and _at_paragraph_start(text, i):
            continue  # a mark that reopens at each paragraph
        if text[i] == mark and depth == 1 and _SENTENCE_END.search(text[max(at, i - 6) : i].rstrip()):
            return i  # a mark that opens anew: the one before was never closed
        if text[i] == mark:
            depth += 1
        elif text[i] == closing:
            depth -= 1
            if depth == 0:
                return i + 1
        if text[i] == "\n" and depth and _reopens(text, i, mark, closing):
            return i
    return _paragraph_end(text, at)


def _closes_wrongly(text: str, at: int) -> bool:
    """An opening mark typed where the closing one belongs: after a letter or a stop, before none."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    stop = after == "" or after in ".,;:!?)\n"
    return stop or (not before.isspace() and before not in "(['’" and not after.isalnum())


def _at_paragraph_start(text: str, at: int) -> bool:
    return text[:at].rstrip(" \u00a0\u202f").endswith("\n")


def _reopens(text: str, at: int, mark: str, closing: str) -> bool:
    """Whether, from the line break at `at`, another quotation opens before this one closes."""
    ahead = text[at : at + _REACH]
    opens, closes = ahead.find(mark), ahead.find(closing)
    if closes < 0:
        return True
    if ahead[:closes].count("\n\n") > 4:
        return True
    return 0 <= opens < closes and not _at_paragraph_start(text, at + opens)


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _straight(text: str, at: int) -> int:
    if text[at - 1 : at].isdigit() and not text[at + 1 : at + 2].isalpha():
        return -1
    limit = _paragraph_end(text, at)
    first = text.find(_STRAIGHT, at + 1, limit)
    depth = 0
    for i in range(at + 1, limit):
        if text[i] != _STRAIGHT:
            continue
        if text[i - 1] in " (['’«" and text[i + 1 : i + 2].isalnum():
            depth += 1
        elif depth:
            depth -= 1
        else:
            return i + 1
    return first + 1 if first > 0 else _next_paragraph(text, limit)


def _next_paragraph(text: str, limit: int) -> int:
    """End of a straight quotation that is left open at `limit`, where the next paragraph opens its marks anew."""
    rest = text[limit:].lstrip()
    at = len(text) - len(rest)
    return _straight(text, at) if rest.startswith(_STRAIGHT) else -1


def _single(text: str, at: int) -> int:
    limit = _paragraph_end(text, at)
    for i in range(at + 2, limit):
        if text[i] == "’" and not text[i + 1 : i + 2].isalnum():
            return i + 1
    return -1


def count_words(text: str) -> int:
    """Number of words in `text`."""
    return len(_WORD.findall(text))


def is_whole(words: str) -> bool:
    """Whether quoted words read as a sentence: they open with a capital and are more than a name."""
    opening = words.lstrip("[(…. \u00a0")[:1]
    return (opening.isupper() or opening.isdigit()) and (
        count_words(words) >= 5 or (bool(_SENTENCE_END.search(words)) and count_words(words) >= 2)
    )


def is_title(text: str, span: Span, lexicon: Lexicon) -> bool:
    """
    Whether the span names a work, a slogan or a term rather than quoting somebody.

    Examples
    --------
    >>> from dossier.voices.lexicon import load_lexicon
    >>> text = "Elle tourne le film « La Marche du soir » à Lyon."
    >>> is_title(text, find_spans(text)[0], load_lexicon("fr"))
    True
    """
    words = text[span.start : span.end]
    clause = re.split(r"[.!?:;,»”]", text[max(0, span.outer_start - 40) : span.outer_start].lower())[-1]
    before = re.findall(r"[\w-]+['’]?", clause)[-3:]
    if count_words(words) > 9:
        return False
    if before and before[-1].replace("’", "'") in lexicon.words["governing"] and _title_case(words):
        return True
    follows = re.match(r"\s*\((?:18|19|20)\d\d", text[span.outer_end : span.outer_end + 8])
    tail = text[max(0, span.outer_start - 3) : span.outer_start].strip()
    reach = 3 if before[-2:-1] in (["de"], ["d'"]) else 2
    itself = "se" in before[-2:-1]  # ``se dit « prête »``
    near = [w for w in before[-reach:] if w in lexicon.words["works"] and not itself]
    return bool(follows) or (bool(near) and not tail.endswith((":", ",")))


def is_scare(text: str, span: Span) -> bool:
    """Whether the marks hold a word or two at arm's length: short, and no sentence."""
    words = text[span.start : span.end]
    return count_words(words) <= 2 and not re.search(r"[.!?…,]$", words)


def _title_case(words: str) -> bool:
    long = [word for word in _WORD.findall(words) if len(word) > 3 or word[0].isdigit()]
    return bool(long) and all(word[0].isupper() or not word[0].isalpha() for word in long)


class Paragraphs:
    """Number of the paragraph that an offset lies in."""

    def __init__(self, text: str):
        self._starts = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]

    def of(self, offset: int) -> int:
        """Index of the paragraph at `offset`."""
        return bisect_right(self._starts, offset) - 1


def content_of(spans: Sequence[Span], start: int, end: int) -> list[int]:
    """Indices of the spans that share characters with ``start`` to ``end``."""
    return [n for n, span in enumerate(spans) if span.outer_start < end and span.outer_end > start]
