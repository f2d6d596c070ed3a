"""
Where a sentence ends inside a block of running text.

A run of ``. ! ? …`` is a candidate; what stands left of it (abbreviation, initial, number, address) and
right of it (space, quotation mark, capital, opener) decides. Every look is bounded, so the time is linear.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from dossier.sentences.glue import find_glue
from dossier.sentences.lexicon import Abbreviations, load_abbreviations, load_openers

UPPER = "A-ZÀ-ÖØ-ÞŒŸŠŽĀĂĄĆČĎĐĒĘĚĞĪĬŁŃŇŌŐŘŚŞŤŪŮŰŹŻ"
LOWER = "a-zà-öø-ÿœšžāăąćčďđēęěğīĭłńňōőřśşťūůűźż"
_EMOJI = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d"
_STOP = re.compile(r"[.!?…‼⁇⁈⁉。！？](?:[   ]?[.!?…‼⁇⁈⁉。！？]){0,9}")
_CLOSERS = re.compile(
    rf"(?:[    ]?[»›]|[”\)\]\}}*_]|[’'](?=[\s»”\)]|$)|\[\d{{1,3}}\]|[    ]?[{_EMOJI}]){{1,12}}[.…]{{0,3}}"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.|pic\.twitter\.com/)[^\s<>«»\"”]{1,500}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w.])(?:[\w-]{2,40}\.){1,3}(?:com|org|net|fr|eu|io|ai|info|co\.uk|tv|be|ch|ca|uk|gouv\.fr|edu|gov)\b(?:/[^\s<>«»\"”]{0,300})?"
)
_OMISSION = re.compile(r"[\[(][  ]?(?:…|\.{2,4})[  ]?[\])]")
_ASIDE = re.compile(r"[\w,’'][    ]\([^()\n]{1,160}\)(?=[ ]?[,;:.]|[ ]" + f"[{LOWER}])")
_NEXT = re.compile(rf"([{UPPER}])([{LOWER}’'])?[\w-]{{0,30}}")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = " \u00a0\u202f«‹“‘\"'([{*_¿¡"
_DASHES = "-–—―"


class Block:
    """
    A stretch of text that is split on its own, with what must be known of it as a whole.

    Parameters
    ----------
    text : str
        The whole stored text.
    start, end : int
        The stretch, in code points.
    """

    def __init__(self, text: str, *, start: int, end: int):
        self.text, self.start, self.end = text, start, end
        self.quotes = [m.start() for m in re.compile('"').finditer(text, start, end)]
        spans = [*_ADDRESS.finditer(text, start, end), *_OMISSION.finditer(text, start, end)]
        protected = [(m.start(), m.start() + len(m[0].rstrip(".,;:!?…)"))) for m in spans]
        protected += [(m.start() + 2, m.end()) for m in _ASIDE.finditer(text, start, end)]
        protected = sorted(protected)
        self._starts, self._ends = [s for s, _ in protected], [e for _, e in protected]
        for i in range(1, len(self._ends)):
            self._ends[i] = max(self._ends[i], self._ends[i - 1])

    def protects(self, place: int) -> bool:
        """Whether `place` lies in an address, an omission mark or an aside, where nothing ends."""
        i = bisect_left(self._starts, place + 1) - 1
        return i >= 0 and place < self._ends[i]

    def quote_closes(self, place: int) -> bool:
        """Whether the straight quotation mark at `place` is the second of its pair."""
        return bisect_left(self.quotes, place) % 2 == 1


def find_boundaries(text: str, *, start: int, end: int) -> list[int]:
    """
    Return the places, in increasing order, at which a sentence ends before `end`.

    Examples
    --------
    >>> text = "M. Petit arrive. « Il pleut. » Il repart."
    >>> [text[a:b] for a, b in zip([0, 16, 30], find_boundaries(text, start=0, end=len(text)) + [None])]
    ['M. Petit arrive.', ' « Il pleut. »', ' Il repart.']
    """
    block = Block(text, start=start, end=end)
    places = {place for place in find_glue(text, start=start, end=end) if not block.protects(place)}
    last = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < last or block.protects(match.start()):
            continue
        last = after = _skip_closers(block, match.end())
        if after < end and _ends_here(block, match.start(), match.end(), after):
            places.add(after)
    return sorted(places)


def _skip_closers(block: Block, place: int) -> int:
    text, end = block.text, block.end
    for _ in range(4):
        if match := _CLOSERS.match(text, place, end):
            place = match.end()
        elif place < end and text[place] == '"' and block.quote_closes(place):
            place += 1
        else:
            break
    return place


def _ends_here(block: Block, start: int, stop: int, after: int) -> bool:
    text, end = block.text, block.end
    follow = after
    while follow < end and text[follow].isspace():
        follow += 1
    if follow == end:
        return False
    run = text[start:stop]
    word = _following_word(block, follow)
    if follow == after:
        return _ends_glued(block, start, run, after, word)
    if not _may_open(block, follow):
        return False
    if run == "." and after == stop:
        return _full_stop_ends(block, start, follow, word)
    if after > stop and set(run) & set("!?") and _english_incise(text, follow, end):
        return False
    left = _left_token(block, start)
    return not (left in load_abbreviations().marked_names and word not in load_openers().words)


def _may_open(block: Block, place: int) -> bool:
    """Whether what stands at `place`, after white space, can open a sentence."""
    text, end = block.text, block.end
    char = text[place]
    if char in _DASHES:
        place += 1
        while place < end and (text[place] in _OPENING):
            place += 1
        return place < end and text[place].isupper()
    if char in ",;:/%&+=)]}»”’!?.…":
        return False
    if char in "([{":
        return place + 1 < end and not text[place + 1].islower()
    if char.islower():
        camel = place + 1 < end and text[place + 1].isupper()
        return camel or text.startswith(("http://", "https://", "www."), place)
    return True


def _full_stop_ends(block: Block, start: int, follow: int, word: str) -> bool:
    """Judge one full stop that white space follows, by the token before it."""
    token, text, known = _left_token(block, start), block.text, load_abbreviations()
    opens = word in load_openers().words
    figure = text[follow].isdigit()
    if not token:
        return True
    if Abbreviations.holds(known.never, token):
        return False
    if figure and Abbreviations.holds(known.before_number, token):
        return False
    if Abbreviations.holds(known.maybe, token) or _is_acronym(token):
        return opens
    if len(token) == 1 and token.isupper() or _is_initials(token):
        return opens and _previous_is_plain(block, start - len(token))
    if token.isdigit() and len(token) <= 2:
        return not _numbers_an_item(block, start - len(token))
    return True


def _ends_glued(block: Block, start: int, run: str, after: int, word: str) -> bool:
    """Judge a run that no white space follows: a lost line break, or a point inside a word?"""
    text, end = block.text, block.end
    char = text[after]
    closed = after > start + len(run)
    if char in "«“‘([" or (char == '"' and not closed):
        inner = after + 1
        while inner < end and text[inner] in " \u00a0\u202f":
            inner += 1
        return inner < end and text[inner].isupper() and _left_is_word(block, start)
    if char in _DASHES:
        return closed is False and _may_open(block, after) and text[after + 1 : after + 2].isspace()
    if not char.isupper() or not _NEXT.match(text, after, end):
        return False
    if run != "." or closed:
        return len(word) > 1 or word in load_openers().words
    token, known = _left_token(block, start), load_abbreviations()
    if Abbreviations.holds(known.never, token):
        return False
    if _is_acronym(token) or Abbreviations.holds(known.maybe, token) or len(token) == 1:
        return word in load_openers().words and len(word) > 1
    return (_left_is_word(block, start) or token.isdigit()) and (len(word) > 1 or word in load_openers().words)


def _left_token(block: Block, place: int) -> str:
    """Return the token that ends at `place`: letters, figures, inner points and hyphens."""
    tail = block.text[max(block.start, place - 24) : place]
    cut = len(tail)
    while cut and (tail[cut - 1].isalnum() or tail[cut - 1] in ".-°º"):
        cut -= 1
    return tail[cut:].lstrip(".-")


def _left_is_word(block: Block, place: int) -> bool:
    token = _left_token(block, place)
    return not token or len(token) > 1


def _is_acronym(token: str) -> bool:
    return len(token) >= 3 and all(len(part) <= 2 for part in re.split(r"[.-]", token)) and "." in token


def _is_initials(token: str) -> bool:
    return len(token) == 3 and token[1] in ".-" and token[0].isupper() and token[2].isupper()


def _previous_is_plain(block: Block, place: int) -> bool:
    """Whether the word before `place` is in lower case: "plan B." ends, "George W." does not."""
    words = _WORD.findall(block.text[max(block.start, place - 24) : place])
    return bool(words) and words[-1].islower() and len(words[-1]) > 1


def _numbers_an_item(block: Block, place: int) -> bool:
    """Whether a figure that starts at `place` stands where an item of a list begins."""
    before = block.text[max(block.start, place - 3) : place].rstrip()
    return not before or before[-1] in ":;.!?…"


def _following_word(block: Block, place: int) -> str:
    """Return the first word at or after `place`; of an elided word, what stands before the apostrophe."""
    text, end = block.text, block.end
    limit = min(end, place + 6)
    while place < limit and (text[place] in _OPENING or text[place] in _DASHES):
        place += 1
    match = _WORD.match(text, place, min(end, place + 30))
    if not match:
        return ""
    elided = match.end() < end and text[match.end()] in "'’" and match[0] in load_openers().elided
    return "Il" if elided else match[0]  # any opener will do


def _english_incise(text: str, place: int, end: int) -> bool:
    """Whether ``Smith asked`` follows a quotation that ends in a question or exclamation mark."""
    words = text[place : min(end, place + 60)].split()[:4]
    said = load_openers().said
    for i, word in enumerate(words):
        if i and word.strip(".,;:") in said:
            return True
        if not word[:1].isupper():
            return False
    return False


def iter_spans(text: str, *, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    Yield the sentences of a block as half-open spans without white space at either side.

    A piece without letter or figure (a lone quotation mark, a dash) goes to the sentence before it.
    """
    cuts = [start, *find_boundaries(text, start=start, end=end), end]
    held: tuple[int, int] | None = None
    for left, right in pairwise(cuts):
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left == right:
            continue
        spoken = any(map(str.isalnum, text[left:right]))
        if held and (not spoken or not any(map(str.isalnum, text[held[0] : held[1]]))):
            held = (held[0], right)
            continue
        if held:
            yield held
        held = (left, right)
    if held:
        yield held
