"""
IRaMuTeQ and Alceste corpora: one text file, each text under a line of stars and variables.

A text begins with ``****`` (or four digits) and variables written ``*name_value``; ``-*theme`` lines part
its sections. Form checked against the documentation of IRaMuTeQ and the round trip with our own export.
"""

import re

from dossier.readers.columns import field_of_column, fill_field
from dossier.readers.draft import Draft, Reading, Source, Unusable

_HEAD = re.compile(r"^(?:\*{4}|\d{4,})((?:[ \t]+\*\S+)+)[ \t]*$", re.MULTILINE)
_BARE = re.compile(r"^\*{4}[ \t]*$", re.MULTILINE)
_SECTION = re.compile(r"^-\*\S*[ \t]*\n?", re.MULTILINE)


def is_iramuteq(text: str) -> bool:
    """
    Whether a text opens with a line of stars and variables.

    Examples
    --------
    >>> is_iramuteq("**** *source_fanal *date_2024\\nLe pont ferme.\\n"), is_iramuteq("**** quatre étoiles !")
    (True, False)
    """
    first = text.lstrip().split("\n", 1)[0]
    return bool(_HEAD.match(first) or _BARE.match(first))


def read_iramuteq(source: Source) -> Reading:
    """Read every text of the corpus; variables whose name means a field fill it, others go into the note."""
    text = source.decoded.text
    heads = sorted([*_HEAD.finditer(text), *_BARE.finditer(text)], key=lambda m: m.start())
    for number, (head, following) in enumerate(zip(heads, [*heads[1:], None], strict=True), start=1):
        body = text[head.end() : following.start() if following else len(text)]
        body, sections = _SECTION.subn("", body)
        part = f"text {number}"
        if not body.strip():
            yield Unusable(part, "skipped", "a text without words")
            continue
        draft = Draft(body.strip("\n"), part=part)
        if sections:
            draft.warnings.append(f"{sections} section lines (-*) left out")
        for variable in head[0].split("*")[1:]:
            _fill(draft, variable.strip())
        yield draft


def _fill(draft: Draft, variable: str) -> None:
    name, _, value = variable.partition("_")
    if not name:
        return
    known = field_of_column(name)
    if known in {"outlet", "title", "country", "genre"}:
        value = value.replace("_", " ")
    if known == "published":
        value = value.replace("_", "-")
    if not known or known == "text" or not fill_field(draft, known, value):
        draft.remark(f"{name}={value}")
