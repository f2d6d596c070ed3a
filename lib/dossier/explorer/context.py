"""A sentence where it stands: its neighbours, its whole article, and what is known about each."""

import pandas as pd

from dossier.errors import UsageError
from dossier.explorer.filters import known_themes
from dossier.schema import SENTENCE_KEY

KEY = list(SENTENCE_KEY)


def read_context(units: pd.DataFrame, article_id: str, sentence_no: int, *, around: int = 2) -> pd.DataFrame:
    """
    Return a sentence with its kept neighbours in the article.

    Parameters
    ----------
    around : int
        Kept sentences shown on each side.

    Returns
    -------
    DataFrame, at most ``2 * around + 1`` rows
        ``article_id, sentence_no, text, voice`` and ``here`` (true for the sentence asked for).

    Raises
    ------
    UsageError
        If that sentence is not in `units`.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a"] * 3, "sentence_no": [1, 2, 4], "text": list("xyz"), "voice": ""})
    >>> read_context(units, "a", 2, around=1).text.tolist()
    ['x', 'y', 'z']
    """
    article = units[units.article_id == article_id].sort_values("sentence_no").reset_index(drop=True)
    found = article.index[article.sentence_no == sentence_no]
    if not len(found):
        raise UsageError(f"no sentence {sentence_no} in {article_id}, or it was left out as web furniture.")
    here = int(found[0])
    shown = article.iloc[max(here - around, 0) : here + around + 1]
    return shown[["article_id", "sentence_no", "text", "voice"]].assign(here=shown.sentence_no == sentence_no)


def read_article(units: pd.DataFrame, sentences: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """
    Return a whole article, what was left out included, with what is known of each sentence.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it.
    sentences : DataFrame
        Form ``schema.SENTENCES``.

    Returns
    -------
    DataFrame, one row per sentence, in reading order
        ``article_id, sentence_no, start, end, kind, dropped, text, voice, margin`` (themes with their stance, joined by
        ``, ``) and ``evidence`` (substrings, joined by `` | ``).

    Raises
    ------
    UsageError
        If there is no such article.
    """
    whole = sentences[sentences.article_id == article_id].sort_values("sentence_no")
    if whole.empty:
        raise UsageError(f"no article {article_id!r} in this corpus.")
    known = units[units.article_id == article_id]
    told = known[[*KEY, "voice"]].assign(margin=list_margin(known), evidence=join_evidence(known))
    columns = [*KEY, "start", "end", "kind", "dropped", "text"]
    return whole[columns].merge(told, on=KEY, how="left").fillna({"voice": "", "margin": "", "evidence": ""})


def list_margin(units: pd.DataFrame) -> list[str]:
    """
    Return what stands in the margin beside each sentence: its themes, each with its stance.

    Examples
    --------
    >>> list_margin(pd.DataFrame({"jobs": [1, 0], "jobs_stance": ["threat", ""], "jobs_p": [0.9, 0.1]}))
    ['jobs: threat', '']
    """
    return _join(units, lambda row, theme: f"{theme}: {row[f'{theme}_stance']}", ", ")


def join_evidence(units: pd.DataFrame) -> list[str]:
    """Return the words that the codes of each sentence rest on, joined by `` | ``."""
    return _join(units, lambda row, theme: str(row.get(f"{theme}_evidence", "")), " | ")


def _join(units: pd.DataFrame, tell, between: str) -> list[str]:  # type: ignore[no-untyped-def]
    themes = known_themes(units)
    rows = units.to_dict("records")
    return [between.join(filter(None, (tell(row, t) for t in themes if row[t] == 1))) for row in rows]
