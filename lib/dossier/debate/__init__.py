"""
The network of the debate: what actors say of themes, who stands with whom, who is not heard.

    statements, dna           actor, theme, stance, date; to Discourse Network Analyzer and back
    lineage, translation      one utterance in several articles, in one language or two
    affiliation               actors tied to the themes that they speak of
    network, drawing, views   who stands with whom; what a reader asks
"""

from dossier.debate.affiliation import affiliation_nodes, affiliation_rows, affiliation_ties, keep_loudest
from dossier.debate.dna import read_dna, write_dna
from dossier.debate.drawing import plot_network
from dossier.debate.lineage import Lineage, join_utterances, load_lineage, trace_quotations
from dossier.debate.network import (
    find_brokers,
    find_coalitions,
    keep_named,
    link_congruence,
    measure_polarisation,
    place_network,
    tabulate_positions,
)
from dossier.debate.statements import load_statements, make_statements
from dossier.debate.views import (
    bound_absence,
    count_spread,
    map_silence,
    portray_actor,
    speech_share,
    spoken_rows,
    stances_of_camps,
    themes_of_voices,
    voices_by_outlet,
    voices_without_stance,
    who_speaks,
)

__all__ = [
    "Lineage",
    "affiliation_nodes",
    "affiliation_rows",
    "affiliation_ties",
    "bound_absence",
    "count_spread",
    "find_brokers",
    "find_coalitions",
    "join_utterances",
    "keep_loudest",
    "keep_named",
    "link_congruence",
    "load_lineage",
    "load_statements",
    "make_statements",
    "map_silence",
    "measure_polarisation",
    "place_network",
    "plot_network",
    "portray_actor",
    "read_dna",
    "speech_share",
    "spoken_rows",
    "stances_of_camps",
    "tabulate_positions",
    "themes_of_voices",
    "trace_quotations",
    "voices_by_outlet",
    "voices_without_stance",
    "who_speaks",
    "write_dna",
]  # fmt: skip
