"""Columns and variables by name: which catalogue field a word of French or English means."""

from collections.abc import Sequence

from dossier.readers.catalogue import GENRES, RIGHTS
from dossier.readers.dates import read_date
from dossier.readers.draft import Draft
from dossier.readers.frontmatter import FIELDS, LIST_FIELDS
from dossier.readers.languages import language_code
from dossier.readers.slugs import fold

# For each field the names that mean it, folded (see `fold`), the surest first.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "text": ("text", "texte", "body", "body text", "article text", "full text", "fulltext", "texte integral", "contenu",
             "content", "contents", "corps", "corps du texte", "article", "article body", "plain text", "raw text",
             "document text", "transcript"),
    "id": ("id", "article id", "identifiant", "doc id", "docid", "document id", "uid", "uuid", "key", "numero", "no",
           "document"),
    "title": ("title", "titre", "headline", "titre article", "titre de l article", "article title", "hd", "heading"),
    "outlet": ("outlet", "source", "journal", "newspaper", "media", "publication", "publication title", "site",
               "nom du journal", "source name", "journal title", "support", "publisher", "sn", "website",
               "titre revue"),
    "published": ("published", "date", "published date", "publication date", "date de publication", "date publication",
                  "pub date", "publie", "publie le", "published at", "published on", "datetime", "pd", "am", "year",
                  "annee", "publication year"),
    "lang": ("lang", "language", "langue", "la"),
    "url": ("url", "lien", "link", "adresse", "uri", "permalink", "href", "web address"),
    "country": ("country", "pays", "country code"),
    "genre": ("genre", "type", "type d article", "article type"),
    "people": ("people", "personnes", "persons"),
    "organisations": ("organisations", "organizations", "orgs"),
    "rights": ("rights", "droits", "licence", "license"),
    "collected": ("collected", "collecte", "collecte le", "date added", "access date", "accessed"),
    "inferred": ("inferred",),
    "note": ("note", "notes", "remarque", "remarques", "comment", "commentaire"),
    "author": ("author", "authors", "auteur", "auteurs", "byline", "signature", "by"),
    "file": ("file", "fichier", "filename", "file name", "nom du fichier", "file attachments", "path"),
}  # fmt: skip
_FIELD_OF = {name: known for known, names in reversed(SYNONYMS.items()) for name in names}
_GENRE_OF = {
    "actualite": "news", "article": "news", "depeche": "news", "reportage": "news", "tribune": "opinion",
    "editorial": "opinion", "chronique": "opinion", "op ed": "opinion", "entretien": "interview",
    "communique": "institutional", "press release": "institutional", "blog post": "blog", "billet": "blog",
    "blogpost": "blog", "newspaperarticle": "news", "newspaper article": "news",
}  # fmt: skip


def field_of_column(name: str) -> str:
    """
    Return the field (or ``text``, ``author``, ``file``) that a column name means, or an empty string.

    Examples
    --------
    >>> [field_of_column(name) for name in ("Titre", "DATE_PUBLICATION", "Journal", "Langue", "Sentiment")]
    ['title', 'published', 'outlet', 'lang', '']
    """
    return _FIELD_OF.get(fold(name), "")


def match_columns(header: Sequence[str]) -> dict[str, int]:
    """
    Return for each field the place of its column: the surest name wins where several mean the same.

    Examples
    --------
    >>> match_columns(["ID", "Année", "Date", "Texte"])
    {'text': 3, 'id': 0, 'published': 2}
    """
    folded = [fold(name) for name in header]
    found: dict[str, int] = {}
    for known, names in SYNONYMS.items():
        place = next((folded.index(name) for name in names if name in folded), None)
        if place is not None:
            found[known] = place
    return found


def fill_field(draft: Draft, name: str, value: str, *, day_first: bool | None = None) -> bool:
    """
    Put a written value into a field in the form that the catalogue wants; False where it does not fit.

    A value that cannot be a date leaves the field empty with a warning; an unknown language, genre, right
    or country is refused, so that the caller can keep it as a remark.

    Examples
    --------
    >>> draft = Draft("")
    >>> fill_field(draft, "published", "juin 2024"), fill_field(draft, "genre", "Tribune"), draft.fields
    (True, True, {'published': '2024-06', 'genre': 'opinion'})
    """
    value = value.strip()
    if not value:
        return True
    if name in {"published", "collected"}:
        reading = read_date(value, day_first=day_first)
        if reading.warning:
            draft.warnings.append(reading.warning)
        if reading.value and len(reading.value) > len(draft.get(name)):
            draft.fields[name] = reading.value
        return True
    if draft.fields.get(name):
        return False
    if name == "author":
        draft.remark(f"author: {value}")
        return True
    fitting = _fitting(name, value)
    if fitting:
        draft.fields[name] = fitting
    return bool(fitting)


def _fitting(name: str, value: str) -> str | list[str]:
    if name in LIST_FIELDS:
        separator = "|" if "|" in value else ";"
        parts = [part.strip() for part in value.split(separator) if part.strip()]
        return [part for part in parts if part in FIELDS] if name == "inferred" else parts
    folded = value.casefold()
    fitting = {
        "lang": language_code(value),
        "genre": folded if folded in GENRES else _GENRE_OF.get(fold(value), ""),
        "rights": folded if folded in RIGHTS else "",
        "country": value.upper() if len(value) == 2 and value.isascii() and value.isalpha() else "",
        "url": value if folded.startswith(("http://", "https://")) else "",
    }
    return fitting.get(name, " ".join(value.split()) if name in FIELDS else "")
