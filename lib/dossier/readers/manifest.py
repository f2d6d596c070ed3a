"""The account of an import: for every input file what became of it, and why."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from dossier.store import write_atomically

STATUSES = ("read", "skipped", "refused")
_SHOWN = 20  # warnings kept in one cell, lines shown on the terminal
_FORMULA = re.compile(r"^[=+@\t\r-]")


@dataclass
class Entry:
    """
    One line of the manifest.

    Parameters
    ----------
    source : str
        Path below the folder that the user named.
    sha256 : str
        First 12 hexadecimal digits of the file's digest.
    part : str
        Empty for the file; else the row or document of it that gave no article.
    status : str
        read, skipped or refused.
    reason : str
        Why it was not read, or what it was read as.
    format, encoding, how : str
        What it was taken for, its encoding, and how that was chosen.
    articles : str
        Ids of the articles it gave, joined by `` | ``.
    warnings : str
        What a user should look at, joined by ``; ``.
    """

    source: str
    sha256: str = ""
    part: str = ""
    status: str = "read"
    reason: str = ""
    format: str = ""
    encoding: str = ""
    how: str = ""
    articles: str = ""
    warnings: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a later import of the same file replaces."""
        return (self.source, self.sha256)


@dataclass
class Manifest:
    """
    All entries of one import, in the order of reading.

    Parameters
    ----------
    corpus : Path
        The folder that was imported into.
    entries : list of Entry
        One for each file, and one for each part that gave no article.
    written : int
        Articles that were written or completed; 0 where everything was there already.
    changed : set
        Keys of the files that gave something new; the account of the others stays as it was.
    """

    corpus: Path
    entries: list[Entry] = field(default_factory=list)
    written: int = 0
    changed: set[tuple[str, str]] = field(default_factory=set)

    @property
    def article_ids(self) -> list[str]:
        """Ids of all articles that the sources gave, new or already there."""
        ids = (part for entry in self.entries for part in entry.articles.split(" | ") if part)
        return list(dict.fromkeys(ids))

    def count(self, status: str) -> int:
        """Files (not parts) of a status."""
        return sum(entry.status == status and not entry.part for entry in self.entries)

    def __str__(self) -> str:
        files = sum(not entry.part for entry in self.entries)
        counts = ", ".join(f"{self.count(status)} {status}" for status in STATUSES)
        lines = [f"{files} files: {counts}; {len(self.article_ids)} articles in {self.corpus / 'articles'} "
                 f"({self.written} written now)"]  # fmt: skip
        told = [entry for entry in self.entries if entry.status != "read" or entry.warnings]
        lines += [_line(entry) for entry in told[:_SHOWN]]
        if len(told) > _SHOWN:
            lines.append(f"  … and {len(told) - _SHOWN} more")
        lines.append(f"all of it in {self.corpus / 'manifest.csv'}")
        return "\n".join(lines)


def _line(entry: Entry) -> str:
    place = entry.source + (f", {entry.part}" if entry.part else "")
    return f"  {entry.status} {place}: {'; '.join(filter(None, (entry.reason, entry.warnings)))}"


def join_warnings(warnings: Iterable[str]) -> str:
    """
    Join warnings, each once with its count, at most twenty.

    Examples
    --------
    >>> join_warnings(["date unread", "accents composed (NFC)", "date unread"])
    'date unread (2 times); accents composed (NFC)'
    """
    counts = Counter(warnings)
    told = [text if n == 1 else f"{text} ({n} times)" for text, n in counts.items()]
    return "; ".join(told[:_SHOWN] + ([f"and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []))


def write_manifest(manifest: Manifest) -> None:
    """
    Write ``manifest.csv``: entries of earlier imports stay, those of the same files are replaced.

    Cells that a spreadsheet would run as a formula get an apostrophe in front.
    """
    path = manifest.corpus / "manifest.csv"
    entries = merge_entries(read_manifest(path), manifest.entries, changed=manifest.changed)
    names = [column.name for column in fields(Entry)]

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            for entry in entries:
                writer.writerow([_FORMULA.sub(lambda m: "'" + m[0], cell) for cell in asdict(entry).values()])

    write_atomically(path, write)


def merge_entries(old: list[Entry], new: list[Entry], *, changed: set[tuple[str, str]]) -> list[Entry]:
    """
    Replace in place the entries of files that were imported again; new files follow.

    The account of a file that gave the same articles as before, and nothing new, is left as it stands.
    """
    groups = _by_key(old)
    for key, entries in _by_key(new).items():
        same = [entry.articles for entry in entries] == [entry.articles for entry in groups.get(key, ())]
        if key in changed or not same:
            groups[key] = entries
    return [entry for group in groups.values() for entry in group]


def _by_key(entries: list[Entry]) -> dict[tuple[str, str], list[Entry]]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.key, []).append(entry)
    return groups


def read_manifest(path: Path) -> list[Entry]:
    """Read the entries of a manifest; none where there is no file, or it is not one of ours."""
    if not path.is_file():
        return []
    csv.field_size_limit(1 << 30)
    names = {column.name for column in fields(Entry)}
    with path.open(encoding="utf-8", newline="", errors="replace") as file:
        rows = csv.DictReader(file)
        if not names <= set(rows.fieldnames or ()):
            return []
        return [Entry(**{name: re.sub(r"^'(?=[=+@\t\r-])", "", row[name] or "") for name in names}) for row in rows]
