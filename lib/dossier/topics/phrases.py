"""
Terms of several words, found by association: words that stand together more often than chance would have it.

A phrase is two or three neighbouring words of the vocabulary, with at most two linking words between
(``droit d'auteur``, ``prise de la ville``, ``minister of state``) and no punctuation, shown as most often written.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from dossier.topics.vocabulary import Vocabulary

_TOKEN = re.compile(r"[^\W\d_]+")
_GAPS = frozenset(" -'’\u2011\xa0") | {" '", " ’"}
_LINKS = frozenset(["de", "d", "du", "des", "la", "le", "les", "l", "à", "au", "aux", "en", "of", "the"])
_STRENGTH = 0.3  # normalised pointwise mutual information from which neighbours are a phrase
_TOGETHER = 0.5  # part of both words' places from which they are one term
_NESTED = 0.8  # share of a pair's places inside one longer phrase from which only the longer is kept

Key = tuple[int, ...]


@dataclass(frozen=True)
class Phrases:
    """
    Phrases of texts.

    Parameters
    ----------
    shown : tuple of str
        Each phrase as most often written.
    counts : sparse matrix, shape (n_texts, n_phrases)
        How often each text holds each.
    words : tuple of tuple of int
        Places of each phrase's words in the vocabulary.
    """

    shown: tuple[str, ...]
    counts: sp.csr_matrix
    words: tuple[Key, ...]


def find_phrases(texts: Sequence[str], vocabulary: Vocabulary, *, least: int = 3) -> Phrases:
    """
    Find the phrases of texts.

    Parameters
    ----------
    texts : sequence of str
    vocabulary : Vocabulary
        Both ends of a phrase are its terms, in any form.
    least : int
        Times that a phrase must be met, in two texts or more.

    Examples
    --------
    >>> from dossier.topics.tokens import tokenise
    >>> from dossier.topics.vocabulary import make_vocabulary
    >>> texts = ["Le droit d’auteur évolue.", "Un droit d'auteur large", "Droits d'auteur : le port ferme", "port"]
    >>> find_phrases(texts, make_vocabulary(tokenise(texts), langs=("fr",))).shown
    ("droit d'auteur",)
    """
    seen: dict[Key, Counter[str]] = defaultdict(Counter)
    where: dict[Key, Counter[int]] = defaultdict(Counter)
    total, alone = 0, np.zeros(len(vocabulary.terms), np.int64)
    for row, text in enumerate(texts):
        found = list(_places(unicodedata.normalize("NFC", text), vocabulary))
        total += len(found)
        for place, *_ in found:
            alone[place] += 1
        for key, surface in _candidates(found, text):
            seen[key][surface] += 1
            where[key][row] += 1
    often = {key: rows.total() for key, rows in where.items() if _frequent(rows, least)}
    pairs: dict[Key, int] = {key: n for key, n in often.items() if len(key) == 2}
    strong = {key for key, n in pairs.items() if _strength(n, alone[key[0]], alone[key[1]], total) >= _STRENGTH}
    longer: dict[Key, int] = {
        key: n for key, n in often.items() if len(key) == 3 and key[:2] in strong and key[1:] in strong
    }
    kept = sorted(_without_nested(strong, longer, pairs) | set(longer), key=lambda key: (-where[key].total(), key))
    return Phrases(
        shown=tuple(_most_written(seen[key]) for key in kept),
        counts=_matrix([where[key] for key in kept], len(texts)),
        words=tuple(kept),
    )


def _places(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, int, bool]]:
    """Yield place in the vocabulary, start, end, and whether the word before is its neighbour."""
    end, joined = 0, False
    for found in _TOKEN.finditer(text):
        word = found[0].lower()
        near = text[end : found.start()] in _GAPS and (joined or end > 0)
        place = vocabulary.forms.get(word)
        if place is not None:
            yield place, found.start(), found.end(), near
            joined = True
        else:
            joined = near and joined and word in _LINKS
            if not joined:
                end = 0
                continue
        end = found.end()


def _candidates(found: list[tuple[int, int, int, bool]], text: str) -> Iterator[tuple[Key, str]]:
    for i in range(1, len(found)):
        if not found[i][3] or found[i][0] == found[i - 1][0]:
            continue
        yield (found[i - 1][0], found[i][0]), _surface(text, found[i - 1][1], found[i][2])
        if i > 1 and found[i - 1][3]:
            key = (found[i - 2][0], found[i - 1][0], found[i][0])
            if len(set(key)) == 3:
                yield key, _surface(text, found[i - 2][1], found[i][2])


def _surface(text: str, start: int, end: int) -> str:
    return text[start:end].replace("’", "'").replace("\xa0", " ").replace("\u2011", "-")


def _frequent(rows: Counter[int], least: int) -> bool:
    return len(rows) > 1 and rows.total() >= least


def _strength(together: int, first: int, second: int, total: int) -> float:
    """Normalised pointwise mutual information of neighbours, -1 to 1 (Bouma 2009)."""
    share = together / total
    return float(np.log(together * total / (first * second)) / -np.log(share)) if share < 1 else 1.0


def _without_nested(pairs: Iterable[Key], longer: dict[Key, int], met: dict[Key, int]) -> set[Key]:
    inside: Counter[Key] = Counter()
    for key, n in longer.items():
        for part in (key[:2], key[1:]):
            inside[part] = max(inside[part], n)
    return {key for key in pairs if inside[key] < _NESTED * met[key]}


def _most_written(surfaces: Counter[str]) -> str:
    """Return the most frequent way to write it; one without a capital first where that is as frequent as half."""
    most = max(surfaces.values())
    fit = [surface for surface, n in surfaces.items() if n == most or (surface.islower() and 2 * n >= most)]
    return min(fit, key=lambda surface: (not surface.islower(), -surfaces[surface], surface))


def _matrix(columns: list[Counter[int]], n_texts: int) -> sp.csr_matrix:
    rows = [row for column in columns for row in column]
    places = np.repeat(np.arange(len(columns)), [len(column) for column in columns])
    values = np.array([n for column in columns for n in column.values()], dtype=np.float32)
    return sp.csr_matrix((values, (rows, places)), shape=(n_texts, len(columns)))


def join_words(vocabulary: Vocabulary, phrases: Phrases, counts: sp.csr_matrix) -> Vocabulary:
    """
    Make one term of two words that mostly stand together, shown as the phrase, and of their initials.

    Two such words share every text that holds one of them, so a model would find a topic that is no more than a phrase;
    and texts that write the initials (UE) would make another topic than those that write the words (Union européenne).

    Parameters
    ----------
    vocabulary : Vocabulary
    phrases : Phrases
        Found with it.
    counts : sparse matrix, shape (n_texts, n_terms)
        Of the texts that the phrases were found in.

    Examples
    --------
    >>> from dossier.topics.tokens import tokenise
    >>> from dossier.topics.vocabulary import make_vocabulary
    >>> texts = ["un feu vert", "le feu vert tarde", "feu vert pour le port", "le port"]
    >>> words = make_vocabulary(tokenise(texts), langs=("fr",))
    >>> join_words(words, find_phrases(texts, words), words.count(tokenise(texts))).terms
    ('feu vert', 'port')
    """
    totals = np.asarray(counts.sum(axis=0)).ravel()
    met = np.asarray(phrases.counts.sum(axis=0)).ravel()
    joined: dict[int, int] = {}
    shown = dict(enumerate(vocabulary.shown))
    for place, words in enumerate(phrases.words):
        if len(words) == 2 and not joined.keys() & set(words) and not set(joined.values()) & set(words):
            first, second = words
            if met[place] >= _TOGETHER * max(totals[first], totals[second]):
                joined[second] = first
                shown[first] = phrases.shown[place]
    initials = {term.lower(): place for place, term in enumerate(vocabulary.shown) if term.isupper()}
    for head in sorted(set(joined.values())):
        short = initials.get(_initials(shown[head]), head)
        if short != head and short not in joined:
            joined[short] = head
    heads = set(joined.values())
    return Vocabulary(
        terms=tuple(shown[place].lower() if place in heads else term for place, term in enumerate(vocabulary.terms)),
        shown=tuple(shown.values()),
        is_name=vocabulary.is_name,
        forms={form: joined.get(place, place) for form, place in vocabulary.forms.items()},
    ).select(np.array([place not in joined for place in range(len(vocabulary.terms))], dtype=bool))


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in _TOKEN.findall(phrase.lower()) if word not in _LINKS)


def rank_phrases(phrases: Phrases, shares: npt.NDArray[np.float64], *, most: int = 15) -> list[list[tuple[int, float]]]:
    """
    Rank each topic's phrases by how much more often they stand in its texts than the topic's size would have it.

    Parameters
    ----------
    phrases : Phrases
    shares : array, shape (n_texts, n_topics)
        Shares of topics in the same texts.
    most : int
        Phrases a topic.

    Returns
    -------
    list of list of tuple
        For each topic, place of the phrase and weight (times met, times the logarithm of the lift), largest first.
    """
    if not phrases.shown:
        return [[] for _ in range(shares.shape[1])]
    met = np.asarray(phrases.counts.T @ shares)
    expected = met.sum(axis=1, keepdims=True) * shares.mean(axis=0)
    weight = met * np.log(np.maximum(met, 1e-12) / np.maximum(expected, 1e-12))
    ranked = []
    for topic in range(shares.shape[1]):
        order = np.argsort(-weight[:, topic], kind="stable")[:most]
        ranked.append([(int(i), float(weight[i, topic])) for i in order if weight[i, topic] > 0])
    return ranked
