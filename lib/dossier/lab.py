"""JupyterLab on the notebooks, without a call to the network."""

import os
import subprocess
import sys
from pathlib import Path

from dossier.paths import NOTEBOOKS, REPOSITORY

OFFLINE = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)


def lab_command(*, browser: bool = True) -> list[str]:
    """
    Return the command that opens the lab at the explorer notebook.

    Examples
    --------
    >>> lab_command()[-1].endswith("60-explore.ipynb")
    True
    """
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={REPOSITORY}", *OFFLINE]
    if not browser:
        command.append("--no-browser")
    return [*command, str(NOTEBOOKS / "60-explore.ipynb")]


def open_lab(corpus: Path | None = None, *, browser: bool = True) -> int:
    """
    Run JupyterLab until it is closed; the notebooks open `corpus` unless they name another.

    Returns
    -------
    int
        JupyterLab's exit code.
    """
    environment = dict(os.environ)
    if corpus is not None:
        environment["DOSSIER_CORPUS"] = str(corpus.resolve())
    return subprocess.call(lab_command(browser=browser), env=environment)
