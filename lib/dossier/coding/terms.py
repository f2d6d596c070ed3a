"""
Terms found in a sentence, with their place.

A term matches a word or its lemma, whatever the case and accents. Everything that depends on a word
alone is computed once a word and kept, so that a sentence costs a few look-ups a word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import simplemma

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+", re.UNICODE)
GAP, EXACT = "...", "="
_LONGEST_GAP = 4
_FRENCH = frozenset(
    re.findall(
        r"\w+",
        "le la les un une des du de et est en que qui dans pour pas sur au aux par ne se ce il elle on nous vous ils "
        "son sa ses leur leurs avec plus mais ou a ete cette ces sont d l n s qu c j",
    )
)
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the a an of and to in is that for it on was with as are be by this from at have has not but they their we "
        "you he she his her its were or which who will would can had",
    )
)


class Hit(NamedTuple):
    """A term found: which group of terms it belongs to, and the slice of the text."""

    group: int
    start: int
    end: int


class Word(NamedTuple):
    """A word of a sentence, as written, and its slice."""

    form: str
    start: int
    end: int


def fold(text: str) -> str:
    """
    Lower case without accents.

    Examples
    --------
    >>> fold("RÉGLEMENTÉ Œuvre")
    'reglemente oeuvre'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """Fold one word, kept."""
    return fold(word)


@lru_cache(maxsize=100_000)
def lemma(word: str, lang: str) -> str:
    """
    Return the folded lemma of a word.

    Examples
    --------
    >>> lemma("craignent", "fr"), lemma("Métiers", "fr"), lemma("studios", "en")
    ('craindre', 'metier', 'studio')
    """
    return fold(simplemma.lemmatize(word.lower(), lang=lang))


@lru_cache(maxsize=8192)
def split_words(text: str) -> tuple[Word, ...]:
    """Words of a text with their slices; an elision splits (``l'IA`` is two words)."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in WORD.finditer(text))


def guess_language(words: Sequence[Word]) -> str:
    """
    Return ``"fr"``, ``"en"`` or ``""`` by the commonest function words: cheap enough for every sentence.

    Examples
    --------
    >>> guess_language(split_words("The union fears for the jobs of its members."))
    'en'
    """
    forms = [fold_word(word.form) for word in words]
    french, english = sum(f in _FRENCH for f in forms), sum(f in _ENGLISH for f in forms)
    if french == english:
        return ""
    return "fr" if french > english else "en"


def _part(part: str) -> str:
    return part if part == GAP else fold(part)


class TermIndex:
    """
    Groups of terms of one language, ready to be found.

    Parameters
    ----------
    groups : sequence of sequences of str
        Terms of each group, in the notation of the codebook.
    lang : str
        ``"fr"`` or ``"en"``: the language of the lemmas.

    Examples
    --------
    >>> index = TermIndex([["metier*"], ["engager", "n ... plus"]], lang="fr")
    >>> text = "On n'engage plus : le métier meurt."
    >>> [(hit.group, text[hit.start:hit.end]) for hit in index.find(text, split_words(text))]
    [(1, "n'engage plus"), (1, 'engage'), (0, 'métier')]
    """

    def __init__(self, groups: Sequence[Iterable[str]], *, lang: str):
        self.lang = lang
        self._exact: dict[str, list[int]] = {}
        self._prefix: dict[str, list[int]] = {}
        self._terms: list[tuple[int, tuple[str, ...]]] = []
        for group, terms in enumerate(groups):
            for term in terms:
                self._add(group, tuple(_part(part) for part in term.split()))
        self._longest = max((len(stem) for stem in self._prefix), default=0)
        self._known: dict[str, tuple[int, ...]] = {}
        self._known_forms: dict[str, tuple[str, ...]] = {}

    def _add(self, group: int, parts: tuple[str, ...]) -> None:
        first, number = parts[0], len(self._terms)
        self._terms.append((group, parts))
        table, key = (self._prefix, first[:-1]) if first.endswith("*") else (self._exact, first)
        table.setdefault(key, []).append(number)

    def _forms(self, word: str) -> tuple[str, ...]:
        """Return what a word answers to: its folded form, its lemma, and the form marked as exact."""
        known = self._known_forms.get(word)
        if known is None:
            form, base = fold_word(word), lemma(word, self.lang)
            names = (form, EXACT + form) if form == base else (form, base, EXACT + form)
            known = self._known_forms[word] = names
        return known

    def _starts(self, word: str) -> tuple[int, ...]:
        """Numbers of the terms that can begin with this word."""
        known = self._known.get(word)
        if known is None:
            found: set[int] = set()
            for form in self._forms(word):
                found.update(self._exact.get(form, ()))
                for length in range(1, min(len(form), self._longest) + 1):
                    found.update(self._prefix.get(form[:length], ()))
            known = self._known[word] = tuple(sorted(found))
        return known

    def find(self, text: str, words: Sequence[Word]) -> list[Hit]:
        """Return all hits in `text` (whose words are given), in the order of the text."""
        del text
        hits = []
        for at, word in enumerate(words):
            for number in self._starts(word.form):
                group, parts = self._terms[number]
                last = at if len(parts) == 1 else self._follow(parts, words, at)
                if last >= 0:
                    hits.append(Hit(group, word.start, words[last].end))
        return hits

    def _follow(self, parts: tuple[str, ...], words: Sequence[Word], at: int) -> int:
        """Place of the last word of a term that begins at `at`, or -1."""
        gap = 0
        for part in parts[1:]:
            if part == GAP:
                gap = _LONGEST_GAP
                continue
            reach = range(at + 1, min(at + 2 + gap, len(words)))
            at = next((place for place in reach if self._matches(part, words[place].form)), -1)
            if at < 0:
                return -1
            gap = 0
        return at

    def _matches(self, part: str, word: str) -> bool:
        if part.endswith("*"):
            return any(form.startswith(part[:-1]) for form in self._forms(word))
        return part in self._forms(word)


def without_guarded(hits: Iterable[Hit], guards: Sequence[Hit]) -> tuple[list[Hit], int]:
    """
    Drop the hits that overlap a guard and are no longer than it; return the rest and how many were dropped.

    A longer term says more than the guard and stands: "emploi des auteurs" against a guard "emploi des".

    Examples
    --------
    >>> without_guarded([Hit(0, 5, 10), Hit(0, 30, 34)], [Hit(0, 2, 14)])
    ([Hit(group=0, start=30, end=34)], 1)
    """
    kept, dropped = [], 0
    for hit in hits:
        if any(_cancels(guard, hit) for guard in guards):
            dropped += 1
        else:
            kept.append(hit)
    return kept, dropped


def _cancels(guard: Hit, hit: Hit) -> bool:
    overlap = hit.start < guard.end and guard.start < hit.end
    return overlap and hit.end - hit.start <= guard.end - guard.start
