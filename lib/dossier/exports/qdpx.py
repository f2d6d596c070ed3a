"""
The corpus as a REFI-QDA project (``.qdpx``), for NVivo, MAXQDA, ATLAS.ti, QualCoder and others.

A zip with ``project.qde`` and one plain text a source. Each theme is a code with a child code a stance; each
coded sentence is a selection by its coder, with a coding for each theme and none where the coder found none. The
machine's codes are those of the user ``machine``. Identifiers come from names, so that the same corpus gives the
same file. Standard: REFI-QDA Project Exchange 1.5; positions count code points of the plain text.
"""

import uuid
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from dossier.codebook import Codebook
from dossier.coding import load_codes
from dossier.corpus import Corpus
from dossier.exports.tables import load_codebook_of, load_every_mark
from dossier.findings.cells import visible
from dossier.schema import MARKS, SENTENCE_KEY, STANCES
from dossier.sentences import load_sentences
from dossier.store import write_atomically
from dossier.voices import load_voices

NAMESPACE = "urn:QDA-XML:project:1.0"
OWNER, MACHINE = "Dossier", "machine"
VARIABLES = ("title", "outlet", "published_date", "lang", "country", "genre", "url")
KEY = list(SENTENCE_KEY)
_SELECTION = [*KEY, "start", "end", "coder", "voice", "voice_kind", "date"]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's own clock would make two exports differ
_DATE = "2000-01-01T00:00:00Z"  # for marks without a date, and for the project itself: same input, same bytes


def make_guid(*parts: str) -> str:
    """
    Return an identifier that depends on its parts only.

    Examples
    --------
    >>> make_guid("code", "jobs") == make_guid("code", "jobs")
    True
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "dossier:" + "\x1f".join(parts)))


def write_qdpx(corpus: Corpus, *, out: Path) -> None:
    """Write every article, the codebook, the marks of every coder and the machine's codes."""
    codebook = load_codebook_of(corpus)
    marks = load_every_mark(corpus)[MARKS.names]
    if codebook is not None:
        marks = pd.concat([marks, _machine_marks(corpus)], ignore_index=True)
    placed = marks.merge(load_sentences(corpus)[[*KEY, "start", "end"]], on=KEY)
    placed = placed.sort_values([*_SELECTION, "theme"], ignore_index=True)
    project = _element(
        None, "Project", xmlns=NAMESPACE, name=corpus.settings.title, origin=OWNER,
        creatingUserGUID=make_guid("user", OWNER), creationDateTime=_DATE,
    )  # fmt: skip
    users = _element(project, "Users")
    for coder in dict.fromkeys([OWNER, *sorted(set(placed["coder"]))]):
        _element(users, "User", guid=make_guid("user", coder), name=coder)
    _add_codebook(project, codebook, set(placed["theme"]) - {""})
    variables = _element(project, "Variables")
    for name in VARIABLES:
        _element(variables, "Variable", guid=make_guid("variable", name), name=name, typeOfVariable="Text")
    _add_sources(project, corpus.articles, placed)
    write_atomically(out, lambda draft: _write_zip(draft, project, corpus.articles))


def _machine_marks(corpus: Corpus) -> pd.DataFrame:
    codes = load_codes(corpus).query("coded").merge(load_voices(corpus), on=KEY)
    return codes.assign(coder=MACHINE, date="")[[*KEY, "theme", "stance", "voice", "voice_kind", "coder", "date"]]


def _element(parent: ET.Element | None, tag: str, **attributes: str) -> ET.Element:
    """Make an element; what XML cannot hold leaves its attributes."""
    shown = {name: visible(value) for name, value in attributes.items()}
    return ET.Element(tag, shown) if parent is None else ET.SubElement(parent, tag, shown)


def _describe(parent: ET.Element, text: str) -> None:
    if text:
        _element(parent, "Description").text = visible(text)


def _add_codebook(project: ET.Element, codebook: Codebook | None, marked: set[str]) -> None:
    """Write the themes; one that only marks know, from an older codebook, is a code without definition."""
    defined = {theme.key: theme.definition_en or theme.definition_fr for theme in codebook.themes} if codebook else {}
    themes = defined | dict.fromkeys(sorted(marked - set(defined)), "")
    if not themes:
        return
    codes = _element(_element(project, "CodeBook"), "Codes")
    for key, definition in themes.items():
        code = _element(codes, "Code", guid=make_guid("code", key), name=key, isCodable="true")
        _describe(code, definition)
        for stance in STANCES:
            _element(code, "Code", guid=make_guid("code", key, stance), name=f"{key}: {stance}", isCodable="true")


def _add_sources(project: ET.Element, articles: pd.DataFrame, placed: pd.DataFrame) -> None:
    sources = _element(project, "Sources")
    owner = make_guid("user", OWNER)
    marked = {str(article): rows for article, rows in placed.groupby("article_id")}
    for row in articles.to_dict("records"):
        article = str(row["article_id"])
        guid = make_guid("source", article)
        source = _element(sources, "TextSource", guid=guid, name=article, plainTextPath=f"internal://{guid}.txt",
                          creatingUser=owner, creationDateTime=_DATE)  # fmt: skip
        if article in marked:
            for place, marks in marked[article].groupby(_SELECTION, sort=False):
                _add_selection(source, dict(zip(_SELECTION, map(str, place), strict=True)), marks)
        for name in VARIABLES:
            if row[name]:
                value = _element(source, "VariableValue")
                _element(value, "VariableRef", targetGUID=make_guid("variable", name))
                _element(value, "TextValue").text = visible(row[name])


def _add_selection(source: ET.Element, place: dict[str, str], marks: pd.DataFrame) -> None:
    """Write the marks of one coder on one sentence; the description holds the voice."""
    parts = [place[name] for name in _SELECTION]
    user, when = make_guid("user", place["coder"]), f"{place['date']}T00:00:00Z" if place["date"] else _DATE
    selection = _element(
        source, "PlainTextSelection", guid=make_guid("selection", *parts),
        name=f"{place['article_id']} #{place['sentence_no']}", startPosition=place["start"], endPosition=place["end"],
        creatingUser=user, creationDateTime=when,
    )  # fmt: skip
    _describe(selection, f"{place['voice_kind']}: {place['voice']}" if place["voice"] else "")
    for theme, stance in zip(marks["theme"], marks["stance"], strict=True):
        if theme:
            guid = make_guid("coding", *parts, theme)
            coding = _element(selection, "Coding", guid=guid, creatingUser=user, creationDateTime=when)
            _element(coding, "CodeRef", targetGUID=make_guid("code", theme, stance))


def _write_zip(path: Path, project: ET.Element, articles: pd.DataFrame) -> None:
    ET.indent(project)
    files = {"project.qde": ET.tostring(project, encoding="utf-8", xml_declaration=True)}
    for article, text in zip(articles["article_id"], articles["text"], strict=True):
        files[f"sources/{make_guid('source', article)}.txt"] = str(text).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content)
