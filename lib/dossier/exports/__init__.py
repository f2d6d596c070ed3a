"""
The corpus for other programs, each form with a reader that brings it back.

    tables        CSV: articles, sentences, codes, marks, statements
    iramuteq      one text file in the **** form of Alceste and IRaMuTeQ
    txm           a folder for TXM's TXT+CSV import
    qdpx          a REFI-QDA project: sources, codebook, coded selections by coder
    derived       term counts in shuffled order, for texts that may not be passed on
"""

from collections.abc import Callable
from pathlib import Path

from dossier.corpus import Corpus
from dossier.errors import UsageError
from dossier.exports.derived import write_derived
from dossier.exports.iramuteq import write_iramuteq
from dossier.exports.qdpx import write_qdpx
from dossier.exports.tables import write_tables
from dossier.exports.txm import write_txm

__all__ = ["FORMS", "export_corpus"]


def _write_dna(corpus: Corpus, *, out: Path) -> None:
    from dossier.voices import load_statements, write_dna

    write_dna(load_statements(corpus), out)


FORMS: dict[str, Callable[..., None]] = {
    "csv": write_tables,
    "iramuteq": write_iramuteq,
    "txm": write_txm,
    "dna": _write_dna,
    "qdpx": write_qdpx,
    "derived": write_derived,
}


def export_corpus(corpus: Corpus, *, form: str, out: Path) -> None:
    """
    Write a corpus in one of `FORMS`.

    Raises
    ------
    UsageError
        If there is no such form.
    DossierError
        If `out` is a folder that already holds something.
    """
    if form not in FORMS:
        raise UsageError(f"no export form {form!r}: choose one of {', '.join(FORMS)}.")
    FORMS[form](corpus, out=out)
