"""
The last look before anything is written: no sentence that rights keep back, in any page or table.

Lists of evidence leave such sentences out themselves. But a notebook may print a text column, and a table
may carry one; so every page and CSV is read once more for the beginnings of the sentences held back.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dossier.findings.cells import escape, visible

PREFIX = 40  # characters; a shorter sentence is too common to be known by its text
_WORD = re.compile(r"(?:^|(?<=[\s>\"'(«“‘]))\S", re.MULTILINE)


@dataclass(frozen=True)
class Redactor:
    """
    Finds sentences held back by their first 40 characters, and puts `label` in their place.

    Examples
    --------
    >>> held = "This sentence belongs to somebody else, who keeps it."
    >>> make_redactor([held], label="[held]").html(f"<td>{held}</td>")
    '<td>[held]</td>'
    """

    label: str
    in_html: dict[str, tuple[str, ...]] = field(default_factory=dict)
    in_csv: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def html(self, text: str) -> str:
        """Return HTML without the sentences; one that is cut goes up to the end of its element."""
        return _redact(text, self.in_html, escape(self.label), end=lambda text, at: text.find("<", at))

    def csv(self, text: str) -> str:
        """Return CSV without the sentences; one that is cut goes up to the end of its cell."""
        return _redact(text, self.in_csv, self.label, end=_end_of_cell)


def make_redactor(held: Iterable[str], *, label: str, titles: Iterable[str] = ()) -> Redactor:
    """
    Return what finds the sentences of `held`.

    Parameters
    ----------
    held : iterable of str
        Texts that may not be shown; shorter ones than 40 characters cannot be told and are passed over.
    label : str
        What stands in their place.
    titles : iterable of str
        Titles of articles, which are facts and may stand also where they are sentences.
    """
    facts = {_even(title) for title in titles}
    texts = [even for text in held if len(even := _even(text)) >= PREFIX and even not in facts]
    return Redactor(label, _index(texts, escape), _index(texts, lambda text: text.replace('"', '""')))


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", visible(text)).strip()


def _index(texts: Iterable[str], write: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = defaultdict(list)
    for text in map(write, texts):
        index[text[:PREFIX]].append(text)
    return {prefix: tuple(sorted(found, key=len, reverse=True)) for prefix, found in index.items()}


def _end_of_cell(text: str, at: int) -> int:
    line = text.rfind("\n", 0, at) + 1
    quoted = text.count('"', line, at) % 2
    inside = re.compile(r'(?:[^"]|"")*' if quoted else r"[^,\n]*").match(text, at)
    return inside.end() if inside else -1


def _redact(text: str, index: dict[str, tuple[str, ...]], label: str, *, end: Callable[[str, int], int]) -> str:
    if not index:
        return text
    parts, place = [], 0
    for match in _WORD.finditer(text):
        start = match.start()
        if start < place or (found := index.get(text[start : start + PREFIX])) is None:
            continue
        whole = next((len(held) for held in found if text.startswith(held, start)), None)
        stop = start + whole if whole is not None else end(text, start)
        parts += [text[place:start], label]
        place = stop if stop >= 0 else len(text)
    return "".join([*parts, text[place:]])
