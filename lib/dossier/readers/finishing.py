"""The last steps of every draft: clean characters, join a bibliography, infer, and fit the catalogue's forms."""

import re

from dossier.readers.bibliography import Bibliography
from dossier.readers.catalogue import field_faults
from dossier.readers.characters import clean_characters
from dossier.readers.dates import read_date
from dossier.readers.draft import Draft
from dossier.readers.frontmatter import LIST_FIELDS
from dossier.readers.infer import infer_fields
from dossier.readers.languages import language_code

_FEWEST_WORDS = 2


def finish_draft(draft: Draft, library: Bibliography, *, file_name: str) -> str:
    """
    Bring a draft into the form that is stored; return why it cannot be, or an empty string.

    A value that does not fit its field is moved to the note, with a warning; rights that nobody stated
    are restricted.

    Examples
    --------
    >>> draft = Draft("La mairie ferme le pont samedi.", {"published": "13 juin 2024", "country": "France"})
    >>> finish_draft(draft, Bibliography([]), file_name="a.txt")
    ''
    >>> draft.fields
    {'published': '2024-06-13', 'lang': 'fr', 'note': 'country: France', 'rights': 'restricted'}
    """
    draft.text, warnings = clean_characters(draft.text)
    draft.warnings += warnings
    words = draft.text.split()
    if len(words) < _FEWEST_WORDS:
        return "one word, no text" if words else "no text"
    _clean_fields(draft)
    draft.fields.pop("id", None)
    library.join(draft, file_name=file_name)
    _fit_fields(draft)
    infer_fields(draft)
    if draft.inferred:
        library.join(draft, file_name=file_name)  # a title found in the text may be the one that joins
    _move_unfit(draft)
    return ""


def _clean_fields(draft: Draft) -> None:
    for name, value in list(draft.fields.items()):
        if isinstance(value, list):
            draft.fields[name] = [_one_line(part).replace("|", "/") for part in value if part.strip()]
        else:
            draft.fields[name] = _one_line(value)


def _one_line(value: str) -> str:
    return " ".join(clean_characters(value)[0].split())


def _fit_fields(draft: Draft) -> None:
    """Dates and languages as people write them, to the forms of the catalogue."""
    lang = draft.get("lang")
    if lang:
        draft.fields["lang"] = language_code(lang) or lang
    for name in ("published", "collected"):
        written = draft.get(name)
        if written and not re.fullmatch(r"\d{4}(-\d\d){0,2}", written):
            reading = read_date(written)
            draft.fields[name] = reading.value
            if reading.warning:
                draft.warnings.append(reading.warning)
                draft.remark(f"{name} as written: {written}")


def _move_unfit(draft: Draft) -> None:
    for name, message in field_faults(draft.fields, stem="").items():
        value = draft.fields.pop(name)
        written = " | ".join(value) if isinstance(value, list) else value
        if name not in LIST_FIELDS or written:
            draft.remark(f"{name}: {written}")
        if name in {"published", "collected", "lang", "rights"}:
            draft.warnings.append(f"{message} Kept in the note.")
    if not draft.get("rights"):
        draft.fields["rights"] = "restricted"
    draft.inferred = [name for name in draft.inferred if draft.fields.get(name)]
    draft.fields = {name: value for name, value in draft.fields.items() if value}
