"""
What a report states: a tidy table, the sentences that each of its rows counts, and words about both.

    desk        where this notebook's findings are put, in a build or in the lab
    slugs       short names for addresses
    finding     the table, its rows of evidence, its links
    recording   from a table to CSV, dictionary and evidence on disk
    cells       how a value is shown, and made harmless for a spreadsheet
    prose       sentences computed from findings, with links inside
    tables      tables and lists of sentences for a page
    rights      which sentences of a restricted article may be shown
"""

from dossier.findings.finding import Finding, Link
from dossier.findings.prose import Prose, say, say_share
from dossier.findings.recording import record
from dossier.findings.rights import quotable_sentences

__all__ = ["Finding", "Link", "Prose", "quotable_sentences", "record", "say", "say_share"]
