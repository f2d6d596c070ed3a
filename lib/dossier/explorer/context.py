"""A sentence where it stands: its neighbours, its whole article, and what is known about each."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dossier.codebook import Codebook
from dossier.errors import UsageError
from dossier.explorer.filters import known_themes
from dossier.findings.cells import known_label
from dossier.schema import SENTENCE_KEY, STANCES
from dossier.strings import Words

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


def read_article(
    units: pd.DataFrame, sentences: pd.DataFrame, article_id: str, *, names: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """
    Return a whole article, what was left out included, with what is known of each sentence.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it.
    sentences : DataFrame
        Form ``schema.SENTENCES``.
    names : mapping, optional
        What a reader calls the themes and stances.

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
    told = known[[*KEY, "voice"]].assign(margin=list_margin(known, names=names), evidence=join_evidence(known))
    columns = [*KEY, "start", "end", "kind", "dropped", "text"]
    return whole[columns].merge(told, on=KEY, how="left").fillna({"voice": "", "margin": "", "evidence": ""})


def list_margin(units: pd.DataFrame, *, names: Mapping[str, str] | None = None) -> list[str]:
    """
    Return what stands in the margin beside each sentence: its themes, each with its stance.

    Parameters
    ----------
    names : mapping, optional
        What a reader calls the themes and stances; by default their keys.

    Examples
    --------
    >>> list_margin(pd.DataFrame({"jobs": [1, 0], "jobs_stance": ["threat", ""], "jobs_p": [0.9, 0.1]}))
    ['jobs: threat', '']
    """
    called = names or {}
    told: dict[str, Callable[[Any], str]] = {
        theme: lambda stance, theme=theme: f"{called.get(theme, theme)}: {called.get(stance, stance)}"  # type: ignore[misc]
        for theme in known_themes(units)
    }
    return _join(units, "stance", told, between=", ")


def join_evidence(units: pd.DataFrame) -> list[str]:
    """Return the words that the codes of each sentence rest on, joined by `` | ``."""
    return _join(units, "evidence", dict.fromkeys(known_themes(units), str), between=" | ")


def _join(units: pd.DataFrame, column: str, told: Mapping[str, Callable[[Any], str]], *, between: str) -> list[str]:
    """Join, for each sentence, what is told of the themes that it carries."""
    parts: list[list[str]] = [[] for _ in range(len(units))]
    for theme, tell in told.items():
        if f"{theme}_{column}" not in units:
            continue
        for place, (coded, value) in enumerate(zip(units[theme], units[f"{theme}_{column}"], strict=True)):
            if coded == 1 and value:
                parts[place].append(tell(value))
    return [between.join(part) for part in parts]


def name_codes(codebook: Codebook, words: Words) -> dict[str, str]:
    """Return what a reader calls each theme and stance."""
    themes = {theme.key: theme.label(words.lang) for theme in codebook.themes}
    return themes | {stance: known_label("stance", stance, words) for stance in STANCES}
