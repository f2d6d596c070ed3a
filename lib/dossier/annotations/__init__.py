"""
Marks made by coders.

    marks       one CSV a coder, anchored to sentences by number and by a hash of the text
    relinking   marks re-anchored after a change of text or splitter, each doubt shown
"""

from dossier.annotations.marks import (
    RANDOM_SAMPLE,
    coded_sentences,
    list_coders,
    load_coder_pair,
    load_marks,
    load_random_sample,
    read_marks,
    stale_marks,
    write_marks,
)
from dossier.annotations.relinking import relink
from dossier.sentences.corrections import hash_text

__all__ = [
    "RANDOM_SAMPLE",
    "coded_sentences",
    "hash_text",
    "list_coders",
    "load_coder_pair",
    "load_marks",
    "load_random_sample",
    "read_marks",
    "relink",
    "stale_marks",
    "write_marks",
]
