"""A filter as a value: what to keep, as one line of code to paste into a cell, and back."""

import re
from dataclasses import dataclass, fields

import pandas as pd

from dossier.errors import UsageError


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
        Words that must all stand in the sentence, whatever their case; between slashes, a regular expression.
    at_least : float
        Lowest probability of the theme, 0 to 1.

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

    def __str__(self) -> str:
        given = [f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if getattr(self, f.name) != f.default]
        return f"Filter({', '.join(given)})"


def filter_units(units: pd.DataFrame, chosen: Filter) -> pd.DataFrame:
    """
    Keep the sentences that a filter asks for, in the order of the corpus.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it.

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
        keep &= units.voice.str.split(" | ", regex=False).map(lambda voices: chosen.voice in voices)
    if chosen.since:
        keep &= units.published_date.str[: len(chosen.since)] >= chosen.since
    if chosen.until:
        keep &= (units.published_date != "") & (units.published_date.str[: len(chosen.until)] <= chosen.until)
    if chosen.theme or chosen.stance:
        keep &= _carries(units, chosen)
    return units[keep & _matches(units.text[keep], chosen.text).reindex(units.index, fill_value=False)]


def _carries(units: pd.DataFrame, chosen: Filter) -> "pd.Series[bool]":
    known = [name.removesuffix("_stance") for name in units.columns if name.endswith("_stance")]
    if chosen.theme and chosen.theme not in known:
        raise UsageError(f"no theme {chosen.theme!r}: the codebook has {', '.join(known)}.")
    found = pd.Series(False, index=units.index)
    for theme in [chosen.theme] if chosen.theme else known:
        here = (units[theme] == 1) & (units[f"{theme}_p"] >= chosen.at_least)
        found |= here & (units[f"{theme}_stance"] == chosen.stance) if chosen.stance else here
    return found


def _matches(texts: "pd.Series[str]", wanted: str) -> "pd.Series[bool]":
    if re.fullmatch(r"/.+/", wanted):
        try:
            return texts.str.contains(re.compile(wanted[1:-1], flags=re.I))
        except re.error as fault:
            raise UsageError(f"the pattern {wanted} cannot be read: {fault}.") from fault
    found = pd.Series(True, index=texts.index)
    folded = texts.str.casefold()
    for word in wanted.casefold().split():
        found &= folded.str.contains(word, regex=False)
    return found
