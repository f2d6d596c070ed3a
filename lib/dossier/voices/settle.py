"""Quotations that no cue settled: the incise inside them, or what they go on from; else candidates."""

from typing import TYPE_CHECKING

from dossier.voices.clauses import Reader
from dossier.voices.names import PERSON
from dossier.voices.phrases import NAME, Phrase
from dossier.voices.sources import Source, candidates
from dossier.voices.spans import count_words, is_whole
from dossier.voices.tokens import QUOTE, split_words

if TYPE_CHECKING:
    from dossier.voices.reading import Article, Found

_BACK = 4  # sentences
_CLOSERS = (",", ".", "", "en", "qui", "dont")


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
    """``« A, soupire-t-elle, B »``, ``« A, attaque Jeanne Dupin, professeure. B »``: a cue without marks around it."""
    tokens = split_words(article.text[found.start : found.end], offset=found.start)
    reader = Reader(tokens, article.names)
    for at in range(1, len(tokens) - 2):
        if tokens[at].text != ",":
            continue
        verb = at + 2 if reader.low(at + 1) in ("s'", "se", "a", "ont") else at + 1
        phrase = reader.phrase_at(verb + 1)
        if phrase is None or not _is_incise(reader, verb, phrase):
            continue
        found.source, found.settled = article.memory.resolve(phrase, sentence), True
        found.cue_start, found.cue_end = tokens[at + 1].start, phrase.end
        found.cue = article.text[found.cue_start : found.cue_end]
        return


def _is_incise(reader: Reader, verb: int, phrase: Phrase) -> bool:
    """Whether a word between a comma and a phrase is a verb whose subject is that phrase, closed by a comma or stop."""
    low = reader.low(verb)
    small = any(reader.is_(verb, group) for group in ("governing", "boundary", "joiner", "article", "clitic", "adverb"))
    if small or not low.isalpha() or reader.tokens[verb].capital or reader.low(phrase.last) not in _CLOSERS:
        return False
    if reader.low(verb + 1).startswith("-"):
        return phrase.kind == "pronoun" and low not in reader.lexicon.words["not_aside"]
    if phrase.kind == "name":
        return reader.names.kind(phrase.text) == "person" or low in reader.lexicon.forms
    person = phrase.definite or reader.lexicon.is_person_noun(phrase.head)
    return phrase.kind == "noun" and person and low in reader.lexicon.forms


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
    if before is None:
        found.source = Source("", "unknown", candidates(article.memory, here))
        _last_or_next(article, found, here)
        return
    edge = article.sentences[here].start
    voices = {f.source for f in article.found if f.source.voice and before.start <= max(f.cue_start, f.start) < edge}
    if len({source.voice for source in voices}) == 1:
        found.source, found.settled = voices.pop(), True
        return
    together = article.paragraphs.of(before.start) == article.paragraphs.of(found.start)
    subject = _subject_before(article, here) if found.kind == "direct" and together else Source()
    if subject.voice:
        found.source, found.settled = subject, True
        return
    found.source = Source("", "unknown", candidates(article.memory, here))
    if not voices:
        _last_or_next(article, found, here)


def _last_or_next(article: "Article", found: "Found", here: int) -> None:
    """Whole words that stand alone: whoever spoke a few sentences before, else whoever the next sentence is about."""
    if not is_whole(article.text[found.start : found.end]):
        return
    reach = article.sentences[max(0, here - _BACK)].start
    spoken = [f for f in article.found if f.source.voice and reach <= max(f.cue_start, f.start) < found.start]
    if spoken:
        found.source, found.settled = max(spoken, key=lambda f: max(f.cue_start, f.start)).source, True
        return
    after = next((s for s in article.sentences[here:] if s.start >= found.end), None)
    if after is None or after.number - here > 2:
        return
    leading = after.reader.leading()
    if leading is not None and leading.kind == NAME and article.names.kind(leading.text) == PERSON:
        found.source, found.settled = article.memory.resolve(leading, after.number), True


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
