"""A filter as a value: what to keep, as one line of code to paste into a cell, and back."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import pandas as pd

from dossier.errors import UsageError
from dossier.explorer.searching import match_texts
from dossier.schema import STANCES


@dataclass(frozen=True)
class Filter:
    """
    Which sentences to keep; an empty field keeps all.

    Parameters
    ----------
    theme, stance : str
        A theme of the codebook; one of threat, opportunity, mixed (of that theme, or of any).
    voice, outlet, genre, lang : str
        Exact values; a voice is found among several.
    since, until : str
        ISO dates, as precise as wanted, both included; articles without a date are left out when one is given.
    text : str
        Words that must all stand in the sentence, found at the beginning of words whatever their case, phrases
        in straight quotation marks; between slashes, a regular expression.
    at_least : float
        Lowest probability of the theme, 0 to 1; without a theme, of any.
    topic : int
        Number of a topic, from 1; 0 keeps all.

    Examples
    --------
    >>> print(Filter(theme="jobs", since="2024"))
    Filter(theme='jobs', since='2024')
    >>> eval(str(Filter(theme="jobs"))) == Filter(theme="jobs")
    True
    """

    theme: str = ""
    stance: str = ""
    voice: str = ""
    outlet: str = ""
    genre: str = ""
    lang: str = ""
    since: str = ""
    until: str = ""
    text: str = ""
    at_least: float = 0.0
    topic: int = 0

    def __str__(self) -> str:
        given = [f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if getattr(self, f.name) != f.default]
        return f"Filter({', '.join(given)})"


def write_line(chosen: Filter) -> str:
    """
    Return the line of code that gives the same sentences in any cell of the notebook.

    Examples
    --------
    >>> write_line(Filter(lang="fr"))
    "filter_units(units, Filter(lang='fr'))"
    """
    return f"filter_units(units, {chosen})"


def read_line(line: str) -> Filter:
    """
    Return the filter that a line of code holds; nothing of the line is run.

    Raises
    ------
    UsageError
        If the line holds no ``Filter(...)`` of plain values.

    Examples
    --------
    >>> str(read_line("kept = filter_units(units, Filter(theme='jobs', at_least=0.5))"))
    "Filter(theme='jobs', at_least=0.5)"
    """
    told = "this is no filter: paste a line such as filter_units(units, Filter(theme='jobs'))."
    try:
        calls = [node for node in ast.walk(ast.parse(line.strip())) if isinstance(node, ast.Call)]
        call = next(node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Filter")
        values = {str(pair.arg): ast.literal_eval(pair.value) for pair in call.keywords}
    except (SyntaxError, ValueError, StopIteration, RecursionError, MemoryError):
        raise UsageError(told) from None
    kinds = {f.name: type(f.default) for f in fields(Filter)}
    for name, value in values.items():
        kind = kinds.get(name)
        if kind is None or isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else kind):
            raise UsageError(f"{name}={value!r} is no part of a filter: {told}")
    if call.args:
        raise UsageError(told)
    return Filter(**values)


def filter_units(
    units: pd.DataFrame, chosen: Filter, *, progress: Callable[[float], None] | None = None
) -> pd.DataFrame:
    """
    Keep the sentences that a filter asks for, in the order of the corpus.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it; for a topic, with the column ``topic`` (`topic_desk.place_topics`).
    progress : callable, optional
        Told the share done (0 to 1) while a pattern is tried.

    Raises
    ------
    UsageError
        If the theme or stance is not known, or the regular expression cannot be read.

    Examples
    --------
    >>> units = pd.DataFrame({"text": ["The union strikes.", "A prize."], "outlet": ["Echo", "Midi"]})
    >>> filter_units(units, Filter(text="strike")).outlet.tolist()
    ['Echo']
    """
    keep = pd.Series(True, index=units.index)
    for name in ("outlet", "genre", "lang"):
        if value := getattr(chosen, name):
            keep &= units[name] == value
    if chosen.voice:
        keep &= (" | " + units.voice + " | ").str.contains(f" | {chosen.voice} | ", regex=False)
    if chosen.since:
        keep &= units.published_date.str[: len(chosen.since)] >= chosen.since
    if chosen.until:
        keep &= (units.published_date != "") & (units.published_date.str[: len(chosen.until)] <= chosen.until)
    if chosen.topic:
        keep &= _column(units, "topic", "topics") == chosen.topic
    if chosen.theme or chosen.stance or chosen.at_least:
        keep &= _carries(units, chosen)
    kept = units[keep.to_numpy()]
    return kept[match_texts(kept.text, chosen.text, progress=progress)] if chosen.text.strip() else kept


def _column(units: pd.DataFrame, name: str, what: str) -> "pd.Series[int]":
    if name not in units:
        raise UsageError(f"these sentences have no {what}: place them first.")
    return units[name]


def _carries(units: pd.DataFrame, chosen: Filter) -> "pd.Series[bool]":
    known = known_themes(units)
    if not known:
        raise UsageError("the themes of these sentences are not coded yet.")
    if chosen.theme and chosen.theme not in known:
        raise UsageError(f"no theme {chosen.theme!r}: the codebook has {', '.join(known)}.")
    if chosen.stance and chosen.stance not in STANCES:
        raise UsageError(f"no stance {chosen.stance!r}: there are {', '.join(STANCES)}.")
    found = pd.Series(False, index=units.index)
    for theme in [chosen.theme] if chosen.theme else known:
        here = (units[theme] == 1) & (units[f"{theme}_p"] >= chosen.at_least)
        found |= here & (units[f"{theme}_stance"] == chosen.stance) if chosen.stance else here
    return found


def usable_filter(chosen: Filter, units: pd.DataFrame) -> Filter:
    """
    Return what of a filter these sentences can answer: without themes, what it says of them is left out.

    Examples
    --------
    >>> print(usable_filter(Filter(stance="threat", lang="fr"), pd.DataFrame({"lang": ["fr"]})))
    Filter(lang='fr')
    """
    return chosen if known_themes(units) else replace(chosen, theme="", stance="", at_least=0.0)


def known_themes(units: pd.DataFrame) -> list[str]:
    """Return the themes that the units are coded with, in the codebook's order."""
    return [name.removesuffix("_stance") for name in units.columns if name.endswith("_stance")]
