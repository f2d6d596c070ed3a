"""
The codebook: what counts as each theme and stance, as data.

A corpus folder's ``codebook.toml`` lists themes with their definition, what they include and exclude,
examples that count and examples that do not, and families of terms by language. The machine coder
trains on the examples and on the terms; the annotation guide and the reports print the rest. A new
theme is a new ``[[themes]]`` block and nothing else.

A term is one or more words, matched on the word or its lemma, without regard to case or accents;
``*`` at the end of a word stands for any ending, ``...`` for up to four words between two others, and
``=`` before a word for that very form, not its lemma. A guard cancels the terms it overlaps that are no
longer than itself.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.errors import DossierError
from dossier.schema import STANCES
from dossier.store import digest

TERM_LANGUAGES = ("fr", "en")
NO_STANCE = "none"
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_THEME_KEYS = {
    "key", "label_en", "label_fr", "definition_en", "definition_fr", "includes_en", "includes_fr", "excludes_en",
    "excludes_fr", "stance_rule_en", "stance_rule_fr", "families", "guards", "stance_terms", "examples",
}  # fmt: skip
_NEEDED = ("label_en", "label_fr", "definition_en", "definition_fr")


@dataclass(frozen=True)
class TermFamily:
    """
    Terms of one language that speak of one side of a theme.

    An *ambiguous* family only hints at the theme: its words have other common meanings.
    """

    name: str
    lang: str
    terms: tuple[str, ...]
    ambiguous: bool = False


@dataclass(frozen=True)
class Example:
    """A made-up sentence and how it is coded: `stance` is empty where the theme is absent."""

    text: str
    lang: str
    stance: str
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether the sentence carries the theme."""
        return bool(self.stance)


@dataclass(frozen=True)
class Theme:
    """
    An argument theme.

    `guards` are phrases by language that cancel a term they overlap ("environnement de travail").
    `stance_terms` maps a stance to its terms by language.
    """

    key: str
    label_en: str
    label_fr: str
    definition_en: str
    definition_fr: str
    includes_en: tuple[str, ...] = ()
    includes_fr: tuple[str, ...] = ()
    excludes_en: tuple[str, ...] = ()
    excludes_fr: tuple[str, ...] = ()
    stance_rule_en: str = ""
    stance_rule_fr: str = ""
    families: tuple[TermFamily, ...] = ()
    guards: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stance_terms: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    examples: tuple[Example, ...] = ()

    def label(self, lang: str) -> str:
        """Name of the theme in the reader's language."""
        return self.label_fr if lang == "fr" else self.label_en

    def definition(self, lang: str) -> str:
        """Definition of the theme in the reader's language."""
        return self.definition_fr if lang == "fr" else self.definition_en


