"""An article file to a catalogue row, with every fault of its front matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dossier.readers.dates import is_future, is_partial_date
from dossier.readers.frontmatter import FIELDS, LIST_FIELDS, FrontMatter, split_front_matter
from dossier.readers.languages import infer_language
from dossier.schema import LANGUAGES

RIGHTS = ("own", "open", "restricted")
GENRES = ("news", "opinion", "interview", "trade", "institutional", "legal", "blog")
JOIN = " | "
Fields = Mapping[str, str | list[str]]
_ALLOWED = {"lang": LANGUAGES, "rights": RIGHTS, "genre": GENRES}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file, and on which line (from 1) where that is known."""

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


def read_article_file(path: Path, *, root: Path) -> tuple[dict[str, str] | None, list[Fault]]:
    """
    Read one file of ``articles/``.

    Returns
    -------
    (dict or None, list of Fault)
        A row of ARTICLES, or None where the file is at fault; and all that is wrong with it.
    """
    try:
        source = stored_text(path.read_bytes())
    except UnicodeDecodeError as fault:
        line = path.read_bytes()[: fault.start].count(b"\n") + 1
        return None, [Fault(path, line, "not UTF-8: read the file with 'dossier import', which converts it.")]
    except OSError as fault:
        return None, [Fault(path, None, f"cannot be read: {fault.strerror}.")]
    matter = split_front_matter(source)
    faults = [Fault(path, line, message) for line, message in (*matter.faults, *_field_faults(matter, stem=path.stem))]
    if "\0" in source:
        faults.append(Fault(path, source[: source.index("\0")].count("\n") + 1, "holds NUL: this is not a text."))
    if not matter.text.strip():
        faults.append(Fault(path, source.count("\n") + 1, "there is no text under the front matter."))
    return (None if faults else _row(matter, path, root)), sorted(faults, key=lambda f: f.line or 0)


def stored_text(data: bytes) -> str:
    """
    Decode UTF-8 and return the stored text: BOM removed, CRLF as LF.

    Examples
    --------
    >>> stored_text(b"\\xef\\xbb\\xbfa\\r\\nb")
    'a\\nb'
    """
    return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def _row(matter: FrontMatter, path: Path, root: Path) -> dict[str, str]:
    values = {name: _joined(matter.values.get(name, "")) for name in FIELDS if name not in {"id", "published"}}
    inferred = [name for name in values["inferred"].split(JOIN) if name]
    if not values["lang"]:
        values["lang"] = infer_language(matter.text)
        inferred.append("lang")
    return {
        **values,
        "article_id": path.stem,
        "published_date": _joined(matter.values.get("published", "")),
        "rights": values["rights"] or "restricted",
        "inferred": JOIN.join(dict.fromkeys(inferred)),
        "file": path.relative_to(root).as_posix(),
        "text": matter.text,
    }


def _joined(value: str | list[str]) -> str:
    return JOIN.join(value) if isinstance(value, list) else value.strip()


def _field_faults(matter: FrontMatter, *, stem: str) -> list[tuple[int, str]]:
    messages = field_faults(matter.values, stem=stem)
    return [(matter.line(name), message) for name, message in messages.items()]


def field_faults(values: Fields, *, stem: str) -> dict[str, str]:
    """
    Return what is wrong with catalogue fields, by name; `stem` is the name of the file they stand in.

    Examples
    --------
    >>> field_faults({"published": "2024-13", "lang": "fr"}, stem="a")
    {'published': "published '2024-13' is not an ISO date: write 2024, 2024-06 or 2024-06-13, or leave it empty."}
    """
    messages = {name: _fault_of(name, value, values, stem=stem) for name, value in values.items()}
    return {name: message for name, message in messages.items() if message}


def _fault_of(name: str, value: str | list[str], values: Fields, *, stem: str) -> str:
    """Return what is wrong with one field, or an empty string."""
    if name not in FIELDS:
        return f"unknown field {name!r}: known are {', '.join(FIELDS)}."
    if isinstance(value, list) or (value and name in LIST_FIELDS):
        return _list_fault(name, value if isinstance(value, list) else [part.strip() for part in value.split("|")])
    if name in {"published", "collected"} and value:
        return _date_fault(name, value, values)
    if name in _ALLOWED and value and value not in _ALLOWED[name]:
        return f"{name} {value!r} is not one of {', '.join(_ALLOWED[name])}."
    return _form_fault(name, value, stem) if value else ""


def _form_fault(name: str, value: str, stem: str) -> str:
    if name == "id" and value != stem:
        return f"id {value!r} is not the file's name {stem!r}: make them the same."
    if name == "url" and not value.lower().startswith(("http://", "https://")):
        return f"url {value!r} does not begin with http:// or https://: leave it empty where it is not known."
    if name == "country" and not (len(value) == 2 and value.isascii() and value.isupper()):
        return f"country {value!r} is not a two-letter code such as FR."
    return ""


def _list_fault(name: str, values: list[str]) -> str:
    if name not in LIST_FIELDS:
        return f"{name!r} is a list: give one text."
    if name == "inferred":
        unknown = [value for value in values if value not in FIELDS]
        return f"inferred names {unknown[0]!r}, which is not a field." if unknown else ""
    if any("|" in value for value in values):
        return f"a name in {name!r} holds a bar, which parts names: write two."
    return ""


def _date_fault(name: str, value: str, values: Fields) -> str:
    if not is_partial_date(value):
        return f"{name} {value!r} is not an ISO date: write 2024, 2024-06 or 2024-06-13, or leave it empty."
    collected = values.get("collected", "")
    today = date.today().isoformat()
    limit = collected if name == "published" and isinstance(collected, str) and is_partial_date(collected) else today
    if is_future(value, after=limit):
        return f"{name} {value!r} lies after {limit}: a page cannot be read before it is published."
    return ""
