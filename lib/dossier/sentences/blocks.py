"""
The layout: a text as lines that stand alone, paragraphs, bullets, headings and rows of a table.

A line is a block of its own unless it plainly goes on: a text that was wrapped at a width, a line that
begins with a comma, or one that begins in lower case after a long line without an end.
"""

import re
from dataclasses import dataclass

from dossier.sentences.glue import find_glue

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[•·▪◦‣●○■□◆➢➤►▶✓✔→⁃∙]|[-–*+](?=\s))\s*|\(?(?:\d{1,2}|[a-h])[.)]\s+(?=\S)")
_MARKED_HEADING = re.compile(r"#{1,6}\s+\S")
_ENDED = re.compile(r"[.!?…:;][»”\"’')\]\s]*\Z")
_UNFINISHED = re.compile(
    r"[,(«“-]\s*\Z|(?:\b(?:de|du|des|d’|d'|le|la|les|l’|l'|un|une|et|à|au|aux|en|of|the|and|to|a))\Z"
)
_GOES_ON = re.compile(r"[,;:.!?…)»”\]%]")
_CELLS = re.compile(r"\S\t+\S|\S\s\|\s\S|^\|.*\|$")
_LONG, _HEADING_WORDS, _HEADING_LENGTH, _ROW_LENGTH = 40, 20, 160, 160
_WRAP_WIDTHS = (48, 100)  # characters between which a file's lines were wrapped by a program


@dataclass(frozen=True)
class Layout:
    """A block: its span in code points and what the layout says it is."""

    start: int
    end: int
    kind: str


def lay_out(text: str) -> list[Layout]:
    """
    Cut a text into blocks, in order, each without white space at its ends.

    Examples
    --------
    >>> page = "Le port rouvre\\n\\nLe port a rouvert lundi.\\n- deux bateaux\\n- un bac"
    >>> [(b.kind, page[b.start : b.end]) for b in lay_out(page)]  # doctest: +NORMALIZE_WHITESPACE
    [('heading', 'Le port rouvre'), ('text', 'Le port a rouvert lundi.'), ('bullet', '- deux bateaux'),
     ('bullet', '- un bac')]
    """
    spans = _join_lines(text, _lines(text))
    rows = _glued_rows(text, spans)
    kinds = ["row" if i in rows else _kind(text[a:b]) for i, (a, b) in enumerate(spans)]
    return [Layout(a, b, kind) for (a, b), kind in zip(spans, kinds, strict=True)]


def _lines(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _LINE.finditer(text):
        bare = match[0].strip()
        if bare:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            spans.append((start, start + len(bare)))
    return spans


def _join_lines(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    wrapped = _wrapped(text, lines)
    for i, (start, end) in enumerate(lines):
        if joined and _continues(text, lines[i - 1], (start, end), wrapped=wrapped[i - 1]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _continues(text: str, above: tuple[int, int], line: tuple[int, int], *, wrapped: bool) -> bool:
    if text.count("\n", above[1], line[0]) > 1 or _BULLET.match(text, line[0], line[1]):
        return False
    upper, first = text[max(above[0], above[1] - 40) : above[1]], text[line[0]]
    if _GOES_ON.match(first) and not text.startswith(("...", "…"), line[0]):
        return True
    if wrapped:
        return True
    if _ENDED.search(upper):
        return False
    return bool(_UNFINISHED.search(upper)) or (first.islower() and above[1] - above[0] >= _LONG)


def _wrapped(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """Tell for each line whether the next goes on because the text was wrapped at a width."""
    result = [False] * len(lines)
    first = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and text.count("\n", lines[i - 1][1], lines[i][0]) == 1:
            continue
        lengths = [end - start for start, end in lines[first:i]]
        width = max(lengths)
        body = lengths[:-1]
        if len(lengths) >= 3 and _WRAP_WIDTHS[0] <= width <= _WRAP_WIDTHS[1]:
            full = sum(length >= 0.75 * width for length in body) / len(body)
            ended = sum(bool(_ENDED.search(text[max(a, b - 8) : b])) for a, b in lines[first : i - 1]) / len(body)
            if full >= 0.8 and ended <= 0.5:
                result[first : i - 1] = [length >= 0.6 * width for length in body]
        first = i
    return result


def _kind(line: str) -> str:
    if _MARKED_HEADING.match(line):
        return "heading"
    if _CELLS.search(line) and len(line) <= 1000:
        return "row"
    if _BULLET.match(line):
        return "bullet"
    return "heading" if _looks_like_heading(line) else "text"


def _looks_like_heading(line: str) -> bool:
    if len(line) > _HEADING_LENGTH or len(line.split()) > _HEADING_WORDS:
        return False
    last = line.rstrip("»”\"’') \u00a0\u202f")[-1:]
    return not line[0].islower() and last not in (".", "…", ",", ";", ":") and any(map(str.isalpha, line))


def _glued_rows(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Find rows of a table whose cells ran together: two or more neighbouring short lines with one seam each."""
    seamed = [_seams(text, a, b) == 1 for a, b in spans]
    rows: set[int] = set()
    for i in range(len(spans)):
        near = [j for j in (i - 1, i + 1) if 0 <= j < len(spans) and seamed[j]]
        if seamed[i] and near:
            rows.add(i)
    return rows


def _seams(text: str, start: int, end: int) -> int:
    if end - start > _ROW_LENGTH or " " not in text[start:end] or _ENDED.search(text[max(start, end - 8) : end]):
        return 0
    return sum(1 for _ in find_glue(text, start=start, end=end, loose=True))
