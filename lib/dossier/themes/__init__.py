"""
The join: theme × stance × voice × outlet × date, sentence by sentence, and the views that count it.

    units         one row per kept sentence, with all that is known about it
    shares        how much of a group carries a theme, and with which stance
    meetings      which themes meet; parts of the corpus side by side
    words         the words of a theme against the rest
    speakers      who speaks of a theme
    topics        topics crossed with themes, groups and years
    examples      typical and borderline sentences; what the coder got wrong
"""

from dossier.themes.examples import borderline_sentences, coder_errors, typical_sentences
from dossier.themes.meetings import compare_parts, meeting_rows, theme_meetings
from dossier.themes.shares import article_shares, stance_shares, theme_rows, theme_shares
from dossier.themes.speakers import voice_counts, voice_rows
from dossier.themes.topics import add_topic, topic_shares, topic_theme_lift, topic_theme_rows
from dossier.themes.units import load_units, machine_view, select_counted, select_large, theme_keys
from dossier.themes.words import count_terms, distinctive_words, word_rows

__all__ = [
    "add_topic",
    "article_shares",
    "borderline_sentences",
    "coder_errors",
    "compare_parts",
    "count_terms",
    "distinctive_words",
    "load_units",
    "machine_view",
    "meeting_rows",
    "select_counted",
    "select_large",
    "stance_shares",
    "theme_keys",
    "theme_meetings",
    "theme_rows",
    "theme_shares",
    "topic_shares",
    "topic_theme_lift",
    "topic_theme_rows",
    "typical_sentences",
    "voice_counts",
    "voice_rows",
    "word_rows",
]
