"""A folder of files written as one: whole or not at all, and never over something else."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.errors import DossierError


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """
    Give a draft folder that becomes `out` when all went well.

    Raises
    ------
    DossierError
        If `out` is a file, or a folder that holds anything.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DossierError("exists already: name a new folder or empty it.", path=out)
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    try:
        yield draft
        draft.chmod(0o755)
        if out.exists():
            out.rmdir()
        draft.replace(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
