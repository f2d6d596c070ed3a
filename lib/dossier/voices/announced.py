"""Words quoted without marks: the list or the paragraph that a cue and a colon announce."""

from typing import TYPE_CHECKING

from dossier.voices.frames import BARE, CLAUSE, QUOTED
from dossier.voices.tokens import QUOTE

if TYPE_CHECKING:
    from dossier.voices.reading import Article, Found, Sentence

_ANNOUNCED = 3  # sentences of the same line


def find_announced(article: "Article", sentence: "Sentence") -> "Found | None":
    """The block after a sentence that ends in a colon after a cue, with that cue's source; None where marks follow."""
    if not sentence.tokens or sentence.tokens[-1].text != ":" or sentence.number + 1 >= len(article.sentences):
        return None
    speaking = [(c, s) for c, s in sentence.resolved if c.subject is not None and c.frame in (QUOTED, CLAUSE, BARE)]
    following = article.sentences[sentence.number + 1]
    if not speaking or any(token.text == QUOTE for token in following.tokens[:2]):
        return None
    from dossier.voices.reading import Found

    cue, source = speaking[-1]
    start, end = sentence.tokens[cue.first].start, sentence.tokens[cue.last - 1].end
    last = _last_of_block(article, following, sentence)
    return Found(following.start, last.end, "direct", article.text[start:end], source, start, end, settled=True)


def _last_of_block(article: "Article", following: "Sentence", sentence: "Sentence") -> "Sentence":
    last = following
    same_line = article.same_paragraph(sentence, following)
    for later in article.sentences[following.number + 1 :]:
        listed = following.kind == "bullet" and later.kind == "bullet"
        together = article.same_paragraph(later, following) and not same_line
        near = same_line and later.number - following.number < _ANNOUNCED and not _narrates(later)
        if any(t.text == QUOTE for t in later.tokens) or not (listed or together or near):
            break
        last = later
    return last


def _narrates(sentence: "Sentence") -> bool:
    """Whether a sentence takes the journalist's word again: a cue of its own, an exclamation, ``on``."""
    lows = {token.low for token in sentence.tokens}
    return bool(lows & {"on", "!", "?"}) or any(t.low in ("selon", "ainsi") for t in sentence.tokens[:3])
