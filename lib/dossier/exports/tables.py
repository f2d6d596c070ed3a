"""
Every table of a corpus as CSV, for R, a spreadsheet or a colleague.

A cell that a spreadsheet would run as a formula carries an apostrophe in front; `read_tables` and
``dossier import`` take it off again.
"""

import re
from pathlib import Path

import pandas as pd

from dossier.annotations import list_coders, load_marks
from dossier.codebook import Codebook
from dossier.coding import load_codes
from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.debate import load_statements
from dossier.errors import DossierError
from dossier.exports.folders import new_folder
from dossier.reuse import load_families
from dossier.schema import CODES, MARKS, STATEMENTS, TABLES
from dossier.sentences import load_sentences
from dossier.voices import load_quotations, load_voices

NAMES = ("articles", "sentences", "families", "quotations", "voices", "codes", "statements", "marks")
_FORMULA = re.compile("^(?='*[=+@\t\r\0-])")
_GUARDED = re.compile("^'(?='*[=+@\t\r\0-])")


def load_codebook_of(corpus: Corpus) -> Codebook | None:
    """Return the codebook that codes a corpus, its own or that of the corpus it is like; None where there is none."""
    has_own = (corpus.root / "codebook.toml").is_file()
    return find_codebook(corpus.root) if has_own or corpus.like is not None else None


def load_every_mark(corpus: Corpus) -> pd.DataFrame:
    """Return the marks of all coders, the agreed ones included: form ``schema.MARKS``, ``coder`` as the file's name."""
    return pd.concat([MARKS.empty(), *(load_marks(corpus, coder).assign(coder=coder) for coder in list_coders(corpus))])


def load_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Return the tables of a corpus by their names in `NAMES`; codes and statements are empty without a codebook."""
    coded = load_codebook_of(corpus) is not None
    return {
        "articles": corpus.articles,
        "sentences": load_sentences(corpus),
        "families": load_families(corpus),
        "quotations": load_quotations(corpus),
        "voices": load_voices(corpus),
        "codes": load_codes(corpus) if coded else CODES.empty(),
        "statements": load_statements(corpus) if coded else STATEMENTS.empty(),
        "marks": load_every_mark(corpus),
    }


def write_tables(corpus: Corpus, *, out: Path) -> None:
    """
    Write one UTF-8 CSV a table into the new folder `out`; ``schema.py`` declares the columns of each.

    Raises
    ------
    DossierError
        If `out` already holds something.
    """
    tables = load_tables(corpus)
    with new_folder(out) as draft:
        for name, table in tables.items():
            safe = table.map(lambda cell: _FORMULA.sub("'", cell) if isinstance(cell, str) else cell)
            # A lone carriage return is a line end to most readers: every text is quoted.
            safe.to_csv(draft / f"{name}.csv", index=False, lineterminator="\n", quoting=2)


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """
    Read the tables back, each in the form that its schema declares.

    Raises
    ------
    DossierError
        If a file is missing or is not of its form.
    """
    forms = {table.name: table for table in TABLES}
    tables = {}
    for name in NAMES:
        path = folder / f"{name}.csv"
        try:
            cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8", lineterminator="\n")
            plain = cells.map(lambda cell: _GUARDED.sub("", cell))
            flags = [column.name for column in forms[name].columns if column.dtype == "flag"]
            tables[name] = forms[name].check(plain.assign(**{flag: plain[flag] == "True" for flag in flags}))
        except (OSError, ValueError, KeyError) as fault:
            raise DossierError(f"this is no table that 'dossier export csv' wrote: {fault}.", path=path) from None
    return tables
