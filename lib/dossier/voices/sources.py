"""
Who a phrase stands for: names in full, pronouns and descriptions by what was last spoken of.

Salience is simple and open to reading: the last speaker before the last subject before the last
name, in the nearest sentences, agreeing in gender and number. Where two people fit equally well the
source is unknown, with both as candidates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dossier.voices.names import BODY, PERSON, PLACE, TOOL, UNSURE, Names
from dossier.voices.phrases import INDEFINITE, NAME, NOUN, PRONOUN, Phrase

_WINDOW = 12
_NEAR = 5
_FAMOUS = {"star", "vedette", "interprète", "héros", "héroïne", "auteur", "autrice", "voix", "figure"}


@dataclass(frozen=True)
class Source:
    """A resolved source: `voice` is empty for unknown, `candidates` then says who it may be."""

    voice: str = ""
    kind: str = "unknown"
    candidates: tuple[str, ...] = ()
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class _Mention:
    voice: str
    kind: str
    sentence: int
    weight: float
    person: bool
    plural: bool
    gender: str
    start: int = -1


@dataclass
class Memory:
    """What the article has spoken of so far."""

    names: Names
    mentions: list[_Mention] = field(default_factory=list)

    def note(self, phrase: Phrase, sentence: int, *, weight: float) -> None:
        """Remember a phrase of the sentence numbered `sentence`; a heavier one is more salient."""
        if phrase.kind == NAME:
            self.note_voice(self._full(phrase), "named", sentence, weight=weight, start=phrase.start)
        elif phrase.kind == NOUN and self.names.lexicon.can_speak(phrase.head):
            gender = "f" if phrase.feminine else "" if phrase.plural else "m"
            person = self.names.lexicon.is_person_noun(phrase.head)
            self.mentions.append(
                _Mention(describe(phrase), "described", sentence, weight, person, phrase.plural, gender, phrase.start)
            )
        elif phrase.kind == INDEFINITE:
            self.mentions.append(
                _Mention(describe(phrase), "described", sentence, weight, True, True, "", phrase.start)
            )

    def note_several(self, voices: Sequence[str], sentence: int, *, weight: float, start: int = -1) -> None:
        """Remember people named together: ``eux`` and ``expliquent-ils`` go back to them."""
        self.mentions.append(_Mention(" | ".join(voices), "named", sentence, weight, True, True, "", start))

    def note_voice(self, voice: str, kind: str, sentence: int, *, weight: float, start: int = -1) -> None:
        """Remember a speaker."""
        known = self.names.kind(voice)
        if not voice or known == TOOL:
            return
        if " | " in voice:
            self.note_several(voice.split(" | "), sentence, weight=weight, start=start)
            return
        if kind == "named":
            person = known == PERSON or (known == UNSURE and weight >= 1.2 and " " in voice)
            mention = _Mention(voice, kind, sentence, weight, person, False, self.names.gender(voice), start)
        else:
            plural = voice.rsplit(maxsplit=1)[-1].endswith("s") or voice.split(maxsplit=1)[0] in (
                "les",
                "des",
                "d'autres",
                "certains",
            )
            mention = _Mention(voice, kind, sentence, weight, True, plural, "", start)
        self.mentions.append(mention)

    def resolve(self, phrase: Phrase | None, sentence: int, *, outside: int = -1) -> Source:
        """
        Source that `phrase`, found in the sentence numbered `sentence`, stands for.

        With `outside`, an offset, a pronoun goes back to what was mentioned before it.
        """
        if phrase is None:
            return Source()
        if phrase.kind == NAME:
            return Source(self._full(phrase), "named", (), phrase.start, phrase.end)
        if phrase.kind == PRONOUN:
            found = self._pronoun(phrase, sentence, phrase.start if outside < 0 else outside)
        else:
            found = self._description(phrase, sentence)
        return Source(found.voice, found.kind, found.candidates, phrase.start, phrase.end)

    def last_speaker(self, phrase: Phrase, sentence: int) -> Source | None:
        """Whoever spoke last and agrees with a pronoun: ``il ajoute``, ``à ses yeux``."""
        gender = "f" if phrase.feminine else "m"
        for mention in reversed(self.mentions):
            if sentence - mention.sentence > _WINDOW:
                break
            spoke = mention.weight >= 2 and mention.plural == phrase.plural and mention.sentence < sentence
            if spoke and (phrase.anyone or phrase.plural or mention.gender in ("", gender)):
                return Source(mention.voice, mention.kind, (), phrase.start, phrase.end)
        return None

    def people(self, sentence: int) -> list[str]:
        """The people named in the last sentences, most salient first, three at most."""
        return list(candidates(self, sentence)[:3])

    def _full(self, name: Phrase) -> str:
        """The name in full, of the gender that its title tells."""
        return self.names.canonical(name.text, gender=self.names.lexicon.honorific_gender(name.head))

    def _recent(self, sentence: int, before: int = -1) -> list[tuple[float, _Mention]]:
        scored = []
        for place in range(len(self.mentions) - 1, -1, -1):
            mention = self.mentions[place]
            age = sentence - mention.sentence
            if age > _WINDOW:
                break
            if age >= 0 and not (before >= 0 and mention.start >= before):
                scored.append((mention.weight - age + 0.001 * (place % 1000), mention))
        return sorted(scored, key=lambda pair: -pair[0])

    def _pronoun(self, phrase: Phrase, sentence: int, before: int) -> Source:
        gender = "f" if phrase.feminine else "m"
        recent = self._recent(sentence, before)
        if phrase.plural:
            return _best([(s, m) for s, m in recent if m.plural])
        fitting = [
            (s + self._fits(m, gender, anyone=phrase.anyone), m)
            for s, m in recent
            if not m.plural and (phrase.anyone or m.gender in ("", gender))
        ]
        return _best(sorted(fitting, key=lambda pair: -pair[0]))

    def _fits(self, mention: _Mention, gender: str, *, anyone: bool) -> float:
        """How well a mention suits a pronoun: people before bodies before papers, a known gender before none."""
        score = 0.0 if anyone or mention.gender == gender else -0.3
        if mention.kind == "named":
            kind = self.names.kind(mention.voice)
            return score + {PERSON: 0.6, BODY: -0.6, PLACE: -3.0}.get(kind, -0.8)
        spoke = mention.weight >= 2
        paper = any(word in self.names.lexicon.nouns["document"] for word in mention.voice.split()[:2])
        return score - (0.0 if spoke else 0.8) - (0.0 if mention.person else 0.8) - (1.5 if paper else 0.0)

    def _description(self, phrase: Phrase, sentence: int) -> Source:
        described = Source(describe(phrase), "described")
        nouns = self.names.lexicon.nouns
        document = phrase.head in nouns["document"] and phrase.head not in nouns["anaphoric"]
        if phrase.kind != NOUN or phrase.plural or not phrase.definite or document:
            return described
        heads = {phrase.head, *phrase.head.split("-")}
        recent = [(s, m) for s, m in self._recent(sentence, phrase.start) if m.kind == "named"]
        personal = self.names.lexicon.is_person_noun(phrase.head)
        alike = [(s, m) for s, m in recent if heads & self._roles(m.voice) and m.person == personal]
        fitting = list(dict.fromkeys(m.voice for _, m in alike))
        again = phrase.complement.startswith(("de cette ", "de ce ", "de cet ", "of this "))
        bare = "◇" in phrase.complement or not phrase.complement or again
        if len(fitting) == 1 and (bare or len(phrase.complement.split()) <= 4):
            return Source(fitting[0], "named")
        if not personal:
            return self._body(phrase, alike or recent) or described
        if not (bare or phrase.head in _FAMOUS or phrase.text.lower().startswith(("ce ", "cet ", "cette "))):
            return described
        gender = "" if phrase.head in self.names.lexicon.nouns["feminine"] else "f" if phrase.feminine else "m"
        gender = "f" if phrase.head in nouns["anybody_feminine"] else "m" if phrase.head in ("homme", "man") else gender
        told = phrase.text[:2].lower() in ("l'", "l’") or self.names.lexicon.lang == "en"
        epicene = told and phrase.head not in nouns["anybody"]
        people = [(s, m) for s, m in recent if m.person and m.gender in (("", "f", "m") if epicene else ("", gender))]
        people = [(s, m) for s, m in people if self.names.kind(m.voice) == PERSON]
        anybody = phrase.head in nouns["anybody"]
        suits = {m.voice for _, m in people if m.voice in fitting or anybody or not (fitting or self._roles(m.voice))}
        people = [(s, m) for s, m in people if m.voice in suits]
        if not people:
            return described
        first = people[0][1]
        alone = len({m.voice for _, m in people}) == 1
        spoke = first.weight >= 2 and sentence - first.sentence <= 3
        return Source(first.voice, "named") if alone or spoke or _leads(people, 0.7) else described

    def _body(self, phrase: Phrase, recent: list[tuple[float, _Mention]]) -> Source | None:
        """``la société``, ``le site``: the organisation or outlet that the text was speaking of."""
        if phrase.head not in self.names.lexicon.nouns["anaphoric"] or len(phrase.complement.split()) > 1:
            return None
        bodies = [(s, m) for s, m in recent if not m.person and self._is_body(m)]
        gender = "f" if phrase.feminine else ""
        bodies = [(s, m) for s, m in bodies if not gender or m.gender != "m"]
        return Source(bodies[0][1].voice, "named") if bodies and _leads(bodies, 0.5) else None

    def _is_body(self, mention: _Mention) -> bool:
        """An organisation by its own name, or a name that spoke and is nobody's: places never do."""
        kind = self.names.kind(mention.voice)
        return (kind == BODY and mention.weight >= 1.2) or (kind == UNSURE and mention.weight >= 2)

    def _roles(self, voice: str) -> set[str]:
        roles = set(self.names.roles.get(voice, set()))
        actor = self.names.actors.find(voice)
        if actor is not None:
            roles |= set(actor.role.lower().replace(",", " ").split())
        return roles


