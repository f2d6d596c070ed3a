"""
Static pages from notebooks: offline, checkable to the last sentence, the same bytes twice.

    build       one command: run what changed, render everything, swap the old reports for the new
    plan        which notebooks run, with which parameters, and the key that tells whether they must
    execute     one notebook in a fresh kernel; `worker` and `crew` run several side by side
    translate   Markdown cells in the reader's language
    clean       what may stand in a page: nh3 for foreign HTML, a strict list for our own
    body        an executed notebook as HTML, by nbconvert and an own template
    gathering   what the notebooks left: bodies, findings, figures
    frame       head, navigation and foot that every page shares
    material    the texts behind the numbers, and what rights and persons allow to be shown
    evidence, articles, actors, index, methods   the pages beside the notebooks'
    listing     how the sentences behind a number are listed
    sharing     a list that stands elsewhere is not repeated
    persons     pseudonyms for private authors, and who has a portrait
    redaction   the last look before anything is written
    single      the whole report as one file
    tables      findings as tables for Word and LaTeX
    staging     whole or not at all: the new folder takes the place of the old
    changes     which findings moved since the last build
"""
