"""
Who could be saying a quotation, and what speaks for each: the signs that `floor` weighs.

Candidates come from the incise after the words, the cues and mentions of their sentence, the sentence before and
the one after, whoever spoke last, and whoever the article has mostly named. Signs are plain words (``incise``,
``prev_cue``); their weights stand in ``data/floor.toml``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dossier.voices.clauses import Reader
from dossier.voices.frames import CLAUSE, QUOTED, TRAILING, Cue
from dossier.voices.incises import incise_after, incise_inside, signature_after
from dossier.voices.names import PERSON, UNSURE
from dossier.voices.phrases import NAME, NOUN, PRONOUN, Phrase
from dossier.voices.sources import Source
from dossier.voices.spans import count_words, is_whole
from dossier.voices.tokens import split_words

if TYPE_CHECKING:
    from dossier.voices.reading import Article, Found, Sentence

_FIRST_PERSON = re.compile(r"\b(?:je|j['’]|moi|mon|ma|mes|i|my|me)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:nous|notre|nos|we|our|us)\b", re.IGNORECASE)
_PREPOSITIONS = ("selon", "d'après", "pour", "according to", "dixit")
_BREAKS = set(".;!?")


@dataclass
class Candidate:
    """Somebody who may be saying the words: the signs for it, and the cue's offsets where one shows it."""

    source: Source
    signs: set[str] = field(default_factory=set)
    cue: tuple[int, int] = (-1, -1)


