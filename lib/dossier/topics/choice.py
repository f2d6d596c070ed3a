"""Which of the two default models a set of texts gets, and why."""

import scipy.sparse as sp

from dossier.topics.models import KeyTermNMF, SemanticNMF, TopicModel


def choose_model(counts: sp.csr_matrix, *, n_topics: int) -> tuple[TopicModel, str]:
    """
    Choose by number and length: key terms while the texts are fewer than the square of their mean length.

    A word's company is well known only where it has been met often: with few texts the latent space, which smooths it,
    finds better words, and so it does where a text holds many words that have nothing to do with each other.
    With many short texts the association itself wins. Where the two meet they give equal scores (``docs/topics.md``).

    Parameters
    ----------
    counts : sparse matrix, shape (n_texts, n_terms)
    n_topics : int

    Returns
    -------
    tuple of TopicModel and str
        The model, not fitted, and the reason as one sentence.

    Examples
    --------
    >>> few = sp.csr_matrix([[1.0] * 12] * 100)
    >>> model, reason = choose_model(few, n_topics=3)
    >>> type(model).__name__, reason
    ('KeyTermNMF', '100 texts of 12 terms: fewer than 12 squared, so each is read by its key terms.')
    """
    n_texts = counts.shape[0]
    length = counts.sum() / max(n_texts, 1)
    if n_texts <= length**2:
        reason = (
            f"{n_texts} texts of {length:.0f} terms: fewer than {length:.0f} squared, so each is read by its key terms."
        )
        return KeyTermNMF(n_topics), reason
    reason = (
        f"{n_texts} texts of {length:.0f} terms: more than {length:.0f} squared, so words are read by their company."
    )
    return SemanticNMF(n_topics), reason
