"""
Does a sentence end here? The verdict on one candidate, by what stands left and right of it.

Three cases: a full stop that a space follows, any other mark that a space follows, and a mark that the
next word touches (a line break was lost, or the point belongs to the word).
"""

from dossier.sentences.lexicon import Abbreviations, load_abbreviations, load_openers
from dossier.sentences.stretch import DASHES, OPENING, Stretch, opens_sentence

_NEVER_FIRST = ",;:/%&+=)]}»”’!?.…"
_PLAIN_WORD = 4  # letters from which a word before a full stop is taken for a word, not for a short form


def ends_here(stretch: Stretch, start: int, stop: int, after: int) -> bool:
    """
    Judge the run of marks from `start` to `stop`, behind which closing marks reach to `after`.

    Parameters
    ----------
    stretch : Stretch
        The text around it.
    start, stop, after : int
        Places in code points, ``start < stop <= after``.
    """
    follow = stretch.skip_space(after)
    if follow == stretch.end:
        return False
    run = stretch.text[start:stop]
    if follow == after:
        return run != ";" and _ends_glued(stretch, start, run, after)
    if run == ";":
        return stretch.text[follow].isupper() and opens_sentence(stretch.word_at(follow))
    if run == "." and stretch.text[follow].islower() and _is_plain(stretch.token_before(start)):
        return True
    return _may_open(stretch, follow) and _spaced_mark_ends(stretch, start, run, after=after, follow=follow)


def _spaced_mark_ends(stretch: Stretch, start: int, run: str, *, after: int, follow: int) -> bool:
    if run == "." and after == start + 1:
        return _full_stop_ends(stretch, start, follow)
    if after > start + len(run) and run[-1] in "!?":
        return not _is_incise(stretch, follow)
    return not _in_name(stretch, start, follow)


def _may_open(stretch: Stretch, place: int) -> bool:
    """Whether what stands at `place`, after white space, can open a sentence."""
    text, char = stretch.text, stretch.text[place]
    if char in DASHES:
        while place < stretch.end and (text[place] in OPENING or text[place] in DASHES):
            place += 1
        return place < stretch.end and text[place].isupper()
    if char in "([{":
        return place + 1 < stretch.end and not text[place + 1].islower()
    if char.islower():
        camel = place + 1 < stretch.end and text[place + 1].isupper()
        return camel or text.startswith(("http://", "https://", "www."), place)
    return char not in _NEVER_FIRST


def _full_stop_ends(stretch: Stretch, start: int, follow: int) -> bool:
    """Judge one full stop that white space follows, by the token before it."""
    token, known = stretch.token_before(start), load_abbreviations()
    if Abbreviations.holds(known.never, token):
        return False
    if stretch.text[follow].isdigit() and Abbreviations.holds(known.before_number, token):
        return False
    opens = opens_sentence(stretch.word_at(follow))
    if Abbreviations.holds(known.maybe, token) or _is_acronym(token):
        return opens
    if _is_initial(token):
        words = stretch.words_before(start - len(token))
        return opens and bool(words) and words[-1].islower() and len(words[-1]) > 1
    return not (token.isdigit() and len(token) <= 2 and _numbers_an_item(stretch, start - len(token)))


def _ends_glued(stretch: Stretch, start: int, run: str, after: int) -> bool:
    """Judge a run that no white space follows."""
    text, char = stretch.text, stretch.text[after]
    closed = after > start + len(run)
    token = stretch.token_before(start)
    if char in DASHES or char == "@":
        return not closed and len(token) != 1 and _may_open(stretch, after)
    if char in OPENING:
        inner = after + 1
        while inner < stretch.end and text[inner] in OPENING:
            inner += 1
        return inner < stretch.end and text[inner].isupper() and len(token) != 1
    if char.isdigit():
        return run == "." and not closed and _is_plain(token) and token.islower()
    return char.isupper() and _capital_opens(stretch, run, after, "" if closed else token)


def _capital_opens(stretch: Stretch, run: str, after: int, token: str) -> bool:
    """Judge a capital that touches the run: ``domaine.Il`` ends, ``U.S.A`` and ``M.Petit`` do not."""
    word, known = stretch.word_at(after), load_abbreviations()
    opens = opens_sentence(word)
    titled = word in known.never and stretch.text.startswith(".", after + len(word))
    if not (opens or titled or (len(word) > 1 and not word.isupper())):
        return len(word) > 2 and (run != "." or len(token) >= _PLAIN_WORD)
    if run != "." or not token:
        return True
    if Abbreviations.holds(known.never, token):
        return False
    if Abbreviations.holds(known.maybe, token) or _is_acronym(token) or len(token) == 1:
        return opens and len(word) > 1
    return True


def _is_plain(token: str) -> bool:
    """Whether a token is a word like any other: a full stop behind it ends a sentence even before lower case."""
    known = load_abbreviations()
    listed = any(Abbreviations.holds(words, token) for words in (known.never, known.before_number, known.maybe))
    return not listed and "." not in token and (len(token) >= _PLAIN_WORD or (len(token) > 1 and token.isupper()))


def _is_acronym(token: str) -> bool:
    return "." in token and all(len(part) <= 2 for part in token.replace("-", ".").split("."))


def _is_initial(token: str) -> bool:
    parts = token.replace("-", ".").split(".")
    return all(len(part) == 1 and part.isupper() for part in parts)


def _numbers_an_item(stretch: Stretch, place: int) -> bool:
    """Whether a figure that starts at `place` stands where an item of a list begins."""
    before = stretch.text[max(stretch.start, place - 3) : place].rstrip()
    return not before or before[-1] in ":;.!?…"


def _in_name(stretch: Stretch, start: int, follow: int) -> bool:
    """Whether the mark belongs to a name, as in ``Yahoo! France``."""
    named = stretch.token_before(start) in load_abbreviations().marked_names
    return named and not opens_sentence(stretch.word_at(follow))


def _is_incise(stretch: Stretch, follow: int) -> bool:
    """Whether ``Smith asked`` follows a quotation that ends in a question or exclamation mark."""
    said = load_openers().said
    for i, word in enumerate(stretch.text[follow : min(stretch.end, follow + 60)].split()[:4]):
        if i and word.strip(".,;:") in said:
            return True
        if not word[:1].isupper():
            return False
    return False
