"""
The possible speakers that a sentence mentions, in order: names, people, bodies, documents, pronouns.

A name set beside a description (``la ministre de la Santé, Agnès Buzyn``) stands for it. What a preposition
governs is kept apart: it may be spoken of, but it is no subject.
"""

from dataclasses import dataclass

from dossier.voices.names import PERSON, TOOL
from dossier.voices.phrases import NAME, NOBODY, NOUN, STOPS, THING, Phrase, PhraseReader
from dossier.voices.tokens import QUOTE

_RELATIVES = ("qui", "dont", "où", "que", "qu'", "who", "which", "whose", "that")
_FAR = 45


@dataclass(frozen=True)
class Mention:
    """A phrase with the tokens `first` to `last` (exclusive) that it and its apposition take up."""

    phrase: Phrase
    first: int
    last: int
    governed: bool


def read_mentions(reader: PhraseReader) -> list[Mention]:
    """Return the mentions of a tokenised sentence in order of place; things that cannot speak are left out."""
    found: list[Mention] = []
    at = 0
    while at < len(reader.tokens):
        phrase = (reader.phrase_at(at) or reader.bare_group(at)) if _may_start(reader, at) else None
        if phrase is None or phrase.kind in (NOBODY, THING):
            at += 1
            continue
        phrase = titled(reader, phrase)
        named = with_apposition(reader, phrase)
        last = max(phrase.last, named.last)
        joined = found and found[-1].last == at - 1 and reader.is_(at - 1, "joiner") and found[-1].governed
        found.append(Mention(named, at, last, bool(joined) or _is_governed(reader, at)))
        at = max(phrase.last, at + 1)
    return found


def with_apposition(reader: PhraseReader, phrase: Phrase) -> Phrase:
    """``la présidente de la ligue, Jeanne Dupin``: the name that follows a definite description."""
    if phrase.kind != NOUN or not reader.lexicon.can_speak(phrase.head):
        return phrase
    at = phrase.last
    while at < len(reader.tokens) and reader.tokens[at].text in (QUOTE, '"', ")", "»"):
        at += 1
    if reader.low(at) != ",":
        return phrase
    if reader.low(at + 1) in ("le", "la", "l'") and not reader.lexicon.is_person_noun(phrase.head):
        at += 1
    end = reader.names.name_at(reader.tokens, at + 1)
    if end > at + 2 or (end > at + 1 and reader.low(end) in (",", ".", "")):
        named = reader.make(NAME, at + 1, end)
        person = reader.names.kind(named.text) == PERSON
        alike = (reader.lexicon.is_person_noun(phrase.head) and not phrase.plural) or not person
        if phrase.first and reader.governs(phrase.first - 1) and phrase.first <= 4 and person:
            return phrase  # ``Dans un entretien au maire, Jeanne Dupin``: an adjunct that opens the sentence
        return named if alike and reader.names.kind(named.text) != TOOL else phrase
    return phrase


def titled(reader: PhraseReader, phrase: Phrase) -> Phrase:
    """``Acme managing director Jane Dupin``: in English a name that opens somebody's title gives way to the person."""
    if reader.lexicon.lang != "en" or phrase.kind != NAME:
        return phrase
    for at in range(phrase.last, phrase.last + 5):
        if not reader.low(at).replace("-", "").isalpha() or reader.is_(at, "boundary") or reader.governs(at):
            return phrase
        person = reader.phrase_at(at + 1) if reader.lexicon.is_person_noun(reader.low(at)) else None
        if person is not None and person.kind == NAME:
            return person
    return phrase


def _may_start(reader: PhraseReader, at: int) -> bool:
    token = reader.tokens[at]
    if token.text == QUOTE or token.text in STOPS:
        return False
    small = any(reader.is_(at, group) for group in ("article", "indefinite", "about", "honorific", "pronoun_plural"))
    low = token.low.lstrip("-").removeprefix("t-")
    return (
        small
        or token.capital
        or token.text[0].isdigit()
        or low in ("il", "elle", "lui", "he", "she", "they", "d'")
        or _bare_noun(reader, at)
    )


