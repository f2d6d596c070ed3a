"""Where things are. Nothing is read or made here."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parent.parent
DEFAULT_CORPUS = REPOSITORY / "corpus"
NOTEBOOKS = REPOSITORY / "notebooks"


def reports_dir(corpus_root: Path) -> Path:
    """
    Folder that the reports of a corpus are written to unless ``--out`` says otherwise.

    Examples
    --------
    >>> reports_dir(Path("/data/strikes")).as_posix()
    '/data/strikes/reports'
    """
    if corpus_root.resolve() == DEFAULT_CORPUS:
        return REPOSITORY / "reports"
    return corpus_root / "reports"


def build_dir(corpus_root: Path) -> Path:
    """Folder of derived tables and executed notebooks, always beside the default reports folder."""
    return reports_dir(corpus_root).parent / "build"
