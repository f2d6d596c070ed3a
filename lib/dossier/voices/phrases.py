"""
Noun phrases around a cue: who could be speaking, read from word order alone.

No parser: a phrase begins at an article, a pronoun or a name that no preposition governs, and ends
where punctuation, a verb or a conjunction stands. What can speak is decided by the noun or name at
its head.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.voices.lexicon import Lexicon, is_verb_form
from dossier.voices.names import Names, join_tokens
from dossier.voices.tokens import QUOTE, Token

NAME, NOUN, PRONOUN, INDEFINITE, NOBODY, THING = "name", "noun", "pronoun", "indefinite", "nobody", "thing"
_ADJUNCTS = frozenset([
    "à", "dans", "sur", "lors", "au", "devant", "auprès", "en", "depuis", "par",
    "avec", "pour", "on", "in", "during", "at", "to", "after", "before", "with", "for",
])  # fmt: skip
STOPS = set('.,;:!?()[]«»"“”—–…|•')


@dataclass(frozen=True)
class Phrase:
    """A possible speaker as the text writes it; `first` and `last` are token indices, `last` exclusive."""

    text: str
    kind: str
    start: int
    end: int
    first: int
    last: int
    head: str = ""
    definite: bool = False
    plural: bool = False
    feminine: bool = False
    complement: str = ""
    anyone: bool = False


class PhraseReader:
    """Read phrases of one tokenised sentence."""

    def __init__(self, tokens: Sequence[Token], names: Names, lexicon: Lexicon | None = None):
        self.tokens = tokens
        self._lows = [token.low for token in tokens]
        self._verbal: dict[int, bool] = {}
        self.names = names
        self.lexicon = names.lexicon if lexicon is None else lexicon

    def low(self, at: int) -> str:
        """Lower-case token at `at`, empty outside the sentence."""
        return self._lows[at] if 0 <= at < len(self._lows) else ""

    def is_(self, at: int, group: str) -> bool:
        """Whether the token at `at` belongs to a group of small words."""
        return self.low(at) in self.lexicon.words[group]

    def phrase_at(self, at: int, *, limit: int | None = None) -> Phrase | None:  # noqa: PLR0911
        """Phrase that starts exactly at token `at`; None where none can."""
        limit = len(self.tokens) if limit is None else limit
        if not 0 <= at < limit or self.tokens[at].text in STOPS or self.tokens[at].text == QUOTE:
            return None
        if self.is_(at, "honorific"):
            end = self.names.name_at(self.tokens, at + 1)
            if end > at + 1:
                return self.make(NAME, at + 1, end, head=at)
        if self.low(at) in self.lexicon.words["pronoun_nobody"] and not self._demonstrates(at):
            return self.make(NOBODY, at, at + 1)
        if self.low(at + 1) in ("dernier", "dernière", "derniers", "dernières") and self.low(at) in (
            "ce",
            "cette",
            "ces",
        ):
            return self._latter(at)
        if self._is_pronoun(at):
            return self.make(PRONOUN, at, at + 1)
        share = self._share(at, limit)
        if share is not None:
            return share
        end = self.names.name_at(self.tokens, at)
        if end > at:
            return self.make(NAME, at, min(end, limit))
        indefinite = self._indefinite(at, limit)
        if indefinite:
            return indefinite
        if self.is_(at, "article") or self.lexicon.can_speak(self.low(at)):
            return self._noun(at, limit)
        return None

    def bare_group(self, at: int) -> Phrase | None:
        """``online critics``: in English a plural noun behind another word, without an article."""
        pair = self.low(at).isalpha() and self.low(at + 1)[-1:] == "s" and self.lexicon.can_speak(self.low(at + 1))
        return self._noun(at, len(self.tokens)) if pair and self.lexicon.lang == "en" and not self.governs(at) else None

    def _latter(self, at: int) -> Phrase:
        """``ces derniers``: a pronoun of two words."""
        pair = self.make(PRONOUN, at, at + 2)
        return replace(pair, plural=self.low(at) == "ces", feminine="dernière" in self.low(at + 1))

    def _share(self, at: int, limit: int) -> Phrase | None:
        """``62 % des salariés``, ``plus de sept lecteurs sur dix``: those who were asked."""
        first = at
        if self.is_(at, "about"):
            first = at + 2 if self.low(at + 1) in ("de", "d'") else at + 1
        low = self.low(first)
        digits = low.replace(",", "").replace(".", "").isdigit()
        percent = first + 1 if self.low(first + 1) == "%" else first + 2 if self.low(first + 2) == "%" else -1
        if digits and percent > 0 and self.low(percent + 1) in ("des", "de", "d'", "of"):
            head = percent + 2 + (self.low(percent + 2) in ("la", "les", "l'", "the"))
        elif first > at and (digits or self.is_(first, "article")):
            head = first + 1
        else:
            return None
        asked = head < limit and (self.lexicon.can_speak(self.low(head)) or (percent > 0 and self.tokens[head].capital))
        return self.make(NOUN, at, self._noun_end(head, limit), head=head) if asked else None

    def _demonstrates(self, at: int) -> bool:
        """``ce professeur``: an article where a noun that can speak follows."""
        return self.is_(at, "article") and self.lexicon.can_speak(self.low(at + 1))

    def _is_pronoun(self, at: int) -> bool:
        words = self.lexicon.words
        low = self.low(at).lstrip("-").removeprefix("t-")
        if low in ("il", "elle", "ils", "elles", "he", "she", "they") or low in ("celui-ci", "celle-ci", "ceux-ci"):
            return True
        return low in ("lui", "eux") or (low in words["pronoun_plural"] and low != "leur")

    def _indefinite(self, at: int, limit: int) -> Phrase | None:
        low = self.low(at)
        if low == "d'" and self.low(at + 1) == "autres":
            following = at + 2
        elif self.is_(at, "indefinite"):
            following = at + 1
        else:
            return None
        if following < limit and (
            self.low(following) in ("de", "d'", "of", "among", "parmi") or self._nounlike(following)
        ):
            return self._noun(at, limit)
        if low in ("un", "une", "one", "personne"):
            return None
        return self.make(INDEFINITE, at, following)

    def _nounlike(self, at: int) -> bool:
        low = self.low(at)
        return self.lexicon.can_speak(low) or (
            self.lexicon.can_speak(self.low(at + 1)) and low not in self.lexicon.forms
        )

    def _noun(self, at: int, limit: int) -> Phrase | None:
        end = self._noun_end(at, limit)
        inside = self._name_inside(at, end)
        if inside:
            return inside
        heads = [i for i in range(at, end) if self.lexicon.can_speak(self.low(i))]
        head = heads[0] if heads else -1
        governed = next((i for i in range(at + 1, end) if self.governs(i)), end)
        if head < 0 or head > governed:
            return self._companion(at, governed, end) or self._thing(at, governed, end)
        if self.lexicon.lang == "en" and not self._closes_group(heads, governed):
            return None
        return self.make(NOUN, at, end, head=head)

    def _thing(self, at: int, governed: int, end: int) -> Phrase | None:
        """A definite noun that no list knows: it speaks only with a verb that leaves no doubt."""
        head = at + 1
        definite = self.is_(at, "definite") or self.low(at) in ("les", "ces", "these", "those")
        clitic = self.low(head).endswith(("er", "ir", "oir")) and self.low(at) in ("le", "la", "les", "l'")
        if not definite or head >= governed or not self.low(head).isalpha() or clitic:
            return None
        if self.low(head) in self.lexicon.words["thing"] or self.low(head) in self.lexicon.words["tool"]:
            return None
        return self.make(THING, at, end, head=head)

    def _closes_group(self, heads: Sequence[int], governed: int) -> bool:
        """English puts the head last: in ``a studio contract`` the studio does not speak."""
        last = max((i for i in heads if i < governed), default=-1)
        return last == governed - 1 or self.low(last + 1) in ("'s", "familiar", "who", "close", "involved", "named")

    def _companion(self, at: int, governed: int, end: int) -> Phrase | None:
        """``un autre``, ``un grand nombre de réalisateurs``: a quantity of people."""
        quantity = {"nombre", "majorité", "partie", "poignée", "centaine", "dizaine", "millier", "milliers", "tiers",
                    "moitié", "quart", "centaines", "dizaines", "groupe", "number", "handful", "majority", "dozens",
                    "hundreds", "thousands", "autre", "autres", "ensemble", "some", "many", "d'autres", "others",
                    "certains", "certaines", "plusieurs", "beaucoup", "nombreux", "rest", "reste", "part"}  # fmt: skip
        if not any(self.low(i) in quantity for i in range(at, governed)):
            return None
        if governed == end:
            return self.make(NOUN, at, end, head=end - 1) if self.low(end - 1) in ("autre", "autres") else None
        head = next((i for i in range(governed, end) if self.lexicon.can_speak(self.low(i))), -1)
        return self.make(NOUN, at, end, head=head) if head >= 0 else None

    def governs(self, at: int) -> bool:
        """Whether the token is a preposition that takes what follows away from the verb."""
        return self.low(at) in self.lexicon.words["governing"]

    def _noun_end(self, at: int, limit: int) -> int:
        end = at + 1
        while end < limit and end - at < 16:
            token = self.tokens[end]
            if token.text in STOPS or token.text == QUOTE:
                break
            if token.low in self.lexicon.words["boundary"] or self.is_adjunct(end):
                break
            if self.is_verbal(end):
                break
            end += 1
        while end > at + 1 and (self.governs(end - 1) or self.low(end - 1) in self.lexicon.words["joiner"]):
            end -= 1
        return end

    def is_adjunct(self, at: int) -> bool:
        """A preposition that opens a place, a time or a medium rather than a complement of the noun."""
        low = self.low(at)
        if low in self.lexicon.words["day"]:
            return True
        if low in ("ce", "cette", "this", "last"):
            return self.low(at + 1) in self.lexicon.words["day"]
        return low in _ADJUNCTS

    def is_verbal(self, at: int) -> bool:
        """Whether the token reads as a finite verb or what stands before one."""
        if at not in self._verbal:
            self._verbal[at] = self._reads_verbal(at)
        return self._verbal[at]

    def _reads_verbal(self, at: int) -> bool:
        words = self.lexicon.words
        low = self.low(at)
        if low in words["auxiliary"] or low in words["being"] or low in ("ne", "n'", "se", "s'", "y"):
            return True
        forms = self.lexicon.forms.get(low, ())
        if any(f.form in ("single", "plural") for f in forms) and low not in words["noun_homograph"]:
            return True
        return not self.tokens[at].capital and not self.lexicon.can_speak(low) and is_verb_form(low, self.lexicon.lang)

    def _name_inside(self, at: int, end: int) -> Phrase | None:
        """A name that no preposition governs: ``le doubleur québécois Jean Dupin``, ``des élus comme Jean Dupin``."""
        governed = False
        people = False
        for i in range(at, end):
            low = self.low(i)
            last = self.names.name_at(self.tokens, i)
            if last > i and i > at and not governed:
                return self.make(NAME, i, min(last, end))
            if self.governs(i):
                governed = True
            elif low in self.lexicon.words["joiner"] or (self.lexicon.is_person_noun(low) and people):
                governed = False
            people = people or self.lexicon.is_person_noun(low)
        person = self._trailing_person(at, end)
        if person:
            return person
        such = end + 1 if self.low(end) == "," else end
        if self.low(such) in ("comme", "dont", "like") and people:
            last = self.names.name_at(self.tokens, such + 1)
            if last > such + 1:
                return self.make(NAME, such + 1, last)
        return None

    def _trailing_person(self, at: int, end: int) -> Phrase | None:
        """``la présidente du SNAC Jeanne Dupin``: a person's full name that closes the phrase."""
        if not self.lexicon.is_person_noun(self.low(at + 1)) and not self.lexicon.is_person_noun(self.low(at + 2)):
            return None
        for i in range(end - 2, at + 1, -1):
            last = self.names.name_at(self.tokens, i)
            name = join_tokens(self.tokens[i:last]) if last > i else ""
            if last == end and self.names.kind(name) == "person" and " " in name and not self.governs(i - 1):
                return self.make(NAME, i, last)
        return None

    def make(self, kind: str, first: int, last: int, *, head: int = -1) -> Phrase:
        """Return the phrase of tokens `first` to `last`, exclusive."""
        tokens = self.tokens[first:last]
        low = self.low(head) if head >= 0 else tokens[0].low
        plural_words = self.lexicon.words["pronoun_plural"]
        bare = low.lstrip("-").removeprefix("t-")
        plural = bare in plural_words or ((kind == NOUN and low.endswith(("s", "x"))) or low in ("gens", "people"))
        complement = join_tokens(self.tokens[head + 1 : last]) if head >= 0 else ""
        return Phrase(
            text=join_tokens(tokens).strip("-"),
            kind=kind, start=tokens[0].start, end=tokens[-1].end, first=first, last=last,
            head=bare if kind == PRONOUN else low,
            definite=tokens[0].low in self.lexicon.words["definite"],
            plural=plural or kind == INDEFINITE,
            feminine=self._feminine(kind, tokens, bare),
            complement=complement,
        )  # fmt: skip

    def _feminine(self, kind: str, tokens: Sequence[Token], low: str) -> bool:
        if kind == PRONOUN:
            return low in self.lexicon.words["pronoun_feminine"]
        return tokens[0].low in ("la", "une", "cette") or low.endswith(("trice", "euse", "ienne"))
