"""
Every fault of a corpus folder, with file and line: settings, articles, codebook, actors, corrections, training, marks;
and what a corpus chosen by quota promises (`quotas`).

Readers stop at their first fault, as they should. Here each fault is noted, what holds it is blanked, and the
reader is asked again, so that one run tells everything that can be told.
"""

import csv
import re
import tempfile
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from dossier.checks.quotas import quota_faults
from dossier.codebook import Codebook, load_codebook, read_codebook
from dossier.corpus import Corpus, open_corpus, read_articles
from dossier.errors import DossierError
from dossier.paths import DEFAULT_CORPUS
from dossier.readers.catalogue import Fault
from dossier.readers.settings import read_settings
from dossier.schema import MARKS, STANCES, VOICE_KINDS

_MOST = 500  # faults told of one file
_HEADER = re.compile(r"^\s*\[")
_STUB = ["[[themes]]", 'key = "stub{n}"', 'label_en = "x"', 'label_fr = "x"', 'definition_en = "x"',
         'definition_fr = "x"']  # fmt: skip
_NOT_MARKS = {"random-sample", "relink"}


def check_corpus(root: Path | str | None = None) -> list[str]:
    """
    Return every fault of a corpus folder as ``file:line: what is wrong and what to do``.

    Parameters
    ----------
    root : Path or str, optional
        The folder; the repository's corpus where it is not given.

    Examples
    --------
    >>> check_corpus("no/such/folder")
    ["no/such/folder: there is no such folder: make one with 'dossier new' or 'dossier import'."]
    """
    folder = DEFAULT_CORPUS if root is None else Path(root)
    if not folder.is_dir():
        return [str(Fault(folder, None, "there is no such folder: make one with 'dossier new' or 'dossier import'."))]
    _, settings_faults = read_settings(folder)
    ids, article_faults = _check_articles(folder)
    faults = [*map(str, settings_faults), *article_faults]
    if not ids and not article_faults:
        faults.append(str(Fault(folder / "articles", None, "there is no article: put some in with 'dossier import'.")))
    readable = bool(ids) and not faults
    faults += _codebook_faults(folder)
    faults += _actor_faults(folder)
    faults += _correction_faults(folder)
    faults += _training_faults(folder)
    corpus = open_corpus(folder) if readable else None
    if corpus is not None:
        faults += _stale_corrections(corpus)
        faults += [str(Fault(folder / "corpus.toml", None, message)) for message in quota_faults(corpus)]
    return faults + list(_mark_faults(folder, corpus, ids))


def _check_articles(folder: Path) -> tuple[set[str], list[str]]:
    """Ids of the articles that can be read, and the faults of all, one article in memory at a time."""
    ids: set[str] = set()
    faults: list[Fault] = []
    for item in read_articles(folder):
        if isinstance(item, Fault):
            faults.append(item)
        else:
            ids.add(item["article_id"])
            faults += _text_faults(item["text"], folder / item["file"])
    return ids, list(map(str, faults))


