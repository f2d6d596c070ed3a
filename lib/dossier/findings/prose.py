"""
Sentences computed from findings, in the reader's language, with numbers that open their evidence.

A catalogue string is filled with values; whatever is not a `Link` is escaped, so that no title or name of
the corpus can become markup. In the string itself ``**strong**`` and ``*emphasis*`` work.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

from dossier.findings.cells import escape
from dossier.findings.finding import Link
from dossier.strings import Words

MIME = "application/vnd.dossier+json"
_TOKEN = re.compile("\ue000(\\d+)\ue001")
_TOO_FEW = 5


@dataclass(frozen=True)
class Prose:
    """
    One or more paragraphs for a page; shows itself in JupyterLab and in a report.

    Attributes
    ----------
    paragraphs : tuple of str
        HTML of each, without ``<p>``.
    role : str
        ``"text"``, ``"answer"`` (also on the index), ``"trust"`` (how far to trust it; also on the index),
        ``"reading"`` (what a figure shows) or ``"limit"``.
    """

    paragraphs: tuple[str, ...]
    role: str = "text"

    def __add__(self, other: "Prose") -> "Prose":
        return Prose(self.paragraphs + other.paragraphs, self.role)

    def html(self) -> str:
        """Return the paragraphs as HTML."""
        return "".join(f'<p class="say {self.role}">{text}</p>' for text in self.paragraphs)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/html": self.html(),
            "text/plain": re.sub(r"<[^>]+>", "", " ".join(self.paragraphs)),
            MIME: {"kind": "prose", "role": self.role, "html": self.html()},
        }


def say(words: Words, key: str, /, *, role: str = "text", **values: object) -> Prose:
    """
    Fill the catalogue string `key` and return it as a paragraph.

    Parameters
    ----------
    words : Words
        The reader's language.
    key : str
        ``"room.name"`` in the catalogue.
    role : str
        Where the paragraph belongs, see `Prose`.
    **values
        Whole numbers are grouped by locale; a `Link` (from ``finding.link``) stays a link; anything else is
        escaped text. The plural is chosen by ``n``, a number or a `Link` of one.

    Examples
    --------
    >>> say(Words("en"), "findings.unit_sentences", n=3).paragraphs[0]
    '3 sentences'
    """
    n = values.get("n")
    number = n.number if isinstance(n, Link) else n
    pattern = words.pattern(key, n=number if isinstance(number, int | float) else None)
    return Prose((fill(pattern, words=words, **values),), role)


def fill(pattern: str, /, *, words: Words, **values: object) -> str:
    """
    Fill a pattern and return safe HTML; see `say`.

    Examples
    --------
    >>> fill("**{who}** wrote {n}", words=Words("en"), who="<i>", n=1200)
    '<strong>&lt;i&gt;</strong> wrote 1,200'
    """
    held: list[str] = []

    def hold(value: object) -> str:
        if isinstance(value, Link):
            held.append(value.html())
        elif isinstance(value, Prose):
            held.append(" ".join(value.paragraphs))
        elif isinstance(value, int) and not isinstance(value, bool):
            held.append(escape(words.number(value)))
        else:
            held.append(escape(value))
        return f"\ue000{len(held) - 1}\ue001"

    text = escape(pattern.format(**{name: hold(value) for name, value in values.items()}))
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"(?<!\*)\*([^*]+?)\*(?!\*)", r"<em>\1</em>", text)
    return _TOKEN.sub(lambda match: held[int(match[1])], text)


def say_share(words: Words, share: float, *, low: float | None = None, high: float | None = None,
              n: int | None = None) -> str:  # fmt: skip
    """
    Share in words, rounded as far as its interval allows.

    Parameters
    ----------
    share, low, high : float, 0 to 1
        The estimate and its 95 % interval.
    n : int, optional
        Cases it rests on; under 5 it is "too few to say".

    Examples
    --------
    >>> words = Words("en")
    >>> say_share(words, 0.238, low=0.1, high=0.42)
    'about 24% (between 10% and 42%)'
    >>> say_share(words, 0.0, low=0.0, high=0.03), say_share(words, 0.5, n=3)
    ('none seen (at most 3%)', 'too few to say (3)')
    """
    if n is not None and n < _TOO_FEW:
        return words("findings.too_few", n=n)
    digits = 1 if 0 < share < 0.01 else 0
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return words.percent(share, digits=digits)
    if share == 0:
        return words("findings.none_seen", high=words.percent(high))
    return words(
        "findings.between",
        share=words.percent(share, digits=digits),
        low=words.percent(low, digits=digits),
        high=words.percent(high, digits=digits),
    )
