"""The words that the splitter knows: abbreviations, openers, function words. They are data, in ``data/*.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@lru_cache(maxsize=8)
def load_data(name: str) -> dict[str, Any]:
    """
    Read one file of ``data/`` by its stem.

    Examples
    --------
    >>> "etc" in load_data("abbreviations")["maybe"]
    True
    """
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class Abbreviations:
    """Shortened words by what their full stop may mean; without that stop."""

    never: frozenset[str]
    before_number: frozenset[str]
    maybe: frozenset[str]
    marked_names: frozenset[str]

    @staticmethod
    def holds(words: frozenset[str], token: str) -> bool:
        """Whether `token` is listed as written, or in lower case where the list has it in lower case."""
        return token in words or token.lower() in words


@dataclass(frozen=True)
class Openers:
    """Capitalised words that open sentences, and names that only look like two words."""

    words: frozenset[str]
    strong: frozenset[str]
    elided: frozenset[str]
    camel_names: frozenset[str]
    said: frozenset[str]


@lru_cache(maxsize=1)
def load_abbreviations() -> Abbreviations:
    """Return the abbreviations of both languages."""
    data = load_data("abbreviations")
    return Abbreviations(*(frozenset(data[key]) for key in ("never", "before_number", "maybe", "marked_names")))


@lru_cache(maxsize=1)
def load_openers() -> Openers:
    """Return the openers; `strong` leaves out English words of two letters, which end many trade names."""
    data = load_data("openers")
    french, english = data["fr"], data["en"]
    strong = [word for word in french if len(word) > 1] + [word for word in english if len(word) > 2]
    return Openers(
        frozenset(french + english),
        frozenset(strong),
        frozenset(data["fr_elided"]),
        frozenset(data["camel_names"]),
        frozenset(data["said_en"]),
    )
