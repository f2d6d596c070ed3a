"""
Topics as their reader has drawn them: cut in parts, joined under one name; both are written in ``topics.toml``.

The fitted model stays as it is. A cut topic's own segments are fitted anew, and its share of a text is divided as that
model divides the text; the shares of joined topics are added. So every notebook reads the topics that the reader drew.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.schema import MEMBERSHIPS, TOPIC_TERMS
from dossier.topics.folding import place_texts
from dossier.topics.labels import Label, find_labels

if TYPE_CHECKING:
    from dossier.topics.loading import Topics

Shares = npt.NDArray[np.float64]
Tables = dict[str, pd.DataFrame]
Fold = Callable[[Shares, Sequence[str]], Shares]


def edit_topics(topics: "Topics", labels: Sequence[Label], *, fit: Callable[[pd.DataFrame, Label], Tables]) -> "Topics":
    """
    Cut, name and join topics as labels say.

    Parameters
    ----------
    topics : Topics
        As fitted.
    labels : sequence of Label
        One with ``parts`` above 1 cuts the topic of its words; topics that are given one name are joined.
    fit : callable
        Fits the segments of a topic that is cut, as `find_topics` does.

    Returns
    -------
    Topics
        Numbered from 1 anew; how often a joined topic comes back, and its coherence, are those of its weakest part.
    """
    cuts = find_labels([label for label in labels if label.parts > 1], _first_words(topics))
    cut = _cut(topics, cuts, fit)
    words = _first_words(cut)
    names = find_labels([label for label in labels if label.parts == 1], words)
    table = cut.topics.copy()
    table["named"] = np.array([name is not None for name in names], dtype=bool)
    table["label"] = [name.label if name else old for name, old in zip(names, table["label"], strict=True)]
    return _join(replace(cut, topics=table), words)


def _first_words(topics: "Topics") -> list[tuple[str, ...]]:
    return [tuple(topics.words(number)) for number in topics.topics["topic"]]


def _cut(topics: "Topics", cuts: Sequence[Label | None], fit: Callable[[pd.DataFrame, Label], Tables]) -> "Topics":
    origins: list[Label | None] = []
    models: list[pd.DataFrame | None] = []
    parts: dict[str, list[pd.DataFrame]] = {"topics": [], "terms": [], "phrases": []}
    for number, label in zip(topics.topics["topic"], cuts, strict=True):
        own = {name: table[table["topic"] == number] for name, table in _described(topics).items()}
        model, count = None, 1
        if label is not None:
            segments = topics.segments[topics.segments["topic"] == number].drop(columns="topic")
            found = fit(segments.reset_index(drop=True), label)
            if len(found["topics"]) > 1:
                lang = own["topics"]["lang"].iloc[0]
                own, model = {**found, "topics": found["topics"].assign(lang=lang)}, found["model"]
                count = len(own["topics"])
        for name, tables in parts.items():
            first = 0 if model is not None else number - 1
            tables.append(own[name].assign(topic=own[name]["topic"] - first + len(origins)))
        origins += [label if model is not None else None] * count
        models.append(model)
    if all(model is None for model in models):
        return replace(topics, cuts=tuple(origins))
    together = {name: pd.concat(tables, ignore_index=True) for name, tables in parts.items()}

    def fold(shares: Shares, texts: Sequence[str]) -> Shares:
        columns = [shares[:, [n]] * (1.0 if m is None else place_texts(m, texts)) for n, m in enumerate(models)]
        return np.hstack(columns)

    return replace(_renew(topics, fold, together), cuts=tuple(origins))


def _described(topics: "Topics") -> Tables:
    return {"topics": topics.topics, "terms": topics.terms, "phrases": topics.phrases}


def _join(topics: "Topics", words: Sequence[tuple[str, ...]]) -> "Topics":
    table = topics.topics
    keys = [label if named else f"{number}" for number, label, named in
            zip(table["topic"], table["label"], table["named"], strict=True)]  # fmt: skip
    numbers = {key: place for place, key in enumerate(dict.fromkeys(keys), start=1)}
    new = np.array([numbers[key] for key in keys], dtype=np.int64)
    origins = tuple(zip(new.tolist(), words, strict=True))
    if len(numbers) == len(keys):
        return replace(topics, origins=origins)

    def fold(shares: Shares, texts: Sequence[str]) -> Shares:
        del texts
        added: Shares = np.stack([shares[:, new == number].sum(axis=1) for number in numbers.values()], axis=1)
        return added

    weakest = dict.fromkeys(("returns", "stable", "npmi"), "min")
    told: Any = dict.fromkeys(("lang", "label", "named", "segments", "share"), "first") | weakest
    joined = table.assign(topic=new).groupby("topic", as_index=False).agg(told)[list(table.columns)]
    terms, phrases = (_rank(part.assign(topic=new[part["topic"].to_numpy() - 1])) for part in
                      (topics.terms, topics.phrases))  # fmt: skip
    return replace(_renew(topics, fold, {"topics": joined, "terms": terms, "phrases": phrases}), origins=origins)


def _rank(terms: pd.DataFrame) -> pd.DataFrame:
    """Put the terms of joined topics in one order; one that several hold keeps its largest weight."""
    best = terms.groupby(["topic", "term"], sort=False).agg({"weight": "max"}).reset_index()
    ordered = best.sort_values(["topic", "weight"], ascending=[True, False], kind="stable", ignore_index=True)
    return ordered.assign(rank=ordered.groupby("topic").cumcount() + 1)


def _renew(topics: "Topics", fold: Fold, tables: Tables) -> "Topics":
    """Return topics with other columns: their shares, leads and counts follow."""
    texts = topics.segments["text"].tolist()
    shares = fold(topics.shares, texts)
    n, k = shares.shape
    leads = np.where(topics.segments["topic"] > 0, shares.argmax(axis=1) + 1, 0)
    counts = np.bincount(leads, minlength=k + 1)[1:]
    long = pd.DataFrame({"row": np.repeat(np.arange(n), k), "topic": np.tile(np.arange(1, k + 1), n),
                         "share": np.clip(shares.ravel(), 0, 1)})  # fmt: skip
    described = tables["topics"].assign(topic=np.arange(1, k + 1), segments=counts, share=counts / max(n, 1))
    before = topics.fold
    whole: Fold = fold if before is None else lambda given, said: fold(before(given, said), said)
    return replace(
        topics, segments=topics.segments.assign(topic=leads), topics=described, memberships=MEMBERSHIPS.check(long),
        terms=TOPIC_TERMS.check(tables["terms"]), phrases=TOPIC_TERMS.check(tables["phrases"]), fold=whole,
    )  # fmt: skip
