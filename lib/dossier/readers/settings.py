"""What ``corpus.toml`` says of a corpus: title, languages, how it was put together, dated events."""

import re
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from dossier.readers.catalogue import Fault
from dossier.readers.dates import is_partial_date


class Event(BaseModel):
    """
    A dated event that time figures show.

    Parameters
    ----------
    date : str
        ISO date, as precise as known.
    label_en, label_fr : str
        Its name; one may stand for both.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    date: str
    label_en: str = ""
    label_fr: str = ""

    @field_validator("date", mode="before")
    @classmethod
    def _date(cls, value: object) -> str:
        return _partial_date(value)

    @model_validator(mode="after")
    def _named(self) -> "Event":
        if not (self.label_en or self.label_fr):
            raise ValueError("an event needs label_en or label_fr")
        return self

    def label(self, lang: str) -> str:
        """Name of the event in the reader's language, else in the other."""
        return (self.label_fr or self.label_en) if lang == "fr" else (self.label_en or self.label_fr)


class Quota(BaseModel):
    """
    What a corpus chosen by quota promises; ``dossier check`` tells what is not kept. A 0 promises nothing.

    Parameters
    ----------
    articles, outlets, without_theme : int
        Articles, different outlets and articles without a theme, at least.
    shortest, longest : int
        Words of each article.
    shared_words : int
        Words in a row that no two articles have in common.
    languages : dict
        Articles of a language, at least.
    themes : dict
        For a theme of the codebook, by stance: articles that argue it so, at least.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    articles: int = 0
    outlets: int = 0
    without_theme: int = 0
    shortest: int = 0
    longest: int = 0
    shared_words: int = 0
    languages: dict[Literal["fr", "en"], int] = {}
    themes: dict[str, dict[Literal["threat", "opportunity", "mixed"], int]] = {}


class Settings(BaseModel):
    """
    The settings of a corpus folder.

    Parameters
    ----------
    title, title_fr : str
        Name of the corpus; in French reports the second, where it is given.
    languages : tuple of "fr" or "en"
        Languages of the texts, most frequent first.
    composition : "quota" or "collected"
        Whether articles were chosen so that every side is heard, or gathered by a query.
    base, query, dates, exclusions : str
        How it was collected: the data base, the query, the dates covered, what was left out.
    codebook_from : str
        Empty for a codebook of its own; ``"default"`` for the repository's; else the path of the
        corpus folder it was taken from, seen from this one.
    note : str
        Anything else a reader has to know.
    events : tuple of Event
        Dated events.
    coders : mapping
        What each coder of ``annotations/`` is: ``"person"`` or ``"language model"``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = ""
    title_fr: str = ""
    languages: tuple[Literal["fr", "en"], ...] = ()
    composition: Literal["quota", "collected"] = "collected"
    base: str = ""
    query: str = ""
    dates: str = ""
    exclusions: str = ""
    codebook_from: str = ""
    note: str = ""
    events: tuple[Event, ...] = ()
    coders: dict[str, Literal["person", "language model"]] = {}
    quota: Quota = Quota()

    def title_in(self, lang: str) -> str:
        """Name of the corpus in the reader's language."""
        return (self.title_fr if lang == "fr" else "") or self.title


def read_settings(folder: Path) -> tuple[Settings, list[Fault]]:
    """
    Read ``corpus.toml`` of a folder; without one every setting is the default.

    Returns
    -------
    (Settings, list of Fault)
        The settings (defaults where the file is at fault), and every fault with its line.
    """
    path = folder / "corpus.toml"
    if not path.is_file():
        return Settings(), []
    try:
        source = path.read_text("utf-8-sig")
        return Settings.model_validate(tomllib.loads(source)), []
    except (OSError, UnicodeDecodeError) as fault:
        return Settings(), [Fault(path, None, f"cannot be read ({fault}): save it as UTF-8 text.")]
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = int(found[1]) if found else source.count("\n") + 1
        return Settings(), [Fault(path, line, f"not valid TOML: {fault}.")]
    except ValidationError as fault:
        return Settings(), [
            Fault(path, _line_of(source, error["loc"]), _sentence(error["loc"], error["type"], error["msg"]))
            for error in fault.errors()
        ]


def _sentence(place: tuple[int | str, ...], kind: str, message: str) -> str:
    name = ".".join(str(part) for part in place)
    if kind == "extra_forbidden":
        return f"unknown key {name!r}: known are {', '.join(Settings.model_fields)}."
    return f"{name!r}: {message[:1].lower()}{message[1:]}."


def _line_of(source: str, place: tuple[int | str, ...]) -> int | None:
    """Line of a key: for ``("events", 2, "date")`` the ``date`` behind the third ``[[events]]``."""
    lines = source.splitlines()
    first = 0
    if len(place) > 1 and isinstance(place[1], int):
        heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{place[0]}\s*\]\]", line)]
        first = heads[place[1]] if place[1] < len(heads) else 0
    for part in (place[-1], place[0]):
        for n in range(first, len(lines)):
            if re.match(rf"""\s*["']?{re.escape(str(part))}["']?\s*=""", lines[n]):
                return n + 1
    return first + 1


def _partial_date(value: object) -> str:
    date = str(value)
    if not is_partial_date(date):
        raise ValueError(f"{date!r} is not an ISO date (2024, 2024-06 or 2024-06-13)")
    return date