@dataclass(frozen=True)
class Codebook:
    """Themes in the order of the file, with the version that marks record."""

    version: str
    themes: tuple[Theme, ...]
    path: Path | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the themes, in order."""
        return tuple(theme.key for theme in self.themes)

    def theme(self, key: str) -> Theme:
        """Return the theme of that key (KeyError where there is none)."""
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise KeyError(key)

    @property
    def fingerprint(self) -> str:
        """Digest of the version and all themes: changes with any word of the file."""
        return digest(self.version, repr(self.themes))


def load_codebook(path: Path | str) -> Codebook:
    """
    Read and check a codebook.

    Parameters
    ----------
    path : Path or str
        A ``codebook.toml``, or the corpus folder that holds it.

    Raises
    ------
    DossierError
        With file and line: unreadable TOML, an unknown key, a theme without label, definition, terms
        or examples, a term that stands in two themes, a stance that is not one.
    """
    path = Path(path)
    path = path / "codebook.toml" if path.is_dir() else path
    try:
        source = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DossierError("there is no codebook here: write one, or take one with --like.", path=path) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise DossierError(f"the codebook cannot be read ({fault}): save it as UTF-8 text.", path=path) from None
    return read_codebook(source, path=path)


def read_codebook(source: str, *, path: Path | None = None) -> Codebook:
    """
    Read a codebook from the text of a TOML file; raises as `load_codebook`.

    Examples
    --------
    >>> read_codebook('version = "1"')
    Traceback (most recent call last):
    ...
    dossier.errors.DossierError: codebook.toml: the codebook has no themes: write a [[themes]] block.
    """
    try:
        raw = tomllib.loads(source)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = int(found[1]) if found else source.count("\n") + 1
        raise DossierError(f"not valid TOML: {fault}.", path=path or "codebook.toml", line=line) from None
    return _Reader(source, path=path).codebook(raw)


class _Reader:
    """Turns parsed TOML into a codebook; knows the source text, so that a fault names its line."""

    def __init__(self, source: str, *, path: Path | None):
        self.path = path
        self.lines = source.splitlines()
        self.starts = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*themes\s*\]\]", line)]

    def fault(self, message: str, *, theme: int | None = None, near: str = "") -> DossierError:
        """Return the error, placed at the last line of the theme that holds `near` (else at its head)."""
        first = self.starts[theme] if theme is not None and theme < len(self.starts) else 0
        last = len(self.lines)
        if theme is not None and theme + 1 < len(self.starts):
            last = self.starts[theme + 1]
        hits = [n for n in range(first, last) if near and near in self.lines[n]]
        line = hits[-1] + 1 if hits else (first + 1 if theme is not None else None)
        return DossierError(message, path=self.path or "codebook.toml", line=line)

    def codebook(self, raw: Mapping[str, Any]) -> Codebook:
        for key in raw:
            if key not in {"version", "themes"}:
                raise self.fault(f"unknown key {key!r}: a codebook has a version and [[themes]].", near=key)
        blocks = raw.get("themes") or []
        if not isinstance(blocks, list) or not blocks:
            raise self.fault("the codebook has no themes: write a [[themes]] block.")
        version = str(raw.get("version", "")).strip()
        if not version:
            raise self.fault('the codebook has no version: write version = "1" on its first line.')
        themes = tuple(self.theme(block, n) for n, block in enumerate(blocks))
        self._refuse_twins(themes)
        return Codebook(version, themes, self.path)

    def theme(self, block: Mapping[str, Any], n: int) -> Theme:
        key = str(block.get("key", ""))
        if not _KEY.fullmatch(key):
            raise self.fault(
                f"theme key {key!r}: use small letters, digits and _, a letter first.", theme=n, near="key"
            )
        for name in block:
            if name not in _THEME_KEYS:
                raise self.fault(f"theme {key!r} has an unknown key {name!r}.", theme=n, near=name)
        for name in _NEEDED:
            if not str(block.get(name, "")).strip():
                raise self.fault(f"theme {key!r} has no {name}: write one.", theme=n)
        families = tuple(self.family(f, n, key) for f in block.get("families", []))
        examples = tuple(self.example(e, n, key) for e in block.get("examples", []))
        if not any(f.terms for f in families) and not any(e.counts for e in examples):
            raise self.fault(f"theme {key!r} is empty: give it a term family or an example that counts.", theme=n)
        fields: dict[str, Any] = {
            name: str(block.get(name, "")) for name in (*_NEEDED, "stance_rule_en", "stance_rule_fr")
        }
        fields |= {name: self.texts(block.get(name, []), n, name) for name in _THEME_KEYS if "cludes_" in name}
        guards = tuple((lang, self.texts(v, n, "guards")) for lang, v in self.by_language(block.get("guards", {}), n))
        return Theme(
            key=key, families=families, examples=examples, guards=guards,
            stance_terms=tuple(self.stance_terms(block.get("stance_terms", {}), n, key)), **fields,
        )  # fmt: skip

    def family(self, raw: Mapping[str, Any], n: int, key: str) -> TermFamily:
        for name in raw:
            if name not in {"name", "lang", "terms", "ambiguous"}:
                raise self.fault(f"a term family of {key!r} has an unknown key {name!r}.", theme=n, near=name)
        lang, name = str(raw.get("lang", "")), str(raw.get("name", ""))
        if lang not in TERM_LANGUAGES:
            raise self.fault(
                f"family {name!r} of {key!r}: lang is fr or en, not {lang!r}.", theme=n, near=name or "lang"
            )
        terms = self.texts(raw.get("terms", []), n, name)
        if not terms:
            raise self.fault(f"family {name!r} of {key!r} has no terms.", theme=n, near=name)
        return TermFamily(name, lang, terms, bool(raw.get("ambiguous", False)))

    def example(self, raw: Mapping[str, Any], n: int, key: str) -> Example:
        for name in raw:
            if name not in {"text", "lang", "stance", "note"}:
                raise self.fault(f"an example of {key!r} has an unknown key {name!r}.", theme=n, near=name)
        text, stance = str(raw.get("text", "")).strip(), str(raw.get("stance", ""))
        if not text:
            raise self.fault(f"an example of {key!r} has no text.", theme=n)
        if stance not in {*STANCES, NO_STANCE}:
            allowed = ", ".join([*STANCES, NO_STANCE])
            raise self.fault(
                f"an example of {key!r} has the stance {stance!r}: use {allowed}.", theme=n, near=text[:40]
            )
        stance = "" if stance == NO_STANCE else stance
        return Example(text, str(raw.get("lang", "fr")), stance, str(raw.get("note", "")))

    def stance_terms(self, raw: Mapping[str, Any], n: int, key: str) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        owner: dict[tuple[str, str], str] = {}
        for stance, by_lang in raw.items():
            if stance not in STANCES:
                raise self.fault(f"theme {key!r}: {stance!r} is not a stance.", theme=n, near=stance)
            for lang, values in self.by_language(by_lang, n):
                terms = self.texts(values, n, stance)
                for term in terms:
                    if owner.setdefault((lang, term), stance) != stance:
                        raise self.fault(f"theme {key!r}: {term!r} stands for two stances.", theme=n, near=f'"{term}"')
                yield stance, lang, terms

    def by_language(self, raw: Mapping[str, Any], n: int) -> Iterable[tuple[str, Any]]:
        for lang, values in raw.items():
            if lang not in TERM_LANGUAGES:
                raise self.fault(f"language {lang!r}: terms are in fr or en.", theme=n, near=lang)
            yield lang, values

    def texts(self, raw: Any, n: int, name: str) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(value, str) and value.strip() for value in raw):
            raise self.fault(f"{name!r} must be a list of texts.", theme=n, near=name)
        return tuple(value.strip() for value in raw)

    def _refuse_twins(self, themes: tuple[Theme, ...]) -> None:
        owner: dict[tuple[str, str], str] = {}
        seen: set[str] = set()
        for n, theme in enumerate(themes):
            if theme.key in seen:
                raise self.fault(f"two themes have the key {theme.key!r}.", theme=n, near="key")
            seen.add(theme.key)
            for family in theme.families:
                for term in family.terms:
                    other = owner.setdefault((family.lang, term.casefold()), theme.key)
                    if other != theme.key and not family.ambiguous:
                        message = f"{term!r} is a term of {other!r} and of {theme.key!r}: keep it in one."
                        raise self.fault(message, theme=n, near=f'"{term}"')
