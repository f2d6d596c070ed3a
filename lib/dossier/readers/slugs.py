"""Safe file names on every disk, from names that people and programs give."""

import hashlib
import re
import unicodedata

_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
_LONGEST = 80
_PLAIN = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}


def make_slug(name: str) -> str:
    """
    Return a name of letters, digits, ``-`` and ``_`` that every file system takes.

    Names that hold nothing of the kind, or are too long, carry a digest of the whole name, so that two
    names rarely meet.

    Examples
    --------
    >>> [make_slug(name) for name in ("000_685e", "L’été à Lyon", "../../etc/passwd", "-rf", "CON", "a\\nb")]
    ['000_685e', 'L-ete-a-Lyon', 'etc-passwd', 'rf', 'CON-file', 'a-b']
    >>> make_slug("映画").startswith("article-"), len(make_slug("x" * 300))
    (True, 80)
    """
    plain = "".join(_PLAIN.get(c, c) for c in unicodedata.normalize("NFC", name))
    decomposed = unicodedata.normalize("NFD", plain)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    slug = re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9_-]+", "-", letters)).strip("-")
    mark = hashlib.sha256(unicodedata.normalize("NFC", name).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if not re.search("[A-Za-z0-9]", slug):
        return f"article-{mark}"
    if len(slug) > _LONGEST:
        slug = f"{slug[: _LONGEST - 9].rstrip('-')}-{mark}".removesuffix("-")
    return f"{slug}-file" if slug.casefold() in _RESERVED else slug


def fold(text: str) -> str:
    """
    Small letters and digits only, without accents: two ways of writing one title or column become one.

    Examples
    --------
    >>> fold("Date de publication"), fold("TITRE_ARTICLE")
    ('date de publication', 'titre article')
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))
