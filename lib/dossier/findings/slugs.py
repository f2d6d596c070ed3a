"""Short ASCII names for files, anchors and addresses, the same on every run."""

import re
import unicodedata
from collections.abc import Iterable

_LIMIT = 40
_EXPANDED = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "’": "-", "'": "-"})


def slugify(text: str, *, limit: int = _LIMIT) -> str:
    """
    Lower-case letters, digits and hyphens, at most `limit` long; ``x`` where nothing is left.

    Examples
    --------
    >>> slugify("L’Écho du Vœu, 2024"), slugify("../../etc"), slugify("日本")
    ('l-echo-du-voeu-2024', 'etc', 'x')
    """
    ascii_only = unicodedata.normalize("NFKD", text.translate(_EXPANDED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:limit].strip("-") or "x"


def unique_slugs(texts: Iterable[str]) -> list[str]:
    """
    One slug a text, in order; a later twin gets a number, and so does ``main``, which every page has.

    Examples
    --------
    >>> unique_slugs(["Le Soir", "le soir!", "Midi"])
    ['le-soir', 'le-soir-2', 'midi']
    """
    taken = {"main"}
    slugs = []
    for text in texts:
        base = slug = slugify(text)
        number = 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        slugs.append(slug)
    return slugs
