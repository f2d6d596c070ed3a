"""Long names of bodies with their acronym: ``la Ligue nationale des amis de la digue (LNAD)``."""

import unicodedata
from collections.abc import Sequence

from dossier.voices.lexicon import Lexicon
from dossier.voices.tokens import Token

_REACH = 16
_LONGEST = 10


def long_name_end(tokens: Sequence[Token], at: int, *, lexicon: Lexicon) -> int:
    """
    Index of the bracket after a long name that opens at token `at` and is followed by its acronym; else `at`.

    The acronym must be made of the name's initials; behind a noun that names bodies two of them are enough.

    Examples
    --------
    >>> from dossier.voices.lexicon import load_lexicon
    >>> from dossier.voices.tokens import split_words
    >>> tokens = split_words("La Ligue des amis de la digue (LAD) proteste.")
    >>> long_name_end(tokens, 1, lexicon=load_lexicon("fr"))
    7
    """
    head = tokens[at]
    if not head.capital or not head.low.isalpha() or head.text.isupper() or head.low in lexicon.words["article"]:
        return at
    for i in range(at + 1, min(len(tokens) - 2, at + _REACH)):
        if tokens[i].text == "(":
            return i if i > at + 1 and _abbreviates(tokens, at, i, lexicon) else at
        if not tokens[i].text[0].isalpha() and tokens[i].text not in ("&", "-"):
            return at
    return at


def acronym_after(tokens: Sequence[Token], end: int) -> str:
    """The acronym in brackets at token `end`; empty where none stands."""
    inside = tokens[end + 1].text if end + 2 < len(tokens) and tokens[end].text == "(" else ""
    alone = inside.isalpha() and inside[0].isupper() and 1 < len(inside) <= _LONGEST
    return inside if alone and tokens[end + 2].text == ")" else ""


def _abbreviates(tokens: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> bool:
    letters = _plain(acronym_after(tokens, end))
    initials = "".join(_plain(token.low)[:1] for token in tokens[at:end])
    if not letters or letters[0] != initials[0]:
        return False
    body = tokens[at].low in lexicon.nouns["group"] or tokens[at].low in lexicon.words["body"]
    return _runs_through(letters, initials) or (body and _runs_through(letters[:2], initials))


def _runs_through(letters: str, initials: str) -> bool:
    left = iter(initials)
    return all(letter in left for letter in letters)


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
