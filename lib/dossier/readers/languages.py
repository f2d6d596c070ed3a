"""The language of a text: French, English, or undetermined."""

import copy
from functools import lru_cache
from typing import Any

_READ = 1_500  # characters that decide
_FEWEST_LETTERS = 20  # below it a guess is a coin toss (measured: see ecosystem notes on short headings)
_CLEAR_LETTERS = 200  # from here on a third language is believed


@lru_cache(maxsize=1)
def load_identifiers() -> tuple[Any, Any]:
    """
    Return one identifier of every language and one of French and English only, made anew: settings are global.

    Both have ``classify(text)``, which gives a code and its probability.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    free = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    bound = copy.copy(free)  # the model's tables are shared, the choice of languages is its own
    bound.set_languages(["fr", "en"])
    return free, bound


def infer_language(text: str) -> str:
    """
    Return ``"fr"``, ``"en"`` or ``"und"`` (too short to tell, or another language).

    Examples
    --------
    >>> infer_language("Le musée rouvre ses portes samedi après deux ans de travaux.")
    'fr'
    >>> infer_language("The museum opens again on Saturday after two years of works.")
    'en'
    >>> infer_language("12 345")
    'und'
    """
    start = (len(text) - _READ) // 3 if len(text) > 2 * _READ else 0  # the head of a page is often its menu
    sample = text[start : start + _READ]
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return "und"
    free, bound = load_identifiers()
    if letters >= _CLEAR_LETTERS:
        found = str(free.classify(sample)[0])
        return found if found in {"fr", "en"} else "und"
    return str(bound.classify(sample)[0])


def language_code(value: str) -> str:
    """
    Return the code for a language as people write it, or ``""`` where it is not known.

    Examples
    --------
    >>> [language_code(v) for v in ("fr-CA", "Français", "ENG", "de", "klingon")]
    ['fr', 'fr', 'en', 'und', '']
    """
    word = value.strip().casefold()
    if word in _NAMES:
        return _NAMES[word]
    stem = word.replace("_", "-").split("-")[0]
    if stem in _NAMES:
        return _NAMES[stem]
    return "und" if len(stem) == 2 and stem.isalpha() else ""


_NAMES = {
    **dict.fromkeys(("fr", "fra", "fre", "français", "francais", "french"), "fr"),
    **dict.fromkeys(("en", "eng", "anglais", "english"), "en"),
    **dict.fromkeys(("und", "mul", "autre", "other"), "und"),
}
