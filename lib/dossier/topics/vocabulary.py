"""
The words that topics are made of: lemmas, each shown by its most frequent form in the text.

Rare and ubiquitous words and stop words leave before any matrix is made. A word that the text writes
with a capital almost always is a name: it keeps its form (Paris is no plural of pari) and can be left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import simplemma

from dossier.topics.stop_words import load_stop_words
from dossier.topics.tokens import Tokens

MOST_TERMS = 5_000  # the association matrix has this many rows and columns at most
MOST_TEXTS = 0.5  # share of texts above which a word tells no topic from another
_NAME = 0.8  # share of capitals from which a word counts as a name
_NAME_MET = 3  # times met before capitals tell a name from the start of a sentence
_CASED = 0.001  # share of capitalised words below which a text has lost its capitals


@dataclass(frozen=True)
class Vocabulary:
    """
    Terms of a set of texts.

    Parameters
    ----------
    terms : tuple of str
        One a lemma: its most frequent form, in lower case, always found in the text.
    shown : tuple of str
        The same with the capitals that it mostly has.
    is_name : array of bool, shape (n_terms,)
        Whether the text writes it with a capital almost always (initials such as IA are no names).
    forms : dict of str to int
        Place in `terms` of every lower-case form.
    """

    terms: tuple[str, ...]
    shown: tuple[str, ...]
    is_name: npt.NDArray[np.bool_]
    forms: dict[str, int]

    def count(self, tokens: Tokens) -> sp.csr_matrix:
        """Return how often each text holds each term, shape (n_texts, n_terms), float32."""
        places = np.array([self.forms.get(word.lower(), -1) for word in tokens.types] or [-1], dtype=np.int32)
        return _counts(places[tokens.codes], tokens.offsets, len(self.terms))


def least_texts(n_texts: int) -> int:
    """
    Texts that must hold a word: below it, what the word goes with is chance.

    Examples
    --------
    >>> [least_texts(n) for n in (60, 2_000, 10_000, 100_000)]
    [2, 3, 3, 5]
    """
    return 2 if n_texts <= 1_500 else 3 if n_texts <= 20_000 else 5


def make_vocabulary(
    tokens: Tokens,
    *,
    langs: Sequence[str],
    names: bool = True,
    lemmas: bool = True,
    groups: Sequence[object] | None = None,
    least: int | None = None,
    most: float = MOST_TEXTS,
    most_terms: int = MOST_TERMS,
) -> Vocabulary:
    """
    Choose the terms of texts.

    Parameters
    ----------
    tokens : Tokens
        The texts.
    langs : sequence of str
        Languages of the texts, most frequent first: stop words of all; a form's lemma is that of the first
        language that knows it.
    names : bool
        Whether names are terms.
    lemmas : bool
        Whether inflected forms count as one.
    groups : sequence, optional
        Article of each text: a term must then be held by so many articles, so that no topic is one article's own words.
    least : int, optional
        Texts or articles that must hold a term; `least_texts` by default.
    most : float
        Share of texts, 0 to 1, that may hold it (asked of 20 texts and more).
    most_terms : int
        Terms kept, those in most texts first.

    Examples
    --------
    >>> from dossier.topics.tokens import tokenise
    >>> tokens = tokenise(["Les ponts de Paris", "un pont ferme, des ponts ouvrent", "Paris attend", "tout ferme"])
    >>> make_vocabulary(tokens, langs=("fr",)).shown
    ('ponts', 'Paris', 'ferme')
    """
    forms = _gather(tokens)
    kept = _kept(tokens, forms, langs)
    if not names:
        kept &= ~forms.is_name
    keys = [_lemma(form, langs) if lemmas and not forms.is_name[i] else form
            for i, form in enumerate(forms.forms) if kept[i]]  # fmt: skip
    lemma_places: dict[str, int] = {}
    places = np.full(len(forms.forms), -1, np.int32)
    places[kept] = [lemma_places.setdefault(key, len(lemma_places)) for key in keys]
    counts = _counts(places[forms.of_type][tokens.codes], tokens.offsets, len(lemma_places))
    place_of_form = _place_terms(_by_group(counts, groups), places, least=least, most=most, most_terms=most_terms)
    return _shown(place_of_form, forms)


@dataclass(frozen=True)
class _Forms:
    """Lower-case forms: how often each is met, its usual capitals, whether it is a name; the form of each type."""

    forms: list[str]
    totals: npt.NDArray[np.int64]
    cased: list[str]
    is_name: npt.NDArray[np.bool_]
    is_initials: npt.NDArray[np.bool_]
    of_type: npt.NDArray[np.int32]


def _gather(tokens: Tokens) -> _Forms:
    totals = np.bincount(tokens.codes, minlength=len(tokens.types))
    groups: dict[str, int] = {}
    of_type = np.array([groups.setdefault(word.lower(), len(groups)) for word in tokens.types], dtype=np.int32)
    every = _sum(of_type, totals, len(groups))
    capitals = _sum(of_type, totals * np.array([not word.islower() for word in tokens.types], dtype=bool), len(groups))
    initials = _sum(of_type, totals * np.array([word.isupper() for word in tokens.types], dtype=bool), len(groups))
    best = np.full(len(groups), -1, np.int64)
    for i in np.argsort(-totals, kind="stable").tolist():
        if best[of_type[i]] < 0:
            best[of_type[i]] = i
    return _Forms(
        forms=list(groups),
        totals=every,
        cased=[tokens.types[i] for i in best],
        is_name=(capitals >= _NAME * every) & (every >= _NAME_MET) & (initials < _NAME * every),
        is_initials=initials >= _NAME * every,
        of_type=of_type,
    )


def _sum(group: npt.NDArray[np.int32], values: npt.NDArray[np.int64], n_groups: int) -> npt.NDArray[np.int64]:
    return np.bincount(group, weights=values, minlength=n_groups).astype(np.int64)


def _kept(tokens: Tokens, forms: _Forms, langs: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Forms that are no stop words; of two letters only those written as initials (IA, UE) where there are capitals."""
    stop = load_stop_words(*langs)
    kept = np.array([form not in stop for form in forms.forms], dtype=bool)
    capitals = np.array([not word.islower() for word in tokens.types], dtype=bool)
    if capitals[tokens.codes].sum() > _CASED * len(tokens.codes):
        kept &= np.array([len(form) > 2 for form in forms.forms], dtype=bool) | forms.is_initials
    return kept


