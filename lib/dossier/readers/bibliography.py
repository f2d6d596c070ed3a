"""
Bibliographies (BibTeX, RIS, CSL JSON, Zotero's CSV): metadata to be joined to texts by file name, address or title.

RIS tags follow the published specification (TY to ER); BibTeX fields those of biblatex; CSL JSON its schema; Zotero's
CSV the columns of its export. None of them carries the text itself.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from dossier.readers.columns import fill_field, match_columns
from dossier.readers.draft import Draft, RefusedError, Source
from dossier.readers.slugs import fold
from dossier.readers.tables import open_csv

_TEXT_NAMES = {b"text", b"texte", b"body", b"content", b"contenu"}
_SHORTEST_TITLE = 12  # letters and digits that a title needs before it may join
_RIS_LINE = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$")
_RIS_FIELDS = {
    "TI": "title", "T1": "title", "JO": "outlet", "JF": "outlet", "T2": "outlet", "PB": "outlet", "DA": "published",
    "PY": "published", "Y1": "published", "UR": "url", "LA": "lang", "AU": "author", "A1": "author",
}  # fmt: skip
_BIB_FIELDS = {
    "title": "title", "journaltitle": "outlet", "journal": "outlet", "date": "published", "year": "published",
    "url": "url", "langid": "lang", "language": "lang", "author": "author", "publisher": "outlet",
    "organization": "outlet", "howpublished": "outlet",
}  # fmt: skip
_CSL_FIELDS = {"title": "title", "container-title": "outlet", "publisher": "outlet", "URL": "url", "language": "lang"}
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "c": "\u0327", "=": "\u0304"}


@dataclass
class Record:
    """Catalogue fields of one entry, and the names of the files it says it belongs to."""

    fields: dict[str, str | list[str]]
    files: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)
    joined: bool = False


def is_metadata(source: Source) -> bool:
    """Whether a table is a bibliography: CSL JSON, a Zotero export, or names files and has no column of text."""
    if source.suffix in {".json", ".jsonl", ".ndjson"}:
        names = set(re.findall(rb'"([\w-]+)"\s*:', source.head))
        return bool(names & {b"issued", b"container-title"}) and b"title" in names and not names & _TEXT_NAMES
    if b"Item Type" in source.head[:2000] and b"Publication Title" in source.head[:2000]:
        return True
    header = next(open_csv(source)(), [])
    places = match_columns(header)
    return "file" in places and "text" not in places


def read_records(source: Source) -> list[Record]:
    """
    Read the entries of a bibliography.

    Raises
    ------
    RefusedError
        If it has none.
    """
    if source.suffix in {".csv", ".tsv", ".tab"}:
        records = list(_read_columns(source))
    elif source.suffix == ".json":
        records = list(_read_csl(source.decoded.text))
    else:
        text = source.decoded.text
        records = list(_read_ris(text) if re.match(r"\s*TY  - ", text) else _read_bibtex(text))
    if not records:
        raise RefusedError("a bibliography without entries")
    return records


def _record(pairs: list[tuple[str, str]], files: list[str]) -> Record:
    draft = Draft("")
    for name, value in pairs:
        fill_field(draft, name, value)
    names = tuple(dict.fromkeys(_file_name(name) for name in files if _file_name(name)))
    return Record(draft.fields, names, draft.warnings)


def _file_name(path: str) -> str:
    return PurePosixPath(PureWindowsPath(path.strip()).as_posix()).name


def _read_columns(source: Source) -> Iterator[Record]:
    rows = open_csv(source)()
    places = match_columns(next(rows))
    attached, given = places.pop("file", None), {name: n for name, n in places.items() if name != "id"}
    for row in rows:
        files = row[attached].split(";") if attached is not None and attached < len(row) else []
        yield _record([(name, row[n]) for name, n in given.items() if n < len(row)], files)


def _read_ris(text: str) -> Iterator[Record]:
    pairs: list[tuple[str, str]] = []
    files: list[str] = []
    for line in text.split("\n"):
        found = _RIS_LINE.match(line.strip("\ufeff"))
        if not found:
            continue
        tag, value = found[1], found[2].strip()
        if tag in {"TY", "ER"} and pairs:  # the last entry of some exports is not closed
            yield _record(pairs, files)
            pairs, files = [], []
        if tag in {"L1", "L2", "L4", "LK"}:
            files.append(value)
        elif tag in _RIS_FIELDS:
            pairs.append((_RIS_FIELDS[tag], _ris_date(value) if tag in {"DA", "PY", "Y1"} else value))
    if pairs:
        yield _record(pairs, files)


def _read_csl(text: str) -> Iterator[Record]:
    try:
        entries = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise RefusedError(f"not JSON that can be read ({fault})") from None
    for entry in entries if isinstance(entries, list) else entries.get("items", []):
        if isinstance(entry, dict):
            plain = {name: value for name, value in entry.items() if isinstance(value, str)}
            pairs = [(known, plain[name]) for name, known in _CSL_FIELDS.items() if plain.get(name)]
            pairs += [("published", _csl_date(entry.get("issued"))), ("author", _csl_names(entry.get("author")))]
            yield _record(pairs, [])


def _csl_date(date: Any) -> str:
    parts = (date.get("date-parts") or [[]])[0] if isinstance(date, dict) else []
    return "-".join(str(part).zfill(2) for part in parts) or (
        str(date.get("raw", "")) if isinstance(date, dict) else ""
    )


def _csl_names(people: Any) -> str:
    named = [p for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    return "; ".join(p.get("literal") or ", ".join(p[k] for k in ("family", "given") if p.get(k)) for p in named)


def _ris_date(value: str) -> str:
    """RIS writes YYYY/MM/DD/other, any of which may be empty."""
    parts = [part.zfill(2) for part in value.split("/")[:3]]
    return "-".join(part for part in parts if part != "00") if parts[0].isdigit() else value


def _read_bibtex(text: str) -> Iterator[Record]:
    for found in re.finditer(r"@(\w+)\s*[{(]\s*[^,\s]*\s*,", text):
        if found[1].casefold() in {"comment", "string", "preamble"}:
            continue
        values = dict(_bibtex_fields(text, found.end()))
        pairs = [(known, values[name]) for name, known in _BIB_FIELDS.items() if values.get(name)]
        if values.get("month") and values.get("year"):
            pairs.insert(0, ("published", f"{values['month']} {values['year']}"))
        attached = [part for entry in values.get("file", "").split(";") for part in entry.split(":")]
        yield _record(pairs, [part for part in attached if "." in part])


def _bibtex_fields(text: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield names and values from behind an entry's key to its closing brace."""
    name = re.compile(r"[\s,]*([\w-]+)\s*=\s*")
    while found := name.match(text, at):
        value, at = _bibtex_value(text, found.end())
        yield found[1].casefold(), plain_latex(value)