def _text_faults(text: str, path: Path) -> Iterator[Fault]:
    if not unicodedata.is_normalized("NFC", text):
        yield Fault(path, None, "its accents are not composed (NFC): read it with 'dossier import'.")
    control = re.search("[\x00-\x08\x0e-\x1f\x7f]", text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        yield Fault(
            path, None, f"line {line} of the text holds a control character: read the file with 'dossier import'."
        )


def every_fault(source: str, read: Callable[[str], object], blank: Callable[[list[str], int], None]) -> list[str]:
    """
    Read a text again and again, each time without what was at fault; return all faults.

    Parameters
    ----------
    source : str
        The file's text.
    read : callable
        Reads a text and raises a `DossierError` that names a line.
    blank : callable
        Empties the lines that hold the fault at a line (from 0), in place.
    """
    lines = source.split("\n")
    faults: list[str] = []
    while len(faults) < _MOST:
        try:
            read("\n".join(lines))
        except DossierError as fault:
            found = re.match(r".*?:(\d+): ", str(fault))
            if str(fault) in faults or (found is None and faults):
                break
            faults.append(str(fault))
            if found is None or int(found[1]) > len(lines):
                break
            blank(lines, int(found[1]) - 1)
        else:
            break
    return faults


def _blank_line(lines: list[str], at: int) -> None:
    lines[at] = ""


def _blank_block(lines: list[str], at: int) -> None:
    """Empty a TOML block; of a theme's own block leave a stub, so that what stands under it is still read."""
    first = max((n for n in range(at + 1) if _HEADER.match(lines[n])), default=0)
    last = next((n for n in range(first + 1, len(lines)) if _HEADER.match(lines[n])), len(lines))
    theme = re.match(r"\s*\[\[\s*themes\s*\]\]", lines[first])
    for n in range(first, last):
        lines[n] = ""
    if theme and last - first >= len(_STUB):
        lines[first : first + len(_STUB)] = [line.format(n=first) for line in _STUB]
    elif theme:
        following = (n for n in range(last, len(lines)) if re.match(r"\s*\[\[\s*themes\s*\]\]", lines[n]))
        for n in range(last, next(following, len(lines))):
            lines[n] = ""


def _codebook_faults(folder: Path) -> list[str]:
    path = folder / "codebook.toml"
    try:
        source = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return _faults_of(lambda: load_codebook(path))
    faults = every_fault(source, lambda text: read_codebook(text, path=path), _blank_block)
    # What the blanking itself causes is no fault of the file.
    return [fault for n, fault in enumerate(faults) if not n or not ("'stub" in fault or "no themes" in fault)]


def _actor_faults(folder: Path) -> list[str]:
    from dossier.voices.actors import load_actors

    return _file_faults(folder / "actors.toml", load_actors, _blank_block)


def _correction_faults(folder: Path) -> list[str]:
    from dossier.sentences.corrections import read_corrections

    return _file_faults(folder / "corrections.csv", read_corrections, _blank_line)


def _stale_corrections(corpus: Corpus) -> list[str]:
    """Corrections that meet no sentence any more: what they say is not done, which their author should know."""
    from dossier.sentences import load_sentences
    from dossier.sentences.corrections import apply_corrections, read_corrections

    path = corpus.root / "corrections.csv"
    if not path.is_file() or _correction_faults(corpus.root):
        return []
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        apply_corrections(load_sentences(corpus), read_corrections(path))
    stale = {str(warning.message) for warning in told if "corrections.csv:" in str(warning.message)}
    return [f"{corpus.root / message}" for message in sorted(stale, key=lambda m: int(m.split(":")[1]))]


def _training_faults(folder: Path) -> list[str]:
    from dossier.coding.training import read_training

    codebook = _codebook(folder)
    if codebook is None:
        return []
    known = codebook
    return [
        fault
        for path in sorted((folder / "training").glob("*.csv"))
        for fault in _file_faults(path, lambda copy: read_training(copy.parent, codebook=known), _blank_line)
    ]


def _file_faults(path: Path, read: Callable[[Path], object], blank: Callable[[list[str], int], None]) -> list[str]:
    """All faults of a file whose reader takes a path: the reader is given copies in a folder of their own."""
    if not path.is_file():
        return []
    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return [str(Fault(path, None, "not UTF-8: save it as UTF-8."))]
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / path.name

        def read_copy(text: str) -> None:
            copy.write_text(text, encoding="utf-8", newline="\n")
            read(copy)

        faults = every_fault(source.replace("\r\n", "\n"), read_copy, blank)
    return [fault.replace(str(copy), str(path)) for fault in faults]


def _faults_of(read: Callable[[], object]) -> list[str]:
    try:
        read()
    except DossierError as fault:
        return [str(fault)]
    return []


def _codebook(folder: Path) -> Codebook | None:
    try:
        return load_codebook(folder)
    except DossierError:
        return None


def _mark_faults(folder: Path, corpus: Corpus | None, article_ids: set[str]) -> Iterator[str]:
    """Each line of each coder's file: columns, values, theme, article, and the sentence where it can be looked up."""
    paths = [p for p in sorted((folder / "annotations").glob("*.csv")) if p.stem not in _NOT_MARKS]
    if not paths:
        return
    codebook = _codebook(folder)
    themes = set(codebook.keys) if codebook else None
    sentences = _sentence_hashes(corpus) if corpus is not None else None
    for path in paths:
        try:
            rows = csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True))
        except UnicodeDecodeError:
            yield str(Fault(path, None, "not UTF-8: save it as UTF-8."))
            continue
        missing = [column.name for column in MARKS.columns if column.name not in (rows.fieldnames or ())]
        if missing:
            yield str(Fault(path, 1, f"has no column {', '.join(missing)}: add it to the first line."))
            continue
        seen: set[tuple[str, ...]] = set()
        for row in rows:
            for message in _row_faults(row, article_ids, themes, sentences, seen):
                yield str(Fault(path, rows.line_num, message))


def _row_faults(
    row: dict[str, str], article_ids: set[str], themes: set[str] | None,
    sentences: dict[tuple[str, str], str] | None, seen: set[tuple[str, ...]],
) -> Iterator[str]:  # fmt: skip
    key = tuple(row[name] or "" for name in MARKS.key)
    article, number, theme = row["article_id"], row["sentence_no"], row["theme"]
    if key in seen:
        yield "the same mark stands above: keep one."
    seen.add(key)
    if not (number or "").isdecimal():
        yield f"sentence_no is {number!r}: write a whole number."
    elif article not in article_ids:
        yield f"there is no article {article!r} in this corpus."
    elif sentences is not None and (article, number) not in sentences:
        yield f"article {article!r} has no sentence {number}: run 'dossier relink'."
    elif sentences is not None and sentences[article, number] != row["text_hash"]:
        yield f"sentence {number} of {article!r} is not the one that was marked: run 'dossier relink'."
    if theme and themes is not None and theme not in themes:
        yield f"theme {theme!r} is not in the codebook."
    if theme and row["stance"] not in STANCES:
        yield f"stance {row['stance']!r} is not one of {', '.join(STANCES)}."
    if not theme and row["stance"]:
        yield f"a stance ({row['stance']!r}) without a theme: name the theme or empty the stance."
    if row["voice_kind"] not in VOICE_KINDS:
        yield f"voice_kind {row['voice_kind']!r} is not one of {', '.join(VOICE_KINDS)}."


def _sentence_hashes(corpus: Corpus) -> dict[tuple[str, str], str]:
    from dossier.sentences import load_sentences
    from dossier.sentences.corrections import hash_text

    sentences: pd.DataFrame = load_sentences(corpus)
    keys = zip(sentences["article_id"], sentences["sentence_no"].astype(str), strict=True)
    return dict(zip(keys, map(hash_text, sentences["text"]), strict=True))
