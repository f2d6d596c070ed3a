"""
Web furniture: what a page carries beside its article, marked with a reason and never taken away.

Three looks, each on what the one before left: the words of a line (`rules`); the line among its neighbours
(bars of short lines, cards of links, profiles, lines said twice); and the place in the page (what follows a
comment form or a list of related articles is no longer the article). Where in doubt, a sentence is kept.
"""

import re
from dataclasses import dataclass

import pandas as pd

from dossier.sentences.lexicon import load_data
from dossier.sentences.posts import DATE, is_tail
from dossier.sentences.rules import Rule, find_rule, plain_form

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.){1,3}[a-z]{2,6}(?:/\S*)?")
_ENDED = re.compile(r"[.!?…][»”\"’')\]\s]*\Z")
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w’'.-]*|de|du|la|le|van|von|el|et|and|&|,|-)(?:\s(?:[^\W\d_a-z][\w’'.-]*|de|du|la|le|van|von|el|et|and|&|,|-)){1,9}"
)
_PARAGRAPH_LETTERS = 100
_BAR_LINES, _BAR_WORDS = 4, 3
_BETWEEN_WORDS = 6
_REST = 0.5  # what may follow an end mark, as a part of what stands before it


@dataclass
class Line:
    """A line of the page: its sentences (positions in the table), its text, and why it is furniture, if it is."""

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
    def is_paragraph(self) -> bool:
        """Whether it is running text of some length, not furniture."""
        return not self.reason and self.kind in ("text", "post", "bullet") and len(self.text) >= _PARAGRAPH_LETTERS

    @property
    def is_body(self) -> bool:
        """Whether it surely belongs to the article: a paragraph or a row of a table."""
        return self.is_paragraph or (self.kind == "row" and not self.reason)

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDED.search(self.text))

    @property
    def is_short(self) -> bool:
        """Whether it is a line of a few words without an end, as menus and bars have them."""
        return self.words <= _BAR_WORDS and self.kind != "row" and not self.ended


def mark_furniture(sentences: pd.DataFrame, *, text: str) -> pd.DataFrame:
    """
    Return the sentences of one text with ``dropped`` filled: empty, or a reason of `dossier.schema.DROP_REASONS`.

    Parameters
    ----------
    sentences : DataFrame
        Columns ``start``, ``end``, ``kind``, ``text`` and more, as `split_sentences` gives them, in order.
    text : str
        The stored text that they slice.

    Examples
    --------
    >>> from dossier.sentences import split_sentences
    >>> page = "Temps de lecture : 2 min\\n\\nLe pont ferme lundi. Les bus passent par le quai."
    >>> mark_furniture(split_sentences(page), text=page)["dropped"].tolist()
    ['reading-time', '', '']
    """
    rows = list(sentences[["start", "end", "kind", "text"]].itertuples(index=False, name=None))
    return sentences.assign(dropped=find_furniture(text, rows))


def find_furniture(text: str, sentences: list[tuple[int, int, str, str]]) -> list[str]:
    """Return the reason for each sentence (start, end, kind, text) of one text; empty where it is content."""
    reasons = [""] * len(sentences)
    lines = _read_lines(text, sentences)
    for line in lines:
        _judge_line(line, sentences, reasons)
    for look in (_mark_repeats, _mark_profiles, _mark_names, _mark_cards, _mark_bars, _mark_rest, _mark_between):
        look(lines)
    for line in lines:
        if line.reason:
            for row in line.rows:
                reasons[row] = reasons[row] or line.reason
    return reasons


def _read_lines(text: str, sentences: list[tuple[int, int, str, str]]) -> list[Line]:
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


def _judge_line(line: Line, sentences: list[tuple[int, int, str, str]], reasons: list[str]) -> None:
    """Judge each sentence of a line for itself; one of several counts as alone where all of them are furniture."""
    found = [_judge_sentence(sentences[row], alone=True, line=line) for row in line.rows]
    if all(found):
        line.reason = found[0]
    else:
        line.ends = False
        found = [_judge_sentence(sentences[row], alone=len(line.rows) == 1, line=line) for row in line.rows]
    for row, reason in zip(line.rows, found, strict=True):
        reasons[row] = reason


def _judge_sentence(sentence: tuple[int, int, str, str], *, alone: bool, line: Line) -> str:
    words = sentence[3]
    if is_tail(words):
        return "post-tail"
    if not any(map(str.isalnum, words)):
        return "menu"
    if alone and (reason := _judge_form(words)):
        return reason
    rule = find_rule(plain_form(words), alone=alone)
    if rule is None:
        return ""
    line.ends = line.ends or (alone and rule.ends)
    return _reason(rule, sentence[2])


def _reason(rule: Rule, kind: str) -> str:
    """Keep running bullets and rows of the article from rules that are meant for lines of a page."""
    return "" if kind == "row" and rule.where == "line" else rule.reason


