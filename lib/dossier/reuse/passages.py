"""Sentences that two articles share, word for word or reworked."""

from collections.abc import Iterable

import pandas as pd
from rapidfuzz import fuzz

from dossier.reuse.shingles import hash_shingles, iter_pairs, list_words

WIDTH = 3  # words in a run: short enough to survive rewording
MAX_OWNERS = 40  # sentences that may share a run before it counts as a turn of phrase
MIN_WORDS = 8  # shorter sentences repeat by chance
MIN_SHARED = 2  # runs in common that make a pair worth comparing
MIN_LIKENESS = 72.0  # 0 to 100; measured in docs/reuse.md
MIN_PART = 90.0  # the same, for a sentence cut out of a longer one
MIN_PART_WORDS = 10
MIN_CONTENT = 0.55  # part of the longer words of one that the other must hold: the same mould with other facts has less
_LONG, _STEM = 4, 6  # letters from which a word counts as content, and letters of it that are compared


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
    Sentences of the same words are put together first, however often they are met. Of the others, candidates share
    at least two runs of three words, so the work grows with the text and not with its square; each is then
    compared by edit distance, in the order of the text and of the alphabet, and as a part of the longer one.

    Examples
    --------
    >>> pair = pd.DataFrame({"article_id": ["a", "b"], "text": [
    ...     "The mayor opened the new bridge over the river on Monday morning.",
    ...     "On Monday the mayor opened the new bridge over the river, we hear."]})
    >>> len(find_reused_sentences(pair))
    1
    """
    alike = _group_same_words(sentences.text)
    article = sentences.article_id.tolist()
    plain, groups = list(alike), list(alike.values())
    rows = [(i, j, 100.0) for members in groups for i, j in _across_articles(members, members, article)]
    hashes = (hash_shingles(words.split(), width=WIDTH) for words in plain)
    for one, other in iter_pairs(hashes, max_owners=MAX_OWNERS, min_shared=MIN_SHARED):
        between = _across_articles(groups[one], groups[other], article)[:1]
        likeness = compare_words(plain[one].split(), plain[other].split()) if between else 0.0
        rows += [(i, j, likeness) for i, j in between if likeness]
    return pd.DataFrame(sorted(rows), columns=["first", "second", "likeness"])


def _group_same_words(texts: Iterable[str]) -> dict[str, list[int]]:
    """Return the positions of sentences long enough to compare, by their words: those of the same words together."""
    groups: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        own = list_words(text)
        if len(own) >= MIN_WORDS:
            groups.setdefault(" ".join(own), []).append(place)
    return groups


def _across_articles(one: list[int], other: list[int], article: list[str]) -> list[tuple[int, int]]:
    """
    Pair the members of two groups, or of one, across articles: as few pairs as connect them all.

    Examples
    --------
    >>> _across_articles([0, 1, 2], [0, 1, 2], ["a", "a", "b"])
    [(0, 2), (1, 2)]
    """
    head = one[0]
    pairs = [(head, j) for j in other if article[j] != article[head]]
    if pairs:
        pairs += [(i, pairs[0][1]) for i in one[1:] if article[i] == article[head]]
    elif one != other:
        pairs = [(i, other[0]) for i in one if article[i] != article[other[0]]]
    return sorted((min(pair), max(pair)) for pair in pairs)


def compare_words(one: list[str], two: list[str]) -> float:
    """
    Likeness of two sentences, 0 to 100; 0 where they are not the same prose.

    Examples
    --------
    >>> compare_words("a b c d e f g h".split(), "z y x w v u t s".split())
    0.0
    """
    if not share_content(one, two):
        return 0.0
    first, second = " ".join(one), " ".join(two)
    whole = max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second))
    if whole >= MIN_LIKENESS:
        return float(whole)
    part = fuzz.partial_ratio(first, second) if min(len(one), len(two)) >= MIN_PART_WORDS else 0.0
    return float(part) if part >= MIN_PART else 0.0


def share_content(one: list[str], two: list[str]) -> bool:
    """
    Whether the longer words and the numbers of the shorter sentence mostly stand in the other.

    Examples
    --------
    >>> opens = "the hall opens on monday at 9".split()
    >>> share_content(opens, "the hall opened on monday at 9".split()), share_content(opens, "it is on at 8".split())
    (True, False)
    """
    first, second = ({w[:_STEM] for w in words if len(w) >= _LONG or w.isdigit()} for words in (one, two))
    return len(first & second) >= MIN_CONTENT * min(len(first), len(second))
