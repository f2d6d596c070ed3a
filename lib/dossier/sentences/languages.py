"""
The language of each sentence: French, English, or neither.

Function words decide where they speak clearly; a statistical identifier (py3langid, limited to French and
English) decides the rest; what has fewer than 20 letters, and no two function words, takes the
language of its neighbours.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from dossier.readers.languages import load_identifiers
from dossier.sentences.lexicon import load_data

_WORD = re.compile(r"[^\W\d_]+")
_FRENCH_LETTERS = re.compile(r"[éèêëàâçùûîïôœ]", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.)\S{1,500}|[@#]\w{1,60}|\S{1,60}@\S{1,60}")
_FEWEST_LETTERS = 20
_THIRD_LANGUAGE_LETTERS = 40  # a third language is believed from here on
_SURE = 0.95


@lru_cache(maxsize=1)
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    data = load_data("languages")
    return frozenset(data["fr"]), frozenset(data["en"])


@lru_cache(maxsize=4096)
def tell_language(sentence: str) -> str:
    """
    Return ``fr``, ``en``, ``und`` (a third language) or an empty string (too short to tell).

    Examples
    --------
    >>> [tell_language(s) for s in ("Le conseil a voté la loi hier.", "They did not answer the letter.", "Oui.")]
    ['fr', 'en', '']
    """
    words = _WORD.findall(_ADDRESS.sub(" ", sentence).lower())
    letters = sum(map(len, words))
    french, english = _function_words()
    votes = sum(w in french for w in words) - sum(w in english for w in words)
    if letters < _FEWEST_LETTERS:
        return _short(set(words))
    latin = sum(ch < "\u0250" for word in words for ch in word)
    if latin < letters / 2:
        return "und"
    lean = votes + min(2, len(_FRENCH_LETTERS.findall(sentence)) / 2)
    if abs(votes) >= max(2, 0.2 * len(words)) and votes * lean > 0:
        return "fr" if votes > 0 else "en"
    return _identified(sentence, letters)


def _short(words: set[str]) -> str:
    """Tell a few words only where two function words of one language stand among them, and none of the other."""
    french, english = (len(words & known) for known in _function_words())
    return "fr" if french >= 2 and not english else "en" if english >= 2 and not french else ""


def _identified(sentence: str, letters: int) -> str:
    free, bound = load_identifiers()
    if letters >= _THIRD_LANGUAGE_LETTERS:
        name, probability = free.classify(sentence)
        if name not in {"fr", "en"} and probability >= _SURE:
            return "und"
    return str(bound.classify(sentence)[0])


def tell_languages(sentences: Sequence[str], *, default: str | None = None) -> list[str]:
    """
    Return the language of each sentence of one text; a short one takes that of its neighbours,
    or of the document where they differ.

    Parameters
    ----------
    sentences : sequence of str
        In the order of the text.
    default : str, optional
        Language of the document; where it is not given, that of most letters.

    Examples
    --------
    >>> tell_languages(["Bref.", "Le conseil a voté la loi hier.", "Et alors ?"])
    ['fr', 'fr', 'fr']
    """
    told: list[str] = [tell_language(sentence) for sentence in sentences]
    weights: Counter[str] = Counter()
    for lang, sentence in zip(told, sentences, strict=True):
        weights[lang] += len(sentence)
    french, english, third = (weights[lang] for lang in ("fr", "en", "und"))
    most = "und" if third >= french + english else "fr" if french >= english else "en"
    whole = default or most
    return [lang or _between(told, i) or whole for i, lang in enumerate(told)]


def _between(told: list[str], i: int) -> str:
    """Language of the sentences beside sentence `i` where all that are told agree; empty where they do not."""
    beside = set(told[max(0, i - 1) : i] + told[i + 1 : i + 2]) - {""}
    return beside.pop() if len(beside) == 1 else ""
