"""What a search found, in words computed from it."""

from dataclasses import fields

import pandas as pd

from dossier.explorer import Filter
from dossier.findings import Finding, Prose, say
from dossier.findings.cells import show_value
from dossier.strings import Words


def answer_search(kept: pd.DataFrame, units: pd.DataFrame, chosen: Filter, words: Words) -> Prose:
    """Say how much of the corpus a filter keeps."""
    share = words.percent(len(kept) / max(len(units), 1), digits=1)
    return say(words, "explorer.answer", role="answer", n=len(kept), total=len(units), share=share,
               articles=kept.article_id.nunique(), chosen=say_filter(chosen, words))  # fmt: skip


def say_filter(chosen: Filter, words: Words) -> str:
    """Name what a filter asks for: each condition with its value, in the reader's words."""
    asked = [(f.name, getattr(chosen, f.name)) for f in fields(chosen) if getattr(chosen, f.name) != f.default]
    told = [f"{words(f'explorer.asks_{name}')} {show_value(value, name, words)}" for name, value in asked]
    return words.join(told) if told else words("explorer.asks_nothing")


def read_places(places: pd.DataFrame, wanted: str, words: Words, *, withheld: int = 0) -> Prose:
    """Say how often a word stands, and in how many articles; and how many places rights keep from being shown."""
    if not wanted:
        return say(words, "exports.no_words", role="reading")
    said = say(words, "explorer.read_places", role="reading", n=len(places), wanted=wanted,
               articles=places.article_id.nunique())  # fmt: skip
    return said + say(words, "explorer.withheld", role="reading", n=withheld) if withheld else said


def name_columns(places: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return a concordance with its columns named in the reader's language."""
    return places.rename(columns={name: words(f"explorer.column_{name}") for name in ("left", "match", "right")})


def read_where(where: Finding, words: Words) -> Prose:
    """Say which outlet, or article, gives most of what was found."""
    if where.table.empty:
        return say(words, "explorer.read_where_none", role="reading")
    first, place = where.table.iloc[0], where.by[0]
    return say(words, "explorer.read_where", role="reading", outlet=where.label(place, first[place], words),
               n=where.link(first, int(first.n), number=float(first.n)), outlets=len(where.table))  # fmt: skip
