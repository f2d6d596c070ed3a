"""
Interviews: answers without quotation marks, by the name before a colon or by the questions between them.

``Zoé Armand : …`` at the head of a line opens a turn that lasts until the next one. Where at least two
paragraphs are questions and the answers say *je* or *nous*, the answers belong to the person whom the
text presents before the first question; where that is not one person, nobody is named.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dossier.voices.names import PERSON
from dossier.voices.sources import Source, candidates

if TYPE_CHECKING:
    from dossier.voices.reading import Article, Sentence

_WORD = r"[A-ZÉÈÀÂÎÔÇ][\w’'.-]*\.?"
_HEAD = re.compile(rf"^[\s—–-]*({_WORD}(?: (?:de |des |du |d')?{_WORD}){{0,3}})(\s?: |\s[–—] )(?=[^«“\"\s])")
_QUOTED = re.compile(r"^[\s—–-]*[«“\"]")
_CLOSES = re.compile(
    r"(?:propos|entretien|interview)s? (?:recueilli|réalisé|mené|by)|article (?:de|par)\b", re.IGNORECASE
)
_YOU = re.compile(r"\b(?:vous|votre|vos|you|your)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:je|j|moi|mon|ma|mes|nous|notre|nos|i|we|my|our)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """An answer: offsets, what opens it, and who gives it."""

    start: int
    end: int
    opening: str
    source: Source


def find_turns(article: "Article") -> list[Turn]:
    """Return the answers of an interview, in order of place; none where the text is no interview."""
    return _named_turns(article) or _answers(article) or _addressed(article)


def _named_turns(article: "Article") -> list[Turn]:
    """Turns that open with ``NAME :`` or initials, at least two in the article by people or after questions."""
    heads: list[tuple[int, str]] = []
    for sentence in article.sentences:
        match = _HEAD.match(article.text[sentence.start : sentence.end])
        if match and _opens_line(article, sentence.start):
            heads.append((sentence.number, match.group(1)))
    people = [(n, name, _person(article, name)) for n, name in heads]
    asked = people and ("?" in _text(article, 0, people[0][0]) or _asked_in_turn(article, people))
    if sum(bool(person) for _, _, person in people) < 2 and not asked:
        return []
    turns = []
    for place, (number, name, person) in enumerate(people):
        stop = people[place + 1][0] if place + 1 < len(people) else len(article.sentences)
        last = _turn_end(article, number, stop)
        if person and not _is_question(article, number):
            first = article.sentences[number]
            opening = _HEAD.match(article.text[first.start : first.end])
            start = first.start + (opening.end() if opening else 0)
            source = Source(person, "named", (), first.start, first.start + len(name))
            turns.append(Turn(start, article.sentences[last].end, name, source))
    return turns


def _asked_in_turn(article: "Article", heads: list[tuple[int, str, str]]) -> bool:
    """Whether a turn of nobody's, such as the paper's own, says *vous* before a person's turn."""
    turns = pairwise(heads)
    return any(
        not one[2] and other[2] and _YOU.search(_text(article, one[0], other[0])) is not None for one, other in turns
    )


def _opens_line(article: "Article", start: int) -> bool:
    before = article.text[:start].rstrip(" \u00a0\u202f")
    return not before or before[-1] in "\n?!.»"


def _text(article: "Article", first: int, last: int) -> str:
    return " ".join(article.text[s.start : s.end] for s in article.sentences[first:last])


def _person(article: "Article", name: str) -> str:
    """Full name that a heading stands for: a person's name, a surname, or initials of one person."""
    bare = name.strip()
    full = article.names.canonical(bare.title() if bare.isupper() and len(bare) > 3 else bare)
    if article.names.kind(full) == PERSON:
        return full
    letters = re.sub(r"[^A-Z]", "", bare)
    if len(letters) < 2 or re.search(r"[a-z]", bare):
        return ""
    people = {person for names in article.names.full.values() for person in names}
    fitting = {p for p in people if "".join(w[0] for w in re.split(r"[\s-]", p)) == letters}
    return article.names.canonical(fitting.pop()) if len(fitting) == 1 else ""