def _lemma(form: str, langs: Sequence[str]) -> str:
    for lang in langs:
        if lang in {"fr", "en"} and (lang == langs[-1] or simplemma.is_known(form, lang=lang)):
            return str(simplemma.lemmatize(form, lang=lang)).lower()
    return form


def _by_group(counts: sp.csr_matrix, groups: Sequence[object] | None) -> sp.csr_matrix:
    """Add up the texts of each article."""
    if groups is None:
        return counts
    places: dict[object, int] = {}
    rows = [places.setdefault(group, len(places)) for group in groups]
    adding = sp.csr_matrix((np.ones(len(rows), np.float32), (rows, range(len(rows)))), shape=(len(places), len(rows)))
    return (adding @ counts).tocsr()


def _place_terms(
    counts: sp.csr_matrix, places: npt.NDArray[np.int32], *, least: int | None, most: float, most_terms: int
) -> npt.NDArray[np.int32]:
    """Return the place among the terms of each form, -1 where its lemma is in too few texts or too many."""
    n_texts, n_lemmas = counts.shape
    held = np.bincount(counts.indices, minlength=n_lemmas)
    fit = held >= (least_texts(n_texts) if least is None else least)
    if n_texts >= 20:
        fit &= held <= most * n_texts
    ranked = np.argsort(-np.where(fit, held, -1), kind="stable")[: min(most_terms, int(fit.sum()))]
    new = np.full(n_lemmas + 1, -1, np.int32)  # the last stands for a form without lemma, whose place is -1
    new[np.sort(ranked)] = np.arange(len(ranked), dtype=np.int32)
    return np.asarray(new[places], dtype=np.int32)


def _shown(place_of_form: npt.NDArray[np.int32], forms: _Forms) -> Vocabulary:
    """Show each term by its most frequent form; the first met where two tie."""
    best: dict[int, int] = {}
    for i in np.argsort(-forms.totals, kind="stable").tolist():
        if place_of_form[i] >= 0:
            best.setdefault(int(place_of_form[i]), i)
    shown = [best[place] for place in range(len(best))]
    return Vocabulary(
        terms=tuple(forms.forms[i] for i in shown),
        shown=tuple(forms.cased[i] for i in shown),
        is_name=forms.is_name[shown] if shown else np.zeros(0, bool),
        forms={forms.forms[i]: int(place) for i, place in enumerate(place_of_form) if place >= 0},
    )


def _counts(places: npt.NDArray[np.int32], offsets: npt.NDArray[np.int64], n_terms: int) -> sp.csr_matrix:
    kept = places >= 0
    ends = np.concatenate([[0], np.cumsum(kept, dtype=np.int64)])[offsets]
    matrix = sp.csr_matrix(
        (np.ones(int(ends[-1]), np.float32), places[kept], ends.astype(np.int32)), shape=(len(offsets) - 1, n_terms)
    )
    matrix.sum_duplicates()
    return matrix
