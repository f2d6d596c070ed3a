"""
Topics: groups of segments that share vocabulary, found, not defined, with how far they can be trusted.

    segments                                   about 40 words of neighbouring kept sentences of one article
    tokens, stop_words, vocabulary, phrases    words, lemmas by the form found in the text, terms of several words
    association, models, choice, reinert       models of one form; which of two is the default; Reinert's classes
    quality, how_many                          coherence, stability, coverage; how many topics hold
    fitting, finding, loading, folding         texts to topics, kept; new texts in an old model; what a refit changed
    labels, views, intrusion                   names, what to read, tasks that test whether people see the topics
    tables                                     the command ``dossier topics``
"""

from dossier.topics.loading import Topics, load_topics, save_labels
from dossier.topics.segments import load_segments, make_segments

__all__ = ["Topics", "load_segments", "load_topics", "make_segments", "save_labels"]
