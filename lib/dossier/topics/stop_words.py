"""Words that carry no topic: the reviewed list, read from ``data/stop.toml``."""

import tomllib
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "stop.toml"


@lru_cache(maxsize=1)
def _groups() -> dict[str, dict[str, str]]:
    with _FILE.open("rb") as file:
        read: dict[str, dict[str, str]] = tomllib.load(file)
    return read


@lru_cache(maxsize=8)
def load_stop_words(*langs: str) -> frozenset[str]:
    """
    Return the stop words of the given languages, lower case.

    Parameters
    ----------
    *langs : str
        ``"fr"`` or ``"en"``; a language without a list adds nothing. ``"initials"`` gives short words that are none.

    Examples
    --------
    >>> words = load_stop_words("fr")
    >>> "pas" in words, "travail" in words
    (True, False)
    """
    groups = _groups()
    return frozenset(word for lang in langs for line in groups.get(lang, {}).values() for word in line.split())
