"""
The corpus for other programs, each form with a reader that brings it back.

    tables        CSV: articles, sentences, families, quotations, voices, codes, statements, marks
    iramuteq      one text file in the **** form of Alceste and IRaMuTeQ
    txm           a folder for TXM's TXT+CSV import
    qdpx          a REFI-QDA project: sources, codebook, coded selections by coder; qdpx_reading reads one
    derived       a corpus folder without text, for texts that may not be passed on; the notebooks run on it
    shuffling     the order of a text undone
    hiding        names and settings without the text's own words
    lines         text for formats that know no line breaks
    folders       a folder of files written as one
"""

import sys
from collections.abc import Callable
from pathlib import Path

from dossier.corpus import Corpus
from dossier.debate import load_statements, write_dna
from dossier.errors import DossierError, UsageError
from dossier.exports.derived import write_derived
from dossier.exports.folders import new_folder
from dossier.exports.iramuteq import write_iramuteq
from dossier.exports.qdpx import write_qdpx
from dossier.exports.tables import write_tables
from dossier.exports.txm import write_txm

__all__ = ["FORMS", "export_corpus"]

_FILE_SUFFIXES = {"dna": (".csv", ".dna", ".sqlite")}  # names that make the form one file


def _write_dna(corpus: Corpus, *, out: Path) -> None:
    statements = load_statements(corpus)
    if out.suffix in _FILE_SUFFIXES["dna"]:
        write_dna(statements, out)
        return
    with new_folder(out) as draft:
        write_dna(statements, draft)


FORMS: dict[str, Callable[..., None]] = {
    "csv": write_tables,
    "iramuteq": write_iramuteq,
    "txm": write_txm,
    "dna": _write_dna,
    "qdpx": write_qdpx,
    "derived": write_derived,
}
_FILES = {"iramuteq": "corpus.txt", "qdpx": "corpus.qdpx"}  # the forms that are one file, and a name for it


def export_corpus(corpus: Corpus, *, form: str, out: Path) -> None:
    """
    Write a corpus in one of `FORMS`; a line on stderr says where restricted texts go with it.

    Raises
    ------
    UsageError
        If there is no such form.
    DossierError
        If `out` is a folder that already holds something, or is a folder where the form is one file.
    """
    if form not in FORMS:
        raise UsageError(f"no export form {form!r}: choose one of {', '.join(FORMS)}.")
    if form in _FILES and out.is_dir():
        raise DossierError(f"is a folder, and {form} is one file: name it, such as {_FILES[form]}.", path=out)
    if out.is_dir() and out.suffix in _FILE_SUFFIXES.get(form, ()):
        raise DossierError(f"is a folder, and {form} with {out.suffix} is one file: name another.", path=out)
    FORMS[form](corpus, out=out)
    restricted = int((corpus.articles["rights"] == "restricted").sum())
    if restricted and form != "derived":
        print(
            f"dossier: {out} holds text of {restricted} restricted articles: it is for your own use, "
            "and 'dossier export derived' writes what may be passed on.",
            file=sys.stderr,
        )
