"""Sources into a corpus folder: every input file is read, skipped or refused, and the manifest says which."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from dossier.errors import DossierError
from dossier.readers.bibliography import Bibliography, Record, read_records
from dossier.readers.draft import Draft, RefusedError, SkippedError, Source, Unusable
from dossier.readers.encoding import NotTextError
from dossier.readers.finishing import finish_draft
from dossier.readers.gathering import gather_sources
from dossier.readers.manifest import Entry, Manifest, join_warnings, write_manifest
from dossier.readers.registry import Format, find_format
from dossier.readers.shelf import Shelf
from dossier.readers.slugs import make_slug
from dossier.readers.starting import create_corpus, find_codebook, take_codebook

__all__ = ["create_corpus", "import_sources"]


def import_sources(sources: Sequence[Path], *, corpus: Path, like: Path | None = None) -> Manifest:
    """
    Read files, folders and tables into a corpus folder.

    Parameters
    ----------
    sources : list of Path
        Files, folders (walked in sorted order, links not followed) and tables.
    corpus : Path
        The folder; made where it is not there. Its articles are never overwritten.
    like : Path, optional
        The corpus folder to take codebook and actors from where `corpus` has no codebook; the
        repository's corpus by default.

    Returns
    -------
    Manifest
        What became of every input file; also written to ``manifest.csv``.

    Raises
    ------
    DossierError
        If nothing usable was found (the manifest is written all the same), or `like` has no codebook.
    """
    corpus = Path(corpus)
    if corpus.exists() and not corpus.is_dir():
        raise DossierError("is a file: name a folder for the corpus.", path=corpus)
    find_codebook(corpus, like=like)  # a wrong --like is told before anything is written
    (corpus / "articles").mkdir(parents=True, exist_ok=True)
    manifest = Manifest(corpus)
    gathered = list(gather_sources([Path(source) for source in sources], corpus=corpus))
    try:
        _import_all(gathered, manifest)
    finally:
        write_manifest(manifest)
    if not manifest.article_ids:
        reasons = [f"{e.source}: {e.reason.rstrip('.')}" for e in manifest.entries if e.reason][:5]
        raise DossierError(f"nothing usable was found ({'; '.join(reasons) or 'no file'}).", path=corpus)
    take_codebook(corpus, like=like)
    return manifest


def _import_all(gathered: list[Source | Entry], manifest: Manifest) -> None:
    formats: dict[int, Format] = {}
    records: list[Record] = []
    read: dict[int, tuple[Entry, list[Record]]] = {}
    for n, item in enumerate(gathered):
        if isinstance(item, Source):
            entry = Entry(item.name)
            with _accounting(item, entry):
                formats[n] = find_format(item)
                if formats[n].read is None:
                    read[n] = (entry, read_records(item))
                    records += read[n][1]
            if entry.status != "read":
                read[n] = (entry, [])
            _forget(item)
    library, shelf = Bibliography(records), Shelf(manifest.corpus)
    for n, item in enumerate(tqdm(gathered, unit="file", disable=None)):
        if isinstance(item, Entry):
            manifest.entries.append(item)
        elif n in read:
            manifest.entries.append(read[n][0])
        else:
            _import_file(item, formats[n], library, shelf, manifest)
            _forget(item)
    for entry, own in read.values():
        if entry.status == "read":
            joined = sum(record.joined for record in own)
            entry.reason = f"bibliography: {len(own)} entries, {joined} joined to texts"
            entry.format = "bibliography"


def _forget(source: Source) -> None:
    """Let go of a file's content, so that memory does not grow with the number of files."""
    for name in ("data", "decoded", "head"):
        source.__dict__.pop(name, None)


def _import_file(source: Source, kind: Format, library: Bibliography, shelf: Shelf, manifest: Manifest) -> None:
    entry = Entry(source.name, format=kind.name)
    manifest.entries.append(entry)
    warnings: list[str] = []
    ids: list[str] = []
    assert kind.read is not None
    with _accounting(source, entry):
        for item in kind.read(source):
            part = _put(item, source, library, shelf, manifest, warnings)
            if isinstance(part, str):
                ids.append(part)
            elif part.part:
                part.sha256 = entry.sha256
                manifest.entries.append(part)
            else:
                entry.status, entry.reason = part.status, part.reason
    parts = [e for e in manifest.entries if e.part and e.key == entry.key]
    if entry.status == "read" and not ids:
        entry.status = parts[0].status if parts else "skipped"
        entry.reason = f"none of its {len(parts)} parts gave an article"
    if ids and entry.status != "read":  # it broke off in the middle: what was read stays, and the reason is told
        warnings.append(f"read in part: {entry.reason}")
        entry.status, entry.reason = "read", ""
    entry.articles = " | ".join(dict.fromkeys(ids))
    entry.warnings = join_warnings([*_doubts_of_encoding(source), *warnings])
    entry.reason = entry.reason or "; ".join(source.notes)


def _doubts_of_encoding(source: Source) -> tuple[str, ...]:
    decoded = source.__dict__.get("decoded")
    return decoded.warnings if decoded is not None else ()


def _put(
    item: Draft | Unusable, source: Source, library: Bibliography, shelf: Shelf, manifest: Manifest,
    warnings: list[str],
) -> str | Entry:  # fmt: skip
    """Put one draft on the shelf; return its id, or the entry of a part that gives none."""
    if isinstance(item, Unusable):
        return Entry(source.name, part=item.part, status=item.status, reason=item.reason)
    wanted = _wanted_id(item, source)
    reason = finish_draft(item, library, file_name=source.path.name)
    if reason:
        return Entry(source.name, part=item.part, status="skipped", reason=reason)
    place = shelf.put(item, wanted=wanted)
    lead = f"{item.part}: " if item.part else ""
    if place.outcome == "duplicate":
        reason = f"same text as {place.article_id}"
        return Entry(source.name, part=item.part, status="skipped", reason=reason)
    if place.outcome != "there":
        manifest.written += 1
        manifest.changed.add((source.name, source.sha256))
    named = [warning for warning in (*item.warnings, place.warning) if warning]
    warnings += [lead + warning for warning in named] if place.outcome != "completed" else []
    return place.article_id


def _wanted_id(draft: Draft, source: Source) -> str:
    given = draft.get("id")
    if given:
        return make_slug(given)
    number = re.search(r"\d+", draft.part)
    return f"{make_slug(source.stem)}-{int(number[0]):04d}" if number else make_slug(source.stem)


@contextmanager
def _accounting(source: Source, entry: Entry) -> Iterator[None]:
    """Turn whatever stops the reading of one file into its entry, and record digest and encoding."""
    try:
        entry.sha256 = source.sha256
        yield
    except SkippedError as fault:
        entry.status, entry.reason = "skipped", str(fault)
    except (RefusedError, NotTextError) as fault:
        entry.status, entry.reason = "refused", str(fault)
    except OSError as fault:
        entry.status, entry.reason = "refused", f"cannot be read: {fault.strerror or fault}"
    except (RecursionError, MemoryError) as fault:
        entry.status, entry.reason = "refused", f"too deep or too large to read ({type(fault).__name__})"
    decoded = source.__dict__.get("decoded")
    if decoded is not None:
        entry.encoding, entry.how = decoded.encoding, decoded.how
