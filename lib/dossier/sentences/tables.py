"""``dossier sentences``: the sentences of any files as one CSV table."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from dossier.errors import DossierError, UsageError
from dossier.readers.draft import Draft, RefusedError, SkippedError, Source, Unusable
from dossier.readers.registry import find_format
from dossier.schema import SENTENCES
from dossier.sentences.splitting import split_rows
from dossier.store import write_atomically


def write_sentences(files: list[Path], *, out: Path) -> None:
    """
    Write every sentence of the files, furniture included, with columns `dossier.schema.SENTENCES`, in UTF-8.

    Values are raw. Offsets are code points in the stored text: of a plain text, the decoded file without BOM and
    with CRLF as LF; of another format, the text that its reader gives. A file that cannot be read is told on the
    error stream and passed over.

    Parameters
    ----------
    files : list of Path
        Texts, pages, or anything that ``dossier import`` reads.
    out : Path
        The table to write; replaced whole.

    Raises
    ------
    UsageError
        If no file is given.
    DossierError
        If none of the files gives a sentence.
    """
    if not files:
        raise UsageError("name at least one file.")
    written = 0

    def fill(draft: Path) -> None:
        nonlocal written
        with draft.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(SENTENCES.names)
            for article_id, text, lang in _iter_texts(files):
                rows = split_rows(text, lang=lang)
                writer.writerows((article_id, *row) for row in rows)
                written += len(rows)
        if not written:
            raise DossierError("none of the files gives a sentence: see the reasons above.")

    write_atomically(out, fill)


def _iter_texts(files: list[Path]) -> Iterator[tuple[str, str, str | None]]:
    """Yield article_id, stored text and language; an id that was used gets a number behind it."""
    used: set[str] = set()
    for path in tqdm(files, desc="sentences", disable=None, leave=False):
        for place, draft in enumerate(_iter_drafts(path)):
            wanted = draft.get("id") or (path.stem if place == 0 else f"{path.stem}-{place + 1}")
            article_id, number = wanted, 1
            while article_id in used:
                number += 1
                article_id = f"{wanted}-{number}"
            if number > 1:
                _tell(f"{path}: an article {wanted} is there already: this one is called {article_id}.")
            used.add(article_id)
            lang = draft.get("lang")
            yield article_id, draft.text, lang if lang in ("fr", "en") else None


def _iter_drafts(path: Path) -> Iterator[Draft]:
    if not path.is_file():
        _tell(f"{path}: {'a folder: name its files' if path.is_dir() else 'there is no such file'}.")
        return
    source = Source(path, path.name)
    try:
        kind = find_format(source)
        if kind.read is None:
            raise RefusedError(f"a {kind.name} has no text to split")
        for part in kind.read(source):
            if isinstance(part, Unusable):
                _tell(f"{path}: {part.part}: {part.reason}.")
            else:
                yield part
    except (RefusedError, SkippedError, OSError) as fault:
        _tell(f"{path}: {fault}.")


def _tell(message: str) -> None:
    print(f"dossier: {message}", file=sys.stderr)
