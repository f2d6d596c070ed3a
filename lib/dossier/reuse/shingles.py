"""Runs of words as numbers: what two texts share, found without comparing every pair."""

import hashlib
import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
Hashes = NDArray[np.uint64]


def list_words(text: str) -> list[str]:
    """
    Words of a text without case, accents or punctuation.

    Examples
    --------
    >>> list_words("L’été, déjà !")
    ['l', 'ete', 'deja']
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


@lru_cache(maxsize=200_000)
def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def hash_shingles(words: list[str], *, width: int) -> Hashes:
    """
    Distinct hashes of the runs of `width` neighbouring words, sorted.

    Returns
    -------
    array of uint64
        Empty if there are fewer than `width` words. The same on every machine and in every run.

    Examples
    --------
    >>> len(hash_shingles("a b c d".split(), width=3))
    2
    """
    if len(words) < width:
        return np.empty(0, dtype=np.uint64)
    hashes = np.array([_hash_word(word) for word in words], dtype=np.uint64)
    rolled = np.zeros(len(words) - width + 1, dtype=np.uint64)
    for i in range(width):
        rolled = rolled * np.uint64(0x9E3779B97F4A7C15) + hashes[i : len(words) - width + 1 + i]
        rolled ^= rolled >> np.uint64(29)
    return np.unique(rolled)


def pair_by_hashes(hashes: list[Hashes], *, max_owners: int) -> dict[tuple[int, int], int]:
    """
    Pairs of owners and how many hashes they share.

    Parameters
    ----------
    hashes : list of arrays, one per owner
    max_owners : int
        A hash with more owners than this is a turn of phrase and joins nobody; it keeps the work linear.

    Returns
    -------
    dict
        ``(i, j) -> count`` with i < j.

    Examples
    --------
    >>> pair_by_hashes([np.array([1, 2], "uint64"), np.array([2, 3], "uint64")], max_owners=5)
    {(0, 1): 1}
    """
    if not any(len(h) for h in hashes):
        return {}
    values = np.concatenate(hashes)
    owners = np.repeat(np.arange(len(hashes)), [len(h) for h in hashes])
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    counts: dict[tuple[int, int], int] = {}
    for start, stop in zip(starts, np.r_[starts[1:], len(values)], strict=True):
        if 2 <= stop - start <= max_owners:
            members = owners[start:stop].tolist()
            for a, i in enumerate(members):
                for j in members[a + 1 :]:
                    counts[i, j] = counts.get((i, j), 0) + 1
    return counts


def join_pairs(pairs: list[tuple[int, int]], n: int) -> list[int]:
    """
    Smallest member of the group that each of `n` things belongs to, groups being what pairs connect.

    Examples
    --------
    >>> join_pairs([(1, 3), (3, 4)], 5)
    [0, 1, 2, 1, 1]
    """
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in pairs:
        one, two = sorted((root(i), root(j)))
        parent[two] = one
    return [root(i) for i in range(n)]
