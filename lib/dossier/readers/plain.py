"""Plain text and Markdown, with or without front matter: stored as it was decoded."""

from dossier.readers.characters import share_of_controls
from dossier.readers.draft import Draft, Reading, RefusedError, SkippedError, Source
from dossier.readers.frontmatter import FIELDS, LIST_FIELDS, split_front_matter
from dossier.readers.nexis import is_nexis_lines, read_nexis_lines

_MOST_CONTROLS = 0.05  # share of control characters above which a file is no text


def read_text(source: Source) -> Reading:
    """
    Read a text file as one article; a Nexis Uni text as several.

    Raises
    ------
    RefusedError
        If the file is binary, or its front matter is at fault (with the line).
    SkippedError
        If it holds no text.
    """
    text = source.decoded.text
    if share_of_controls(text) > _MOST_CONTROLS:
        raise RefusedError("mostly control characters: this is not a text")
    if not text.strip():
        raise SkippedError("empty" if not source.data else "only white space")
    lines = text[:2_000_000].split("\n")
    if is_nexis_lines(lines):
        yield from read_nexis_lines(text.split("\n"))
        return
    yield read_article_text(text)


def read_article_text(text: str) -> Draft:
    """
    Split front matter from a text and take its fields.

    Fields that are not of the catalogue are kept as a remark, so that the Markdown of other programs is
    read; a list where one text is expected is joined.

    Examples
    --------
    >>> read_article_text("---\\ntitle: Le pont\\ntags: [a, b]\\n---\\nLa mairie ferme.").fields
    {'title': 'Le pont', 'note': 'tags: a, b'}
    """
    matter = split_front_matter(text)
    if matter.faults:
        line, message = matter.faults[0]
        raise RefusedError(f"line {line}: {message}")
    draft = Draft(matter.text)
    for name, value in matter.values.items():
        known = name if name in FIELDS else _SYNONYMS.get(name.casefold(), "")
        if known and known not in draft.fields:
            draft.fields[known] = _as_field(known, value)
        elif value:
            draft.remark(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
    draft.inferred = [v for v in draft.fields.pop("inferred", []) if v in FIELDS]
    return draft


def _as_field(name: str, value: str | list[str]) -> str | list[str]:
    if name in LIST_FIELDS:
        return [part.strip() for part in value.split("|") if part.strip()] if isinstance(value, str) else value
    return ", ".join(value) if isinstance(value, list) else value


_SYNONYMS = {"date": "published", "source": "outlet", "language": "lang", "titre": "title", "link": "url"}
