"""
Give each quotation its source: the cue beside it, the cue before it, the heading's name, or what it goes on from.

Functions here take the article being read (its text, spans, sentences and memory) and fill in `found`.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossier.voices.cues import BARE, CLAUSE, QUOTED, ASIDE, TRAILING, Cue
from dossier.voices.phrases import NAME, NOBODY, Phrase
from dossier.voices.sources import Source, candidates
from dossier.voices.spans import count_words, is_whole
from dossier.voices.tokens import QUOTE

if TYPE_CHECKING:
    from dossier.voices.quotations import Found, Sentence, _Article

_INSIDE = re.compile(
    r",\s+(?:(?:a|ont|avait)-t-(?P<a>il|elle|ils|elles)\s+\w+|\w{3,}(?:-t)?-(?P<b>il|elle|ils|elles)"
    r"|(?:a\s+)?(?P<verb>\w+)\s+(?P<name>[A-ZÉÈÀ][\w’'-]+(?:\s+[A-ZÉÈÀ][\w’'-]+){0,3}))(?=[\s,.?!])"
)
_ANNOUNCED = 3


def attach_quotes(article: "_Article", sentence: "Sentence", resolved: Sequence[tuple[Cue, Source]]) -> None:
    """Settle the quotations that this sentence holds or announces, as far as its cues go."""
    for at, token in enumerate(sentence.tokens):
        if token.text != QUOTE:
            continue
        found = _quotation(article, token.quote, sentence)
        if found.settled:
            continue
        choice = _cue_for(sentence, at, resolved) or _loose_cue(article, sentence, at)
        if choice is not None:
            _settle(article, found, sentence, *choice)
    _announce(article, sentence, resolved)


def _quotation(article: "_Article", number: int, sentence: "Sentence") -> "Found":
    from dossier.voices.quotations import Found

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


def _settle(article: "_Article", found: "Found", sentence: "Sentence", source: Source, first: int, last: int) -> None:
    found.source = source
    found.cue_start, found.cue_end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    found.cue = article.text[found.cue_start : found.cue_end]
    found.settled = True
    if source.voice:
        article.memory.note_voice(source.voice, source.kind, sentence.number, weight=2.5)


def _cue_for(sentence: "Sentence", at: int, resolved: Sequence[tuple[Cue, Source]]) -> tuple[Source, int, int] | None:
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


def _loose_cue(article: "_Article", sentence: "Sentence", at: int) -> tuple[Source, int, int] | None:
    """An incise with a verb that no list holds (``, sourit Jeanne Dupin``), or ``NAME : « … »``."""
    reader, tokens = sentence.reader, sentence.tokens
    first = at + 1
    while first < len(tokens) and tokens[first].text in ",–—-":
        first += 1
    verb = first + 1 if reader.low(first) in ("s'", "se", "a", "ont") else first
    if verb + 1 < len(tokens) and tokens[verb].low.isalpha() and not tokens[verb].capital:
        inverted = verb + 1 if reader.low(verb + 1).startswith("-") or reader.low(verb) in ("a", "ont") else verb + 1
        phrase = reader.phrase_at(inverted)
        small = reader.is_(verb, "governing") or reader.is_(verb, "boundary") or reader.is_(verb, "joiner")
        named = phrase is not None and (phrase.kind == NAME or reader.low(inverted).startswith("-"))
        if phrase is not None and named and not small and phrase.kind != NOBODY and reader.speaks(phrase):
            return article.memory.resolve(phrase, sentence.number), verb, phrase.last
    if at and tokens[at - 1].text in (":", "–", "—"):
        return _heading_name(article, sentence, at - 1)
    if reader.low(at + 1) == ":" and at == 0:
        return _heading_after(article, sentence, at + 2)
    return None


def _heading_after(article: "_Article", sentence: "Sentence", at: int) -> tuple[Source, int, int] | None:
    """``« … » : les comédiens manifestent``: the subject after the colon."""
    for first in range(at, len(sentence.tokens)):
        phrase = sentence.reader.phrase_at(first)
        if phrase is not None:
            if not sentence.reader.speaks(phrase) or sentence.reader.is_(first - 1, "governing"):
                return None
            return article.memory.resolve(phrase, sentence.number), phrase.first, phrase.last
    return None


def _heading_name(article: "_Article", sentence: "Sentence", colon: int) -> tuple[Source, int, int] | None:
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


def _announce(article: "_Article", sentence: "Sentence", resolved: Sequence[tuple[Cue, Source]]) -> None:
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


def _block(article: "_Article", following: "Sentence", sentence: "Sentence") -> "Found":
    """Words quoted without marks: the list or the paragraph after the colon."""
    from dossier.voices.quotations import Found

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
    preposition = cue.lemma in ("selon", "pour", "dixit", "suivant") or " " in cue.lemma
    if preposition and cue.first > 0 and _tail(tokens, first):
        first, last = 0, cue.first
    while last > first and tokens[last - 1].text in ".!?…;,:":
        last -= 1
    if last - first < 1:
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
            return begin - 1
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
        if phrase is not None and phrase.last < len(tokens) and sentence.reader._verbal(phrase.last):
            return at
    return len(tokens)


def _tail(tokens: Sequence[object], first: int) -> bool:
    return sum(t.text[0].isalnum() for t in tokens[first:]) < 4  # type: ignore[attr-defined]


def settle_rest(article: "_Article") -> None:
    """Sources of the quotations that no cue settled, from the ones they go on from; then add them all."""
    place = _places(article)
    previous: Found | None = None
    for number in sorted(article.sources):
        found = article.sources[number]
        if found.absorbed:
            continue
        if not found.settled:
            _incise_inside(article, found, place.get(number, 0))
        if (not found.settled and found.kind == "direct") or found.source.kind == "same":
            _go_on(article, found, previous, place, number)
        words = count_words(article.text[found.start : found.end])
        if (
            (found.settled and (words > 2 or found.kind == "direct"))
            or words >= 6
            or (words >= 4 and is_whole(article.text[found.start : found.end]))
        ):
            article.found.append(found)
            previous = found


def _places(article: "_Article") -> dict[int, int]:
    places: dict[int, int] = {}
    for sentence in article.sentences:
        for token in sentence.tokens:
            if token.text == QUOTE:
                places.setdefault(token.quote, sentence.number)
    return places


def _incise_inside(article: "_Article", found: "Found", sentence: int) -> None:
    match = _INSIDE.search(article.text, found.start, found.end)
    if not match:
        return
    pronoun = match["a"] or match["b"]
    if pronoun:
        phrase = Phrase(pronoun, "pronoun", match.start(), match.end(), 0, 1, pronoun, False,
                        pronoun.endswith("s"), pronoun.startswith("elle"))  # fmt: skip
        source = article.memory.resolve(phrase, sentence)
    elif article.names.lexicon.forms.get(match["verb"].lower()):
        source = Source(article.names.canonical(match["name"]), "named", (), match.start("name"), match.end("name"))
    else:
        return
    found.source, found.settled = source, True
    found.cue_start, found.cue_end, found.cue = match.start() + 2, match.end() - 1, match.group()[2:-1].strip()


def _go_on(article: "_Article", found: "Found", previous: "Found | None", place: dict[int, int], number: int) -> None:
    """Same speaker as the quotation just before, or as the sentence just before; else candidates."""
    here = place.get(number, 0)
    if previous is not None and previous.source.voice:
        gap = article.text[previous.end : found.start]
        near = [s for s in article.sentences if s.start >= previous.end and s.end <= found.start]
        if len(near) <= (2 if found.source.kind == "same" else 0) and len(gap) < 400:
            found.source, found.settled = previous.source, True
            return
    reported = [
        f for f in article.found
        if f.source.voice and here > 0 and article.sentences[here - 1].start <= max(f.cue_start, f.start) < article.sentences[here].start
    ]  # fmt: skip
    same_paragraph = here > 0 and article.paragraphs.of(article.sentences[here - 1].start) == article.paragraphs.of(
        found.start
    )
    if len({f.source.voice for f in reported}) == 1 and same_paragraph:
        found.source, found.settled = reported[0].source, True
        return
    subject = _subject_before(article, here) if same_paragraph and found.kind == "direct" else Source()
    if subject.voice:
        found.source, found.settled = subject, True
        return
    found.source = Source("", "unknown", candidates(article.memory, here))


def _subject_before(article: "_Article", here: int) -> Source:
    """The person that the sentence before is about, where it names nobody else; a quotation often goes on from there."""
    sentence = article.sentences[here - 1]
    leading = sentence.reader.leading()
    person = leading is not None and (leading.kind in ("name", "pronoun") or (leading.kind == "noun" and leading.definite))
    if leading is None or not person or leading.plural or any(token.text == QUOTE for token in sentence.tokens):
        return Source()
    source = article.memory.resolve(leading, here - 1)
    others = {
        m.voice for m in article.memory.mentions
        if m.sentence == here - 1 and m.kind == "named" and m.person and m.voice != source.voice
    }  # fmt: skip
    known = leading.kind == "noun" or article.names.kind(source.voice) == "person"
    return source if known and not others else Source()
