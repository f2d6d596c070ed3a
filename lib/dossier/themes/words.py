"""The words that a theme's sentences use more than the rest of the corpus does."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from dossier.schema import SENTENCE_KEY
from dossier.topics.fitting import find_languages
from dossier.topics.tokens import tokenise
from dossier.topics.vocabulary import make_vocabulary


def count_terms(texts: Sequence[str]) -> tuple[sp.csr_matrix, list[str]]:
    """
    Count the terms of texts: lemmas shown in the form met most, stop words left out.

    Returns
    -------
    sparse array, shape (n_texts, n_terms)
    list of str
        The terms, in the order of the columns.

    Examples
    --------
    >>> counts, terms = count_terms(["Le pont ferme.", "Les ponts ouvrent."])
    >>> counts[:, [terms.index("pont")]].toarray().ravel().tolist()
    [1.0, 1.0]
    """
    tokens = tokenise(list(texts))
    vocabulary = make_vocabulary(tokens, langs=find_languages(texts), least=1, most=1.0)
    return vocabulary.count(tokens), list(vocabulary.shown)


def distinctive_words(units: pd.DataFrame, *, inside: pd.Series, top: int = 25) -> pd.DataFrame:
    """
    Words of one part of the corpus against the rest: log-odds ratio with an informative Dirichlet prior.

    Parameters
    ----------
    units : DataFrame, one row per sentence
        Column ``text``.
    inside : Series of bool, aligned with `units`
        True for the sentences whose words are sought.
    top : int
        Number of words returned.

    Returns
    -------
    DataFrame, at most `top` rows, most distinctive first
        ``term``, ``n_inside``, ``n_outside`` (occurrences), ``log_odds`` and ``z`` (log-odds over its standard
        error; above 2 is more than chance). Words seen fewer than 3 times inside are left out.

    Notes
    -----
    B. L. Monroe, M. P. Colaresi and K. M. Quinn, Political Analysis 16 (2008), 372-403, equations 15, 16, 20
    and 22; the prior is the corpus's own word distribution, worth one word in ten of what is compared.
    """
    counts, terms = count_terms(units.text.tolist())
    mask = inside.to_numpy(bool)
    y1 = np.asarray(counts[mask].sum(axis=0)).ravel().astype(float)
    y2 = np.asarray(counts[~mask].sum(axis=0)).ravel().astype(float)
    table = log_odds(y1, y2)
    table.insert(0, "term", list(terms))
    table = table[table.n_inside >= 3].sort_values(["z", "term"], ascending=[False, True])
    return table.head(top).reset_index(drop=True)


def log_odds(inside: np.ndarray, outside: np.ndarray) -> pd.DataFrame:
    """
    Log-odds ratio of each word with its z-score, from two vectors of counts over the same words.

    Examples
    --------
    >>> log_odds(np.array([8.0, 2.0]), np.array([2.0, 8.0])).z.round(2).tolist()
    [3.3, -3.3]
    """
    total = inside + outside
    prior = total / max(total.sum(), 1) * max(0.1 * total.sum(), 1)
    one, two = inside.sum() + prior.sum(), outside.sum() + prior.sum()
    odds_one = np.log((inside + prior) / (one - inside - prior))
    odds_two = np.log((outside + prior) / (two - outside - prior))
    error = np.sqrt(1 / (inside + prior) + 1 / (outside + prior))
    return pd.DataFrame({
        "n_inside": inside.astype(int), "n_outside": outside.astype(int),
        "log_odds": odds_one - odds_two, "z": (odds_one - odds_two) / error,
    })  # fmt: skip


def word_rows(units: pd.DataFrame, theme: str, *, terms: list[str]) -> pd.DataFrame:
    """Return the sentences of a theme in which each term stands: ``term, article_id, sentence_no``."""
    # Counted over the whole corpus, so that a term is written here as `distinctive_words` writes it.
    counts, names = count_terms(units.text.tolist())
    carrying = np.flatnonzero(units[theme].to_numpy() == 1)
    places = {name: i for i, name in enumerate(names)}
    parts = []
    for term in terms:
        here = carrying[counts[:, [places[term]]].toarray().ravel()[carrying] > 0]
        parts.append(units.iloc[here][list(SENTENCE_KEY)].assign(term=term))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["term", *SENTENCE_KEY])
