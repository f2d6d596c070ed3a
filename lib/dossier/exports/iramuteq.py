"""
The corpus as one text file in the form of Alceste and IRaMuTeQ.

Each text opens with a line of four stars and its variables, ``*name_value``; a value holds ASCII
letters, digits and underscores, so anything else in it is folded. `dossier.readers` reads it back, and takes
underscores as spaces (as hyphens in a date).
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from dossier.corpus import Corpus
from dossier.exports.lines import kept_lines
from dossier.store import write_atomically

FIELDS = {"outlet": "outlet", "date": "published_date", "genre": "genre", "country": "country", "lang": "lang"}
UNKNOWN = "na"
_VARIABLES = re.compile(r"-?\*|\d{4,}\s+\*")  # how a line begins that IRaMuTeQ would read as variables
_STAR = "∗"  # U+2217, no star to IRaMuTeQ


def fold_value(value: str) -> str:
    """
    Return a value that IRaMuTeQ accepts as a modality.

    Examples
    --------
    >>> fold_value("L’Écho, 2024"), fold_value("2024-06"), fold_value("読")
    ('L_Echo_2024', '2024_06', 'na')
    """
    plain = unicodedata.normalize("NFKD", value).replace("’", "'").encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_") or UNKNOWN


def name_articles(ids: Iterable[str]) -> list[str]:
    """
    Fold the ids of articles, with a number behind those that folding would make the same.

    Examples
    --------
    >>> name_articles(["le-pont", "le_pont", "été"])
    ['le_pont', 'le_pont_2', 'ete']
    """
    names: list[str] = []
    for article in ids:
        folded, number = fold_value(article), 1
        name = folded
        while name in names:
            number += 1
            name = f"{folded}_{number}"
        names.append(name)
    return names


def hide_stars(line: str) -> str:
    """
    Return a line of text that cannot be taken for a line of variables.

    Examples
    --------
    >>> hide_stars("**** *a_b"), hide_stars("deux * trois")
    ('∗∗∗∗ ∗a_b', 'deux * trois')
    """
    return line.replace("*", _STAR) if _VARIABLES.match(line) else line


def write_iramuteq(corpus: Corpus, *, out: Path) -> None:
    """Write the kept sentences of every article, one a line, under its variables; unknown values are ``na``."""
    lines = kept_lines(corpus)
    rows = corpus.articles.set_index("article_id").loc[lines.index]
    texts = []
    for name, (article, sentences) in zip(name_articles(lines.index), lines.items(), strict=True):
        values = {variable: str(rows.at[article, field]) for variable, field in FIELDS.items()}
        values["year"] = values["date"][:4]
        stars = " ".join(f"*{variable}_{fold_value(value)}" for variable, value in values.items())
        body = "\n".join(hide_stars(sentence) for sentence in sentences)
        texts.append(f"**** *id_{name} {stars}\n{body}\n")
    write_atomically(out, lambda draft: _write(draft, "\n".join(texts)))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())  # as bytes: line ends stay as they are on every system
