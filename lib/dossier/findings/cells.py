"""How a value is shown in a table, and how it is made harmless in a spreadsheet and on a page."""

import html
import math
import re
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.store import write_atomically
from dossier.strings import Words, load_catalogue

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SHARES = re.compile(r"(^|_)(share|low|high|probability|precision|recall|f1|first|second|difference)($|_)")


def visible(text: object) -> str:
    """
    Text without control characters, with marks for the characters that turn the reading direction.

    Examples
    --------
    >>> visible("a\\u202eb\\x07")
    'a[U+202E]b'
    """
    return _CONTROLS.sub("", _BIDI.sub(lambda m: f"[U+{ord(m[0]):04X}]", str(text)))


def escape(text: object) -> str:
    """
    Visible text for HTML, in an element or an attribute.

    Examples
    --------
    >>> escape('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return html.escape(visible(text), quote=True)


def neutralise(value: object) -> object:
    """
    Put an apostrophe before text that a spreadsheet would run as a formula (OWASP, CWE-1236).

    Examples
    --------
    >>> neutralise("=1+1"), neutralise(" fine"), neutralise(-2.5)
    ("'=1+1", ' fine', -2.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_safe_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 CSV with formulas neutralised in cells and headers, numbers to 6 digits."""
    safe = frame.map(neutralise).rename(columns=lambda name: str(neutralise(str(name))))
    write_atomically(
        path, lambda draft: safe.to_csv(draft, index=False, float_format="%.6g", lineterminator="\n", encoding="utf-8")
    )


def shorten(text: object, *, limit: int) -> str:
    """
    Cut visible text at a word near `limit` characters.

    Examples
    --------
    >>> shorten("one two three", limit=8)
    'one two…'
    """
    shown = re.sub(r"\s+", " ", visible(text)).strip()
    if len(shown) <= limit:
        return shown
    cut = shown[: limit - 1]
    head = cut.rsplit(" ", 1)[0]
    return (head if len(head) > limit // 2 else cut).rstrip(" ,;:") + "…"


def show_value(value: Any, column: str, words: Words) -> str:
    """
    Value as plain text in the reader's language: shares as percentages, missing as a dash.

    Examples
    --------
    >>> words = Words("en")
    >>> show_value(0.25, "share", words), show_value(1200, "n", words), show_value(None, "low", words)
    ('25%', '1,200', '–')
    """
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return words("findings.yes" if value else "findings.no")
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        if column in {"p", "p_adjusted"}:
            return words.number(value, digits=3) if value >= 0.001 else "<\u202f" + words.number(0.001, digits=3)
        shown = words.percent(value) if _SHARES.search(column) else words.number(value, digits=_digits(value))
        return shown.replace("-", "−", 1) if value < 0 else shown
    if isinstance(value, int):
        return str(value) if column in {"year", "sentence_no", "rank", "topic"} else words.number(value)
    return known_label(column, str(value), words)


def _digits(value: float) -> int:
    return 0 if value.is_integer() else 2


def known_label(column: str, value: str, words: Words) -> str:
    """Return what the catalogue calls a value of a known column (a stance, a voice kind), else the value."""
    return str(load_catalogue(words.lang).get(f"findings.value_{column}_{value}", value))


def column_label(column: str, words: Words) -> str:
    """
    Heading of a column: the catalogue's, else the name with its underscores as spaces.

    Examples
    --------
    >>> column_label("my_own_column", Words("en"))
    'My own column'
    """
    shown = str(load_catalogue(words.lang).get(f"findings.column_{column}", column.replace("_", " ")))
    return shown[:1].upper() + shown[1:]
