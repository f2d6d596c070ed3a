"""Words and marks of a sentence with their offsets; quoted stretches stand as one token."""

import re
from collections.abc import Sequence
from typing import NamedTuple

QUOTE = "\N{OBJECT REPLACEMENT CHARACTER}"
TITLE = "◇"
_WORD = re.compile(
    r"(?:mmes|mme|mlle|mm|mrs|mr|ms|m|dr|pr)\.(?=\s)"
    r"|(?:[ldjtmsnc]|qu|jusqu|lorsqu|puisqu|quelqu)['’](?=\w)"
    r"|[#@]?\w+(?:[-‐‑.&'’]\w+)*(?:-t-|-)?"
    r"|[^\w\s]",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"(?P<verb>.+?)(?P<clitic>(?:[-‐‑]t)?[-‐‑](?:ils?|elles?|on|je|nous|vous|tu))$", re.IGNORECASE)


class Token(NamedTuple):
    """A word or mark; `quote` is the number of the quoted span that it stands for, else -1."""

    text: str
    start: int
    end: int
    low: str
    quote: int = -1

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[:1].isupper() or (self.text[:1] in "#@" and len(self.text) > 1)


def split_words(text: str, *, offset: int = 0) -> list[Token]:
    """
    Return the tokens of `text`; `offset` is added to every position.

    Examples
    --------
    >>> [t.text for t in split_words("L'élu, a-t-il dit, n'ira pas.")]
    ["L'", 'élu', ',', 'a', '-t-il', 'dit', ',', "n'", 'ira', 'pas', '.']
    """
    tokens: list[Token] = []
    for match in _WORD.finditer(text):
        tokens.extend(_cut(match.group(), offset + match.start()))
    return tokens


def _cut(word: str, start: int) -> list[Token]:
    if len(word) > 3 and word[-2] in "'’" and word[-1] in "sS":
        return [_token(word[:-2], start), _token(word[-2:], start + len(word) - 2)]
    inverted = _INVERTED.match(word)
    if inverted and len(inverted["verb"]) > 0 and inverted["verb"][0].isalpha():
        at = len(inverted["verb"])
        return [_token(word[:at], start), _token(word[at:], start + at)]
    return [_token(word, start)]


def _token(word: str, start: int) -> Token:
    return Token(word, start, start + len(word), word.lower().replace("’", "'").replace("‑", "-"))


def narration(
    text: str, *, start: int, end: int, quotes: Sequence[tuple[int, int, int]], skip: Sequence[int] = ()
) -> list[Token]:
    """
    Return the tokens of ``text[start:end]`` with each quoted stretch as one `QUOTE` token.

    Parameters
    ----------
    quotes : sequence of (int, int, int)
        Outer start, outer end (marks included) and number of each span, in order, not overlapping; a
        negative number is a title, which stands as a word.
    skip : sequence of int
        Positions of marks that stand for nothing (scare quotes); they are left out.
    """
    tokens: list[Token] = []
    at = start
    for first, last, number in quotes:
        if last <= start or first >= end:
            continue
        tokens += split_words(text[at : max(at, first)], offset=at)
        at = min(last, end)
        mark = TITLE if number < 0 else QUOTE
        tokens.append(Token(mark, max(first, start), at, mark, number))
    tokens += split_words(text[at:end], offset=at)
    dropped = set(skip)
    return [token for token in tokens if token.start not in dropped]
