"""
Where a notebook's findings are put.

A build tells its kernels by environment variables; in the lab nothing is set and everything goes to a
folder below ``build/``, so that a cell runs the same in both.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from dossier.paths import DEFAULT_CORPUS, build_dir

FOLDER, PAGE, LANG, CORPUS = "DOSSIER_DESK", "DOSSIER_PAGE", "DOSSIER_REPORT_LANG", "DOSSIER_CORPUS"


@dataclass(frozen=True)
class Desk:
    """
    The place of one notebook: a folder, the page it becomes, the reader's language, and whether a build runs.

    Links are shown only in a build: in the lab there are no pages that they could open.
    """

    folder: Path
    page: str
    lang: str
    building: bool


def current_desk() -> Desk:
    """
    Return the desk of this process.

    Examples
    --------
    >>> import os
    >>> os.environ.pop("DOSSIER_DESK", None) and None
    >>> current_desk().building
    False
    """
    lang = os.environ.get(LANG, "en")
    if folder := os.environ.get(FOLDER):
        return Desk(Path(folder), os.environ.get(PAGE, "page"), lang, building=True)
    root = Path(os.environ.get(CORPUS) or DEFAULT_CORPUS)
    return Desk(build_dir(root) / "desk", "", lang, building=False)
