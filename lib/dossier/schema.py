"""
The tables that pass between rooms, each declared once: column, type, unit, allowed values, meaning.

`Table.check` stands at the doors. It names the first thing that is wrong, puts columns in order and
gives each its type, so that no room has to wonder what another hands it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

_DTYPES = {"text": "str", "count": "int64", "share": "float64", "number": "float64", "flag": "bool"}

SENTENCE_KEY = ("article_id", "sentence_no")
LANGUAGES = ("fr", "en", "und")
KINDS = ("heading", "text", "bullet", "row", "post")
DROP_REASONS = (
    "menu", "share", "contact", "reading-time", "cookies", "comments", "link-card", "promo", "byline",
    "source-line", "post-tail", "repeat",
)  # fmt: skip
STANCES = ("threat", "opportunity", "mixed")
VOICE_KINDS = ("none", "named", "described", "unknown")
QUOTATION_KINDS = ("direct", "indirect", "mixed", "post")


@dataclass(frozen=True)
class Column:
    """One column: `dtype` is text, count (whole number), share (0 to 1), number or flag."""

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A named table with its columns in order and the columns that identify a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return a table of this form without rows."""
        return pd.DataFrame({c.name: pd.Series(dtype=_DTYPES[c.dtype]) for c in self.columns})

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """
        Return `frame` with this table's columns, in order and typed; further columns are kept behind.

        Raises
        ------
        ValueError
            If a column is missing, a value is not allowed, a share leaves 0 to 1, or a key occurs twice.

        Examples
        --------
        >>> SENTENCES.check(pd.DataFrame({"article_id": ["a"]}))
        Traceback (most recent call last):
        ...
        ValueError: table sentences lacks the column 'sentence_no'
        """
        for column in self.columns:
            if column.name not in frame:
                raise ValueError(f"table {self.name} lacks the column {column.name!r}")
        further = [name for name in frame.columns if name not in self.names]
        typed = frame[self.names + further].copy()
        for column in self.columns:
            typed[column.name] = _typed(typed[column.name], column, self.name)
        twice = typed[typed.duplicated(list(self.key))]
        if len(twice):
            row = twice.iloc[0][list(self.key)].tolist()
            raise ValueError(f"table {self.name} lists {row} twice")
        return typed.reset_index(drop=True)


def _typed(values: "pd.Series[Any]", column: Column, table: str) -> "pd.Series[Any]":
    if column.dtype == "text":
        values = values.fillna("")
    typed: pd.Series[Any] = values.astype(_DTYPES[column.dtype])  # type: ignore[call-overload]
    if column.allowed:
        wrong = sorted(set(typed) - set(column.allowed))
        if wrong:
            raise ValueError(f"table {table}, column {column.name}: {wrong[0]!r} is not one of {list(column.allowed)}")
    if column.dtype == "share" and not typed.dropna().between(0, 1).all():
        raise ValueError(f"table {table}, column {column.name}: a share lies outside 0 to 1")
    return typed


def _columns(*rows: Sequence[object]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)  # type: ignore[arg-type]


_ARTICLE = Column("article_id", "text", "file stem, or the id of a table row")
_SENTENCE_NO = Column("sentence_no", "count", "place of the sentence in its article, from 1")

ARTICLES = Table(
    "articles",
    (
        _ARTICLE,
        *_columns(
            ("title", "text", "title as printed; empty where unknown"),
            ("outlet", "text", "newspaper, site or body that published it"),
            ("published_date", "text", "ISO date, as precise as known: 2024, 2024-06 or 2024-06-13; else empty"),
            ("lang", "text", "language of most of the text", "", LANGUAGES),
            ("url", "text", "address of the public page; else empty"),
            ("country", "text", "ISO 3166 code of the outlet's country; else empty"),
            ("genre", "text", "news, opinion, interview, trade, institutional, legal, blog; else empty"),
            ("people", "text", "people named in the catalogue, joined by ' | '"),
            ("organisations", "text", "organisations named in the catalogue, joined by ' | '"),
            ("rights", "text", "own, open or restricted; unknown counts as restricted", "",
             ("own", "open", "restricted")),
            ("collected", "text", "ISO date of collection; else empty"),
            ("inferred", "text", "names of the fields that were inferred, joined by ' | '"),
            ("note", "text", "remark of the collector"),
            ("file", "text", "path of the text below the corpus folder"),
            ("text", "text", "stored text: BOM removed, CRLF as LF; offsets point into it"),
        ),
    ),
    ("article_id",),
)  # fmt: skip

SENTENCES = Table(
    "sentences",
    (
        _ARTICLE,
        _SENTENCE_NO,
        *_columns(
            ("start", "count", "first character in the stored text", "code points"),
            ("end", "count", "one past the last character", "code points"),
            ("kind", "text", "what the layout says it is", "", KINDS),
            ("lang", "text", "language of the sentence", "", LANGUAGES),
            ("dropped", "text", "empty, or why it is web furniture", "", ("", *DROP_REASONS)),
            ("text", "text", "the slice of the stored text"),
        ),
    ),
    SENTENCE_KEY,
)

