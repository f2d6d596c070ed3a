"""
Where sentences end inside a stretch of running text.

A run of ``. ! ? …`` is a candidate, and so are the seams that a lost line break left. Every look around a
candidate is bounded, so that the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from dossier.sentences.glue import find_glue
from dossier.sentences.stretch import Stretch
from dossier.sentences.verdicts import ends_here

_EMOJI = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d"
_SMILEY = r"[:;]-?[)(DP](?=\s|\Z)"
_SPACE = " \u00a0\u202f\u2009"
_MARKS = ".!?…‼⁇⁈⁉。！？"
_STOP = re.compile(rf";(?=[{_SPACE}][^)])|(?<=\s){_SMILEY}|[{_MARKS}](?:[{_SPACE}]?[{_MARKS}]){{0,9}}")
_CLOSERS = re.compile(
    rf"(?:[{_SPACE}]?[»›]|[”\)\]\}}*_]|[’'](?=[\s»”\)]|\Z)|\[\d{{1,3}}\]|[{_SPACE}]?[{_EMOJI}]|[{_SPACE}]{_SMILEY}){{1,12}}[.…]{{0,3}}"
)


def find_boundaries(text: str, *, start: int, end: int) -> list[int]:
    """
    Return the places, in increasing order, at which a sentence ends before `end`.

    Examples
    --------
    >>> text = "M. Petit arrive. « Il pleut. » Il repart."
    >>> [text[a:b] for a, b in pairwise([0, *find_boundaries(text, start=0, end=len(text)), len(text)])]
    ['M. Petit arrive.', ' « Il pleut. »', ' Il repart.']
    """
    stretch = Stretch(text, start=start, end=end)
    places = {place for place in find_glue(text, start=start, end=end) if not stretch.protects(place)}
    last = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < last or stretch.protects(match.start()):
            continue
        last = after = _skip_closers(stretch, match.end())
        if ends_here(stretch, match.start(), match.end(), after):
            places.add(after)
    return sorted(places)


def _skip_closers(stretch: Stretch, place: int) -> int:
    """Return the place behind the closing marks at `place`: a quotation's end stays with its sentence."""
    for _ in range(4):
        match = _CLOSERS.match(stretch.text, place, stretch.end)
        quote = None if match else _straight_quote(stretch, place)
        if match:
            place = match.end()
        elif quote is not None and stretch.quote_closes(quote):
            place = quote + 1
        else:
            break
    return place


def _straight_quote(stretch: Stretch, place: int) -> int | None:
    """Return the place of a straight quotation mark at `place`, or behind one space where another follows it."""
    text, end = stretch.text, stretch.end
    if place < end and text[place] == '"':
        return place
    spaced = place + 1 < end and text[place] in _SPACE and text[place + 1] == '"'
    return place + 1 if spaced and (place + 2 == end or text[place + 2].isspace()) else None


def iter_spans(text: str, *, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    Yield the sentences of a stretch as half-open spans without white space at either side.

    A piece without letter or figure (a lone quotation mark, a dash) stays with the sentence before it.

    Examples
    --------
    >>> list(iter_spans("Non ! — Si.", start=0, end=11))
    [(0, 5), (6, 11)]
    """
    held: tuple[int, int] | None = None
    for cut in pairwise([start, *find_boundaries(text, start=start, end=end), end]):
        left, right = trim(text, *cut)
        if left == right:
            continue
        if held and not (_speaks(text, left, right) and _speaks(text, *held)):
            held = (held[0], right)
            continue
        if held:
            yield held
        held = (left, right)
    if held:
        yield held


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """
    Return the span without the white space at its ends.

    Examples
    --------
    >>> trim(" oui ", 0, 5)
    (1, 4)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _speaks(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))
