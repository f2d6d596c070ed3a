"""Which files the named sources hold, in a fixed order, and what is passed over with its reason."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dossier.readers.draft import Source
from dossier.readers.manifest import Entry

_SYSTEM = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_PAGE_PARTS = ("_files", "_fichiers", "-files", ".files")


def gather_sources(named: Sequence[Path], *, corpus: Path) -> Iterator[Source | Entry]:
    """
    Yield each input file as a `Source`, and an `Entry` for each file or folder that is passed over.

    Folders are walked in sorted order; links are not followed; hidden and system files, the parts that
    browsers save beside a page, and the corpus folder itself are passed over, each with its reason. Of a
    folder that is a corpus, only the articles are taken.
    """
    root = corpus.resolve()
    for path in named:
        if path.is_dir():
            yield from _walk(path, root, base=_base(path))
        elif not path.exists():
            yield Entry(path.name, status="refused", reason="there is no such file or folder")
        elif not path.is_file():
            yield Entry(path.name, status="skipped", reason="not a regular file")
        else:
            yield Source(path, path.name)


def _base(folder: Path) -> Path:
    """Names in the manifest begin with the folder's own name, never with where it lies on the disk."""
    return folder.resolve().parent


def _walk(folder: Path, root: Path, *, base: Path) -> Iterator[Source | Entry]:
    is_corpus = (folder / "articles").is_dir() and any((folder / n).is_file() for n in ("codebook.toml", "corpus.toml"))
    start = (folder / "articles" if is_corpus else folder).resolve()
    empty = True
    for place, folders, files in os.walk(start, followlinks=False):
        here = Path(place)
        kept = []
        for name in sorted(folders):
            reason = _folder_reason(here / name, root, files)
            if reason:
                yield Entry(_named(here / name, base) + "/", status="skipped", reason=reason)
            else:
                kept.append(name)
        folders[:] = kept
        for name in sorted(files):
            empty = False
            reason = _file_reason(here / name)
            if reason:
                yield Entry(_named(here / name, base), status="skipped", reason=reason)
            else:
                yield Source(here / name, _named(here / name, base))
    if empty:
        yield Entry(_named(start, base) + "/", status="skipped", reason="a folder without files")


def _named(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix()


def _folder_reason(folder: Path, root: Path, files: list[str]) -> str:
    if folder.is_symlink():
        return "a symbolic link: not followed"
    if folder.resolve() == root:
        return "the corpus folder itself"
    if folder.name.startswith("."):
        return "a hidden folder"
    for ending in _PAGE_PARTS:
        if folder.name.endswith(ending):
            stem = folder.name.removesuffix(ending)
            page = next((name for name in files if Path(name).stem == stem and "htm" in Path(name).suffix.lower()), "")
            if page:
                return f"parts of the saved page {page}"
    return ""


def _file_reason(path: Path) -> str:
    if path.is_symlink():
        return "a symbolic link: not followed"
    name = path.name.casefold()
    if name.startswith((".", "~$")) or name in _SYSTEM:
        return "a hidden or system file"
    return "" if path.is_file() else "not a regular file"
