"""The map: segments or articles as points, those of like words near each other, brushed by squares to be read."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.corpus import Corpus
from dossier.errors import UsageError
from dossier.explorer.filters import known_themes
from dossier.schema import SENTENCE_KEY
from dossier.store import derive
from dossier.strings import Words
from dossier.topics import Topics
from dossier.topics.views import map_texts

KEY = list(SENTENCE_KEY)
SIDE = 12  # squares on each side of the map, A to L and 1 to 12
LETTERS = "ABCDEFGHIJKL"
MOST = 2_000  # points on a map: more are a blot to the eye, and minutes to lay out
POINTS = ("segments", "articles")
COLOURED = ("topic", "theme", "outlet")
_BOX = re.compile(r"([A-L])(1[0-2]|[1-9])(?::([A-L])(1[0-2]|[1-9]))?")


def place_points(
    topics: Topics, units: pd.DataFrame, *, corpus: Corpus, of: str = "segments", most: int = MOST
) -> pd.DataFrame:
    """
    Lay segments or articles out on a map, evenly over the corpus where there are more than `most`.

    Parameters
    ----------
    topics : Topics
    units : DataFrame
        As `themes.load_units` makes it.
    corpus : Corpus
        Its build folder keeps the places.
    of : str
        ``"segments"`` or ``"articles"``.
    most : int

    Returns
    -------
    DataFrame, one row a point
        ``article_id, first_sentence, last_sentence, text, topic, theme, outlet, x, y`` (0 to 1, no unit) and
        ``square``. An article's topic leads most of its segments; a point's theme is carried by most of its sentences.

    Raises
    ------
    UsageError
        If `of` is neither.
    """
    if of not in POINTS:
        raise UsageError(f"points are {' or '.join(POINTS)}, not {of!r}.")
    table = topics.segments if of == "segments" else gather_articles(topics.segments)
    table = table.iloc[np.linspace(0, len(table) - 1, min(most, len(table))).astype(int)].reset_index(drop=True)

    def compute() -> pd.DataFrame:
        return pd.DataFrame(map_texts(table.text, table.lang), columns=["x", "y"])

    places = derive(corpus.build_dir, f"map-of-{of}", compute, made_from=(corpus.fingerprint, most))
    outlets = units.drop_duplicates("article_id").set_index("article_id").outlet
    points = table.assign(x=_unit(places.x), y=_unit(places.y), outlet=table.article_id.map(outlets).fillna(""))
    return place_squares(points.assign(theme=_lead_themes(points, units)))


def gather_articles(segments: pd.DataFrame) -> pd.DataFrame:
    """
    Return one row an article, its segments joined.

    Examples
    --------
    >>> rows = [("a", 1, 2, "x", "fr", 2), ("a", 3, 3, "y", "fr", 0), ("b", 1, 4, "z", "en", 1)]
    >>> names = ["article_id", "first_sentence", "last_sentence", "text", "lang", "topic"]
    >>> gather_articles(pd.DataFrame(rows, columns=names))[["last_sentence", "text", "topic"]].values.tolist()
    [[3, 'x y', 2], [4, 'z', 1]]
    """
    found = segments[segments.topic > 0].groupby("article_id").topic.agg(lambda topics: topics.mode().iloc[0])
    articles = segments.groupby("article_id", sort=False).agg(
        first_sentence=("first_sentence", "min"), last_sentence=("last_sentence", "max"),
        text=("text", " ".join), lang=("lang", "first"),
    ).reset_index()  # fmt: skip
    return articles.assign(topic=articles.article_id.map(found).fillna(0).astype(int))


def _unit(values: "pd.Series[float]") -> "pd.Series[float]":
    span = float(values.max() - values.min()) if len(values) else 0.0
    return (values - values.min()) / (span or 1.0)


def _lead_themes(points: pd.DataFrame, units: pd.DataFrame) -> "pd.Series[str]":
    """Return the theme that most sentences of each point carry, the first of equals; empty without any."""
    themes = known_themes(units)
    if not themes:
        return pd.Series("", index=points.index)
    met = points[["article_id", "first_sentence", "last_sentence"]].reset_index().merge(
        units[[*KEY, *themes]], on="article_id"
    )  # fmt: skip
    met = met[met.sentence_no.between(met.first_sentence, met.last_sentence)]
    counts = met.groupby("index")[themes].sum().reindex(points.index, fill_value=0)
    return counts.idxmax(axis=1).where(counts.max(axis=1) > 0, "")


def place_squares(points: pd.DataFrame) -> pd.DataFrame:
    """
    Lay a grid of twelve by twelve squares over a map.

    Parameters
    ----------
    points : DataFrame
        ``x, y`` from 0 to 1.

    Returns
    -------
    DataFrame
        `points` with ``square``: A to L from left to right, 1 to 12 from top to bottom.

    Examples
    --------
    >>> place_squares(pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 0.5]})).square.tolist()
    ['A12', 'L6']
    """
    column, row = _steps(points.x), SIDE - 1 - _steps(points.y)
    return points.assign(square=[f"{LETTERS[c]}{r + 1}" for c, r in zip(column, row, strict=True)])


def _steps(values: "pd.Series[float]") -> npt.NDArray[np.int64]:
    steps: npt.NDArray[np.int64] = np.clip((values.to_numpy(dtype=float) * SIDE).astype(np.int64), 0, SIDE - 1)
    return steps


def read_box(box: str) -> tuple[int, int, int, int]:
    """
    Return first column, last column, first row and last row, from 0, of a square (``C4``) or rectangle (``B2:D5``).

    Raises
    ------
    UsageError
        If `box` names no square.

    Examples
    --------
    >>> read_box("d5:b2")
    (1, 3, 1, 4)
    """
    found = _BOX.fullmatch(box.strip().upper())
    if not found:
        raise UsageError(f"{box!r} names no square: say C4, or B2:D5 for a rectangle.")
    left, right = sorted(LETTERS.index(letter) for letter in (found[1], found[3] or found[1]))
    top, bottom = sorted(int(number) - 1 for number in (found[2], found[4] or found[2]))
    return left, right, top, bottom


def brush_points(points: pd.DataFrame, box: str) -> pd.DataFrame:
    """
    Return the points in a square or rectangle of squares (`read_box`).

    Examples
    --------
    >>> brush_points(pd.DataFrame({"square": ["B2", "C3", "E5"]}), "d5:b2").square.tolist()
    ['B2', 'C3']
    """
    left, right, top, bottom = read_box(box)
    columns, rows = points.square.str[0].map(LETTERS.index), points.square.str[1:].astype(int) - 1
    inside: pd.DataFrame = points[columns.between(left, right) & rows.between(top, bottom)]
    return inside


def group_points(
    points: pd.DataFrame, by: str, *, names: Mapping[str, str], words: Words, most: int = 7
) -> "pd.Series[str]":
    """
    Return what each point is coloured by, in the reader's words: the most frequent values, and one for all others.

    Parameters
    ----------
    by : str
        ``"topic"``, ``"theme"`` or ``"outlet"``.
    names : mapping
        What a reader calls each value, written as text.

    Raises
    ------
    UsageError
        If `by` is none of them.
    """
    if by not in COLOURED:
        raise UsageError(f"points are coloured by {', '.join(COLOURED)}, not {by!r}.")
    values = points[by].astype("str").replace({"0": "", "": words("explorer.none")})
    values = values.map(lambda value: names.get(value, value))
    common: Sequence[str] = values.value_counts().head(most).index.tolist()
    return values.where(values.isin(common), words("explorer.others"))
