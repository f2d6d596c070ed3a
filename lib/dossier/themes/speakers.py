"""Who speaks of a theme, and on which side."""

import pandas as pd

from dossier.schema import SENTENCE_KEY


def voice_rows(units: pd.DataFrame, theme: str) -> pd.DataFrame:
    """
    Return the sentences of a theme by voice and stance; one with several voices has a row for each.

    Returns
    -------
    DataFrame
        ``voice`` (empty for the journalist and for unknown sources), ``stance, article_id, sentence_no``.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a"], "sentence_no": [1], "voice": ["Ada | Ben"], "jobs": [1],
    ...                       "jobs_stance": ["threat"]})
    >>> voice_rows(units, "jobs").voice.tolist()
    ['Ada', 'Ben']
    """
    carrying = units[units[theme] == 1]
    rows = carrying[[*SENTENCE_KEY, "voice"]].assign(stance=carrying[f"{theme}_stance"])
    rows["voice"] = rows.voice.str.split(" | ", regex=False)
    return rows.explode("voice", ignore_index=True)[["voice", "stance", *SENTENCE_KEY]]


def voice_counts(units: pd.DataFrame, theme: str, *, top: int = 15) -> pd.DataFrame:
    """
    Count the sentences of a theme by named or described voice and stance, for the `top` voices heard most.

    Returns
    -------
    DataFrame, most heard voice first
        ``voice, stance, n`` and ``n_articles``.
    """
    rows = voice_rows(units, theme).query("voice != ''")
    totals = rows.groupby("voice").size().rename("total").reset_index()
    kept = totals.sort_values(["total", "voice"], ascending=[False, True]).head(top)
    counts = rows.merge(kept, on="voice").groupby(["total", "voice", "stance"])
    table = counts.agg(n=("article_id", "size"), n_articles=("article_id", "nunique")).reset_index()
    ordered = table.sort_values(["total", "voice", "stance"], ascending=[False, True, True], ignore_index=True)
    return ordered[["voice", "stance", "n", "n_articles"]]
