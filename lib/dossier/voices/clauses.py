"""The subject of a clause by word order: before its verb, after it, past appositions and adjuncts."""

from dossier.voices.names import TOOL, join_tokens
from dossier.voices.phrases import NAME, NOBODY, NOUN, STOPS, THING, Phrase, PhraseReader
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

    def before(self, at: int, *, apposition: bool = True) -> Phrase | None:
        """Subject that ends just before token `at`: the leftmost phrase that no preposition governs."""
        left = at
        while left > 0 and not self._clause_edge(left - 1):
            left -= 1
        for i in range(left, at):
            if i > left and self.governs(i - 1) and not self.is_(i - 1, "article"):
                continue
            if self.governs(i) and not (i == left and self.low(i) in ("des", "d'")):
                continue
            phrase = self.phrase_at(i, limit=at)
            if phrase is not None:
                return phrase
        if not apposition or self._open_words(left, at):
            return None
        return self._over_apposition(left)

    def _open_words(self, left: int, at: int) -> bool:
        return any(self.tokens[i].text[0].isalpha() and not self.is_(i, "adverb") for i in range(left, at))

    def _clause_edge(self, at: int) -> bool:
        token = self.tokens[at]
        return token.text == QUOTE or token.text in STOPS or token.low in self.lexicon.words["boundary"]

    def _over_apposition(self, left: int) -> Phrase | None:
        """``Jeanne Dupin, la voix de X, estime``: jump back over what stands between commas or brackets."""
        edge = left - 1
        if edge < 0:
            return None
        low = self.low(edge)
        if low in ("qui", "who"):
            return self._antecedent(edge)
        if low == ")":
            opening = next((i for i in range(edge, -1, -1) if self.low(i) == "("), -1)
            return self.before(opening) if opening > 0 else None
        if low != ",":
            return None
        opening = next((i for i in range(edge - 1, -1, -1) if self.low(i) in (",", "(")), -1)
        found = self._last_name(opening) if opening > 0 else None
        if found:
            return found
        leading = self.leading(edge)
        return leading if leading is None else self.with_apposition(leading)

    def _antecedent(self, edge: int) -> Phrase | None:
        before = edge - 1
        if self.low(before) == ",":
            before -= 1
        start = before
        while start > 0 and not self._clause_edge(start - 1) and before - start < 14:
            start -= 1
        options = [self.phrase_at(i) for i in range(start, before + 1)]
        reaching = [p for p in options if p is not None and p.last >= before + 1 and p.kind != THING]
        named = self._last_name(start - 1) if self.low(start - 1) == "," else None
        if named and reaching and reaching[0].kind == NOUN and not self.is_(start, "article"):
            return named
        if reaching and reaching[0].kind != NOBODY:
            return reaching[0]
        found = self._last_name(before + 1)
        return found if found else next((p for p in options if p is not None and p.kind == NOUN), None)

    def _last_name(self, at: int) -> Phrase | None:
        """Name that ends exactly before token `at`, with nothing but its phrase before it."""
        for i in range(max(0, at - 7), at):
            if self.names.name_at(self.tokens, i) == at:
                return self.phrase_at(i)
        return None

    def leading(self, limit: int | None = None) -> Phrase | None:
        """Subject of the sentence: what stands before its first verb, else its first phrase that nothing governs."""
        end = len(self.tokens) if limit is None else limit
        begin = self._past_opening(end)
        verb = next((i for i in range(begin + 1, end) if self.is_verbal(i)), -1)
        phrase = self.before(verb, apposition=False) if verb > begin else None
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
            ahead = self._past_adjunct(i)
            if ahead > i:
                i, steps = ahead, steps + 1
                continue
            phrase = self.phrase_at(i)
            if phrase is not None:
                return self.with_apposition(phrase)
            if not self.is_(i, "adverb") and not self.low(i).endswith(("ment", "ly")):
                return None
            i, steps = i + 1, steps + 1
        return None

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

    def with_apposition(self, phrase: Phrase) -> Phrase:
        """``la présidente de la ligue, Jeanne Dupin``: the name that follows a definite description."""
        if phrase.kind != NOUN or not self.lexicon.can_speak(phrase.head):
            return phrase
        at = phrase.last
        while at < len(self.tokens) and self.tokens[at].text in (QUOTE, '"', ")", "»"):
            at += 1
        if self.low(at) != ",":
            return phrase
        if self.low(at + 1) in ("le", "la", "l'") and not self.lexicon.is_person_noun(phrase.head):
            at += 1
        end = self.names.name_at(self.tokens, at + 1)
        if end > at + 2 or (end > at + 1 and self.low(end) in (",", ".", "")):
            named = self.make(NAME, at + 1, end)
            return named if self.names.kind(named.text) != TOOL else phrase
        return phrase
