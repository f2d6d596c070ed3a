"""
Names in an article: what they are (person, organisation, tool), their full form and their gender.

Only the article and the corpus's list of actors are looked at: a name is taken for a person where a
first name, a title or a trade stands beside it, for a tool where the text calls it software or a film.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dossier.voices.acronyms import long_name_end
from dossier.voices.actors import Actors
from dossier.voices.lexicon import Lexicon, is_participle, is_word, load_first_names
from dossier.voices.tokens import QUOTE, Token

PERSON, BODY, TOOL, PLACE, UNSURE = "person", "organisation", "tool", "place", "unsure"
LIKELY = "likely"  # a person, unless the text says otherwise
_LINKS = {"of", "von", "van", "der", "den", "&", "ben", "al", "el", "bin", "da", "di", "dos", "del"}
PARTICLES = {"de", "d'", "du", "la", "le"}


@dataclass
class Names:
    """
    What the article tells about its names.

    Attributes
    ----------
    full : dict of str to list of str
        Last word of a person's name to the full names with it, in order of appearance.
    kinds : dict of str to str
        Name to person, organisation, tool or unsure.
    genders : dict of str to str
        Person to ``"m"`` or ``"f"``; absent where unknown.
    aliases : dict of str to str
        Long name of a body, and its acronym (lower case), to the long name with the acronym.
    kin : dict of str to list of str
        Last word of a name to full names made of a first name beside it: ``Ana et Paul Sorel`` tells of *Ana Sorel*.
    """

    actors: Actors
    lexicon: Lexicon
    full: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    roles: dict[str, set[str]] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    aliases: dict[str, str] = field(default_factory=dict)
    kin: dict[str, list[str]] = field(default_factory=dict)

    def canonical(self, name: str, *, gender: str = "") -> str:
        """Full or canonical form of `name`, by actors and article; never a namesake of the other gender."""
        actor = self.actors.find(name)
        if actor is not None:
            return actor.canonical
        if name.lower() in self.aliases:
            return self.aliases[name.lower()]
        gender, last = gender or self.genders.get(name, ""), name.rsplit(maxsplit=1)[-1].lower()
        known = self.full.get(last, []) + (self.kin.get(last, []) if gender else [])
        fuller = [full for full in known if full.endswith(" " + name)]
        fitting = [full for full in dict.fromkeys(fuller) if not gender or self.gender(full) in ("", gender)]
        sure = [full for full in fitting if gender and self.gender(full) == gender]
        return self.canonical(fitting[0]) if len(fitting) == 1 else sure[0] if len(sure) == 1 else name

    def most_named(self) -> str:
        """The person whom the article names most, by full name or surname; empty where nobody leads."""
        counts: Counter[str] = Counter()
        for name, times in self.told.items():
            if self.kind(name) == PERSON:
                counts[self.canonical(name)] += times
        ranked = counts.most_common(2)
        leads = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        return ranked[0][0] if leads else ""

    def kind(self, name: str) -> str:
        """Person, organisation, tool or unsure."""
        actor = self.actors.find(name)
        if actor is not None:
            return PERSON if actor.kind == "person" else BODY
        if name.lower() in self.lexicon.words["tool"]:
            return TOOL
        if self.kinds.get(self.canonical(name)) in (PERSON, LIKELY):
            return PERSON
        kind = self.kinds.get(name, UNSURE)
        return PERSON if kind == LIKELY else kind

    def gender(self, name: str) -> str:
        """``"m"``, ``"f"`` or empty."""
        return self.genders.get(self.canonical(name), "") or first_name_gender(self.canonical(name))

    def name_at(self, tokens: Sequence[Token], at: int) -> int:
        """Index after the name that starts at token `at`; `at` itself where none does."""
        known = self.actors.match(tokens, at)
        if known > at:
            return known
        long = long_name_end(tokens, at, lexicon=self.lexicon)
        if long > at or not self._starts_name(tokens, at):
            return long
        end = at + 1
        while end < len(tokens):
            if is_capital(tokens[end]) and not self._breaks(tokens[end]) and not _person_after_body(tokens, at, end):
                end += 1
            elif end + 1 < len(tokens) and self._links(tokens, at, end) and is_capital(tokens[end + 1]):
                end += 2
            else:
                break
        return end

    def _starts_name(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at]
        if not is_capital(token) or self._small(token) or token.low.endswith("'"):
            return False
        if at > 0 and not (tokens[at - 1].low in ".:!?•–—-(" or tokens[at - 1].text == QUOTE):
            return True
        if is_participle(token.low):
            return False  # ``Nommée Tilly Dupin``
        follows = at + 1 < len(tokens) and is_capital(tokens[at + 1]) and not self._small(tokens[at + 1])
        if follows and self.lexicon.is_person_noun(token.low) and is_first_name(tokens[at + 1]):
            return False  # ``Resident Jane Dupin``
        first = token.low.split("-")[0] in load_first_names() or self._strange(token, tokens, at)
        return first or token.text.isupper() or token.text in self.seen or token.text[0] in "#@" or follows

    def _strange(self, token: Token, tokens: Sequence[Token], at: int) -> bool:
        """A capitalised word that opens a sentence, stands before a verb of speech and is in no dictionary."""
        further = tokens[at + 1].low if at + 1 < len(tokens) else ""
        return len(token.low) > 3 and further in self.lexicon.forms and not is_word(token.low, self.lexicon.lang)

    def _small(self, token: Token) -> bool:
        if token.text.isupper() and len(token.text) > 1 and not token.low.endswith("'"):
            return False
        words = self.lexicon.words
        return any(
            token.low in words[group]
            for group in ("article", "governing", "boundary", "pronoun_single", "pronoun_plural", "pronoun_nobody",
                          "indefinite", "adverb", "source_preposition", "joiner", "honorific")
        )  # fmt: skip

    def _breaks(self, token: Token) -> bool:
        return token.low in self.lexicon.words["honorific"] or token.low.endswith("'")

    def _links(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        low = tokens[end].low
        if low in _LINKS:
            return True
        if low in ("de", "d'", "du") and end == at + 1 and at and tokens[at - 1].text == "," and end + 2 < len(tokens):
            return tokens[end + 2].text == ","  # ``le patron, Ordan de Sorel,``
        return low in PARTICLES and end == at + 1 and tokens[at].low.split("-")[0] in load_first_names()


def is_capital(token: Token) -> bool:
    """Whether a token is written like a name and stands for no quotation."""
    return token.capital and token.text != QUOTE


def _person_after_body(tokens: Sequence[Token], at: int, end: int) -> bool:
    """``sur Instagram Jeanne Dupin``, ``à l'AFP Jean Dupin``: a first name after what is none opens another name."""
    if tokens[end].text.isupper() or not is_first_name(tokens[end]) or end + 1 >= len(tokens):
        return False
    saintly = tokens[at].low in ("saint", "sainte", "san", "santa", "st", "notre", "prix", "mont", "fort", "new")
    return not saintly and is_capital(tokens[end + 1]) and not any(is_first_name(token) for token in tokens[at:end])


def is_first_name(token: Token) -> bool:
    """Whether the list of first names knows the token, or its first half."""
    return token.low.split("-")[0] in load_first_names()


def first_name_gender(name: str) -> str:
    """
    Gender that the first name of `name` takes, empty where the list does not know it.

    Examples
    --------
    >>> first_name_gender("Anne-Sophie Morel"), first_name_gender("Zyx Morel")
    ('f', '')
    """
    first = name.split(maxsplit=1)[0].lower() if name.split() else ""
    return load_first_names().get(first) or load_first_names().get(first.split("-")[0], "")


def join_tokens(tokens: Sequence[Token]) -> str:
    """Text of neighbouring tokens, single-spaced as the offsets show."""
    parts: list[str] = []
    for index, token in enumerate(tokens):
        if index and token.start > tokens[index - 1].end:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)
