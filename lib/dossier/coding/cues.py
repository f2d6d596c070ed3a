"""
What the codebook's terms say of each sentence: the readable part of the machine coder.

For each theme: how many of its terms stand there, how many only hint, how many were cancelled by a
guard; for stance, the theme's stance terms and general words of fear, hope, duty, concession.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dossier.codebook import TERM_LANGUAGES, Codebook
from dossier.coding.terms import Hit, TermIndex, Word, guess_language, split_words, without_guarded
from dossier.schema import STANCES

Matrix = npt.NDArray[np.float32]
_DISCOURSE = Path(__file__).parent / "data" / "discourse.toml"
_REMEMBERED = 20_000  # sentences
_NEGATION_REACH = 4  # words: a stance term this close behind a negation is counted as negated


@dataclass(frozen=True)
class Reading:
    """
    What was found in one sentence.

    `theme_counts` is (themes, 3): strong terms, hints, guarded; `stance_counts` is (themes, stances, 2):
    plain and negated; `discourse` is one count a general group; `hits` are the strong and hinting terms of
    each theme.
    """

    theme_counts: Matrix
    stance_counts: Matrix
    discourse: Matrix
    hits: tuple[tuple[tuple[Hit, bool], ...], ...]


class CueReader:
    """
    Find a codebook's terms in sentences.

    Parameters
    ----------
    codebook : Codebook
        Where the terms and guards come from.
    """

    def __init__(self, codebook: Codebook):
        self.codebook = codebook
        with _DISCOURSE.open("rb") as file:
            self._general: dict[str, dict[str, list[str]]] = tomllib.load(file)
        self._roles: list[tuple[Any, ...]] = []
        groups = {lang: self._groups(lang) for lang in TERM_LANGUAGES}
        self._indexes = {lang: TermIndex(groups[lang], lang=lang) for lang in TERM_LANGUAGES}
        self._known: dict[str, Reading] = {}

    def _groups(self, lang: str) -> list[Sequence[str]]:
        """Terms of one language by role; every language lists the same roles in the same order."""
        roles: list[tuple[Any, ...]] = []
        groups: list[Sequence[str]] = []
        for number, theme in enumerate(self.codebook.themes):
            for weak in (False, True):
                roles.append(("weak" if weak else "strong", number))
                families = [f for f in theme.families if f.lang == lang and f.ambiguous == weak]
                groups.append([term for family in families for term in family.terms])
            roles.append(("guard", number))
            groups.append(dict(theme.guards).get(lang, ()))
            for place, stance in enumerate(STANCES):
                roles.append(("stance", number, place))
                groups.append([t for s, of, terms in theme.stance_terms if (s, of) == (stance, lang) for t in terms])
        for place, name in enumerate(self._general):
            roles.append(("general", place))
            groups.append(self._general[name].get(lang, ()))
        self._roles = roles
        return groups

    @property
    def general_names(self) -> list[str]:
        """Names of the general groups of words, in the order of `Reading.discourse`."""
        return list(self._general)

    def read(self, text: str) -> Reading:
        """Return what stands in one sentence; a sentence seen before is not read again."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._read(text)
        return known

    def _read(self, text: str) -> Reading:
        words = split_words(text)
        guessed = guess_language(words)
        hits = [
            hit for lang in ([guessed] if guessed else TERM_LANGUAGES) for hit in self._indexes[lang].find(text, words)
        ]
        by_role: dict[tuple[Any, ...], list[Hit]] = {}
        for hit in hits:
            by_role.setdefault(self._roles[hit.group], []).append(hit)
        themes = [self._theme(number, by_role) for number in range(len(self.codebook.themes))]
        discourse = np.array([len(by_role.get(("general", n), ())) for n in range(len(self._general))], np.float32)
        stances = self._stances(words, by_role)
        return Reading(np.stack([t[0] for t in themes]), stances, discourse, tuple(t[1] for t in themes))

    def _theme(
        self, number: int, by_role: dict[tuple[Any, ...], list[Hit]]
    ) -> tuple[Matrix, tuple[tuple[Hit, bool], ...]]:
        guards = by_role.get(("guard", number), [])
        strong, cancelled = without_guarded(by_role.get(("strong", number), []), guards)
        weak, also = without_guarded(by_role.get(("weak", number), []), guards)
        kept = tuple((hit, True) for hit in strong) + tuple((hit, False) for hit in weak)
        return np.array([len(strong), len(weak), cancelled + also], np.float32), kept

    def _stances(self, words: Sequence[Word], by_role: dict[tuple[Any, ...], list[Hit]]) -> Matrix:
        counts = np.zeros((len(self.codebook.themes), len(STANCES), 2), np.float32)
        negations = [hit.start for hit in by_role.get(("general", 0), [])]
        starts = [word.start for word in words]
        for (kind, *where), hits in by_role.items():
            if kind == "stance":
                for hit in hits:
                    counts[where[0], where[1], int(_is_negated(hit, negations, starts))] += 1
        return counts


def _is_negated(hit: Hit, negations: list[int], starts: list[int]) -> bool:
    """Whether a negation stands at most four words before the hit (or inside it)."""
    if not negations:
        return False
    at = starts.index(hit.start)
    reach = starts[max(0, at - _NEGATION_REACH)]
    return any(reach <= place < hit.start for place in negations)
