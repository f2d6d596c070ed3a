"""
JupyterLab on the notebooks, without a call to the network, and without a trace in the repository.

The shipped notebooks are stored without outputs and stay so when they are saved. Two things would call the network:
the check for updates, switched off on the command line, and the question about news, answered with no by our own
default settings (``labsettings/``), which a user's settings overrule.
"""

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

from dossier.errors import DossierError
from dossier.paths import NOTEBOOKS, PACKAGE, REPOSITORY

OFFLINE = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    "--ContentsManager.pre_save_hook=dossier.lab.strip_outputs",
)
METADATA = (
    '{"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},'
    ' "language_info": {"name": "python"}}'
)
SETTINGS = PACKAGE / "labsettings"


def strip_outputs(model: dict[str, Any], path: str, **_: Any) -> None:
    """
    Take outputs, counts and the kernel's name out of a shipped notebook that is about to be saved.

    A copy under another name keeps them.

    Parameters
    ----------
    model : dict
        What Jupyter's server is about to write.
    path : str
        Where, below the folder that the lab shows.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "1", "outputs": ["1"], "execution_count": 3, "metadata": {}}
    >>> model = {"type": "notebook", "content": {"cells": [cell], "metadata": {"kernelspec": {}}}}
    >>> strip_outputs(model, "notebooks/60-explore.ipynb")
    >>> model["content"]["metadata"]["language_info"], cell["outputs"], cell["execution_count"]
    ({'name': 'python'}, [], None)
    """
    place = PurePosixPath(path)
    if model["type"] != "notebook" or place.parent.name != NOTEBOOKS.name or not (NOTEBOOKS / place.name).is_file():
        return
    model["content"]["metadata"] = json.loads(METADATA)
    for cell in model["content"]["cells"]:
        for name in ("trusted", "execution", "collapsed", "scrolled"):
            cell["metadata"].pop(name, None)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


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
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container there is nobody else to be
        command.append("--allow-root")
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
    environment["DOSSIER_LAB"] = "1"
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
