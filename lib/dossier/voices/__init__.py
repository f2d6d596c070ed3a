"""
Who says what: quotations, sources, statements, and the network of the debate.

    lexicon, tokens, names, phrases   the press's words, and who they can stand for
    spans, cues, attach, posts        marks, verbs of speech, and which belongs to which
    sources, actors, proposals        pronouns and descriptions to names; the known actors; new ones
    quotations, tables                `find_quotations`, `load_quotations`, `load_voices`, `code_voices`
    statements, dna                   actor, theme, stance, date; to Discourse Network Analyzer and back
    lineage                           one utterance in several articles
    network, drawing, views           who stands with whom; what a reader asks
"""

from dossier.voices.actors import Actor, Actors, load_actors
from dossier.voices.dna import read_dna, write_dna
from dossier.voices.drawing import plot_network
from dossier.voices.lineage import Lineage, join_utterances, load_lineage, trace_quotations
from dossier.voices.network import (
    find_brokers,
    find_coalitions,
    keep_named,
    link_congruence,
    measure_polarisation,
    place_network,
    tabulate_positions,
)
from dossier.voices.proposals import propose_actors
from dossier.voices.quotations import find_quotations, find_speech
from dossier.voices.statements import load_statements, make_statements
from dossier.voices.tables import code_voices, load_quotations, load_speech, load_voices, voice_sentences
from dossier.voices.views import (
    bound_absence,
    count_spread,
    map_silence,
    portray_actor,
    speech_share,
    spoken_rows,
    themes_of_voices,
    voices_by_outlet,
    voices_without_stance,
    who_speaks,
)

__all__ = [
    "Actor",
    "Actors",
    "Lineage",
    "bound_absence",
    "code_voices",
    "count_spread",
    "find_brokers",
    "find_coalitions",
    "find_quotations",
    "find_speech",
    "join_utterances",
    "keep_named",
    "link_congruence",
    "load_actors",
    "load_lineage",
    "load_quotations",
    "load_speech",
    "load_statements",
    "load_voices",
    "make_statements",
    "map_silence",
    "measure_polarisation",
    "place_network",
    "plot_network",
    "portray_actor",
    "propose_actors",
    "read_dna",
    "speech_share",
    "spoken_rows",
    "tabulate_positions",
    "themes_of_voices",
    "trace_quotations",
    "voice_sentences",
    "voices_by_outlet",
    "voices_without_stance",
    "who_speaks",
    "write_dna",
]  # fmt: skip
