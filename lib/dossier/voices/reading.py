"""One article being read, sentence by sentence: what was found, and what is remembered."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

import pandas as pd

from dossier.voices.actors import Actors
from dossier.voices.attach import attach_quotes
from dossier.voices.clauses import Reader
from dossier.voices.cues import cue_text, find_cues
from dossier.voices.frames import ASIDE, BARE, CLAUSE, QUOTED, TRAILING, Cue
from dossier.voices.interviews import find_turns
from dossier.voices.lexicon import load_lexicon
from dossier.voices.names import Names, read_names
from dossier.voices.phrases import NAME, NOUN, Phrase
from dossier.voices.posts import find_posts
from dossier.voices.reported import reported_span
from dossier.voices.settle import settle_rest
from dossier.voices.sources import Memory, Source
from dossier.voices.spans import Paragraphs, find_spans, is_scare, is_title
from dossier.voices.tokens import QUOTE, Token, narration, split_words

_ABSORBING = (CLAUSE, TRAILING, ASIDE)


@dataclass
class Found:
    """A quotation being put together."""

    start: int
    end: int
    kind: str
    cue: str = ""
    source: Source = field(default_factory=Source)
    cue_start: int = -1
    cue_end: int = -1
    settled: bool = False
    frame: str = "quote"
    absorbed: bool = False


@dataclass
class Sentence:
    """A sentence with its narration, its reader and its cues."""

    number: int
    start: int
    end: int
    kind: str
    tokens: list[Token]
    reader: Reader
    cues: list[Cue] = field(default_factory=list)


class Article:
    """State of the reading of one article."""

    def __init__(self, text: str, sentences: pd.DataFrame, actors: Actors):
        self.text = text
        kept = sentences[sentences["dropped"] == ""] if len(sentences) else sentences
        self.posts = find_posts(text, sentences)
        main = "en" if (kept["lang"] == "en").sum() > (kept["lang"] == "fr").sum() else "fr"
        lexicon = load_lexicon(main)
        self.spans = find_spans(text)
        self.titles = {n for n, span in enumerate(self.spans) if is_title(text, span, lexicon)}
        self.scares = {n for n, s in enumerate(self.spans) if n not in self.titles and is_scare(text, s)}
        self.names: Names = read_names(
            (split_words(t, offset=s) for t, s in zip(kept["text"], kept["start"], strict=True)),
            actors=actors, lexicon=lexicon,
        )  # fmt: skip
        self.memory = Memory(self.names)
        self.paragraphs = Paragraphs(text)
        self.sources: dict[int, Found] = {}
        self.found: list[Found] = []
        self.sentences = [self._sentence(n, row, main) for n, row in enumerate(kept.itertuples(index=False))]

    def _sentence(self, number: int, row: object, main: str) -> Sentence:
        start, end, kind = int(row.start), int(row.end), str(row.kind)  # type: ignore[attr-defined]
        lang = row.lang if row.lang in ("fr", "en") else main  # type: ignore[attr-defined]
        here = self._spans_within(start, end)
        quotes = [
            (self.spans[n].outer_start, self.spans[n].outer_end, -1 if n in self.titles else n)
            for n in here
            if n not in self.scares
        ]
        skip = [p for n in here if n in self.scares for p in (self.spans[n].outer_start, self.spans[n].outer_end - 1)]
        tokens = narration(self.text, start=start, end=end, quotes=quotes, skip=skip)
        return Sentence(number, start, end, kind, tokens, Reader(tokens, self.names, load_lexicon(lang)))

    def _spans_within(self, start: int, end: int) -> range:
        """Numbers of the spans that share characters with ``start`` to ``end``; spans do not overlap."""
        first = bisect_right(self.spans, start, key=lambda span: span.outer_end)
        return range(first, bisect_left(self.spans, end, key=lambda span: span.outer_start))

    def read(self) -> None:
        """Fill `found`."""
        for sentence in self.sentences:
            if any(post.start <= sentence.start < post.end for post in self.posts):
                continue
            sentence.cues = find_cues(sentence.reader)
            self._read_sentence(sentence)
        settle_rest(self)
        for turn in find_turns(self):
            self.found.append(Found(turn.start, turn.end, "direct", turn.opening, turn.source, settled=True))
        self.found += [Found(p.start, p.end, "post", p.tail, p.source, settled=True, frame="post") for p in self.posts]
        self.found.sort(key=lambda f: (f.start, f.end))

    def _read_sentence(self, sentence: Sentence) -> None:
        leading = sentence.reader.leading()
        self._remember(sentence, leading)
        resolved: list[tuple[Cue, Source]] = []
        for cue in sentence.cues:
            resolved.append((cue, self._source_of(cue, sentence)))
        attach_quotes(self, sentence, resolved)
        for number in {token.quote for token in sentence.tokens if token.quote >= 0}:
            source = self.sources[number].source
            if source.voice:
                self.memory.note_voice(source.voice, source.kind, sentence.number, weight=2.0)
        for cue, source in resolved:
            self._reported(sentence, cue, source)
        for _, source in resolved:
            if source.voice:
                self.memory.note_voice(source.voice, source.kind, sentence.number, weight=2.5)

    def _source_of(self, cue: Cue, sentence: Sentence) -> Source:
        subject = cue.subject
        if subject is None:
            return Source()
        on = cue.lemma in sentence.reader.lexicon.words["going_on"] and not subject.plural
        if subject.kind == "pronoun" and (on or subject.anyone):
            last = self.memory.last_speaker(subject, sentence.number)
            if last is not None:
                return last
        source = self.memory.resolve(subject, sentence.number)
        other = self._second(sentence, subject)
        if other is None or cue.inverted or cue.frame in (TRAILING, ASIDE):
            return source
        return replace(source, voice=f"{source.voice} | {self.names.canonical(other.text)}")

    def _second(self, sentence: Sentence, first: Phrase) -> Phrase | None:
        """``Jeanne Dupin et Ana Sorel``: the name that shares the verb with the first."""
        reader = sentence.reader
        if first.kind != NAME or reader.low(first.last) not in ("et", "and"):
            return None
        other = reader.phrase_at(first.last + 1)
        whole = other is not None and other.kind == NAME and reader.speaks(other) and " " in other.text
        return other if whole and " " in first.text else None

    def _reported(self, sentence: Sentence, cue: Cue, source: Source) -> None:
        """Add the indirect speech that a cue reports, unless a quotation took the cue."""
        span = reported_span(sentence, cue) if cue.subject is not None else None
        if span is None or cue.frame in (QUOTED, BARE):
            return
        cue_start, cue_end = sentence.tokens[cue.first].start, sentence.tokens[cue.last - 1].end
        if any(f.settled and f.cue_start == cue_start and 0 < cue_start - f.end < 6 for f in self.sources.values()):
            return
        nested = cue.subject is not None and cue.subject.kind == NAME and cue.frame in _ABSORBING
        taken = not nested and any(f.start < span[1] and f.end > span[0] and f.kind == "indirect" for f in self.found)
        inside = [f for f in self.sources.values() if f.settled and f.start < span[1] and f.end > span[0]]
        whole = [f for f in inside if f.kind == "direct" or f.start < span[0] - 1 or f.end > span[1] + 1]
        beside = (
            cue.frame in (TRAILING, ASIDE)
            and cue.first > 1
            and QUOTE in (t.text for t in sentence.tokens[cue.first - 2 : cue.first])
        )
        if taken or whole or (inside and (cue.frame not in _ABSORBING or beside)):
            return
        for fragment in inside:
            fragment.absorbed = True
        kind = "mixed" if inside else "indirect"
        cue_words = cue_text(sentence.tokens, cue, self.text)
        self.found.append(Found(*span, kind, cue_words, source, cue_start, cue_end, True, cue.frame))

    def _remember(self, sentence: Sentence, leading: Phrase | None) -> None:
        reader = sentence.reader
        at = 0
        while at < len(sentence.tokens):
            end = self.names.name_at(sentence.tokens, at)
            if end > at:
                phrase = reader.phrase_at(at)
                if phrase is not None and phrase.kind == NAME:
                    heads = at == 0 or sentence.tokens[at - 1].text in ",.:;"
                    told = phrase.last < len(sentence.tokens) and sentence.tokens[phrase.last].text in ",("
                    self.memory.note(phrase, sentence.number, weight=1.2 if heads else 0.9 if told else 0.4)
            at = max(end, at + 1)
        for place in range(len(sentence.tokens)):
            phrase = reader.phrase_at(place) if reader.is_(place, "article") and reader.low(place) != "des" else None
            if phrase is not None and phrase.kind == NOUN and not reader.is_(place - 1, "governing"):
                self.memory.note(phrase, sentence.number, weight=0.3)
        if leading is None or not reader.speaks(leading):
            return
        source = self.memory.resolve(leading, sentence.number)
        if source.voice and leading.kind != NAME:
            self.memory.note_voice(source.voice, source.kind, sentence.number, weight=1.6, start=leading.start)
        self.memory.note(leading, sentence.number, weight=1.6)
        beside = reader.phrase_at(leading.last + 1) if reader.is_(leading.last, "joiner") else None
        if leading.kind == NAME and beside is not None and beside.kind == NAME:
            self.memory.note(beside, sentence.number, weight=1.6)
            both = [self.names.canonical(phrase.text) for phrase in (leading, beside)]
            self.memory.note_several(both, sentence.number, weight=1.6, start=leading.start)
