"""Whole or not at all: a report is made beside the old one and takes its place in one step."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dossier.errors import DossierError

MARKER = ".dossier-reports.json"
EPOCH = (1980, 1, 1, 0, 0, 0)


def read_marker(out: Path) -> dict[str, Any]:
    """Return what the last build wrote of itself; empty where there is none."""
    try:
        loaded = json.loads((out / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def refuse_foreign(out: Path) -> None:
    """
    Stop before anything is written where `out` is a folder that this program did not make.

    Raises
    ------
    DossierError
        If `out` is a file, or a folder with content and without our marker.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise DossierError("reports go to a folder of their own: this is something else.", path=out)
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise DossierError("this folder holds files that are not reports of ours: choose another with --out.", path=out)


def is_whole(out: Path, key: str) -> bool:
    """Tell whether `out` holds the report of this key with all its files."""
    marker = read_marker(out)
    return marker.get("key") == key and all((out / name).is_file() for name in marker.get("files", [MARKER]))


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """
    Give an empty folder beside `out`; when all went well it becomes `out`, else it is removed.

    Raises
    ------
    DossierError
        If the folder above cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{out.name}-new-", dir=out.parent))
    except OSError as fault:
        raise DossierError(f"nothing can be written here ({fault.strerror}): choose another place with --out.",
                           path=out.parent) from None  # fmt: skip
    try:
        yield stage
        stage.chmod(0o755)
        _swap(stage, out)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(stage: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}-old-{os.getpid()}")
    if out.exists():
        out.rename(old)
    try:
        stage.rename(out)
    except BaseException:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_marker(stage: Path, *, key: str) -> None:
    """Write the marker: the key, and every file of the report."""
    files = sorted(p.relative_to(stage).as_posix() for p in stage.rglob("*") if p.is_file())
    (stage / MARKER).write_text(json.dumps({"key": key, "files": files}, indent=1) + "\n", encoding="utf-8")


def write_zip(stage: Path, name: str) -> None:
    """Write all files of the report into one ZIP, the same bytes each time."""
    files = sorted(p for p in stage.rglob("*") if p.is_file())
    with zipfile.ZipFile(stage / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"reports/{path.relative_to(stage).as_posix()}", EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())
