"""
What a reader asks of the voices: who speaks, how much, for what, who is not heard.

Each view returns a tidy table; `spoken_rows` and STATEMENTS are the rows behind every number, with
``article_id, sentence_no``.
"""

import math
from typing import Any

import pandas as pd

from dossier.schema import SENTENCE_KEY, STANCES

_KEY = list(SENTENCE_KEY)


def spoken_rows(
    voices: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, *, families: pd.DataFrame | None = None
) -> pd.DataFrame:
    """
    List every kept sentence with each of its voices: the rows behind `who_speaks` and `speech_share`.

    Parameters
    ----------
    voices, sentences, articles : DataFrame
        VOICES, SENTENCES, ARTICLES.
    families : DataFrame, optional
        FAMILIES; with them reused sentences are listed once.

    Returns
    -------
    DataFrame
        ``article_id, sentence_no, voice, voice_kind, outlet, words``; voice is empty for none and unknown.
    """
    kept = sentences.loc[sentences["dropped"] == "", [*_KEY, "text"]]
    rows = voices.merge(kept, on=_KEY).merge(articles[["article_id", "outlet"]], on="article_id", how="left")
    if families is not None:
        rows = rows.merge(families.loc[families["counted"], _KEY], on=_KEY)
    rows = rows.assign(
        words=[len(text.split()) for text in rows["text"]], voice=rows["voice"].str.split(" | ", regex=False)
    )
    return rows.explode("voice", ignore_index=True)[[*_KEY, "voice", "voice_kind", "outlet", "words"]]


def who_speaks(spoken: pd.DataFrame, *, top: int | None = None) -> pd.DataFrame:
    """Count each voice: ``voice, voice_kind, sentences, words, articles, outlets``, most heard first."""
    heard = spoken[spoken["voice"] != ""]
    table = heard.groupby("voice", sort=False).agg(
        voice_kind=("voice_kind", "first"), sentences=("sentence_no", "size"), words=("words", "sum"),
        articles=("article_id", "nunique"), outlets=("outlet", "nunique"),
    )  # fmt: skip
    table = table.reset_index().sort_values(["sentences", "voice"], ascending=[False, True], ignore_index=True)
    return table if top is None else table.head(top)


def speech_share(spoken: pd.DataFrame) -> pd.DataFrame:
    """Count by kind of voice: ``voice_kind, sentences, words, share, word_share``, shares from 0 to 1."""
    once = spoken.drop_duplicates(_KEY)
    table = once.groupby("voice_kind").agg(sentences=("sentence_no", "size"), words=("words", "sum"))
    table = table.reindex(["none", "named", "described", "unknown"], fill_value=0).reset_index()
    return table.assign(
        share=table["sentences"] / max(table["sentences"].sum(), 1),
        word_share=table["words"] / max(table["words"].sum(), 1),
    )


def voices_by_outlet(spoken: pd.DataFrame) -> pd.DataFrame:
    """Sentences that each outlet gives each voice: ``outlet, voice, sentences``."""
    heard = spoken[spoken["voice"] != ""]
    table = heard.groupby(["outlet", "voice"]).size().rename("sentences").reset_index()
    return table.sort_values(["outlet", "sentences", "voice"], ascending=[True, False, True], ignore_index=True)


