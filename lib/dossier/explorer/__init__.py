"""
A desk to think with the corpus open: search, filter, read in context, code.

Plain functions, each with a table or a figure to give:

    preparing     what the desks stand on: read where it is kept, made beside where it is not
    searching     which sentences hold some words or a pattern
    filters       a filter as a value: one line of code to paste, and back
    concordance   a word or pattern with what stands left and right of it
    context       a sentence in its article, with what is known about it
    counting      how much a filter keeps, and of what
    marking       codes as a few keys, and back
    queues        which sentence to code next
    session       each decision in the coder's file before the next sentence
    learning      agreement and scores as the codes grow, and what more would buy
    refitting     the machine trained again: which sentences flipped
    merging       two coders' files as one
    topic_views   topics read, named, joined, cut and compared
    mapping, map_drawing    segments or articles as points, brushed by squares

and the widgets, which only call them:

    rendering, guide, standing    HTML for the lab; what stands in a report instead
    desks, reader, coder, workshop, topic_desk
"""

from dossier.explorer.coder import open_coder
from dossier.explorer.concordance import common_word, find_concordance
from dossier.explorer.context import read_article, read_context
from dossier.explorer.counting import count_kept, draw_counts, find_place
from dossier.explorer.filters import Filter, filter_units, read_line, usable_filter, write_line
from dossier.explorer.learning import follow_agreement, follow_scores, foresee_codes
from dossier.explorer.merging import join_copies, merge_coders, merge_files
from dossier.explorer.preparing import open_tables
from dossier.explorer.queues import order_sentences
from dossier.explorer.reader import open_reader
from dossier.explorer.refitting import refit_coder
from dossier.explorer.session import Session
from dossier.explorer.standing import keep_quotable
from dossier.explorer.topic_desk import open_topics

__all__ = [
    "Filter", "Session", "common_word", "count_kept", "draw_counts", "filter_units", "find_concordance", "find_place",
    "follow_agreement", "follow_scores", "foresee_codes", "join_copies", "keep_quotable", "merge_coders",
    "merge_files", "open_coder", "open_reader", "open_tables", "open_topics", "order_sentences", "read_article",
    "read_context", "read_line", "refit_coder", "usable_filter", "write_line",
]  # fmt: skip
