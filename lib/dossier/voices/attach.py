"""
Give each quotation its source: the cue beside it, the cue before it, the heading's name, or what it goes on from.

Functions here take the article being read (its text, spans, sentences and memory) and fill in `found`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossier.voices.frames import BARE, CLAUSE, QUOTED, TRAILING, Cue
from dossier.voices.names import PERSON
from dossier.voices.phrases import NAME, NOBODY, NOUN, Phrase
from dossier.voices.sources import Source
from dossier.voices.spans import is_whole
from dossier.voices.tokens import QUOTE

if TYPE_CHECKING:
    from dossier.voices.reading import Article, Found, Sentence

_ANNOUNCED = 3
_PREPOSITIONS = ("selon", "d'après", "pour", "according to")
_LONG = 40  # code points: a quotation that stands alone after a comma


def attach_quotes(article: "Article", sentence: "Sentence", resolved: Sequence[tuple[Cue, Source]]) -> None:
    """Settle the quotations that this sentence holds or announces, as far as its cues go."""
    for at, token in enumerate(sentence.tokens):
        if token.text != QUOTE:
            continue
        found = _quotation(article, token.quote, sentence)
        if found.settled:
            _end_incise(article, found, sentence, at, resolved)
            continue
        choice = _cue_for(sentence, at, resolved) or _loose_cue(article, sentence, at)
        if choice is not None:
            _settle(article, found, sentence, *choice)
    _announce(article, sentence, resolved)


def _end_incise(
    article: "Article", found: "Found", sentence: "Sentence", at: int, resolved: Sequence[tuple[Cue, Source]]
) -> None:
    """``« A. B ? » s'exclame Jeanne Dupin``: an incise where a long quotation ends outdoes what announced it."""
    if found.cue_start >= sentence.start or at > 0:
        return
    for cue, source in resolved:
        after = cue.first <= at + 2 and cue.subject is not None and cue.subject.first > cue.first
        if after and cue.inverted and source.voice:
            _settle(article, found, sentence, source, cue.first, cue.last)
            return


def _quotation(article: "Article", number: int, sentence: "Sentence") -> "Found":
    from dossier.voices.reading import Found

    if number not in article.sources:
        span = article.spans[number]
        words = article.text[span.start : span.end]
        opens = sentence.tokens[0].quote == number or not _clause_before(sentence, number)
        kind = "direct" if is_whole(words) or opens else "mixed"
        article.sources[number] = Found(span.start, span.end, kind)
    return article.sources[number]


def _clause_before(sentence: "Sentence", number: int) -> bool:
    before = [t for t in sentence.tokens if t.quote == number or t.text != QUOTE]
    place = next((i for i, t in enumerate(before) if t.quote == number), 0)
    return place > 0 and before[place - 1].text not in ":.!?—–-•"


def _settle(article: "Article", found: "Found", sentence: "Sentence", source: Source, first: int, last: int) -> None:
    found.source = source
    found.cue_start, found.cue_end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    found.cue = article.text[found.cue_start : found.cue_end]
    found.settled = True
    if source.voice:
        article.memory.note_voice(source.voice, source.kind, sentence.number, weight=2.5)


def _cue_for(sentence: "Sentence", at: int, resolved: Sequence[tuple[Cue, Source]]) -> tuple[Source, int, int] | None:  # noqa: PLR0911, PLR0912
    """Cue of the quotation at token `at`: just after it, else announcing it, else reporting it."""
    tokens = sentence.tokens
    after = [(c, s) for c, s in resolved if at < c.first <= at + 3 and _only_marks(tokens, at + 1, c.first)]
    for cue, source in after:
        if cue.subject is not None and (cue.subject.first > at or cue.first == cue.subject.first - 1):
            return source, cue.first, cue.last
    for cue, source in resolved:
        if (
            cue.subject is not None
            and at < cue.subject.first <= at + 3
            and _only_marks(tokens, at + 1, cue.subject.first)
        ):
            return source, cue.first, cue.last
    before = [(c, s) for c, s in resolved if c.last <= at]
    if before and before[-1][0].lemma in _PREPOSITIONS and tokens[at - 1].text == ":":
        return before[-1][1], before[-1][0].first, before[-1][0].last
    for cue, source in reversed(before):
        if cue.frame == QUOTED and cue.content == at:
            return (source, cue.first, cue.last) if cue.subject else (Source("", "same"), cue.first, cue.last)
    for cue, source in reversed(before):
        if cue.subject is not None and not _sentence_break(tokens, cue.last, at):
            return source, cue.first, cue.last
    for cue, source in resolved:
        if cue.frame == TRAILING and cue.first > at and not _sentence_break(tokens, at + 1, cue.first):
            return source, cue.first, cue.last
    for cue, source in resolved:
        subject_ends = cue.subject.last if cue.subject else -1
        if cue.first > at and cue.subject is not None and subject_ends <= at and cue.frame != BARE:
            return source, cue.first, cue.last
    return None


def _only_marks(tokens: Sequence[object], start: int, end: int) -> bool:
    return all(not t.text[0].isalnum() and t.text not in ".;:!?" for t in tokens[start:end])  # type: ignore[attr-defined]


def _sentence_break(tokens: Sequence[object], start: int, end: int) -> bool:
    return any(t.text in ".;!?" for t in tokens[start:end])  # type: ignore[attr-defined]


