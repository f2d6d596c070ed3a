"""How far reported speech reaches: from its cue to the end of the sentence, or to the next speaker."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossier.voices.frames import ASIDE, TRAILING, Cue

if TYPE_CHECKING:
    from dossier.voices.reading import Sentence
    from dossier.voices.tokens import Token


def reported_span(sentence: "Sentence", cue: Cue) -> tuple[int, int] | None:
    """Offsets of the words that a cue reports: from its content to the end of the sentence."""
    tokens = sentence.tokens
    first, last = cue.content, _clause_end(sentence, cue)
    if cue.frame == TRAILING:
        first, last = 0, cue.first
    if cue.frame == ASIDE or cue.content == cue.first:
        first, last = 0, len(tokens)
    while first < last and tokens[first].text in ",:":
        first += 1
    preposition = cue.lemma in ("selon", "pour", "dixit", "suivant", "d'après") or " " in cue.lemma
    if preposition and cue.first > 0 and (_tail(tokens, first) or _tells_of_source(tokens, first)):
        first, last = 0, cue.first
    elif preposition and cue.first > 2 and tokens[cue.first - 1].text == ",":
        first, last = 0, len(tokens)
    while last > first and tokens[last - 1].text in ".!?…;,:":
        last -= 1
    if sum(token.text[0].isalnum() or token.quote >= 0 for token in tokens[first:last]) < 2:
        return None
    return tokens[first].start, tokens[last - 1].end


def _clause_end(sentence: "Sentence", cue: Cue) -> int:
    """End of what a cue reports: the sentence's, or where somebody else takes the word."""
    for later in sentence.cues:
        if later.first <= cue.content or later.subject is None or later.subject.kind == "pronoun":
            continue
        begin = (
            later.first
            if later.subject.first > later.first or later.subject.last <= cue.content
            else later.subject.first
        )
        if begin > cue.content and sentence.tokens[begin - 1].low in (",", "et", "mais", ";", "and", "but"):
            return min(begin - 1, _subordinate_end(sentence, cue))
    return _subordinate_end(sentence, cue)


def _subordinate_end(sentence: "Sentence", cue: Cue) -> int:
    """``Si elle admet que A, elle B``: an opening subordinate clause reports up to the comma before the main clause."""
    tokens = sentence.tokens
    if tokens[0].low not in (
        "si",
        "s'",
        "bien",
        "même",
        "tandis",
        "quand",
        "lorsque",
        "alors",
        "although",
        "while",
        "if",
    ):
        return len(tokens)
    for at in range(cue.content + 1, len(tokens) - 1):
        phrase = sentence.reader.phrase_at(at + 1) if tokens[at].text == "," else None
        if phrase is not None and phrase.last < len(tokens) and sentence.reader.is_verbal(phrase.last):
            return at
    return len(tokens)


def _tells_of_source(tokens: Sequence["Token"], first: int) -> bool:
    """``A, selon X (Y), qui demande B``: what follows the source is told of it."""
    at = (
        next((i for i in range(first, len(tokens)) if tokens[i].text == ")"), first)
        if _bracketed(tokens, first)
        else first
    )
    return any(t.low in ("qui", "dont", "who", "which") for t in tokens[at : at + 3])


def _bracketed(tokens: Sequence["Token"], first: int) -> bool:
    return any(token.text == "(" for token in tokens[max(0, first - 1) : first + 1])


def _tail(tokens: Sequence[object], first: int) -> bool:
    return sum(t.text[0].isalnum() for t in tokens[first:]) < 4  # type: ignore[attr-defined]
