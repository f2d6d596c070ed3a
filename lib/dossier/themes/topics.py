"""Topics crossed with themes: what the codebook misses, and what the topics miss."""

import numpy as np
import pandas as pd

from dossier.schema import SENTENCE_KEY

KEY = list(SENTENCE_KEY)
NO_TOPIC = 0


def add_topic(units: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """
    Give each sentence the leading topic of the segment that it stands in.

    Parameters
    ----------
    units : DataFrame
        As `load_units` makes it.
    segments : DataFrame
        ``article_id, first_sentence, last_sentence, topic`` (0 where the segment holds no term).

    Returns
    -------
    DataFrame
        `units` with ``topic``; 0 for a sentence that no segment holds.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a", "a"], "sentence_no": [1, 5]})
    >>> segments = pd.DataFrame({"article_id": ["a"], "first_sentence": [1], "last_sentence": [3], "topic": [2]})
    >>> add_topic(units, segments).topic.tolist()
    [2, 0]
    """
    spans = segments[["article_id", "first_sentence", "last_sentence", "topic"]]
    met = units[KEY].merge(spans, on="article_id")
    met = met[(met.sentence_no >= met.first_sentence) & (met.sentence_no <= met.last_sentence)]
    topic = met.drop_duplicates(KEY).set_index(KEY).topic
    found = topic.reindex(pd.MultiIndex.from_frame(units[KEY]))
    return units.assign(topic=found.fillna(NO_TOPIC).astype(int).to_numpy())


def topic_theme_lift(units: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """
    How much more often a theme is carried inside a topic than in the whole corpus.

    Parameters
    ----------
    units : DataFrame
        With ``topic``, as `add_topic` gives it.

    Returns
    -------
    DataFrame, one row per topic and theme
        ``topic, theme, n`` (sentences of the topic that carry the theme), ``n_total`` (sentences of the topic),
        ``share`` (0 to 1) and ``lift`` (1 where the topic has no bearing; NaN where the theme does not occur).

    Examples
    --------
    >>> units = pd.DataFrame({"topic": [1, 1, 2, 2], "jobs": [1, 1, 0, 0]})
    >>> topic_theme_lift(units, ["jobs"]).lift.tolist()
    [2.0, 0.0]
    """
    inside = units[units.topic != NO_TOPIC]
    rows = []
    for topic, part in inside.groupby("topic"):
        for theme in themes:
            share, overall = part[theme].mean(), inside[theme].mean()
            rows.append(
                (topic, theme, int(part[theme].sum()), len(part), share, share / overall if overall else np.nan)
            )
    return pd.DataFrame(rows, columns=["topic", "theme", "n", "n_total", "share", "lift"])


def topic_theme_rows(units: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Return the sentences behind `topic_theme_lift`: ``topic, theme, article_id, sentence_no``."""
    parts = [units.loc[(units[t] == 1) & (units.topic != NO_TOPIC), ["topic", *KEY]].assign(theme=t) for t in themes]
    return pd.concat(parts, ignore_index=True)[["topic", "theme", *KEY]]


def topic_shares(units: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """
    Share of the sentences of each group that stand in each topic: ``topic``, the column `by`, ``n, n_total, share``.

    Examples
    --------
    >>> units = pd.DataFrame({"topic": [1, 2, 1], "year": ["2023", "2023", "2024"]})
    >>> topic_shares(units, by="year").query("topic == 1").share.tolist()
    [0.5, 1.0]
    """
    every = pd.MultiIndex.from_product([sorted(set(units.topic)), sorted(set(units[by]))], names=["topic", by])
    counts = units.groupby(["topic", by]).size().reindex(every, fill_value=0).rename("n").reset_index()
    counts["n_total"] = counts[by].map(units.groupby(by).size())
    return counts[counts.topic != NO_TOPIC].assign(share=lambda t: t.n / t.n_total).reset_index(drop=True)