def _judge_form(line: str) -> str:
    """Judge a line by its form: only an address, only hashtags, only names of networks, only a date."""
    words = line.split()
    if _ADDRESS.fullmatch(line):
        return "link-card"
    if all(word.startswith("#") and len(word) > 1 for word in words):
        return "menu"
    networks = load_data("furniture_names")["networks"]
    bare = [w.strip("•·|/,-&+").lower() for w in words]
    if all(word in networks or not word for word in bare):
        return "share"
    if _DATE_LINE.fullmatch(line) or _SIGNED_DATE.fullmatch(line):
        return "byline"
    return "menu" if len(re.findall(r"\s[|>›»/·•]\s", line)) >= 2 and not _ENDED.search(line) else ""


_DATE_LINE = re.compile(
    rf"(?:le |on |du )?(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|\w{{3,6}}day)?,? ?{DATE}"
    r"(?:[ ,·|à-]+(?:at )?\d{1,2}[:h]\d{0,2}(?: ?[ap]m)?)?(?: \w{2,4})?",
    re.IGNORECASE,
)
_SIGNED_DATE = re.compile(rf"(?:(?i:par|by) )?{_NAME.pattern},? (?:[|·•–-] )?(?:le )?(?:\w+di )?{DATE}.{{0,20}}")


def _mark_repeats(lines: list[Line]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.reason or line.kind == "row" or line.words < 3:
            continue
        if line.plain in seen:
            line.reason = "repeat"
        seen.add(line.plain)


def _mark_profiles(lines: list[Line]) -> None:
    """What stands between a profile's line and the first running text is the profile's too."""
    for i, line in enumerate(lines):
        if line.reason == "byline" and re.match(r"(?:voir|afficher) le profil|view (?:the )?profile", line.plain):
            for below in lines[i + 1 : i + 4]:
                if below.is_paragraph or below.ended or below.words > 12:
                    break
                below.reason = below.reason or "byline"


def _mark_names(lines: list[Line]) -> None:
    """A line of names alone beside a date or at the very end, and one that begins with ``par``."""
    for i, line in enumerate(lines):
        if line.reason or line.kind == "row":
            continue
        signed = re.match(r"(?:[Pp]ar|[Bb]y|PAR|BY) (?=\S)", line.text)
        name = line.text[signed.end() :] if signed else line.text
        if not _NAME.fullmatch(name.strip(" .,-–")) or line.words > 10:
            continue
        beside = any(
            near.reason in ("byline", "reading-time") for near in lines[max(0, i - 1) : i + 2] if near is not line
        )
        if signed or (beside and i > 0 and line.words <= 5):
            line.reason = "byline"


def _mark_cards(lines: list[Line]) -> None:
    """Titles that stand over a bare address, or under a line such as ``Lire aussi``, are cards of other pages."""
    last = max((i for i, line in enumerate(lines) if line.is_paragraph), default=-1)
    for i, line in enumerate(lines):
        if line.reason != "link-card":
            continue
        if _ADDRESS.fullmatch(line.text):
            for j in range(i - 1, max(last, i - 4), -1):
                if lines[j].reason not in ("", "repeat") or lines[j].kind != "heading":
                    break
                lines[j].reason = "link-card"
        elif line.ends and i + 1 < len(lines):
            for below in lines[i + 1 : i + 4]:
                if below.reason or below.kind != "heading" or below.is_paragraph or len(below.text) < 25:
                    break
                below.reason = "link-card"


def _mark_bars(lines: list[Line]) -> None:
    """A bar of four or more short lines before or behind the running text is a menu."""
    body = [i for i, line in enumerate(lines) if line.is_paragraph]
    if not body:
        return
    for edge in (range(body[0]), range(body[-1] + 1, len(lines))):
        run: list[int] = []
        for i in [*edge, -1]:
            if i >= 0 and (lines[i].is_short or (lines[i].reason in ("menu", "share") and lines[i].words <= 6)):
                run.append(i)
                continue
            if len(run) >= _BAR_LINES:
                for j in run:
                    lines[j].reason = lines[j].reason or "menu"
            run = []


def _mark_rest(lines: list[Line]) -> None:
    """Mark what follows the first end mark behind the article."""
    sizes = [len(line.text) if not line.reason else 0 for line in lines]
    paragraphs = 0
    for i, line in enumerate(lines):
        paragraphs += line.is_paragraph
        if not line.ends or paragraphs < 1:
            continue
        before, behind = sum(sizes[:i]), sum(sizes[i:])
        if before >= 200 and (behind <= _REST * before or (line.reason == "comments" and behind <= 4 * before)):
            reason = line.reason
            for rest in lines[i + 1 :]:
                reason = rest.reason = rest.reason or reason
            return


def _mark_between(lines: list[Line]) -> None:
    """Behind the article, a short line with furniture on both sides (or the page's end) is furniture."""
    last = max((i for i, line in enumerate(lines) if line.is_body), default=len(lines))
    for i in range(last + 2, len(lines)):
        line = lines[i]
        behind = lines[i + 1].reason if i + 1 < len(lines) else "end"
        if not line.reason and lines[i - 1].reason and behind and line.words <= _BETWEEN_WORDS and not line.ended:
            line.reason = "menu"
