"""How much of the corpus, or of each part of it, carries each theme, and with which stance."""

import numpy as np
import pandas as pd

from dossier.estimates import estimate_shares
from dossier.schema import STANCES


def theme_rows(units: pd.DataFrame, themes: list[str], *, by: list[str] | None = None) -> pd.DataFrame:
    """
    Return the sentences behind every count: one row per sentence and theme that it carries.

    Parameters
    ----------
    units : DataFrame
        As `load_units` makes it.
    themes : list of str
    by : list of str, optional
        Columns of `units` to keep.

    Returns
    -------
    DataFrame
        ``theme, stance, article_id, sentence_no, evidence`` and the columns of `by`.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a", "a"], "sentence_no": [1, 2], "jobs": [1, 0],
    ...                       "jobs_stance": ["threat", ""], "jobs_evidence": ["fired", ""]})
    >>> theme_rows(units, ["jobs"]).to_dict("records")
    [{'theme': 'jobs', 'stance': 'threat', 'article_id': 'a', 'sentence_no': 1, 'evidence': 'fired'}]
    """
    parts = []
    for theme in themes:
        carrying = units[units[theme] == 1]
        part = carrying[["article_id", "sentence_no", *(by or [])]].copy()
        part.insert(0, "theme", theme)
        part.insert(1, "stance", carrying[f"{theme}_stance"])
        part.insert(4, "evidence", carrying[f"{theme}_evidence"])
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def theme_shares(units: pd.DataFrame, themes: list[str], *, by: list[str] | None = None) -> pd.DataFrame:
    """
    Share of the sentences of each group that carry each theme, with intervals clustered by article family.

    Every kept sentence counts in the denominator, coded or not. A sentence may carry several themes, so
    shares do not add up to 1: set them side by side, never stack them.

    Returns
    -------
    DataFrame, one row per theme and group
        ``theme``, the columns of `by`, then those of `estimates.estimate_shares`. Without `by`, largest share
        first; else in the order of themes and groups.
    """
    table = _shares_of(units, themes, by=by or [])
    return table if by else table.sort_values(["share", "theme"], ascending=[False, True], ignore_index=True)


def article_shares(units: pd.DataFrame, themes: list[str], *, by: list[str] | None = None) -> pd.DataFrame:
    """
    Share of the articles of each group in which at least one sentence carries the theme.

    Counts as they are held: a hand-coded sample of sentences says nothing certain about whole articles.
    """
    columns = ["article_id", "article_family", *(by or [])]
    articles = units.groupby(columns, as_index=False)[themes].max()
    tables = [
        estimate_shares(
            articles.assign(theme=theme), by=["theme", *(by or [])], carries=theme, cluster="article_family"
        )
        for theme in themes
    ]
    return pd.concat(tables, ignore_index=True)


def _shares_of(units: pd.DataFrame, themes: list[str], *, by: list[str]) -> pd.DataFrame:
    tables = []
    for theme in themes:
        read = np.where(units[f"{theme}_by_hand"], units[theme], np.nan)
        grouped = units.assign(
            theme=theme, machine=(units[f"{theme}_machine"] != "").astype(float),
            read=read, drawn_by_hand=np.where(units["drawn"], read, np.nan),
        )  # fmt: skip
        tables.append(
            estimate_shares(
                grouped, by=["theme", *by], carries="machine", cluster="article_family",
                by_hand="drawn_by_hand", read="read",
            )
        )  # fmt: skip
    return pd.concat(tables, ignore_index=True)


def stance_shares(units: pd.DataFrame, themes: list[str], *, by: list[str] | None = None) -> pd.DataFrame:
    """
    Share of each stance among the sentences that carry a theme; the three stances of a group add up to 1.

    Returns
    -------
    DataFrame, one row per theme, group and stance
        ``theme``, the columns of `by`, ``stance``, then those of `estimates.estimate_shares`. ``n_total`` is the
        number of sentences that carry the theme.
    """
    tables = []
    for theme in themes:
        carrying = units[units[theme] == 1].assign(theme=theme)
        for stance in STANCES:
            marked = carrying.assign(stance=stance, carries=(carrying[f"{theme}_stance"] == stance).astype(float))
            groups = ["theme", *(by or []), "stance"]
            tables.append(estimate_shares(marked, by=groups, carries="carries", cluster="article_family"))
    return pd.concat(tables, ignore_index=True)
