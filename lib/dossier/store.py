"""
Derived tables, kept as Parquet under ``build/`` and named by what they were made from.

A table's name carries a digest of the corpus files, the parameters and the package's own source: a
changed text, setting or rule gives another name, so nothing stale is ever read.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dossier.handed import find_handed
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

    A derived corpus hands some tables on: they take the place of what would be computed, see `handed`.

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
    path = _table_path(folder, name, made_from)
    if path.is_file():
        return pd.read_parquet(path)
    _refuse_if_only_kept(name)
    frame = (find_handed(folder, name) or compute)()
    try:
        write_atomically(path, lambda draft: frame.to_parquet(draft, index=False))
    except OSError:
        return frame
    _remove_stale(path, name)
    return frame


def derive_pieces(
    folder: Path, name: str, compute: Callable[[], Iterator[pd.DataFrame]], *, made_from: tuple[object, ...]
) -> pd.DataFrame:
    """
    Return the table `name` as `derive` does, from pieces written one by one: memory holds one of them at a time.

    Parameters
    ----------
    folder, name, made_from
        As of `derive`.
    compute : callable
        Gives the table piece by piece, in order: at least one, all with the same columns and types.
    """
    if (handed := find_handed(folder, name)) is not None:
        return derive(folder, name, handed, made_from=made_from)
    path = _table_path(folder, name, made_from)
    if not path.is_file():
        _refuse_if_only_kept(name)
        try:
            write_atomically(path, lambda draft: write_pieces(draft, compute()))
        except OSError:
            return pd.concat(compute(), ignore_index=True)
        _remove_stale(path, name)
    return pd.read_parquet(path)


class NotKeptError(LookupError):
    """A table would have to be made within `only_kept`."""


_ONLY_KEPT: ContextVar[bool] = ContextVar("only_kept", default=False)


@contextmanager
def only_kept() -> Iterator[None]:
    """
    Let `derive` and `derive_pieces` read tables and make none: they raise `NotKeptError`.

    So the lab opens with what stands, and has the rest made beside.
    """
    before = _ONLY_KEPT.set(True)
    try:
        yield
    finally:
        _ONLY_KEPT.reset(before)


def _refuse_if_only_kept(name: str) -> None:
    if _ONLY_KEPT.get():
        raise NotKeptError(name)


def _table_path(folder: Path, name: str, made_from: tuple[object, ...]) -> Path:
    return folder / "tables" / f"{name}-{digest(source_digest(), *made_from)}.parquet"


def _remove_stale(path: Path, name: str) -> None:
    for old in path.parent.glob(f"{name}-????????????????.parquet"):
        if old != path:
            old.unlink(missing_ok=True)


def write_pieces(path: Path, pieces: Iterable[pd.DataFrame]) -> None:
    """Write tables of one form, at least one, as the row groups of one Parquet file."""
    writer: pq.ParquetWriter | None = None
    try:
        for piece in pieces:
            table = pa.Table.from_pandas(piece, schema=writer and writer.schema, preserve_index=False)
            writer = writer or pq.ParquetWriter(path, table.schema)
            writer.write_table(table)
    finally:
        if writer:
            writer.close()


def read_pieces(path: Path) -> Iterator[pd.DataFrame]:
    """Read what `write_pieces` wrote, piece by piece."""
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number).to_pandas()
