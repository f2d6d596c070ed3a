"""
The last look before anything is written: no sentence that rights keep back, in any page or table.

Lists of evidence leave such sentences out themselves. But a notebook may print a text column, a quotation or a
keyword in its context; so every page, table and drawing is read once more, word by word, for six words in a row
(or a whole shorter sentence) of what is held back, wherever a text begins, is cut, or is broken by markup.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dossier.findings.cells import escape, visible

WINDOW = 6  # words; fewer are found in other people's sentences too
_SHORTEST = 3  # words of a whole sentence; of fewer, nothing is anybody's
_INLINE = r"</?(?:mark|b|i|em|strong|small|span|a|q|cite|sup|sub|u)\b[^<>]*>"
_WORD = r"[^\W_]+"
_PIECE = re.compile(rf"{_INLINE}|[<>]|&[#\w]+;|{_WORD}")

Run = tuple[str, ...]
Pieces = list[re.Match[str]]


@dataclass(frozen=True)
class Redactor:
    """
    Finds runs of words that are held back, and puts `label` in their place.

    Examples
    --------
    >>> held = make_redactor(["This sentence belongs to somebody else, who keeps it."], label="[held]", free=[])
    >>> held.html("<td>It says: this <mark>sentence</mark> belongs to somebody else… And so on.</td>")
    '<td>It says: [held]<mark></mark>… And so on.</td>'
    """

    label: str
    runs: dict[str, set[Run]] = field(default_factory=dict)

    def html(self, text: str) -> str:
        """Return HTML without what is held back; its elements stay."""
        return self._without(text, _stretches(text), escape(self.label)) if self.runs else text

    def plain(self, text: str) -> str:
        """Return plain text or CSV without what is held back."""
        return self._without(text, [list(re.finditer(_WORD, text))], self.label) if self.runs else text

    def _without(self, text: str, stretches: Iterable[Pieces], label: str) -> str:
        parts, place = [], 0
        for pieces in self._found(stretches):
            parts += [text[place : pieces[0].start()], label]
            inside = text[pieces[0].start() : pieces[-1].end()]
            parts += re.findall(_INLINE, inside)
            place = pieces[-1].end()
        return "".join([*parts, text[place:]])

    def _found(self, stretches: Iterable[Pieces]) -> Iterator[Pieces]:
        """Give each longest row of words whose every word is in a run that is held back."""
        for stretch in stretches:
            words = [piece[0].lower() for piece in stretch]
            end = at = 0
            while at < len(words):
                if not (length := self._longest(words, at)):
                    at += 1
                    continue
                begin, end = at, at + length
                while at < end:  # further runs that begin inside this one carry it on
                    at += 1
                    end = max(end, at + self._longest(words, at))
                yield stretch[begin:end]

    def _longest(self, words: list[str], at: int) -> int:
        runs = self.runs.get(words[at]) if at < len(words) else None
        sizes = range(min(WINDOW, len(words) - at), _SHORTEST - 1, -1) if runs else ()
        return next((size for size in sizes if tuple(words[at : at + size]) in (runs or ())), 0)


def make_redactor(held: Iterable[str], *, label: str, free: Iterable[str]) -> Redactor:
    """
    Return what finds the sentences of `held`.

    Parameters
    ----------
    held : iterable of str
        Texts that may not be shown; less than three words cannot be told and are passed over.
    label : str
        What stands in their place.
    free : iterable of str
        Texts that may be shown (titles, other sentences): a run of words that is theirs too is nobody's secret.
    """
    runs: set[Run] = set()
    for text in held:
        words = _words(text)
        size = min(WINDOW, len(words))
        runs.update(_windows(words, size) if size >= _SHORTEST else ())
    for text in free if runs else ():
        words = _words(text)
        for size in range(_SHORTEST, WINDOW + 1):
            runs.difference_update(_windows(words, size))
    index: dict[str, set[Run]] = {}
    for run in runs:
        index.setdefault(run[0], set()).add(run)
    return Redactor(label, index)


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(_WORD, visible(text))]


def _windows(words: list[str], size: int) -> list[Run]:
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def _stretches(text: str) -> Iterator[Pieces]:
    """Give the words of a text, in stretches that no border of a block breaks."""
    stretch: Pieces = []
    for piece in _PIECE.finditer(text):
        if piece[0] in "<>":
            if stretch:
                yield stretch
            stretch = []
        elif piece[0][0] not in "<&":
            stretch.append(piece)
    if stretch:
        yield stretch
