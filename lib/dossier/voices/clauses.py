"""The subject of a clause by word order: before its verb, after it, past appositions and adjuncts."""

from functools import cached_property

from dossier.voices.mentions import Mention, read_mentions, subject_before, titled, with_apposition
from dossier.voices.names import TOOL, join_tokens
from dossier.voices.phrases import NAME, NOBODY, STOPS, THING, Phrase, PhraseReader
from dossier.voices.tokens import QUOTE


class Reader(PhraseReader):
    """Read phrases and subjects of one tokenised sentence."""

    def speaks(self, phrase: Phrase | None, *, lemma: str = "") -> bool:
        """Whether the phrase may be a source: not ``on``, not a tool; a thing only with a strong verb `lemma`."""
        if phrase is None or phrase.kind == NOBODY:
            return False
        if phrase.kind == THING:
            return lemma in self.lexicon.words["strong"]
        if phrase.kind == NAME:
            return self.names.kind(phrase.text) != TOOL
        return True

    def before(self, at: int) -> Phrase | None:
        """Subject of the verb group that starts at token `at`, where it stands before it."""
        found = subject_before(self, self.mentions, at)
        return found if found is not None else self._nobody_before(at)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The possible speakers of the sentence."""
        return [m for m in read_mentions(self) if self.speaks(m.phrase)]

    def _nobody_before(self, at: int) -> Phrase | None:
        """``on``, ``cela`` or a thing that stands just before the verb: it keeps others from being its subject."""
        left = at
        while left > 0 and not (self._clause_edge(left - 1) or self.is_verbal(left - 1)):
            left -= 1
        for i in range(left, at):
            phrase = self.phrase_at(i, limit=at) if not (i and self.governs(i - 1)) and not self.governs(i) else None
            if phrase is not None and phrase.kind in (NOBODY, THING):
                return phrase
        return None

    def _clause_edge(self, at: int) -> bool:
        token = self.tokens[at]
        return token.text == QUOTE or token.text in STOPS or token.low in self.lexicon.words["boundary"]

    def leading(self, limit: int | None = None) -> Phrase | None:
        """Subject of the sentence: what stands before its first verb, else its first phrase that nothing governs."""
        end = len(self.tokens) if limit is None else limit
        begin = self._past_opening(end)
        verb = next((i for i in range(begin + 1, end) if self.is_verbal(i)), -1)
        phrase = self.before(verb) if verb > begin else None
        if phrase is not None:
            return phrase
        for i in range(begin, end):
            if self.governs(i) and not (i == 0 and self.low(i) in ("des", "d'")):
                continue
            if i and self.governs(i - 1):
                continue
            phrase = self.phrase_at(i, limit=end)
            if phrase is not None and phrase.kind != THING:
                return phrase
        return None

    def _past_opening(self, end: int) -> int:
        """Index after an opening such as ``Pour alerter le public,`` or ``Interrogée hier,``; 0 without one."""
        first = self.tokens[0].low if self.tokens else ""
        words = self.lexicon.words
        opens = first in words["governing"] or first.endswith(("ant", "ée", "ing")) or first in words["boundary"]
        if not opens or first == "des":
            return 0
        comma = next((i for i in range(end) if self.low(i) == ","), -1)
        return comma + 1 if 0 < comma < end - 1 else 0

    def after(self, at: int) -> Phrase | None:
        """Inverted subject from token `at` on, past adverbs and media: ``a rappelé à l'AFP Jean Dupin``."""
        i = at
        steps = 0
        while i < len(self.tokens) and steps < 14:
            if self.tokens[i].text in STOPS - {",", "("} or self.tokens[i].text == QUOTE:
                return None
            if self.low(i) in self.lexicon.words["boundary"]:
                return None
            ahead = max(self._past_adjunct(i), self._past_time(i))
            if ahead > i:
                i, steps = ahead, steps + 1
                continue
            phrase = self.phrase_at(i)
            if phrase is not None:
                return titled(self, with_apposition(self, phrase))
            if not self.is_(i, "adverb") and not self.low(i).endswith(("ment", "ly")):
                return None
            i, steps = i + 1, steps + 1
        return None

    def _past_time(self, at: int) -> int:
        """Index after ``la semaine dernière``, ``ce mardi``, ``dimanche 28 septembre``; `at` where none stands."""
        day = self.lexicon.words["day"]
        start = at + (self.is_(at, "article") and self.low(at + 1) in day)
        end = start
        while end < len(self.tokens) and (self.low(end) in day or (end > start and self.low(end)[:1].isdigit())):
            end += 1
        return end if end > start else at

    def _past_adjunct(self, at: int) -> int:  # noqa: PLR0911
        """Index after a prepositional phrase that starts at `at`; `at` where none does."""
        if self.tokens[at].text in ",(":
            return at + 1
        if not (self.governs(at) or self.is_adjunct(at)) or self.low(at) == "des":
            return at
        end = at + 1
        if self.low(at) in self.lexicon.words["day"] or self.low(at + 1) in self.lexicon.words["day"]:
            while self.low(end) in self.lexicon.words["day"]:
                end += 1
            return end
        while end < len(self.tokens) and end - at < 9:
            if self.tokens[end].text in STOPS:
                return end
            if self.tokens[end].text == QUOTE:
                return end
            word = self.tokens[end]
            if word.text.isupper() and len(word.text) > 2:
                return end + 1
            person = self.names.name_at(self.tokens, end)
            if person > end + 1 and end > at + 1 and self.names.kind(join_tokens(self.tokens[end:person])) == "person":
                return end
            if end > at + 2 and self.is_(end, "article") and not self.governs(end - 1) and self.low(end) != "d'":
                return end
            end = max(person, end + 1)
        return end