FAMILIES = Table(
    "families",
    (
        _ARTICLE,
        _SENTENCE_NO,
        *_columns(
            ("family", "text", "sentences that repeat one another share it; a sentence alone is its own"),
            ("article_family", "text", "articles that repeat one another share it"),
            ("counted", "flag", "true for the member that stands for its family (earliest dated)"),
        ),
    ),
    SENTENCE_KEY,
)

SEGMENTS = Table(
    "segments",
    (
        _ARTICLE,
        *_columns(
            ("segment_no", "count", "place in the article, from 1"),
            ("first_sentence", "count", "sentence_no of its first sentence"),
            ("last_sentence", "count", "sentence_no of its last sentence"),
            ("lang", "text", "language of most of its words", "", LANGUAGES),
            ("text", "text", "its kept sentences, joined by a space"),
        ),
    ),
    ("article_id", "segment_no"),
)

QUOTATIONS = Table(
    "quotations",
    (
        _ARTICLE,
        *_columns(
            ("quotation_no", "count", "place in the article, from 1"),
            ("start", "count", "first character of the words quoted or reported", "code points"),
            ("end", "count", "one past the last", "code points"),
            ("kind", "text", "direct, indirect, mixed or post", "", QUOTATION_KINDS),
            ("cue", "text", "the words that announce it, as in the text; else empty"),
            ("voice", "text", "canonical actor or description; empty for unknown"),
            ("voice_kind", "text", "how well the source is known", "", VOICE_KINDS),
            ("candidates", "text", "possible sources of an unknown one, joined by ' | '"),
        ),
    ),
    ("article_id", "quotation_no"),
)

VOICES = Table(
    "voices",
    (
        _ARTICLE,
        _SENTENCE_NO,
        *_columns(
            ("voice", "text", "canonical actors or descriptions, joined by ' | '; empty for none and unknown"),
            ("voice_kind", "text", "of the first voice", "", VOICE_KINDS),
        ),
    ),
    SENTENCE_KEY,
)

MARKS = Table(
    "marks",
    (
        _ARTICLE,
        _SENTENCE_NO,
        *_columns(
            ("text_hash", "text", "first 12 hexadecimal digits of the SHA-256 of the sentence's text"),
            ("theme", "text", "key of a theme of the codebook; empty for a coded sentence without theme"),
            ("stance", "text", "empty where theme is empty", "", ("", *STANCES)),
            ("voice", "text", "as in voices"),
            ("voice_kind", "text", "as in voices", "", VOICE_KINDS),
            ("coder", "text", "a person, or the machine"),
            ("codebook_version", "text", "version of the codebook that was followed"),
            ("date", "text", "ISO date of the coding"),
        ),
    ),
    (*SENTENCE_KEY, "theme", "coder"),
)

CODES = Table(
    "codes",
    (
        _ARTICLE,
        _SENTENCE_NO,
        *_columns(
            ("theme", "text", "key of a theme of the codebook; a row for each sentence and theme"),
            ("probability", "share", "calibrated probability that the sentence carries the theme"),
            ("coded", "flag", "true where the probability reaches the theme's threshold"),
            ("stance", "text", "best guess, were the theme there", "", STANCES),
            ("stance_probability", "share", "probability of that stance"),
            ("evidence", "text", "exact substrings of the sentence, joined by ' | '"),
        ),
    ),
    (*SENTENCE_KEY, "theme"),
)

STATEMENTS = Table(
    "statements",
    (
        Column("statement_id", "count", "from 1, in the order of articles and sentences"),
        _ARTICLE,
        _SENTENCE_NO,
        *_columns(
            ("actor", "text", "canonical actor or description"),
            ("theme", "text", "the concept"),
            ("stance", "text", "the agreement", "", STANCES),
            ("published_date", "text", "as in articles"),
            ("coder", "text", "who marked it"),
        ),
    ),
    ("statement_id",),
)

TOPIC_TERMS = Table(
    "topic_terms",
    _columns(
        ("topic", "count", "number of the topic, from 1"),
        ("rank", "count", "place of the term in its topic, from 1"),
        ("term", "text", "surface form found in the text"),
        ("weight", "number", "weight of the term in the topic; larger is more typical"),
    ),
    ("topic", "rank"),
)

MEMBERSHIPS = Table(
    "memberships",
    _columns(
        ("row", "count", "place of the segment or row in its table, from 0"),
        ("topic", "count", "number of the topic, from 1"),
        ("share", "share", "part of the row that is of this topic; a row's shares add to 1"),
    ),
    ("row", "topic"),
)

TABLES = (
    ARTICLES, SENTENCES, FAMILIES, SEGMENTS, QUOTATIONS, VOICES, MARKS, CODES, STATEMENTS, TOPIC_TERMS, MEMBERSHIPS,
)  # fmt: skip
