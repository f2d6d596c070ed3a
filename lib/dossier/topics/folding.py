"""New articles in an old model, and what a refit changes."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linear_sum_assignment

from dossier.readers.languages import infer_language
from dossier.topics.fitting import Fitted
from dossier.topics.models import TopicModel
from dossier.topics.quality import RETURNS, TOP
from dossier.topics.tokens import tokenise
from dossier.topics.vocabulary import Vocabulary

_LOADING = "loading_"


def store_model(fitted: Fitted) -> pd.DataFrame:
    """
    Return a fitted model as a table: one row a form, with its term's place, idf and loadings.

    Only models that place texts by loadings can be kept (the two defaults).
    """
    forms = pd.DataFrame(sorted(fitted.vocabulary.forms.items()), columns=["form", "place"])
    forms["term"] = [fitted.vocabulary.terms[place] for place in forms["place"]]
    forms["idf"] = fitted.model.idf_[forms["place"]]
    for topic in range(fitted.model.n_topics):
        forms[f"{_LOADING}{topic + 1}"] = fitted.model.loadings_[forms["place"], topic]
    return forms


def place_texts(model: pd.DataFrame, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """
    Return the shares of texts in a stored model, shape (n_texts, n_topics); equal where a text holds no term.

    Parameters
    ----------
    model : DataFrame
        From `store_model`, with ``lang``; where there are several, a text goes to the model of its own language, or to
        the first.
    texts : sequence of str
    """
    langs = list(dict.fromkeys(model["lang"]))
    parts = [_place(model[model["lang"] == lang], texts) for lang in langs]
    if len(parts) > 1:
        spoken = [infer_language(text) for text in texts]
        own = np.array([langs.index(lang) if lang in langs else 0 for lang in spoken], dtype=np.int64)
        parts = [part * (own == i)[:, None] for i, part in enumerate(parts)]
    return np.hstack(parts) if parts else np.zeros((len(texts), 0))


def _place(model: pd.DataFrame, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    columns = [name for name in model.columns if name.startswith(_LOADING) and model[name].notna().all()]
    first = model.drop_duplicates("place").sort_values("place")
    forms = dict(zip(model["form"], model["place"].astype(int), strict=True))
    terms = tuple(first["term"])
    vocabulary = Vocabulary(terms, terms, np.zeros(len(terms), dtype=bool), forms)
    kept = TopicModel(len(columns))
    kept.idf_ = first["idf"].to_numpy(dtype=np.float32)
    kept.loadings_ = first[columns].to_numpy(dtype=np.float64)
    kept.components_ = kept.loadings_.T
    return kept.transform(vocabulary.count(tokenise(texts)))


def compare_topics(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """
    Say what a refit changed.

    Parameters
    ----------
    old, new : DataFrame
        Terms of both fits, form `dossier.schema.TOPIC_TERMS`.

    Returns
    -------
    DataFrame
        ``old`` and ``new`` (numbers of the topics, 0 for none), ``overlap`` (Jaccard index of the first ten words,
        0 to 1), ``change`` (kept, gone or new), ``gained`` and ``lost`` (words, joined by `` | ``).

    Examples
    --------
    >>> old = pd.DataFrame({"topic": [1, 1, 2, 2], "rank": [1, 2, 1, 2], "term": ["pont", "quai", "pain", "four"]})
    >>> new = pd.DataFrame({"topic": [1, 1], "rank": [1, 2], "term": ["pain", "sel"]})
    >>> compare_topics(old, new)[["old", "new", "change", "gained"]].values.tolist()
    [[1, 0, 'gone', ''], [2, 1, 'kept', 'sel']]
    """
    before, after = _words(old), _words(new)
    partner = _match(before, after)
    rows = [_row(number, before, partner.get(number, 0), after) for number in before]
    found = set(partner.values())
    rows += [(0, number, 0.0, "new", " | ".join(words), "") for number, words in after.items() if number not in found]
    return pd.DataFrame(rows, columns=["old", "new", "overlap", "change", "gained", "lost"])


def _words(terms: pd.DataFrame) -> dict[int, list[str]]:
    ordered = terms.sort_values(["topic", "rank"])
    numbers = ordered["topic"].unique().tolist()
    return {int(n): ordered.loc[ordered["topic"] == n, "term"].head(TOP).tolist() for n in numbers}


def _match(before: dict[int, list[str]], after: dict[int, list[str]]) -> dict[int, int]:
    overlap = np.array([[_overlap(a, b) for b in after.values()] for a in before.values()]).reshape(len(before), -1)
    rows, columns = linear_sum_assignment(-overlap)
    olds, news = list(before), list(after)
    return {olds[i]: news[j] for i, j in zip(rows, columns, strict=True) if overlap[i, j] >= RETURNS}


def _overlap(left: list[str], right: list[str]) -> float:
    return len(set(left) & set(right)) / max(len(set(left) | set(right)), 1)


def _row(
    number: int, before: dict[int, list[str]], partner: int, after: dict[int, list[str]]
) -> tuple[int, int, float, str, str, str]:
    old = before[number]
    if not partner:
        return number, 0, 0.0, "gone", "", " | ".join(old)
    new = after[partner]
    gained, lost = [w for w in new if w not in old], [w for w in old if w not in new]
    return number, partner, _overlap(old, new), "kept", " | ".join(gained), " | ".join(lost)
