"""
Texts to word codes, fast: one integer a word, no Python object a word.

A word is a run of two or more letters; apostrophes of both kinds, hyphens, digits and all else separate, so
that an elided article or a possessive falls off by itself. Characters are read as an array of numbers, words are
told apart by a fingerprint of 64 bits, and only the different words ever become strings.
"""

import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

_LAST = 0xFFFF  # characters beyond it (pictograms, scripts of antiquity) separate
_BLOCK = 1 << 20  # characters read at once
_ACCENTS = (0x300, 0x70)  # where accents that stand apart from their letter begin, and how many there are
_FACTOR = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2^64

Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


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

    Notes
    -----
    A fingerprint is a polynomial of the word's letters modulo 2^64, had for all words at once as a difference of
    running sums (Karp and Rabin 1987). That two of a million different words share one has a chance of 1 in 10^7.

    Examples
    --------
    >>> found = tokenise(["L’atelier d'Ève : rouvert !", "Atelier fermé"])
    >>> [found.types[code] for code in found.codes], found.offsets.tolist()
    (['atelier', 'Ève', 'rouvert', 'Atelier', 'fermé'], [0, 3, 5])
    """
    places: dict[int, int] = {}
    types: list[str] = []
    codes, lengths = array("i"), [np.zeros(1, np.int64)]
    for joined, points, closes in _blocks(texts):
        keys, starts, ends = _fingerprints(points)
        own, different = pd.factorize(keys)
        first = np.empty(len(different), np.int64)
        first[own[::-1]] = np.arange(len(own) - 1, -1, -1)
        for place, key in zip(first.tolist(), different.tolist(), strict=True):
            if key not in places:
                places[key] = len(types)
                types.append(joined[starts[place] : ends[place]])
        codes.frombytes(np.array([places[key] for key in different.tolist()], dtype=np.intc)[own].tobytes())
        lengths.append(np.diff(np.searchsorted(starts, closes), prepend=0))
    return Tokens(np.asarray(codes), np.cumsum(np.concatenate(lengths)), tuple(types))


def _blocks(texts: Iterable[str]) -> Iterator[tuple[str, npt.NDArray[np.uint32], Places]]:
    """Yield some texts joined, their characters as numbers, and where each of the texts ends."""
    block: list[str] = []
    size = 0
    for text in texts:
        block.append(text)
        size += len(text) + 1
        if size >= _BLOCK:
            yield _join(block)
            block, size = [], 0
    if block:
        yield _join(block)


def _join(texts: list[str]) -> tuple[str, npt.NDArray[np.uint32], Places]:
    joined = "\n".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    if (points - np.uint32(_ACCENTS[0]) < _ACCENTS[1]).any():
        composed = [unicodedata.normalize("NFC", text) for text in texts]
        if composed != texts:
            return _join(composed)
    return joined, points, np.cumsum([len(text) + 1 for text in texts])


def _fingerprints(points: npt.NDArray[np.uint32]) -> tuple[Numbers, Places, Places]:
    """Return fingerprint, start and end of each word."""
    is_letter, values = _letters()
    places = np.minimum(points, _LAST).astype(np.intp)
    edges = np.flatnonzero(np.diff(is_letter.take(places), prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    kept = ends - starts > 1
    starts, ends = starts[kept], ends[kept]
    powers, inverses = _powers(max(2 * _BLOCK, 1 << len(points).bit_length()))
    terms = values.take(places)
    terms *= powers[: len(terms)]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms)])
    return (sums[ends] - sums[starts]) * inverses[starts], starts, ends


@lru_cache(maxsize=1)
def _letters() -> tuple[npt.NDArray[np.bool_], Numbers]:
    """Return whether each character is a letter, and the number that stands for it."""
    is_letter = np.array([chr(point).isalpha() for point in range(_LAST)] + [False])
    return is_letter, np.random.default_rng(0).integers(1, 1 << 63, _LAST + 1, dtype=np.uint64)


@lru_cache(maxsize=1)
def _powers(size: int) -> tuple[Numbers, Numbers]:
    """Return the powers of the factor and of its inverse, modulo 2^64."""
    found = []
    for base in (_FACTOR, pow(_FACTOR, -1, 1 << 64)):
        powers = np.full(size, base, np.uint64)
        powers[0] = 1
        found.append(np.cumprod(powers))
    return found[0], found[1]