def themes_of_voices(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements of each actor by theme and stance: ``actor, theme, stance, statements``."""
    table = statements.groupby(["actor", "theme", "stance"]).size().rename("statements").reset_index()
    return table.sort_values(["statements", "actor", "theme", "stance"], ascending=[False, True, True, True],
                             ignore_index=True)  # fmt: skip


def stances_of_camps(statements: pd.DataFrame, *, at_least: int = 5) -> pd.DataFrame:
    """
    Statements of each camp by stance, all themes together; camps with fewer than `at_least` are left out.

    Returns
    -------
    DataFrame
        ``camp, stance, n``, the camp that sees most threat first. Actors without a camp are in none.

    Examples
    --------
    >>> said = pd.DataFrame({"camp": ["crew", "crew", "owners", ""], "stance": ["threat", "mixed", "mixed", "mixed"]})
    >>> stances_of_camps(said, at_least=1).to_dict("list")
    {'camp': ['crew', 'crew', 'owners'], 'stance': ['threat', 'mixed', 'mixed'], 'n': [1, 1, 1]}
    """
    known = statements[statements["camp"] != ""]
    large = known[known.groupby("camp")["camp"].transform("size") >= at_least]
    counts = large.groupby(["camp", "stance"]).size().rename("n").reset_index()
    balance = (large["stance"] == "threat").groupby(large["camp"]).mean()
    order = {stance: place for place, stance in enumerate(STANCES)}
    counts = counts.assign(lean=counts["camp"].map(-balance), place=counts["stance"].map(order))
    return counts.sort_values(["lean", "camp", "place"], ignore_index=True)[["camp", "stance", "n"]]


def portray_actor(statements: pd.DataFrame, actor: str) -> pd.DataFrame:
    """Every statement of one actor, by date: STATEMENTS with what stands behind it (text, outlet) where given."""
    own = statements[statements["actor"] == actor]
    return own.sort_values(["published_date", "article_id", "sentence_no"], kind="stable", ignore_index=True)


def count_spread(lineage: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """
    Say for each utterance what each outlet kept and whom it credits.

    Returns
    -------
    DataFrame
        ``utterance, article_id, outlet, published_date, voice, kept`` (0 to 1) ``, how``, in order of date.
    """
    rows = lineage.merge(articles[["article_id", "outlet", "published_date"]], on="article_id", how="left")
    rows = rows.sort_values(["utterance", "published_date", "article_id"], kind="stable", ignore_index=True)
    return rows[["utterance", "article_id", "quotation_no", "outlet", "published_date", "voice", "kept", "how", "text"]]


def bound_absence(n: int, *, confidence: float = 0.95) -> float:
    """
    Upper bound (0 to 1) for the share of something never seen in `n` independent draws.

    ``1 - (1 - confidence) ** (1 / n)``, near 3 / n (Hanley and Lippman-Hand 1983); 1 where n is 0.

    Examples
    --------
    >>> round(bound_absence(100), 3), bound_absence(0)
    (0.03, 1.0)
    """
    return 1.0 if n <= 0 else 1.0 - math.pow(1.0 - confidence, 1.0 / n)


def map_silence(statements: pd.DataFrame, *, themes: list[str], camps: list[str] | None = None) -> pd.DataFrame:
    """
    List what is never said, with how rare it may still be.

    Parameters
    ----------
    statements : DataFrame
        STATEMENTS; with ``outlet`` and ``camp`` behind, camps that an outlet never quotes are listed too.
    themes : list of str
        Every theme of the codebook.
    camps : list of str, optional
        Every camp of ``actors.toml``; those of the statements by default.

    Returns
    -------
    DataFrame
        ``silence`` (theme without voice, stance without voice, camp without outlet) ``, where, what,
        n`` (statements looked at) ``, at_most`` (0 to 1, 95 %).
    """
    rows: list[dict[str, Any]] = []
    for theme in themes:
        of_theme = statements[statements["theme"] == theme]
        if of_theme.empty:
            rows.append(_silent("theme", "", theme, len(statements)))
            continue
        for stance in STANCES:
            if not (of_theme["stance"] == stance).any():
                rows.append(_silent("stance", theme, stance, len(of_theme)))
    if {"outlet", "camp"} <= set(statements.columns):
        known = sorted(set(camps or statements["camp"]) - {""})
        for outlet, part in statements[statements["outlet"] != ""].groupby("outlet"):
            rows += [_silent("camp", str(outlet), c, len(part)) for c in known if not (part["camp"] == c).any()]
    return pd.DataFrame(rows, columns=["silence", "where", "what", "n", "at_most"])


def _silent(kind: str, where: str, what: str, n: int) -> dict[str, Any]:
    return {"silence": kind, "where": where, "what": what, "n": n, "at_most": bound_absence(n)}


def voices_without_stance(voices: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Voices that speak but take no coded stance: ``voice, sentences``, most heard first."""
    heard = (
        voices[voices["voice"] != ""].assign(voice=lambda v: v["voice"].str.split(" | ", regex=False)).explode("voice")
    )
    silent = heard[~heard["voice"].isin(set(statements["actor"]))]
    counts = silent.groupby("voice").size().rename("sentences").reset_index()
    return counts.sort_values(["sentences", "voice"], ascending=[False, True], ignore_index=True)