class Evidence:
    """The candidates for one quotation, merged by voice, in order of finding."""

    def __init__(self, article: "Article", found: "Found", sentences: Sequence["Sentence"], number: int):
        self.article, self.found, self.number = article, found, number
        self.first, self.last = sentences[0], sentences[-1]
        self.words = article.text[found.start : found.end]
        self.whole = is_whole(self.words)
        self.at = _place(self.first, number)
        self.end = _place(self.last, number)
        self.mid = "" if self.at <= 1 else "_mid"  # words that stand alone lean more on what is around them
        self.held: dict[str, Candidate] = {}
        for gather in (self._inside, self._cues, self._mentions, self._before, self._floor, self._after, self._salient):
            gather()
        for candidate in self.held.values():
            candidate.signs |= set(self._nature(candidate.source))

    def add(self, source: Source, sign: str, cue: tuple[int, int] = (-1, -1)) -> None:
        """Note a sign for a source; the first cue that shows it is kept."""
        if not source.voice:
            for voice in source.candidates if sign.startswith(("incise", "cue", "signed")) else ():
                self.add(Source(voice, "named"), "maybe", cue)
            return
        candidate = self.held.setdefault(source.voice, Candidate(source))
        candidate.signs.add(sign)
        if candidate.cue[0] < 0 <= cue[0]:
            candidate.cue, candidate.source = cue, source

    def resolve(self, phrase: Phrase, sentence: "Sentence") -> Source:
        """Source that a phrase stands for at its sentence."""
        return self.article.memory.resolve(phrase, sentence.number)

    def _inside(self) -> None:
        """``« A, soupire-t-elle, B »``: an incise without marks around it."""
        tokens = split_words(self.words, offset=self.found.start)
        shown = incise_inside(Reader(tokens, self.article.names, self.last.reader.lexicon))
        if shown is not None:
            verb, phrase = shown
            self.add(self.resolve(phrase, self.last), "incise_inside", (tokens[verb].start, phrase.end))

    def _cues(self) -> None:
        shown = incise_after(self.last.reader, self.end + 1)
        if shown is not None:
            verb, phrase = shown
            source = self._resolve_outside(phrase)
            self.add(source, "incise", (self.last.tokens[verb].start, self.last.tokens[phrase.last - 1].end))
        signed = signature_after(self.last.reader, self.end + 1)
        if signed is not None and (self.whole or count_words(self.words) > 4):
            self.add(self.resolve(signed, self.last), "signed", (signed.start, signed.end))
        for sentence, at in {(self.first.number, self.at), (self.last.number, self.end)}:
            here = self.article.sentences[sentence]
            nearest = max((cue.first for cue, _ in here.resolved if cue.last <= at), default=-1)
            for cue, source in here.resolved:
                sign = self._sign_of(here, cue, at, near=cue.first == nearest)
                if cue.subject is not None and sign:
                    self.add(source, sign, (here.tokens[cue.first].start, here.tokens[cue.last - 1].end))

    def _resolve_outside(self, phrase: Phrase) -> Source:
        """A pronoun after words that go on from ``Le pont « ne tiendra pas »`` is not the bridge."""
        reader = self.first.reader
        spliced = 0 < self.at <= 6 and not self.whole and not any(reader.is_verbal(i) for i in range(self.at))
        if phrase.kind == PRONOUN and spliced and not any(reader.low(i) in ",:" for i in range(self.at)):
            return self.article.memory.resolve(phrase, self.first.number, outside=self.first.start)
        return self.resolve(phrase, self.last)

    def _sign_of(self, sentence: "Sentence", cue: Cue, at: int, *, near: bool) -> str:  # noqa: PLR0911
        tokens = sentence.tokens
        opening = min(cue.first, cue.subject.first) if cue.subject is not None else cue.first
        if opening > at:
            if sentence.number != self.last.number:
                return ""
            close = opening <= at + 3 and all(
                t.text not in _BREAKS and not t.text[0].isalnum() for t in tokens[at + 1 : opening]
            )
            if close:
                return "cue_next" if cue.first <= at + 3 else "subject_next"
            broken = any(t.text in _BREAKS for t in tokens[at + 1 : opening])
            return "cue_beyond" if broken else "cue_closing" if cue.frame == TRAILING else "cue_later"
        if cue.last <= at:
            if sentence.number != self.first.number:
                return ""
            broken = any(t.text in _BREAKS for t in tokens[cue.last : at])
            if cue.frame == QUOTED and cue.content == at:
                return "cue_opens"
            if tokens[at - 1].text == ":":
                return "cue_colon" if not broken else "cue_before"
            if broken or not near:
                return "cue_before"
            return "cue_told" if cue.frame == CLAUSE else "cue_near"
        return "cue_around"

    def _mentions(self) -> None:
        """Mentions of the sentence before and after the words, where no cue shows them."""
        reader = self.first.reader
        before = [m for m in reader.mentions if m.last <= self.at]
        colon = self.at > 0 and reader.low(self.at - 1) in (":", "–", "—")
        leading = reader.leading(self.at) if self.at else None
        for mention in before:
            source = self.resolve(mention.phrase, self.first)
            if leading is not None and mention.phrase.first == leading.first:
                verbless = colon and not any(reader.is_verbal(i) for i in range(mention.last, self.at))
                self.add(source, "name_colon" if verbless else "subject", (mention.phrase.start, mention.phrase.end))
            elif not mention.governed:
                self.add(source, "named_colon" if colon else "named")
            else:
                self.add(source, "governed")
        after = self.last.reader
        opened = after.low(self.end + 1) == ":"
        free = [m for m in after.mentions if m.first > self.end and not m.governed]
        for place, mention in enumerate(free[:2]):
            sign = "after_colon" if opened and place == 0 else "after"
            self.add(self.resolve(mention.phrase, self.last), sign)

    def _before(self) -> None:
        previous = self._neighbour(self.first.number - 1)
        if previous is None:
            return
        announced = previous.tokens[-1].text == ":"
        same = ("" if self.article.same_paragraph(previous, self.first) else "_apart") + self.mid
        for cue, source in previous.resolved:
            if cue.subject is not None:
                self.add(source, "announced" if announced else "prev_cue" + same)
        leading = previous.reader.leading()
        for mention in previous.reader.mentions:
            leads = leading is not None and mention.phrase.first == leading.first
            sign = "prev_subject" if leads else "prev_governed" if mention.governed else "prev_named"
            self.add(self.resolve(mention.phrase, previous), sign + ("_announced" if announced and leads else same))

    def _floor(self) -> None:
        """Whoever spoke last, by how many sentences ago."""
        others = 0
        for spoken in reversed(self.article.spoken):
            gap = self.first.number - spoken.last
            if gap > 12 or others > 1:
                break
            sign = "floor_second" if others else f"floor_{_distance(gap)}" + self._apart(spoken.last) + self.mid
            known = self.held.get(spoken.source.voice)
            if known is None or not any(s.startswith("floor") for s in known.signs):
                self.add(spoken.source, sign)
                if spoken.quoted and not others:
                    self.add(spoken.source, "floor_quoted" + self.mid)
                others += 1

    def _apart(self, number: int) -> str:
        return "" if self.article.same_paragraph(self.article.sentences[number], self.first) else "_apart"

    def _after(self) -> None:
        following = self._neighbour(self.last.number + 1)
        if following is None or self.end < len(self.last.tokens) - 2:
            return
        for cue, source in following.foreseen:
            if cue.subject is not None and cue.subject.kind in (NAME, NOUN):
                self.add(source, "next_cue")
        leading = following.reader.leading()
        for mention in following.reader.mentions[:3]:
            if mention.phrase.kind == NAME:
                lead = leading is not None and mention.phrase.first == leading.first
                self.add(self.resolve(mention.phrase, following), "next_subject" if lead else "next_named")

    def _salient(self) -> None:
        for place, voice in enumerate(self.article.memory.people(self.first.number)):
            self.add(Source(voice, "named"), f"salient_{min(place, 2)}" + self.mid)
        main = self.article.main_person
        if main:
            self.add(Source(main, "named"), "main" + self.mid)

    def _neighbour(self, number: int) -> "Sentence | None":
        known = 0 <= number < len(self.article.sentences)
        return self.article.sentences[number] if known and self.article.sentences[number].tokens else None

    def _nature(self, source: Source) -> Iterator[str]:
        named = source.kind == "named"
        kind = self.article.names.kind(source.voice) if named else ""
        if named and kind == PERSON:
            yield "person"
        elif named:
            yield "unsure" if kind == UNSURE else "body"
        else:
            yield "described"
        last = source.voice.rsplit(maxsplit=1)[-1]
        if named and last in self.words:
            yield "spoken_of"
        many = not named and (last.endswith(("s", "x")) or source.voice.startswith(("les ", "des ", "certains")))
        if _FIRST_PERSON.search(self.words) and (many or (named and kind not in (PERSON, UNSURE))):
            yield "says_i_but_many"
        if _WE.search(self.words) and (many or not named):
            yield "says_we"

    def nobody(self) -> set[str]:
        """Signs that the marks hold nobody's words: a title, a term, a word at arm's length."""
        reader, count = self.first.reader, count_words(self.words)
        signs = {
            "nobody",
            f"nobody_{'whole' if self.whole else 'short' if count <= 3 else 'some' if count <= 7 else 'long'}",
        }
        cues = [cue for cue, _ in (*self.first.resolved, *self.last.resolved) if cue.subject is not None]
        if not cues:
            signs.add("nobody_cueless" + ("_whole" if self.whole else ""))
        if (
            self.at
            and (reader.is_(self.at - 1, "article") or reader.low(self.at - 1)[-1:].isalpha())
            and not self.whole
        ):
            signs.add("nobody_inside")
        if self.first.kind == "heading":
            signs.add("nobody_heading")
        if _FIRST_PERSON.search(self.words) or _WE.search(self.words):
            signs.add("nobody_says_i")
        if all(word[:1].isupper() for word in self.words.split() if len(word) > 3):
            signs.add("nobody_title")
        return signs


def _place(sentence: "Sentence", number: int) -> int:
    return next((i for i, token in enumerate(sentence.tokens) if token.quote == number), 0)


def _distance(gap: int) -> str:
    return "here" if gap <= 0 else "next" if gap == 1 else "near" if gap <= 3 else "far"
