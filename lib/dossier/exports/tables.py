"""Every table of a corpus as CSV, for R, a spreadsheet or a colleague."""

from pathlib import Path

import pandas as pd

from dossier.annotations import list_coders, load_marks
from dossier.coding import load_codes
from dossier.corpus import Corpus
from dossier.exports.folders import new_folder
from dossier.reuse import load_families
from dossier.sentences import load_sentences
from dossier.voices import load_quotations, load_statements, load_voices


def write_tables(corpus: Corpus, *, out: Path) -> None:
    """
    Write one UTF-8 CSV a table into the new folder `out`, values as they are.

    ``schema.py`` declares the columns of each; a spreadsheet should import them as text.
    """
    tables = {
        "articles": corpus.articles,
        "sentences": load_sentences(corpus),
        "families": load_families(corpus),
        "quotations": load_quotations(corpus),
        "voices": load_voices(corpus),
        "codes": load_codes(corpus),
        "statements": load_statements(corpus),
        "marks": pd.concat([load_marks(corpus, coder) for coder in list_coders(corpus)] or [load_marks(corpus)]),
    }
    with new_folder(out) as draft:
        for name, table in tables.items():
            table.to_csv(draft / f"{name}.csv", index=False, lineterminator="\n")
