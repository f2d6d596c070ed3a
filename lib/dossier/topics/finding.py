"""
Find the topics of segments: one model a language, or one for all where a language has too few segments.

Words of two languages hardly ever stand in one segment, so a common model spends its first topics on telling the
languages apart. Each language has its own topics, numbered on; the other language's are 0 in its segments.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.errors import DossierError
from dossier.schema import MEMBERSHIPS, TOPIC_TERMS
from dossier.topics.fitting import LISTED, MOST_READ, Fitted, choose_terms, fit_texts, mean_length
from dossier.topics.folding import store_model
from dossier.topics.how_many import CURVE_COLUMNS, trace_numbers
from dossier.topics.labels import propose_label
from dossier.topics.phrases import find_phrases, rank_phrases
from dossier.topics.quality import STABLE, TOP, measure_stability, npmi, top_terms
from dossier.topics.tokens import tokenise

Tables = dict[str, pd.DataFrame]
_RESAMPLES = 20
_JOINED = 3  # segments of an article that shape the topics as one text (measured in docs/topics.md)
_LEAST_SHARE = 0.1  # share of the segments from which a language has topics of its own
_LEAST_SEGMENTS = 60

_EMPTY = {
    "topics": {"topic": "int64", "lang": "str", "label": "str", "segments": "int64", "share": "float64",
               "returns": "float64", "stable": "bool", "npmi": "float64"},
    "curve": {"lang": "str", **dict.fromkeys(CURVE_COLUMNS[:-1], "float64"), "recommended": "bool"},
    "model": {"form": "str", "place": "int64", "term": "str", "idf": "float64", "lang": "str"},
    "reason": {"lang": "str", "reason": "str"},
}  # fmt: skip


def find_topics(segments: pd.DataFrame, *, k: int | None = None, names: bool = False) -> Tables:
    """
    Find the topics of segments.

    Parameters
    ----------
    segments : DataFrame
        As of `load_segments`; those not ``counted`` are placed and do not shape the topics.
    k : int, optional
        Topics of all languages together; recommended for each language where not given.
    names : bool
        Whether names may stand among the terms.

    Returns
    -------
    dict of str to DataFrame
        The tables of `dossier.topics.loading.Topics`, ``leads`` (first topic of each segment) and ``reason``.
    """
    found = [_one_language(segments, rows, lang, number, names) for lang, rows, number in _divide(segments, k)]
    first, parts, shares = 0, [], []
    for tables, rows, wide in found:
        for name in ("topics", "terms", "phrases"):
            tables[name]["topic"] += first
        first += wide.shape[1]
        parts.append(tables)
        placed = np.zeros((len(segments), wide.shape[1]))
        placed[rows] = wide
        shares.append(placed)
    together = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    return together | _memberships(segments, np.hstack(shares), together["model"])


def _divide(segments: pd.DataFrame, k: int | None) -> list[tuple[str, npt.NDArray[np.int64], int | None]]:
    """Return each language with its rows and its number of topics; rows of another language go with the first."""
    counts = segments["lang"].value_counts()
    langs = [str(lang) for lang, n in counts.items()
             if lang in {"fr", "en"} and n >= max(_LEAST_SEGMENTS, _LEAST_SHARE * len(segments))]  # fmt: skip
    if len(langs) < 2:
        return [(langs[0] if langs else "", np.arange(len(segments)), k)]
    second = np.flatnonzero(segments["lang"] == langs[1])
    main = np.flatnonzero(segments["lang"] != langs[1])
    if k is None:
        return [(langs[0], main, None), (langs[1], second, None)]
    number = max(1, round(k * len(second) / len(segments)))
    return [(langs[0], main, max(1, k - number)), (langs[1], second, number)]


def _one_language(
    segments: pd.DataFrame, rows: npt.NDArray[np.int64], lang: str, k: int | None, names: bool
) -> tuple[Tables, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    own = segments.iloc[rows].reset_index(drop=True)
    texts, groups = _passages(own[own["counted"]])
    langs = (lang,) if lang else ()
    try:
        curve = _curve(texts, groups, langs or ("fr", "en"), names) if k is None else None
        number = k if curve is None else int(curve.loc[curve["recommended"], "k"].iloc[0])
        fitted = fit_texts(texts, n_topics=number or 1, langs=langs, names=names, groups=groups, join=True)
    except DossierError as refusal:
        return _refusal(lang, str(refusal)), rows, np.zeros((len(rows), 0))
    counts = fitted.vocabulary.count(tokenise(own["text"]))
    shares = fitted.model.transform(counts)
    known = np.diff(counts.indptr) > 0
    tables = _describe(own, fitted, shares, known, groups) | {"curve": _typed("curve")}
    if curve is not None:
        tables["curve"] = curve
    tables = {name: table.assign(lang=lang) if name in _EMPTY else table for name, table in tables.items()}
    tables["topics"]["share"] = tables["topics"]["segments"] / max(len(segments), 1)
    return tables, rows, shares


def _passages(segments: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Join neighbouring segments of an article in threes: words keep company over more than forty words."""
    place = segments.groupby("article_id", sort=False).cumcount() // _JOINED
    joined = segments.groupby(["article_id", place], sort=False)["text"].agg(" ".join)
    return joined.tolist(), joined.index.get_level_values(0).tolist()


