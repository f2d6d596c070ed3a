"""What a bare text tells of itself: title, date of publication, language. All of it is marked as inferred."""

import re

from dossier.readers.dates import read_date
from dossier.readers.draft import Draft
from dossier.readers.languages import infer_language

_LINES_READ = 12  # non-empty lines in which a page shows title and date
_LONGEST_TITLE = 200  # characters
_DATE_TAG = re.compile(r"^\s*date\s*:?\s+(\d{4}(?:-\d\d){0,2})\b\s*", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:publié|publiée|mis en ligne|mise en ligne|posté|parution|paru|published|posted|date de publication)"
    r"(?: le| on)?\s*:?\s+(.{4,60})",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"(?:le )?(?:\w+day,? |\w+di,? )?(?:\d{1,2}(?:er)? [^\W\d]+\.? \d{4}|[^\W\d]+ \d{1,2}, \d{4})", re.IGNORECASE
)
_NOT_A_TITLE = re.compile(
    r"https?://|www\.|@\w|^\W*[•·*-]\s|^\s*(?:menu|accueil|home)\b|[|›»]\s*\w+\s*[|›»]", re.IGNORECASE
)


def infer_fields(draft: Draft) -> None:
    """
    Fill what the draft's text tells and its source did not: title, published, lang.

    Examples
    --------
    >>> draft = Draft("date 2024-06 Le pont fermé pour travaux\\n\\nLa mairie a annoncé la fermeture du pont.")
    >>> infer_fields(draft)
    >>> draft.fields, draft.inferred
    ({'published': '2024-06', 'title': 'Le pont fermé pour travaux', 'lang': 'fr'}, ['published', 'title', 'lang'])
    """
    lines = [line.strip() for line in draft.text[:20_000].splitlines() if line.strip()][:_LINES_READ]
    if not draft.get("published"):
        draft.infer("published", infer_date(lines))
    if not draft.get("title"):
        draft.infer("title", infer_title(lines))
    if not draft.get("lang"):
        draft.infer("lang", infer_language(draft.text))


def infer_date(lines: list[str]) -> str:
    """
    Date that the head of a page gives for itself: a ``date`` tag, "publié le …", or a line that is a date.

    Examples
    --------
    >>> infer_date(["Le pont", "Publié le 12 juin 2024 à 10h00"]), infer_date(["Né le 12 juin 1950"])
    ('2024-06-12', '')
    """
    for line in lines:
        tag = _DATE_TAG.match(line)
        cue = _PUBLISHED.search(line)
        written = tag[1] if tag else cue[1] if cue else line if _DATE_LINE.fullmatch(line) else ""
        value = read_date(written).value if written else ""
        if value:
            return value
    return ""


def infer_title(lines: list[str]) -> str:
    """
    First line at the head of a page that reads like a title: some words, no full stop, no address or bullet.

    Examples
    --------
    >>> infer_title(["• Email : a@b.fr", "Un pont entre deux rives", "La mairie ouvre le pont."])
    'Un pont entre deux rives'
    >>> infer_title(["La mairie ouvre le pont. La foule accourt."])
    ''
    """
    for line in lines:
        title = _DATE_TAG.sub("", line).lstrip("# ").strip()
        words = title.split()
        if len(words) < 2 or len(title) > _LONGEST_TITLE or title[:1].islower():
            continue
        if title.endswith((".", ":", ",", ";")) or _NOT_A_TITLE.search(title) or _DATE_LINE.fullmatch(title):
            continue
        if read_date(title).value and len(words) <= 6 and _PUBLISHED.search(title):
            continue
        return " ".join(words)
    return ""
