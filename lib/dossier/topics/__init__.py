"""
Topics: groups of segments that share vocabulary, found, not defined, with how far they can be trusted.

    segments                    about 40 words of neighbouring kept sentences of one article
    tokens, stop_words, vocabulary, phrases    words, lemmas with the form found in the text, terms of several words
    association, models, choice    factorisations of one form, and which of two is the default for a corpus
    quality, fitting, tables    coherence, stability, coverage; texts to topics; the command ``dossier topics``
"""
