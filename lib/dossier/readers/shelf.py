"""The articles of a corpus folder while something is imported: which ids and which texts are there."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.readers.catalogue import stored_text
from dossier.readers.draft import Draft
from dossier.readers.frontmatter import FIELDS, FrontMatter, split_front_matter, write_front_matter
from dossier.store import write_atomically

_TELLING = ("outlet", "published", "url")  # fields that make two articles of one text


@dataclass(frozen=True)
class Place:
    """Where a draft went: `outcome` is written, there, completed or duplicate (of `article_id`)."""

    article_id: str
    outcome: str
    warning: str = ""


class Shelf:
    """
    Puts drafts into ``articles/``, one file each, never over another article.

    The rules: an id that is taken by another text gets ``-2``, ``-3``, …; a text that is there already is
    not written again, unless outlet, date or address say that it is another article; an article that is
    there already keeps what stands in its file, and is only completed where a field was empty or inferred.
    """

    def __init__(self, corpus: Path):
        self.folder = corpus / "articles"
        self._ids: dict[str, str] = {}  # folded id to id
        self._key_of: dict[str, str] = {}  # folded id to the digest of its text
        self._holder: dict[str, str] = {}  # digest of a text to the id that holds it
        self._claimed: set[str] = set()  # folded ids given in this run
        for path in sorted(self.folder.glob("*")) if self.folder.is_dir() else ():
            if path.suffix in {".md", ".txt"} and not path.name.startswith(".") and path.is_file():
                self._register(path.stem, text_key(_read(path).text))

    def _register(self, article_id: str, key: str) -> None:
        self._ids[article_id.casefold()] = article_id
        self._key_of[article_id.casefold()] = key
        self._holder.setdefault(key, article_id)

    def put(self, draft: Draft, *, wanted: str) -> Place:
        """Put a finished draft under `wanted` or the next free id, or find that it is there already."""
        key = text_key(draft.text)
        for candidate in _numbered(wanted):
            folded = candidate.casefold()
            if folded not in self._ids:
                return self._put_new(draft, candidate, key, wanted)
            if self._key_of[folded] == key:
                present = self._ids[folded]
                if folded not in self._claimed:
                    self._claimed.add(folded)
                    return self._complete(draft, present)
                if not self._differs(draft, present):
                    return Place(present, "duplicate")
        raise AssertionError("unreachable: ids are numbered without end")

    def _put_new(self, draft: Draft, article_id: str, key: str, wanted: str) -> Place:
        holder = self._holder.get(key)
        warning = "" if article_id == wanted else f"the id {wanted} has another text: written as {article_id}"
        if holder is not None:
            if not self._differs(draft, holder):
                return Place(holder, "duplicate")
            warning = f"same text as {holder}, but another outlet, date or address: both are kept"
        self._write(article_id, draft.fields, draft.inferred, draft.text)
        self._register(article_id, key)
        self._claimed.add(article_id.casefold())
        return Place(article_id, "written", warning)

    def _path(self, article_id: str) -> Path:
        named = (self.folder / f"{article_id}{suffix}" for suffix in (".md", ".txt"))
        return next((path for path in named if path.is_file()), self.folder / f"{article_id}.md")

    def _differs(self, draft: Draft, article_id: str) -> bool:
        present = _read(self._path(article_id)).values
        pairs = [(draft.get(name), str(present.get(name, ""))) for name in _TELLING]
        return any(new and old and new != old for new, old in pairs)

    def _complete(self, draft: Draft, article_id: str) -> Place:
        path = self._path(article_id)
        matter = _read(path)
        values, inferred = dict(matter.values), list(matter.values.get("inferred", []))
        gained = []
        for name, value in draft.fields.items():
            surer = name in inferred and name not in draft.inferred
            if value and name != "id" and (not values.get(name) or surer) and values.get(name) != value:
                gained.append(name)
                values[name] = value
                inferred = [other for other in inferred if other != name]
        if not gained or matter.faults:
            return Place(article_id, "there")
        inferred += [name for name in draft.inferred if name in gained]
        self._write(article_id, values, inferred, matter.text, path=path)
        return Place(article_id, "completed", f"catalogue completed: {', '.join(gained)}")

    def _write(
        self, article_id: str, fields: dict[str, str | list[str]], inferred: list[str], text: str,
        *, path: Path | None = None,
    ) -> None:  # fmt: skip
        values = {**fields, "id": article_id, "inferred": inferred}
        values = {name: values[name] for name in FIELDS if values.get(name) or name == "inferred"}
        write_text(path or self._path(article_id), write_front_matter(values, text=text))


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8 with its line ends as they are, whole or not at all."""

    def write(draft: Path) -> None:
        draft.write_bytes(text.encode("utf-8", "surrogatepass"))

    write_atomically(path, write)


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    n = 2
    while True:
        yield f"{wanted}-{n}"
        n += 1


def text_key(text: str) -> str:
    """Digest of a text's words, whatever the white space between them."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _read(path: Path) -> FrontMatter:
    try:
        return split_front_matter(stored_text(path.read_bytes()))
    except UnicodeDecodeError:
        return split_front_matter(path.read_text("cp1252", errors="replace"))
