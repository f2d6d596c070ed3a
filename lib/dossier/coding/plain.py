"""Plain tables in and out: CSV or TSV of the usual encodings and delimiters, every cell as written."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dossier.errors import DossierError, UsageError
from dossier.readers.encoding import NotTextError, decode_bytes
from dossier.store import write_atomically

_DELIMITERS = (",", ";", "\t", "|")


def read_table(path: Path, *, columns: Sequence[str]) -> pd.DataFrame:
    """
    Read a table; all cells are text.

    Parameters
    ----------
    path : Path
        CSV with ``,`` or ``;``, or TSV.
    columns : sequence of str
        Columns that must be there; they also tell the delimiter.

    Raises
    ------
    UsageError
        If a column is missing.
    DossierError
        If the file is missing, not text, empty, or a row has more cells than the header.
    """
    try:
        source = decode_bytes(path.read_bytes()).text
    except FileNotFoundError:
        raise DossierError("there is no such file.", path=path) from None
    except IsADirectoryError:
        raise DossierError("this is a folder: name a CSV or TSV file.", path=path) from None
    except NotTextError as fault:
        raise DossierError(f"{fault}: save the table as CSV.", path=path) from None
    header, delimiter = _find_header(source, columns)
    missing = [name for name in columns if name not in header]
    if missing:
        raise UsageError(f"no column {missing[0]!r}: the columns are {', '.join(header) or 'none'}.", path=path, line=1)
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise DossierError(f"two columns are called {twice[0]!r}: rename one.", path=path, line=1)
    return pd.DataFrame(_rows(source, delimiter, len(header), path), columns=header, dtype=object)


def _find_header(source: str, columns: Sequence[str]) -> tuple[list[str], str]:
    """Header under the delimiter that shows most of the wanted columns, then most columns."""
    readings = []
    for delimiter in _DELIMITERS:
        header = [name.strip() for name in next(csv.reader(io.StringIO(source), delimiter=delimiter), [])]
        readings.append((sum(name in header for name in columns), len(header), header, delimiter))
    _, _, header, delimiter = max(readings, key=lambda reading: reading[:2])
    return header, delimiter


def _rows(source: str, delimiter: str, width: int, path: Path) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(source), delimiter=delimiter)
    next(reader)
    rows = []
    for cells in reader:
        if not cells:
            continue
        if len(cells) > width:
            message = f"{len(cells)} cells where the header has {width}: quote a text that holds the delimiter."
            raise DossierError(message, path=path, line=reader.line_num)
        rows.append(cells + [""] * (width - len(cells)))
    if not rows:
        raise DossierError("the table has no rows.", path=path)
    return rows


def add_columns(table: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    """
    Put new columns behind a table's own; an own column of the same name becomes ``NAME_input``.

    Examples
    --------
    >>> add_columns(pd.DataFrame({"jobs": ["1"]}), pd.DataFrame({"jobs": [0]})).columns.tolist()
    ['jobs_input', 'jobs']
    """
    taken = {*table.columns, *fresh.columns}
    renamed = {}
    for name in fresh.columns:
        if name in table.columns:
            other = f"{name}_input"
            while other in taken:
                other += "_input"
            taken.add(other)
            renamed[name] = other
    return pd.concat([table.rename(columns=renamed), fresh.set_axis(table.index)], axis=1)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write UTF-8 CSV (TSV where the name ends so), raw values, whole or not at all."""
    delimiter = "\t" if path.suffix == ".tsv" else ","
    write_atomically(path, lambda draft: table.to_csv(draft, sep=delimiter, index=False, lineterminator="\n"))
