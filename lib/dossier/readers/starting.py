"""New corpus folders: bare and commented by ``dossier new``, or with another corpus's codebook by an import."""

import os
import re
import sys
from pathlib import Path

from dossier.errors import DossierError
from dossier.paths import DEFAULT_CORPUS, PACKAGE
from dossier.readers.shelf import write_text

_STARTER = PACKAGE / "readers" / "starter"
_FILES = ("corpus.toml", "codebook.toml", "actors.toml")
_README = """\
# @TITLE@

A corpus folder of Dossier. Say here what the corpus is, who collected it, and what may be passed on.

| what | holds |
|---|---|
| `corpus.toml` | title, languages, how it was collected, dated events |
| `codebook.toml` | what counts as each theme and stance: write this first |
| `actors.toml` | who speaks, under one name each |
| `articles/` | one text each, with its catalogue fields; filled by `dossier import` |
| `annotations/` | marks, one file a coder, and `agreed.csv` |
| `training/` | made-up sentences for the machine coder only |
| `manifest.csv` | what became of every file that was imported |

1. Write `codebook.toml`: its comments explain how.
2. `dossier import FILES --corpus .` reads articles; `dossier check --corpus .` lists faults with file and line.
3. `dossier build --corpus .` writes the reports.
"""


def create_corpus(folder: Path) -> None:
    """
    Make a bare corpus folder: commented ``corpus.toml``, ``codebook.toml`` and ``actors.toml``, README, folders.

    Raises
    ------
    DossierError
        If the folder is there and holds anything.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "strikes"
    >>> create_corpus(folder)
    >>> sorted(path.name for path in folder.iterdir())
    ['README.md', 'actors.toml', 'annotations', 'articles', 'codebook.toml', 'corpus.toml', 'training']
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DossierError("holds something already: name a folder that is new or empty.", path=folder)
    for name in ("articles", "annotations", "training"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    title = folder.resolve().name.replace("\\", "/").replace('"', "'")
    for name in _FILES:
        write_text(folder / name, (_STARTER / name).read_text("utf-8").replace("@TITLE@", title))
    write_text(folder / "README.md", _README.replace("@TITLE@", title))


def find_codebook(corpus: Path, *, like: Path | None) -> Path | None:
    """
    Return the corpus folder that a codebook is to be taken from; None where `corpus` has its own.

    Raises
    ------
    DossierError
        If the other folder has no codebook.
    """
    if (corpus / "codebook.toml").is_file():
        return None
    other = DEFAULT_CORPUS if like is None else Path(like)
    if not (other / "codebook.toml").is_file():
        raise DossierError("there is no codebook here to take: name a corpus folder that has one with --like.",
                           path=other)  # fmt: skip
    return other


def take_codebook(corpus: Path, *, like: Path | None) -> None:
    """
    Copy codebook and actors of another corpus folder into one that has no codebook; never its marks.

    ``corpus.toml`` records where they came from (``codebook_from``), so that the coder knows whose marks
    to learn from.

    Raises
    ------
    DossierError
        If the other folder has no codebook.
    """
    other = find_codebook(corpus, like=like)
    if other is None:
        return
    print(f"Codebook and actors are those of {other}: for another subject edit them, or give --like.", file=sys.stderr)
    for name in ("codebook.toml", "actors.toml"):
        if (other / name).is_file() and not (corpus / name).exists():
            write_text(corpus / name, (other / name).read_text("utf-8-sig"))
    _record_origin(corpus, "default" if other.resolve() == DEFAULT_CORPUS else _way(corpus, other))


def _way(corpus: Path, other: Path) -> str:
    """Path of the other folder seen from this one; the whole path where they are on different drives."""
    try:
        return Path(os.path.relpath(other.resolve(), corpus.resolve())).as_posix()
    except ValueError:
        return other.resolve().as_posix()


def _record_origin(corpus: Path, origin: str) -> None:
    path = corpus / "corpus.toml"
    line = f'codebook_from = "{origin}"\n'
    if not path.is_file():
        title = corpus.resolve().name.replace("\\", "/").replace('"', "'")
        write_text(path, f'# What this corpus is; every key is explained in docs/formats.md.\ntitle = "{title}"\n'
                        f'composition = "collected"\n{line}')  # fmt: skip
        return
    source = path.read_text("utf-8-sig")
    if not re.search(r"^\s*codebook_from\s*=", source, re.MULTILINE):
        write_text(path, line + source)