def _bibtex_value(text: str, at: int) -> tuple[str, int]:
    opening = text[at : at + 1]
    if opening not in {"{", '"'}:
        bare = re.compile(r"[^,}\n]*").match(text, at)
        return (bare[0].strip(), bare.end()) if bare else ("", at + 1)
    depth = 0
    for n in range(at, min(at + 100_000, len(text))):
        character = text[n]
        depth += {"{": 1, "}": -1}.get(character, 0) if text[n - 1] != "\\" else 0
        if (opening == "{" and depth == 0) or (opening == '"' and n > at and character == '"' and depth == 0):
            return text[at + 1 : n], n + 1
    return "", len(text)


def plain_latex(value: str) -> str:
    r"""
    Return a BibTeX value as plain text: accents composed, braces gone.

    Examples
    --------
    >>> plain_latex(r"Le m{\'e}tier d'{\^a}ge \& le {Fran\c{c}ais}")
    "Le métier d'âge & le Français"
    """

    def accent(found: re.Match[str]) -> str:
        return unicodedata.normalize("NFC", found[2].replace("\\i", "i") + _ACCENTS[found[1]])

    value = re.sub(r"\\(['`^\"~=])\s*\{?(\\?[A-Za-z])\}?", accent, value)
    value = re.sub(r"\\(c)\{([A-Za-z])\}", accent, value)
    value = re.sub(r"\\(oe|OE|ae|AE)\b\s*", lambda m: {"oe": "œ", "OE": "Œ", "ae": "æ", "AE": "Æ"}[m[1]], value)
    return " ".join(re.sub(r"[{}]|\\(?=[&%$#_])", "", value).split())


class Bibliography:
    """Records that can be asked for by file name, address or title, in this order."""

    def __init__(self, records: list[Record]):
        self.records = records
        self._by: dict[tuple[str, str], Record] = {}
        for record in records:
            for name in record.files:
                self._by.setdefault(("file", name.casefold()), record)
            self._by.setdefault(("url", _bare_url(str(record.fields.get("url", "")))), record)
            title = fold(str(record.fields.get("title", "")))
            if len(title) >= _SHORTEST_TITLE:
                self._by.setdefault(("title", title), record)

    def join(self, draft: Draft, *, file_name: str) -> bool:
        """Fill what a draft lacks, or only inferred, from the record that belongs to it; True if one does."""
        keys = {"file": file_name.casefold(), "url": _bare_url(draft.get("url")), "title": fold(draft.get("title"))}
        record = next((self._by[key] for key in keys.items() if key[1] and key in self._by), None)
        if record is None:
            return False
        record.joined = True
        for name, value in record.fields.items():
            if name == "note":
                draft.remark(str(value))
            elif name in draft.inferred or not draft.fields.get(name):
                draft.fields[name] = value
                draft.inferred = [other for other in draft.inferred if other != name]
        return True


def _bare_url(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.strip().casefold())
