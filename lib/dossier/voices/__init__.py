"""Who says what: quotations, sources, statements, and the network of the debate."""

from dossier.voices.actors import Actor, Actors, load_actors
from dossier.voices.quotations import find_quotations, find_speech
from dossier.voices.tables import code_voices, load_quotations, load_speech, load_voices, voice_sentences

__all__ = [
    "Actor", "Actors", "code_voices", "find_quotations", "find_speech", "load_actors", "load_quotations", "load_speech",
    "load_voices",
    "voice_sentences",
]  # fmt: skip
