"""
Tables of articles: a text column and metadata columns, each found by its name in French or English.

Every cell is text as it was written (``001`` stays ``001``, ``NA`` stays ``NA``); the apostrophe that
keeps a spreadsheet from running a cell as a formula is taken off again.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd

from dossier.errors import DossierError
from dossier.readers.columns import fill_field, match_columns
from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source, Unusable, document_cap
from dossier.readers.encoding import NotTextError, decode_bytes

Rows = Callable[[], Iterator[list[str]]]
_SEPARATORS = (",", ";", "\t", "|")
_STREAMED = 16_000_000  # bytes above which a table is read in pieces
_LOOKED_AT = 200  # rows that decide which column holds the text
_TEXT_LENGTH = 60  # characters: mean length of a text column found without its name
_FORMULA = re.compile("^'(?=[=+@\t\r-])")


def read_table_file(source: Source) -> Reading:
    """Read a CSV or TSV file: one article a row."""
    yield from read_rows(open_csv(source), source)


def open_csv(source: Source) -> Rows:
    """
    Return what reads the rows of a delimited file, header first, as often as it is called.

    Raises
    ------
    RefusedError
        If it is not text, or larger than a table may be (16 documents).
    SkippedError
        If it is empty.
    """
    size = source.path.stat().st_size
    if size > 16 * document_cap():
        raise RefusedError(f"{size / 1e6:.0f} MB, more than a table may have: split it, or set DOSSIER_MAX_MEGABYTES")
    if size <= _STREAMED:
        text = source.decoded.text
        return _rows_of(lambda: io.StringIO(text, newline=""), text[:200_000])
    with source.path.open("rb") as file:
        head = decode_bytes(file.read(_STREAMED).rpartition(b"\n")[0])
    encoding = "utf-8-sig" if head.encoding == "utf-8" else head.encoding
    source.notes.append(f"{encoding}, told from the first {_STREAMED // 1_000_000} MB")
    opened = lambda: source.path.open(encoding=encoding, errors="replace", newline="")  # noqa: E731
    return _rows_of(opened, head.text[:200_000])


def _rows_of(opened: Callable[[], "io.TextIOBase | io.TextIOWrapper"], sample: str) -> Rows:
    if not sample.strip():
        raise SkippedError("empty")
    hint = re.match(r"sep=(.)\r?\n", sample)
    separator = hint[1] if hint else find_separator(sample)
    csv.field_size_limit(document_cap())

    def rows() -> Iterator[list[str]]:
        with opened() as file:
            reader = csv.reader(file, delimiter=separator)
            try:
                for n, row in enumerate(reader):
                    if row and not (n == 0 and hint):
                        yield [_FORMULA.sub("", cell).replace("\r\n", "\n") for cell in row]
            except csv.Error as fault:
                raise RefusedError(f"line {reader.line_num}: not a table that can be read ({fault})") from None

    return rows


def find_separator(sample: str) -> str:
    """
    Return the separator of a delimited text: the one that gives the most columns on most of its rows.

    Examples
    --------
    >>> find_separator("id;texte\\n1;un, deux, trois\\n2;quatre"), find_separator("only one column\\na\\n")
    (';', ',')
    """
    best, most = ",", 1.0
    for separator in _SEPARATORS:
        try:
            rows = [row for row in islice(csv.reader(io.StringIO(sample), delimiter=separator), 50) if row]
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 1
        fitting = sum(len(row) == width for row in rows) / max(len(rows), 1)
        if width > 1 and width * fitting > most:
            best, most = separator, width * fitting
    return best


def read_rows(rows: Rows, source: Source) -> Reading:
    """
    Read rows, header first, as articles.

    Raises
    ------
    RefusedError
        If no column holds the text; the message lists the columns there are.
    SkippedError
        If there is no row under the header.
    """
    header = [name.strip() for name in next(rows(), [])]
    places = find_columns(header, list(islice(rows(), 1, _LOOKED_AT)))
    day_first = _settle_dates(rows, places.get("published"))
    unused = [name for n, name in enumerate(header) if n not in places.values() and name]
    if unused:
        source.notes.append(f"columns not used: {', '.join(unused[:20])}")
    read = 0
    for number, row in enumerate(islice(rows(), 1, None), start=1):
        read += 1
        yield _read_row(row, number, places, len(header), day_first)
    if not read:
        raise SkippedError("a table without rows")


def find_columns(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, int]:
    """
    Return the place of each field's column, the text's included.

    Where no name means text, the column whose cells are by far the longest is taken.

    Raises
    ------
    RefusedError
        If none is.
    """
    places = match_columns(header)
    if "text" in places:
        return places
    lengths = []
    for n in range(len(header)):
        cells = [row[n] for row in sample if n < len(row)]
        lengths.append(sum(map(len, cells)) / max(len(cells), 1))
    ranked = sorted(range(len(header)), key=lambda n: -lengths[n])
    if (
        ranked
        and lengths[ranked[0]] >= _TEXT_LENGTH
        and (len(ranked) == 1 or lengths[ranked[0]] > 2 * lengths[ranked[1]])
    ):
        taken = ranked[0]
        return {**{name: n for name, n in places.items() if n != taken}, "text": taken}
    raise RefusedError(f"no column holds the text (columns: {', '.join(header[:12])}): name it 'text' or 'texte'")


def _settle_dates(rows: Rows, place: int | None) -> bool | None:
    from dossier.readers.dates import settle_day_first

    if place is None:
        return None
    return settle_day_first(row[place] for row in islice(rows(), 1, None) if place < len(row))


def _read_row(
    row: list[str], number: int, places: dict[str, int], width: int, day_first: bool | None
) -> Draft | Unusable:
    part = f"row {number}"
    if len(row) > width and any(row[width:]):
        return Unusable(part, "refused", f"{len(row)} cells under {width} columns: is a separator missing its quotes?")
    cells = {name: row[n] for name, n in places.items() if n < len(row)}
    text = cells.pop("text", "")
    if not text.strip():
        return Unusable(part, "skipped", "no text in this row")
    draft = Draft(text, part=part)
    for name, value in cells.items():
        if name != "file" and not fill_field(draft, name, value, day_first=day_first):
            draft.remark(f"{name}: {' '.join(value.split())}")
    return draft


def load_table(path: Path | str, *, header: bool = True) -> pd.DataFrame:
    """
    Load any table (CSV, TSV, XLSX, XLS, ODS, JSONL) with every cell as text.

    Parameters
    ----------
    path : Path or str
        The file.
    header : bool
        Whether the first row names the columns; without it they are called ``"1"``, ``"2"``, …

    Raises
    ------
    DossierError
        If it cannot be read, or rows have more cells than columns.
    """
    from dossier.readers.registry import open_table

    path = Path(path)
    try:
        rows = open_table(Source(path, path.name))()
        names = next(rows, [])
        body = list(rows)
    except FileNotFoundError:
        raise DossierError("there is no such file.", path=path) from None
    except (RefusedError, SkippedError, NotTextError) as fault:
        raise DossierError(f"{fault}.", path=path) from None
    if not header:
        body, names = [names, *body], [str(n + 1) for n in range(len(names))]
    wide = next((n for n, row in enumerate(body, start=2) if any(row[len(names) :])), None)
    if wide:
        raise DossierError(f"row {wide} has more cells than the first row: quote the texts.", path=path)
    cells = [(row + [""] * len(names))[: len(names)] for row in body]
    return pd.DataFrame(cells, columns=names, dtype="str")
