"""
Derived tables, kept as Parquet under ``build/`` and named by what they were made from.

A table's name carries a digest of the corpus files, the parameters and the package's own source: a
changed text, setting or rule gives another name, so nothing stale is ever read.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pandas as pd

from dossier.paths import PACKAGE


def digest(*parts: object) -> str:
    """
    Sixteen hexadecimal digits that name the given parts (anything that JSON or ``str`` can write).

    Examples
    --------
    >>> digest("a", {"k": 5}) == digest("a", {"k": 5}), digest("a") == digest("b")
    (True, False)
    """
    written = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=1)
def source_digest() -> str:
    """Digest of the package's own files, so that a changed rule makes new tables."""
    files = sorted(p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".toml"})
    return digest([(p.relative_to(PACKAGE).as_posix(), hashlib.sha256(p.read_bytes()).hexdigest()) for p in files])


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file beside `path`, then put it in place in one step: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    draft = Path(name)
    try:
        write(draft)
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def derive(
    folder: Path, name: str, compute: Callable[[], pd.DataFrame], *, made_from: tuple[object, ...]
) -> pd.DataFrame:
    """
    Return the table `name`, from ``folder`` where it stands there, else computed and written there.

    Parameters
    ----------
    folder : Path
        The corpus's build folder. Where it cannot be written, the table is computed and not kept.
    name : str
        What the table holds: ``"sentences"``.
    compute : callable
        Makes the table.
    made_from : tuple
        All that decides the table's content besides the package's source: a corpus fingerprint,
        parameters.
    """
    path = folder / "tables" / f"{name}-{digest(source_digest(), *made_from)}.parquet"
    if path.is_file():
        return pd.read_parquet(path)
    frame = compute()
    try:
        write_atomically(path, lambda draft: frame.to_parquet(draft, index=False))
    except OSError:
        return frame
    for old in path.parent.glob(f"{name}-????????????????.parquet"):
        if old != path:
            old.unlink(missing_ok=True)
    return frame
