"""From texts to a fitted model with its vocabulary; memory is bounded: a sample is fitted, all texts are placed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from dossier.errors import DossierError
from dossier.readers.languages import infer_language
from dossier.topics.choice import choose_model
from dossier.topics.models import TopicModel
from dossier.topics.phrases import find_phrases, join_words
from dossier.topics.quality import top_terms
from dossier.topics.stop_words import load_stop_words
from dossier.topics.tokens import Tokens, tokenise
from dossier.topics.vocabulary import MOST_TEXTS, Vocabulary, make_vocabulary

LISTED = 30  # words of a topic that tables list
FEWEST_LISTED = 25  # below it a topic cannot be listed
FEWEST_TEXTS = 5  # texts a topic, at least
MOST_FITTED = 2_000_000  # terms in the texts that a model is fitted to; the other texts are placed by it
MOST_READ = 20_000  # texts that phrases and quality are read from
_ARTICLES = 1 / 20  # share of the articles that must hold a term
_ASKED = 200  # texts that tell the languages


@dataclass(frozen=True)
class Fitted:
    """
    A model fitted to texts.

    Parameters
    ----------
    vocabulary : Vocabulary
    model : TopicModel
    reason : str
        Why this model, as one sentence.
    counts : sparse matrix, shape (n_texts, n_terms)
    shares : array, shape (n_texts, n_topics)
        Each row adds to 1; equal shares where the text holds no term.
    langs : tuple of str
        Languages of the texts, most frequent first.
    """

    vocabulary: Vocabulary
    model: TopicModel
    reason: str
    counts: sp.csr_matrix
    shares: npt.NDArray[np.float64]
    langs: tuple[str, ...]

    @property
    def without_terms(self) -> npt.NDArray[np.bool_]:
        """Whether a text holds no term, shape (n_texts,)."""
        return np.asarray(np.diff(self.counts.indptr) == 0)

    def top_words(self, topic: int, *, n: int = LISTED) -> list[tuple[str, float]]:
        """Return a topic's first words in lower case with their weights; `topic` counts from 0."""
        places = top_terms(self.model.components_, n=n)[topic]
        return [(self.vocabulary.terms[i], float(self.model.components_[topic, i])) for i in places]


def fit_texts(
    texts: Sequence[str],
    *,
    n_topics: int,
    langs: Sequence[str] = (),
    model: TopicModel | None = None,
    names: bool = True,
    groups: Sequence[object] | None = None,
    join: bool = False,
) -> Fitted:
    """
    Find the topics of texts.

    Parameters
    ----------
    texts : sequence of str
    n_topics : int
    langs : sequence of str
        Languages; found out where empty.
    model : TopicModel, optional
        Used instead of the chosen one.
    names : bool
        Whether names may stand among the terms.
    groups : sequence, optional
        Article of each text; see `choose_terms`.
    join : bool
        Whether two words that mostly stand together are one term.

    Raises
    ------
    DossierError
        If the texts are too few for that many topics, or hold too few words that come back.

    Examples
    --------
    >>> texts = ["pont bateau rivière quai", "four pain farine levain"] * 20
    >>> fit_texts(texts, n_topics=2, langs=("fr",))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    dossier.errors.DossierError: only 8 words come back in two texts or more, ...
    """
    tokens = tokenise(texts)
    langs = tuple(langs) or find_languages(texts)
    vocabulary = choose_terms(tokens, langs=langs, names=names, groups=groups, join=texts if join else None)
    counts = vocabulary.count(tokens)
    usable = np.flatnonzero(np.diff(counts.indptr))
    _refuse_too_little(len(usable), len(vocabulary.terms), n_topics)
    fitted = _sample(usable, counts)
    chosen, reason = choose_model(counts[fitted], n_topics=n_topics, length=mean_length(tokens, langs=langs))
    if model is not None:
        chosen, reason = model, "asked for."
    chosen.fit(counts[fitted])
    if len(fitted) < len(usable):
        reason += f" Fitted to {len(fitted)} of them drawn with a fixed seed; all are placed."
    return Fitted(vocabulary, chosen, reason, counts, chosen.transform(counts), langs)


def choose_terms(
    tokens: Tokens,
    *,
    langs: Sequence[str],
    names: bool = True,
    groups: Sequence[object] | None = None,
    join: Sequence[str] | None = None,
) -> Vocabulary:
    """
    Choose the terms; with articles given, those that a twentieth of them hold (2 to 10): no topic is one event's words.

    With the texts given as `join`, two words that mostly stand together are one term, with their initials.
    """
    least = None if groups is None else int(np.clip(np.ceil(_ARTICLES * len(set(groups))), 2, 10))
    vocabulary = make_vocabulary(tokens, langs=langs, names=names, groups=groups, least=least)
    if join is None:
        return vocabulary
    step = max(1, len(join) // MOST_READ)
    joined = join_words(vocabulary, find_phrases(join[::step], vocabulary), vocabulary.count(tokens)[::step])
    units = len(tokens.offsets) - 1 if groups is None else len(set(groups))
    return joined.select(joined.held(tokens, groups=groups) <= max(MOST_TEXTS * units, FEWEST_TEXTS))


def mean_length(tokens: Tokens, *, langs: Sequence[str]) -> float:
    """
    Return the mean number of words of a text that are no stop words, rare ones included.

    Examples
    --------
    >>> mean_length(tokenise(["le pont ferme", "un pont"]), langs=("fr",))
    1.5
    """
    stop = load_stop_words(*langs)
    carries = np.array([word.lower() not in stop for word in tokens.types] or [False], dtype=bool)
    return float(carries[tokens.codes].sum() / max(len(tokens.offsets) - 1, 1))


def _sample(rows: npt.NDArray[np.int64], counts: sp.csr_matrix) -> npt.NDArray[np.int64]:
    """Draw rows, with a fixed seed, that hold together as many terms as a fit may take."""
    drawn = np.random.default_rng(0).permutation(rows)
    held = np.cumsum(np.diff(counts.indptr)[drawn])
    return np.sort(drawn[held <= MOST_FITTED]) if held[-1] > MOST_FITTED else rows


def _refuse_too_little(n_texts: int, n_terms: int, n_topics: int) -> None:
    if n_terms < FEWEST_LISTED:
        raise DossierError(
            f"only {n_terms} words come back in two texts or more, and a topic lists {FEWEST_LISTED}: "
            "give more or longer texts."
        )
    if n_texts < FEWEST_TEXTS * n_topics:
        raise DossierError(
            f"{n_texts} texts hold words to go by, too few for {n_topics} topics ({FEWEST_TEXTS} texts each): "
            f"ask for {n_texts // FEWEST_TEXTS} at most, or give more texts."
        )


def find_languages(texts: Sequence[str]) -> tuple[str, ...]:
    """
    Return the languages of texts that at least a tenth of them are in, most frequent first; both where none is known.

    Examples
    --------
    >>> find_languages(["Le musée rouvre ses portes samedi après deux ans de travaux."])
    ('fr',)
    """
    step = max(1, len(texts) // _ASKED)
    found = Counter(infer_language(text) for text in texts[::step])
    known = {lang: n for lang, n in found.items() if lang != "und"}
    langs = [
        lang
        for lang, n in sorted(known.items(), key=lambda item: (-item[1], item[0]))
        if n >= 0.1 * sum(known.values())
    ]
    return tuple(langs) or ("fr", "en")
