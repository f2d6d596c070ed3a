"""A page as lines: each with its sentences, its kind, and the reason why it is furniture, if it is."""

import re
from dataclasses import dataclass

from dossier.sentences.rules import plain_form

Sentence = tuple[int, int, str, str]  # start, end, kind, text
ENDED = re.compile(r"[.!?…][»”\"’')\]\s]*\Z")
_PARAGRAPH_LETTERS, _SENTENCE_LETTERS = 100, 40
_SHORT_WORDS = 3


@dataclass
class Line:
    """
    A line of a page.

    Parameters
    ----------
    rows : list of int
        Positions of its sentences.
    text, kind, plain : str
        Its text, the kind of its first sentence, and the text as the rules see it.
    reason : str
        Why all of it is furniture; empty where it is not.
    ends : bool
        Whether it says that the article is over.
    """

    rows: list[int]
    text: str
    kind: str
    plain: str
    reason: str = ""
    ends: bool = False

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(ENDED.search(self.text))

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text of some length, and not furniture."""
        return not self.reason and self.kind in ("text", "post", "bullet") and len(self.text) >= _PARAGRAPH_LETTERS

    @property
    def is_body(self) -> bool:
        """Whether it surely belongs to the article: running text, a full sentence, or a row of a table."""
        sentence = self.kind in ("text", "post") and self.ended and len(self.text) >= _SENTENCE_LETTERS
        return not self.reason and (self.kind == "row" or self.is_paragraph or sentence)

    @property
    def is_short(self) -> bool:
        """Whether it is a line of a few words without an end, as menus and bars have them."""
        return self.words <= _SHORT_WORDS and self.kind != "row" and not self.ended


def read_lines(text: str, sentences: list[Sentence]) -> list[Line]:
    """
    Gather sentences into lines.

    Examples
    --------
    >>> page = "Oui. Non.\\nPeut-être."
    >>> found = read_lines(page, [(0, 4, "text", "Oui."), (5, 9, "text", "Non."), (10, 20, "text", "Peut-être.")])
    >>> [line.rows for line in found]
    [[0, 1], [2]]
    """
    lines: list[Line] = []
    last = 0
    for row, (start, end, kind, _) in enumerate(sentences):
        if lines and "\n" not in text[last:start]:
            lines[-1].rows.append(row)
        else:
            lines.append(Line([row], "", kind, ""))
        last = end
    for line in lines:
        line.text = text[sentences[line.rows[0]][0] : sentences[line.rows[-1]][1]]
        line.plain = plain_form(line.text)
    return lines
