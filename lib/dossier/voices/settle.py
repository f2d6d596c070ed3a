"""Quotations that no cue settled: the incise inside them, or what they go on from; else candidates."""

import re
from typing import TYPE_CHECKING

from dossier.voices.phrases import Phrase
from dossier.voices.sources import Source, candidates
from dossier.voices.spans import count_words, is_whole
from dossier.voices.tokens import QUOTE

if TYPE_CHECKING:
    from dossier.voices.reading import Article, Found

_INSIDE = re.compile(
    r",\s+(?:(?:a|ont|avait)-t-(?P<a>il|elle|ils|elles)\s+\w+|\w{3,}(?:-t)?-(?P<b>il|elle|ils|elles)"
    r"|(?:a\s+)?(?P<verb>\w+)\s+(?P<name>[A-ZÉÈÀ][\w’'-]+(?:\s+[A-ZÉÈÀ][\w’'-]+){0,3}))(?=[\s,.?!])"
)


def settle_rest(article: "Article") -> None:
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


def _places(article: "Article") -> dict[int, int]:
    places: dict[int, int] = {}
    for sentence in article.sentences:
        for token in sentence.tokens:
            if token.text == QUOTE:
                places.setdefault(token.quote, sentence.number)
    return places


def _incise_inside(article: "Article", found: "Found", sentence: int) -> None:
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


def _go_on(article: "Article", found: "Found", previous: "Found | None", place: dict[int, int], number: int) -> None:
    """Same speaker as the quotation just before, or as the sentence just before; else candidates."""
    here = place.get(number, 0)
    if previous is not None and previous.source.voice:
        gap = article.text[previous.end : found.start]
        near = [s for s in article.sentences if s.start >= previous.end and s.end <= found.start]
        if len(near) <= (2 if found.source.kind == "same" else 0) and len(gap) < 400:
            found.source, found.settled = previous.source, True
            return
    before = article.sentences[here - 1] if here > 0 else None
    if before is None or article.paragraphs.of(before.start) != article.paragraphs.of(found.start):
        found.source = Source("", "unknown", candidates(article.memory, here))
        return
    edge = article.sentences[here].start
    voices = {f.source for f in article.found if f.source.voice and before.start <= max(f.cue_start, f.start) < edge}
    if len({source.voice for source in voices}) == 1:
        found.source, found.settled = voices.pop(), True
        return
    subject = _subject_before(article, here) if found.kind == "direct" else Source()
    if subject.voice:
        found.source, found.settled = subject, True
        return
    found.source = Source("", "unknown", candidates(article.memory, here))


def _subject_before(article: "Article", here: int) -> Source:
    """The person that the sentence before is about, where it names nobody else."""
    sentence = article.sentences[here - 1]
    leading = sentence.reader.leading()
    person = leading is not None and (
        leading.kind in ("name", "pronoun") or (leading.kind == "noun" and leading.definite)
    )
    if leading is None or not person or leading.plural or any(token.text == QUOTE for token in sentence.tokens):
        return Source()
    source = article.memory.resolve(leading, here - 1)
    others = {
        m.voice for m in article.memory.mentions
        if m.sentence == here - 1 and m.kind == "named" and m.person and m.voice != source.voice
    }  # fmt: skip
    known = leading.kind == "noun" or article.names.kind(source.voice) == "person"
    return source if known and not others else Source()