def _leads(options: list[tuple[float, _Mention]], lead: float) -> bool:
    """Whether the first voice is the only one, or as far ahead of the next as `lead`."""
    score, first = options[0]
    other = next((s for s, m in options[1:] if m.voice != first.voice), -99.0)
    return score - other >= lead


def _best(options: list[tuple[float, _Mention]]) -> Source:
    if not options:
        return Source()
    first = options[0]
    near = [m for score, m in options[1:] if first[0] - score < 0.4 and m.voice != first[1].voice]
    rivals = [m for m in near if m.kind == "named" or m.weight >= 2]  # ``un ancien élu`` in passing rivals nobody
    if rivals:
        return Source("", "unknown", tuple(dict.fromkeys([first[1].voice, *(m.voice for m in rivals)])))
    return Source(first[1].voice, first[1].kind)


def describe(phrase: Phrase) -> str:
    """
    Description as the reports show it: the text's own words, opened by a small letter.

    Examples
    --------
    >>> describe(Phrase("Les puristes du genre", "noun", 0, 21, 0, 4))
    'les puristes du genre'
    """
    words = " ".join(phrase.text.replace("◇", "…").split())
    return words[:1].lower() + words[1:]


def candidates(memory: Memory, sentence: int) -> tuple[str, ...]:
    """People named in the last sentences, most salient first, for a source that nothing decides."""
    named = (m.voice for _, m in memory._recent(sentence) if m.kind == "named" and memory.names.kind(m.voice) == PERSON)
    return tuple(_first(dict.fromkeys(named), 4))


def _first(items: Iterable[str], count: int) -> list[str]:
    return list(items)[:count]
