"""Which of the two default models a set of texts gets, and why."""

import scipy.sparse as sp

from dossier.topics.models import KeyTermNMF, SemanticNMF, TopicModel

_TIMES = 60  # texts for each word of their mean length up to which key terms win (measured in docs/topics.md)
_SHORTEST = 8  # words a text below which it has no key terms: nearly all of its words are


def choose_model(counts: sp.csr_matrix, *, n_topics: int, length: float | None = None) -> tuple[TopicModel, str]:
    """
    Choose by number and length: key terms for few or long texts, the company of words for many or short ones.

    A word's company is known only where it has been met often. With few texts the latent space, which smooths it, finds
    better words, and so it does where a text holds many words that have nothing to do with each other.

    Parameters
    ----------
    counts : sparse matrix, shape (n_texts, n_terms)
    n_topics : int
    length : float, optional
        Mean words of a text that carry meaning, rare ones included; by default the terms counted.

    Returns
    -------
    tuple of TopicModel and str
        The model, not fitted, and the reason as one sentence.

    Examples
    --------
    >>> few = sp.csr_matrix([[1.0] * 12] * 100)
    >>> model, reason = choose_model(few, n_topics=3)
    >>> type(model).__name__, reason
    ('KeyTermNMF', '100 texts of 12 words are few or long: each is read by its key terms.')
    """
    n_texts = counts.shape[0]
    length = counts.sum() / max(n_texts, 1) if length is None else length
    told = f"{n_texts} texts of {length:.0f} words"
    if length >= _SHORTEST and n_texts <= _TIMES * length:
        return KeyTermNMF(n_topics), f"{told} are few or long: each is read by its key terms."
    return SemanticNMF(n_topics), f"{told} are many or short: words are read by the company they keep."
