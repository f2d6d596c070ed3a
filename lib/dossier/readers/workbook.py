"""Spreadsheets (.xlsx, .xlsm, .xls, .ods): by python-calamine where it is installed, else .xlsx by openpyxl."""

import datetime
import io
from collections.abc import Iterable, Iterator
from typing import Any

from dossier.readers.draft import Reading, RefusedError, SkippedError, Source
from dossier.readers.office import check_office_zip
from dossier.readers.tables import Rows, find_columns, read_rows


def read_workbook(source: Source) -> Reading:
    """Read a spreadsheet: one article a row of the first sheet that has a text column."""
    yield from read_rows(open_workbook(source), source)


def open_workbook(source: Source) -> Rows:
    """
    Return what reads the rows of the sheet that holds the articles.

    Raises
    ------
    RefusedError
        If the file is damaged, encrypted or a zip bomb, or its format needs python-calamine.
    SkippedError
        If every sheet is empty.
    """
    if source.suffix != ".xls":
        check_office_zip(source)
    try:
        sheets = _sheets(source)
    except RefusedError:
        raise
    except Exception as fault:
        # The two engines raise a dozen kinds of error on broken files.
        raise RefusedError(f"not a spreadsheet that can be read ({type(fault).__name__}): save it again") from None
    filled = {name: rows for name, rows in sheets.items() if rows}
    if not filled:
        raise SkippedError("a spreadsheet without rows")
    chosen = next((name for name, rows in filled.items() if _has_text(rows)), next(iter(filled)))
    others = [name for name in filled if name != chosen]
    if others:
        source.notes.append(f"sheet {chosen!r} read; not read: {', '.join(others)}")
    return lambda: iter(filled[chosen])


def _has_text(rows: list[list[str]]) -> bool:
    try:
        return bool(find_columns(rows[0], rows[1:200]))
    except RefusedError:
        return False


def _sheets(source: Source) -> dict[str, list[list[str]]]:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        return dict(_by_openpyxl(source))
    book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
    return {name: _written(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}


def _by_openpyxl(source: Source) -> Iterator[tuple[str, list[list[str]]]]:
    if source.suffix not in {".xlsx", ".xlsm"}:
        raise RefusedError(f"reading {source.suffix} needs python-calamine: pip install 'dossier[formats]'")
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title, _written(sheet.iter_rows(values_only=True))


def _written(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    written = [[cell_text(cell) for cell in row] for row in rows]
    return [row for row in written if any(row)]


def cell_text(cell: Any) -> str:
    """
    Write a cell as a person would: no ``.0`` behind whole numbers, dates in ISO.

    Examples
    --------
    >>> cell_text(12.0), cell_text(datetime.datetime(2024, 6, 13)), cell_text(None), cell_text("'=a")
    ('12', '2024-06-13', '', '=a')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    text = str(cell).replace("\r\n", "\n").replace("_x000D_\n", "\n")
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text
