"""One article being read, sentence by sentence: what was found, and what is remembered."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

import pandas as pd

from dossier.voices.actors import Actors
from dossier.voices.announced import find_announced
from dossier.voices.clauses import Reader
from dossier.voices.cues import cue_text, find_cues
from dossier.voices.floor import give_floor
from dossier.voices.frames import ASIDE, BARE, CLAUSE, QUOTED, TRAILING, Cue
from dossier.voices.interviews import find_turns
from dossier.voices.learning import read_names
from dossier.voices.lexicon import load_lexicon
from dossier.voices.mentions import Mention
from dossier.voices.names import Names
from dossier.voices.phrases import NAME, NOUN, PRONOUN, Phrase
from dossier.voices.posts import find_posts
from dossier.voices.reported import reported_span
from dossier.voices.sources import Memory, Source, candidates
from dossier.voices.spans import Paragraphs, count_words, find_spans, is_scare, is_title, is_whole
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


@dataclass(frozen=True)
class Spoken:
    """Somebody who spoke, up to the sentence numbered `last`; `quoted` where it was between marks."""

    source: Source
    last: int
    quoted: bool


@dataclass
class Sentence:
    """A sentence with its narration, its reader and its cues, each with its source."""

    number: int
    start: int
    end: int
    kind: str
    tokens: list[Token]
    reader: Reader
    cues: list[Cue] = field(default_factory=list)
    resolved: list[tuple[Cue, Source]] = field(default_factory=list)
    foreseen: list[tuple[Cue, Source]] = field(default_factory=list)


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
        self.main_person = self.names.most_named()
        self.paragraphs = Paragraphs(text)
        self.sources: dict[int, Found] = {}
        self.spoken: list[Spoken] = []
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

    def same_paragraph(self, one: Sentence, other: Sentence) -> bool:
        """Whether two sentences stand in the same paragraph."""
        return self.paragraphs.of(one.start) == self.paragraphs.of(other.start)

    def read(self) -> None:
        """Fill `found`."""
        touched: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            posted = any(post.start <= sentence.start < post.end for post in self.posts)
            sentence.cues = [] if posted else find_cues(sentence.reader)
            for number in {token.quote for token in sentence.tokens if token.quote >= 0 and not posted}:
                touched.setdefault(number, []).append(sentence)
        closing = {number: held[-1].number for number, held in touched.items()}
        for sentence in self.sentences:
            self._read_sentence(sentence)
            ends = [n for n, last in closing.items() if last == sentence.number]
            for number in sorted(ends):
                self._read_quotation(number, touched[number])
            for cue, source in sentence.resolved:
                self._reported(sentence, cue, source)
            block = find_announced(self, sentence)
            self.found += [block] if block is not None else []
        self.found += [f for f in self.sources.values() if not f.absorbed and self._is_said(f)]
        for turn in find_turns(self):
            self.found.append(Found(turn.start, turn.end, "direct", turn.opening, turn.source, settled=True))
        self.found += [Found(p.start, p.end, "post", p.tail, p.source, settled=True, frame="post") for p in self.posts]
        self.found.sort(key=lambda f: (f.start, f.end))

    def _read_sentence(self, sentence: Sentence) -> None:
        """Remember whom the sentence mentions, and resolve the subjects of its cues and of the next one's."""
        self._remember(sentence, sentence.reader.leading())
        sentence.resolved = [(cue, self._source_of(cue, sentence)) for cue in sentence.cues]
        for following in self.sentences[sentence.number + 1 : sentence.number + 2]:
            following.foreseen = [(c, self.memory.resolve(c.subject, following.number)) for c in following.cues]
        for cue, source in sentence.resolved:
            if source.voice and cue.subject is not None:
                self._speaks(source, sentence.number, quoted=False)

    def _speaks(self, source: Source, number: int, *, quoted: bool) -> None:
        self.memory.note_voice(source.voice, source.kind, number, weight=2.5)
        self.spoken.append(Spoken(source, number, quoted))

    def _read_quotation(self, number: int, held: list[Sentence]) -> None:
        """Give a quotation to whoever has the floor, once its last sentence is read."""
        span = self.spans[number]
        kind = "direct" if is_whole(self.text[span.start : span.end]) or _opens(held[0], number) else "mixed"
        found = self.sources[number] = Found(span.start, span.end, kind)
        best = give_floor(self, found, held, number)
        if best is None:
            return
        found.source, found.settled = best.source, True
        found.cue_start, found.cue_end = best.cue
        found.cue = self.text[found.cue_start : found.cue_end] if found.cue_start >= 0 else ""
        if best.source.voice:
            self._speaks(best.source, held[-1].number, quoted=True)

    def _is_said(self, found: Found) -> bool:
        """Whether marks hold somebody's words: they have a source, or read as a sentence."""
        words = self.text[found.start : found.end]
        if not found.settled and not found.source.candidates:
            found.source = Source("", "unknown", candidates(self.memory, len(self.sentences)))
        return found.settled or (is_whole(words) and count_words(words) >= 4)

    def _source_of(self, cue: Cue, sentence: Sentence) -> Source:
        subject = cue.subject
        if subject is None:
            return Source()
        on = cue.lemma in sentence.reader.lexicon.words["going_on"] and not subject.plural
        if subject.kind == "pronoun" and (on or subject.anyone):
            last = self.memory.last_speaker(subject, sentence.number)
            if last is not None:
                return last
        aside = cue.frame in (TRAILING, ASIDE) and subject.kind == PRONOUN
        source = self.memory.resolve(subject, sentence.number, outside=sentence.start if aside else -1)
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
        for mention in reader.mentions:
            self._note(mention, sentence)
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

    def _note(self, mention: Mention, sentence: Sentence) -> None:
        """Remember a mention by its place: at the head of a clause, as the doer of a passive, or in passing."""
        tokens, phrase = sentence.tokens, mention.phrase
        before = sentence.reader.low(mention.first - 1)
        if phrase.kind == NAME:
            heads = mention.first == 0 or before in (",", ".", ":", ";")
            told = phrase.last < len(tokens) and tokens[phrase.last].text in ",("
            self.memory.note(phrase, sentence.number, weight=1.2 if heads else 0.9 if told else 0.4)
        elif phrase.kind == NOUN and (before in ("par", "by") or not mention.governed):
            self.memory.note(phrase, sentence.number, weight=0.9 if before in ("par", "by") else 0.3)


def _opens(sentence: Sentence, number: int) -> bool:
    """Whether a quotation opens its sentence or a clause of it."""
    before = [t for t in sentence.tokens if t.quote == number or t.text != QUOTE]
    place = next((i for i, t in enumerate(before) if t.quote == number), 0)
    return place == 0 or before[place - 1].text in ":.!?—–-•"