def _bare_noun(reader: PhraseReader, at: int) -> bool:
    """``syndicats et comédiens``: a noun without an article, at an edge."""
    edge = at == 0 or reader.tokens[at - 1].text in STOPS or reader.is_(at - 1, "boundary")
    joined = edge or reader.is_(at - 1, "joiner") or reader.is_(at - 1, "governing")
    if joined and edge and reader.lexicon.lang == "en" and reader.low(at).isalpha() and reader.low(at + 1)[-1:] == "s":
        return reader.lexicon.can_speak(reader.low(at + 1))  # ``online critics``
    return joined and reader.lexicon.can_speak(reader.low(at))


def _is_governed(reader: PhraseReader, at: int) -> bool:
    before = reader.low(at - 1)
    partitive = reader.low(at) == "des" or (before == "des" and (at == 1 or reader.tokens[at - 2].text in STOPS))
    if partitive and before == "des":
        return False
    return reader.governs(at - 1) or before in reader.lexicon.words["source_preposition"]


def subject_before(reader: PhraseReader, mentions: list[Mention], at: int) -> Phrase | None:
    """
    Subject of the verb group that starts at token `at`: the first free mention of its clause.

    The clause is read backwards: over appositions, adjuncts and closed relative clauses, up to another finite verb,
    a conjunction or a strong stop. A verb that *qui* opens takes the mention before *qui*.
    """
    if reader.low(at - 1) in ("qui", "who", "which"):
        return _antecedent(reader, mentions, at - 1)
    free: Phrase | None = None
    aside = reader.low(at - 1) in (",", ")")
    i = at - 1
    while i >= 0 and at - i < _FAR:
        token = reader.tokens[i]
        mention = next((m for m in mentions if m.first <= i < m.last), None)
        if mention is not None:
            free = free if mention.governed else _within(reader, mention, at)
            i = mention.first - 1
        elif token.text == ")" and any(reader.low(k) == "(" for k in range(max(0, i - 20), i)):
            i = max(k for k in range(i) if reader.low(k) == "(") - 1
        elif token.text in ";:!?…." or token.text == QUOTE or (token.text == "," and free is not None and not aside):
            break
        elif reader.is_(i, "boundary") or reader.is_verbal(i):
            outside = _before_relative(reader, i, at)
            if outside < 0 or (free is not None and not aside):
                break
            i, free = outside, None
        else:
            i -= 1
    return free


def _within(reader: PhraseReader, mention: Mention, limit: int) -> Phrase:
    """The mention's phrase, cut where the verb begins that it was read past."""
    cut = reader.phrase_at(mention.first, limit=limit) if mention.phrase.last > limit else None
    return mention.phrase if cut is None else cut


def _before_relative(reader: PhraseReader, at: int, verb: int) -> int:
    """Token before the relative clause that the token `at` belongs to, where a comma closes it; else -1."""
    for i in range(at, max(-1, at - 7), -1):
        if reader.low(i) in _RELATIVES and i > 0:
            closed = reader.low(verb - 1) == ","
            opens = reader.low(i - 1) == "," or reader.low(i) in ("qui", "dont", "who", "that", "which")
            return i - 1 if opens and (closed or reader.low(i) == "qui") else -1
        if reader.tokens[i].text in ";:.":
            return -1
    return -1


def _antecedent(reader: PhraseReader, mentions: list[Mention], qui: int) -> Phrase | None:
    """Mention that ends where a relative clause opens, governed or not; past an apposition where a comma stands."""
    edge = qui - 1 if reader.low(qui - 1) == "," else qui
    nearest = next((m for m in reversed(mentions) if m.last <= edge), None)
    if nearest is None or (edge - nearest.last > 6 and edge == qui):
        return None
    between = [reader.tokens[i].text for i in range(nearest.last, edge)]
    if ":" in between or ";" in between or any(reader.is_verbal(i) for i in range(nearest.last, edge)):
        return None
    plain = nearest.phrase.kind == NOUN and edge < qui and reader.low(nearest.first - 1) == ","
    before = [m for m in mentions if m.last == nearest.first - 1 and m.phrase.kind == "name"]
    return before[-1].phrase if plain and before else nearest.phrase
