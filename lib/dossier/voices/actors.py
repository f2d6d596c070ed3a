"""
The corpus's list of actors: canonical names, variants, and what is known of each.

``actors.toml`` is a list of ``[[actors]]`` blocks, and of ``[[camps]]`` blocks that say how readers of each
language are told a camp; a key that this page does not know is refused with its line. Names that the texts hold
and the list lacks are proposed, never added.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dossier.errors import DossierError
from dossier.store import digest
from dossier.voices.tokens import Token, split_words

ACTOR_KINDS = ("person", "organisation", "collective")
_KEYS = ("canonical", "variants", "role", "organisation", "camp", "kind", "public")


@dataclass(frozen=True)
class Actor:
    """
    One block of ``actors.toml``.

    `public` true allows the name in reports where it signs a post, false gives it a pseudonym everywhere; None, for
    a block that does not say, is the first only where the name signs nothing.
    """

    canonical: str
    variants: tuple[str, ...] = ()
    role: str = ""
    organisation: str = ""
    camp: str = ""
    kind: str = "person"
    public: bool | None = None


@dataclass(frozen=True)
class Actors:
    """
    The known actors with a look-up by any of their names.

    Examples
    --------
    >>> known = Actors((Actor("Ligue des conteurs", variants=("LDC",), kind="organisation"),))
    >>> known.find("LDC").canonical
    'Ligue des conteurs'
    >>> known.find("Inconnu") is None
    True
    """

    entries: tuple[Actor, ...] = ()
    camps: dict[str, dict[str, str]] = field(default_factory=dict)
    _by_name: dict[str, Actor] = field(default_factory=dict, repr=False, compare=False)
    _by_word: dict[str, list[tuple[str, ...]]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for actor in self.entries:
            for name in (actor.canonical, *actor.variants):
                self._by_name.setdefault(_folded(name), actor)
                words = tuple(token.text.replace("’", "'") for token in split_words(name))
                self._by_word.setdefault(words[0].lower(), []).append(words)
        for sequences in self._by_word.values():
            sequences.sort(key=len, reverse=True)

    def find(self, name: str) -> Actor | None:
        """Actor that bears `name`, canonical or variant, without regard to case; None where unknown."""
        return self._by_name.get(_folded(name))

    def match(self, tokens: Sequence[Token], at: int) -> int:
        """Index after the longest known name that starts at token `at`; `at` where none does."""
        for words in self._by_word.get(tokens[at].low, ()):
            here = tuple(token.text.replace("’", "'") for token in tokens[at : at + len(words)])
            if here == words or (len(words) > 1 and _folded(" ".join(here)) == _folded(" ".join(words))):
                return at + len(words)
        return at

    def camp_label(self, camp: str, *, lang: str) -> str:
        """Name of a camp for readers of `lang`; as the actors write it where no label is given."""
        return self.camps.get(camp, {}).get(lang, camp)

    @property
    def fingerprint(self) -> str:
        """Digest of all entries, for naming the tables made with them."""
        return digest([repr(actor) for actor in self.entries])


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").lower().split())


def load_actors(path: Path | str) -> Actors:
    """
    Read ``actors.toml``; a missing file is an empty list.

    Raises
    ------
    DossierError
        If the file is no TOML, has an unknown key, lacks a canonical name, or names someone twice;
        the message gives the line.
    """
    path = Path(path)
    if not path.is_file():
        return Actors()
    text = path.read_text(encoding="utf-8-sig")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        raise DossierError(f"this is not valid TOML: {fault}", path=path, line=int(line[1]) if line else None) from None
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[actors]]")]
    for key, blocks in data.items():
        if key not in ("actors", "camps") or not isinstance(blocks, list):
            message = f"unknown key {key!r}: write [[actors]] blocks, and [[camps]] blocks for the names of camps."
            raise DossierError(message, path=path, line=_line(text, key, 1))
    blocks = data.get("actors", [])
    starts += [1] * (len(blocks) - len(starts))
    actors = tuple(_actor(block, path, text, start) for block, start in zip(blocks, starts, strict=False))
    _refuse_twice(actors, path, starts)
    return Actors(actors, _camps(data.get("camps", []), path, text))


def _camps(blocks: Sequence[dict[str, Any]], path: Path, text: str) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for block in blocks:
        wrong = [k for k, v in block.items() if k not in ("camp", "label_en", "label_fr") or not isinstance(v, str)]
        if wrong or not block.get("camp", "").strip():
            message = 'a [[camps]] block has camp = "…", as the actors write it, and label_en and label_fr.'
            raise DossierError(message, path=path, line=_line(text, wrong[0] if wrong else "camps", 1))
        labels[block["camp"]] = {k.removeprefix("label_"): v for k, v in block.items() if k != "camp"}
    return labels


@lru_cache(maxsize=8)
def cached_actors(path: Path, _stamp: int) -> Actors:
    """`load_actors`, kept while the file's time stamp stays the same."""
    return load_actors(path)


def _line(text: str, key: str, start: int) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if number >= start and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[+{re.escape(key)}\b", line):
            return number
    return start


def _actor(block: dict[str, Any], path: Path, text: str, start: int) -> Actor:
    def fault(key: str, message: str) -> DossierError:
        return DossierError(message, path=path, line=_line(text, key, start))

    for key, value in block.items():
        if key not in _KEYS:
            raise fault(key, f"unknown key {key!r} of an actor: use {', '.join(_KEYS)}.")
        wanted: type = bool if key == "public" else list if key == "variants" else str
        if not isinstance(value, wanted):
            raise fault(key, f"{key} must be {'true or false' if wanted is bool else 'a ' + wanted.__name__}.")
    if not block.get("canonical", "").strip():
        raise DossierError('an actor has no canonical name: write canonical = "…".', path=path, line=start)
    if block.get("kind", "person") not in ACTOR_KINDS:
        raise fault("kind", f"kind {block['kind']!r} is not one of {', '.join(ACTOR_KINDS)}.")
    if not all(isinstance(name, str) and name.strip() for name in block.get("variants", [])):
        raise fault("variants", "variants must be a list of names.")
    return Actor(**{**block, "variants": tuple(block.get("variants", ()))})


def _refuse_twice(actors: Iterable[Actor], path: Path, starts: Sequence[int]) -> None:
    owner: dict[str, str] = {}
    for actor, start in zip(actors, starts, strict=False):
        for name in {_folded(n) for n in (actor.canonical, *actor.variants)}:
            if name in owner:
                raise DossierError(
                    f"the name {name!r} of {actor.canonical!r} already belongs to {owner[name]!r}: keep one.",
                    path=path, line=start,
                )  # fmt: skip
            owner[name] = actor.canonical
