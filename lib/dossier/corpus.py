"""
A corpus folder: ``corpus.toml`` and ``articles/``, checked and opened as one table.

The stored text of an article is its file without BOM, CRLF as LF, and without front matter with the
one empty line behind it. ``article_id`` is the file's stem; an ``id`` in the front matter must say the same.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import pandas as pd

from dossier.errors import DossierError
from dossier.handed import FOLDER as HANDED
from dossier.paths import DEFAULT_CORPUS, build_dir
from dossier.readers.catalogue import Fault, read_article_file
from dossier.readers.settings import Settings, read_settings
from dossier.schema import ARTICLES, LANGUAGES

ARTICLE_SUFFIXES = (".md", ".txt")
Row = dict[str, str]
_PIECE = 200  # articles that are held as they were read before they go to the table


@dataclass(frozen=True)
class Corpus:
    """
    An opened corpus folder.

    Parameters
    ----------
    root : Path
        The folder.
    settings : Settings
        What ``corpus.toml`` says, completed by what the texts say.
    articles : DataFrame
        One row an article, columns of `dossier.schema.ARTICLES`, sorted by ``article_id``.
    fingerprint : str
        Sixteen hexadecimal digits that change with anything read from the articles, corrections or tables handed on.
    """

    root: Path
    settings: Settings
    articles: pd.DataFrame
    fingerprint: str

    @property
    def build_dir(self) -> Path:
        """Folder of derived tables."""
        return build_dir(self.root)

    @property
    def like(self) -> Path | None:
        """The corpus folder that the codebook was taken from, whose marks train the coder; None for its own."""
        named = self.settings.codebook_from
        if not named:
            return None
        return DEFAULT_CORPUS if named == "default" else (self.root / named).resolve()

    @cached_property
    def _texts(self) -> dict[str, str]:
        return dict(zip(self.articles["article_id"], self.articles["text"], strict=True))

    def text(self, article_id: str) -> str:
        """Return the stored text of one article (KeyError where there is none)."""
        return self._texts[article_id]


def open_corpus(root: Path | str | None = None) -> Corpus:
    """
    Read a corpus folder.

    Parameters
    ----------
    root : Path or str, optional
        The folder; where it is not given, the one that the environment variable ``DOSSIER_CORPUS`` names
        (``dossier lab`` sets it for its notebooks), else the repository's corpus.

    Raises
    ------
    DossierError
        With file and line of the first fault (``dossier check`` lists all), or where there is no article.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "articles").mkdir()
    >>> _ = (folder / "articles" / "a.txt").write_text("Le pont sera fermé samedi pour travaux.", "utf-8")
    >>> corpus = open_corpus(folder)
    >>> corpus.articles[["article_id", "lang", "rights"]].values.tolist()
    [['a', 'fr', 'restricted']]
    """
    folder = Path(root or os.environ.get("DOSSIER_CORPUS") or DEFAULT_CORPUS)
    if not folder.is_dir():
        raise DossierError("there is no such corpus folder: make one with 'dossier new' or 'dossier import'.",
                           path=folder)  # fmt: skip
    settings, faults = read_settings(folder)
    rows = _keep_faults(read_articles(folder), faults)
    pieces = [_tabulate(piece) for piece in iter(lambda: list(islice(rows, _PIECE)), [])]
    raise_first(faults)
    if not pieces:
        raise DossierError("the corpus holds no article: put some in with 'dossier import'.", path=folder / "articles")
    articles = pd.concat(pieces, ignore_index=True)
    return Corpus(folder, complete_settings(settings, articles, folder), articles, _fingerprint(articles, folder))


def _keep_faults(found: Iterator[Row | Fault], faults: list[Fault]) -> Iterator[Row]:
    """Yield the rows and put the faults by."""
    for item in found:
        if isinstance(item, Fault):
            faults.append(item)
        else:
            yield item


def _tabulate(rows: list[Row]) -> pd.DataFrame:
    """Return rows as a typed table, which takes a third of the memory of the texts read one by one."""
    return ARTICLES.check(pd.DataFrame(rows, columns=ARTICLES.names))


def read_articles(folder: Path) -> Iterator[Row | Fault]:
    """
    Yield every article of a corpus folder as a row of ARTICLES, in the order of the ids, and all faults as met.

    A file at fault gives no row. Hidden files are passed over; any other file that is not an article
    is a fault, and so are two files that give the same id (also where they differ in case only,
    since such a folder cannot be copied to every disk).
    """
    seen: dict[str, Path] = {}
    place = folder / "articles"
    for path in sorted(place.iterdir() if place.is_dir() else (), key=lambda p: (p.stem, p.suffix)):
        if path.name.startswith("."):
            continue
        if path.suffix.lower() not in ARTICLE_SUFFIXES or path.is_symlink() or not path.is_file():
            message = "not an article (.md or .txt): read it with 'dossier import', which writes one."
            yield Fault(path, None, message)
            continue
        row, found = read_article_file(path, root=folder)
        yield from found
        if row is None:
            continue
        twin = seen.setdefault(unicodedata.normalize("NFC", path.stem).casefold(), path)
        if twin != path:
            yield Fault(path, None, f"the same id as {twin.name}: rename one of them.")
            continue
        yield row


def raise_first(faults: list[Fault]) -> None:
    """Raise the first fault, saying how many more there are."""
    if faults:
        more = f" ({len(faults) - 1} more: run 'dossier check')" if len(faults) > 1 else ""
        raise DossierError(faults[0].message + more, path=faults[0].path, line=faults[0].line)


def complete_settings(settings: Settings, articles: pd.DataFrame, folder: Path) -> Settings:
    """Return the settings with a title and languages: from the folder's name and the texts where not given."""
    counts = articles["lang"].value_counts()
    found = tuple(sorted((lang for lang in LANGUAGES[:2] if lang in counts.index), key=lambda lang: -counts[lang]))
    languages = settings.languages or found or ("fr",)
    title = settings.title or folder.resolve().name
    return settings.model_copy(update={"title": title, "languages": languages})


def _fingerprint(articles: pd.DataFrame, folder: Path) -> str:
    """Digest of every field of every row, of corrections and of tables handed on, fed piece by piece."""
    hasher = hashlib.sha256()
    for row in articles[ARTICLES.names].itertuples(index=False):
        for value in row:
            data = str(value).encode("utf-8", "surrogatepass")
            hasher.update(f"{len(data)}:".encode() + data)
    for path in (folder / "corrections.csv", *sorted((folder / HANDED).glob("*"))):
        if path.is_file():
            hasher.update(path.read_bytes())
    return hasher.hexdigest()[:16]
