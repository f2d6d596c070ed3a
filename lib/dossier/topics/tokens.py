"""
Texts to word codes, fast: one integer a word, no Python object a word.

A word is a run of two or more letters; apostrophes of both kinds, hyphens, digits and all else separate, so
that an elided article or a possessive falls off by itself. A text whose letters fit one byte each takes
the quick way (one pass of `bytes.translate`, one of `bytes.split`); any other takes a regular expression with the
same result.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"[^\W\d_²³¹¼½¾]{2,}")
_SIGNS = "’“”–—…•€‘"  # not letters, frequent, and beyond one byte
_OE = {"œ": "\x9c", "Œ": "\x8c"}  # beyond one byte in Latin-1: lent two control codes that no text holds
_LETTERS = bytes(b if chr(b).isalpha() or chr(b) in _OE.values() else 32 for b in range(256))
_UNLEND = {ord(code): letter for letter, code in _OE.items()}
_LENT = dict.fromkeys(_SIGNS, " ") | _OE
_FOREIGN = re.compile(r"[^\W\d_\x00-\xff]|[\u0300-\u036f]")  # letters beyond one byte, and accents set apart


@dataclass(frozen=True)
class Tokens:
    """
    Words of many texts as codes.

    Parameters
    ----------
    codes : array of int32, shape (n_tokens,)
        Place of each word in `types`, texts one after another.
    offsets : array of int64, shape (n_texts + 1,)
        Where each text begins in `codes`.
    types : tuple of str
        The different words, case kept, in order of first occurrence.
    """

    codes: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int64]
    types: tuple[str, ...]

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """Text of each token, shape (n_tokens,)."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))


def tokenise(texts: Iterable[str]) -> Tokens:
    """
    Split texts into words.

    Parameters
    ----------
    texts : iterable of str
        Read once; never all in memory.

    Examples
    --------
    >>> found = tokenise(["L’atelier d'Ève : rouvert !", "Atelier fermé"])
    >>> [found.types[code] for code in found.codes], found.offsets.tolist()
    (['atelier', 'Ève', 'rouvert', 'Atelier', 'fermé'], [0, 3, 5])
    """
    narrow: defaultdict[bytes, int] = defaultdict()
    narrow.default_factory = narrow.__len__
    wide: dict[str, int] = {}
    pieces: list[npt.NDArray[np.int32]] = []
    for text in texts:
        plain = _one_byte(text)
        if plain is None:
            words = _WORD.findall(unicodedata.normalize("NFC", text))
            pieces.append(np.array([-1 - wide.setdefault(word, len(wide)) for word in words], dtype=np.int32))
        else:
            found = plain.translate(_LETTERS).split()
            pieces.append(np.fromiter(map(narrow.__getitem__, found), np.int32, count=len(found)))
    return _joined(pieces, [word.translate(_UNLEND) for word in (b.decode("latin-1") for b in narrow)], list(wide))


def _one_byte(text: str) -> bytes | None:
    """Return the text with one byte a character, or None where a letter does not fit."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        for sign, byte in _LENT.items():
            text = text.replace(sign, byte)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None if _FOREIGN.search(text) else text.encode("latin-1", "replace")


def _joined(pieces: list[npt.NDArray[np.int32]], narrow: list[str], wide: list[str]) -> Tokens:
    """Bring both ways to one list of types, and let words of one letter go."""
    places: dict[str, int] = {}
    lower = np.array([places.setdefault(word, len(places)) for word in narrow], dtype=np.int32)
    upper = np.array([places.setdefault(word, len(places)) for word in wide], dtype=np.int32)
    offsets = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces], dtype=np.int64)]).astype(np.int64)
    raw = np.concatenate(pieces) if pieces else np.zeros(0, np.int32)
    codes = np.empty(len(raw), np.int32)
    codes[raw >= 0] = lower[raw[raw >= 0]]
    codes[raw < 0] = upper[-1 - raw[raw < 0]]
    kept = np.array([len(word) > 1 for word in places], dtype=bool)[codes] if len(raw) else np.zeros(0, bool)
    ends = np.concatenate([[0], np.cumsum(kept, dtype=np.int64)])
    return Tokens(codes[kept], ends[offsets], tuple(places))
