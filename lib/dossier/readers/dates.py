"""
Dates as the press writes them, in French and English, to ISO dates as precise as they are.

A date is never invented: a month without a day stays a month, and ``06/07/2024`` stays empty unless
something else settles which of the two is the day.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MONTHS = (
    ("janvier", "janv", "jan", "january"), ("fevrier", "fevr", "fev", "february", "feb"), ("mars", "march", "mar"),
    ("avril", "avr", "april", "apr"), ("mai", "may"), ("juin", "june", "jun"), ("juillet", "juil", "july", "jul"),
    ("aout", "august", "aug"), ("septembre", "sept", "september", "sep"), ("octobre", "oct", "october"),
    ("novembre", "nov", "november"), ("decembre", "dec", "december"),
)  # fmt: skip
_MONTH = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names}
_NAME = "(" + "|".join(sorted(_MONTH, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(\d{1,2})(?:er|st|nd|rd|th)?"
_YEAR = r"(1[5-9]\d\d|20\d\d)"
_START, _END = r"(?<![\w/.-])", r"(?![\w/-])"
# Each form with the places of year, month and day among its groups; 0 for none.
_FORMS = tuple(
    (re.compile(_START + pattern + _END), places)
    for pattern, places in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d.*)?", (1, 2, 3)),
        (r"(\d{4})/(\d{1,2})/(\d{1,2})", (1, 2, 3)),
        (r"(\d{4})\.(\d{1,2})\.(\d{1,2})", (1, 2, 3)),
        (r"(19\d\d|20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])", (1, 2, 3)),
        (_DAY + r"[ \u00a0-]*(?:de |of )?" + _NAME + r",?[ \u00a0-]*" + _YEAR, (3, 2, 1)),
        (_NAME + r"[ \u00a0]*" + _DAY + r",?[ \u00a0]+" + _YEAR, (3, 1, 2)),
        (_NAME + r",?[ \u00a0-]*" + _YEAR, (2, 1, 0)),
        (r"(\d{4})-(\d{2})", (1, 2, 0)),
        (r"(0?[1-9]|1[0-2])/(\d{4})", (2, 1, 0)),
        (r"((?:19|20)\d\d)", (1, 0, 0)),
    )
)
_NUMERIC = re.compile(_START + r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")


def is_partial_date(value: str) -> bool:
    """
    Whether a text is an ISO date of the calendar: year, year and month, or day.

    Examples
    --------
    >>> [is_partial_date(v) for v in ("2024", "2024-06", "2024-06-13", "2024-13", "2023-02-29", "June")]
    [True, True, True, False, False, False]
    """
    found = _PARTIAL.fullmatch(value)
    return found is not None and _exists(int(found[1]), int(found[2] or 1), int(found[3] or 1))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def is_future(value: str, *, after: str) -> bool:
    """
    Whether a partial date begins after another, compared as precisely as the vaguer of the two.

    Examples
    --------
    >>> is_future("2024-07", after="2024-06-13"), is_future("2024-06", after="2024-06-13")
    (True, False)
    """
    width = min(len(value), len(after))
    return value[:width] > after[:width]


@dataclass(frozen=True)
class DateReading:
    """A partial ISO date (empty where none could be read) and why it was left empty."""

    value: str
    warning: str = ""


def read_date(written: str, *, day_first: bool | None = None) -> DateReading:
    """
    Read the first date in a short text.

    Parameters
    ----------
    written : str
        A cell, a date line.
    day_first : bool, optional
        What ``06/07/2024`` means where both are possible, if something else settles it.

    Examples
    --------
    >>> [read_date(v).value for v in ("jeudi 13 juin 2024 à 10h", "juin 2024", "June 13, 2024", "1er mars 2023")]
    ['2024-06-13', '2024-06', '2024-06-13', '2023-03-01']
    >>> read_date("06/07/2024")
    DateReading(value='', warning="date '06/07/2024' may be 6 July or June 7: left empty")
    >>> read_date("06/07/2024", day_first=True).value, read_date("13/06/2024").value
    ('2024-07-06', '2024-06-13')
    """
    plain = _plain(written)
    if not plain:
        return DateReading("")
    numeric = _NUMERIC.search(plain)
    if numeric:
        return _read_numeric(numeric, written.strip(), day_first)
    for pattern, places in _FORMS:
        found = pattern.search(plain)
        if found:
            year, month, day = (found[place] if place else "" for place in places)
            return _checked(year, str(_MONTH.get(month, month)), day, written.strip())
    return DateReading("", f"date {written.strip()[:40]!r} cannot be read: left empty")


def _plain(text: str) -> str:
    """Small letters without accents, in one line."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _read_numeric(found: re.Match[str], written: str, day_first: bool | None) -> DateReading:
    first, second = int(found[1]), int(found[3])
    if len(found[4]) == 2:
        return DateReading("", f"date {written[:40]!r} has a year of two digits: left empty")
    if first > 12 or second > 12:
        day, month = (first, second) if first > 12 else (second, first)
    elif first == second:
        day = month = first
    elif day_first is None:
        both = f"{first} {_ENGLISH[second - 1]} or {_ENGLISH[first - 1]} {second}"
        return DateReading("", f"date {written[:40]!r} may be {both}: left empty")
    else:
        day, month = (first, second) if day_first else (second, first)
    return _checked(found[4], str(month), str(day), written)


_ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December")  # fmt: skip


def _checked(year: str, month: str, day: str, written: str) -> DateReading:
    value = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    if not is_partial_date(value):
        return DateReading("", f"date {written[:40]!r} is not in the calendar: left empty")
    if is_future(value, after=date.today().isoformat()):
        return DateReading("", f"date {written[:40]!r} lies in the future: left empty")
    return DateReading(value)


def settle_day_first(values: Iterable[str]) -> bool | None:
    """
    Which number is the day in a column of dates: True the first, False the second, None where nothing tells.

    One date that only reads one way settles the column; two that contradict each other settle nothing.

    Examples
    --------
    >>> settle_day_first(["06/07/2024", "25/07/2024"]), settle_day_first(["06/07/2024"])
    (True, None)
    >>> settle_day_first(["25/07/2024", "07/25/2024"])
    """
    first = second = False
    for value in values:
        found = _NUMERIC.search(_plain(value))
        if found:
            first |= int(found[1]) > 12
            second |= int(found[3]) > 12
    return None if first == second else first
