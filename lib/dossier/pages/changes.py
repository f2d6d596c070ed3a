"""Which findings moved since the last build: for the terminal and ``build/changes.csv``, never for a page."""

from pathlib import Path

import pandas as pd

from dossier.findings.cells import write_safe_csv

COLUMNS = ["finding", "row", "column", "before", "after"]


def compare_findings(old: Path, new: Path) -> pd.DataFrame:
    """
    Return the cells that differ between two folders of findings.

    A row is recognised by its text cells; a row or column that came or went has an empty side, a finding
    that did is told in one line.

    Returns
    -------
    DataFrame, columns finding, row, column, before, after
    """
    before, after = _read(old), _read(new)
    rows = []
    for name in sorted(before.keys() | after.keys()):
        if name not in before or name not in after:
            rows.append((name, "", "", *(("", "new") if name in after else ("gone", ""))))
            continue
        was, now = before[name], after[name]
        for cell in sorted(was.keys() | now.keys()):
            if was.get(cell, "") != now.get(cell, ""):
                rows.append((name, *cell, was.get(cell, ""), now.get(cell, "")))
    return pd.DataFrame(rows, columns=COLUMNS)


def _read(folder: Path) -> dict[str, dict[tuple[str, str], str]]:
    found = {}
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        if path.name == "dictionary.csv":
            continue
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        numeric = [c for c in table.columns if pd.to_numeric(table[c].replace("", None), errors="coerce").notna().any()]
        texts = [c for c in table.columns if c not in numeric]
        cells: dict[tuple[str, str], str] = {}
        for number, row in enumerate(table.to_dict("records")):
            label = " · ".join(str(row[c]) for c in texts) or str(number + 1)
            while (label, table.columns[0]) in cells:
                label += "'"
            cells |= {(label, str(c)): str(row[c]) for c in table.columns}
        found[path.stem] = cells
    return found


def tell_changes(changes: pd.DataFrame, path: Path, *, shown: int = 8) -> list[str]:
    """Write ``changes.csv`` and return a few lines for the terminal."""
    write_safe_csv(changes, path)
    if changes.empty:
        return ["No finding moved since the last build."]
    findings = changes["finding"].nunique()
    where = "1 finding" if findings == 1 else f"{findings} findings"
    lines = [f"{len(changes)} numbers in {where} moved since the last build ({path.name} has all):"]
    for row in changes.head(shown).astype(str).itertuples(index=False, name=None):
        lines.append("  {}, {}, {}: {} → {}".format(*(cell or "–" for cell in row)))
    return lines
