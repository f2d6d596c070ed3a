"""
Who says what: quotations and their sources.

    lexicon, tokens, names, phrases   the press's words, and who they can stand for
    mentions, spans, cues, posts      possible speakers, marks, verbs of speech
    evidence, floor                   who could be saying a quotation, and who outweighs the others
    sources, actors, proposals        pronouns and descriptions to names; the known actors; new ones
    quotations, tables                `find_quotations`, `load_quotations`, `load_voices`, `code_voices`

What these voices say of the themes, and the network that it makes, is in `dossier.debate`.
"""

from dossier.voices.actors import Actor, Actors, load_actors
from dossier.voices.proposals import propose_actors
from dossier.voices.quotations import find_quotations, find_speech
from dossier.voices.tables import code_voices, load_quotations, load_speech, load_voices, voice_sentences

__all__ = [
    "Actor",
    "Actors",
    "code_voices",
    "find_quotations",
    "find_speech",
    "load_actors",
    "load_quotations",
    "load_speech",
    "load_voices",
    "propose_actors",
    "voice_sentences",
]
