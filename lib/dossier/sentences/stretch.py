"""A stretch of running text, with what must be known of it before any place in it can be judged."""

import re
from bisect import bisect_left

from dossier.sentences.lexicon import load_openers

LOWER = "a-zà-öø-ÿœšžāăąćčďđēęěğīĭłńňōőřśşťūůűźż"
DASHES = "-–—―"
OPENING = " \u00a0\u202f\u2009«‹“‘\"'([{*_¿¡"
_TOP_LEVELS = r"(?:com|org|net|fr|eu|io|ai|info|co\.uk|tv|be|ch|ca|uk|gouv\.fr|edu|gov)"
_ADDRESS = re.compile(
    r"(?:https?://|www\.|pic\.(?:twitter|x)\.com/)[^\s<>«»\"”]{1,500}"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}"
    rf"|(?<![\w.])(?:[\w-]{{2,40}}\.){{1,3}}{_TOP_LEVELS}\b(?:/[^\s<>«»\"”]{{0,300}})?"
)
_OMISSION = re.compile(r"[\[(] ?(?:…|\.{2,4}) ?[\])]")
_ASIDE = re.compile(rf"[\w,’'] \([^()\n]{{1,160}}\)(?= ?[,;:.]| [{LOWER}])")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TOKEN = 24
_LONGEST_PART = 3  # letters of a part of a dotted short form; a longer one is a word that the next touches


class Stretch:
    """
    A part of a text that is split on its own.

    Parameters
    ----------
    text : str
        The whole stored text.
    start, end : int
        The part, in code points.
    """

    def __init__(self, text: str, *, start: int, end: int):
        self.text, self.start, self.end = text, start, end
        self._quotes = [m.start() for m in re.compile('"').finditer(text, start, end)]
        spans = [(m.start(), m.start() + len(m[0].rstrip(".,;:!?…)"))) for m in _ADDRESS.finditer(text, start, end)]
        spans += [m.span() for m in _OMISSION.finditer(text, start, end)]
        spans += [(m.start() + 2, m.end()) for m in _ASIDE.finditer(text, start, end)]
        spans.sort()
        self._starts, self._ends = [a for a, _ in spans], [b for _, b in spans]
        for i in range(1, len(self._ends)):
            self._ends[i] = max(self._ends[i], self._ends[i - 1])

    def protects(self, place: int) -> bool:
        """Whether `place` lies in an address, an omission mark or an aside in brackets, where nothing ends."""
        i = bisect_left(self._starts, place + 1) - 1
        return i >= 0 and place < self._ends[i]

    def quote_closes(self, place: int) -> bool:
        """Whether the straight quotation mark at `place` closes: by the space around it, else as second of a pair."""
        before = place > self.start and not self.text[place - 1].isspace()
        behind = place + 1 < self.end and not self.text[place + 1].isspace()
        if before != behind:
            return before
        return not before or bisect_left(self._quotes, place) % 2 == 1

    def token_before(self, place: int) -> str:
        """Return the token that ends at `place`: letters, figures, inner points and hyphens."""
        tail = self.text[max(self.start, place - _LONGEST_TOKEN) : place]
        cut = len(tail)
        while cut and (tail[cut - 1].isalnum() or tail[cut - 1] in ".-°º"):
            cut -= 1
        token = tail[cut:].lstrip(".-")
        before, point, last = token.rpartition(".")
        return last if point and len(before.rpartition(".")[2]) > _LONGEST_PART else token

    def words_before(self, place: int) -> list[str]:
        """Return the last few words before `place`; the first of them may be cut."""
        return _WORD.findall(self.text[max(self.start, place - _LONGEST_TOKEN) : place])

    def word_at(self, place: int) -> str:
        """Return the word at or behind `place`, past dashes and opening marks; with the apostrophe of an elision."""
        limit = min(self.end, place + 6)
        while place < limit and (self.text[place] in OPENING or self.text[place] in DASHES):
            place += 1
        match = _WORD.match(self.text, place, min(self.end, place + 30))
        if not match:
            return ""
        follows = self.text[match.end() : match.end() + 1]
        return match[0] + "’" if follows and follows in "'’" else match[0]

    def skip_space(self, place: int) -> int:
        """Return the first place at or behind `place` that is no white space."""
        while place < self.end and self.text[place].isspace():
            place += 1
        return place


def opens_sentence(word: str) -> bool:
    """
    Whether a capitalised word is one that opens sentences.

    Examples
    --------
    >>> [opens_sentence(word) for word in ("Cependant", "L’", "Marseille")]
    [True, True, False]
    """
    openers = load_openers()
    return word[:-1] in openers.elided if word.endswith("’") else word in openers.words
