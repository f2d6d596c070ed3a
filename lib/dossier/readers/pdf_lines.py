"""The lines of PDF pages, and how they join to paragraphs by where they stand."""

import math
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

_LINE = re.compile("[^\r\n\x02\ufffe]*(?:[\x02\ufffe](?:\r?\n)?|\r?\n|\r|\\Z)")  # pdfium marks a hyphen at a line's end
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?…:»”\"')\]]\s*$")
_BULLET = re.compile(r"^(?:[•▪‣◦·–—-]|\uf0b7)\s")
_WITH_HYPHEN = frozenset(("même", "mêmes", "ci", "là", "il", "elle", "ils", "elles", "on", "je", "nous", "vous"))
_EDGE = 2  # lines at the head and foot of a page that may be its furniture
_OTHER_SIZE = 1.12  # times the letters of one line are larger than of another that is no neighbour in a paragraph
_WIDE_GAP = 1.3  # times the usual distance of two lines, from which a paragraph ends
_FEW_LINES = 5  # in a column, from which its right edge is the second longest line, not the longest


@dataclass(frozen=True)
class Line:
    """A line of a page: its text, where it begins, ends and stands, and the height of its letters, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int = 0


def read_lines(page: Any, number: int) -> Iterator[Line]:
    """Yield the lines of a pdfium page in the order of the file; pieces of one line that touch are put together."""
    words = page.get_textpage()
    text, at = words.get_text_range(), 0
    held: Line | None = None
    for match in _LINE.finditer(text):
        shown = match[0].strip()
        begin = at + len(match[0]) - len(match[0].lstrip())
        at += len(match[0].encode("utf-16-le", "surrogatepass")) // 2
        if not shown:
            continue
        end = begin + len(shown) - 1
        first, last = (words.get_charbox(place, loose=True) for place in (begin, end))
        size = max(_letter_size(words, place) for place in (begin, end))  # a note's mark is smaller than its line
        line = Line(shown, first[0], max(first[2], last[2]), first[1], size, number)
        if held and _touches(held, line):
            held = replace(held, text=held.text + line.text, right=line.right)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _letter_size(words: Any, place: int) -> float:
    """Size of a letter as it is printed, in points: its font's, times what the page scales it by."""
    from pypdfium2.raw import FS_MATRIX, FPDFText_GetFontSize, FPDFText_GetMatrix

    matrix = FS_MATRIX()
    known = FPDFText_GetMatrix(words.raw, place, matrix)
    scale = math.hypot(matrix.c, matrix.d) if known else 1.0
    return max(1.0, float(FPDFText_GetFontSize(words.raw, place)) * (scale or 1.0))


def _touches(one: Line, two: Line) -> bool:
    near = abs(one.base - two.base) < one.size / 2 and -1 < two.left - one.right < one.size / 3
    return near and not one.text.endswith(("\x02", "\ufffe"))


def leave_out_margins(pages: list[list[Line]]) -> tuple[list[Line], int]:
    """
    Return all lines without page numbers and running heads, and how many were left out.

    Only the two highest and two lowest lines of a page may be either: a number, or what recurs, whatever its
    figures, on most pages.
    """
    edges = [sorted(page, key=lambda line: -line.base) for page in pages]
    at_edge = [{*page[:_EDGE], *page[-_EDGE:]} for page in edges]
    counts = Counter(form for lines in at_edge for form in {_form(line) for line in lines})
    kept = [
        line
        for page, outer in zip(pages, at_edge, strict=True)
        for line in page
        if not (line in outer and (_PAGE_NUMBER.match(line.text) or counts[_form(line)] > max(1, len(pages) / 2)))
    ]
    return kept, sum(map(len, pages)) - len(kept)


def _form(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def join_lines(lines: list[Line]) -> str:
    """
    Join lines to paragraphs, an empty line between them; a word broken at a line's end is made whole.

    A paragraph ends where the next line stands further off than usual, is set in another size, begins with a bullet
    or an indent, or where its first word would have found room on the line before.

    Examples
    --------
    >>> join_lines([Line("Le pont fermera same-", 0, 100, 24, 10), Line("di prochain.", 0, 60, 12, 10)])
    'Le pont fermera samedi prochain.'
    >>> join_lines([Line("Le pont", 0, 40, 24, 10), Line("Il ferme pour de longs mois.", 0, 140, 12, 10)])
    'Le pont\\n\\nIl ferme pour de longs mois.'
    """
    usual = _usual_distance(lines)
    parts = [line.text for line in lines[:1]]
    for one, two in pairwise(lines):
        if _goes_on(one, two, usual=usual, edge=_right_edge(one, lines)):
            parts[-1] += "\n" + two.text
        else:
            parts.append(two.text)
    whole = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", " ".join(parts).casefold()))
    return "\n\n".join(re.sub(r"[ \t\n]+", " ", _make_whole(part, whole)) for part in parts)


def _usual_distance(lines: list[Line]) -> float:
    """Distance of two lines of one paragraph in heights of a letter: the median of those that look like it."""
    found = [(one.base - two.base) / one.size for one, two in pairwise(lines) if _same_size(one, two)]
    return statistics.median([step for step in found if 0.9 < step < 2.5] or [1.2])


def _same_size(one: Line, two: Line) -> bool:
    return max(one.size, two.size) < _OTHER_SIZE * min(one.size, two.size)


def _right_edge(line: Line, lines: list[Line]) -> float:
    """Where the column of a line ends: the second longest of the lines above and below it, in letters of its size."""
    width = line.right - line.left
    rights = sorted(
        other.right
        for other in lines
        if other.page == line.page and _same_size(line, other)
        and min(line.right, other.right) - max(line.left, other.left) > 0.5 * min(width, other.right - other.left)
    )  # fmt: skip
    return rights[-2 if len(rights) >= _FEW_LINES else -1]


def _goes_on(one: Line, two: Line, *, usual: float, edge: float) -> bool:
    step = (one.base - two.base) / one.size
    if abs(step) < 0.5 and one.page == two.page:
        return True  # cells of one row
    if not _same_size(one, two) or _BULLET.match(two.text):
        return False
    letter = (one.right - one.left) / len(one.text)
    if one.right + letter * (len(two.text.split()[0]) + 1.5) < edge:
        return False
    if one.page != two.page or step < 0:
        return not _CLOSED.search(one.text)
    indented = two.left - one.left > 0.8 * one.size and bool(_CLOSED.search(one.text))
    return step < _WIDE_GAP * usual and not indented


def _make_whole(part: str, whole: set[str]) -> str:
    """Join words that were broken at a line's end; a hyphen stays where the text writes the word with one elsewhere."""

    def join(found: re.Match[str]) -> str:
        hyphened = f"{found[1]}-{found[2]}"
        kept = hyphened.casefold() in whole or found[2] in _WITH_HYPHEN
        return hyphened if kept else found[1] + found[2]

    part = re.sub(r"([^\W\d_]+)(?:[\x02\ufffe]\n?|[-\u00ad]\n)([a-zß-öø-ÿœ]+)", join, part)
    return re.sub("[\x02\ufffe]", "-", part)
