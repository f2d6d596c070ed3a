"""What readers take and give: a source file, drafts of articles, and why something cannot be used."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dossier.readers.encoding import Decoded, decode_bytes

_MEGABYTE = 1_048_576


class SkippedError(Exception):
    """The source holds nothing to read; the message says why."""


class RefusedError(Exception):
    """The source cannot be read as it is; the message says why and what to do."""


@dataclass
class Draft:
    """
    An article on its way into a corpus.

    Parameters
    ----------
    text : str
        The text that will be stored.
    fields : dict of str to str or list of str
        Front matter fields that were read or inferred.
    inferred : list of str
        Names of the fields that were inferred.
    warnings : list of str
        What a user should look at.
    part : str
        Which part of the source it comes from (``row 12``); empty for all of it.
    """

    text: str
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    inferred: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    part: str = ""

    def get(self, name: str) -> str:
        """Value of a text field; empty where it is not known."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else " | ".join(value)

    def infer(self, name: str, value: str) -> None:
        """Fill an empty field with a value that was inferred, and mark it so."""
        if value and not self.fields.get(name):
            self.fields[name] = value
            self.inferred.append(name)

    def remark(self, sentence: str) -> None:
        """Add to the note."""
        note = self.get("note")
        self.fields["note"] = f"{note}; {sentence}" if note else sentence


@dataclass
class Unusable:
    """A part of a source (a row, a document) that gives no article, and why."""

    part: str
    status: str  # "skipped" or "refused"
    reason: str


Reading = Iterator[Draft | Unusable]
Reader = Callable[["Source"], Reading]


@dataclass(frozen=True)
class Source:
    """
    An input file.

    Parameters
    ----------
    path : Path
        Where it is.
    name : str
        How the manifest calls it: the path below the folder that the user named.
    """

    path: Path
    name: str
    notes: list[str] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """File name without its suffix."""
        return self.path.stem

    @property
    def suffix(self) -> str:
        """Suffix in small letters, with its dot."""
        return self.path.suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first 64 kB, to tell formats apart."""
        with self.path.open("rb") as file:
            return file.read(65_536)

    @cached_property
    def data(self) -> bytes:
        """
        The whole file.

        Raises
        ------
        RefusedError
            If it is larger than the cap for one document.
        """
        size, cap = self.path.stat().st_size, document_cap()
        if size > cap:
            raise RefusedError(
                f"{size / _MEGABYTE:.0f} MB, more than the {cap // _MEGABYTE} MB that one document may have: "
                "split it, or set DOSSIER_MAX_MEGABYTES."
            )
        return self.path.read_bytes()

    @cached_property
    def decoded(self) -> Decoded:
        """The file as text."""
        return decode_bytes(self.data)

    @cached_property
    def sha256(self) -> str:
        """First 12 hexadecimal digits of the file's SHA-256, read in pieces."""
        hasher = hashlib.sha256()
        with self.path.open("rb") as file:
            while piece := file.read(_MEGABYTE):
                hasher.update(piece)
        return hasher.hexdigest()[:12]


def document_cap() -> int:
    """Most bytes that one document may have: 64 MB, or what ``DOSSIER_MAX_MEGABYTES`` says."""
    named = os.environ.get("DOSSIER_MAX_MEGABYTES", "")
    return (int(named) if named.isdigit() and int(named) else 64) * _MEGABYTE
