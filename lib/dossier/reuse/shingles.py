"""Runs of words as numbers: what two texts share, found without comparing every pair."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
Hashes = NDArray[np.uint64]
_AT_A_TIME = 2_000_000  # pairs that are formed and counted together


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


def iter_pairs(hashes: Iterable[Hashes], *, max_owners: int, min_shared: int = 1) -> Iterator[tuple[int, int]]:
    """
    Yield the pairs of owners that share hashes, in increasing order.

    Parameters
    ----------
    hashes : iterable of arrays, one per owner
    max_owners : int
        A hash with more owners than this is a turn of phrase and joins nobody; it keeps the work linear.
    min_shared : int
        Hashes that a pair must share.

    Yields
    ------
    (i, j)
        Positions in `hashes` with i < j. Pairs are formed a few million at a time, so that memory grows with the
        hashes and not with the pairs.

    Examples
    --------
    >>> list(iter_pairs([np.array([1, 2], "uint64"), np.array([2, 3], "uint64")], max_owners=5))
    [(0, 1)]
    """
    owners, ends = _post_hashes(hashes, max_owners=max_owners)
    entries = np.argsort(owners, kind="stable")
    later = ends - np.arange(len(owners)) - 1  # the owners of the same hash behind each entry
    entries = entries[later[entries] > 0]
    of, done = owners[entries], np.cumsum(later[entries])
    last = 0
    while last < len(entries):
        full = np.searchsorted(done, (done[last - 1] if last else 0) + _AT_A_TIME)
        first, last = last, int(np.searchsorted(of, of[min(full, len(of) - 1)], side="right"))
        block, counts = entries[first:last], later[entries[first:last]]
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        codes = np.repeat(owners[block], counts) << 32 | owners[np.repeat(block, counts) + 1 + steps]
        pairs, shared = np.unique(codes, return_counts=True)
        for code in pairs[shared >= min_shared].tolist():
            yield code >> 32, code & 0xFFFFFFFF


def _post_hashes(hashes: Iterable[Hashes], *, max_owners: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Owners of every hash that two to `max_owners` share, hash by hash; and where each entry's hash ends."""
    held = list(hashes)
    values = np.concatenate([np.empty(0, dtype=np.uint64), *held])
    owners = np.repeat(np.arange(len(held)), [len(own) for own in held])
    order = np.argsort(values, kind="stable")
    starts = np.flatnonzero(np.diff(values[order], prepend=values[order][:1] ^ np.uint64(1)))
    sizes = np.diff(starts, append=len(order))
    kept = (sizes >= 2) & (sizes <= max_owners)
    ends = np.cumsum(sizes[kept])
    return owners[order[np.repeat(kept, sizes)]].astype(np.int64), np.repeat(ends, sizes[kept])


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
