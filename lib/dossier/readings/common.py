"""What several readings share: who leads and whether the lead is more than chance, and how the corpus came to be."""

from typing import Any

import numpy as np
import pandas as pd

from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.findings import Finding, Link, Prose, say, say_share
from dossier.strings import Words
from dossier.voices import load_actors

Row = Any  # a row of a table: what pandas gives for one, or a named tuple of it
MOSTLY_READ = 0.5  # part of the sentences that people coded, from which a weak machine decides little
GENRES = ("news", "opinion", "interview", "trade", "institutional", "legal", "blog")


def theme_labels(corpus: Corpus, words: Words) -> dict[str, str]:
    """Return the codebook's theme keys with their names in the reader's language, in the codebook's order."""
    themes = find_codebook(corpus.root).themes
    return {theme.key: theme.label(words.lang) for theme in themes}


def camp_labels(corpus: Corpus, words: Words) -> dict[str, dict[str, str]]:
    """Return the names of the camps of ``actors.toml``, as `record` takes labels."""
    actors = load_actors(corpus.root / "actors.toml")
    return {"camp": {a.camp: actors.camp_label(a.camp, lang=words.lang) for a in actors.entries if a.camp}}


def list_rows(table: pd.DataFrame) -> list[Row]:
    """Rows of a table as named tuples, whose fields may hold anything."""
    return list(table.itertuples())


def highest(table: pd.DataFrame, column: str) -> Row:
    """
    Row with the largest value of a column, the first of several.

    Examples
    --------
    >>> highest(pd.DataFrame({"n": [1, 3, 3], "who": list("abc")}), "n").who
    'b'
    """
    return table.iloc[int(table[column].to_numpy(dtype=float).argmax())]


def lowest(table: pd.DataFrame, column: str) -> Row:
    """Row with the smallest value of a column, the first of several."""
    return table.iloc[int(table[column].to_numpy(dtype=float).argmin())]


def lower_first(text: str) -> str:
    """
    Name as it stands inside a sentence; capitals that belong to it stay.

    Examples
    --------
    >>> lower_first("Jobs"), lower_first("VFX work")
    ('jobs', 'VFX work')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def share_link(finding: Finding, row: Row, words: Words) -> Link | str:
    """Share of a row in words, with its interval, as a link to the sentences that it counts."""
    text = say_share(words, float(row["share"]), low=float(row["low"]), high=float(row["high"]), n=int(row["n_total"]))
    return finding.link(row, text, number=float(row["share"]))


def apart(first: Row, second: Row) -> bool:
    """
    Whether two intervals do not touch: a careful sign that the difference is more than chance.

    Examples
    --------
    >>> apart(pd.Series({"low": 0.2, "high": 0.3}), pd.Series({"low": 0.05, "high": 0.1}))
    True
    """
    return bool(float(first["low"]) > float(second["high"]) or float(second["low"]) > float(first["high"]))


def note_composition(corpus: Corpus, words: Words) -> Prose:
    """Say what shares of this corpus are shares of: a corpus by quota says nothing about the press."""
    kind = "quota" if corpus.settings.composition == "quota" else "collected"
    return say(words, f"readings.composition_{kind}", role="limit")


def note_too_few(needed: int, words: Words) -> Prose:
    """Say that intervals cannot be had from so few articles, and about how many would do."""
    return say(words, "readings.too_few_articles", role="limit", n=needed)


def genre_labels(words: Words) -> dict[str, dict[str, str]]:
    """Return the names of the catalogue's genres, as `record` takes labels."""
    known = {genre: words(f"corpus.genre_{genre}") for genre in GENRES}
    return {"genre": known | {"": words("corpus.not_known")}}


def list_events(corpus: Corpus, words: Words) -> list[tuple[str, str]]:
    """Return the dated events of ``corpus.toml`` as (date, name in the reader's language)."""
    return [(event.date, event.label_fr if words.lang == "fr" else event.label_en) for event in corpus.settings.events]


def subtitle_over_time(corpus: Corpus, words: Words, at_least: int) -> str:
    """Subtitle of a figure over time, with the reason why a corpus by quota shows no trend of the press."""
    subtitle = words("readings.subtitle_time", n=at_least)
    return f"{subtitle} {words('themes.subtitle_quota')}" if corpus.settings.composition == "quota" else subtitle


def mark_weak(table: pd.DataFrame, scores: pd.DataFrame, words: Words) -> pd.DataFrame:
    """
    Add a column ``weak``: empty, or the reason why figures on the row's theme are weak.

    Where people coded at least `MOSTLY_READ` of the sentences, the machine's weakness does not reach the figure.
    """
    machine = table["read"] < MOSTLY_READ
    if (scores.basis != "marks").any():
        return table.assign(weak=np.where(machine, words("readings.weak_unknown"), ""))
    reasons = {
        row.theme: words("readings.weak", f1=words.number(row.f1, digits=2), n=int(row.n_positive))
        for row in list_rows(scores[scores.what == "theme"])
        if row.tier == "weak" and not pd.isna(row.f1)
    }
    return table.assign(weak=np.where(machine, table.theme.map(reasons).fillna(""), ""))


def trust_counting(shares: pd.DataFrame, words: Words) -> Prose:
    """Say who counted: people, the machine, and whether the machine's part is corrected for its errors."""
    read, methods = float(shares["read"].min()), set(shares["method"])
    if methods == {"hand"}:
        return say(words, "readings.counted_hand", role="trust")
    method = "corrected" if methods <= {"corrected", "hand"} else "machine"
    if not read:
        return say(words, f"readings.counted_{method}", role="trust")
    return say(words, f"readings.counted_read_{method}", role="trust", read=words.percent(read))
