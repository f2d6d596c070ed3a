"""What the notebooks left when they ran: bodies of pages, findings with their evidence, figures."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd

from dossier.errors import DossierError
from dossier.findings.cells import write_safe_csv
from dossier.pages.body import Body, render_body
from dossier.pages.evidence import Recorded, read_recorded
from dossier.pages.plan import Job
from dossier.strings import Words, load_catalogue

Run = tuple[Job, Path]  # a run and the folder of what it left


def read_bodies(runs: Sequence[Run], words: Words) -> list[tuple[str, Body]]:
    """
    Return the page of each run.

    Raises
    ------
    DossierError
        If two figures have one name.
    """
    bodies = []
    for job, folder in runs:
        notebook = nbformat.read(folder / "notebook.ipynb", as_version=4)  # type: ignore[no-untyped-call]
        bodies.append((f"{job.page}.html", render_body(notebook, words=words, name=job.page)))
    _refuse_twin_figures(bodies)
    return bodies


def _refuse_twin_figures(bodies: Sequence[tuple[str, Body]]) -> None:
    seen: dict[str, str] = {}
    for file, body in bodies:
        for name in body.figures:
            if name in seen:
                raise DossierError(
                    f"two figures are called {name!r} ({seen[name]} and {file}): give one another name=."
                )
            seen[name] = file


def gather_findings(runs: Sequence[Run], stage: Path) -> list[Recorded]:
    """
    Bring the findings and figures of all runs together below `stage`.

    Raises
    ------
    DossierError
        If two runs record a finding of one name.
    """
    gathered: dict[str, Recorded] = {}
    dictionary = []
    for folder in ("findings", "figures", "evidence", "articles", "actors"):
        (stage / folder).mkdir()
    for _, run in runs:
        for recorded in read_recorded(run):
            if (twin := gathered.get(recorded.name)) is not None:
                pages = f"{twin.about['page']} and {recorded.about['page']}"
                raise DossierError(f"two notebooks record a finding {recorded.name!r} ({pages}): rename one.")
            gathered[recorded.name] = recorded
            dictionary += recorded.about["dictionary"]
            shutil.copyfile(recorded.csv, stage / "findings" / recorded.csv.name)
        for drawing in sorted((run / "figures").glob("*")):
            shutil.copyfile(drawing, stage / "figures" / drawing.name)
    frame = pd.DataFrame(dictionary, columns=["finding", "column", "type", "meaning"])
    write_safe_csv(frame, stage / "findings" / "dictionary.csv")
    return list(gathered.values())


def place_findings(recorded: list[Recorded], bodies: list[tuple[str, Body]], words: Words) -> list[Recorded]:
    """Give each finding the title and the address of the figure, else of the table, that shows it."""
    shown: dict[str, tuple[str, str]] = {}
    for figures in (True, False):
        for file, body in bodies:
            for name, anchor, title in body.shown:
                if bool(anchor) is figures:
                    shown.setdefault(name, (title, f"{file}#{anchor}" if anchor else file))
    known, placed = load_catalogue(words.lang), []
    for finding in recorded:
        title, address = shown.get(finding.name, ("", finding.shown_at))
        named = known.get(f"pages.finding_{finding.name}") or finding.name.replace("-", " ").capitalize()
        placed.append(replace(finding, title=finding.title or title or str(named), shown_at=address))
    return placed
