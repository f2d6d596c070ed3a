"""
The corpus as one text file in the form of Alceste and IRaMuTeQ.

Each text opens with a line of four stars and its variables, ``*name_value``; a value holds letters,
digits and underscores only, so anything else in it is folded. `read_iramuteq` brings texts and
variables back.
"""

import re
import unicodedata
from pathlib import Path

import pandas as pd

from dossier.corpus import Corpus
from dossier.sentences import load_sentences
from dossier.store import write_atomically

VARIABLES = ["outlet", "genre", "country", "lang", "year", "month"]


def fold_value(value: str) -> str:
    """
    Return a value that IRaMuTeQ accepts as a modality: ASCII letters, digits, no separators.

    Examples
    --------
    >>> fold_value("L’Humanité, 2024")
    'lHumanite2024'
    """
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    folded = re.sub(r"[^A-Za-z0-9]", "", plain)
    return (folded[:1].lower() + folded[1:]) or "na"


def write_iramuteq(corpus: Corpus, *, out: Path) -> None:
    """Write the kept sentences of every article, a paragraph a line, under its variables."""
    articles = corpus.articles.assign(
        year=corpus.articles.published_date.str[:4], month=corpus.articles.published_date.str[:7]
    )
    kept = load_sentences(corpus).query("dropped == ''").groupby("article_id").text
    texts = {article: [re.sub(r"\s+", " ", text) for text in sentences] for article, sentences in kept}
    lines = []
    for row in articles.itertuples():
        stars = " ".join(f"*{name}_{fold_value(getattr(row, name))}" for name in VARIABLES)
        # A sentence that opens with a star would be read as variables.
        body = "\n".join(text.lstrip("*") for text in texts.get(row.article_id, []))
        lines.append(f"**** *article_{fold_value(row.article_id)} {stars}\n{body}\n")
    write_atomically(out, lambda draft: draft.write_text("\n".join(lines), encoding="utf-8"))


def read_iramuteq(path: Path) -> pd.DataFrame:
    """
    Read texts and variables back.

    Returns
    -------
    DataFrame, one row per text
        A column per variable, and ``text``.
    """
    rows = []
    for block in re.split(r"^\*\*\*\* ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        rows.append(dict(re.findall(r"\*([^_\s]+)_(\S+)", head)) | {"text": body.strip()})
    return pd.DataFrame(rows)
