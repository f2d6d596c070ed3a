"""Embedded posts: the words before ``— name (@handle) date``, which their tail signs."""

import re
from dataclasses import dataclass

import pandas as pd

from dossier.voices.sources import Source

_TAIL = re.compile(
    r"[—–-]\s*(?P<name>[^\n()—–]{1,60}?)\s*\((?P<handle>@[\w.]{1,40})\)"
    r"(?:\s*(?P<date>(?:\d{1,2}\s+)?[A-Za-zéûÉ]{3,9}\.?\s+(?:\d{1,2},\s*)?(?:19|20)\d\d))?"
)
_LONGEST = 8


@dataclass(frozen=True)
class Post:
    """An embedded post: the offsets of its words and of the tail that signs it."""

    start: int
    end: int
    tail: str
    tail_start: int
    tail_end: int
    source: Source


def find_posts(text: str, sentences: pd.DataFrame) -> list[Post]:
    """
    Return the posts embedded in `text`, in order.

    Parameters
    ----------
    text : str
        Stored text.
    sentences : DataFrame
        SENTENCES of it, dropped ones included: they bound the post's words.

    Examples
    --------
    >>> from dossier.voices.tables import rows_as_sentences
    >>> text, rows = rows_as_sentences(["All of this is wrong — Lou Ames (@louames) June 6, 2031"])
    >>> [(text[p.start:p.end], p.source.voice) for p in find_posts(text, rows)]
    [('All of this is wrong', 'Lou Ames')]
    """
    posts: list[Post] = []
    floor = 0
    for match in _TAIL.finditer(text):
        if not match["date"] and not _is_tail(sentences, match.start()):
            continue
        start, end = _words_before(text, sentences, floor, match.start())
        floor = match.end()
        if end > start:
            name = match["name"].strip()
            source = Source(_author(name, match["handle"]), "named", (), match.start("name"), match.end("handle"))
            posts.append(Post(start, end, match.group().strip(), match.start(), match.end(), source))
    return posts


def _author(name: str, handle: str) -> str:
    plain = " ".join(name.split()).lstrip("@")
    if plain.islower() and re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+){1,3}", plain):
        return plain.title()
    return handle if plain.lower().startswith(handle[1:].lower()) or not plain else plain


def _is_tail(sentences: pd.DataFrame, at: int) -> bool:
    held = sentences[(sentences["start"] <= at) & (sentences["end"] > at)]
    return bool((held["dropped"] == "post-tail").any() or (held["kind"] == "post").any())


def _words_before(text: str, sentences: pd.DataFrame, floor: int, tail: int) -> tuple[int, int]:
    """Sentences before the tail that belong to the post: its paragraph, and its language beyond it."""
    before = sentences[(sentences["start"] < tail) & (sentences["end"] > floor)].tail(_LONGEST)
    start = tail
    lang = ""
    columns = ["start", "end", "lang", "kind"]
    for row in before.iloc[::-1][columns].to_dict("records"):
        begin, end = int(row["start"]), int(row["end"])
        gap = text[end:start] if end <= start else ""
        lang = lang or str(row["lang"])
        other = row["lang"] != lang or lang == _main_language(sentences) or row["kind"] == "heading"
        if "\n\n" in gap and other:
            break
        start = max(begin, floor)
    words = text[start:tail]
    words = re.sub(r"\s*https?://\S+\s*$|\s*pic\.twitter\S+\s*$", "", words.rstrip())
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _main_language(sentences: pd.DataFrame) -> str:
    kept = sentences[sentences["dropped"] == ""]
    return str(kept["lang"].mode().iloc[0]) if len(kept) else ""
