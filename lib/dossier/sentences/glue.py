"""Where a line break was lost: a word in lower case that a capitalised word follows without a space."""

import re
from collections.abc import Iterator

from dossier.sentences.lexicon import load_openers

_SEAM = re.compile(r"(?<=[a-zà-öø-ÿœ0-9)\]»”])(?=[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ’' ])")
_LEFT = re.compile(r"[^\W_]*\Z")
_RIGHT = re.compile(r"[^\W\d_]+")
_SHORT_LEFT, _SHORT_RIGHT = 4, 4  # letters below which two pieces are taken for one name


def find_glue(text: str, *, start: int, end: int, loose: bool = False) -> Iterator[int]:
    """
    Yield the places between two words that ran together.

    Parameters
    ----------
    text : str
        The stored text.
    start, end : int
        The stretch to look at, in code points.
    loose : bool
        Accept two capitalised words as well, as in the cells of a table whose borders were lost.

    Examples
    --------
    >>> text = "la fin du ponteReprise des travaux sur YouTube"
    >>> [text[:place] for place in find_glue(text, start=0, end=len(text))]
    ['la fin du ponte']
    """
    for match in _SEAM.finditer(text, start, end):
        place = match.start()
        left, right = _words_around(text, place, start=start, end=end)
        if _are_two(
            left, right, text[place - 1], followed_by=text[place + len(right) : place + len(right) + 1], loose=loose
        ):
            yield place


def _words_around(text: str, place: int, *, start: int, end: int) -> tuple[str, str]:
    left = _LEFT.search(text[max(start, place - 30) : place])
    right = _RIGHT.match(text, place, min(end, place + 30))
    return left[0] if left else "", right[0] if right else ""


def _are_two(left: str, right: str, before: str, *, followed_by: str, loose: bool) -> bool:
    openers = load_openers()
    if (left + right).lower() in openers.camel_names or not right:
        return False
    elided = followed_by in ("'", "’") and right in openers.elided
    opens = right in openers.strong or elided
    if not left:  # a closing mark stands before
        return before != "]" and (opens or len(right) >= _SHORT_RIGHT)
    if left[-1].isdigit():
        return opens and left.isdigit()
    if left.islower():
        plain = len(left) >= _SHORT_LEFT and len(right) >= _SHORT_RIGHT and right[1:].islower()
        return plain or ((opens or loose) and len(left) >= 2)
    capitalised = len(left) >= _SHORT_LEFT and left[1:].islower()
    return capitalised and (opens or (loose and len(right) >= 4))
