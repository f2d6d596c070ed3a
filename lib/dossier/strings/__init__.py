"""
The one catalogue of words that a reader sees, in English and French.

Each room keeps its strings in ``strings/<language>/<room>.toml``; a key is ``room.name``. A string
holds ``{placeholders}`` for values. A string that depends on a number is a table with ``one``,
``other`` and, where it reads better, ``zero``; the number is the value called ``n``.
"""

import datetime
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

REPORT_LANGUAGES = ("en", "fr")
_FOLDER = Path(__file__).parent


@lru_cache(maxsize=4)
def load_catalogue(lang: str) -> dict[str, Any]:
    """Return every string of one language, keyed ``room.name``."""
    catalogue: dict[str, Any] = {}
    for path in sorted((_FOLDER / lang).glob("*.toml")):
        with path.open("rb") as file:
            catalogue |= {f"{path.stem}.{key}": value for key, value in tomllib.load(file).items()}
    return catalogue


class Words:
    """
    Say things in one language.

    Parameters
    ----------
    lang : str
        ``"en"`` or ``"fr"``: the reader's language, not the text's.

    Examples
    --------
    >>> Words("fr").number(1234.5, digits=1)
    '1\u202f234,5'
    >>> Words("en").percent(0.238), Words("fr").percent(0.238)
    ('24%', '24\u202f%')
    >>> Words("en").date("2024-06"), Words("fr").date("2024-06-13")
    ('June 2024', '13 juin 2024')
    >>> Words("en").join(["jobs", "regulation", "environment"])
    'jobs, regulation and environment'
    """

    def __init__(self, lang: str = "en"):
        if lang not in REPORT_LANGUAGES:
            raise ValueError(f"no catalogue for {lang!r}: reports are written in {' or '.join(REPORT_LANGUAGES)}")
        self.lang = lang

    def __call__(self, key: str, /, **values: object) -> str:
        """
        Return the string `key` with its placeholders filled; whole numbers are grouped by locale.

        Raises
        ------
        KeyError
            If the catalogue has no such key.
        """
        entry = load_catalogue(self.lang)[key]
        if isinstance(entry, dict):
            entry = entry[self._plural(values["n"], entry)]
        shown = {k: self.number(v) if isinstance(v, int) and not isinstance(v, bool) else v for k, v in values.items()}
        return str(entry).format(**shown)

    def pattern(self, key: str, *, n: float | None = None) -> str:
        """Return the string `key` with its placeholders unfilled, in the form that the number `n` asks for."""
        entry = load_catalogue(self.lang)[key]
        return str(entry[self._plural(n, entry)] if isinstance(entry, dict) else entry)

    def _plural(self, n: Any, entry: dict[str, str]) -> str:
        if n == 0 and "zero" in entry:
            return "zero"
        singular = abs(n) < 2 if self.lang == "fr" else n == 1
        return "one" if singular else "other"

    def number(self, value: float, *, digits: int = 0) -> str:
        """Number with `digits` decimals, grouped as the language does."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, format=pattern, locale=self.lang))

    def percent(self, share: float, *, digits: int = 0) -> str:
        """Share from 0 to 1 as a percentage."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + ("\u202f%" if self.lang == "fr" else "%")
        return str(format_percent(share, format=pattern, locale=self.lang))

    def date(self, iso: str) -> str:
        """Partial ISO date (2024, 2024-06, 2024-06-13) in words; empty stays empty."""
        if len(iso) < 7:
            return iso
        day = datetime.date.fromisoformat(iso if len(iso) > 7 else f"{iso}-01")
        pattern = "d MMMM y" if len(iso) > 7 else "MMMM y"
        return str(format_date(day, format=pattern, locale=self.lang))

    def join(self, parts: Sequence[str]) -> str:
        """Parts as a list in prose, without a comma before the last."""
        text = str(format_list(list(parts), locale=self.lang))
        return text.replace(", and ", " and ") if self.lang == "en" else text
