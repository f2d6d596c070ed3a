"""Sentences that two articles share, word for word or reworked."""

import pandas as pd
from rapidfuzz import fuzz

from dossier.reuse.shingles import hash_shingles, list_words, pair_by_hashes

WIDTH = 3  # words in a run: short enough to survive rewording
MAX_OWNERS = 40  # sentences that may share a run before it counts as a turn of phrase
MIN_WORDS = 8  # shorter sentences repeat by chance
MIN_SHARED = 2  # runs in common that make a pair worth comparing
MIN_LIKENESS = 72.0  # 0 to 100; measured in docs/reuse.md
MIN_PART = 90.0  # the same, for a sentence cut out of a longer one
MIN_PART_WORDS = 10


def find_reused_sentences(sentences: pd.DataFrame) -> pd.DataFrame:
    """
    Pairs of sentences of different articles that are the same prose, edits tolerated.

    Parameters
    ----------
    sentences : DataFrame
        Columns ``article_id``, ``text``; web furniture already left out.

    Returns
    -------
    DataFrame, one row per pair
        ``first``, ``second`` (positions in `sentences`, first < second) and ``likeness`` (0 to 100).

    Notes
    -----
    Candidates share at least two runs of three words, so the work grows with the text and not with its square;
    each is then compared by normalised edit distance over words, and as a part of the longer one.

    Examples
    --------
    >>> pair = pd.DataFrame({"article_id": ["a", "b"], "text": [
    ...     "The mayor opened the new bridge over the river on Monday morning.",
    ...     "On Monday the mayor opened the new bridge over the river, we hear."]})
    >>> len(find_reused_sentences(pair))
    1
    """
    words = [list_words(text) for text in sentences.text]
    hashes = [hash_shingles(w if len(w) >= MIN_WORDS else [], width=WIDTH) for w in words]
    article = sentences.article_id.to_numpy()
    rows = []
    for (i, j), shared in pair_by_hashes(hashes, max_owners=MAX_OWNERS).items():
        if shared >= MIN_SHARED and article[i] != article[j]:
            likeness = compare_words(words[i], words[j])
            if likeness:
                rows.append((i, j, likeness))
    return pd.DataFrame(sorted(rows), columns=["first", "second", "likeness"])


def compare_words(one: list[str], two: list[str]) -> float:
    """
    Likeness of two sentences, 0 to 100; 0 where they are not the same prose.

    Examples
    --------
    >>> compare_words("a b c d e f g h".split(), "z y x w v u t s".split())
    0.0
    """
    first, second = " ".join(one), " ".join(two)
    whole = max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second))
    if whole >= MIN_LIKENESS:
        return float(whole)
    part = fuzz.partial_ratio(first, second) if min(len(one), len(two)) >= MIN_PART_WORDS else 0.0
    return float(part) if part >= MIN_PART else 0.0