def _turn_end(article: "Article", number: int, stop: int) -> int:
    """Last sentence of a turn: before the next head, or before a paragraph that is a question."""
    last = number
    paragraph = article.paragraphs.of
    for later in article.sentences[number + 1 : stop]:
        new = paragraph(later.start) != paragraph(article.sentences[last].start)
        if new and _closes(article, later):
            break
        last = later.number
    return last


def _closes(article: "Article", sentence: "Sentence") -> bool:
    """Whether a paragraph that starts with this sentence belongs to the answer no more."""
    signed = bool(_CLOSES.match(article.text[sentence.start : sentence.end]))
    return signed or sentence.kind == "heading" or _is_question(article, sentence.number)


def _is_question(article: "Article", number: int) -> bool:
    """Whether the paragraph that starts with this sentence ends in a question mark."""
    here = article.paragraphs.of(article.sentences[number].start)
    last = number
    while last + 1 < len(article.sentences) and article.paragraphs.of(article.sentences[last + 1].start) == here:
        last += 1
    sentence = article.sentences[last]
    return last - number <= 2 and article.text[sentence.start : sentence.end].rstrip(' »”"\u00a0').endswith("?")


def _answers(article: "Article") -> list[Turn]:
    """Paragraphs between paragraphs that are questions."""
    opening = [s for s in article.sentences if _starts_paragraph(article, s)]
    questions = [s for s in opening if _is_question(article, s.number)]
    if len(questions) < 2:
        return []
    turns: list[Turn] = []
    source = _interviewed(article, questions[0].number)
    for question in questions:
        first = next((s for s in opening if s.number > question.number), None)
        if first is None or _is_question(article, first.number):
            continue
        last = article.sentences[_turn_end(article, first.number, len(article.sentences))]
        if not _QUOTED.match(article.text[first.start : first.end]):
            turns.append(Turn(first.start, last.end, article.text[question.start : question.end], source))
    own = sum(bool(_FIRST_PERSON.search(article.text[t.start : t.end])) for t in turns)
    return turns if len(turns) >= 2 and 2 * own > len(turns) else []


def _addressed(article: "Article") -> list[Turn]:
    """Without paragraphs: what stands between questions that say *vous* is answered by the person asked."""
    plain = [s for s in article.sentences if not any(token.quote >= 0 for token in s.tokens)]
    asked = [s.number for s in plain if _asks(article, s) and _YOU.search(article.text[s.start : s.end])]
    if len(asked) < 2:
        return []
    source = _interviewed(article, asked[0])
    answers = [s for s in plain if s.number > asked[0] and not _asks(article, s) and s.kind != "heading"]
    own = sum(bool(_FIRST_PERSON.search(article.text[s.start : s.end])) for s in answers)
    if not source.voice or 3 * own < len(answers):
        return []
    return [Turn(s.start, s.end, "", source) for s in answers]


def _asks(article: "Article", sentence: "Sentence") -> bool:
    words = article.text[sentence.start : sentence.end]
    return words.rstrip().endswith("?") and not re.search(r"\b(?:je|j['’]|nous|i|we)\b", words, re.IGNORECASE)


def _starts_paragraph(article: "Article", sentence: "Sentence") -> bool:
    before = article.sentences[sentence.number - 1] if sentence.number else None
    return before is None or article.paragraphs.of(before.start) != article.paragraphs.of(sentence.start)


def _interviewed(article: "Article", first_question: int) -> Source:
    """The one person whom the text presents, by full name, before the first question."""
    found: Counter[str] = Counter()
    for sentence in article.sentences[:first_question]:
        at = 0
        while at < len(sentence.tokens):
            end = article.names.name_at(sentence.tokens, at)
            phrase = sentence.reader.phrase_at(at) if end > at else None
            if phrase is not None and article.names.kind(phrase.text) == PERSON:
                found[article.names.canonical(phrase.text)] += 1
            at = max(end, at + 1)
    ranked = found.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return Source(ranked[0][0], "named")
    return Source("", "unknown", candidates(article.memory, first_question))
