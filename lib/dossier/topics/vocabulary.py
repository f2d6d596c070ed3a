"""
The words that topics are made of: lemmas, each shown by its most frequent form in the text.

Rare and ubiquitous words and stop words leave before any matrix is made. A word that the text writes
with a capital almost always is a name: it keeps its form (Paris is no plural of pari) and can be left out.
"""

from array import array
from collections.abc import Iterator, Sequence
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
_CHUNK = 2_000  # texts counted at once
_COUNTED = 1 << 20  # words counted at once
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
        places = self._places(tokens)
        times, columns, lengths = array("f"), array("i"), [np.zeros(1, np.int64)]
        for part in _count_parts(places, tokens, len(self.terms)):
            times.frombytes(part.data.tobytes())
            columns.frombytes(part.indices.tobytes())
            lengths.append(np.diff(part.indptr))
        ends = np.cumsum(np.concatenate(lengths))
        return sp.csr_matrix((np.asarray(times), np.asarray(columns), ends), shape=(len(ends) - 1, len(self.terms)))

    def held(self, tokens: Tokens, *, groups: Sequence[object] | None = None) -> npt.NDArray[np.int64]:
        """Return how many texts, or groups of neighbouring texts, hold each term, shape (n_terms,)."""
        return _held(self._places(tokens), tokens, groups, len(self.terms))

    def select(self, kept: npt.NDArray[np.bool_]) -> "Vocabulary":
        """Return the vocabulary of the terms that are kept, shape (n_terms,)."""
        new = np.cumsum(kept) - 1
        return Vocabulary(
            terms=tuple(term for term, fit in zip(self.terms, kept, strict=True) if fit),
            shown=tuple(term for term, fit in zip(self.shown, kept, strict=True) if fit),
            is_name=self.is_name[kept],
            forms={form: int(new[place]) for form, place in self.forms.items() if kept[place]},
        )

    def _places(self, tokens: Tokens) -> npt.NDArray[np.int32]:
        return np.array([self.forms.get(word.lower(), -1) for word in tokens.types], dtype=np.int32)


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
        Article of each text, texts of one article together: a term must then be held by so many articles, so that no
        topic is one article's own words.
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
    kept = _kept(forms, langs)
    if not names:
        kept &= ~forms.is_name
    keys = [_lemma(form, langs) if lemmas and not forms.is_name[i] else form
            for i, form in enumerate(forms.forms) if kept[i]]  # fmt: skip
    lemma_places: dict[str, int] = {}
    places = np.full(len(forms.forms), -1, np.int32)
    places[kept] = [lemma_places.setdefault(key, len(lemma_places)) for key in keys]
    held = _held(places[forms.of_type], tokens, groups, len(lemma_places))
    n_texts = len(tokens.offsets) - 1 if groups is None else len(set(groups))
    place_of_form = _place_terms(
        held, places, least=least_texts(n_texts) if least is None else least,
        most=int(most * n_texts) if n_texts >= 20 else n_texts, most_terms=most_terms,
    )  # fmt: skip
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
    has_case: bool  # whether the texts kept their capitals


def _gather(tokens: Tokens) -> _Forms:
    totals = np.zeros(len(tokens.types), np.int64)
    for i in range(0, len(tokens.codes), _COUNTED):
        totals += np.bincount(tokens.codes[i : i + _COUNTED], minlength=len(totals))
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
        has_case=bool(capitals.sum() > _CASED * len(tokens.codes)),
    )


def _sum(group: npt.NDArray[np.int32], values: npt.NDArray[np.int64], n_groups: int) -> npt.NDArray[np.int64]:
    return np.bincount(group, weights=values, minlength=n_groups).astype(np.int64)


def _kept(forms: _Forms, langs: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Forms that are no stop words; of two letters only initials (IA, UE), known ones where there are no capitals."""
    stop, known = load_stop_words(*langs), load_stop_words("initials")
    initials = forms.is_initials if forms.has_case else np.array([form in known for form in forms.forms], dtype=bool)
    kept = np.array([form not in stop for form in forms.forms], dtype=bool)
    kept &= initials | np.array([len(form) > 2 for form in forms.forms], dtype=bool)
    return kept


def _lemma(form: str, langs: Sequence[str]) -> str:
    for lang in langs:
        if lang in {"fr", "en"} and (lang == langs[-1] or simplemma.is_known(form, lang=lang)):
            return str(simplemma.lemmatize(form, lang=lang)).lower()
    return form


def _held(
    places: npt.NDArray[np.int32], tokens: Tokens, groups: Sequence[object] | None, n_lemmas: int
) -> npt.NDArray[np.int64]:
    """Return how many texts, or groups of neighbouring texts, hold each lemma."""
    if groups is not None:
        opens = [i for i, group in enumerate(groups) if not i or group != groups[i - 1]]
        tokens = Tokens(tokens.codes, tokens.offsets[[*opens, -1]], tokens.types)
    parts = (np.bincount(part.indices, minlength=n_lemmas) for part in _count_parts(places, tokens, n_lemmas))
    return np.asarray(sum(parts, np.zeros(n_lemmas, np.int64)), dtype=np.int64)


def _place_terms(
    held: npt.NDArray[np.int64], places: npt.NDArray[np.int32], *, least: int, most: int, most_terms: int
) -> npt.NDArray[np.int32]:
    """Return the place among the terms of each form, -1 where its lemma is in too few texts or too many."""
    fit = (held >= least) & (held <= most)
    ranked = np.argsort(-np.where(fit, held, -1), kind="stable")[: min(most_terms, int(fit.sum()))]
    new = np.full(len(held) + 1, -1, np.int32)  # the last stands for a form without lemma, whose place is -1
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


def _count_parts(places: npt.NDArray[np.int32], tokens: Tokens, n_terms: int) -> Iterator[sp.csr_matrix]:
    """Count the place of each type, -1 for none; some texts at a time, so that memory is bounded."""
    columns = np.where(places < 0, n_terms, places).astype(np.int32)
    for i in range(0, len(tokens.offsets) - 1, _CHUNK):
        offsets = tokens.offsets[i : i + _CHUNK + 1]
        own = columns[tokens.codes[offsets[0] : offsets[-1]]]
        shape = len(offsets) - 1, n_terms + 1
        part = sp.csr_matrix((np.ones(len(own), np.float32), own, offsets - offsets[0]), shape=shape)
        part = part.tocsc()[:, :n_terms].tocsr()  # to columns and back sorts in linear time
        part.sum_duplicates()
        yield part
