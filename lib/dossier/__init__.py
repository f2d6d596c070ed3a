"""
Dossier: read a public controversy in the press, with every number opening the sentences behind it.

Data flow one way; a room imports only from the rooms before it:

    errors, paths, schema, strings, store   ground: faults, places, tables, words, derived tables
    readers, corpus                         bytes to articles; a corpus folder
    sentences                               sentences with offsets, language, web furniture
    reuse                                   prose that travels between articles
    voices                                  quotations, sources: who speaks
    codebook, annotations, agreement        what counts, who marked it, how far they agree
    encoder, coding                         the machine coder: themes and stances with evidence
    topics                                  segments, vocabulary, factorisations, stability
    estimates                               shares with intervals, corrected for the coder's errors
    debate                                  statements, lineage, the network of the debate, who is not heard
    findings, figures, pages, exports       what a report states, draws, prints and hands on
    explorer, commands, cli, lab            the notebook's desk and the command line
"""

__version__ = "0.1.0"
