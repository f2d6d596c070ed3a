"""Sentences to read: the surest of each stance, those on the edge, and those that the coder got wrong."""

import pandas as pd

from dossier.schema import SENTENCE_KEY, STANCES
from dossier.themes.units import machine_view

KEY = list(SENTENCE_KEY)
SHOWN = [*KEY, "text", "outlet", "published_date", "voice", "probability", "stance", "evidence"]


def _with_theme(units: pd.DataFrame, theme: str) -> pd.DataFrame:
    return units.assign(
        probability=units[f"{theme}_p"], stance=units[f"{theme}_stance"], evidence=units[f"{theme}_evidence"]
    )


def typical_sentences(units: pd.DataFrame, theme: str, *, per_stance: int = 3) -> pd.DataFrame:
    """
    The sentences that carry a theme most surely, for each stance, at most one an article.

    Returns
    -------
    DataFrame, at most ``3 * per_stance`` rows
        ``article_id, sentence_no, text, outlet, published_date, voice, probability, stance, evidence``.
    """
    carrying = _with_theme(units[units[theme] == 1], theme)
    ranked = carrying.sort_values(["probability", *KEY], ascending=[False, True, True])
    one_each = ranked.drop_duplicates(["article_id", "stance"])
    parts = [one_each[one_each.stance == stance].head(per_stance) for stance in STANCES]
    return pd.concat(parts, ignore_index=True)[SHOWN]


def borderline_sentences(units: pd.DataFrame, theme: str, *, n: int = 8) -> pd.DataFrame:
    """Return the `n` sentences nearest to the machine's line between carrying the theme and not, on both sides."""
    table = _with_theme(units, theme)
    table["coded"] = machine_view(units)[theme]
    inside, outside = table[table.coded == 1], table[table.coded == 0]
    line = (inside.probability.min() + outside.probability.max()) / 2 if len(inside) and len(outside) else 0.5
    near = table.assign(distance=(table.probability - line).abs()).sort_values(["distance", *KEY])
    return near.head(n)[[*SHOWN, "coded"]].reset_index(drop=True)


def coder_errors(units: pd.DataFrame, theme: str) -> pd.DataFrame:
    """
    Where the machine, asked about sentences it had not learnt from, disagrees with people.

    Returns
    -------
    DataFrame
        The columns of `typical_sentences` with the machine's stance, ``by_hand`` (a person's stance, or empty) and
        ``error``: ``"missed"``, ``"seen wrongly"`` or ``"other stance"``.
    """
    read = _with_theme(units, theme)[units[f"{theme}_by_hand"]]
    read = read.assign(by_hand=read.stance, stance=read[f"{theme}_machine"])
    errors = [_name_error(str(one), str(other)) for one, other in zip(read.stance, read.by_hand, strict=True)]
    wrong = read.assign(error=errors).query("error != ''")
    wrong = wrong.sort_values(["error", "probability", *KEY], ascending=[True, False, True, True])
    return wrong[[*SHOWN, "by_hand", "error"]].reset_index(drop=True)


def _name_error(machine: str, by_hand: str) -> str:
    if bool(machine) != bool(by_hand):
        return "missed" if by_hand else "seen wrongly"
    return "other stance" if machine != by_hand else ""
