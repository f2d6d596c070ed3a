"""
Web furniture: what a page carries beside its article, marked with a reason and never taken away.

Three looks, each on what the one before left: the words of a line (`rules`), its form (`forms`), and its
neighbours and place in the page (`neighbours`). Where in doubt, a sentence is kept.
"""

import pandas as pd

from dossier.sentences.forms import judge_form
from dossier.sentences.lines import ENDED, Line, Sentence, read_lines
from dossier.sentences.neighbours import LOOKS
from dossier.sentences.posts import is_tail
from dossier.sentences.rules import find_rule, plain_form

_FEW_WORDS = 4
_MOSTLY = 0.6  # part of a line's sentences from which one reason holds for all of it


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


def find_furniture(text: str, sentences: list[Sentence]) -> list[str]:
    """Return the reason for each sentence (start, end, kind, text) of one text; empty where it is content."""
    reasons = [""] * len(sentences)
    lines = read_lines(text, sentences)
    for line in lines:
        for row, reason in zip(line.rows, _judge_line(line, sentences), strict=True):
            reasons[row] = reason
    for look in LOOKS:
        look(lines)
    for line in lines:
        for row in line.rows if line.reason else ():
            reasons[row] = reasons[row] or line.reason
    return reasons


def _judge_line(line: Line, sentences: list[Sentence]) -> list[str]:
    """Judge each sentence of a line for itself; one of several counts as alone where most of them are furniture."""
    found = [_judge_sentence(sentences[row], alone=True, line=line) for row in line.rows]
    given = [reason for reason in found if reason]
    if len(given) >= _MOSTLY * len(found):
        line.reason = given[0]
        return [reason or line.reason for reason in found]
    line.ends = False
    return [_judge_sentence(sentences[row], alone=_is_stuck(row, sentences), line=line) for row in line.rows]


def _is_stuck(row: int, sentences: list[Sentence]) -> bool:
    """Whether a few words without an end touch the next sentence: a button whose line break was lost."""
    if row + 1 == len(sentences) or sentences[row][1] != sentences[row + 1][0]:
        return False
    words = sentences[row][3]
    return len(words.split()) <= _FEW_WORDS and not ENDED.search(words)


def _judge_sentence(sentence: Sentence, *, alone: bool, line: Line) -> str:
    _, _, kind, words = sentence
    if is_tail(words):
        return "post-tail"
    if not any(map(str.isalnum, words)):
        return "menu"
    if alone and (reason := judge_form(words)):
        return reason
    rule = find_rule(plain_form(words), alone=alone)
    if rule is None or (kind == "row" and rule.where == "line"):
        return ""
    line.ends = line.ends or (alone and rule.ends)
    return rule.reason
