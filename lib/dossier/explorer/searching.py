"""
Which sentences hold some words, or a pattern.

Words are found at the beginning of words whatever their case, straight and curly apostrophes and all spaces
alike; they go to RE2 (linear in the length of the text). A pattern between slashes is Python's own, tried
sentence by sentence under a time limit, since some patterns never end.
"""

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dossier.errors import UsageError

Flags = npt.NDArray[np.bool_]
STEP = 5_000  # sentences between two reports of progress
LONGEST = 20.0  # seconds that a pattern may take
_WORDS = re.compile(r'"([^"]+)"|(\S+)')
_LETTER = r"\p{L}\p{N}\p{M}_]"


def split_query(wanted: str) -> list[str]:
    """
    Return the words of a query; what stands in straight quotation marks is one.

    Examples
    --------
    >>> split_query('strike "day rate"')
    ['strike', 'day rate']
    """
    return [phrase or word for phrase, word in _WORDS.findall(wanted)]


def is_pattern(wanted: str) -> bool:
    """Tell whether a query is a regular expression: it stands between slashes."""
    return bool(re.fullmatch(r"/.+/", wanted, flags=re.S))


def compile_query(wanted: str, *, whole: bool = False) -> "re.Pattern[str]":
    """
    Return the Python pattern of a query, to show where it stands in a sentence.

    Parameters
    ----------
    whole : bool
        Whether all the words are one phrase; else any of them is found.

    Raises
    ------
    UsageError
        If there is nothing to look for, or the pattern cannot be read.

    Examples
    --------
    >>> compile_query("l'art").findall("L’artisan ou l'art")
    ['L’art', "l'art"]
    """
    if not wanted.strip("/ "):
        raise UsageError("give a word or a /pattern/ to look for.")
    if is_pattern(wanted):
        try:
            return re.compile(wanted[1:-1], flags=re.I)
        except re.error as fault:
            raise UsageError(f"the pattern {wanted} cannot be read: {fault}.") from fault
    parts = [wanted.strip()] if whole else split_query(wanted)
    return re.compile("|".join(rf"(?<!\w){_loosen(re.escape(part))}" for part in parts), flags=re.I)


def match_texts(texts: "pd.Series[str]", wanted: str, *, progress: Callable[[float], None] | None = None) -> Flags:
    """
    Tell which texts hold all the words of a query, or its pattern; shape (n,).

    Parameters
    ----------
    wanted : str
        Words, phrases in straight quotation marks, or a pattern between slashes; empty keeps all.
    progress : callable, optional
        Told the share done (0 to 1) while a pattern is tried.

    Raises
    ------
    UsageError
        If the pattern cannot be read, or takes longer than `LONGEST` seconds.

    Examples
    --------
    >>> match_texts(pd.Series(["A strike looms.", "They outstrike us."]), "STRIKE").tolist()
    [True, False]
    """
    if is_pattern(wanted):
        return _match_pattern(texts, compile_query(wanted), progress)
    found = np.zeros(len(texts), dtype=bool)
    places, left = np.arange(len(texts)), pa.array(texts, type=pa.large_string())
    for word in sorted(split_query(wanted), key=len, reverse=True):  # the longest leaves least to look through
        begins = rf"(?:^|[^{_LETTER})" if re.match(r"\w", word) else ""
        here = pc.match_substring_regex(left, pattern=begins + _loosen(_escape(word)), ignore_case=True)
        places, left = places[np.asarray(here)], left.filter(here)
    found[places] = True
    return found


def _escape(word: str) -> str:
    """Escape for RE2, which knows no escaped letters beyond ASCII."""
    return re.sub(r"([\\.+*?()|\[\]{}^$-])", r"\\\1", word)


def _loosen(escaped: str) -> str:
    """Let an apostrophe stand for both forms, and a space for every kind."""
    spaced = re.sub(r"(?:\\? )+", "[ \t\n\u00a0\u202f]+", escaped)
    return re.sub("['’]", "['’]", spaced)


def _match_pattern(
    texts: "pd.Series[str]", pattern: "re.Pattern[str]", progress: Callable[[float], None] | None
) -> Flags:
    found = np.zeros(len(texts), dtype=bool)
    with limit_time(LONGEST, f"the pattern /{pattern.pattern}/ takes too long: make it simpler."):
        for start in range(0, len(texts), STEP):
            part = texts.iloc[start : start + STEP].tolist()
            found[start : start + len(part)] = [pattern.search(text) is not None for text in part]
            if progress is not None:
                progress((start + len(part)) / len(texts))
    return found


@contextmanager
def limit_time(seconds: float, message: str) -> Iterator[None]:
    """
    Raise UsageError if what stands inside takes longer than `seconds`.

    Only where the system has timers (not on Windows) and in the main thread; elsewhere the kernel's own
    interrupt is left.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise UsageError(message)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
