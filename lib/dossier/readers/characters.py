"""Characters that a stored text should not hold, removed or mended with a count."""

import re
import unicodedata

# All controls but tab and line feed; U+0085 (next line) is a line end and stays.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r|\x0b|\x0c")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_characters(text: str) -> tuple[str, list[str]]:
    """
    Return the text as it will be stored, and a warning for each thing that was done.

    Composed form (NFC); lone carriage returns, form feeds and vertical tabs become line feeds; other
    control characters are removed. Direction marks are kept and counted: they can hide text.

    Examples
    --------
    >>> clean_characters("re\\u0301el\\x07le")
    ('réelle', ['1 control characters removed', 'accents composed (NFC)'])
    """
    warnings = []
    text = _LINE_ENDS.sub("\n", text)
    text, removed = _CONTROLS.subn("", text)
    if removed:
        warnings.append(f"{removed} control characters removed")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        warnings.append("accents composed (NFC)")
    directions = len(_DIRECTIONS.findall(text))
    if directions:
        warnings.append(f"{directions} direction marks kept")
    unread = text.count("\ufffd")
    if unread:
        warnings.append(f"{unread} characters could not be read")
    return text, warnings


def share_of_controls(text: str) -> float:
    """Share of a text's first 10,000 characters that are controls: a text has next to none."""
    sample = text[:10_000]
    return len(_CONTROLS.findall(sample)) / max(len(sample), 1)