def _curve(texts: list[str], groups: list[str], langs: Sequence[str], names: bool) -> pd.DataFrame:
    tokens = tokenise(texts)
    counts = choose_terms(tokens, langs=langs, names=names, groups=groups, join=texts).count(tokens)
    usable = np.flatnonzero(np.diff(counts.indptr))
    return trace_numbers(counts[usable], groups=[groups[row] for row in usable],
                         length=mean_length(tokens, langs=langs))  # fmt: skip


def _typed(name: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in _EMPTY[name].items()})


def _refusal(lang: str, reason: str) -> Tables:
    said = pd.DataFrame({"lang": [lang], "reason": [reason]})
    return {"topics": _typed("topics"), "terms": TOPIC_TERMS.empty(), "phrases": TOPIC_TERMS.empty(),
            "model": _typed("model"), "reason": said, "curve": _typed("curve")}  # fmt: skip


def _describe(
    segments: pd.DataFrame,
    fitted: Fitted,
    shares: npt.NDArray[np.float64],
    known: npt.NDArray[np.bool_],
    groups: list[str],
) -> Tables:
    k = fitted.model.n_topics
    usable = np.flatnonzero(~fitted.without_terms)
    stability = measure_stability(fitted.model, fitted.counts[usable], groups=[groups[row] for row in usable],
                                  resamples=_RESAMPLES)  # fmt: skip
    returns = stability.returns if k > 1 else np.ones(1)  # all texts are one group in every draw
    terms, phrases = _terms(fitted), _phrases(segments, fitted, shares)
    words = [terms.loc[terms["topic"] == i + 1, "term"].head(TOP).tolist() for i in range(k)]
    topics = {
        "topic": np.arange(1, k + 1),
        "lang": "",
        "label": [propose_label(words[i], phrases.loc[phrases["topic"] == i + 1, "term"].tolist()) for i in range(k)],
        "segments": np.bincount(shares[known].argmax(axis=1), minlength=k),
        "share": 0.0,
        "returns": returns,
        "stable": returns >= STABLE,
        "npmi": npmi(top_terms(fitted.model.components_), fitted.counts[usable]),
    }
    return {"topics": pd.DataFrame(topics), "terms": terms, "phrases": phrases, "model": store_model(fitted),
            "reason": pd.DataFrame({"reason": [fitted.reason]})}  # fmt: skip


def _terms(fitted: Fitted) -> pd.DataFrame:
    tops = top_terms(fitted.model.components_, n=LISTED)
    rows = [(topic + 1, rank, fitted.vocabulary.shown[place], float(fitted.model.components_[topic, place]))
            for topic, places in enumerate(tops) for rank, place in enumerate(places, start=1)]  # fmt: skip
    return TOPIC_TERMS.check(pd.DataFrame(rows, columns=TOPIC_TERMS.names))


def _phrases(segments: pd.DataFrame, fitted: Fitted, shares: npt.NDArray[np.float64]) -> pd.DataFrame:
    step = max(1, len(segments) // MOST_READ)
    found = find_phrases(segments["text"].iloc[::step].tolist(), fitted.vocabulary)
    rows = [(topic + 1, rank, found.shown[place], weight)
            for topic, ranked in enumerate(rank_phrases(found, shares[::step]))
            for rank, (place, weight) in enumerate(ranked, start=1)]  # fmt: skip
    return TOPIC_TERMS.check(pd.DataFrame(rows, columns=TOPIC_TERMS.names))


def _memberships(segments: pd.DataFrame, shares: npt.NDArray[np.float64], model: pd.DataFrame) -> Tables:
    """Return every share, and the first topic of each segment: 0 where it holds no term of the models."""
    n, k = shares.shape
    if not k:
        return {"memberships": MEMBERSHIPS.empty(), "leads": pd.DataFrame({"topic": np.zeros(n, np.int64)})}
    total = shares.sum(axis=1, keepdims=True)
    shares = np.where(total > 0, shares / np.where(total > 0, total, 1), 1 / k)
    forms = set(model["form"])
    tokens = tokenise(segments["text"])
    held = np.array([word.lower() in forms for word in tokens.types] or [False], dtype=bool)
    known = np.bincount(tokens.rows, weights=held[tokens.codes], minlength=n) > 0
    long = {"row": np.repeat(np.arange(n), k), "topic": np.tile(np.arange(1, k + 1), n),
            "share": np.clip(shares.ravel(), 0, 1)}  # fmt: skip
    leads = np.where(known & (total[:, 0] > 0), shares.argmax(axis=1) + 1, 0)
    return {"memberships": MEMBERSHIPS.check(pd.DataFrame(long)), "leads": pd.DataFrame({"topic": leads})}
