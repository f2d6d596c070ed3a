"""
Dates as the press writes them, in French and English, to ISO dates as precise as they are.

A date is never invented: a month without a day stays a month, and ``06/07/2024`` stays empty unless
something else settles which of the two is the day.
"""

import re
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


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
