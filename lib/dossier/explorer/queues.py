"""Which sentence to code next: where the machine doubts, where a theme is rare, at random, or a colleague's."""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.errors import UsageError
from dossier.explorer.filters import known_themes
from dossier.schema import SENTENCE_KEY
from dossier.themes import machine_view

KEY = list(SENTENCE_KEY)
DRAWN = "drawn_as"  # column that may keep the random numbers of a large corpus
ORDERS = ("uncertain", "rare", "random", "second")


def order_sentences(
    units: pd.DataFrame,
    *,
    by: str,
    marks: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
    other: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """
    Put the sentences that are still to be coded in order, best first.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it; repeated prose is coded once.
    by : str
        ``"uncertain"``: nearest to the line between a theme being there or not. ``"rare"``: likeliest to carry the
        theme that was coded least. ``"random"``: first what is left of `sample`, then a random order that stays the
        same. ``"second"``: the sentences of another coder's marks `other`, at random.
    marks : DataFrame, optional
        Form ``schema.MARKS``: what this coder has done.
    sample, other : DataFrame, optional
        With ``article_id, sentence_no``.

    Returns
    -------
    DataFrame
        Rows of `units`.

    Raises
    ------
    UsageError
        If `by` is not known.
    """
    if by not in ORDERS:
        raise UsageError(f"sentences are ordered by {', '.join(ORDERS)}, not {by!r}.")
    open_ = units[units.counted] if "counted" in units and by != "second" else units
    if marks is not None and len(marks):
        open_ = open_[~_among(open_, marks)]
    if by == "second":
        open_ = open_[_among(open_, other)] if other is not None else open_.iloc[:0]
        return open_.iloc[np.argsort(draw_numbers(open_), kind="stable")]
    if by == "random":
        drawn = _among(open_, sample) if sample is not None else np.zeros(len(open_), bool)
        return open_.iloc[np.lexsort((draw_numbers(open_), ~drawn))]
    if not known_themes(units):  # the machine has said nothing yet
        return open_.iloc[np.argsort(draw_numbers(open_), kind="stable")]
    rank = _doubt(open_) if by == "uncertain" else _likely(open_, rarest_theme(known_themes(units), marks))
    return open_.iloc[np.argsort(rank, kind="stable")]


def _among(units: pd.DataFrame, rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
    wanted = set(zip(rows.article_id, rows.sentence_no, strict=True))
    return np.array([key in wanted for key in zip(units.article_id, units.sentence_no, strict=True)], dtype=bool)


def draw_numbers(units: pd.DataFrame, *, seed: str = "dossier") -> npt.NDArray[np.uint64]:
    """
    Return a random number a sentence, the same in every run and whatever else the corpus holds.

    The order of these numbers is a random order: its first n sentences are a simple random sample. Units with the
    column `DRAWN` bring theirs.
    """
    if DRAWN in units:
        return units[DRAWN].to_numpy(dtype=np.uint64)
    keys = zip(units.article_id, units.sentence_no, strict=True)
    digests = [hashlib.blake2b(f"{seed} {a} {n}".encode("utf-8", "surrogatepass"), digest_size=8) for a, n in keys]
    return np.array([int.from_bytes(d.digest(), "big") for d in digests], dtype=np.uint64)


def drawn_until(units: pd.DataFrame, marks: pd.DataFrame, place: tuple[str, int]) -> pd.DataFrame:
    """
    Return the sentence at `place` and the coded ones that the random order puts before it.

    A sentence that was coded for another reason and comes first in the random order belongs to the sample: to
    leave it out would leave out just what the machine doubts.
    """
    units = units[units.counted] if "counted" in units else units
    numbers = draw_numbers(units)
    here = ((units.article_id == place[0]) & (units.sentence_no == place[1])).to_numpy()
    if not here.any():
        return units.iloc[:0]
    drawn: pd.DataFrame = units[here | (_among(units, marks) & (numbers < numbers[here][0]))]
    return drawn


def find_line(units: pd.DataFrame, theme: str) -> float:
    """
    Return the probability between the sentences that the machine gives a theme and the others, 0 to 1.

    Examples
    --------
    >>> find_line(pd.DataFrame({"jobs": [1, 0], "jobs_p": [0.6, 0.4]}), "jobs")
    0.5
    """
    inside, outside = units.loc[units[theme] == 1, f"{theme}_p"], units.loc[units[theme] == 0, f"{theme}_p"]
    return float((inside.min() + outside.max()) / 2) if len(inside) and len(outside) else 0.5


def _doubt(units: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Distance of each sentence to the machine's nearest line, each side stretched to 1."""
    units = machine_view(units)
    nearest = np.full(len(units), np.inf)
    for theme in known_themes(units):
        p, line = units[f"{theme}_p"].fillna(0).to_numpy(dtype=float), find_line(units, theme)
        nearest = np.minimum(
            nearest, np.where(p >= line, (p - line) / max(1 - line, 1e-9), (line - p) / max(line, 1e-9))
        )
    return nearest


def rarest_theme(themes: Sequence[str], marks: pd.DataFrame | None) -> str:
    """Return the theme that was marked least so far, the first of equals; empty without themes."""
    counts = dict.fromkeys(themes, 0) | (marks.theme.value_counts().to_dict() if marks is not None else {})
    return min(themes, key=lambda theme: counts[theme], default="")


def _likely(units: pd.DataFrame, theme: str) -> npt.NDArray[np.float64]:
    return -units[f"{theme}_p"].fillna(0).to_numpy(dtype=float) if theme else np.zeros(len(units))
