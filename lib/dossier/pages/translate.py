"""
Markdown cells in the reader's language.

Notebooks are written in English. ``strings/<lang>/notebooks.toml`` holds, per notebook stem, one table of
cell ids: ``text`` (the translation) and ``source`` (eight digits that name the English text it was made
from). A cell without translation stays English; one whose English has changed since is stale, and a test says so.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from dossier.paths import PACKAGE

STRINGS = PACKAGE / "strings"


def source_hash(text: str) -> str:
    """
    Eight hexadecimal digits that name an English cell, blind to spaces at its ends.

    Examples
    --------
    >>> source_hash("## Limits"), source_hash("## Limits\\n")
    ('68c8d399', '68c8d399')
    """
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8]


def load_translations(lang: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return the translations of a language: notebook stem, cell id, ``text`` and ``source``."""
    path = STRINGS / lang / "notebooks.toml"
    if not path.is_file():
        return {}
    loaded: dict[str, dict[str, dict[str, str]]] = tomllib.loads(path.read_text("utf-8"))
    return loaded


def translate_cells(notebook: NotebookNode, *, stem: str, lang: str) -> NotebookNode:
    """Put the translations of a language in place of the Markdown cells; in place, and returned."""
    known = load_translations(lang).get(stem, {})
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (entry := known.get(cell.get("id", ""))):
            cell.source = entry["text"]
    return notebook


def find_stale(notebook: NotebookNode, *, stem: str, lang: str) -> dict[str, str]:
    """
    Return the Markdown cells whose translation is missing or was made from another text.

    Returns
    -------
    dict
        Cell id to ``"missing"`` or to ``"stale"``; ``"orphan"`` for a translation without a cell.
    """
    known: dict[str, Any] = load_translations(lang).get(stem, {})
    cells = {c.get("id", ""): c.source for c in notebook.cells if c.cell_type == "markdown"}
    faults = {cell_id: "missing" for cell_id in cells if cell_id not in known}
    for cell_id, entry in known.items():
        if cell_id not in cells:
            faults[cell_id] = "orphan"
        elif entry["source"] != source_hash(cells[cell_id]):
            faults[cell_id] = "stale"
    return faults


def write_template(notebooks: dict[str, NotebookNode], path: Path) -> None:
    """Write a catalogue with the English texts, to be translated by hand."""
    lines = []
    for stem, notebook in notebooks.items():
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                lines += [
                    f'["{stem}"."{cell.id}"]',
                    f'source = "{source_hash(cell.source)}"',
                    "text = '''",
                    cell.source.strip() + "'''",
                    "",
                ]
    path.write_text("\n".join(lines), encoding="utf-8")
