"""
What the desks show, as HTML for the lab: everything that comes from the corpus is escaped here.

Widgets only place these pieces; the same tables stand in a report by `figures.show_table`.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.findings.cells import escape, shorten
from dossier.strings import Words

STYLE = f"<style>{(Path(__file__).parent / 'desks.css').read_text('utf-8')}</style>"


def wrap(html: str, *, role: str = "") -> str:
    """Put a piece into the desks' frame; `role` ``"status"`` is read out by a screen reader when it changes."""
    told = f' role="{role}" aria-live="polite"' if role else ""
    return f'<div class="dsr"{told}>{html}</div>'


def mark_text(text: str, *, pattern: "re.Pattern[str] | None" = None, evidence: str = "") -> str:
    """
    Escape a text and mark what a search found, or else the evidence (substrings joined by `` | ``).

    Examples
    --------
    >>> mark_text("jobs & more", pattern=re.compile("more"))
    'jobs &amp; <mark>more</mark>'
    """
    if pattern is None:
        parts = [re.escape(part) for part in evidence.split(" | ") if part]
        if not parts:
            return escape(text)
        pattern = re.compile("|".join(parts))
    out, place = [], 0
    for found in pattern.finditer(text):
        if found[0]:
            out += [escape(text[place : found.start()]), f"<mark>{escape(found[0])}</mark>"]
            place = found.end()
    return "".join([*out, escape(text[place:])])


def render_hit(context: pd.DataFrame, *, pattern: "re.Pattern[str] | None", evidence: str, margin: str) -> str:
    """Return a sentence between its neighbours, with its marks behind it."""
    parts = []
    for row in context.itertuples():
        if row.here:
            tags = " · ".join(filter(None, (margin, str(row.voice))))
            parts.append(f"<b>{mark_text(str(row.text), pattern=pattern, evidence=evidence)}</b>")
            parts.append(f'<span class="tag">{escape(tags)}</span>' if tags else "")
        else:
            parts.append(f'<span class="near">{escape(shorten(row.text, limit=160))}</span>')
    return wrap(" ".join(parts))


def render_place(row: Mapping[str, Any]) -> str:
    """Return one line of a concordance."""
    left, match, right = (escape(row[name]) for name in ("left", "match", "right"))
    return wrap(f'<div class="kwic"><span>{left}</span><mark>{match}</mark><span>{right}</span></div>')


def render_article(article: pd.DataFrame, *, sentence_no: int, heading: str, words: Words) -> str:
    """Return a whole article: themes and voices in the margin, the sentence that was asked for in front."""
    lines = []
    for row in article.itertuples():
        here = ' class="here"' if row.sentence_no == sentence_no else ' class="out"' if row.dropped else ""
        left_out = words("explorer.left_out", reason=row.dropped) if row.dropped else ""
        told = " · ".join(filter(None, (str(row.margin), str(row.voice), left_out)))
        lines.append(f'<div class="m">{row.sentence_no}{" · " if told else ""}{escape(told)}</div>')
        lines.append(f"<div{here}>{mark_text(str(row.text), evidence=str(row.evidence))}</div>")
    return wrap(f'<p><strong>{escape(heading)}</strong></p><div class="art">{"".join(lines)}</div>')


def name_source(row: Mapping[str, Any]) -> str:
    """
    Return outlet, date and number of a sentence: what the button that opens its article says.

    Examples
    --------
    >>> name_source({"outlet": "Echo", "published_date": "2024-05", "sentence_no": 3, "article_id": "a"})
    'Echo, 2024-05, 3'
    """
    outlet = shorten(row.get("outlet") or row.get("title") or row["article_id"], limit=28)
    return ", ".join(filter(None, (outlet, str(row.get("published_date", "")), str(row["sentence_no"]))))


def render_table(table: pd.DataFrame, *, caption: str, words: Words, limit: int = 12) -> str:
    """Return a small table."""
    from dossier.figures import show_table

    return wrap(show_table(table, words=words, caption=caption, limit=limit).html())
