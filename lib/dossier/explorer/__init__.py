"""
A desk to think with the corpus open: search, filter, read in context, code.

    filters       a filter as a value: one line of code to paste, and back
    concordance   a word or pattern with what stands left and right of it
    context       a sentence in its article, with what is known about it
"""

from dossier.explorer.concordance import find_concordance
from dossier.explorer.context import read_context
from dossier.explorer.filters import Filter, filter_units

__all__ = ["Filter", "filter_units", "find_concordance", "read_context"]
