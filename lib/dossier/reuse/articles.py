"""Articles that are the same article: reprints, agency copy, slightly edited versions."""

from collections.abc import Iterable

import numpy as np

from dossier.reuse.shingles import Hashes, hash_shingles, iter_pairs, list_words

WIDTH = 5
BANDS, ROWS = 32, 4  # two texts with half of their runs in common meet with probability .87, with .8 almost surely
MIN_JACCARD = 0.5
_SEED = 20_240_613


def find_repeated_articles(texts: Iterable[str]) -> list[tuple[int, int, float]]:
    """
    Pairs of texts whose runs of five words overlap by half or more.

    Parameters
    ----------
    texts : iterable of str
        Read once.

    Returns
    -------
    list of (first, second, jaccard)
        Positions in `texts` with first < second; jaccard from 0.5 to 1.

    Notes
    -----
    MinHash with banded locality-sensitive hashing, so the work is linear in the number of texts: A. Broder,
    Compression and Complexity of Sequences, 1997; J. Leskovec and others, Mining of Massive Datasets, chapter 3.

    Examples
    --------
    >>> story = "one two three four five six seven eight nine ten"
    >>> find_repeated_articles([story, "something else altogether " * 4, story + " eleven"])
    [(0, 2, 0.857)]
    """
    hashes = [hash_shingles(list_words(text), width=WIDTH) for text in texts]
    pairs = iter_pairs(map(_band_keys, hashes), max_owners=1000)
    scored = ((i, j, _jaccard(hashes[i], hashes[j])) for i, j in pairs)
    return [(i, j, round(score, 3)) for i, j, score in scored if score >= MIN_JACCARD]


def _band_keys(hashes: Hashes) -> Hashes:
    """One key per band of the text's MinHash signature; texts that share a key are candidates."""
    if not len(hashes):
        return np.empty(0, dtype=np.uint64)
    rng = np.random.default_rng(_SEED)
    salts = rng.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    signature = np.array([(hashes * salt ^ (hashes >> np.uint64(31)) * salt).min() for salt in salts])
    keys = np.zeros(BANDS, dtype=np.uint64)
    for row in signature.reshape(BANDS, ROWS).T:
        keys = keys * np.uint64(0x100000001B3) ^ row
    numbered: Hashes = keys * np.uint64(64) + np.arange(BANDS).astype(np.uint64)
    return numbered


def _jaccard(one: Hashes, two: Hashes) -> float:
    shared = len(np.intersect1d(one, two, assume_unique=True))
    return shared / max(len(one) + len(two) - shared, 1)
