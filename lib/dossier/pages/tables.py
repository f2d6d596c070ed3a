"""Findings as tables for a manuscript, on request: Word, or LaTeX to be put in with ``\\input``."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from dossier.errors import DossierError
from dossier.findings.cells import column_label, known_label, shorten, visible
from dossier.pages.staging import EPOCH
from dossier.strings import Words

FORMS = ("tex", "docx")
_ROWS = 200  # more are for the CSV
_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: f"\\{sign}" for sign in "&%$#_{}"}


def write_tables(folder: Path, *, forms: Iterable[str], titles: Mapping[str, str], words: Words) -> None:
    """
    Write each table of ``findings/`` into ``tables/``, its first 200 rows.

    Parameters
    ----------
    folder : Path
        A report.
    forms : iterable of "tex" or "docx"
    titles : mapping
        Name of a finding to its title; only these are written.
    words : Words
        The reader's language.

    Raises
    ------
    DossierError
        If Word is asked for and ``python-docx`` is not installed.
    """
    (folder / "tables").mkdir()
    for name, title in titles.items():
        table = _readable(folder / "findings" / f"{name}.csv", words)
        for form in forms:
            path = folder / "tables" / f"{name}.{form}"
            if form == "tex":
                path.write_text(latex_table(table, title=title, label=name), encoding="utf-8", newline="\n")
            else:
                path.write_bytes(_word_table(table, title=title))


def _readable(path: Path, words: Words) -> pd.DataFrame:
    raw = pd.read_csv(path, dtype=str, keep_default_na=False).head(_ROWS)
    shown = pd.DataFrame({name: [_cell(value, name, words) for value in raw[name]] for name in raw.columns})
    return shown.rename(columns=lambda name: column_label(name, words))


def _cell(value: str, column: str, words: Words) -> str:
    if re.fullmatch(r"-?\d+\.\d+(e-?\d+)?", value):
        return words.number(float(value), digits=2)
    return shorten(known_label(column, value, words), limit=200)


def escape_latex(text: str) -> str:
    """
    Text that LaTeX prints as it stands.

    Examples
    --------
    >>> escape_latex(r"50% of {\\x} & $_")
    '50\\\\% of \\\\{\\\\textbackslash{}x\\\\} \\\\& \\\\$\\\\_'
    """
    return "".join(_SPECIAL.get(sign, sign) for sign in visible(text))


def latex_table(table: pd.DataFrame, *, title: str, label: str) -> str:
    """Return a ``longtable`` with caption and label; numbers to the right."""
    sides = "".join("r" if _is_number(table.iloc[:, at]) else "l" for at in range(table.shape[1]))
    lines = [_line(table.columns), r"\hline", r"\endhead", *map(_line, table.itertuples(index=False, name=None))]
    caption = rf"\caption{{{escape_latex(title)}}}\label{{tab:{label}}}\\"
    body = "\n".join(lines)
    return (
        f"% needs \\usepackage{{longtable}}\n\\begin{{longtable}}{{{sides}}}\n{caption}\n{body}\n\\end{{longtable}}\n"
    )


def _line(cells: Iterable[object]) -> str:
    return " & ".join(escape_latex(str(cell)) for cell in cells) + r" \\"


def _is_number(column: "pd.Series[str]") -> bool:
    filled = column[column != ""]
    return len(filled) > 0 and bool(filled.str.fullmatch(r"[-−\d.,\s\u202f\u00a0%]+").all())


def _word_table(table: pd.DataFrame, *, title: str) -> bytes:
    try:
        import docx
    except ImportError:
        raise DossierError("tables for Word need python-docx: pip install 'dossier[formats]'.") from None
    document = docx.Document()
    document.add_paragraph(visible(title), style="Caption")
    grid = document.add_table(rows=0, cols=table.shape[1], style="Light List")
    for cells in (tuple(table.columns), *table.itertuples(index=False, name=None)):
        for place, text in zip(grid.add_row().cells, cells, strict=True):
            place.text = visible(text)
    raw = io.BytesIO()
    document.save(raw)
    return _without_time(raw)


def _without_time(raw: io.BytesIO) -> bytes:
    """Return a ZIP whose members bear no time of writing."""
    clean = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return clean.getvalue()


def missing_tables(folder: Path, forms: Sequence[str]) -> bool:
    """Tell whether a report lacks a form of tables that is asked for."""
    return any(not any((folder / "tables").glob(f"*.{form}")) for form in forms)
