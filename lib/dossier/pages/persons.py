"""
Pseudonyms for people who are no public figures, and who has a page of their own.

Whoever signs an embedded post, every ``@handle`` in a text, and whomever ``actors.toml`` lists with ``public =
false`` appears as "author 1", "author 2"… unless ``actors.toml`` lists the name with ``public = true``. The same
person has the same pseudonym on all pages.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from dossier.findings.cells import escape
from dossier.findings.slugs import slugify, unique_slugs

_HANDLE = re.compile(r"(?<![\w@/.])@\w(?:[\w.-]{0,40}\w)?", re.ASCII)
ENOUGH = 5  # statements; of fewer nothing can be said of a voice
_SHORTEST = 4  # a shorter name would be found inside other words


@dataclass(frozen=True)
class Masks:
    """
    Private names and what stands for them.

    Examples
    --------
    >>> masks = make_masks(["Ada Nulle"], texts=["Ada Nulle @adanulle wrote"], public=[], noun="author")
    >>> masks.text("Ada Nulle @adanulle wrote")
    'author 1 author 2 wrote'
    """

    names: dict[str, str] = field(default_factory=dict)

    @property
    def _pattern(self) -> re.Pattern[str] | None:
        ordered = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in ordered)) if ordered else None

    def text(self, text: str) -> str:
        """Return plain text with pseudonyms in place of names."""
        pattern = self._pattern
        return pattern.sub(lambda match: self.names[match[0]], text) if pattern else text

    def html(self, text: str) -> str:
        """Return HTML with pseudonyms in place of names, in addresses made from them too."""
        if not self.names:
            return text
        masked = Masks({escape(name): escape(alias) for name, alias in self.names.items()}).text(text)
        slugs = {slugify(name): slugify(alias) for name, alias in self.names.items() if len(slugify(name)) >= _SHORTEST}
        return Masks(slugs).text(masked)


def make_masks(signers: Iterable[str], *, texts: Iterable[str], public: Iterable[str], noun: str) -> Masks:
    """
    Return the pseudonyms of a corpus.

    Parameters
    ----------
    signers : iterable of str
        Names that sign posts.
    texts : iterable of str
        All texts: their handles are private as well.
    public : iterable of str
        Names, in any case and with any variant, that may stand.
    noun : str
        What a private author is called in the reader's language.
    """
    known = {name.lower().lstrip("@") for name in public}
    found: dict[str, None] = {}
    for name in signers:
        for part in name.split(" | "):
            found.setdefault(part.strip())
    for text in texts:
        for handle in _HANDLE.findall(text):
            found.setdefault(handle)
    private = [n for n in found if (len(n) >= _SHORTEST or n.startswith("@")) and n.lower().lstrip("@") not in known]
    return Masks({name: f"{noun} {number}" for number, name in enumerate(private, start=1)})


def choose_portraits(statements: pd.DataFrame, masks: Masks) -> dict[str, str]:
    """
    Return the actors with enough statements for a page of their own, most first, and the file of each.

    Nobody who has a pseudonym has a portrait, and no description ("a lawyer"), who is somebody else in every text.

    Examples
    --------
    >>> said = pd.DataFrame({"actor": ["Ada"] * 5 + ["Bo"] * 4, "actor_kind": "named"})
    >>> choose_portraits(said, Masks()), choose_portraits(said, Masks({"Ada": "author 1"}))
    ({'Ada': 'actors/ada.html'}, {})
    """
    counts = statements[statements["actor_kind"] == "named"].groupby("actor").size().reset_index(name="n")
    counts = counts[(counts["n"] >= ENOUGH) & (counts["actor"].map(masks.text) == counts["actor"])]
    names = counts.sort_values(["n", "actor"], ascending=[False, True])["actor"].tolist()
    return {n: f"actors/{slug}.html" for n, slug in zip(names, unique_slugs(["index", *names])[1:], strict=True)}
