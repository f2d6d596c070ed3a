"""
Furniture by neighbours and place: bars of short lines, cards of links, profiles, lines said twice, and the
rest of a page behind its article. Each function marks lines in place and leaves what is marked already.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from dossier.sentences.forms import ADDRESS, is_name
from dossier.sentences.lines import Line

_BAR_LINES = 4
_SMALL_WORDS, _TITLE_WORDS = 6, 4
_HEAD_TITLES, _TAIL_TITLES = 5, 4  # titles in a row: an article may open with a few key points
_CARD_LETTERS = 25
_STRONG = ("comments", "cookies")
_REST = 0.5  # what may follow an end mark, as a part of what stands before it
_BOX = 0.2  # how long a box on the author may run, as a part of the article
_FEWEST_LETTERS = 200  # of an article before an end mark is believed
_PROFILE = re.compile(r"(?:voir|afficher) le profil|view (?:the )?profile")
_SIGNED = re.compile(r"(?:[Pp]ar|[Bb]y|PAR|BY) (?=\S)")


def mark_repeats(lines: list[Line]) -> None:
    """A line of three words or more that was said before, word for word."""
    seen: set[str] = set()
    for line in lines:
        if line.reason or line.kind == "row" or line.words < 3:
            continue
        if line.plain in seen:
            line.reason = "repeat"
        seen.add(line.plain)


def mark_profiles(lines: list[Line]) -> None:
    """What stands between a profile's line and the first running text is the profile's too."""
    for i, line in enumerate(lines):
        if line.reason != "byline" or not _PROFILE.match(line.plain):
            continue
        for below in lines[i + 1 : i + 4]:
            if below.is_paragraph or below.ended or below.words > 2 * _SMALL_WORDS:
                break
            below.reason = below.reason or "byline"


def mark_names(lines: list[Line]) -> None:
    """A line that begins with ``par`` and is a name, and a name alone beside a date where a title stands above."""
    titled = False
    for i, line in enumerate(lines):
        if line.reason or line.kind == "row":
            continue
        signed = _SIGNED.match(line.text)
        name = is_name(line.text[signed.end() :] if signed else line.text) and line.words <= 12
        beside = any(lines[j].reason in ("byline", "reading-time") for j in (i - 1, i + 1) if 0 <= j < len(lines))
        if name and (signed or (beside and titled and line.words <= 3)):
            line.reason = "byline"
        titled = titled or line.words >= _TITLE_WORDS


def mark_cards(lines: list[Line]) -> None:
    """Titles that stand over a bare address, or under a line such as ``Lire aussi``, are cards of other pages."""
    last = _last_body(lines)
    for i, line in enumerate(lines):
        if line.reason != "link-card":
            continue
        if ADDRESS.fullmatch(line.text):
            for j in range(i - 1, max(last, i - 4), -1):
                if lines[j].reason not in ("", "repeat") or lines[j].kind != "heading":
                    break
                lines[j].reason = "link-card"
        elif line.ends:
            for j in range(i + 1, min(len(lines), i + 4) if i < last else len(lines)):
                if lines[j].reason or lines[j].kind != "heading" or len(lines[j].text) < _CARD_LETTERS:
                    break
                lines[j].reason = "link-card"


def mark_headlines(lines: list[Line]) -> None:
    """Titles of other pages in a row: bullets above the article, bullets and headings behind it, no text between."""
    body = [i for i, line in enumerate(lines) if line.is_paragraph]
    if not body:
        return
    for edge, kinds, fewest in (
        (range(body[0]), ("bullet",), _HEAD_TITLES),
        (range(_last_body(lines) + 1, len(lines)), ("bullet", "heading"), _TAIL_TITLES),
    ):
        run: list[int] = []
        for i in [*edge, -1]:
            line = lines[i]
            if i >= 0 and line.kind in kinds and not line.reason and not line.ended and line.words >= _TITLE_WORDS:
                run.append(i)
            elif i < 0 or not line.reason:
                if len(run) >= fewest and not lines[run[0] - 1].text.endswith(":"):
                    for j in run:
                        lines[j].reason = "link-card"
                run = []


def mark_bars(lines: list[Line]) -> None:
    """A bar of four or more short lines before or behind the running text is a menu."""
    body = [i for i, line in enumerate(lines) if line.is_paragraph]
    if not body:
        return
    for edge in (range(body[0]), range(body[-1] + 1, len(lines))):
        run: list[int] = []
        for i in [*edge, -1]:
            if i >= 0 and (lines[i].is_short or (lines[i].reason in ("menu", "share") and lines[i].words <= 6)):
                run.append(i)
                continue
            if len(run) >= _BAR_LINES:
                for j in run:
                    lines[j].reason = lines[j].reason or "menu"
            run = []


def mark_head(lines: list[Line]) -> None:
    """Above the title, a line of one or two words that follows furniture is of the same menu."""
    first = next((i for i, line in enumerate(lines) if line.is_body), len(lines))
    titles = [i for i in range(first) if not lines[i].reason and lines[i].words >= _TITLE_WORDS]
    for i in range(1, titles[-1] if titles else 0):
        line = lines[i]
        if not line.reason and line.words <= 2 and lines[i - 1].reason in ("menu", "share", "promo"):
            line.reason = "menu"


def mark_rest(lines: list[Line]) -> None:
    """
    Mark what follows an end mark behind the article.

    Comment forms and notices end it for good; a list of other articles or a box on the author only as far as
    no running text comes after it.
    """
    said = _running_sum(0 if line.reason else len(line.text) for line in lines)
    body = _running_sum(len(line.text) if line.is_body else 0 for line in lines)
    stop = len(lines)
    stops = [stop] * len(lines)  # for each line, the first strong end mark behind it
    for i in range(len(lines) - 1, -1, -1):
        stops[i] = stop
        stop = i if lines[i].ends and lines[i].reason in _STRONG else stop
    reached = 0
    for i, line in enumerate(lines):
        before = said[i] if line.ends and i >= reached else 0
        if before < _FEWEST_LETTERS:
            continue
        firm = line.reason in _STRONG
        stop = len(lines) if firm else stops[i]
        if said[stop] - said[i] > (4 if line.reason == "comments" else _REST) * before:
            continue
        if firm or body[stop] - body[i + 1] <= (_BOX if line.reason == "promo" else 0) * before:
            _carry(lines, i, stop)
            reached = stop


def _running_sum(sizes: Iterable[int]) -> list[int]:
    return [0, *accumulate(sizes)]


def _carry(lines: list[Line], start: int, stop: int) -> None:
    reason = lines[start].reason
    for i in range(start + 1, stop):
        reason = lines[i].reason = lines[i].reason or reason


def mark_tail(lines: list[Line]) -> None:
    """Behind the article and below furniture, a line of a few words without an end is furniture."""
    below = False
    for line in lines[_last_body(lines) + 1 :]:
        if below and not line.reason and line.words <= _SMALL_WORDS and not line.ended:
            line.reason = "menu"
        below = below or bool(line.reason)


def _last_body(lines: list[Line]) -> int:
    return max((i for i, line in enumerate(lines) if line.is_body), default=len(lines))


LOOKS = (
    mark_repeats,
    mark_profiles,
    mark_names,
    mark_cards,
    mark_headlines,
    mark_bars,
    mark_head,
    mark_rest,
    mark_tail,
)