def _loose_cue(article: "Article", sentence: "Sentence", at: int) -> tuple[Source, int, int] | None:
    """An incise with a verb that no list holds (``, sourit Jeanne Dupin``), or ``NAME : « … »``."""
    reader, tokens = sentence.reader, sentence.tokens
    first = at + 1
    while first < len(tokens) and tokens[first].text in ",–—-":
        first += 1
    verb = first + 1 if reader.low(first) in ("s'", "se", "a", "ont") else first
    if verb + 1 < len(tokens) and tokens[verb].low.isalpha() and not tokens[verb].capital:
        inverted = verb + 1
        phrase = reader.phrase_at(inverted)
        small = reader.is_(verb, "governing") or reader.is_(verb, "boundary") or reader.is_(verb, "joiner")
        named = phrase is not None and (phrase.kind == NAME or reader.low(inverted).startswith("-"))
        if phrase is not None and phrase.kind == NOUN and reader.low(first) in ("a", "ont"):
            named = phrase.definite and reader.lexicon.is_person_noun(phrase.head)
        if phrase is not None and named and not small and phrase.kind != NOBODY and reader.speaks(phrase):
            return article.memory.resolve(phrase, sentence.number), verb, phrase.last
    if at and tokens[at - 1].text in (":", "–", "—"):
        return _heading_name(article, sentence, at - 1)
    if (
        at
        and tokens[at - 1].text == ","
        and article.sources[tokens[at].quote].end - article.sources[tokens[at].quote].start > 40
    ):
        return _subject_said(article, sentence, at)
    if reader.low(at + 1) == ":" and at == 0:
        return _heading_after(article, sentence, at + 2)
    return None


def _subject_said(article: "Article", sentence: "Sentence", at: int) -> tuple[Source, int, int] | None:
    """``Jeanne Dupin a tenu à donner son avis, « … »``: the subject of the sentence that a quotation closes."""
    leading = sentence.reader.leading(at)
    if leading is None or leading.kind not in (NAME, NOUN) or not sentence.reader.speaks(leading):
        return None
    source = article.memory.resolve(leading, sentence.number)
    person = article.names.kind(source.voice) == PERSON or sentence.reader.lexicon.is_person_noun(leading.head)
    return (source, leading.first, leading.last) if person else None


def _heading_after(article: "Article", sentence: "Sentence", at: int) -> tuple[Source, int, int] | None:
    """``« … » : les comédiens manifestent``: the subject after the colon."""
    for first in range(at, len(sentence.tokens)):
        phrase = sentence.reader.phrase_at(first)
        if phrase is not None:
            if not sentence.reader.speaks(phrase) or sentence.reader.is_(first - 1, "governing"):
                return None
            return article.memory.resolve(phrase, sentence.number), phrase.first, phrase.last
    return None


def _heading_name(article: "Article", sentence: "Sentence", colon: int) -> tuple[Source, int, int] | None:
    reader = sentence.reader
    edge = max((i for i in range(colon) if sentence.tokens[i].text in ".!?–—|"), default=-1) + 1
    names: list[Phrase] = []
    at = edge
    while at < colon:
        phrase = reader.phrase_at(at, limit=colon)
        if phrase is not None and phrase.kind == NAME and reader.speaks(phrase):
            names.append(phrase)
            at = phrase.last
        else:
            at += 1
    if len(names) == 1 or (names and names[0].first <= edge + 1 and colon - edge <= 12):
        return article.memory.resolve(names[0], sentence.number), names[0].first, names[0].last
    leading = reader.phrase_at(edge, limit=colon)
    if leading is None or leading.last != colon:
        leading = reader.leading(colon)
    if leading is not None and reader.speaks(leading):
        return article.memory.resolve(leading, sentence.number), leading.first, leading.last
    return None


def _announce(article: "Article", sentence: "Sentence", resolved: Sequence[tuple[Cue, Source]]) -> None:
    """A sentence that ends in a colon after a cue gives its source to what follows."""
    if not sentence.tokens or sentence.tokens[-1].text != ":" or sentence.number + 1 >= len(article.sentences):
        return
    speaking = [(c, s) for c, s in resolved if c.subject is not None and c.frame in (QUOTED, CLAUSE, BARE)]
    if not speaking:
        return
    cue, source = speaking[-1]
    following = article.sentences[sentence.number + 1]
    quoted = [t for t in following.tokens[:2] if t.text == QUOTE]
    found = _quotation(article, quoted[0].quote, following) if quoted else _block(article, following, sentence)
    if not found.settled:
        _settle(article, found, sentence, source, cue.first, cue.last)


def _block(article: "Article", following: "Sentence", sentence: "Sentence") -> "Found":
    """Words quoted without marks: the list or the paragraph after the colon."""
    from dossier.voices.reading import Found

    last = following
    paragraph = article.paragraphs.of(following.start)
    same_line = article.paragraphs.of(sentence.start) == paragraph
    for later in article.sentences[following.number + 1 :]:
        listed = following.kind == "bullet" and later.kind == "bullet"
        together = article.paragraphs.of(later.start) == paragraph and not same_line
        near = same_line and later.number - following.number < _ANNOUNCED and not _narrates(later)
        if any(t.text == QUOTE for t in later.tokens) or not (listed or together or near):
            break
        last = later
    found = Found(following.start, last.end, "direct")
    article.found.append(found)
    return found


def _narrates(sentence: "Sentence") -> bool:
    """Whether a sentence takes the journalist's word again: a cue of its own, an exclamation, ``on``."""
    lows = {token.low for token in sentence.tokens}
    return bool(lows & {"on", "!", "?"}) or any(t.low in ("selon", "ainsi") for t in sentence.tokens[:3])
