"""Topics read, named, joined, split and compared; and the map of their segments, brushed by squares."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.corpus import Corpus
from dossier.errors import UsageError
from dossier.topics import Topics, save_labels
from dossier.topics.finding import find_topics
from dossier.topics.views import borderline_segments, near_topics, typical_segments

SIDE = 8  # squares on each side of the map, A to H and 1 to 8
READ = 6  # segments shown of a topic
_BOX = re.compile(r"([A-H])([1-8])(?::([A-H])([1-8]))?")


def list_topics(topics: Topics) -> pd.DataFrame:
    """Return one row a topic: ``topic, label, words, segments, returns`` (share of draws in which it came back)."""
    words = [", ".join(topics.words(number, n=8)) for number in topics.topics.topic]
    return topics.topics[["topic", "label"]].assign(
        words=words, segments=topics.topics.segments, returns=topics.topics.returns
    )


def read_topic(topics: Topics, number: int, *, borderline: bool = False, n: int = READ) -> pd.DataFrame:
    """
    Return the segments of a topic to read: the most typical, or those that could as well be another's.

    Topics that a reader has given one name are read as one.

    Raises
    ------
    UsageError
        If there is no such topic.
    """
    numbers = _same_name(topics, number)
    table = (borderline_segments if borderline else typical_segments)(topics, n=n)
    return table[table.topic.isin(numbers)].reset_index(drop=True)


def _same_name(topics: Topics, number: int) -> list[int]:
    check_topic(topics, number)
    table = topics.topics
    label = table.loc[table.topic == number, "label"].iloc[0]
    same = table[(table.label == label) & (table.named | (table.topic == number))]
    return [int(one) for one in same.topic] or [number]


def check_topic(topics: Topics, number: int) -> None:
    """Raise UsageError if there is no topic of that number."""
    if number not in set(topics.topics.topic):
        raise UsageError(f"no topic {number}: there are topics 1 to {len(topics.topics)}.")


def name_topics(corpus: Corpus, topics: Topics, numbers: Sequence[int], label: str) -> Topics:
    """
    Give topics a name, kept in ``topics.toml`` and through refits; several of one name are read as one.

    Raises
    ------
    UsageError
        If there is no such topic, or no name.
    """
    for number in numbers:
        check_topic(topics, number)
    if not label.strip():
        raise UsageError("give the topic a name.")
    table = topics.topics.copy()
    here = table.topic.isin(list(numbers))
    table.loc[here, "label"], table.loc[here, "named"] = label.strip(), True
    named = replace(topics, topics=table)
    save_labels(corpus, named)
    return named


def split_topic(topics: Topics, number: int, *, parts: int = 2) -> pd.DataFrame:
    """
    Fit a topic's own segments anew, to see what it would fall into; the topics stay as they are.

    Returns
    -------
    DataFrame
        ``part`` (from 1), ``words``, ``segments``; empty with too few segments.

    Raises
    ------
    UsageError
        If there is no such topic.
    """
    numbers = _same_name(topics, number)
    own = topics.segments[topics.segments.topic.isin(numbers)].drop(columns="topic").reset_index(drop=True)
    found = find_topics(own, k=parts)
    counts = found["leads"].topic.value_counts()
    words = found["terms"].groupby("topic").term.apply(lambda terms: ", ".join(terms.head(10)))
    sizes = counts.reindex(words.index, fill_value=0)
    return pd.DataFrame({"part": words.index, "words": words.to_numpy(), "segments": sizes.to_numpy()})


def list_near(topics: Topics, number: int, *, n: int = 3) -> pd.DataFrame:
    """Return the topics most like one: ``near, label, likeness`` (cosine, 0 to 1)."""
    check_topic(topics, number)
    near = near_topics(topics)
    near = near[near.topic == number].head(n)
    labels = topics.topics.set_index("topic").label
    return pd.DataFrame({"near": near.other, "label": near.other.map(labels), "likeness": near.likeness})


def place_squares(points: pd.DataFrame) -> pd.DataFrame:
    """
    Lay a grid of eight by eight squares over a map.

    Parameters
    ----------
    points : DataFrame
        ``x, y`` without unit.

    Returns
    -------
    DataFrame
        `points` with ``square``: A to H from left to right, 1 to 8 from top to bottom.

    Examples
    --------
    >>> place_squares(pd.DataFrame({"x": [0.0, 9.0], "y": [0.0, 5.0]})).square.tolist()
    ['A8', 'H1']
    """
    column, row = _steps(points.x), SIDE - 1 - _steps(points.y)
    return points.assign(square=[f"{'ABCDEFGH'[c]}{r + 1}" for c, r in zip(column, row, strict=True)])


def _steps(values: "pd.Series[float]") -> npt.NDArray[np.int64]:
    numbers = values.to_numpy(dtype=float)
    low, span = numbers.min(initial=np.inf), np.ptp(numbers) if len(numbers) else 0.0
    steps: npt.NDArray[np.int64] = np.minimum(((numbers - low) / (span or 1.0) * SIDE).astype(np.int64), SIDE - 1)
    return steps


def brush_points(points: pd.DataFrame, box: str) -> pd.DataFrame:
    """
    Return the points in a square (``C4``) or a rectangle of squares (``B2:D5``).

    Parameters
    ----------
    points : DataFrame
        As `place_squares` makes it.

    Raises
    ------
    UsageError
        If `box` names no square.

    Examples
    --------
    >>> points = pd.DataFrame({"square": ["B2", "C3", "E5"]})
    >>> brush_points(points, "d5:b2").square.tolist()
    ['B2', 'C3']
    """
    found = _BOX.fullmatch(box.strip().upper())
    if not found:
        raise UsageError(f"{box!r} names no square: say C4, or B2:D5 for a rectangle.")
    left, right = sorted((found[1], found[3] or found[1]))
    top, bottom = sorted((found[2], found[4] or found[2]))
    inside: pd.DataFrame = points[points.square.str[0].between(left, right) & points.square.str[1].between(top, bottom)]
    return inside
