"""
JupyterLab on the notebooks, without a call to the network.

Two things would call: the check for updates, switched off on the command line, and the question about news,
answered with no by our own default settings (``labsettings/``), which a user's settings overrule.
"""

import os
import subprocess
import sys
from pathlib import Path

from dossier.errors import DossierError
from dossier.paths import NOTEBOOKS, PACKAGE, REPOSITORY

OFFLINE = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)
SETTINGS = PACKAGE / "labsettings"


def lab_command(*, browser: bool = True, notebooks: Path = NOTEBOOKS, root: Path = REPOSITORY) -> list[str]:
    """
    Return the command that opens the lab at the explorer notebook.

    Parameters
    ----------
    browser : bool
        Whether to open a browser; else the address is printed.
    notebooks : Path
        Folder of the notebooks, below `root`.
    root : Path
        Folder that the lab shows.

    Examples
    --------
    >>> lab_command()[-1].endswith("60-explore.ipynb")
    True
    """
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", *OFFLINE]
    if not browser:
        command.append("--no-browser")
    return [*command, str(notebooks / "60-explore.ipynb")]


def lab_environment(corpus: Path | None = None) -> dict[str, str]:
    """
    Return the environment of the lab: our default settings, and the corpus that the notebooks open.

    Examples
    --------
    >>> "labsettings" in lab_environment()["JUPYTER_CONFIG_PATH"]
    True
    """
    environment = dict(os.environ)
    before = environment.get("JUPYTER_CONFIG_PATH")
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (str(SETTINGS), before)))
    if corpus is not None:
        environment["DOSSIER_CORPUS"] = str(corpus.resolve())
    return environment


def open_lab(corpus: Path | None = None, *, browser: bool = True) -> int:
    """
    Run JupyterLab until it is closed; the notebooks open `corpus` unless they name another.

    Returns
    -------
    int
        JupyterLab's exit code.

    Raises
    ------
    DossierError
        If `corpus` is no folder.
    """
    if corpus is not None and not corpus.is_dir():
        raise DossierError("there is no such corpus folder: make one with 'dossier new' or 'dossier import'.",
                           path=corpus)  # fmt: skip
    return subprocess.call(lab_command(browser=browser), env=lab_environment(corpus))
